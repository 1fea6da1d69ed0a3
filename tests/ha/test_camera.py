"""Stills, live pictures, and whether motion is detected."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from tests.conftest import every_camera
from tests.ha.conftest import compare

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.CAMERA]


@every_camera
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)
