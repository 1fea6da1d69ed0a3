"""Entries of earlier versions keep their entities, and what their owner has made of them."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.ipcam_cgi.const import (
    CONF_ALARM_WEBHOOK,
    CONF_LENIENT,
    CONF_SETTLE_SWAPS,
    CONF_SWAP_PAN,
    CONF_SWAP_TILT,
)
from custom_components.ipcam_cgi.migration import RENAMED
from simulator import SimulatedCamera
from tests.conftest import every_camera

from .conftest import make_entry

pytestmark = pytest.mark.usefixtures("all_enabled")


@every_camera
async def test_from_minor_version_1(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    entry = make_entry(camera, {"alarm_call": False}, tolerant=True)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert await hass.config_entries.async_unload(entry.entry_id)
    registry = er.async_get(hass)
    present = {
        each.entity_id: each.unique_id for each in er.async_entries_for_config_entry(registry, entry.entry_id)
    }

    former = {new: old for old, new in RENAMED.items()}
    prefix = f"{entry.unique_id}_"
    renamed = 0
    for entity_id, unique_id in present.items():
        if old := former.get(unique_id.removeprefix(prefix)):
            registry.async_update_entity(entity_id, new_unique_id=prefix + old, name=f"My {old}")
            renamed += 1
    assert renamed
    hass.config_entries.async_update_entry(entry, minor_version=1)

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    entries = er.async_entries_for_config_entry(registry, entry.entry_id)
    assert {each.entity_id: each.unique_id for each in entries} == present
    assert sum(each.name is not None for each in entries) == renamed
    assert entry.minor_version == 2
    assert entry.data[CONF_LENIENT] is True
    assert entry.options == {CONF_ALARM_WEBHOOK: False}
    assert not entry.data.keys() & {"tolerant"}


@pytest.mark.parametrize(
    ("bits", "before", "after"),
    [
        ("3", {CONF_SWAP_PAN: True, CONF_SWAP_TILT: True}, {CONF_SWAP_PAN: False, CONF_SWAP_TILT: False}),
        ("2", {CONF_SWAP_PAN: True}, {CONF_SWAP_PAN: False, CONF_SWAP_TILT: False}),
        ("0", {CONF_SWAP_PAN: True}, {CONF_SWAP_PAN: True, CONF_SWAP_TILT: False}),
        ("3", {CONF_SWAP_PAN: False}, {CONF_SWAP_PAN: False}),
    ],
)
async def test_directions_stay_as_the_owner_found_them_out(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    bits: str,
    before: dict[str, bool],
    after: dict[str, bool],
) -> None:
    camera.records["camera"]["flip"] = bits
    entry = make_entry(camera, before)
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, minor_version=1)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.options == after
    assert CONF_SETTLE_SWAPS not in entry.data
    assert entry.runtime_data.camera.options.swap_pan is after[CONF_SWAP_PAN]
