"""The listening side: takes connections on the loopback address, one exchange each."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import replace
import logging
import socket
import ssl
import struct
from typing import NamedTuple

from .faults import Door, DroppedError
from .http import MAX_BODY, MAX_HEAD, MalformedRequestError, Request

LOGGER = logging.getLogger(__name__)

HOST = "127.0.0.1"
"""The only address: a simulated camera is nobody else's business."""
MAX_CONNECTIONS = 128
"""Connections at a time; one more is dropped."""
PATIENCE = 15.0
"""Seconds a client has to say what it wants."""


class Address(NamedTuple):
    """Where a simulated camera listens."""

    host: str
    port: int


type Handler = Callable[[Request], AsyncGenerator[bytes]]
"""Takes a request and yields what goes over the wire; may raise Dropped in between."""


class Server:
    """Serves one camera."""

    def __init__(self, handler: Handler, tls: ssl.SSLContext | None) -> None:
        self._handler = handler
        self._tls = tls
        self._port = 0
        self._door = Door.CLOSED
        self._server: asyncio.Server | None = None
        self._opening: asyncio.Task[None] | None = None
        self._crowd: list[socket.socket] = []
        self._connections: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    @property
    def connections(self) -> int:
        """Connections that are open now."""
        return len(self._connections)

    @property
    def address(self) -> Address:
        """Where the camera listens, or did last."""
        return Address(HOST, self._port)

    async def start(self, port: int = 0) -> Address:
        """Listen on a loopback port; 0 takes a free one."""
        self._port = port
        self._door = Door.OPEN
        await self._open(self._bind())
        return self.address

    async def stop(self) -> None:
        """Close everything and wait until it is closed."""
        self.turn(Door.CLOSED)
        tasks = [task for task in self._connections.values() if task is not None]
        self.hang_up()
        await asyncio.gather(*tasks, return_exceptions=True)
        # What the transports still have to say is said in the loop's next turn.
        await asyncio.sleep(0)

    def hang_up(self) -> None:
        """End all connections at once."""
        for writer in self._connections:
            writer.transport.abort()

    def turn(self, door: Door) -> None:
        """Treat new connections in this way from now on."""
        if door is self._door:
            return
        self._close()
        self._door = door
        if door is Door.OPEN:
            # Bound here and now: a client may connect before the loop gets round to accepting.
            self._opening = asyncio.create_task(self._open(self._bind()), name="camera listens")
        elif door is Door.DEAF:
            self._deafen()

    def _bind(self) -> socket.socket:
        listening = socket.create_server((HOST, self._port), backlog=100)
        self._port = listening.getsockname()[1]
        return listening

    async def _open(self, listening: socket.socket) -> None:
        try:
            self._server = await asyncio.start_server(
                self._connected, sock=listening, ssl=self._tls, limit=MAX_HEAD
            )
        except asyncio.CancelledError:
            listening.close()
            raise

    def _close(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        if self._server is not None:
            self._server.close()
            self._server = None
        for each in self._crowd:
            each.close()
        self._crowd.clear()

    def _deafen(self) -> None:
        """Listen with a full queue: the kernel answers nobody who comes after these two."""
        listening = socket.create_server((HOST, self._port), backlog=0)
        self._crowd.append(listening)
        for _ in range(2):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex((HOST, self._port))
            self._crowd.append(waiting)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections[writer] = asyncio.current_task()
        try:
            if len(self._connections) <= MAX_CONNECTIONS:
                await self._exchange(reader, writer)
        except ConnectionError, TimeoutError, asyncio.IncompleteReadError:
            pass
        except DroppedError as end:
            if end.reset:
                _reset(writer)
        except MalformedRequestError:
            with suppress(ConnectionError):
                writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except Exception:
            LOGGER.exception("The simulated camera failed")
            writer.transport.abort()
        finally:
            del self._connections[writer]
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(PATIENCE):
            request = await _read(reader, writer)
        answering = asyncio.create_task(self._answer(request, writer), name="camera answers")
        leaving = asyncio.create_task(_gone(reader), name="camera watches its client")
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                await answering
        finally:
            for task in (answering, leaving):
                task.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        async with aclosing(self._handler(request)) as chunks:
            async for chunk in chunks:
                writer.write(chunk)
                await writer.drain()


async def _read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise MalformedRequestError("head") from None
    request = Request.parse(head, writer.get_extra_info("peername")[0])
    if not 0 <= request.length <= MAX_BODY:
        raise MalformedRequestError("body")
    if request.length:
        request = replace(request, body=await reader.readexactly(request.length))
    return request


async def _gone(reader: asyncio.StreamReader) -> None:
    """Return when the client has closed the connection; what it still says is not heard."""
    with suppress(ConnectionError):
        while await reader.read(4096):
            pass


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let the kernel send a reset in place of an orderly end."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
