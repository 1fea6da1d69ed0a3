"""Every reader of what a camera sends, as something that takes any bytes: for both kinds of fuzzing."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import cast, override

import aiohttp

from custom_components.ipcam_cgi.ipcam import connect
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import CameraError
from custom_components.ipcam_cgi.ipcam.http import lenient
from custom_components.ipcam_cgi.ipcam.http.multipart import MAX_FRAME, MAX_PART, FrameReader, PartReader
from custom_components.ipcam_cgi.ipcam.http.session import Session
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.catalogue import Command, Effect, Record
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect, Identity
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials, HttpRequest, HttpResponse
from custom_components.ipcam_cgi.ipcam.model.state import CameraState
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import SimulatedCamera
from simulator.wires import WIRES

MAX_SECONDS = 1.0
"""Seconds of work for one input: all of them are small."""
STATUSES = (200, 204, 302, 400, 401, 404, 407, 500)
TOKENS = [
    *(b"=", b"'", b'"', b"<", b">", b"</", b"/>", b"&", b"&#x41;", b"[", b"]", b";", b"\n", b"\r\n", b"\0"),
    *(
        b"var ",
        b"<CGI_Result>",
        b"</CGI_Result>",
        b"<fault>",
        b"Error:",
        b"error: ",
        b"ok.",
        b"-",
        b"--",
        b"%",
    ),
    *(
        b"\xff\xd8\xff",
        b"\xff\xd9",
        b"\xff\xff",
        b"\xff\xda\x00\x02",
        b"\xc3\x28",
        b"\xed\xa0\x80",
        "²".encode(),
    ),
    *(b"9" * 5000, b"-1", b"nan", b"inf", b"1e999", b"0x", b"--5", b"4294967296", b"99999999999999999999"),
    *(b"Content-Length: ", b"Content-Length: 999999999\r\n\r\n", b" " * 2000, b"a" * 2000, b"x=" * 1000),
    "٣".encode(),
]


def read_reply(dialect: Dialect, command: Command, answer: HttpResponse) -> None:
    """Take an answer as a dialect does."""
    with suppress(CameraError):
        dialect.wire.check(command, answer)
    with suppress(CameraError):
        interpret(dialect, dialect.wire.parse(command, answer))


def interpret(dialect: Dialect, record: Record) -> None:
    """Let every lens look at a reply."""
    for binding in dialect.bindings.values():
        if binding.accessor is None:
            continue
        binding.accessor.present_in(record)
        value = binding.accessor.read(record)
        assert value is None or isinstance(value, binding.feature.kind | int)
        state = CameraState()
        for each in filter(None, (binding.getter, *binding.capability_getters, *binding.extra_getters)):
            state.reading(each.name).record = record
        if binding.available_if is not None:
            binding.available_if(state)
        if binding.narrow_limits is not None and binding.codec is not None:
            binding.narrow_limits(binding.codec, state)
        if value is not None and binding.writer is not None:
            with suppress(CameraError):
                binding.accessor.patch(value, record)


def read_pictures(data: bytes, size: int) -> None:
    """Take a stream of pictures in pieces of `size` bytes."""
    reader = FrameReader()
    for start in range(0, len(data), size):
        for picture in reader.feed(data[start : start + size]):
            assert picture.startswith(b"\xff\xd8")
        assert len(reader._data) <= MAX_FRAME + size
    _ = reader.text


def read_events(data: bytes, size: int) -> None:
    """Take a stream of events in pieces of `size` bytes."""
    reader = PartReader()
    for start in range(0, len(data), size):
        for part in reader.feed(data[start : start + size]):
            assert len(part) <= MAX_PART
        assert len(reader._data) <= MAX_PART + 4096
        reader.pending()
    reader.take_pending()


async def read_http(data: bytes, size: int) -> None:
    """Take an answer by the lenient reader in pieces of `size` bytes."""
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    reader = asyncio.StreamReader()

    async def feed() -> None:
        for piece in pieces:
            reader.feed_data(piece)
            await asyncio.sleep(0)
        reader.feed_eof()

    feeding = asyncio.create_task(feed())
    try:
        head, rest = await lenient._head(reader, None)
        assert len(rest) <= len(data)
        body = [piece async for piece in lenient._body(reader, rest, lenient._length(head), None)]
        assert len(b"".join(body)) <= len(data)
    except CameraError:
        pass
    finally:
        await feeding


async def live(device: Camera) -> None:
    """Let a device read all that it can."""
    device.expire()
    with suppress(CameraError):
        await device.poll()
    for feature in device.dialect.bindings:
        device.supports(feature)
        device.limits(feature)
        device.is_available(feature)
    with suppress(CameraError):
        await device.verify_identity()
    for task in (device.tasks.log, device.tasks.accounts):
        with suppress(CameraError):
            await task()
    for stream in device.dialect.streams:
        with suppress(CameraError):
            await device.streams.rtsp_url(stream.key)


async def meet(camera: SimulatedCamera, transport: Transport) -> None:
    """Log in to a camera and read all that it can, as far as it lets that happen."""
    with suppress(CameraError):
        await live(await connected(camera, transport))


async def collected(camera: SimulatedCamera) -> list[tuple[str, bytes]]:
    """Return the genuine answer to every getter of a camera."""
    async with aiohttp.ClientSession() as client:
        device = await connected(camera, Transport(client, *camera.address))
        found = []
        for command in device.dialect.commands.values():
            if command.effect is Effect.READ and not any(param.required for param in command.params):
                with suppress(CameraError):
                    found.append((command.name, await device.commands.fetch(command.name)))
        return found


async def connected(camera: SimulatedCamera, transport: Transport) -> Camera:
    """Log in to a simulated camera."""
    name = next(name for name, each in REGISTRY.items() if each.commands is camera.wire.commands)
    credentials = Credentials("admin", "secret")
    return await connect(transport, REGISTRY[name], credentials, CameraOptions(rtsp=True))


def every_camera() -> dict[str, SimulatedCamera]:
    """Return a camera of each manual by the name of its dialect, not started yet."""
    cameras = {name: SimulatedCamera(name) for name in WIRES}
    return {"netwave_sdk21": SimulatedCamera("netwave", profile="sdk21"), **cameras}


async def streams(camera: SimulatedCamera) -> tuple[bytes, bytes]:
    """Return a genuine stream of pictures and one of events."""
    picture = await camera.picture((320, 240))
    event = b"motion1 = on\r\nalarmin1 = off\r\n"
    part = b"--ipcamera\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n"
    return 3 * (part % (b"image/jpeg", len(picture), picture)), 5 * (
        part % (b"text/plain", len(event), event)
    )


class Answering(Transport):
    """A connection to nowhere: `answer` knows what comes back."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Ask `answer` in place of a camera."""
        super().__init__(cast(aiohttp.ClientSession, None), "192.0.2.1", 80)
        self._answer = answer

    @override
    async def fetch(self, http_request: HttpRequest, total_timeout: float | None = None) -> HttpResponse:
        return self._answer(http_request)

    @override
    async def look(self, http_request: HttpRequest) -> HttpResponse:
        return self._answer(http_request)


async def find_out(transport: Transport) -> None:
    """Find out the dialect of what answers, and let each log in and ask who it is."""
    with suppress(CameraError):
        await probe(transport, REGISTRY)
    for dialect in REGISTRY.values():
        with suppress(CameraError):
            session = Session(transport, dialect, Credentials("admin", "sec^ret"))
            await dialect.identify(session.ask, Identity(id=""))
