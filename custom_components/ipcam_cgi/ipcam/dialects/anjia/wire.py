"""How Anjia cameras answer: one element with attributes, or a fault with a reason."""

import re
from typing import override

from ...errors import (
    AuthError,
    CameraConnectionError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    SessionExpiredError,
    UnsupportedError,
)
from ...model.catalogue import Command, Effect, Record
from ...model.codecs import Choice
from ...model.outcome import CHANGING, check_done, plain_words
from ...model.protocol import (
    AT_END,
    BETWEEN_LINES,
    HttpRequest,
    HttpResponse,
    Wire,
    check_login,
    percent_encoded,
)
from .reply import read_reply

_MAX_REASON = 200
_ROOT = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>)?\s*<(\w{1,64})")
_TAG = re.compile(rb"<\w")
_PICTURE = b"\xff\xd8"
NO_CONTENT = 204


_HTML = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_REFUSING = re.compile(r"(?:false|fail\w*|error|busy|refused)[.!]?", re.IGNORECASE)
_DONE = re.compile(r"(?:true|ok|successful)[.!]?", re.IGNORECASE)


class AnjiaWire(Wire):
    """Requests as the manual spells them; a fault may come with any status."""

    @override
    def request(self, command: Command, params: Record) -> HttpRequest:
        http_request = super().request(command, params)
        spelled = {param.name for param in command.params if isinstance(param.codec, Choice)}
        names = [name for name, _ in http_request.query]
        hidden = re.compile("|".join(map(re.escape, ("uid", *(param.name for param in command.params)))))
        # A code of the manual goes out as it stands there, a plus sign and slashes included. In a text
        # the camera would find the names of other parameters.
        http_request.query = [
            (name, value if name in spelled else _shielded(value, hidden))
            for name, value in http_request.query
        ]
        http_request.literal = frozenset(names)
        return http_request

    @override
    def check(self, command: Command, response: HttpResponse) -> None:
        try:
            check_login(response, command.name)
        except AuthError:
            # The password is in no request but the login: here the id has run out.
            raise SessionExpiredError("login required", command=command.name) from None
        if response.status == 407:
            raise CameraConnectionError("the picture is not ready", command=command.name)
        reason = fault_of(response)
        if "uid error" in reason:
            raise SessionExpiredError(reason, command=command.name)
        if response.status == 404 or "no such cgi" in reason:
            raise UnsupportedError("the camera does not know this command", command=command.name)
        if "Non-administrators" in reason:
            raise PermissionDeniedError(reason, command=command.name)
        if reason:
            raise RejectedError(reason, command=command.name)
        super().check(command, response)
        if command.effect in CHANGING:
            self._check_done(command, response)

    def _check_done(self, command: Command, response: HttpResponse) -> None:
        """The manual has an element for what went well, with a word in it or the settings as they are now."""
        words = plain_words(response)
        if _REFUSING.fullmatch(words) or not _tells(command, response):
            # What is no CGI is a page, and the manual says nothing of its content.
            page = not command.path.startswith("/cgi-bin/")
            check_done(command, response, _DONE, empty_is_done=page)

    @override
    def whole_after(self, body: bytes | bytearray) -> float:
        end = body[-80:].rstrip()
        if (root := _ROOT.match(body)) and end.endswith(b">"):
            if end.endswith(b"</" + root[1] + b">") or (
                end.endswith(b"/>") and not _TAG.search(body, root.end())
            ):
                return AT_END
            # Not all of them close what they have opened.
            return BETWEEN_LINES
        return super().whole_after(body)

    @override
    def parse(self, command: Command, response: HttpResponse) -> Record:
        if response.body.startswith(_PICTURE):
            return {}
        if command.effect is Effect.READ and command.returns:
            if response.status == NO_CONTENT:
                raise UnsupportedError("the camera has nothing to tell", command=command.name)
            if not _tells(command, response):
                raise ReplyError("the reply contains no values", command=command.name)
        return read_reply(response.text)


def _tells(command: Command, response: HttpResponse) -> bool:
    """Whether an answer holds values: elements, or at least what the command is about in plain text."""
    record = read_reply(response.text)
    if "<" in response.text:
        return bool(record) and not _HTML.search(response.text[:1000])
    names = {each.name for each in command.returns} | {param.field or param.name for param in command.params}
    return not names.isdisjoint(record)


FAULT = re.compile(r"<fault[\s>]", re.IGNORECASE)


def fault_of(response: HttpResponse) -> str:
    """Return the camera's reason for refusing a request, nothing when it did not."""
    if response.body.startswith(_PICTURE):
        return ""
    text = response.text
    if response.status != 400 and not FAULT.search(text):
        return ""
    record = read_reply(text)
    reason = record.get("reason") or next(iter(record.values()), "")
    return " ".join(reason.split())[:_MAX_REASON] or f"HTTP status {response.status}"


def _shielded(value: str, hidden: re.Pattern[str]) -> str:
    """Percent-encode a value, and in it a letter of whatever the camera would take for a parameter."""
    return hidden.sub(lambda name: f"%{ord(name[0][0]):02X}{name[0][1:]}", percent_encoded(value, safe=":"))
