"""How a server speaks HTTP, whatever the camera behind it says: heads, lengths, ends of connections."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from http import HTTPStatus
from math import inf
from time import asctime, gmtime, monotonic, strftime, time

from .http import Headers, Request, Response

BLANK = b"\r\n\r\n"
SERVERS_OWN = {"server", "date", "connection", "content-length", "cache-control", "accept-ranges"}
"""Headers that come from the server, not from the program behind it."""
BODILESS = {204, 304}


class Framing(Enum):
    """How a client can know where a body ends."""

    LENGTH = auto()
    """By its Content-Length; a stream ends with its connection."""
    CHUNKED = auto()
    """It comes in chunks, a stream too."""
    NONE = auto()
    """By nothing but the end of the connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """One kind of server. By default the head is the dialect's own, and a connection is for one request."""

    about: str = "as the dialect's manual shows it, one request per connection"
    """What such a server does, and where it is met."""

    version: str = "1.1"
    phrases: Mapping[int, str] = field(default_factory=dict)
    """Reasons that are worded otherwise than usual, by status."""
    lines: tuple[str, ...] = ()
    """The head in its order; nothing: the dialect's own.

    `Name: text` stands for itself (`{date}` and `{asctime}` are filled in), `Name` for what the answer has by
    this name, and `*` for the rest of what the camera says itself.
    """
    spelling: Callable[[str], str] = str
    """How the names are spelled."""
    colon: str = ": "
    bare_newlines: bool = False
    """Whether the lines of heads end without a carriage return."""
    charset: str = ""
    """The charset that texts are said to be in."""
    started: float | None = None
    """What the clock said when the server started, in seconds since 1970; None: it is right."""
    closing: str | None = None
    """What `Connection` says in the last answer of a connection: "" is silence, None the dialect's own."""
    keeping: str = ""
    """What `Connection` says in the answers before."""

    framing: Framing = Framing.LENGTH
    error: Mapping[str, int] = field(default_factory=dict)
    """How many bytes more than there are a Content-Length says, by the beginning of the type."""

    requests: int | None = 1
    """Requests that are answered on one connection; None: as many as there are."""
    heeds: bool = True
    """Whether a client that wants the connection to end gets it ended."""
    idle: float = 15.0
    """Seconds that a kept connection waits for its next request."""
    linger: float = 0.0
    """Seconds from the last answer to the end of the connection; what is asked meanwhile is not heard."""

    most: int | None = None
    """Connections at a time."""
    excess: int | None = None
    """Status for one more than these; None: it is closed."""
    redirect: int | None = None
    """Port of the https server that every request is sent to."""
    first_byte: float = 0.0
    """Seconds before an answer begins."""
    resets: float = 0.0
    """The share of requests that a reset answers; every other one of them is carried out."""

    def ends_after(self, request: Request, number: int) -> bool:
        """Whether a connection ends after its request of this number, counted from 1."""
        if self.requests is not None and number >= self.requests:
            return True
        if not self.heeds:
            return False
        wish = request.headers.get("connection", "").lower()
        is_old = "1.0" in (request.version, self.version)
        return "close" in wish or (is_old and "keep-alive" not in wish)

    def redirected(self, request: Request) -> Response | None:
        """Return the answer to everything of a server that only sends people elsewhere."""
        if self.redirect is None:
            return None
        host = request.headers.get("host", "127.0.0.1").partition(":")[0]
        port = "" if self.redirect == 443 else f":{self.redirect}"
        return page(301, ("Location", f"https://{host}{port}{request.target}"))

    def dress(self, response: Response, *, last: bool) -> Response:
        """Return an answer with this server's head; the connection ends after the `last`."""
        headers = self._connection(self._measured(response, last=last), last=last)
        headers = list(self._arranged(headers)) if self.lines else headers
        status = HTTPStatus(response.status)
        phrase = self.phrases.get(response.status, status.phrase)
        dressed = replace(
            response,
            headers=[(self.spelling(name), value) for name, value in headers],
            status_line=f"HTTP/{self.version} {response.status} {phrase}",
            colon=self.colon,
        )
        if response.multipart is not None and self.bare_newlines:
            opening = response.multipart.opening.replace(b"\r", b"")
            dressed.multipart = replace(response.multipart, opening=opening, line_end=b"\n")
        return dressed

    def _measured(self, response: Response, *, last: bool) -> Headers:
        """Return the headers with what this server says of the body."""
        content_type = response.get("Content-Type")
        if self.charset and content_type.startswith("text/"):
            response.set("Content-Type", f"{content_type}; charset={self.charset}")
        framing = Framing.NONE if response.status in BODILESS else self.framing
        headers: Headers = []
        declared = False
        for name, value in response.headers:
            if name.lower() != "content-length":
                headers.append((name, value))
            elif framing is Framing.LENGTH:
                more = next((each for kind, each in self.error.items() if content_type.startswith(kind)), 0)
                headers.append((name, str(max(0, int(value) + more))))
                declared = True
        if framing is Framing.CHUNKED:
            headers.append(("Transfer-Encoding", "chunked"))
        elif framing is Framing.LENGTH and not declared and not last:
            headers.append(("Content-Length", str(len(response.body))))
        return headers

    def _connection(self, headers: Headers, *, last: bool) -> Headers:
        says = self.closing if last else self.keeping
        if says is None:
            return headers
        places = [index for index, (name, _) in enumerate(headers) if name.lower() == "connection"]
        others = [each for index, each in enumerate(headers) if index not in places]
        if says:
            others.insert(places[0] if places else len(others), ("Connection", says))
        return others

    def _arranged(self, headers: Headers) -> Iterator[tuple[str, str]]:
        now = gmtime(time() if self.started is None else self.started + monotonic() - _BEGAN)
        times = {"date": strftime("%a, %d %b %Y %H:%M:%S GMT", now), "asctime": asctime(now)}
        named = {line.partition(": ")[0].lower() for line in self.lines} | SERVERS_OWN
        for line in self.lines:
            wanted, colon, text = line.partition(": ")
            if line == "*":
                yield from ((name, value) for name, value in headers if name.lower() not in named)
            elif colon:
                yield wanted, text.format(**times)
            else:
                yield from ((wanted, value) for name, value in headers if name.lower() == wanted.lower())

    async def transmit(self, chunks: AsyncGenerator[bytes], response: Response) -> AsyncGenerator[bytes]:
        """Yield an answer as it goes over the wire: late, in chunks, with bare newlines."""
        if self.first_byte:
            await asyncio.sleep(self.first_byte)
        in_chunks = self.framing is Framing.CHUNKED and response.status not in BODILESS
        head, tail = True, b""
        async for chunk in chunks:
            body = chunk
            if head and (in_chunks or self.bare_newlines):
                # The blank line may come in pieces.
                text, blank, body = (tail + chunk).partition(BLANK)
                head = not blank
                tail = text[-len(BLANK) + 1 :] if head else b""
                text = text[: len(text) - len(tail)] + blank
                yield text.replace(b"\r", b"") if self.bare_newlines else text
            if body and in_chunks:
                yield b"%x\r\n" % len(body) + body + b"\r\n"
            elif body:
                yield body
        if tail:
            yield tail
        if in_chunks and not head:
            yield b"0\r\n\r\n"


_BEGAN = monotonic()


def page(status: int, *headers: tuple[str, str]) -> Response:
    """Return what a server says of its own accord."""
    title = f"{status} {HTTPStatus(status).phrase}"
    body = f"<html><head><title>{title}</title></head><body><h2>{title}</h2></body></html>\n".encode()
    own = [("Content-Type", "text/html"), ("Content-Length", str(len(body))), ("Connection", "close")]
    return Response(status=status, headers=[*headers, *own], body=body)


_SILENT = Manners(
    about="HTTP/1.1 with a length and without a word on the connection, which is closed at once", closing=""
)
_KEPT = Manners(
    about="keeps a connection for as many requests as come, and says so",
    closing="close",
    keeping="keep-alive",
    requests=None,
)
_TWO = Manners(about="two connections at a time; one more gets a 401", most=2, excess=401)

MANNERS: Mapping[str, Manners] = {
    "plain": Manners(),
    # Servers that are found in cameras.
    "netwave": Manners(
        about="the MJPEG cameras' own server: its clock starts in 1970, and it always says close",
        lines=(
            "Server: Netwave IP Camera",
            "Date: {date}",
            "*",
            "Content-Length",
            "Cache-Control",
            "Connection",
        ),
        started=0,
        closing="close",
    ),
    "thttpd": Manners(
        about="thttpd 2.25b: the date twice, the length last",
        lines=(
            "Server: thttpd/2.25b 29dec2003",
            "Content-Type",
            "Date: {date}",
            "Last-Modified: {date}",
            "Accept-Ranges: bytes",
            "Connection",
            "*",
            "Content-Length",
        ),
        charset="iso-8859-1",
        closing="close",
    ),
    "thttpd_cgi": Manners(
        about="a program behind thttpd: HTTP/1.0 and nothing but what the program says",
        version="1.0",
        lines=("*",),
        framing=Framing.NONE,
        closing="",
    ),
    "boa": Manners(
        about="a program behind Boa 0.94: HTTP/1.0, a date of 1970, no length",
        version="1.0",
        lines=("Date: {date}", "Server: Boa/0.94.13", "Connection", "Content-type", "*"),
        started=0,
        framing=Framing.NONE,
        closing="close",
    ),
    "goahead": Manners(
        about="GoAhead 2.5: HTTP/1.1 without a length and without a word on the end; the date as C writes it",
        lines=(
            "Server: GoAhead-Webs",
            "Date: {asctime}",
            "Pragma: no-cache",
            "Cache-Control: no-cache",
            "Content-Type",
            "*",
        ),
        started=946_684_800,
        framing=Framing.NONE,
        closing="",
    ),
    "goahead_cgi": Manners(
        about="GoAhead as makers of cheap cameras have changed it: small letters, the length last",
        lines=(
            "Date: {asctime}",
            "Server: GoAhead-Webs",
            "Last-modified: {asctime}",
            "Content-type",
            "Cache-Control: no-cache",
            "*",
            "Content-length",
            "Connection",
        ),
        started=0,
        closing="close",
    ),
    "lighttpd": Manners(
        about="lighttpd before FastCGI, as in HD cameras: chunks, and up to 16 requests per connection",
        lines=("*", "Connection", "Date: {date}", "Server: lighttpd/1.4.31"),
        framing=Framing.CHUNKED,
        closing="close",
        requests=16,
        idle=5,
    ),
    "mini_httpd": Manners(
        about="mini_httpd 1.19: HTTP/1.0, `Ok`, and a charset that nobody has filled in",
        version="1.0",
        phrases={200: "Ok"},
        lines=(
            "Server: mini_httpd/1.19 19dec2003",
            "Date: {date}",
            "Cache-Control: no-cache,no-store",
            "*",
            "Connection",
        ),
        charset="%s",
        framing=Framing.NONE,
        closing="close",
    ),
    "uc_httpd": Manners(
        about="uc-httpd of Xiongmai modules: HTTP/1.0, newlines without carriage returns, no length",
        version="1.0",
        lines=("Content-type", "Server: uc-httpd 1.0.0", "Expires: 0", "*"),
        bare_newlines=True,
        framing=Framing.NONE,
        closing="",
    ),
    "hucoms": Manners(
        about="the server in Hucoms cameras, of which no banner is known: hardly a head at all",
        lines=("Content-type", "*", "Content-Length"),
        closing="",
        linger=0.02,
    ),
    "gsoap": Manners(
        about="gSOAP, which serves ONVIF and the pages of Anjia cameras: UTF-8, and close",
        lines=(
            "Server: gSOAP/2.8",
            "X-Frame-Options: SAMEORIGIN",
            "*",
            "Content-Length",
            "Connection",
        ),
        charset="utf-8",
        closing="close",
        keeping="keep-alive",
    ),
    # How connections end.
    "silent_close": _SILENT,
    "silent_close_5": replace(_SILENT, about="the same, closed after 5 ms", linger=0.005),
    "silent_close_50": replace(_SILENT, about="the same, closed after 50 ms", linger=0.05),
    "silent_close_1000": replace(_SILENT, about="the same, closed after a second", linger=1.0),
    "chunked_silent_close": replace(
        _SILENT,
        about="chunks, no word on the connection, closed soon",
        framing=Framing.CHUNKED,
        linger=0.02,
    ),
    "open_end": replace(
        _SILENT,
        about="no length, and the connection stays open after the body",
        framing=Framing.NONE,
        heeds=False,
        linger=inf,
    ),
    "closed": Manners(
        about="HTTP/1.0 and a misspelt word for the end, as seen on a camera that sends events",
        version="1.0",
        closing="closed",
        framing=Framing.NONE,
    ),
    "keep_alive": _KEPT,
    "keep_alive_chunked": replace(
        _KEPT,
        about="keeps connections silently, and answers in chunks",
        framing=Framing.CHUNKED,
        keeping="",
    ),
    "keep_alive_old": replace(
        _KEPT,
        about="HTTP/1.0, keeps a connection for who asks for it",
        version="1.0",
        keeping="Keep-Alive",
    ),
    "keep_alive_five": replace(
        _KEPT, about="says keep-alive five times, then closes", requests=5, closing="keep-alive"
    ),
    "keep_alive_brief": replace(
        _KEPT, about="keeps a connection, but hangs up on who says nothing for 0.2 s", idle=0.2
    ),
    # How heads are written.
    "small_letters": Manners(
        about="names in small letters, no blank behind the colon, another order",
        lines=("Connection", "Content-Length", "*", "Server: ipcam"),
        spelling=str.lower,
        colon=":",
        closing="Close",
    ),
    "wrong_charset": Manners(about="says GB2312 of every text, whatever it is in", charset="gb2312"),
    # Lengths that are not true.
    "length_short": Manners(about="texts are 5 bytes longer than they are said to be", error={"text/": -5}),
    "length_long": Manners(about="texts are 7 bytes shorter than they are said to be", error={"text/": 7}),
    "still_long": Manners(about="stills are 400 bytes shorter than they say", error={"image/": 400}),
    "still_long_open": Manners(
        about="the same, and the connection stays open", error={"image/": 400}, closing="", linger=inf
    ),
    # Load and distance.
    "to_https": Manners(about="sends everybody to https", redirect=443),
    "slow": Manners(about="thinks for 0.3 s before it says anything", first_byte=0.3),
    "resets": Manners(about="resets one connection in ten", resets=0.1),
    "two_401": _TWO,
    "two_503": replace(_TWO, about="the same with a 503", excess=503),
    "two_closed": replace(_TWO, about="the same; one more is closed without an answer", excess=None),
}
