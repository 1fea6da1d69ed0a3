"""Settings with a list of choices."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.select import DESCRIPTIONS
from simulator import SimulatedCamera
from tests.conftest import every_with, written
from tests.ha.conftest import act, compare, drive, entity_id, keys, shown

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

every_one = every_with(*(row.feature for row in DESCRIPTIONS))


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.SELECT]


@every_one
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


@every_one
async def test_every_select(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await drive(hass, camera, loaded, "select")


@pytest.mark.parametrize("options", [{"presets": ["Gate", "", "Pond"], "preset_count": 4}])
async def test_preset_names(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    state = hass.states.get(entity_id(hass, camera, "select", "preset"))
    assert state
    assert state.attributes["options"] == ["Gate", "2", "Pond", "4"]
    await act(hass, camera, "select", "preset", "Pond")
    assert written(camera) == ["/decoder_control.cgi?command=35"]


@pytest.mark.parametrize("options", [{"preset_count": 0}])
async def test_no_presets(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    assert "preset" not in keys(hass, loaded, "select")


async def test_disabled_presets(hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry) -> None:
    camera.records["misc"]["ptz_disable_preset"] = "1"
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert "preset" not in keys(hass, entry, "select")


async def test_code_that_no_manual_knows(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.records["misc"]["led_mode"] = "9"
    coordinator.camera.expire()
    await coordinator.async_refresh()
    assert shown(hass, camera, "select", "status_led") == "code 9"
    await act(hass, camera, "select", "status_led", "off")
    assert shown(hass, camera, "select", "status_led") == "off"
    # There is a way back.
    state = hass.states.get(entity_id(hass, camera, "select", "status_led"))
    assert state
    assert "code 9" in state.attributes["options"]
