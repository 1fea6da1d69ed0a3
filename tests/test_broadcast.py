"""One stream, many viewers: against a real server on the loopback, and against sources that misbehave."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
import random
from typing import Any, Self

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
import pytest

from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
)
from custom_components.ipcam_cgi.ipcam.http.multipart import FrameReader
from custom_components.ipcam_cgi.ipcam.video import broadcast as module
from custom_components.ipcam_cgi.ipcam.video.broadcast import (
    BOUNDARY,
    CONTENT_TYPE,
    Frame,
    FrameBroadcaster,
    FrameSource,
    mjpeg_source,
    still_source,
    write_mjpeg,
)
from custom_components.ipcam_cgi.ipcam.video.pre_roll import PreRollBuffer

QUICK: dict[str, Any] = {"linger": 0.05, "stall": 5.0, "backoff": (0.01, 0.04), "keepalive": 0.05}


def picture(number: int) -> bytes:
    """Return something with the segments of a JPEG, a few KiB long."""
    return b"\xff\xd8\xff\xda\x00\x04ab" + b"%06d" % number * 500 + b"\xff\xd9"


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - anything may be waited for
            await asyncio.sleep(0.002)


class Camera:
    """A camera on a loopback port that does what a test tells it."""

    def __init__(self, port: int | None = None) -> None:
        self.opened = 0
        self.open = 0
        self.most = 0
        self.answers = True
        self.sends: asyncio.Queue[bytes | None] = asyncio.Queue()
        app = web.Application()
        app.router.add_get("/stream", self._stream)
        self.server = TestServer(app, host="127.0.0.1", port=port)

    async def start(self) -> None:
        """Listen, until `server` is closed; then open streams are cut."""
        await self.server.start_server(shutdown_timeout=0.01)
        self.url = self.server.make_url("/stream")

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        self.opened += 1
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            if not self.answers:
                await asyncio.sleep(60)
            response = web.StreamResponse(headers={"Content-Type": "multipart/x-mixed-replace;boundary=cam"})
            await response.prepare(request)
            while (data := await self.sends.get()) is not None:
                await response.write(data)
            return response
        finally:
            self.open -= 1

    def show(self, *numbers: int) -> None:
        """Send pictures."""
        for number in numbers:
            data = picture(number)
            self.sends.put_nowait(b"--cam\r\nContent-Length: %d\r\n\r\n%b\r\n" % (len(data), data))

    def cut(self) -> None:
        """End the stream."""
        self.sends.put_nowait(None)

    def source(
        self, client: aiohttp.ClientSession, refusal: Callable[[str], CameraError] = ReplyError
    ) -> FrameSource:
        """Return the pictures of this camera."""

        @asynccontextmanager
        async def chunks() -> AsyncGenerator[AsyncIterator[bytes]]:
            timeout = aiohttp.ClientTimeout(total=None, sock_connect=5)
            try:
                async with client.get(self.url, timeout=timeout) as response:
                    yield response.content.iter_any()
            except aiohttp.ClientError:
                raise CameraConnectionError("the reply was cut off") from None

        return mjpeg_source(chunks, refusal=refusal)


class Viewer:
    """Somebody who looks as fast as pictures come."""

    def __init__(self, broadcaster: FrameBroadcaster) -> None:
        self.hub = broadcaster
        self.frames: list[Frame] = []
        self.error: Exception | None = None
        self.task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        try:
            async with aclosing(self.hub.frames()) as frames:
                async for frame in frames:
                    self.frames.append(frame)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.error = error

    @property
    def seen(self) -> list[int]:
        """The numbers inside the pictures, repetitions left out."""
        numbers = [int(frame.data[8:14]) for frame in self.frames]
        return [b for a, b in zip([-1, *numbers], numbers, strict=False) if a != b]

    async def sees(self, number: int) -> None:
        """Wait for a picture."""
        await until(lambda: self.seen[-1:] == [number])

    async def leaves(self) -> None:
        """Look no longer."""
        self.task.cancel()
        await asyncio.wait([self.task])


class Script:
    """A frame source that follows a script: what each connection yields, and how it ends."""

    def __init__(self, *connections: list[bytes | Exception | float]) -> None:
        self.connections = list(connections)
        self.opened = 0
        self.open = 0
        self.most = 0
        self.closing: Callable[[], Awaitable[object]] | None = None

    @asynccontextmanager
    async def __call__(self) -> AsyncGenerator[AsyncIterator[bytes]]:
        self.opened += 1
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            yield self._run(self.connections.pop(0) if self.connections else [60.0])
        finally:
            if self.closing:
                await self.closing()
            self.open -= 1

    async def _run(self, steps: list[bytes | Exception | float]) -> AsyncGenerator[bytes]:
        for step in steps:
            if isinstance(step, bytes):
                yield step
            elif isinstance(step, float):
                await asyncio.sleep(step)
            else:
                raise step


class Hubs:
    """Makes hubs and closes them."""

    def __init__(self) -> None:
        self.made: list[FrameBroadcaster] = []

    def __call__(self, source: FrameSource, **options: Any) -> FrameBroadcaster:
        broadcaster = FrameBroadcaster(source, **(QUICK | options))
        self.made.append(broadcaster)
        return broadcaster

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for broadcaster in self.made:
            await broadcaster.aclose()
        await until(lambda: all(broadcaster.stats.viewers == 0 for broadcaster in self.made))


@pytest.fixture
async def make() -> AsyncGenerator[Hubs]:
    """Return a maker of hubs."""
    async with Hubs() as hubs:
        yield hubs


@pytest.fixture
async def camera(socket_enabled: None) -> AsyncGenerator[Camera]:
    """Return a camera that listens."""
    camera = Camera()
    await camera.start()
    yield camera
    await camera.server.close()


@pytest.fixture
async def client(camera: Camera) -> AsyncGenerator[aiohttp.ClientSession]:
    """Return a client with the short total timeout that a stream must not inherit."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as client:
        yield client


async def test_many_viewers_one_stream(camera: Camera, client: aiohttp.ClientSession, make: Hubs) -> None:
    broadcaster = make(camera.source(client))
    viewers = [Viewer(broadcaster) for _ in range(16)]
    for number in range(10):
        camera.show(number)
        for viewer in viewers:
            await viewer.sees(number)
    assert camera.opened == 1
    assert broadcaster.stats.viewers == 16
    assert (
        broadcaster.stats.frames,
        broadcaster.stats.dropped,
        broadcaster.stats.opened,
        broadcaster.stats.connected,
    ) == (10, 0, 1, True)
    assert all(viewer.seen == list(range(10)) for viewer in viewers)
    # All show the same bytes, not copies of them.
    assert len({id(viewer.frames[5].data) for viewer in viewers}) == 1
    assert len({id(viewer.frames[5].part) for viewer in viewers}) == 1


async def test_stream_ends_after_the_last_viewer(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client))
    first, second = Viewer(broadcaster), Viewer(broadcaster)
    camera.show(1)
    await first.sees(1)
    await first.leaves()
    await asyncio.sleep(0.1)
    assert camera.open == 1
    await second.leaves()
    await until(lambda: camera.open == 0)
    assert not broadcaster.stats.connected
    assert broadcaster.stats.viewers == 0
    third = Viewer(broadcaster)
    camera.show(2)
    await third.sees(2)
    assert camera.opened == 2


async def test_stream_lingers_for_the_next_viewer(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client), linger=0.2)
    for number in range(3):
        viewer = Viewer(broadcaster)
        camera.show(number)
        await viewer.sees(number)
        await viewer.leaves()
    assert camera.opened == 1


async def test_no_total_timeout_and_no_stall_while_pictures_come(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client), stall=0.2)
    viewer = Viewer(broadcaster)
    for number in range(30):
        camera.show(number)
        await viewer.sees(number)
        await asyncio.sleep(0.02)
    assert camera.opened == 1
    assert viewer.seen == list(range(30))


async def test_viewers_survive_the_end_of_the_stream(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client))
    viewers = [Viewer(broadcaster) for _ in range(3)]
    for number in range(4):
        camera.show(number)
        for viewer in viewers:
            await viewer.sees(number)
        camera.cut()
    await until(lambda: camera.opened == 5)
    assert camera.most == 1
    assert broadcaster.stats.reconnects == 4
    assert "ended" in broadcaster.stats.last_error
    assert all(not viewer.task.done() for viewer in viewers)


async def test_viewers_survive_a_restart_of_the_camera(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client))
    viewer = Viewer(broadcaster)
    camera.show(1)
    await viewer.sees(1)
    await camera.server.close()
    await until(lambda: broadcaster.stats.reconnects > 2)
    assert not broadcaster.stats.connected
    again = Camera(port=camera.url.port)
    await again.start()
    again.show(2)
    await viewer.sees(2)
    await broadcaster.aclose()
    await again.server.close()


async def test_silent_stream_is_opened_anew(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client), stall=0.1)
    viewer = Viewer(broadcaster)
    camera.show(1)
    await viewer.sees(1)
    await until(lambda: camera.opened >= 2)
    assert broadcaster.stats.last_error == "no picture in time"
    camera.show(2)
    await viewer.sees(2)
    assert not viewer.task.done()


async def test_black_hole_does_not_hang(camera: Camera, client: aiohttp.ClientSession, make: Hubs) -> None:
    camera.answers = False
    broadcaster = make(camera.source(client), stall=0.05)
    viewer = Viewer(broadcaster)
    await until(lambda: camera.opened >= 3)
    camera.answers = True
    camera.show(1)
    await viewer.sees(1)


async def test_stream_of_nonsense_is_opened_anew(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    """Bytes that never become a picture do not count as life."""
    broadcaster = make(camera.source(client), stall=0.1)
    viewer = Viewer(broadcaster)

    async def babble() -> None:
        while True:
            camera.sends.put_nowait(bytes(10000))
            await asyncio.sleep(0.01)

    babbling = asyncio.create_task(babble())
    await until(lambda: camera.opened >= 3)
    babbling.cancel()
    camera.sends.put_nowait(b"\0garbage\xff\xd8\xff\xe0\0")
    camera.show(1, 2)
    await viewer.sees(2)


async def test_text_in_place_of_pictures_is_tried_again(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    broadcaster = make(camera.source(client))
    viewer = Viewer(broadcaster)
    camera.sends.put_nowait(b"Come back later\n")
    camera.cut()
    await until(lambda: broadcaster.stats.last_error == "Come back later")
    camera.cut()
    await until(lambda: broadcaster.stats.last_error == "no picture in the stream")
    camera.show(1)
    await viewer.sees(1)


async def test_refusal_in_a_text_ends_the_viewers(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    """The dialect tells which texts no second attempt can cure."""
    broadcaster = make(camera.source(client, refusal=RejectedError))
    viewers = [Viewer(broadcaster) for _ in range(3)]
    camera.sends.put_nowait(b"--cam\r\n\r\nNo pictures here\r\n")
    camera.cut()
    await until(lambda: all(viewer.task.done() for viewer in viewers))
    assert all(isinstance(viewer.error, RejectedError) for viewer in viewers)
    assert str(viewers[0].error) == "No pictures here"
    assert camera.opened == 1
    again = Viewer(broadcaster)
    camera.show(1)
    await again.sees(1)
    assert camera.opened == 2


async def test_refused_login_is_never_tried_again(make: Hubs) -> None:
    source = Script([picture(1), AuthError("wrong password")], [picture(2)])
    broadcaster = make(source)
    viewers = [Viewer(broadcaster) for _ in range(3)]
    await until(lambda: all(viewer.task.done() for viewer in viewers))
    late = Viewer(broadcaster)
    await until(late.task.done)
    assert all(isinstance(viewer.error, AuthError) for viewer in [*viewers, late])
    assert source.opened == 1
    assert await broadcaster.still(60) is not None
    assert await broadcaster.still(0) is None
    assert broadcaster.stats.last_error == "wrong password"
    assert not broadcaster.stats.connected


async def test_viewer_busy_while_the_hub_fails(make: Hubs) -> None:
    """Who was writing when it happened learns of it too, even when others have started anew."""
    source = Script([picture(1), 0.01, PermissionDeniedError("not for you")], [picture(2), 60.0])
    broadcaster = make(source)
    frames = broadcaster.frames()
    assert (await anext(frames)).data == picture(1)
    await until(lambda: broadcaster.stats.last_error == "not for you")
    other = Viewer(broadcaster)
    await other.sees(2)
    with pytest.raises(PermissionDeniedError):
        await anext(frames)


async def test_unexpected_error_ends_the_viewers(make: Hubs) -> None:
    """A fault of ours is not hidden behind endless attempts."""
    source = Script([picture(1), ZeroDivisionError()])
    broadcaster = make(source)
    viewer = Viewer(broadcaster)
    await until(viewer.task.done)
    assert isinstance(viewer.error, ZeroDivisionError)
    assert source.opened == 1


async def test_pauses_grow_and_start_anew_after_a_good_stream(
    make: Hubs, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def shortest(low: float, high: float) -> float:
        assert low == high / 2
        pauses.append(high)
        return 0.0

    monkeypatch.setattr(random, "uniform", shortest)
    bad: list[bytes | Exception | float] = [CameraConnectionError("no")]
    source = Script(bad, [OSError("no")], [picture(1)], bad, [picture(2), 0.05, picture(3)], bad)
    broadcaster = make(source, backoff=(0.03, 0.12))
    viewer = Viewer(broadcaster)
    await until(lambda: source.opened == 7)
    assert pauses == [0.03, 0.06, 0.12, 0.12, 0.03, 0.06]
    assert viewer.seen == [1, 2, 3]


async def test_slow_viewer_skips_and_delays_nobody(make: Hubs) -> None:
    pictures: asyncio.Queue[bytes] = asyncio.Queue()

    @asynccontextmanager
    async def source() -> AsyncGenerator[AsyncIterator[bytes]]:
        async def get() -> AsyncGenerator[bytes]:
            while True:
                yield await pictures.get()

        yield get()

    broadcaster = make(source)
    may_write = asyncio.Event()
    written: list[bytes] = []

    async def slowly(data: bytes) -> None:
        await may_write.wait()
        written.append(data)

    slow = asyncio.create_task(write_mjpeg(slowly, broadcaster.frames()))
    quick = Viewer(broadcaster)
    await until(lambda: broadcaster.stats.viewers == 2)
    for number in range(20):
        pictures.put_nowait(picture(number))
        await quick.sees(number)
    assert written == []
    may_write.set()
    await until(lambda: len(written) == 3)
    assert [picture(n) in part for n, part in zip((0, 0, 19), written, strict=True)] == [True] * 3
    assert broadcaster.stats.dropped == 18
    assert quick.seen == list(range(20))
    slow.cancel()
    await asyncio.wait([slow])


async def test_viewer_who_takes_nothing_is_dropped(make: Hubs) -> None:
    broadcaster = make(Script([picture(1), 60.0]))

    async def never(_: bytes) -> None:
        await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        await write_mjpeg(never, broadcaster.frames(), write_timeout=0.05)
    assert broadcaster.stats.viewers == 0


async def test_stalled_socket_is_dropped_and_delays_nobody(
    camera: Camera, client: aiohttp.ClientSession, make: Hubs
) -> None:
    """A browser that stopped reading, end to end over real sockets."""
    broadcaster = make(camera.source(client))
    ended: list[BaseException] = []

    async def show(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": CONTENT_TYPE})
        await response.prepare(request)
        try:
            await write_mjpeg(response.write, broadcaster.frames(), write_timeout=0.2)
        except (TimeoutError, ConnectionError) as error:
            ended.append(error)
            assert request.transport
            request.transport.abort()
        return response

    app = web.Application()
    app.router.add_get("/", show)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    reader = FrameReader()
    async with (
        client.get(server.make_url("/"), timeout=aiohttp.ClientTimeout()) as stuck,
        client.get(server.make_url("/"), timeout=aiohttp.ClientTimeout()) as lively,
    ):
        stuck.content._protocol.pause_reading()
        large = b"\xff\xd8\xff\xda\x00\x04ab" + bytes(1 << 20) + b"\xff\xd9"
        part = b"--cam\r\nContent-Length: %d\r\n\r\n%b\r\n" % (len(large), large)
        async with asyncio.timeout(20):
            while not ended:
                frames = reader.frames
                camera.sends.put_nowait(part)
                while reader.frames == frames:
                    assert all(data == large for data in reader.feed(await lively.content.readany()))
                await asyncio.sleep(0.01)
        assert isinstance(ended[0], TimeoutError)
        await until(lambda: broadcaster.stats.viewers == 1)
    await broadcaster.aclose()
    await server.close()


async def test_viewer_who_joins_sees_the_last_picture_at_once(
    make: Hubs, monkeypatch: pytest.MonkeyPatch
) -> None:
    broadcaster = make(Script([picture(1), 60.0]))
    first = Viewer(broadcaster)
    await first.sees(1)
    second = Viewer(broadcaster)
    await second.sees(1)
    monkeypatch.setattr(module, "FRESH", -1.0)
    third = Viewer(broadcaster)
    await until(lambda: broadcaster.stats.viewers == 3)
    await asyncio.sleep(0.02)
    assert third.seen == []


async def test_last_picture_is_repeated_while_the_camera_is_away(make: Hubs) -> None:
    source = Script([picture(1)], [CameraConnectionError("gone")], [0.3, picture(2), 60.0])
    broadcaster = make(source, keepalive=0.02)
    viewer = Viewer(broadcaster)
    await viewer.sees(2)
    numbers = [frame.number for frame in viewer.frames]
    assert numbers[-1] == 2
    assert numbers.count(1) >= 3
    assert viewer.frames[0].at == viewer.frames[1].at
    assert broadcaster.stats.dropped == 0
    await asyncio.sleep(0.1)
    assert [frame.number for frame in viewer.frames] == numbers


class Marker:
    """Marks old pictures, and remembers which."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.drawn: list[tuple[bytes, float]] = []

    async def __call__(self, jpeg: bytes, at: float) -> bytes:
        self.drawn.append((jpeg, at))
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return jpeg[:8] + b"000000 is old" + jpeg[-2:]


def is_marked(frame: Frame) -> bool:
    return b"is old" in frame.data


async def test_old_picture_is_marked(make: Hubs) -> None:
    away: list[bytes | Exception | float] = [CameraConnectionError("gone")]
    back: list[bytes | Exception | float] = [picture(2), 60.0]
    source = Script([picture(1)], *[away] * 20, back)
    mark = Marker()
    broadcaster = make(source, mark=mark, keepalive=0.02, stale=0.1, backoff=(0.01, 0.02))
    viewer = Viewer(broadcaster)
    pre_roll = PreRollBuffer(60)
    await until(lambda: viewer.frames and is_marked(viewer.frames[-1]))
    at = viewer.frames[0].at
    # Not before it was old, once, and with the time at which the camera had sent it.
    assert [is_marked(frame) for frame in viewer.frames[:2]] == [False, False]
    assert mark.drawn == [(picture(1), at)]
    assert (viewer.frames[-1].number, viewer.frames[-1].at) == (1, at)
    # Whoever comes now sees at once that the camera is away, and no still is made of it.
    late = Viewer(broadcaster)
    await until(lambda: late.frames)
    assert is_marked(late.frames[0])
    assert await broadcaster.still(0.05) is None
    assert await broadcaster.still(60) == picture(1)
    await viewer.sees(2)
    await late.sees(2)
    assert not is_marked(viewer.frames[-1])
    assert await broadcaster.still(60) == picture(2)
    # Repeats are no pictures: neither for the counters nor for what is kept.
    for frame in viewer.frames:
        pre_roll.add(frame)
    assert [frame.data for frame in pre_roll.since(0)] == [picture(1), picture(2)]
    assert (broadcaster.stats.frames, broadcaster.stats.dropped) == (2, 0)
    assert len(mark.drawn) == 1


async def test_each_absence_is_marked(make: Hubs) -> None:
    away: list[bytes | Exception | float] = [CameraConnectionError("gone")]
    source = Script([picture(1)], *[away] * 9, [picture(2)], *[away] * 9, [picture(3), 60.0])
    mark = Marker()
    broadcaster = make(source, mark=mark, keepalive=0.02, stale=0.05, backoff=(0.02, 0.02))
    viewer = Viewer(broadcaster)
    await viewer.sees(3)
    assert [drawn for drawn, _ in mark.drawn] == [picture(1), picture(2)]


async def test_picture_that_was_old_when_the_viewer_came(make: Hubs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looked for a while, and the camera has gone meanwhile: it is never shown as if it were new."""
    monkeypatch.setattr(module, "FRESH", 0.05)
    source = Script([picture(1), 60.0])
    source.connections += [[CameraConnectionError("gone")]] * 99
    mark = Marker()
    broadcaster = make(source, mark=mark, keepalive=0.02, stale=0.05, linger=0.0)
    first = Viewer(broadcaster)
    await first.sees(1)
    await first.leaves()
    await asyncio.sleep(0.1)
    for drawn in (1, 2):
        frames = broadcaster.frames()
        assert is_marked(await anext(frames))
        await frames.aclose()
        assert len(mark.drawn) == drawn
        await until(lambda: not broadcaster._running)


@pytest.mark.parametrize("error", [OSError("no JPEG"), ZeroDivisionError()])
async def test_picture_that_cannot_be_marked(make: Hubs, error: Exception) -> None:
    away: list[bytes | Exception | float] = [CameraConnectionError("gone")]
    source = Script([picture(1)], *[away] * 20, [picture(2), 60.0])
    mark = Marker(error)
    broadcaster = make(source, mark=mark, keepalive=0.02, stale=0.05)
    viewer = Viewer(broadcaster)
    await until(lambda: mark.drawn)
    repeats = len(viewer.frames)
    await until(lambda: len(viewer.frames) > repeats + 2)
    await viewer.sees(2)
    assert len(mark.drawn) == 1
    assert viewer.seen == [1, 2]


async def test_marking_that_takes_longer_than_the_absence(make: Hubs) -> None:
    source = Script([picture(1)], [CameraConnectionError("gone")], [0.1, picture(2), 60.0])
    started = asyncio.Event()

    async def mark(jpeg: bytes, _at: float) -> bytes:
        started.set()
        await asyncio.sleep(60)
        return jpeg

    broadcaster = make(source, mark=mark, keepalive=0.02, stale=0.0)
    viewer = Viewer(broadcaster)
    await started.wait()
    await viewer.sees(2)
    assert viewer.seen == [1, 2]


def test_reel_is_bounded_in_time_and_size() -> None:
    frames = [Frame(picture(number), number, number / 10) for number in range(1, 101)]
    in_time = PreRollBuffer(2.0)
    for frame in frames:
        in_time.add(frame)
    assert [frame.number for frame in in_time.since(0)] == list(range(80, 101))
    assert [frame.number for frame in in_time.since(9.0)] == list(range(90, 101))
    assert [frame.number for frame in in_time.since(9.0, 98)] == [99, 100]
    in_size = PreRollBuffer(60.0, max_bytes=10 * len(picture(0)) + 1)
    for frame in frames:
        assert frame.part
        in_size.add(frame)
    assert [frame.number for frame in in_size.since(0)] == list(range(91, 101))
    assert not any("part" in vars(frame) for frame in in_size.since(0))
    # One that is too large for it is not kept either.
    in_size.add(Frame(bytes(1 << 20), 101, 10.1))
    assert in_size.since(0) == []


async def test_leaving_viewer_disturbs_no_other(make: Hubs) -> None:
    source = Script([picture(1), 0.05, picture(2), 60.0])
    broadcaster = make(source)
    viewers = [Viewer(broadcaster) for _ in range(8)]
    for viewer in viewers:
        await viewer.sees(1)
    for viewer in viewers[::2]:
        viewer.task.cancel()
    for viewer in viewers[1::2]:
        await viewer.sees(2)
    assert broadcaster.stats.viewers == 4


@pytest.mark.parametrize("linger", [0.0, 0.02])
async def test_never_two_streams_at_a_time(make: Hubs, linger: float) -> None:
    """Some cameras give a single stream, and some connections take long to close."""
    source = Script()
    source.connections = [[picture(1), 60.0]] * 99
    source.closing = lambda: asyncio.sleep(0.05)
    broadcaster = make(source, linger=linger)
    for _ in range(4):
        viewer = Viewer(broadcaster)
        await viewer.sees(1)
        await until(lambda: source.open)
        await viewer.leaves()
        await asyncio.sleep(0.03)
        for _ in range(3):
            passer_by = Viewer(broadcaster)
            await asyncio.sleep(0.005)
            await passer_by.leaves()
    assert source.opened > 1
    assert source.most == 1


@pytest.mark.parametrize(
    "error",
    [OSError("reset"), CameraConnectionError("gone"), PermissionDeniedError("logout"), ZeroDivisionError()],
)
async def test_stream_that_fails_while_it_is_closed(make: Hubs, error: Exception) -> None:
    source = Script([picture(1), 60.0], [picture(2), 60.0])

    async def fail() -> None:
        raise error

    source.closing = fail
    broadcaster = make(source, linger=0.0)
    first = Viewer(broadcaster)
    await first.sees(1)
    await first.leaves()
    await until(lambda: not broadcaster.stats.connected)
    second = Viewer(broadcaster)
    await second.sees(2)
    await asyncio.sleep(0.02)
    assert source.opened == 2
    assert not second.task.done()


async def test_viewer_without_any_picture_is_told(make: Hubs) -> None:
    source = Script()
    source.connections = [[CameraConnectionError("switched off")]] * 99
    broadcaster = make(source, first_frame_timeout=0.05, keepalive=0.01)
    viewer = Viewer(broadcaster)
    await until(viewer.task.done)
    assert isinstance(viewer.error, CameraConnectionError)
    assert str(viewer.error) == "switched off"
    assert source.opened > 1


async def test_still_from_the_running_stream(make: Hubs) -> None:
    source = Script([0.05, picture(1), 0.05, picture(2), 0.05])
    broadcaster = make(source, backoff=(5.0, 5.0))
    assert await broadcaster.still(10) is None
    assert source.opened == 0
    viewer = Viewer(broadcaster)
    await until(lambda: source.opened)
    assert await broadcaster.still(10) == picture(1)
    assert await broadcaster.still(0) is None
    assert viewer.seen == [1, 2]
    assert broadcaster.stats.reconnects == 0
    # Away: a fresh picture will do, a new one is not waited for.
    assert broadcaster.stats.last_error
    assert await broadcaster.still(10) == picture(2)
    async with asyncio.timeout(1):
        assert await broadcaster.still(0, max_wait=60) is None


async def test_still_gives_up_waiting(make: Hubs) -> None:
    broadcaster = make(Script([60.0]))
    viewer = Viewer(broadcaster)
    await until(lambda: broadcaster.stats.opened)
    assert await broadcaster.still(10, max_wait=0.02) is None
    waiting = asyncio.create_task(broadcaster.still(10, max_wait=60))
    await asyncio.sleep(0.01)
    await broadcaster.aclose()
    assert await waiting is None
    await until(viewer.task.done)


async def test_close_ends_everything(camera: Camera, client: aiohttp.ClientSession, make: Hubs) -> None:
    broadcaster = make(camera.source(client))
    viewers = [Viewer(broadcaster) for _ in range(3)]
    camera.show(1)
    await viewers[2].sees(1)
    await broadcaster.aclose()
    await until(lambda: camera.open == 0 and all(viewer.task.done() for viewer in viewers))
    assert [viewer.error for viewer in viewers] == [None] * 3
    assert [frame async for frame in broadcaster.frames()] == []
    await broadcaster.aclose()
    assert camera.opened == 1
    assert not [task for task in asyncio.all_tasks() if "FrameHub" in repr(task)]


async def test_close_before_anybody_looked() -> None:
    await FrameBroadcaster(Script()).aclose()


async def test_state_is_told(make: Hubs) -> None:
    told: list[bool] = []
    source = Script([CameraConnectionError("no")], [picture(1)], [picture(2), picture(3), 60.0])
    broadcaster = make(source, on_state=told.append)
    viewer = Viewer(broadcaster)
    await viewer.sees(3)
    assert told == [True, False, True]
    await viewer.leaves()
    await until(lambda: told == [True, False, True, False])
    assert broadcaster.stats.last_frame_at is not None


async def test_hub_with_eager_tasks(make: Hubs) -> None:
    """Home Assistant's loop starts tasks at once."""
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    source = Script([PermissionDeniedError("no")], [picture(1), 60.0])
    broadcaster = make(source)
    first = Viewer(broadcaster)
    await until(first.task.done)
    assert isinstance(first.error, PermissionDeniedError)
    second = Viewer(broadcaster)
    await second.sees(1)
    assert source.opened == 2


async def test_stills_make_a_stream(make: Hubs) -> None:
    taken: list[float] = []

    async def fetch() -> bytes:
        taken.append(asyncio.get_running_loop().time())
        if len(taken) == 3:
            raise CameraConnectionError("busy")
        return picture(len(taken))

    broadcaster = make(still_source(fetch, 0.02))
    viewer = Viewer(broadcaster)
    await until(lambda: viewer.seen[-1:] and viewer.seen[-1] >= 6)
    assert {1, 2, 4} <= set(viewer.seen)
    assert 3 not in viewer.seen
    assert taken[1] - taken[0] >= 0.015
    assert broadcaster.stats.reconnects == 1


async def test_slow_stills_leave_the_loop_alive(make: Hubs) -> None:
    """An interval that the camera cannot keep, or none at all, starves nobody."""

    async def fetch() -> bytes:
        return picture(1)

    broadcaster = make(still_source(fetch, 0.0))
    viewer = Viewer(broadcaster)
    await until(lambda: len(viewer.frames) > 10)


async def test_slow_stills_leave_the_camera_time_for_others(make: Hubs) -> None:
    """It rests as long as it was busy, but not so long that the stream would count as dead."""
    asked: list[float] = []

    async def fetch() -> bytes:
        asked.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.1)
        return picture(1)

    broadcaster = make(still_source(fetch, 0.01))
    viewer = Viewer(broadcaster)
    await until(lambda: len(asked) == 4)
    assert 0.57 <= asked[-1] - asked[0] <= 1.0
    assert broadcaster.stats.reconnects == 0
    assert not viewer.task.done()


async def test_damaged_pictures_are_counted() -> None:
    damaged: list[int] = []

    @asynccontextmanager
    async def chunks() -> AsyncGenerator[AsyncIterator[bytes]]:
        async def body() -> AsyncGenerator[bytes]:
            yield b"--cam\r\n\r\n" + picture(1) + b"--cam\r\n\r\n" + picture(2)[:900]
            yield b"--cam\r\n\r\n" + picture(3)[:900] + b"--cam\r\n\r\n" + picture(4)
            yield b"--cam\r\n\r\n" + picture(5)

        yield body()

    async with mjpeg_source(chunks, on_damaged=damaged.append)() as pictures:
        assert [each async for each in pictures] == [picture(1), picture(4), picture(5)]
    assert damaged == [2]


async def test_repeats_are_written_twice() -> None:
    """Browsers show a picture only when the next one begins, and the next repeat is far away."""

    async def frames() -> AsyncGenerator[Frame]:
        for number, data in ((1, 1), (2, 2), (2, 2), (2, 7), (3, 3)):
            yield Frame(picture(data), number, 0.0)

    written: list[bytes] = []

    async def write(data: bytes) -> None:
        written.append(data)

    await write_mjpeg(write, frames())
    assert FrameReader().feed(b"".join(written)) == [picture(n) for n in (1, 1, 2, 2, 2, 7, 7, 3)]


async def test_written_body_is_multipart() -> None:
    async def frames() -> AsyncGenerator[Frame]:
        for number in (1, 2):
            yield Frame(picture(number), number, 0.0)

    written: list[bytes] = []

    async def write(data: bytes) -> None:
        written.append(data)

    await write_mjpeg(write, frames())
    assert FrameReader().feed(b"".join(written)) == [picture(1), picture(1), picture(2)]
    assert written[2] == (
        b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 3010\r\n\r\n" + picture(2) + b"\r\n"
    )
    assert CONTENT_TYPE.endswith(f"boundary={BOUNDARY}")

    parts = written.copy()
    written.clear()
    await write_mjpeg(write, frames(), chunked=True)
    assert written == [b"%x\r\n%b\r\n" % (len(part), part) for part in parts]
