"""What a camera reports of itself, and what is asked of it."""

from homeassistant.const import STATE_UNKNOWN, Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from simulator import SimulatedCamera
from tests.conftest import every_camera, every_netwave
from tests.ha.conftest import compare, shown

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
    # A reserved code means nothing to anybody.
    status["ddns_status"] = "20"
    await coordinator.async_refresh()
    assert shown(hass, camera, "sensor", "ddns_status") == STATE_UNKNOWN


@every_netwave
async def test_load(hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator) -> None:
    frames = coordinator.device.pictures.hub("main").frames()
    await anext(frames)
    await coordinator.async_refresh()
    assert shown(hass, camera, "sensor", "viewers") == "1"
    assert int(shown(hass, camera, "sensor", "requests_per_minute")) == len(camera.requests)
    await frames.aclose()
    await coordinator.async_refresh()
    assert shown(hass, camera, "sensor", "viewers") == "0"
