"""What goes wrong with old cameras and their networks, on demand.

A fault says which requests it strikes, whether the camera still does what it was asked, and what
becomes of the answer. The first fault that matches a request is the only one.
"""

from abc import abstractmethod
import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from fnmatch import fnmatch
from random import Random
from typing import ClassVar, override

from .http import Multipart, Part, Request, Response


class Door(Enum):
    """What happens to a new connection."""

    OPEN = auto()
    CLOSED = auto()
    """Refused at once: nothing listens."""
    DEAF = auto()
    """Never answered, as by a camera that is switched off."""


class DroppedError(Exception):
    """The connection ends here, by a reset or by an ordinary end."""

    def __init__(self, *, reset: bool) -> None:
        super().__init__()
        self.reset = reset


@dataclass(slots=True, kw_only=True)
class Fault:
    """Base: strikes what matches `path` and `command` (shell patterns; empty: any).

    The first `skip` matching requests are left alone, then `times` are struck (None: all of them),
    each with `probability`. `execute` tells whether the camera does what it was asked.
    """

    path: str = ""
    command: str = ""
    skip: int = 0
    times: int | None = None
    probability: float = 1.0
    execute: bool = True
    door: ClassVar[Door] = Door.OPEN
    struck: int = field(default=0, init=False)
    """Requests struck so far."""
    _chance: Random = field(default_factory=lambda: Random(1), init=False, repr=False, compare=False)

    def strikes(self, request: Request, command: str, connections: int) -> bool:
        """Whether this request is struck; `connections` are open, its own included."""
        if self.path and not fnmatch(request.path, self.path):
            return False
        if self.command and not fnmatch(command, self.command):
            return False
        if not self.applies(connections):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None and self.struck >= self.times:
            return False
        if self._chance.random() >= self.probability:
            return False
        self.struck += 1
        return True

    def applies(self, connections: int) -> bool:
        """Whether the fault strikes under this load."""
        return connections > 0

    def alter(self, response: Response) -> Response:
        """Change the answer."""
        return response

    def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        """Change what goes over the wire."""
        return chunks


@dataclass(slots=True, kw_only=True)
class Refused(Fault):
    """Connections are refused."""

    door: ClassVar[Door] = Door.CLOSED


@dataclass(slots=True, kw_only=True)
class Unreachable(Fault):
    """Connections are never answered."""

    door: ClassVar[Door] = Door.DEAF


@dataclass(slots=True, kw_only=True)
class Reset(Fault):
    """The connection is reset in place of an answer."""

    execute: bool = False

    @override
    def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        raise DroppedError(reset=True)


@dataclass(slots=True, kw_only=True)
class Silence(Fault):
    """No answer ever comes, and the connection stays open."""

    execute: bool = False

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        await asyncio.Event().wait()
        yield b""


@dataclass(slots=True, kw_only=True)
class Late(Fault):
    """The answer comes after `delay` seconds."""

    delay: float = 1.0

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        await asyncio.sleep(self.delay)
        async for chunk in chunks:
            yield chunk


@dataclass(slots=True, kw_only=True)
class Slow(Fault):
    """The answer trickles: `size` bytes, then `delay` seconds of nothing."""

    size: int = 1
    delay: float = 0.01

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        async for chunk in chunks:
            for start in range(0, len(chunk), self.size):
                yield chunk[start : start + self.size]
                await asyncio.sleep(self.delay)


@dataclass(slots=True, kw_only=True)
class Cut(Fault):
    """The connection ends after a share of the answer, by default in the middle of its body."""

    keep: float = 0.5
    reset: bool = False

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        async for chunk in chunks:
            head, blank, body = chunk.partition(b"\r\n\r\n")
            yield head + blank + body[: int(len(body) * self.keep)]
            raise DroppedError(reset=self.reset)


@dataclass(slots=True, kw_only=True)
class Short(Fault):
    """Only a share of the body is there, and the Content-Length says so: a camera under load."""

    keep: float = 0.5

    @override
    def alter(self, response: Response) -> Response:
        body = response.body[: int(len(response.body) * self.keep)]
        response.set("Content-Length", str(len(body)))
        return replace(response, body=body)


@dataclass(slots=True, kw_only=True)
class Meanwhile(Fault):
    """Something happens in the camera once it has worked out an answer and before the next request."""

    what: Callable[[], object]

    @override
    def alter(self, response: Response) -> Response:
        self.what()
        return response


@dataclass(slots=True, kw_only=True)
class Body(Fault):
    """Another body in place of the answer's."""

    body: bytes = b""
    content_type: str = "text/plain"
    status: int = 200
    execute: bool = False

    @override
    def alter(self, response: Response) -> Response:
        headers = [("Content-Type", self.content_type), ("Content-Length", str(len(self.body)))]
        return Response(status=self.status, headers=[*headers, ("Connection", "close")], body=self.body)


@dataclass(slots=True, kw_only=True)
class Empty(Body):
    """A body of nothing."""


@dataclass(slots=True, kw_only=True)
class Html(Body):
    """A page where data should be, as a router or a captive portal serves it."""

    body: bytes = (
        b"<!DOCTYPE html><html><head><title>Login</title></head><body>Please sign in</body></html>\n"
    )
    content_type: str = "text/html"


@dataclass(slots=True, kw_only=True)
class Status(Html):
    """Another status, with a page."""

    status: int = 503


@dataclass(slots=True, kw_only=True)
class Overload(Status):
    """Beyond `connections` at a time there is only a status: 503, or 401 as if the login were wrong."""

    connections: int = 1

    @override
    def applies(self, connections: int) -> bool:
        return connections > self.connections


@dataclass(slots=True, kw_only=True)
class Huge(Fault):
    """A body of `size` bytes that begins like the true one and goes on in `fill`."""

    size: int = 10 << 20
    fill: bytes = b"var more='0123456789abcdef';\n"

    @override
    def alter(self, response: Response) -> Response:
        response.set("Content-Length", str(self.size))
        return response

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        async for chunk in chunks:
            yield chunk
            left = self.size - len(chunk.partition(b"\r\n\r\n")[2])
            block = self.fill * (1 + (64 << 10) // len(self.fill))
            while left > 0:
                yield block[:left]
                left -= len(block)
            return


@dataclass(slots=True, kw_only=True)
class EndlessHeader(Fault):
    """Header lines without end."""

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-Filler: " + b"0" * 1000 + b"\r\n"
            await asyncio.sleep(0)


@dataclass(slots=True, kw_only=True)
class HeadFault(Fault):
    """Base of what is wrong with the head."""

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        told = False
        async for chunk in chunks:
            status, end, rest = chunk.partition(b"\r\n")
            yield chunk if told else self.strike(status) + end + rest
            told = True

    @abstractmethod
    def strike(self, status: bytes) -> bytes:
        """Return what stands in place of the status line."""


@dataclass(slots=True, kw_only=True)
class HeaderLine(HeadFault):
    """A raw line among the headers, by default one without a colon."""

    line: bytes = b"IP Camera"

    @override
    def strike(self, status: bytes) -> bytes:
        return status + b"\r\n" + self.line


@dataclass(slots=True, kw_only=True)
class NoReason(HeadFault):
    """A status line that ends behind the number."""

    @override
    def strike(self, status: bytes) -> bytes:
        return b" ".join(status.split(b" ")[:2])


@dataclass(slots=True, kw_only=True)
class WrongLength(Fault):
    """A Content-Length that is `error` bytes off: negative, the body is longer than it says."""

    error: int = -5

    @override
    def alter(self, response: Response) -> Response:
        response.set("Content-Length", str(max(0, len(response.body) + self.error)))
        return response


@dataclass(slots=True, kw_only=True)
class TwoLengths(Fault):
    """The Content-Length twice; the second may be `error` bytes off."""

    error: int = 0

    @override
    def alter(self, response: Response) -> Response:
        response.headers.append(("Content-Length", str(len(response.body) + self.error)))
        return response


@dataclass(slots=True, kw_only=True)
class Charset(Fault):
    """A charset is announced that the body is not in."""

    charset: str = "utf-16"

    @override
    def alter(self, response: Response) -> Response:
        response.set("Content-Type", f"{response.get('Content-Type')}; charset={self.charset}")
        return response


@dataclass(slots=True, kw_only=True)
class StreamFault(Fault):
    """Base of what happens inside a stream: the first `after` parts are sound."""

    after: int = 3

    @override
    def alter(self, response: Response) -> Response:
        stream = response.multipart
        if stream is None:
            return response
        return replace(response, multipart=replace(stream, parts=self.parts(stream)))

    async def parts(self, stream: Multipart) -> AsyncGenerator[Part]:
        """Yield the parts as they are sent."""
        count = 0
        async for part in stream.parts:
            count += 1
            yield part if count <= self.after else await self.strike(part)

    @abstractmethod
    async def strike(self, part: Part) -> Part:
        """Return what comes in place of a part."""


@dataclass(slots=True, kw_only=True)
class StreamCut(StreamFault):
    """The stream ends."""

    reset: bool = False

    @override
    async def strike(self, part: Part) -> Part:
        raise DroppedError(reset=self.reset)


@dataclass(slots=True, kw_only=True)
class StreamStall(StreamFault):
    """The stream stays open and nothing more comes."""

    @override
    async def strike(self, part: Part) -> Part:
        await asyncio.Event().wait()
        return part


@dataclass(slots=True, kw_only=True)
class StreamZeros(StreamFault):
    """The pictures are nothing but zeros, of the announced length."""

    @override
    async def strike(self, part: Part) -> Part:
        return replace(part, content=bytes(len(part.content)))


@dataclass(slots=True, kw_only=True)
class StreamTruncated(StreamFault):
    """Each picture breaks off in the middle, and the next follows."""

    @override
    async def strike(self, part: Part) -> Part:
        return replace(part, content=part.content[: len(part.content) // 2])


@dataclass(slots=True, kw_only=True)
class StreamLength(StreamFault):
    """Each part's Content-Length is `error` bytes off; None: it has none."""

    error: int | None = None

    @override
    async def strike(self, part: Part) -> Part:
        headers = [
            (name, str(len(part.content) + (self.error or 0)) if name == "Content-Length" else value)
            for name, value in part.headers
            if name != "Content-Length" or self.error is not None
        ]
        return replace(part, headers=headers)


@dataclass(slots=True, kw_only=True)
class Boundary(Fault):
    """The boundary is not what was announced: `doubled`, `dashed`, `missing`, or `announced_dashed`."""

    form: str = "doubled"

    @override
    def alter(self, response: Response) -> Response:
        stream = response.multipart
        if stream is None:
            return response
        match self.form:
            case "doubled":
                stream = replace(stream, opening=2 * stream.opening)
            case "dashed":
                stream = replace(stream, opening=b"--" + stream.opening)
            case "missing":
                stream = replace(stream, opening=b"")
            case "announced_dashed":
                response.set("Content-Type", response.get("Content-Type").replace("boundary=", "boundary=--"))
        return replace(response, multipart=stream)


class Faults:
    """The faults of one camera, oldest first."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._faults: list[Fault] = []
        self._changed = changed

    def add[F: Fault](self, fault: F) -> F:
        """Let a fault strike from now on; return it."""
        self._faults.append(fault)
        self._changed()
        return fault

    def remove(self, fault: Fault) -> None:
        """Let a fault strike no more."""
        self._faults.remove(fault)
        self._changed()

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._faults.clear()
        self._changed()

    def pick(self, request: Request, command: str, connections: int) -> Fault | None:
        """Return the fault that strikes a request."""
        return next((fault for fault in self if fault.strikes(request, command, connections)), None)

    @property
    def door(self) -> Door:
        """What happens to a new connection."""
        return next((fault.door for fault in self if fault.door is not Door.OPEN), Door.OPEN)

    def __iter__(self) -> Iterator[Fault]:
        return iter(list(self._faults))
