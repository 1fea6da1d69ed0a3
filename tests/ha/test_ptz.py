"""Moving by action: whatever happens, what began to move is stopped."""

import asyncio
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.ipcam_cgi.const import DOMAIN
from simulator import SimulatedCamera
from simulator.faults import Body, Cut, Fault, Reset, Status
from simulator.motors import Position
from tests.conftest import every_netwave, until, written
from tests.ha.conftest import entity_id

AT_REST = 1.0
"""Seconds after the end of a movement until which the camera must stand still."""


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


async def call(hass: HomeAssistant, camera: SimulatedCamera, name: str, **data: Any) -> None:
    """Call an action and wait until it has ended."""
    target = {ATTR_ENTITY_ID: entity_id(hass, camera, "camera", "camera_main")}
    await hass.services.async_call(DOMAIN, name, target | data, blocking=True)


@every_netwave
async def test_duration(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    moving = hass.async_create_task(call(hass, camera, "ptz_move", pan="right", duration=0.3))
    await until(lambda: camera.moving)
    await moving
    assert not camera.moving
    assert written(camera) == ["/decoder_control.cgi?command=6", "/decoder_control.cgi?command=7"]
    assert camera.position.pan > 0


async def test_step(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await call(hass, camera, "ptz_move", tilt="down")
    assert written(camera) == ["/decoder_control.cgi?command=2&onestep=1"]
    await until(lambda: not camera.moving)
    assert camera.position.tilt == -5


@every_netwave
async def test_until_stopped(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await call(hass, camera, "ptz_move", tilt="up", continuous=True)
    assert camera.moving
    await call(hass, camera, "ptz_stop")
    await until(lambda: not camera.moving, 0)
    assert written(camera) == ["/decoder_control.cgi?command=0", "/decoder_control.cgi?command=1"]


@every_netwave
async def test_stop_of_what_someone_else_moves(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.head.pan.run(10)
    await call(hass, camera, "ptz_stop")
    assert not camera.moving


async def test_lens(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await call(hass, camera, "ptz_move", zoom="in", focus="near", iris="open", duration=0.1)
    commands = [16, 12, 10, 17, 13, 11]
    assert written(camera) == [f"/decoder_control.cgi?command={command}" for command in commands]


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_lens_that_the_manual_lacks(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, camera, "ptz_move", zoom="in", duration=0.1)
    assert raised.value.translation_key == "unsupported"
    assert not written(camera)


@pytest.mark.parametrize(
    "data", [{"duration": 0.05}, {"duration": 31}, {"pan": "sideways"}, {"speed": 0}, {"speed": 101}]
)
async def test_out_of_range(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any]
) -> None:
    with pytest.raises(vol.Invalid):
        await call(hass, camera, "ptz_move", **{"pan": "left"} | data)
    assert not written(camera)


async def test_no_direction(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, camera, "ptz_move", duration=1)
    assert raised.value.translation_key == "invalid_value"
    assert not written(camera)


@pytest.mark.parametrize("options", [{"movable": False}])
async def test_no_motors(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    for name, data in (("ptz_move", {"pan": "left"}), ("ptz_stop", {}), ("ptz_preset", {"preset": "1"})):
        with pytest.raises(ServiceValidationError):
            await call(hass, camera, name, **data)
    assert not written(camera)


@pytest.mark.parametrize("options", [{"presets": ["Gate", "", "Pond"]}])
async def test_presets(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.head.pan.go(10)
    await until(lambda: not camera.moving)
    await call(hass, camera, "ptz_preset", preset="Pond", action="save")
    camera.head.go(Position(0, 0, 0))
    await until(lambda: not camera.moving)
    await call(hass, camera, "ptz_preset", preset=3)
    await until(lambda: camera.position.pan == 10)
    assert written(camera) == ["/decoder_control.cgi?command=34", "/decoder_control.cgi?command=35"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"preset": "Attic"}, "invalid_value"),
        ({"preset": "0"}, "invalid_value"),
        ({"preset": "31"}, "invalid_value"),
        ({"preset": "1", "action": "delete"}, "unsupported"),
    ],
)
async def test_no_such_preset(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any], key: str
) -> None:
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, camera, "ptz_preset", **data)
    assert raised.value.translation_key == key
    assert not written(camera)


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_presets_that_the_manual_lacks(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    with pytest.raises(ServiceValidationError):
        await call(hass, camera, "ptz_preset", preset="1")
    assert not written(camera)


STOP_FAULTS = [
    Reset(path="/decoder_control.cgi", skip=1, times=1),
    Status(path="/decoder_control.cgi", skip=1, times=2, execute=False),
    Cut(path="/decoder_control.cgi", skip=1, times=1, keep=0),
    Body(path="/decoder_control.cgi", skip=1, times=1, body=b"error: busy."),
]


@pytest.mark.parametrize("fault", STOP_FAULTS)
async def test_stop_that_gets_lost(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, fault: Fault
) -> None:
    camera.faults.add(fault)
    await call(hass, camera, "ptz_move", pan="left", duration=0.1)
    assert fault.struck
    await until(lambda: not camera.moving, AT_REST)


async def test_start_that_is_not_answered(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """The camera moves all the same."""
    camera.faults.add(Cut(path="/decoder_control.cgi", times=1, keep=0, reset=True))
    with pytest.raises(HomeAssistantError) as raised:
        await call(hass, camera, "ptz_move", pan="left", duration=5)
    assert raised.value.translation_key == "answer_broke_off"
    await until(lambda: not camera.moving, AT_REST)


async def test_cancelled_action(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    moving = asyncio.create_task(call(hass, camera, "ptz_move", pan="left", duration=20))
    await until(lambda: camera.moving)
    moving.cancel()
    await asyncio.wait([moving])
    await until(lambda: not camera.moving, AT_REST)


async def test_second_movement_ends_the_first(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    first = hass.async_create_task(call(hass, camera, "ptz_move", pan="left", duration=20))
    await until(lambda: camera.moving)
    await call(hass, camera, "ptz_move", tilt="up", duration=0.1)
    await asyncio.wait_for(first, 5)
    await until(lambda: not camera.moving, AT_REST)
    assert camera.position.tilt > 0


@every_netwave
async def test_stop_overtakes_the_queue(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await call(hass, camera, "ptz_move", pan="left", continuous=True)
    slow = camera.faults.add(Slowly(path="/get_*.cgi"))
    loaded.runtime_data.camera.expire()
    polling = hass.async_create_task(loaded.runtime_data.async_refresh())
    await until(lambda: slow.struck)
    await call(hass, camera, "ptz_stop")
    assert not camera.moving
    assert not polling.done()
    slow.go.set()
    await polling


class Slowly(Fault):
    """An answer that comes when the test says so."""

    __slots__ = ("go",)

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)
        self.go = asyncio.Event()

    async def spoil(self, chunks: Any) -> Any:
        """Wait, then answer."""
        await self.go.wait()
        async for chunk in chunks:
            yield chunk


@every_netwave
@pytest.mark.parametrize("end", ["unload", "reload", "stop"])
async def test_end_during_a_movement(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, end: str
) -> None:
    moving = hass.async_create_background_task(
        call(hass, camera, "ptz_move", pan="left", duration=20), "move"
    )
    await until(lambda: camera.moving)
    if end == "unload":
        await hass.config_entries.async_unload(loaded.entry_id)
    elif end == "reload":
        await hass.config_entries.async_reload(loaded.entry_id)
    else:
        hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await until(lambda: not camera.moving, AT_REST)
    await asyncio.wait([moving], timeout=5)
    assert moving.done()


async def test_end_during_a_movement_while_the_camera_is_away(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A camera that is gone keeps nobody waiting for long."""
    monkeypatch.setattr("custom_components.ipcam_cgi.ipcam.ptz.FAREWELL", 0.2)
    await call(hass, camera, "ptz_move", pan="left", continuous=True)
    camera.faults.add(Reset())
    async with asyncio.timeout(3):
        await hass.config_entries.async_unload(loaded.entry_id)
