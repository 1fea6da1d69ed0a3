"""Settings that are on or off."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.switch import DESCRIPTIONS
from simulator import SimulatedCamera
from tests.conftest import every_with, written
from tests.ha.conftest import act, compare, drive, entity_id, keys, shown

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

every_one = every_with(*(row.feature for row in DESCRIPTIONS))


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.SWITCH]


@every_one
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


@every_one
async def test_every_switch(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await drive(hass, camera, loaded, "switch")


@pytest.mark.parametrize(
    ("options", "key", "codes"),
    [
        ({"output": "infrared_low"}, "infrared_light", [95, 94]),
        ({"output": "infrared_high"}, "infrared_light", [94, 95]),
        ({"output": "relay"}, "alarm_output", [94, 95]),
    ],
)
async def test_output(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, key: str, codes: list[int]
) -> None:
    for value in (True, False):
        await act(hass, camera, "switch", key, value)
        assert shown(hass, camera, "switch", key) == ("on" if value else "off")
    assert written(camera) == [f"/decoder_control.cgi?command={code}" for code in codes]
    state = hass.states.get(entity_id(hass, camera, "switch", key))
    assert state
    assert state.attributes["assumed_state"]
    assert ({"infrared_light", "alarm_output"} - {key}).isdisjoint(keys(hass, loaded, "switch"))


async def test_extra_outputs_together(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    for key, value in (("extra_output_0", True), ("extra_output_7", True), ("extra_output_0", False)):
        await act(hass, camera, "switch", key, value)
    assert written(camera) == [f"/set_extra_io.cgi?value={value}" for value in (255, 255, 254)]
