"""A server in front of a simulated camera that ends connections in its own way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from simulator import Address


@dataclass(slots=True, kw_only=True)
class Relay:
    """Hands requests on to a camera, and its answers back without a word about the connection.

    `chunked`: the length of an answer is told by chunks, else by its header. `lasting`: the connection
    stays for further requests, else it is closed `delay` seconds after the answer. A second request over
    a connection that is to be closed is read and lost.
    """

    camera: Address
    chunked: bool = False
    delay: float = 0.0
    lasting: bool = False
    answered: list[int] = field(default_factory=list)
    """Answers given over each connection."""
    lost: int = 0
    """Requests that came over a connection which was about to be closed."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Address]:
        """Listen on a loopback port for the length of a block."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        try:
            yield Address(*server.sockets[0].getsockname())
        finally:
            server.close()
            server.close_clients()
            await server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(self.answered)
        self.answered.append(0)
        try:
            while True:
                await self._pass_on(await reader.readuntil(b"\r\n\r\n"), reader, writer)
                self.answered[place] += 1
                if not self.lasting:
                    break
            with suppress(TimeoutError):
                async with asyncio.timeout(self.delay):
                    self.lost += bool(await reader.read(1))
        except OSError, EOFError:
            pass
        finally:
            writer.close()

    async def _pass_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await asyncio.open_connection(*self.camera)
        try:
            requests.write(head)
            first, *lines = (await answers.readuntil(b"\r\n\r\n")).rstrip().split(b"\r\n")
            names = (b"connection:", b"content-length:")
            told = [line for line in lines if not line.lower().startswith(names)]
            first = b"HTTP/1.1" + first[8:]
            if b"multipart" in b"".join(told).lower():
                writer.write(b"\r\n".join([first, *told, b"", b""]))
                streaming = asyncio.create_task(_stream(answers, writer))
                leaving = asyncio.create_task(reader.read(1))
                await asyncio.wait({streaming, leaving}, return_when=asyncio.FIRST_COMPLETED)
                for task in (streaming, leaving):
                    task.cancel()
                raise EOFError
            body = await answers.read()
            if self.chunked:
                told.append(b"Transfer-Encoding: chunked")
                body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
            else:
                told.append(b"Content-Length: %d" % len(body))
            writer.write(b"\r\n".join([first, *told, b"", body]))
            await writer.drain()
        finally:
            requests.close()


async def _stream(answers: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await answers.read(1 << 16):
            writer.write(piece)
            await writer.drain()
