"""What a camera reports of itself, and what is asked of it."""

from datetime import timedelta

from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.sensor import SCAN_INTERVAL
from simulator import SimulatedCamera
from tests.conftest import every_camera, every_netwave
from tests.ha.conftest import compare, entity_id, shown

pytestmark = pytest.mark.usefixtures("zone_of_the_camera", "all_enabled", "access_tokens")


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.SENSOR]


@every_camera
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


async def test_clock_offset(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.clock.ahead = -3600
    await coordinator.async_refresh()
    assert abs(int(shown(hass, camera, "sensor", "clock_offset")) + 3600) <= 2


async def test_status_codes(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    status = camera.records["get_status"]
    status.update(ddns_status="35", upnp_status="5", msn_status="-4")
    await coordinator.async_refresh()
    assert shown(hass, camera, "sensor", "ddns_status") == "3322_foreign_host"
    assert shown(hass, camera, "sensor", "upnp_status") == "rejected"
    assert shown(hass, camera, "sensor", "msn_status") == "tls_error"
    # A reserved code means nothing to anybody, and is shown as it is.
    status["ddns_status"] = "20"
    await coordinator.async_refresh()
    assert shown(hass, camera, "sensor", "ddns_status") == "code 20"


@every_netwave
async def test_load(hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator) -> None:
    await async_setup_component(hass, "homeassistant", {})
    ids = [entity_id(hass, camera, "sensor", key) for key in ("viewers", "requests_per_minute")]
    frames = coordinator.camera.streams.broadcaster("main").frames()
    await anext(frames)
    await hass.services.async_call("homeassistant", "update_entity", {ATTR_ENTITY_ID: ids}, blocking=True)
    assert shown(hass, camera, "sensor", "viewers") == "1"
    assert int(shown(hass, camera, "sensor", "requests_per_minute")) == len(camera.requests)
    await frames.aclose()
    async_fire_time_changed(hass, dt_util.utcnow() + SCAN_INTERVAL + timedelta(seconds=1))
    await hass.async_block_till_done()
    assert shown(hass, camera, "sensor", "viewers") == "0"
