"""What cameras say in place of the manual's words: of what they lack, wrong logins, refusals, success."""

from collections.abc import Mapping

from ..http import Outcome
from .accent import ALL, Accent, Words

SOME = (
    *("get_misc", "set_misc", "get_forbidden", "set_forbidden"),
    *("getPTZSpeed", "setPTZSpeed", "getSnapConfig", "setSnapConfig"),
    *("camwdr.*", "shock.*", "serverinfo*"),
    *("rtmp*", "videoencoder.advanced*"),
)
"""Commands of each dialect that not every camera has."""


def _page(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n".encode()


def _lacking(about: str, words: Words) -> Accent:
    return Accent(about=about, lacks=SOME, words=(words,))


def _hd_lacking(code: str) -> Accent:
    return Accent(
        about=f"HD cameras that answer what they lack with {code}",
        dialects=("foscam_hd",),
        lacks=SOME,
        words=(Words(on=Outcome.LACKING, body=_result(code)),),
    )


def _result(code: str) -> bytes:
    return f"<CGI_Result>\n    <result>{code}</result>\n</CGI_Result>\n".encode()


def _says(outcome: Outcome, about: str, body: bytes, dialects: tuple[str, ...] = ALL) -> Accent:
    return Accent(about=about, words=(Words(on=outcome, body=body),), dialects=dialects)


def _login_page(about: str, status: int) -> Accent:
    body = _page("401 Unauthorized")
    words = Words(on=Outcome.STRANGER, status=status, body=body, content_type="text/html")
    return Accent(about=about, words=(words,), challenge='Basic realm="index.html"')


_LACKING, _STRANGER = Outcome.LACKING, Outcome.STRANGER
_ILLEGAL, _DONE = Outcome.ILLEGAL, Outcome.DONE
_HTML = "text/html"
_SCRIPTS = ("netwave",)
_BRIEF = ("netwave", "hucoms")

LACKS: Mapping[str, Accent] = {
    "lacks_204": _lacking(
        "answers what it lacks with 204 and no body, as two real Hucoms do", Words(on=_LACKING, status=204)
    ),
    "lacks_empty": _lacking("answers what it lacks with 200 and nothing", Words(on=_LACKING)),
    "lacks_404": _lacking(
        "answers what it lacks with a 404 page",
        Words(on=_LACKING, status=404, body=_page("404 Not Found"), content_type=_HTML),
    ),
    "lacks_501": _lacking(
        "answers what it lacks with a 501 page",
        Words(on=_LACKING, status=501, body=_page("501 Not Implemented"), content_type=_HTML),
    ),
    "lacks_page": _lacking(
        "answers what it lacks with its start page",
        Words(on=_LACKING, body=_page("IP Camera"), content_type=_HTML),
    ),
    "lacks_illegal": _lacking(
        "answers what it lacks as if the parameters were wrong",
        Words(on=_LACKING, body=b"error: illegal params."),
    ),
    "lacks_minus1": _hd_lacking("-1"),
    "lacks_minus3": _hd_lacking("-3"),
    "lacks_minus4": _hd_lacking("-4"),
}

LOGINS: Mapping[str, Accent] = {
    "login_words": _says(
        _STRANGER, "refuses a login in words, with a good status", b"user or passwd is error"
    ),
    "login_unauthorized": _says(_STRANGER, "refuses a login in one word", b"Unauthorized\n"),
    "login_page": _login_page("shows a page of a refused login, with a good status", 200),
    "login_401": _login_page("refuses a login with a 401 of no known realm", 401),
    "login_minus3": Accent(
        about="HD cameras that answer -3 to a wrong password, as to what may not be done",
        dialects=("foscam_hd",),
        words=(Words(on=_STRANGER, body=_result("-3")),),
    ),
    "login_pri_0": Accent(
        about="check_user.cgi answers a wrong password with 200 and a privilege of 0",
        dialects=_SCRIPTS,
        words=(Words(on=_STRANGER, body=b"var user='';\nvar pwd='';\nvar pri=0;\n", commands="check_user"),),
    ),
    "realm_plain": Accent(
        about="a realm without the camera's id", dialects=_SCRIPTS, challenge='Basic realm="IPCamera"'
    ),
    "realm_quotes": Accent(
        about="a realm in single quotes", dialects=_SCRIPTS, challenge="Basic realm='ipcamera_{id}'"
    ),
    "realm_bare": Accent(
        about="a realm in no quotes and a scheme in small letters",
        dialects=_SCRIPTS,
        challenge="basic realm=ipcamera_{id}",
    ),
}

REFUSALS: Mapping[str, Accent] = {
    "refusal_illegal": _says(_ILLEGAL, "refuses as netwave cameras do", b"error: illegal params."),
    "refusal_short": _says(_ILLEGAL, "refuses in the words that are left of that", b"illegal params.\n"),
    "refusal_fail": _says(_ILLEGAL, "says fail", b"fail"),
    "refusal_busy": _says(_ILLEGAL, "says busy", b"busy\r\n"),
    "refusal_result": _says(_ILLEGAL, "refuses by a number in a script", b"var result=-1;\r\n"),
    "refusal_ret": _says(_ILLEGAL, "refuses by another number in a script", b"var ret=1;"),
    "refusal_page": Accent(
        about="shows a page for a browser in place of a refusal",
        words=(Words(on=_ILLEGAL, body=_page("Error"), content_type=_HTML),),
    ),
    "refusal_400": Accent(
        about="refuses with status 400",
        words=(Words(on=_ILLEGAL, status=400, body=_page("400 Bad Request"), content_type=_HTML),),
    ),
}

SUCCESSES: Mapping[str, Accent] = {
    "done_ok": _says(_DONE, "ok without a dot or a line end", b"ok", _BRIEF),
    "done_capitals": _says(_DONE, "OK in capitals, with a dot", b"OK.\r\n", _BRIEF),
    "done_succeed": _says(_DONE, "Hi3510 relatives of the MJPEG cameras", b"[Succeed]set ok.\r\n", _SCRIPTS),
    "done_result": _says(_DONE, "VStarcam relatives: a number in a script", b"var result=0;\r\n", _SCRIPTS),
    "done_empty": _says(_DONE, "nothing at all with a good status", b"", _BRIEF),
    "done_204": Accent(
        about="a Hucoms whose setters all answer as its movements do, with 204",
        dialects=("hucoms",),
        words=(Words(on=_DONE, status=204),),
    ),
    "done_page": Accent(
        about="does what it is told, and shows a page for a browser",
        words=(Words(on=_DONE, body=_page("IP Camera"), content_type=_HTML),),
    ),
}
