"""Anjia cameras in Home Assistant: every entity, and the lamps that no other dialect has."""

from time import monotonic
from typing import Any

from homeassistant.components.light import ATTR_BRIGHTNESS, ColorMode
from homeassistant.const import (
    ATTR_ENTITY_ID,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
    Platform,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.ipcam.dialects.anjia import login
from custom_components.ipcam_cgi.ipcam.http import session
from simulator import SimulatedCamera, faults
from simulator.wires import anjia as simulated
from simulator.wires.anjia import SimulatedAnjia
from tests.conftest import until, written
from tests.ha.conftest import act, compare, entity_id, keys, shown

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

only_lights = pytest.mark.parametrize("platforms", [[Platform.LIGHT]])


@pytest.fixture
def dialect() -> str:
    return "anjia"


async def test_locked_account_heals_by_itself(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else has guessed passwords: the camera says so, and nobody is asked for another."""
    ahead = 0.0
    for module in (login, session, simulated):
        monkeypatch.setattr(module, "monotonic", lambda: monotonic() + ahead)
    lamp = entity_id(hass, camera, "light", next(iter(keys(hass, loaded, "light"))))

    async def refresh() -> str:
        loaded.runtime_data.camera.expire()
        await loaded.runtime_data.async_refresh()
        await hass.async_block_till_done()
        state = hass.states.get(lamp)
        assert state
        return state.state

    camera.wire.booted()
    camera.wire._failures = [monotonic()] * 6  # type: ignore[attr-defined]
    asked = len(camera.requests)
    for _ in range(5):
        assert await refresh() == STATE_UNAVAILABLE
    # One request was refused because the session was over, and one for another was told of the lock.
    assert len(camera.requests) <= asked + 2
    assert not hass.config_entries.flow.async_progress()

    ahead = 61.0
    assert await refresh() != STATE_UNAVAILABLE
    assert camera.refused_logins == 0


@only_lights
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


async def test_no_motion_sensor(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """The manual has no alarm that could be asked for."""
    assert not keys(hass, loaded, "binary_sensor")
    assert "motion_detection" in keys(hass, loaded, "switch")


async def light(hass: HomeAssistant, camera: SimulatedCamera, key: str, service: str, **data: Any) -> None:
    target = {ATTR_ENTITY_ID: entity_id(hass, camera, "light", key)}
    await hass.services.async_call("light", service, target | data, blocking=True)


@only_lights
async def test_lamps(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    assert keys(hass, loaded, "light").keys() == {"infrared_light_brightness", "white_light_brightness"}
    assert shown(hass, camera, "light", "infrared_light_brightness") == STATE_UNKNOWN
    state = hass.states.get(entity_id(hass, camera, "light", "infrared_light_brightness"))
    assert state
    assert state.attributes["assumed_state"]
    assert state.attributes["supported_color_modes"] == [ColorMode.BRIGHTNESS]

    await light(hass, camera, "infrared_light_brightness", "turn_on")
    await light(hass, camera, "infrared_light_brightness", "turn_on", **{ATTR_BRIGHTNESS: 128})
    state = hass.states.get(entity_id(hass, camera, "light", "infrared_light_brightness"))
    assert state
    assert state.state == STATE_ON
    assert abs(state.attributes[ATTR_BRIGHTNESS] - 128) <= 1
    await light(hass, camera, "infrared_light_brightness", "turn_off")
    assert shown(hass, camera, "light", "infrared_light_brightness") == STATE_OFF
    await light(hass, camera, "infrared_light_brightness", "turn_on")
    await light(hass, camera, "white_light_brightness", "turn_on", **{ATTR_BRIGHTNESS: 1})
    await light(hass, camera, "white_light_brightness", "turn_on", **{ATTR_BRIGHTNESS: 255})
    assert [each for each in written(camera) if "set_led" in each] == [
        "/cgi-bin/set_led?brightness=100&ledstatus=1&ledmode=1",
        "/cgi-bin/set_led?brightness=50&ledstatus=1&ledmode=1",
        "/cgi-bin/set_led?brightness=0&ledstatus=0&ledmode=1",
        # As it shone before.
        "/cgi-bin/set_led?brightness=50&ledstatus=1&ledmode=1",
        "/cgi-bin/set_led?brightness=1&ledstatus=1&ledmode=2",
        "/cgi-bin/set_led?brightness=100&ledstatus=1&ledmode=2",
    ]


@only_lights
async def test_lamp_that_the_camera_refuses(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    fault = b"<fault><value>/cgi-bin/set_led</value><reason>no lamp of this kind</reason></fault>"
    camera.faults.add(faults.Body(command="set_led", body=fault, status=400))
    with pytest.raises(HomeAssistantError, match="no lamp of this kind"):
        await light(hass, camera, "white_light_brightness", "turn_on")
    assert shown(hass, camera, "light", "white_light_brightness") == STATE_UNKNOWN


@pytest.mark.parametrize("platforms", [[Platform.SWITCH]])
async def test_scheduled_recording(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    assert isinstance(camera.wire, SimulatedAnjia)
    for value, state in ((True, STATE_ON), (False, STATE_OFF)):
        await act(hass, camera, "switch", "record_schedule", value)
        assert camera.wire.recording is value
        assert shown(hass, camera, "switch", "record_schedule") == state


@pytest.mark.parametrize("platforms", [[Platform.BUTTON]])
async def test_buttons(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    with pytest.raises(HomeAssistantError, match="Ftp not deploy"):
        await act(hass, camera, "button", "snapshot_to_ftp", None)
    camera.clock.ahead = -9000.0
    await act(hass, camera, "button", "sync_clock", None)
    assert abs(camera.clock.ahead) <= 2
    await act(hass, camera, "button", "restart", None)
    await until(lambda: camera.reboots == 1)
    await until(lambda: camera.online)
    await loaded.runtime_data.async_refresh()
    assert loaded.runtime_data.last_update_success


@pytest.mark.parametrize("platforms", [[Platform.SELECT]])
@pytest.mark.parametrize("options", [{"presets": ["Gate", "Pond"], "preset_count": 3}])
async def test_preset(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    assert isinstance(camera.wire, SimulatedAnjia)
    camera.wire.presets[2] = camera.position
    await act(hass, camera, "select", "preset", "Pond")
    assert written(camera)[-1] == "/cgi-bin/ptz_ctrl?call_preset=2"
