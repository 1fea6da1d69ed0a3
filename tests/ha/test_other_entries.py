"""Whatever an entry or a file holds, the cameras beside it start."""

from typing import Any

from homeassistant.config_entries import SOURCE_IGNORE, ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from simulator import SimulatedCamera
from tests.ha.conftest import entry_data

IDENTITY = {"id": "00626e51ac0d", "mac": "", "name": "", "manufacturer": "", "model": "", "firmware": ""}


async def start(hass: HomeAssistant) -> None:
    """Start the integration with the entries that there are."""
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"source": SOURCE_IGNORE, "data": {}}, ConfigEntryState.NOT_LOADED),
        ({"disabled_by": ConfigEntryDisabler.USER}, ConfigEntryState.NOT_LOADED),
        ({"disabled_by": ConfigEntryDisabler.USER, "data": {}}, ConfigEntryState.NOT_LOADED),
        ({"data": {CONF_DIALECT: "of_next_year"}}, ConfigEntryState.SETUP_ERROR),
        ({"data": {CONF_DIALECT: ["netwave"]}}, ConfigEntryState.SETUP_ERROR),
    ],
    ids=["ignored", "disabled", "disabled and empty", "newer", "damaged"],
)
async def test_another_entry(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    entry: MockConfigEntry,
    changed: dict[str, Any],
    state: ConfigEntryState,
) -> None:
    data = entry_data(camera) | changed.pop("data", entry_data(camera))
    data = {} if changed.get("source") == SOURCE_IGNORE else data
    other = MockConfigEntry(domain=DOMAIN, title="Attic", unique_id="00626e000001", data=data, **changed)
    other.add_to_hass(hass)
    await start(hass)
    assert entry.state is ConfigEntryState.LOADED
    assert other.state is state
    if state is ConfigEntryState.SETUP_ERROR:
        assert other.error_reason_translation_key == "unknown_dialect"
        assert other.error_reason_translation_placeholders == {"camera": "Attic"}
    # It can be removed, too.
    await hass.config_entries.async_remove(other.entry_id)
    assert entry.state is ConfigEntryState.LOADED


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 2, "minor_version": 1, "data": {}},
        {"version": 2, "minor_version": 1, "data": {"dialect": "netwave"}},
        {"version": 2, "minor_version": 1, "data": ["netwave"]},
        {"version": 2, "minor_version": 1, "data": None},
        {"version": 7, "minor_version": 1, "data": {"dialect": "netwave"}},
        {"version": 1, "data": {"dialect": "netwave"}},
        {
            "version": 2,
            "data": {"dialect": "netwave", "identity": IDENTITY, "records": {}, "absent": []},
        },
        {
            "version": 2,
            "data": {
                "dialect": "netwave",
                "identity": {**IDENTITY, "hardware": "", "role": 9, "traits": []},
                "records": {},
                "absent": [],
            },
        },
        {
            "version": 2,
            "data": {
                "dialect": "netwave",
                "identity": {**IDENTITY, "hardware": "", "role": 3, "traits": [], "owner": "Ann"},
                "records": {"get_status": ["id"]},
                "absent": [],
            },
        },
    ],
    ids=["empty", "torn", "list", "null", "newer", "older", "lacking", "role", "more"],
)
async def test_remembered_in_another_shape(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
    stored: dict[str, Any],
) -> None:
    hass_storage[f"{DOMAIN}.{entry.entry_id}"] = stored
    await start(hass)
    assert entry.state is ConfigEntryState.LOADED
    assert not entry.runtime_data.recalled
    # It was asked for everything, and that is remembered now.
    kept = hass_storage[f"{DOMAIN}.{entry.entry_id}"]
    assert kept["version"] == 2
    assert kept["data"]["identity"]["id"] == camera.serial.lower()


async def test_an_entry_without_data(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    other = MockConfigEntry(domain=DOMAIN, title="Attic", unique_id="00626e000001", data={}, minor_version=2)
    other.add_to_hass(hass)
    await start(hass)
    assert entry.state is ConfigEntryState.LOADED
    assert other.state is ConfigEntryState.SETUP_ERROR
    assert other.error_reason_translation_key == "unknown_dialect"
