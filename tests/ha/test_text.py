"""Names and addresses in a camera."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.text import DESCRIPTIONS
from simulator import SimulatedCamera
from tests.conftest import every_with
from tests.ha.conftest import compare, drive

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

every_one = every_with(*(row.feature for row in DESCRIPTIONS))


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.TEXT]


@every_one
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


@every_one
async def test_every_text(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await drive(hass, camera, loaded, "text")
