"""Alarms and links."""

from datetime import timedelta

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from simulator import SimulatedCamera
from simulator.faults import Body, Html
from tests.conftest import every_netwave, every_watchful, until
from tests.ha.conftest import compare, keys as keys_of, shown

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.BINARY_SENSOR]


@every_watchful
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    device = loaded.runtime_data.camera
    if device.dialect.events is not None:
        await until(lambda: device.is_pushing)
        await hass.async_block_till_done()
    compare(hass, loaded, snapshot)


async def arm(camera: SimulatedCamera, coordinator: CameraCoordinator, *fields: str) -> None:
    """Let the camera watch, and Home Assistant know of it."""
    camera.records["params"].update(dict.fromkeys(fields, "1"))
    coordinator.camera.expire()
    await coordinator.async_refresh()


@every_netwave
async def test_motion(hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator) -> None:
    # Where nobody watches, there is no telling that nothing moves.
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_UNKNOWN
    camera.set_motion(True)
    await coordinator.async_refresh()
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_UNKNOWN

    await arm(camera, coordinator, "alarm_motion_armed")
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_ON
    camera.set_motion(False)
    await coordinator.async_refresh()
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_OFF

    camera.records["params"]["alarm_motion_armed"] = "0"
    coordinator.camera.expire()
    await coordinator.async_refresh()
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_UNKNOWN


@every_netwave
async def test_motion_within_the_interval(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    await arm(camera, coordinator, "alarm_motion_armed")
    camera.set_motion(True)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=2.5))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_ON


async def test_alarms_apart(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    await arm(camera, coordinator, "alarm_motion_armed", "alarm_input_armed", "alarm_sounddetect_armed")
    keys = ("motion", "alarm_input", "sound")
    for happens, expected in (
        (camera.set_sound, ["off", "off", "on"]),
        (camera.set_input, ["off", "on", "off"]),
        (camera.set_motion, ["on", "off", "off"]),
    ):
        happens(True)
        await coordinator.async_refresh()
        assert [shown(hass, camera, "binary_sensor", key) for key in keys] == expected
        happens(False)


@pytest.mark.parametrize("body", [b"var alarm_status='';", b"var now=1;", b"var alarm_status='maybe';"])
async def test_alarm_that_cannot_be_read(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator, body: bytes
) -> None:
    await arm(camera, coordinator, "alarm_motion_armed")
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_OFF
    camera.faults.add(Body(path="/get_status.cgi", body=body))
    await coordinator.async_refresh()
    assert shown(hass, camera, "binary_sensor", "motion") in (STATE_UNKNOWN, STATE_OFF)
    assert shown(hass, camera, "binary_sensor", "motion") != STATE_ON


async def test_alarm_that_is_not_told(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    await arm(camera, coordinator, "alarm_motion_armed")
    camera.faults.add(Html(path="/get_status.cgi"))
    await coordinator.async_refresh()
    assert shown(hass, camera, "binary_sensor", "motion") == STATE_UNAVAILABLE


async def test_wifi(hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator) -> None:
    assert shown(hass, camera, "binary_sensor", "wifi_connected") == STATE_ON
    camera.records["get_status"]["wifi_status"] = "0"
    await coordinator.async_refresh()
    assert shown(hass, camera, "binary_sensor", "wifi_connected") == STATE_OFF


@pytest.mark.parametrize("profile", ["old"])
async def test_field_that_the_firmware_lacks(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """What the camera never speaks of is no entity at all."""
    assert not {"wifi_connected", "sound"} & keys_of(hass, loaded, "binary_sensor").keys()
