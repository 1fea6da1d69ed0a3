"""Answers that tell no length, or a wrong one, on a connection that stays open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import CameraConnectionError, CameraError
from custom_components.ipcam_cgi.ipcam.http.session import make_client
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
from custom_components.ipcam_cgi.ipcam.model.protocol import AT_END, BETWEEN_LINES, HttpRequest
from simulator import SimulatedCamera
from simulator.faults import Html, Status
from tests.conftest import MakeCamera, every_camera

OPEN = b"HTTP/1.1 200 OK\r\n"
JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"

WHOLE: dict[str, dict[bytes, float]] = {
    "netwave": {
        b"ok.": AT_END,
        b"ok.\n": AT_END,
        b"error: illegal params.": AT_END,
        b"var id='00626E';\nvar now=1;\n": BETWEEN_LINES,
        b"var id='0062": 0,
    },
    "foscam_hd": {
        b"<CGI_Result>\n<result>0</result>\n</CGI_Result>\n": AT_END,
        b"<CGI_Result>\n<result>0</result>\n": 0,
    },
    "hucoms": {b"servername = shed\r\n": BETWEEN_LINES, b"servername = sh": 0},
    "anjia": {
        b'<?xml version="1.0" encoding="UTF-8"?>\n<info model="x" />': AT_END,
        b"<uid>5F</uid>": AT_END,
        b'<data>\n<a x="1"/>\n</data>\n': AT_END,
        b'<data>\n<a x="1"/>': BETWEEN_LINES,
        b"<uid>5F": 0,
    },
}


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[Transport]:
    """Give one answer to everything, and leave the connection open."""
    done = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await done.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        async with make_client() as client:
            yield Transport(client, "127.0.0.1", server.sockets[0].getsockname()[1])
    finally:
        done.set()
        server.close()
        await server.wait_closed()


def reading(dialect: str) -> HttpRequest:
    """Return the request of some reading."""
    spoken = REGISTRY[dialect]
    command = next(each for each in spoken.commands.values() if each.effect is Effect.READ and each.group)
    return spoken.wire.request(command, {})


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(
    ("dialect", "body", "rest"),
    [
        (name, body, rest)
        for name, bodies in WHOLE.items()
        for body, rest in (bodies | {JPEG: AT_END}).items()
    ],
)
async def test_ends_where_its_content_ends(dialect: str, body: bytes, rest: float) -> None:
    assert REGISTRY[dialect].wire.whole_after(body) == rest
    async with answering(OPEN + b"\r\n" + body) as transport:
        begun = monotonic()
        if rest:
            assert (await transport.fetch(reading(dialect))).body == body
            assert monotonic() - begun < rest + 1
        else:
            with pytest.raises(CameraConnectionError, match="timed out"):
                await transport.fetch(reading(dialect), 0.5)


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("length", [len(JPEG) + 500, len(JPEG)])
async def test_pictures_of_a_wrong_length(length: int) -> None:
    head = OPEN + f"Content-Type: image/jpeg\r\nContent-Length: {length}\r\n\r\n".encode()
    async with answering(head + JPEG) as transport:
        begun = monotonic()
        assert (await transport.fetch(reading("netwave"))).body == JPEG
        assert monotonic() - begun < 1.5


@every_camera
@pytest.mark.parametrize("fault", ["404", "503", "page"])
async def test_a_still_that_is_refused_comes_from_the_live_picture(
    camera: SimulatedCamera, make_camera: MakeCamera, fault: str
) -> None:
    device = await make_camera()
    stream = device.dialect.streams[0]
    command = stream.still(device.options).command.name
    made = Html(command=command) if fault == "page" else Status(command=command, status=int(fault))
    camera.faults.add(made)
    if stream.live is None:
        with pytest.raises(CameraError):
            await device.streams.still(stream.key)
    else:
        assert (await device.streams.still(stream.key)).startswith(b"\xff\xd8")
        assert made.struck == 1
