"""The people who look: `python -m benchmarks.viewers`, spoken to by `Worker`."""

import asyncio
from contextlib import suppress
import socket
from time import perf_counter, time_ns
from typing import Any, override
from urllib.parse import urlsplit

from .stamp import Dechunker, StampReader
from .worker import serve

SLOW_BUFFER = 16 << 10
"""Bytes that a slow viewer's machine takes in before the viewer has looked."""
SLOW_PAUSE = 2.0
"""Seconds between two looks of a slow viewer."""


class Viewer(asyncio.Protocol):
    """Looks at one live picture and notes how old each is when it is complete here."""

    def __init__(self, url: str) -> None:
        self.ages: list[float] = []
        """Milliseconds."""
        self.bytes = 0
        self.gone = False
        self._url = urlsplit(url)
        self._chunks = Dechunker()
        self._stamps = StampReader()
        self._head = b""
        self._answered = False
        self._newest = 0
        self._transport: asyncio.Transport | None = None

    async def look(self) -> None:
        """Connect and ask for the picture."""
        await self.connect(socket.socket())

    async def connect(self, sock: socket.socket) -> None:
        """Ask for the picture over `sock`."""
        sock.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(sock, (self._url.hostname, self._url.port))
        self._transport, _ = await loop.create_connection(lambda: self, sock=sock)
        target = f"{self._url.path}?{self._url.query}"
        self._transport.write(f"GET {target} HTTP/1.1\r\nHost: {self._url.netloc}\r\n\r\n".encode())

    @override
    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        if not self._answered:
            self._head += data
            _, found, data = self._head.partition(b"\r\n\r\n")
            if not found:
                return
            self._answered = True
            if b" 200 " not in self._head[:20]:
                self.leave()
        for body in self._chunks.feed(data):
            for taken_at in self._stamps.feed(body):
                # The first picture comes twice.
                if taken_at > self._newest:
                    self._newest = taken_at
                    self.ages.append((time_ns() - taken_at) / 1e6)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True

    def leave(self) -> None:
        """Look no more."""
        if self._transport is not None:
            self._transport.abort()


class SlowViewer(Viewer):
    """One whose line takes far less than the camera gives."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._pausing: asyncio.TimerHandle | None = None

    @override
    async def look(self) -> None:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER)
        await self.connect(sock)

    @override
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        assert self._transport is not None
        self._transport.pause_reading()
        self._pausing = asyncio.get_running_loop().call_later(SLOW_PAUSE, self._go_on)

    @override
    def leave(self) -> None:
        super().leave()
        if self._pausing is not None:
            self._pausing.cancel()

    def _go_on(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()


class Viewers:
    """Sends viewers and asks them what they saw."""

    def __init__(self) -> None:
        self._viewers: list[Viewer] = []

    async def handle(self, asked: dict[str, Any]) -> Any:
        """Do one of `look`, `forget`, `report`, `leave`, `stills`."""
        match asked["action"]:
            case "look":
                kinds = [Viewer] * asked["count"] + [SlowViewer] * asked["slow"]
                self._viewers = [kind(asked["url"]) for kind in kinds]
                await asyncio.gather(*(viewer.look() for viewer in self._viewers))
            case "forget":
                for viewer in self._viewers:
                    viewer.ages.clear()
            case "report":
                quick = [viewer for viewer in self._viewers if not isinstance(viewer, SlowViewer)]
                return {
                    "ages": [round(age, 3) for viewer in quick for age in viewer.ages],
                    "least": min(len(viewer.ages) for viewer in quick),
                    "gone": sum(viewer.gone for viewer in self._viewers),
                }
            case "leave":
                for viewer in self._viewers:
                    viewer.leave()
                self._viewers.clear()
            case "stills":
                return await _ask_for_stills(asked["url"], asked["count"], asked["seconds"])
        return None


async def _ask_for_stills(url: str, count: int, seconds: float) -> dict[str, Any]:
    """Let several people ask for stills one after the other, each as fast as they come."""
    taken: list[float] = []
    ages: list[float] = []
    end = perf_counter() + seconds

    async def one() -> None:
        while perf_counter() < end:
            started = perf_counter()
            body = await _fetch(url)
            taken.append((perf_counter() - started) * 1e3)
            ages.extend((time_ns() - stamp) / 1e6 for stamp in StampReader().feed(body))

    async with asyncio.timeout(seconds + 20):
        await asyncio.gather(*(one() for _ in range(count)))
    return {"taken": taken, "ages": ages}


async def _fetch(url: str) -> bytes:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        head = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        return await reader.read(-1)
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(serve(Viewers().handle))
