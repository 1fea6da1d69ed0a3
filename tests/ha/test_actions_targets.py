"""Which cameras a call is about, and what happens when one is not there."""

import asyncio
from typing import Any

from homeassistant.const import ATTR_DEVICE_ID, ATTR_ENTITY_ID, Platform
from homeassistant.core import EVENT_HOMEASSISTANT_STOP, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.const import CONF_SWAP_PAN, DOMAIN
from custom_components.ipcam_cgi.ipcam import ptz
from custom_components.ipcam_cgi.services import ACTIONS
from simulator import SimulatedCamera
from simulator.faults import Refused, Reset
from tests.conftest import until, written
from tests.ha.conftest import entity_id

STOP = "/decoder_control.cgi?command=1"


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


async def act(hass: HomeAssistant, name: str, target: dict[str, Any], /, **data: Any) -> Any:
    """Call an action."""
    wants = ACTIONS[name].response == "only"
    return await hass.services.async_call(
        DOMAIN, name, {**target, **data}, blocking=True, return_response=wants
    )


def main(hass: HomeAssistant, camera: SimulatedCamera) -> dict[str, Any]:
    return {ATTR_ENTITY_ID: entity_id(hass, camera, "camera", "camera_main")}


async def test_every_action_is_there(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    assert hass.services.async_services()[DOMAIN].keys() == ACTIONS.keys()


async def test_a_device_is_a_target(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    entity = er.async_get(hass).async_get(main(hass, camera)[ATTR_ENTITY_ID])
    assert entity
    await act(hass, "ptz_move", {ATTR_DEVICE_ID: entity.device_id}, pan="right", degree=7)
    assert written(camera) == ["/decoder_control.cgi?command=6&onestep=1&degree=7"]


async def test_all_cameras(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await act(hass, "ptz_stop", {ATTR_ENTITY_ID: "all"})
    assert written(camera) == [STOP]


@pytest.mark.parametrize("target", [{ATTR_ENTITY_ID: "camera.nowhere"}, {ATTR_DEVICE_ID: "none"}])
async def test_no_camera(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, target: dict[str, Any]
) -> None:
    for name in ("ptz_stop", "get_log"):
        with pytest.raises(ServiceValidationError) as raised:
            await act(hass, name, target)
        assert raised.value.translation_key == "no_camera"


async def test_an_entry_that_is_not_loaded(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    target = main(hass, camera)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, "get_log", target)
    assert raised.value.translation_key == "not_loaded"
    assert raised.value.translation_placeholders == {"entity": target[ATTR_ENTITY_ID]}


@pytest.mark.parametrize("name", sorted(ACTIONS))
async def test_a_camera_that_is_away(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, name: str
) -> None:
    needed: dict[str, dict[str, Any]] = {
        "ptz_preset": {"preset": "1"},
        "record_clip": {"filename": "/x"},
        "set_schedule": {"schedule": {}},
        "snapshot_upload": {"destination": "ftp"},
        "write_serial": {"data": "x"},
        "backup_settings": {"path": "/x"},
        "restore_settings": {"path": "/x"},
        "upload_firmware": {"path": "/x"},
    }
    camera.faults.add(Refused())
    loaded.runtime_data.camera.expire()
    await loaded.runtime_data.async_refresh()
    assert not loaded.runtime_data.last_update_success
    asked = len(camera.requests)
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, name, main(hass, camera), **needed.get(name, {}))
    assert raised.value.translation_key == "offline"
    assert raised.value.translation_placeholders == {"camera": "Garden"}
    assert len(camera.requests) == asked


async def test_a_stop_does_not_wait_for_the_movement(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    target = main(hass, camera)
    moving = hass.async_create_task(act(hass, "ptz_move", target, tilt="up", duration=20))
    await until(lambda: camera.moving)
    await asyncio.wait_for(act(hass, "ptz_stop", target), 2)
    assert not camera.moving
    await asyncio.wait_for(moving, 1)


async def test_a_stop_that_is_lost(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.faults.add(Reset(command="decoder_control", skip=1, times=1))
    await act(hass, "ptz_move", main(hass, camera), tilt="up", duration=0.1)
    assert not camera.moving


async def test_unloaded_while_it_moves(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptz, "STRAGGLER", 0.1)
    target = main(hass, camera)
    moving = hass.async_create_task(act(hass, "ptz_move", target, tilt="up", duration=20))
    await until(lambda: camera.moving)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert not camera.moving
    await asyncio.wait_for(moving, 1)


async def test_home_assistant_stops_while_it_moves(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptz, "STRAGGLER", 0.1)
    await act(hass, "ptz_move", main(hass, camera), tilt="up", continuous=True)
    assert camera.moving
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await until(lambda: not camera.moving, 1)
    with pytest.raises(HomeAssistantError):
        await act(hass, "ptz_move", main(hass, camera), tilt="up", continuous=True)
    assert not camera.moving


@pytest.mark.parametrize("options", [{CONF_SWAP_PAN: True}])
async def test_swapped(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await act(hass, "ptz_move", main(hass, camera), pan="right", degree=7)
    assert written(camera) == ["/decoder_control.cgi?command=4&onestep=1&degree=7"]


@pytest.mark.parametrize("data", [{"duration": 1}, {"continuous": True}])
async def test_degrees_or_time(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any]
) -> None:
    with pytest.raises(ServiceValidationError, match="either a duration or"):
        await act(hass, "ptz_move", main(hass, camera), pan="left", degree=5, **data)
    assert written(camera) == []


async def test_patrol(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    target = main(hass, camera)
    await act(hass, "ptz_patrol", target, patrol="horizontal")
    await until(lambda: camera.moving)
    await act(hass, "ptz_patrol", target, action="stop")
    assert not camera.moving
    assert [each[-2:] for each in written(camera)] == ["28", "27", "29"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "invalid_value"),
        ({"patrol": "zigzag"}, "invalid_value"),
        ({"action": "save", "patrol": "x", "presets": ["1"]}, "unsupported"),
        ({"action": "delete", "patrol": "x"}, "unsupported"),
    ],
)
async def test_bad_patrols(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any], key: str
) -> None:
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, "ptz_patrol", main(hass, camera), **data)
    assert raised.value.translation_key == key
    assert written(camera) == []


@pytest.mark.parametrize("options", [{"movable": False}])
async def test_no_motors(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    calls: dict[str, dict[str, Any]] = {
        "ptz_move": {"pan": "left"},
        "ptz_stop": {},
        "ptz_preset": {"preset": "1", "action": "save"},
    }
    for name, data in calls.items():
        with pytest.raises(ServiceValidationError) as raised:
            await act(hass, name, main(hass, camera), **data)
        assert raised.value.translation_key == "unsupported"
    assert written(camera) == []
