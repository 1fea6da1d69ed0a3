"""Answers that no proper HTTP client takes, from a real socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam.errors import CameraConnectionError, CameraError, ReplyError
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpRequest

pytestmark = pytest.mark.usefixtures("socket_enabled")

READ = HttpRequest("GET", "/get.cgi", [("name", "a b&c")])
WRITE = HttpRequest("GET", "/set.cgi", [], repeatable=False)

MALFORMED = {
    "a line without a colon": b"HTTP/1.1 200 OK\r\nThursday\r\nContent-Length: 5\r\n\r\nhello",
    "a line without a name": b"HTTP/1.1 200 OK\r\n: GoAhead\r\nContent-Length: 5\r\n\r\nhello",
    "a length twice": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 99\r\n\r\nhello",
    "more than announced": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello",
    "no status line": b"Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
    "small letters": b"http/1.1 200 ok\r\nContent-Length: 5\r\n\r\nhello",
    "blank lines before it": b"\r\n\r\n \r\nHTTP/1.1 200 OK\r\n: GoAhead\r\nContent-Length: 5\r\n\r\nhello",
    "a zero byte": b"HTTP/1.1 200 OK\r\nServer: a\0b\r\n\r\nhello",
}


@asynccontextmanager
async def answering(*answers: bytes) -> AsyncIterator[tuple[Transport, list[bytes]]]:
    """Serve these answers, the last one for ever; the requests are collected."""
    requests: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answers[min(len(requests), len(answers)) - 1])
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, aiohttp.ClientSession() as client:
        yield Transport(client, "127.0.0.1", port), requests


@pytest.mark.parametrize("answer", MALFORMED.values(), ids=MALFORMED)
async def test_the_answer_is_read_and_the_camera_remembered(answer: bytes) -> None:
    async with answering(answer) as (transport, requests):
        read = await transport.fetch(READ)
        assert (read.status, read.body) == (200, b"hello")
        assert transport.lenient
        assert len(requests) == 2
        assert (await transport.fetch(READ)).body == b"hello"
        assert len(requests) == 3, "the proper client is not asked again"
        assert requests[-1].startswith(b"GET /get.cgi?name=a%20b%26c HTTP/1.0\r\n")


async def test_a_proper_answer_needs_no_tolerance() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") as (transport, requests):
        assert (await transport.fetch(READ)).body == b"hello"
        assert not transport.lenient
        assert len(requests) == 1


async def test_what_changes_something_is_never_sent_twice() -> None:
    async with answering(MALFORMED["a line without a colon"]) as (transport, requests):
        with pytest.raises(CameraConnectionError, match="unreadable"):
            await transport.fetch(WRITE)
        assert len(requests) == 1
        assert (await transport.fetch(WRITE)).body == b"hello"


async def test_status_and_fields_survive() -> None:
    answer = b'HTTP/1.0 401 No\nnonsense\nWWW-Authenticate: Digest realm="x"\nwww-authenticate: Basic\n\n'
    async with answering(answer) as (transport, _):
        read = await transport.fetch(READ)
        assert read.status == 401
        assert read.headers["WWW-Authenticate"] == 'Digest realm="x"'


async def test_a_short_answer_is_no_answer() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nbroken\r\nContent-Length: 50\r\n\r\nhello") as (transport, _):
        with pytest.raises(CameraConnectionError, match="cut off"):
            await transport.fetch(READ)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", CameraConnectionError),
        (b"\r\n\r\n", CameraConnectionError),
        (b"\r\n" * 100_000, ReplyError),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", ReplyError),
        (b"HTTP/1.1 200 OK\r\nbroken\r\n\r\n" + b"a" * (9 << 20), ReplyError),
    ],
    ids=["nothing", "blank lines", "endless blank lines", "endless head", "endless body"],
)
async def test_bounds(answer: bytes, error: type[CameraError]) -> None:
    async with answering(answer) as (transport, _):
        transport.lenient = True
        with pytest.raises(error):
            await transport.fetch(READ)


async def test_silence_ends() -> None:
    released = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, aiohttp.ClientSession() as client:
        transport = Transport(client, "127.0.0.1", server.sockets[0].getsockname()[1], lenient=True)
        with pytest.raises(CameraConnectionError, match="timed out"):
            await transport.fetch(READ, total_timeout=0.05)
        released.set()


async def test_a_stream_is_opened_tolerantly_at_the_second_attempt() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nbroken\r\n\r\n" + b"x" * 1000) as (transport, _):

        async def read() -> bytes:
            async with transport.stream(READ) as (_, chunks):
                return b"".join([chunk async for chunk in chunks])

        with pytest.raises(CameraConnectionError):
            await read()
        assert await read() == b"x" * 1000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=st.binary(max_size=400) | st.binary(max_size=200).map(b"HTTP/1.1 200 OK\r\n".__add__))
async def test_no_answer_raises_anything_of_its_own(answer: bytes) -> None:
    async with answering(answer) as (transport, _):
        with suppress(CameraError):
            await transport.fetch(READ)
