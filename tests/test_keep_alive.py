"""A connection is used again where the camera keeps it, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from custom_components.ipcam_cgi.ipcam.errors import CameraConnectionError
from custom_components.ipcam_cgi.ipcam.http import keep_alive
from custom_components.ipcam_cgi.ipcam.http.keep_alive import TRY_AFTER, Habit
from custom_components.ipcam_cgi.ipcam.http.session import make_client
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpRequest

from .conftest import until

pytestmark = pytest.mark.usefixtures("socket_enabled")

READ = HttpRequest("GET", "/get.cgi", [])
WRITE = HttpRequest("GET", "/set.cgi", [], repeatable=False)


@dataclass(slots=True, kw_only=True)
class Server:
    """A server that keeps its connections, or does not."""

    head: str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
    requests: int = 1000
    """Requests that are answered on one connection. One more is read and lost."""
    linger: float = 0.0
    """Seconds until a connection is closed on which no more is answered."""
    obeys: bool = True
    """Whether it closes a connection when it is asked to."""
    connections: list[list[str]] = field(default_factory=list)
    """What came over each connection."""
    lost: int = 0
    open: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard: list[str] = []
        self.connections.append(heard)
        self.open += 1
        try:
            for _ in range(self.requests):
                request = (await reader.readuntil(b"\r\n\r\n")).decode()
                heard.append(request.split()[1])
                writer.write(f"{self.head}\r\nok".encode())
                if self.obeys and "connection: close" in request.lower():
                    return
            with suppress(TimeoutError):
                async with asyncio.timeout(self.linger):
                    self.lost += bool(await reader.read(1))
        except OSError, EOFError:
            pass
        finally:
            self.open -= 1
            writer.close()


@asynccontextmanager
async def camera(server: Server) -> AsyncIterator[Transport]:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listening, make_client() as client:
        transport = Transport(client, "127.0.0.1", listening.sockets[0].getsockname()[1])
        yield transport
        await transport.aclose()
        await until(lambda: server.open == 0)


async def read(transport: Transport, times: int) -> None:
    for _ in range(times):
        assert (await transport.fetch(READ)).body == b"ok"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_alive, "PROBATION", 0.3)


async def test_a_camera_that_keeps_its_connections() -> None:
    server = Server()
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 1)
        await asyncio.sleep(0.35)
        await read(transport, 50)
        assert [len(each) for each in server.connections] == [1] * TRY_AFTER + [51]
        assert transport._keep_alive.habit is Habit.KEEPS


@pytest.mark.parametrize("head", ["HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n"])
async def test_old_servers_that_keep_connections(head: str) -> None:
    server = Server(head=head)
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 1)
        await asyncio.sleep(0.35)
        await read(transport, 10)
        assert len(server.connections) == TRY_AFTER + 1


@pytest.mark.parametrize("linger", [0.0, 0.005, 0.05, 0.2])
async def test_a_camera_that_closes_without_a_word(linger: float) -> None:
    server = Server(requests=1, linger=linger)
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 10)
        await asyncio.sleep(0.35)
        await read(transport, 10)
        assert all(len(each) == 1 for each in server.connections)
        assert server.lost == 0
        assert transport._keep_alive.habit is Habit.CLOSES


@pytest.mark.parametrize(
    "head",
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n",
    ],
)
async def test_what_the_head_says(head: str) -> None:
    server = Server(head=head)
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 5)
        assert all(len(each) == 1 for each in server.connections)
        assert transport._keep_alive.habit is Habit.CLOSES


async def test_a_camera_that_loses_what_comes_later() -> None:
    """It kept its connections for a while: what is lost then is asked again, and it is trusted no more."""
    server = Server(requests=4, linger=5)
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 1)
        await asyncio.sleep(0.35)
        await read(transport, 3)
        assert server.lost == 0
        server.linger = 0.0
        await read(transport, 20)
        assert transport._keep_alive.habit is Habit.CLOSES
        assert server.lost <= 1


async def test_writes_and_logins_have_a_connection_of_their_own() -> None:
    server = Server()
    login = HttpRequest("GET", "/login.cgi", [], is_login=True)
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 1)
        await asyncio.sleep(0.35)
        for _ in range(5):
            await read(transport, 2)
            await transport.fetch(WRITE)
            await transport.fetch(login)
        assert len([each for each in server.connections if "/get.cgi" not in each]) == 10
        assert all(len(each) == 1 or set(each) == {"/get.cgi"} for each in server.connections)


async def test_one_at_a_time() -> None:
    server = Server()
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 1)
        await asyncio.sleep(0.35)
        await read(transport, 1)
        await asyncio.gather(*(transport.fetch(READ) for _ in range(5)))
        assert len([each for each in server.connections if len(each) > 1]) == 1
        assert transport._keep_alive.habit is Habit.KEEPS


async def test_what_is_given_up_says_nothing_of_the_camera() -> None:
    server = Server()
    async with camera(server) as transport:
        await read(transport, TRY_AFTER + 1)
        await asyncio.sleep(0.35)
        await read(transport, 1)
        server.head = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n"
        with pytest.raises(CameraConnectionError, match="timed out"):
            await transport.fetch(READ, 0.05)
        server.head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
        await read(transport, 10)
        assert transport._keep_alive.habit is Habit.KEEPS
