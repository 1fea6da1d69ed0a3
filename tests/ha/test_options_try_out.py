"""The options flow finds out together with the owner which way a camera moves."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.const import (
    CONF_OUTPUT,
    CONF_SEEN,
    CONF_SWAP_PAN,
    CONF_SWAP_TILT,
    CONF_TRY_OUT,
)
from custom_components.ipcam_cgi.ipcam.model.options import OptionSection, Output
from custom_components.ipcam_cgi.options_flow import AGAIN, UNCLEAR
from simulator import SimulatedCamera
from simulator.faults import Reset
from tests.conftest import written


async def begin(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Send the options as they are shown, and ask to try them out."""
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["data_schema"] is not None
    sections: dict[str, Any] = {name: {} for name in form["data_schema"].schema}
    answers: dict[str, Any] = form["data_schema"](sections)
    answers[OptionSection.MOVEMENT][CONF_TRY_OUT] = True
    return await hass.config_entries.options.async_configure(form["flow_id"], answers)


async def tell(hass: HomeAssistant, form: ConfigFlowResult, seen: str) -> ConfigFlowResult:
    return await hass.config_entries.options.async_configure(form["flow_id"], {CONF_SEEN: seen})


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        (("right", "up", "on"), (False, False, Output.INFRARED_LOW)),
        (("left", "down", "off"), (True, True, Output.INFRARED_HIGH)),
        ((UNCLEAR, UNCLEAR, UNCLEAR), (False, False, Output.INFRARED_LOW)),
    ],
)
async def test_what_is_seen_is_kept(
    hass: HomeAssistant,
    loaded: MockConfigEntry,
    camera: SimulatedCamera,
    seen: tuple[str, str, str],
    found: tuple[bool, bool, Output],
) -> None:
    form = await begin(hass, loaded)
    for step, answer in zip(("pan", "tilt", "light"), seen, strict=True):
        assert form["type"] is FlowResultType.FORM
        assert form["step_id"] == step
        assert not form["errors"]
        assert "camera_proxy_stream" in (form["description_placeholders"] or {})["picture"]
        form = await tell(hass, form, answer)
    await hass.async_block_till_done()
    assert form["type"] is FlowResultType.CREATE_ENTRY
    options = loaded.options
    assert (options[CONF_SWAP_PAN], options[CONF_SWAP_TILT], options[CONF_OUTPUT]) == found
    assert CONF_TRY_OUT not in options
    assert camera.infrared is (seen[2] == "off")


async def test_what_was_swapped_is_swapped_back(
    hass: HomeAssistant, entry: MockConfigEntry, camera: SimulatedCamera
) -> None:
    hass.config_entries.async_update_entry(entry, options={CONF_SWAP_PAN: True, CONF_SWAP_TILT: True})
    assert await hass.config_entries.async_setup(entry.entry_id)
    form = await begin(hass, entry)
    for answer in ("left", "up", "on"):
        form = await tell(hass, form, answer)
    await hass.async_block_till_done()
    assert (entry.options[CONF_SWAP_PAN], entry.options[CONF_SWAP_TILT]) == (False, True)


async def test_again_moves_again(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    before = len(camera.requests)
    form = await begin(hass, loaded)
    form = await tell(hass, form, AGAIN)
    assert form["step_id"] == "pan"
    step = "/decoder_control.cgi?command=6&onestep=1"
    assert written(camera, before) == [step, step]


async def test_a_camera_that_does_not_move_is_no_reason_to_give_up(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    camera.faults.add(Reset(command="decoder_control", times=1))
    form = await begin(hass, loaded)
    assert form["errors"] == {"base": "not_tried"}
    form = await tell(hass, form, AGAIN)
    assert not form["errors"]


async def test_only_a_camera_that_answers_can_be_tried(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["data_schema"] is not None
    sections = form["data_schema"].schema.values()
    assert CONF_TRY_OUT not in {str(field) for each in sections for field in each.schema.schema}
