"""Movements: whatever happens, the motor stands still within a second of the end."""

import asyncio
from time import monotonic

import aiohttp
import pytest

from custom_components.ipcam_cgi.ipcam import connect, ptz
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import (
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    UnsupportedError,
)
from custom_components.ipcam_cgi.ipcam.http import transport
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access
from custom_components.ipcam_cgi.ipcam.model.dialect import Move
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials
from simulator import Account, SimulatedCamera, faults
from simulator.http import Response
from simulator.wires.base import Visit
from tests.conftest import PASSWORD, USERNAME, MakeCamera, every_movable, spoken, until, written

RIGHT = Move(pan=1)
START = "/decoder_control.cgi?command=6"
STOP = "/decoder_control.cgi?command=7"


@pytest.fixture
async def device(make_camera: MakeCamera) -> Camera:
    return await make_camera()


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ptz, "STRAGGLER", 0.1)
    monkeypatch.setattr(ptz, "ATTEMPT", (0.2, 1.0))
    monkeypatch.setattr(ptz, "PAUSE", 0.02)


async def under_way(camera: SimulatedCamera) -> None:
    """Wait until the camera moves and has said so."""
    await until(lambda: camera.moving)
    await asyncio.sleep(0.05)


async def test_a_movement_ends(camera: SimulatedCamera, device: Camera) -> None:
    began = monotonic()
    await device.ptz.move(RIGHT, 0.2)
    assert 0.2 <= monotonic() - began < ptz.MAX_DURATION
    assert not camera.moving
    assert camera.position.pan > 0
    assert written(camera) == [START, STOP]


@pytest.mark.parametrize("duration", [0, 0.09, 30.1, -1])
async def test_a_duration_out_of_range(camera: SimulatedCamera, device: Camera, duration: float) -> None:
    with pytest.raises(InvalidValueError, match=r"not from 0\.1 to 30 s"):
        await device.ptz.move(RIGHT, duration)
    assert written(camera) == []


@pytest.mark.parametrize(
    "fault",
    [
        faults.Reset(command="decoder_control", skip=1, times=1),
        faults.Reset(command="decoder_control", skip=1, times=1, execute=True),
        faults.Silence(command="decoder_control", skip=1, times=1),
        faults.Status(command="decoder_control", skip=1, times=2),
        faults.Empty(command="decoder_control", skip=1, times=1, execute=False),
        faults.Cut(command="decoder_control", skip=1, times=1),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_the_stop_is_lost(camera: SimulatedCamera, device: Camera, fault: faults.Fault) -> None:
    camera.faults.add(fault)
    moving = asyncio.create_task(device.ptz.move(RIGHT, 0.1))
    await until(lambda: camera.moving)
    await asyncio.sleep(0.1)
    # An empty answer is a good one to these cameras; then nobody can know better.
    if isinstance(fault, faults.Empty):
        await moving
        await device.ptz.halt()
    await until(lambda: not camera.moving, 1)
    await moving
    assert not camera.moving


async def test_the_camera_is_away_for_a_while(camera: SimulatedCamera, device: Camera) -> None:
    moving = asyncio.create_task(device.ptz.move(RIGHT, 0.1))
    await until(lambda: camera.moving)
    camera.faults.add(faults.Refused())
    await asyncio.sleep(0.4)
    camera.faults.clear()
    await moving
    assert not camera.moving


async def test_who_waits_gives_up(camera: SimulatedCamera, device: Camera) -> None:
    moving = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await until(lambda: camera.moving)
    moving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await moving
    await until(lambda: not camera.moving, 1)


async def test_given_up_before_the_camera_answered(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(faults.Late(path="/decoder_control.cgi", times=1, delay=0.3))
    moving = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await until(lambda: camera.moving)
    moving.cancel()
    await asyncio.wait({moving})
    await until(lambda: not camera.moving, 1)


async def test_stop_ends_it(camera: SimulatedCamera, device: Camera) -> None:
    moving = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await until(lambda: camera.moving)
    await device.ptz.halt()
    assert not camera.moving
    await asyncio.wait_for(moving, 1)


async def test_several_stops_at_once(camera: SimulatedCamera, device: Camera) -> None:
    moving = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await until(lambda: camera.moving)
    await asyncio.gather(*(device.ptz.halt() for _ in range(5)), device.ptz.stop())
    await asyncio.wait_for(moving, 1)
    assert not camera.moving


async def test_the_next_movement_ends_it(camera: SimulatedCamera, device: Camera) -> None:
    first = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await under_way(camera)
    await device.ptz.move(Move(tilt=1), 0.1)
    await asyncio.wait_for(first, 1)
    assert not camera.moving
    up, stop_up = "/decoder_control.cgi?command=0", "/decoder_control.cgi?command=1"
    assert written(camera) == [START, STOP, up, stop_up]


async def test_many_movements_at_once(camera: SimulatedCamera, device: Camera) -> None:
    moves = [Move(pan=1), Move(pan=-1), Move(tilt=1), Move(tilt=-1), Move(pan=1), Move(pan=1)]
    async with asyncio.TaskGroup() as group:
        for move in moves:
            group.create_task(device.ptz.move(move, 0.2))
    assert not camera.moving
    starts = [each for each in written(camera) if int(each.rpartition("=")[2]) % 2 == 0]
    assert len(starts) <= len(moves)


async def test_a_stop_overtakes_a_start_that_waits(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(faults.Late(path="/get_status.cgi", delay=0.4, times=1))
    busy = asyncio.create_task(device.poll({next(iter(device.dialect.bindings))}))
    await until(lambda: camera.connections)
    starting = asyncio.create_task(device.ptz.start(RIGHT))
    await asyncio.sleep(0.02)
    await device.ptz.halt()
    assert await starting is False
    await busy
    await asyncio.sleep(0.1)
    assert not camera.moving
    assert START not in written(camera)


async def test_a_stop_overtakes_a_start_on_its_way(camera: SimulatedCamera, device: Camera) -> None:
    """The camera does what it was asked even when nobody waits any more, and after the stop."""
    prompt = camera.wire.behaviours["decoder_control"]
    begun: list[str] = []

    async def act_late(visit: Visit) -> Response:
        async def run() -> None:
            await asyncio.sleep(0.05)
            camera.head.pan.run(10)

        if visit.values["command"] == "6":
            begun.append("6")
            camera.later(run())
            await asyncio.sleep(0.5)
        response = prompt(visit)
        assert isinstance(response, Response)
        return response

    camera.wire.behaviours = {"decoder_control": act_late}
    starting = asyncio.create_task(device.ptz.start(RIGHT))
    await until(lambda: begun)
    await device.ptz.halt()
    assert await starting is False
    await asyncio.sleep(0.1)
    assert not camera.moving
    assert written(camera).count(STOP) == 2


async def test_closing(camera: SimulatedCamera, device: Camera) -> None:
    moving = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await until(lambda: camera.moving)
    await device.aclose()
    assert not camera.moving
    await asyncio.wait_for(moving, 1)
    with pytest.raises(CameraConnectionError, match="removed or is being reloaded"):
        await device.ptz.start(RIGHT)
    assert not camera.moving


async def test_closing_while_the_camera_is_away(
    camera: SimulatedCamera, device: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptz, "FAREWELL", 0.3)
    assert await device.ptz.start(RIGHT)
    camera.faults.add(faults.Refused())
    began = monotonic()
    await device.aclose()
    assert monotonic() - began < ptz.STOP_TIMEOUT / 2


async def test_a_start_that_fails_is_stopped(
    camera: SimulatedCamera, device: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer came, but the camera may well have begun."""
    monkeypatch.setattr(transport, "TOTAL_TIMEOUT", 0.2)
    camera.faults.add(faults.Silence(path="/decoder_control.cgi", times=1, execute=True))
    with pytest.raises(CameraConnectionError):
        await device.ptz.start(RIGHT)
    await until(lambda: not camera.moving and STOP in written(camera), 1)


async def test_a_refused_start(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(faults.Body(path="/decoder_control.cgi", body=b"error: illegal params.", times=1))
    with pytest.raises(CameraError, match="illegal params"):
        await device.ptz.start(RIGHT)
    await until(lambda: not camera.moving)


GUEST = Account("guest", "Campi0n", Access.VISITOR)


@every_movable
async def test_a_movement_that_the_account_may_not_make(
    client: aiohttp.ClientSession, in_haste: None, dialect: str, profile: str
) -> None:
    camera = SimulatedCamera(dialect, profile=profile, username=USERNAME, password=PASSWORD, accounts=[GUEST])
    async with camera.running():
        credentials = Credentials(GUEST.name, GUEST.password)
        device = await connect(
            Transport(client, *camera.address),
            REGISTRY[spoken(camera)],
            credentials,
            known_id=camera.serial.lower(),
        )
        for _ in range(2):
            began, asked = monotonic(), len(camera.requests)
            for movement in (device.ptz.start(RIGHT), device.ptz.move(RIGHT, 0.1), device.ptz.halt()):
                with pytest.raises((PermissionDeniedError, RejectedError)):
                    await movement
            assert monotonic() - began < 2
            await asyncio.sleep(0.3)
            # A start each, and a stop that was asked for.
            assert len(camera.requests) - asked <= 2 + ptz.MAX_REFUSALS
        assert not camera.moving
        await device.aclose()


async def test_a_stop_that_is_refused(camera: SimulatedCamera, device: Camera) -> None:
    await device.ptz.start(RIGHT)
    refused = camera.faults.add(faults.Body(body=b"error: illegal params.", command="decoder_control"))
    with pytest.raises(RejectedError):
        await device.ptz.stop()
    assert refused.struck == ptz.MAX_REFUSALS
    camera.faults.clear()
    # The next movement does not wait for the stop of the one before.
    await device.ptz.move(RIGHT, 0.1)
    assert not camera.moving


async def test_a_busy_camera_takes_the_stop_later(camera: SimulatedCamera, device: Camera) -> None:
    await device.ptz.start(RIGHT)
    camera.faults.add(
        faults.Body(body=b"error: busy.", command="decoder_control", times=ptz.MAX_REFUSALS - 1)
    )
    await device.ptz.stop()
    assert not camera.moving


async def test_a_stop_without_a_movement(camera: SimulatedCamera, device: Camera) -> None:
    """Someone else may have begun it, by another program."""
    camera.head.pan.run(10)
    await device.ptz.stop()
    assert camera.moving
    await device.ptz.halt()
    assert not camera.moving


async def test_no_direction(camera: SimulatedCamera, device: Camera) -> None:
    with pytest.raises(InvalidValueError, match="no direction"):
        await device.ptz.move(Move(), 1)
    assert written(camera) == []


async def test_step(camera: SimulatedCamera, device: Camera) -> None:
    await device.ptz.step(RIGHT)
    assert written(camera) == [f"{START}&onestep=1"]
    await until(lambda: not camera.moving)
    assert camera.position.pan == pytest.approx(5)


async def test_step_of_a_size(camera: SimulatedCamera, device: Camera) -> None:
    await device.ptz.step(Move(pan=-1, degree=12))
    assert written(camera) == ["/decoder_control.cgi?command=4&onestep=1&degree=12"]
    await until(lambda: not camera.moving)
    assert camera.position.pan == pytest.approx(-12)


async def test_step_ends_a_movement(camera: SimulatedCamera, device: Camera) -> None:
    moving = asyncio.create_task(device.ptz.move(RIGHT, 20))
    await under_way(camera)
    await device.ptz.step(Move(tilt=1))
    await asyncio.wait_for(moving, 1)
    assert written(camera) == [START, STOP, "/decoder_control.cgi?command=0&onestep=1"]


async def test_diagonal_step_is_a_short_movement(camera: SimulatedCamera, device: Camera) -> None:
    await device.ptz.step(Move(pan=1, tilt=1), 0.1)
    assert written(camera) == ["/decoder_control.cgi?command=91", "/decoder_control.cgi?command=1"]
    with pytest.raises(UnsupportedError, match="four directions"):
        await device.ptz.step(Move(pan=1, tilt=1, degree=5))


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_the_older_manual(camera: SimulatedCamera, device: Camera) -> None:
    """It knows neither steps nor diagonals: both are made of movements."""
    with pytest.raises(UnsupportedError, match="by degrees"):
        await device.ptz.step(Move(pan=1, degree=5))
    await device.ptz.step(Move(pan=1, tilt=1), 0.1)
    assert written(camera) == [
        START,
        "/decoder_control.cgi?command=0",
        STOP,
        "/decoder_control.cgi?command=1",
    ]


async def test_swapped(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera(CameraOptions(swap_pan=True, swap_tilt=True))
    await device.ptz.step(RIGHT)
    await device.ptz.step(Move(tilt=1))
    await device.ptz.move(Move(pan=1, tilt=1), 0.1)
    assert written(camera) == [
        "/decoder_control.cgi?command=4&onestep=1",
        "/decoder_control.cgi?command=2&onestep=1",
        "/decoder_control.cgi?command=92",
        "/decoder_control.cgi?command=1",
    ]


async def test_presets_wait_for_the_stop(camera: SimulatedCamera, device: Camera) -> None:
    assert await device.ptz.start(RIGHT)
    await device.ptz.save("3")
    assert written(camera) == [START, STOP, "/decoder_control.cgi?command=34"]
    await device.ptz.recall("3")
    await device.ptz.home()
    assert written(camera)[3:] == ["/decoder_control.cgi?command=35", "/decoder_control.cgi?command=25"]
    with pytest.raises(UnsupportedError, match="use of presets"):
        await device.ptz.delete("3")


async def test_without_motors(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera(CameraOptions(movable=False))
    with pytest.raises(UnsupportedError, match="cannot move"):
        await device.ptz.start(RIGHT)
    assert written(camera) == []


async def test_a_movement_that_nobody_stops_ends(
    camera: SimulatedCamera, device: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptz, "CEILING", 0.4)
    assert await device.ptz.start(RIGHT)
    await asyncio.sleep(0.25)
    # The same movement again goes on, without a stop between.
    assert await device.ptz.start(RIGHT)
    await asyncio.sleep(0.25)
    assert camera.moving
    await until(lambda: not camera.moving, 3)
    assert await device.ptz.start(RIGHT)
    assert camera.moving
    await device.ptz.stop()
    assert not camera.moving
