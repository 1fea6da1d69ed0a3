"""A camera that shows signs of overload is asked for fewer pictures, and later for more again."""

import asyncio
from contextlib import aclosing

import pytest

from custom_components.ipcam_cgi.ipcam import streams
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.video import frame_rate as module
from custom_components.ipcam_cgi.ipcam.video.broadcast import FrameBroadcaster
from custom_components.ipcam_cgi.ipcam.video.frame_rate import (
    LADDER,
    MAX_PAUSE,
    MIN_PAUSE,
    SETTLE,
    SIGNS,
    WINDOW,
    AdaptiveFrameRate,
)
from simulator import SimulatedCamera
from simulator.faults import Fault, Late, Overload, Status, StreamStall
from tests.conftest import MakeCamera, every, until


class Clock:
    """A clock that goes on when a test wants it to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def strain(frame_rate: AdaptiveFrameRate) -> int:
    """Let there be enough signs; return the rate that follows."""
    for _ in range(SIGNS):
        frame_rate.report_overload()
    return frame_rate.rate


def test_signs_lower_the_rate_step_by_step(clock: Clock) -> None:
    frame_rate = AdaptiveFrameRate(0, clock)
    assert frame_rate.rate == 0
    rates = []
    for _ in range(len(LADDER) + 2):
        rates.append(strain(frame_rate))
        clock.now += SETTLE
    assert rates == [*LADDER, LADDER[-1], LADDER[-1]]


@pytest.mark.parametrize(("wanted", "lower"), [(0, 10), (30, 10), (10, 5), (7, 5), (2, 1), (1, 1)])
def test_never_above_what_the_owner_wants(clock: Clock, wanted: int, lower: int) -> None:
    frame_rate = AdaptiveFrameRate(wanted, clock)
    assert (frame_rate.rate, strain(frame_rate)) == (wanted, lower)
    clock.now += MIN_PAUSE
    assert frame_rate.rate == wanted
    clock.now += MIN_PAUSE
    assert frame_rate.rate == wanted


def test_a_few_signs_are_an_accident(clock: Clock) -> None:
    frame_rate = AdaptiveFrameRate(0, clock)
    for _ in range(5 * SIGNS):
        frame_rate.report_overload()
        clock.now += WINDOW / (SIGNS - 1) + 1
    assert frame_rate.rate == 0


def test_a_lower_rate_is_given_time(clock: Clock) -> None:
    frame_rate = AdaptiveFrameRate(0, clock)
    assert strain(frame_rate) == LADDER[0]
    clock.now += SETTLE - 1
    assert strain(frame_rate) == LADDER[0]
    clock.now += 1
    assert strain(frame_rate) == LADDER[1]


def test_the_rate_rises_step_by_step(clock: Clock) -> None:
    frame_rate = AdaptiveFrameRate(0, clock)
    strain(frame_rate)
    clock.now += SETTLE
    assert strain(frame_rate) == LADDER[1]
    clock.now += MIN_PAUSE - 1
    assert frame_rate.rate == LADDER[1]
    clock.now += 1
    assert frame_rate.rate == LADDER[0]
    clock.now += MIN_PAUSE - 1
    assert frame_rate.rate == LADDER[0]
    clock.now += 1
    assert frame_rate.rate == 0


def test_a_rise_that_was_too_early_takes_longer_the_next_time(clock: Clock) -> None:
    frame_rate = AdaptiveFrameRate(0, clock)
    strain(frame_rate)
    waited = []
    for _ in range(5):
        began = clock.now
        while frame_rate.rate:
            clock.now += 10
        waited.append(clock.now - began)
        clock.now += SETTLE
        assert strain(frame_rate) == LADDER[0]
    assert waited == [MIN_PAUSE, 2 * MIN_PAUSE, 4 * MIN_PAUSE, MAX_PAUSE, MAX_PAUSE]
    # Long enough well at the rate that is wanted, it is as if nothing had been.
    clock.now += MAX_PAUSE
    assert frame_rate.rate == 0
    clock.now += MAX_PAUSE
    assert frame_rate.rate == 0
    assert strain(frame_rate) == LADDER[0]
    clock.now += MIN_PAUSE
    assert frame_rate.rate == 0


# Against a camera


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge at once, reconnect at once, and lose patience soon."""
    monkeypatch.setattr(module, "SETTLE", 0.0)
    monkeypatch.setattr(module, "MIN_PAUSE", 0.4)
    monkeypatch.setattr(streams, "SLOW", 0.1)
    assert FrameBroadcaster.__init__.__kwdefaults__
    quick = FrameBroadcaster.__init__.__kwdefaults__ | {"linger": 0.0, "backoff": (0.02, 0.05), "stall": 0.3}
    monkeypatch.setattr(FrameBroadcaster.__init__, "__kwdefaults__", quick)


def asked(camera: SimulatedCamera, path: str = "/videostream.cgi") -> list[dict[str, str]]:
    """Return what each request for the live picture asked for, without the login."""
    login = {"user", "pwd", "id", "passwd"}
    return [
        {name: value for name, value in each.query if name not in login}
        for each in camera.requests
        if each.path == path
    ]


async def look(device: Camera, key: str = "main") -> None:
    async with aclosing(device.streams.broadcaster(key).frames()) as frames:
        async for _ in frames:
            pass


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("fault", [Status(path="/videostream.cgi", times=SIGNS), StreamStall(times=SIGNS)])
async def test_refusals_and_stalls_lower_the_rate(
    camera: SimulatedCamera, make_camera: MakeCamera, fault: Fault
) -> None:
    device = await make_camera(CameraOptions(rate=15))
    camera.faults.add(fault)
    viewer = asyncio.create_task(look(device))
    await until(lambda: len(asked(camera)) == SIGNS + 2)
    # Lower as soon as it has failed often enough, then as the owner wants it again.
    assert [each["rate"] for each in asked(camera)] == ["3"] * SIGNS + ["6", "3"]
    assert device.streams.rate == 15
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
async def test_slow_answers_lower_the_rate_of_a_running_picture(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    device = await make_camera()
    slow = camera.faults.add(Late(command="get_status", delay=0.15))
    for _ in range(SIGNS):
        await device.commands.ask("get_status")
    assert device.streams.rate == 0, "nobody looks: it is not because of the picture"
    viewer = asyncio.create_task(look(device))
    await until(lambda: camera.open_streams)
    await until(lambda: device.streams.stats()["main"].connected)
    for _ in range(SIGNS):
        await device.commands.ask("get_status")
    camera.faults.remove(slow)
    await until(lambda: len(asked(camera)) == 3)
    assert asked(camera) == [{}, {"rate": "6"}, {}]
    assert camera.open_streams <= 1
    assert not viewer.done()
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
@every([("hucoms", "standard")])
async def test_rest_between_two_pictures(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    camera.faults.add(Status(path="/cgi-bin/image/mjpeg.cgi", times=SIGNS))
    viewer = asyncio.create_task(look(device))
    await until(lambda: len(asked(camera, "/cgi-bin/image/mjpeg.cgi")) == SIGNS + 2)
    assert asked(camera, "/cgi-bin/image/mjpeg.cgi") == [*([{}] * SIGNS), {"refresh": "10"}, {}]
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
@every([("netwave", "sdk21")])
async def test_a_picture_without_a_rate_is_left_alone(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    """Their manual lets nobody choose: to open the picture anew would only disturb."""
    device = await make_camera()
    viewer = asyncio.create_task(look(device))
    await until(lambda: device.streams.stats()["main"].connected)
    camera.faults.add(Late(command="get_status", delay=0.15))
    for _ in range(SIGNS):
        await device.commands.ask("get_status")
    assert device.streams.rate == LADDER[0]
    sent = camera.frames_sent
    await until(lambda: camera.frames_sent > sent + 5)
    assert len(asked(camera)) == 1
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
async def test_a_login_that_is_refused_once_is_a_sign(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    """Out of connections, some cameras answer 401."""
    device = await make_camera()
    await device.commands.ask("get_params")
    camera.faults.add(Overload(path="/videostream.cgi", connections=0, status=401, times=1))
    viewer = asyncio.create_task(look(device))
    await until(lambda: device.streams.stats()["main"].connected)
    assert device.streams.stats()["main"].reconnects == 1
    assert "refused before" in device.streams.stats()["main"].last_error
    assert len(device.streams._frame_rate._signs) == 1
    viewer.cancel()
