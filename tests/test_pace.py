"""A camera that shows signs of overload is asked for fewer pictures, and later for more again."""

import asyncio
from contextlib import aclosing

import pytest

from custom_components.ipcam_cgi.ipcam import pace as module, pictures
from custom_components.ipcam_cgi.ipcam.device import Device
from custom_components.ipcam_cgi.ipcam.frames import FrameHub
from custom_components.ipcam_cgi.ipcam.pace import LADDER, LONGEST, SETTLE, SHORTEST, SIGNS, WINDOW, Pace
from custom_components.ipcam_cgi.ipcam.tuning import Tuning
from simulator import SimulatedCamera
from simulator.faults import Fault, Late, Overload, Status, StreamStall
from tests.conftest import MakeDevice, every, until


class Clock:
    """A clock that goes on when a test wants it to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def strain(pace: Pace) -> int:
    """Let there be enough signs; return the rate that follows."""
    for _ in range(SIGNS):
        pace.sign()
    return pace.rate


def test_signs_lower_the_rate_step_by_step(clock: Clock) -> None:
    pace = Pace(0, clock)
    assert pace.rate == 0
    rates = []
    for _ in range(len(LADDER) + 2):
        rates.append(strain(pace))
        clock.now += SETTLE
    assert rates == [*LADDER, LADDER[-1], LADDER[-1]]


@pytest.mark.parametrize(("wanted", "lower"), [(0, 10), (30, 10), (10, 5), (7, 5), (2, 1), (1, 1)])
def test_never_above_what_the_owner_wants(clock: Clock, wanted: int, lower: int) -> None:
    pace = Pace(wanted, clock)
    assert (pace.rate, strain(pace)) == (wanted, lower)
    clock.now += SHORTEST
    assert pace.rate == wanted
    clock.now += SHORTEST
    assert pace.rate == wanted


def test_a_few_signs_are_an_accident(clock: Clock) -> None:
    pace = Pace(0, clock)
    for _ in range(5 * SIGNS):
        pace.sign()
        clock.now += WINDOW / (SIGNS - 1) + 1
    assert pace.rate == 0


def test_a_lower_rate_is_given_time(clock: Clock) -> None:
    pace = Pace(0, clock)
    assert strain(pace) == LADDER[0]
    clock.now += SETTLE - 1
    assert strain(pace) == LADDER[0]
    clock.now += 1
    assert strain(pace) == LADDER[1]


def test_the_rate_rises_step_by_step(clock: Clock) -> None:
    pace = Pace(0, clock)
    strain(pace)
    clock.now += SETTLE
    assert strain(pace) == LADDER[1]
    clock.now += SHORTEST - 1
    assert pace.rate == LADDER[1]
    clock.now += 1
    assert pace.rate == LADDER[0]
    clock.now += SHORTEST - 1
    assert pace.rate == LADDER[0]
    clock.now += 1
    assert pace.rate == 0


def test_a_rise_that_was_too_early_takes_longer_the_next_time(clock: Clock) -> None:
    pace = Pace(0, clock)
    strain(pace)
    waited = []
    for _ in range(5):
        began = clock.now
        while pace.rate:
            clock.now += 10
        waited.append(clock.now - began)
        clock.now += SETTLE
        assert strain(pace) == LADDER[0]
    assert waited == [SHORTEST, 2 * SHORTEST, 4 * SHORTEST, LONGEST, LONGEST]
    # Long enough well at the rate that is wanted, it is as if nothing had been.
    clock.now += LONGEST
    assert pace.rate == 0
    clock.now += LONGEST
    assert pace.rate == 0
    assert strain(pace) == LADDER[0]
    clock.now += SHORTEST
    assert pace.rate == 0


# Against a camera


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge at once, reconnect at once, and lose patience soon."""
    monkeypatch.setattr(module, "SETTLE", 0.0)
    monkeypatch.setattr(module, "SHORTEST", 0.4)
    monkeypatch.setattr(pictures, "SLOW", 0.1)
    assert FrameHub.__init__.__kwdefaults__
    quick = FrameHub.__init__.__kwdefaults__ | {"linger": 0.0, "backoff": (0.02, 0.05), "stall": 0.3}
    monkeypatch.setattr(FrameHub.__init__, "__kwdefaults__", quick)


def asked(camera: SimulatedCamera, path: str = "/videostream.cgi") -> list[dict[str, str]]:
    """Return what each request for the live picture asked for, without the login."""
    login = {"user", "pwd", "id", "passwd"}
    return [
        {name: value for name, value in each.query if name not in login}
        for each in camera.requests
        if each.path == path
    ]


async def look(device: Device, key: str = "main") -> None:
    async with aclosing(device.pictures.hub(key).frames()) as frames:
        async for _ in frames:
            pass


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("fault", [Status(path="/videostream.cgi", times=SIGNS), StreamStall(times=SIGNS)])
async def test_refusals_and_stalls_lower_the_rate(
    camera: SimulatedCamera, make_device: MakeDevice, fault: Fault
) -> None:
    device = make_device(Tuning(rate=15))
    await device.identify()
    camera.faults.add(fault)
    viewer = asyncio.create_task(look(device))
    await until(lambda: len(asked(camera)) == SIGNS + 2)
    # Lower as soon as it has failed often enough, then as the owner wants it again.
    assert [each["rate"] for each in asked(camera)] == ["3"] * SIGNS + ["6", "3"]
    assert device.pictures.rate == 15
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
async def test_slow_answers_lower_the_rate_of_a_running_picture(
    camera: SimulatedCamera, make_device: MakeDevice
) -> None:
    device = make_device()
    await device.identify()
    slow = camera.faults.add(Late(command="get_status", delay=0.15))
    for _ in range(SIGNS):
        await device.session.ask("get_status")
    assert device.pictures.rate == 0, "nobody looks: it is not because of the picture"
    viewer = asyncio.create_task(look(device))
    await until(lambda: camera.open_streams)
    await until(lambda: device.pictures.stats()["main"].connected)
    for _ in range(SIGNS):
        await device.session.ask("get_status")
    camera.faults.remove(slow)
    await until(lambda: len(asked(camera)) == 3)
    assert asked(camera) == [{}, {"rate": "6"}, {}]
    assert camera.open_streams <= 1
    assert not viewer.done()
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
@every([("hucoms", "standard")])
async def test_rest_between_two_pictures(camera: SimulatedCamera, make_device: MakeDevice) -> None:
    device = make_device()
    await device.identify()
    camera.faults.add(Status(path="/cgi-bin/image/mjpeg.cgi", times=SIGNS))
    viewer = asyncio.create_task(look(device))
    await until(lambda: len(asked(camera, "/cgi-bin/image/mjpeg.cgi")) == SIGNS + 2)
    assert asked(camera, "/cgi-bin/image/mjpeg.cgi") == [*([{}] * SIGNS), {"refresh": "10"}, {}]
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
@every([("netwave", "sdk21")])
async def test_a_picture_without_a_rate_is_left_alone(
    camera: SimulatedCamera, make_device: MakeDevice
) -> None:
    """Their manual lets nobody choose: to open the picture anew would only disturb."""
    device = make_device()
    await device.identify()
    viewer = asyncio.create_task(look(device))
    await until(lambda: device.pictures.stats()["main"].connected)
    camera.faults.add(Late(command="get_status", delay=0.15))
    for _ in range(SIGNS):
        await device.session.ask("get_status")
    assert device.pictures.rate == LADDER[0]
    sent = camera.frames_sent
    await until(lambda: camera.frames_sent > sent + 5)
    assert len(asked(camera)) == 1
    viewer.cancel()


@pytest.mark.usefixtures("hasty")
async def test_a_login_that_is_refused_once_is_a_sign(
    camera: SimulatedCamera, make_device: MakeDevice
) -> None:
    """Out of connections, some cameras answer 401."""
    device = make_device()
    await device.identify()
    await device.session.ask("get_params")
    camera.faults.add(Overload(path="/videostream.cgi", connections=0, status=401, times=1))
    viewer = asyncio.create_task(look(device))
    await until(lambda: device.pictures.stats()["main"].connected)
    assert device.pictures.stats()["main"].reconnects == 1
    assert "refused once" in device.pictures.stats()["main"].last_error
    assert len(device.pictures._pace._signs) == 1
    viewer.cancel()
