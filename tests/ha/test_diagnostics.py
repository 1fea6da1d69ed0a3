"""What a bug report holds: enough to simulate the camera, and nothing to break into it."""

import json

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.ipcam.model.features import DEVICE_NAME
from simulator import SimulatedCamera
from simulator.faults import Html
from tests.conftest import PASSWORD, USERNAME, every_camera, every_netwave, spoken
from tests.ha.conftest import act, make_entry, shown

CHANGING = {"now", "clock", "current_time", "serverdate", "year", "mon", "day", "hour", "minute", "sec"}
STORED = ("apple tree 27", "plum-tree-4", "fig-8", "quince", "pear%1", "in-9", "dora", "ann@example", "uid=")
"""What somebody stored in the cameras and would not show."""


@every_camera
async def test_diagnostics(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    snapshot: SnapshotAssertion,
) -> None:
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    diagnostics["records"] = {
        group: {name: text for name, text in record.items() if name not in CHANGING}
        for group, record in diagnostics["records"].items()
    }
    # How often the camera was asked depends on how long the test takes.
    assert diagnostics.pop("requests") > 0
    assert diagnostics == snapshot


@every_camera
async def test_nothing_to_break_in_with(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    name = loaded.runtime_data.camera.state.get(DEVICE_NAME)
    assert name
    text = json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, loaded))
    for secret in (USERNAME, PASSWORD, *STORED, "Orchard", camera.serial, camera.alias, name):
        assert secret.lower() not in text.lower()


@pytest.mark.usefixtures("all_enabled")
@every_netwave
@pytest.mark.parametrize("platforms", [[Platform.SWITCH, Platform.SELECT]])
async def test_seed_of_a_simulator(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    dialect: str,
    profile: str,
) -> None:
    await act(hass, camera, "switch", "motion_detection", True)
    await act(hass, camera, "select", "status_led", "off")
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    await hass.config_entries.async_unload(loaded.entry_id)

    twin = SimulatedCamera(
        dialect,
        profile=profile,
        username=USERNAME,
        password=PASSWORD,
        serial="02C0FFEE0001",
        alias="Twin",
    )
    twin.load(diagnostics["records"])
    async with twin.running():
        assert diagnostics["dialect"] == spoken(twin)
        entry = make_entry(twin, {})
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        # It is set as the camera of the report, and still itself.
        assert shown(hass, twin, "switch", "motion_detection") == "on"
        assert shown(hass, twin, "select", "status_led") == "off"
        assert entry.runtime_data.camera.identity.name == "Twin"
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.usefixtures("all_enabled")
async def test_of_a_camera_in_trouble(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    camera.faults.add(Html(path="/get_misc.cgi"))
    loaded.runtime_data.camera.expire()
    await loaded.runtime_data.async_refresh()
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    assert diagnostics["available"] is True
    assert diagnostics["failed"] == {"get_misc": "the reply contains no values"}
