"""A Hucoms camera in Home Assistant, with every entity there is."""

import json
import logging
from pathlib import Path

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from simulator import SimulatedCamera
from simulator.wires.hucoms.firmware import PROFILES
from tests.conftest import PASSWORD
from tests.ha.conftest import act, keys, shown

ENGLISH = json.loads(Path("custom_components/ipcam_cgi/translations/en.json").read_text())["entity"]

pytestmark = pytest.mark.usefixtures("all_enabled")


@pytest.fixture
def dialect() -> str:
    """These cameras."""
    return "hucoms"


@pytest.mark.parametrize("profile", PROFILES)
async def test_every_platform(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    entities = er.async_entries_for_config_entry(er.async_get(hass), loaded.entry_id)
    assert len(entities) > 100
    for each in entities:
        state = hass.states.get(each.entity_id)
        assert state, each.entity_id
        # What counts in another mode only is there and waits.
        assert state.state != STATE_UNAVAILABLE or waits(loaded, each), each.entity_id
        assert PASSWORD not in str(state.as_dict())
    problems = [
        each for each in caplog.records if each.levelno >= logging.ERROR and "turbojpeg" not in each.msg
    ]
    assert not problems, problems


def waits(loaded: MockConfigEntry, entity: er.RegistryEntry) -> bool:
    bindings = loaded.runtime_data.camera.dialect.bindings
    binding = next(
        (each for feature, each in bindings.items() if feature.key == entity.translation_key), None
    )
    return binding is not None and binding.counts_if is not None


async def test_every_option_has_a_name(loaded: MockConfigEntry) -> None:
    device = loaded.runtime_data.camera
    for feature in device.dialect.bindings:
        codec = device.dialect.bindings[feature].codec
        named = ENGLISH["select"].get(feature.key, {})
        if isinstance(codec, Choice) and feature.key in ENGLISH["select"] and feature.key != "preset":
            options = {name for name in codec.names if not name.isdecimal()}
            assert options <= named.get("state", {}).keys(), feature.key


@pytest.mark.parametrize(("profile", "there"), [("standard", True), ("fixed", False)])
async def test_motors(hass: HomeAssistant, loaded: MockConfigEntry, there: bool) -> None:
    assert ("ptz_left" in keys(hass, loaded, "button")) is there
    assert ("preset" in keys(hass, loaded, "select")) is there


async def test_a_mode_brings_its_settings(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    assert shown(hass, camera, "number", "white_balance_red") == "unavailable"
    await act(hass, camera, "select", "white_balance", "user")
    assert shown(hass, camera, "number", "white_balance_red") == "50"
    await act(hass, camera, "number", "white_balance_red", 61)
    assert camera.records["camwhitebal"]["userred"] == "61"
