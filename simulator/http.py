"""HTTP as old cameras speak it: every header in its own order.

Written by hand because a simulated camera must be able to misbehave on the wire.
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

MAX_HEAD = 16 << 10
"""Bytes of a request's head that are read."""
MAX_BODY = 8 << 20
"""Bytes of an upload that are read."""

type Headers = list[tuple[str, str]]
type Query = list[tuple[str, str]]


class Outcome(Enum):
    """What an answer means, in whichever words."""

    TOLD = auto()
    """A record, a page, a picture."""
    DONE = auto()
    """Carried out."""
    STRANGER = auto()
    """The login is missing or wrong."""
    DENIED = auto()
    """The account may not do this."""
    ILLEGAL = auto()
    """The parameters will not do, or the camera will not now."""
    LACKING = auto()
    """The manual has this command, the camera has not."""
    UNKNOWN = auto()
    """No manual has this."""


class MalformedRequestError(Exception):
    """The client sent something that is not HTTP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it arrived. Header names are in lower case; bytes that are not UTF-8 survive."""

    method: str
    target: str
    path: str
    query: Query
    headers: Mapping[str, str]
    body: bytes = b""
    client: str = ""
    version: str = "1.1"
    last: bool = True
    """Whether the connection ends after the answer."""

    @classmethod
    def parse(cls, head: bytes, client: str) -> Request:
        """Read the head of a request; raise MalformedRequestError."""
        lines = head.decode("utf-8", "surrogateescape").split("\r\n")
        try:
            method, target, version = lines[0].split(" ")
        except ValueError:
            raise MalformedRequestError(lines[0]) from None
        if not version.startswith("HTTP/1."):
            raise MalformedRequestError(lines[0])
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if line and not colon:
                raise MalformedRequestError(line)
            if line:
                headers[name.strip().lower()] = value.strip()
        path, _, query = target.partition("?")
        return cls(
            method=method,
            target=target,
            path=unquote(path),
            query=parse_qsl(query, keep_blank_values=True, errors="surrogateescape"),
            headers=headers,
            client=client,
            version=version.removeprefix("HTTP/"),
        )

    def get(self, name: str, default: str = "") -> str:
        """Return the first query value of this name."""
        return next((value for key, value in self.query if key == name), default)

    @property
    def length(self) -> int:
        """The announced length of the body."""
        try:
            return int(self.headers.get("content-length", "0"))
        except ValueError:
            raise MalformedRequestError("Content-Length") from None

    @property
    def upload(self) -> bytes | None:
        """The first file of a form, None when there is none."""
        _, found, boundary = self.headers.get("content-type", "").partition("boundary=")
        if not found:
            return None
        delimiter = b"--" + boundary.partition(";")[0].strip('" ').encode()
        parts = self.body.split(delimiter)
        if len(parts) < 3:
            return None
        _, blank, content = parts[1].partition(b"\r\n\r\n")
        return content.removesuffix(b"\r\n") if blank else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a multipart answer."""

    headers: Headers
    content: bytes


@dataclass(slots=True, kw_only=True)
class Multipart:
    """An endless answer. `opening` stands before each part, and the parts before a line end."""

    parts: AsyncGenerator[Part]
    opening: bytes
    line_end: bytes = b"\r\n"


@dataclass(slots=True, kw_only=True)
class Response:
    """One answer. `after` is called when it is on its way: what a camera does once it has said ok."""

    status: int = 200
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    multipart: Multipart | None = None
    after: Callable[[], object] | None = None
    outcome: Outcome = Outcome.TOLD
    status_line: str = ""
    """What stands in place of the usual one."""
    colon: str = ": "

    @property
    def head(self) -> bytes:
        """The status line and the headers."""
        lines = [self.status_line or f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}{self.colon}{value}" for name, value in self.headers]
        return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("utf-8", "surrogateescape")

    def set(self, name: str, value: str) -> None:
        """Replace a header where it stands, or add it."""
        for index, (known, _) in enumerate(self.headers):
            if known.lower() == name.lower():
                self.headers[index] = (known, value)
                return
        self.headers.append((name, value))

    def drop(self, name: str) -> None:
        """Take a header away."""
        self.headers = [each for each in self.headers if each[0].lower() != name.lower()]

    def meaning(self, outcome: Outcome) -> Response:
        """Say what the answer means, and return it."""
        self.outcome = outcome
        return self

    def get(self, name: str) -> str:
        """Return a header's value."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Yield everything that goes over the wire."""
        yield self.head + self.body
        if self.multipart is not None:
            opening, line_end = self.multipart.opening, self.multipart.line_end
            async for part in self.multipart.parts:
                yield opening + lines(part.headers, line_end) + part.content + line_end


def moving(pictures: AsyncGenerator[bytes], boundary: str, *headers: tuple[str, str]) -> Response:
    """Return pictures without end."""
    return Response(
        headers=[*headers, ("Content-Type", f"multipart/x-mixed-replace;boundary={boundary}")],
        multipart=Multipart(parts=_parts(pictures), opening=f"--{boundary}\r\n".encode()),
    )


async def _parts(pictures: AsyncGenerator[bytes]) -> AsyncGenerator[Part]:
    try:
        async for jpeg in pictures:
            headers = [("Content-Type", "image/jpeg"), ("Content-Length", str(len(jpeg)))]
            yield Part(headers=headers, content=jpeg)
    finally:
        await pictures.aclose()


def lines(headers: Iterable[tuple[str, str]], line_end: bytes) -> bytes:
    """Return header lines with the blank line behind them."""
    return b"".join(f"{name}: {value}".encode() + line_end for name, value in headers) + line_end
