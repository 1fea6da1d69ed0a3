"""What a dialect says about its wire: how to sign a request and how to read an answer."""

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
import re
from urllib.parse import quote

from ..errors import (
    AuthError,
    CameraConnectionError,
    ChallengeError,
    OverloadedError,
    Reason,
    UnsupportedError,
    WrongPasswordError,
)
from .catalogue import Command, Effect, Record, Request


@dataclass(frozen=True, slots=True)
class Credentials:
    """User name and password; never shown, not even by repr."""

    username: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def basic(self) -> str:
        """The Authorization header of HTTP's Basic login."""
        pair = f"{self.username}:{self.password}"
        return f"Basic {b64encode(pair.encode()).decode()}"


def percent_encoded(text: str, safe: str = ",:") -> str:
    """Return wire text as it goes into a query, byte for byte."""
    return quote(text, safe=safe, errors="surrogateescape")


def _bytes_only(text: str) -> str:
    """Return a text as it is, but for what no URL can hold."""
    return "".join(each if each.isascii() else percent_encoded(each) for each in text)


@dataclass(slots=True)
class HttpRequest:
    """One HTTP request in the making. The order of `query` is the order on the wire."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str] = field(default_factory=dict)
    literal: frozenset[str] = frozenset()
    """Query names whose values go out without percent-encoding."""
    repeatable: bool = True
    """Whether asking twice does no more than asking once."""
    is_login: bool = False
    """Whether it carries a login that the camera has not taken yet: it is sent once, whatever happens."""
    upload: tuple[str, bytes] | None = None
    """Form field (or, with a slash in it, the content type) and content of a file to send."""
    idle_end: float = 0.0
    """Seconds of silence that end an answer which the camera does not end; 0: it does."""
    whole_after: Callable[[bytes | bytearray], float] = lambda _body: BETWEEN_LINES
    """Seconds of silence after which so much of an answer without a length is all of it; 0: it is not."""

    @property
    def target(self) -> str:
        """Path and query as they go out; signed by some logins."""
        query = "&".join(
            f"{name}={_bytes_only(value) if name in self.literal else percent_encoded(value)}"
            for name, value in self.query
        )
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """One HTTP answer, its body within the bound that was asked for."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text that keeps each of its bytes; `codecs.readable` is for people.

        No camera of these declares a charset, and one record may hold texts of several. What is no UTF-8
        is escaped as PEP 383 has it, so that it goes back to the camera as it came.
        """
        return self.body.decode("utf-8", "surrogateescape")

    @property
    def is_binary(self) -> bool:
        """Whether this is a picture or a file rather than a text."""
        return b"\0" in self.body[:1024]


type Fetch = Callable[[HttpRequest], Awaitable[HttpResponse]]
"""Sends one request and returns the answer whatever its status; raises CameraConnectionError."""

type Ask = Callable[..., Awaitable[Record]]
"""`ask("command", **values)`: runs a command of the dialect and returns the parsed reply."""


class Login(ABC):
    """How a dialect proves who is asking. One per session; it keeps what it learned."""

    def __init__(self, credentials: Credentials) -> None:
        """Use these credentials and no others."""
        self.credentials = credentials

    async def prepare(self, fetch: Fetch) -> None:  # noqa: B027
        """Learn what `sign` needs; may send requests, but not with credentials known to fail."""

    @abstractmethod
    def sign(self, http_request: HttpRequest) -> None:
        """Add the credentials to a request."""

    @property
    def secrets(self) -> Iterable[str]:
        """What must not be repeated where people read, in every form in which it goes out."""
        password = self.credentials.password
        return (password, quote(password), quote(password, safe=""))

    def accepted(self) -> None:  # noqa: B027
        """Learn that the camera took what was signed."""

    def is_outdated(self, refusal: HttpResponse) -> bool:
        """Whether a refusal is one of what was learned before, and not one of the credentials."""
        return False

    def invalidate(self) -> None:  # noqa: B027
        """Drop what was learned: the camera no longer takes it."""


PICTURE, PICTURE_END = b"\xff\xd8", b"\xff\xd9"
AT_END = 0.3
"""Seconds of silence behind what is a plain end."""
BETWEEN_LINES = 1.0
"""Seconds of silence behind a whole line, after which no other is expected."""

REFUSED = "the camera refused the login"

_MAX_WORDS = 1000
"""Bytes of an answer that may be nothing but a refused login."""
_PAGE = re.compile(rb"<title>[^<]*(?:\b401\b|unauthori[sz]ed)", re.IGNORECASE)
_UNAUTHORIZED = re.compile(rb"\s*(?:401\s+)?(?:un|not )authori[sz]ed[\s.!]*", re.IGNORECASE)
_WRONG = re.compile(
    rb"(?=.*\b(?:error|wrong|invalid|incorrect)\b)[^=<>{}]{0,30}\b(?:user|usr|username|login|id)\b"
    rb"[^=<>{}]{0,20}\b(?:passwd|password|pwd|pass)\b[^=<>{}]{0,30}",
    re.IGNORECASE,
)


def check_login(response: HttpResponse, command: str = "") -> None:
    """Raise what an answer says of the login in ways that firmware of all manuals has.

    A status 401, with or without a challenge; the page of one under a good status; a line about a wrong
    user or password where a reply should be.
    """
    body = response.body if len(response.body) <= _MAX_WORDS else b""
    if response.status == 401 and not response.headers.get("WWW-Authenticate"):
        raise AuthError(REFUSED, command=command)
    if response.status == 401 or _PAGE.search(body) or _UNAUTHORIZED.fullmatch(body):
        raise ChallengeError(REFUSED, command=command)
    if _WRONG.fullmatch(body):
        raise WrongPasswordError(REFUSED, command=command)


_MOVED = (301, 302, 303, 307, 308)
_NEEDS_TLS = re.compile(rb"plain HTTP request|speaking plain HTTP", re.IGNORECASE)
"""What web servers say to those who speak without TLS to a port with it."""


def check_scheme(response: HttpResponse, command: str = "") -> None:
    """Raise what an answer says of http and https."""
    if response.status in _MOVED and response.headers.get("Location", "").lower().startswith("https:"):
        raise CameraConnectionError(Reason.REDIRECTED, command=command)
    if response.status == 400 and _NEEDS_TLS.search(response.body[:2000]):
        raise CameraConnectionError(Reason.NEEDS_TLS, command=command)


class Wire(ABC):
    """How a dialect's requests and replies look."""

    def own(self) -> Wire:
        """Return the wire to one camera, which may learn its habits."""
        return self

    def in_doubt(self, request: Request) -> bool:
        """Whether only reading back tells how the camera has understood a request."""
        return False

    def amended(self, request: Request, told: Record) -> Request | None:
        """Return what to send once more, where the camera has taken a request otherwise than it was meant.

        `told` is the record that was read back. None: it has understood.
        """
        return None

    def request(self, command: Command, params: Record) -> HttpRequest:
        """Return the request of a command: fixed pairs first, then the parameters in order."""
        method = "POST" if command.upload else "GET"
        repeatable = command.effect in (Effect.READ, Effect.STREAM)
        return HttpRequest(
            method,
            command.path,
            [*command.fixed, *params.items()],
            repeatable=repeatable,
            whole_after=self.whole_after,
        )

    def whole_after(self, body: bytes | bytearray) -> float:
        """Return after how many seconds of silence so much of an answer is all of it; 0: it cannot be.

        Asked where a camera tells no length and leaves the connection open, and for pictures, whose length
        it often tells wrongly.
        """
        is_picture = body.startswith(PICTURE) and body.endswith(PICTURE_END)
        return AT_END if is_picture or b"</html>" in body[-40:].lower() else 0.0

    def check(self, command: Command, response: HttpResponse) -> None:
        """Raise the error that the answer stands for, whatever its HTTP status pretends."""
        check_scheme(response, command.name)
        check_login(response, command.name)
        if response.status in (404, 501):
            raise UnsupportedError("the camera does not know this command", command=command.name)
        if response.status in (429, 503):
            raise OverloadedError(f"HTTP status {response.status}", command=command.name)
        if not 200 <= response.status < 300:
            raise CameraConnectionError(f"HTTP status {response.status}", command=command.name)

    @abstractmethod
    def parse(self, command: Command, response: HttpResponse) -> Record:
        """Read the fields of a reply; raise ReplyError when there is nothing to read."""
