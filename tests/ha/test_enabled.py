"""Few entities at first: what people touch weekly. The rest waits until somebody wants it."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.wires import PROFILES
from tests.conftest import every

from .conftest import keys

MANY = 25

# Without its CGI there is nothing to add.
PROFILED = [
    (dialect, profile)
    for dialect, profiles in PROFILES.items()
    for profile in profiles
    if (dialect, profile) != ("anjia", "onvif")
]


def enabled(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    """Return the entities that are there from the start."""
    entries = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return sorted(each.entity_id for each in entries if not each.disabled)


@every(PROFILED)
async def test_few_from_the_start(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    found = enabled(hass, loaded)
    assert 5 <= len(found) <= MANY, found


@pytest.mark.parametrize(
    ("dialect", "profile", "known"),
    [
        ("foscam_hd", "standard", True),
        ("foscam_hd", "old", False),
        ("hucoms", "standard", True),
        ("netwave", "standard", False),
    ],
)
async def test_zoom_where_the_camera_says_so(
    hass: HomeAssistant, loaded: MockConfigEntry, known: bool
) -> None:
    buttons = keys(hass, loaded, "button")
    assert (buttons["ptz_zoom_in"] in enabled(hass, loaded)) is known
