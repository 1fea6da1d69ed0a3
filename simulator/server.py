"""The listening side: takes connections on the loopback address, and requests from each."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import replace
import logging
from math import inf
import socket
import ssl
import struct
import sys
from typing import NamedTuple

from .faults import Door, DroppedError
from .http import MAX_BODY, MAX_HEAD, MalformedRequestError, Request
from .manners import Manners

LOGGER = logging.getLogger(__name__)

HOST = "127.0.0.1"
"""The only address: a simulated camera is nobody else's business."""
MAX_CONNECTIONS = 128
"""Connections at a time; one more is dropped."""
MAX_WAITING = 8
"""Requests of one client that wait for their answer; of more, it is not heard."""
MAX_COUNTED = 10_000
"""Connections whose requests are counted: the newest."""
PATIENCE = 15.0
"""Seconds a client has to say what it wants."""


class Address(NamedTuple):
    """Where a simulated camera listens."""

    host: str
    port: int


type Handler = Callable[[Request], AsyncGenerator[bytes]]
"""Takes a request and yields what goes over the wire; may raise Dropped in between."""

type Asked = asyncio.Queue[Request | MalformedRequestError | None]
"""What a client asks, in order; None: it has gone."""


class Server:
    """Serves one camera."""

    def __init__(self, handler: Handler, manners: Manners, tls: ssl.SSLContext | None) -> None:
        self.accepted = 0
        """Connections so far."""
        self.served: dict[int, int] = {}
        """Requests on each of the newest connections, by their number."""
        self._handler = handler
        self._manners = manners
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
        most = self._manners.most
        self._connections[writer] = asyncio.current_task()
        try:
            crowded = most is not None and self._manners.excess is None and len(self._connections) > most
            if len(self._connections) <= MAX_CONNECTIONS and not crowded:
                await self._converse(reader, writer)
        except ConnectionError, TimeoutError:
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

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the other, for as long as the server's manners want it."""
        self.accepted += 1
        number = self.accepted
        self.served[number] = 0
        self.served.pop(number - MAX_COUNTED, None)
        asked: Asked = asyncio.Queue(MAX_WAITING)
        hearing = asyncio.create_task(self._hear(reader, writer, asked), name="camera hears its client")
        try:
            patience = PATIENCE
            while True:
                async with asyncio.timeout(patience):
                    request = await asked.get()
                if request is None:
                    return
                if isinstance(request, MalformedRequestError):
                    raise request
                self.served[number] += 1
                last = self._manners.ends_after(request, self.served[number])
                await self._exchange(replace(request, last=last), writer, hearing)
                if last:
                    break
                patience = self._manners.idle
            linger = self._manners.linger
            await asyncio.wait({hearing}, timeout=None if linger == inf else linger)
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
        """Take down what a client asks; return when it has closed the connection."""
        for _ in range(self._manners.requests or sys.maxsize):
            try:
                await asked.put(await _read(reader, writer))
            except MalformedRequestError as error:
                await asked.put(error)
                break
            except ConnectionError, asyncio.IncompleteReadError:
                break
        with suppress(ConnectionError):
            while await reader.read(4096):
                pass
        await asked.put(None)

    async def _exchange(
        self, request: Request, writer: asyncio.StreamWriter, hearing: asyncio.Task[None]
    ) -> None:
        answering = asyncio.create_task(self._answer(request, writer), name="camera answers")
        try:
            await asyncio.wait({answering, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                await answering
        finally:
            answering.cancel()
            await asyncio.gather(answering, return_exceptions=True)

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


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let the kernel send a reset in place of an orderly end."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
