"""What a camera can is remembered over a restart, and what it is set to is not."""

import copy
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import RELOAD_AFTER_UPDATE_DELAY, ConfigEntryState
from homeassistant.const import (
    EVENT_HOMEASSISTANT_START,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import CoreState, HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.ipcam_cgi import number
from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Speed
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect
from simulator import SimulatedCamera
from simulator.faults import Status
from tests.conftest import PASSWORD, every, every_camera, every_that, every_with, simulated, until
from tests.ha.conftest import entity_id

# Options that the camera names are part of what is compared.
LISTS = ("options", "min", "max", "step", "supported_features", "event_types")

SETTINGS = {"light", "number", "select", "switch", "text", "time"}


def stored(hass_storage: dict[str, Any], entry: MockConfigEntry) -> dict[str, Any] | None:
    """Return what is remembered of a camera."""
    found: dict[str, Any] | None = hass_storage.get(f"{DOMAIN}.{entry.entry_id}")
    return found and found["data"]


def able(states: list[State]) -> dict[str, dict[str, Any]]:
    """Return what entities can, without what they show."""
    return {
        state.entity_id: {name: state.attributes[name] for name in LISTS if name in state.attributes}
        for state in states
    }


async def restart(
    hass: HomeAssistant, entry: MockConfigEntry, hass_storage: dict[str, Any], camera: SimulatedCamera
) -> list[str]:
    """Do what a restart does to an entry; return the requests until there are entities."""
    kept = hass_storage[f"{DOMAIN}.{entry.entry_id}"]
    assert await hass.config_entries.async_unload(entry.entry_id)
    hass_storage[f"{DOMAIN}.{entry.entry_id}"] = kept
    before = len(camera.requests)
    assert await hass.config_entries.async_setup(entry.entry_id)
    return [each.command or each.path for each in camera.requests[before:]]


async def settled(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Wait until everything that entities want is read."""
    await hass.async_block_till_done()
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()


@every_camera
async def test_a_restart_asks_little_and_shows_all(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    first = len(camera.requests)
    before = hass.states.async_all()
    asked = await restart(hass, loaded, hass_storage, camera)
    assert loaded.runtime_data.recalled
    assert len(asked) < first / 2 or first < 12
    await settled(hass, loaded)
    assert able(hass.states.async_all()) == able(before)
    after = {state.entity_id: state.state for state in hass.states.async_all()}
    settings = [state for state in before if state.domain in SETTINGS]
    assert {state.entity_id: after[state.entity_id] for state in settings} == {
        state.entity_id: state.state for state in settings
    }


@every_camera
async def test_all_entities_are_there_after_a_restart(
    hass: HomeAssistant,
    all_enabled: None,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    hass_storage: dict[str, Any],
) -> None:
    before = hass.states.async_all()
    await restart(hass, loaded, hass_storage, camera)
    await settled(hass, loaded)
    assert able(hass.states.async_all()) == able(before)


@every([simulated(name) for name in ("foscam_hd", "anjia")])
async def test_who_a_known_camera_is_takes_one_request(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    before = loaded.runtime_data.camera.identity
    asked = await restart(hass, loaded, hass_storage, camera)
    few = {"foscam_hd": ["getDevInfo"], "anjia": ["getuid", "getinfo"]}
    assert asked == few[camera.dialect]
    assert loaded.runtime_data.camera.identity == before


def reduce_rights(camera: SimulatedCamera, *open_to_all: str) -> Any:
    """Let the account be a visitor's, where the firmware tells a visitor these things; return a context."""
    wire: Any = camera.wire
    before = wire.access
    wire.accounts = [replace(each, access=Access.VISITOR) for each in wire.accounts]
    access = dict.fromkeys(open_to_all, Access.VISITOR)
    return patch.object(wire, "access", lambda command: access.get(command.name) or before(command))


async def became_a_visitor(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, first: CameraCoordinator
) -> None:
    """Wait until the camera is set up anew; its account is a visitor's then, and no login was refused."""
    await until(lambda: loaded.state is ConfigEntryState.LOADED and loaded.runtime_data is not first)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert loaded.runtime_data.camera.identity.role is Access.VISITOR
    assert not camera.refused_logins


@every([simulated("foscam_hd")])
async def test_less_is_allowed_after_a_restart(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    """Who the camera is it tells as before: only the settings show that the account may do less."""
    with reduce_rights(camera, "getDevInfo", "getDevState"):
        await restart(hass, loaded, hass_storage, camera)
        first = loaded.runtime_data
        assert first.recalled
        for _ in range(6):
            if loaded.runtime_data is first:
                first.camera.expire()
                await first.async_refresh()
                await hass.async_block_till_done()
        await became_a_visitor(hass, camera, loaded, first)


@every([simulated("foscam_hd")])
async def test_nothing_is_allowed_after_a_restart(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    with reduce_rights(camera, "getDevInfo"):
        await restart(hass, loaded, hass_storage, camera)
        first = loaded.runtime_data
        assert first.recalled
        await hass.async_block_till_done(wait_background_tasks=True)
        await became_a_visitor(hass, camera, loaded, first)


@every([simulated("foscam_hd")])
async def test_alarms_come_first_and_settings_when_everything_is_there(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    ids = [entity_id(hass, camera, *row) for row in (("binary_sensor", "motion"), ("number", "brightness"))]

    async def known() -> list[bool]:
        await hass.async_block_till_done(wait_background_tasks=True)
        states = [hass.states.get(each) for each in ids]
        return [bool(state and state.state not in (STATE_UNKNOWN, STATE_UNAVAILABLE)) for state in states]

    hass.set_state(CoreState.not_running)
    await restart(hass, loaded, hass_storage, camera)
    assert await known() == [True, False]
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_START)
    assert await known() == [True, True]


@every([simulated("foscam_hd")])
async def test_an_alarm_that_began_before_the_start_is_no_event(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    motion = entity_id(hass, camera, "binary_sensor", "motion")
    alarm = entity_id(hass, camera, "event", "alarm")

    async def states() -> list[str]:
        await settled(hass, loaded)
        return [state.state for each in (motion, alarm) if (state := hass.states.get(each))]

    camera.set_motion(True)
    await restart(hass, loaded, hass_storage, camera)
    assert await states() == [STATE_ON, STATE_UNKNOWN]
    camera.set_motion(False)
    assert await states() == [STATE_OFF, STATE_UNKNOWN]
    camera.set_motion(True)
    assert (await states())[1] != STATE_UNKNOWN


def reads_numbers_later(dialect: Dialect) -> bool:
    """Whether numbers are told apart from alarms, which are read before there are entities."""
    binding = dialect.bindings.get(f.BRIGHTNESS)
    return bool(binding and binding.getter and binding.getter.speed is Speed.SLOW)


@every_that(reads_numbers_later)
async def test_a_value_is_never_remembered(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    brightness = entity_id(hass, camera, "number", "brightness")
    kept = hass_storage[f"{DOMAIN}.{loaded.entry_id}"]
    assert await hass.config_entries.async_unload(loaded.entry_id)
    hass_storage[f"{DOMAIN}.{loaded.entry_id}"] = kept
    shown: list[str] = []

    def note(event: Any) -> None:
        if (state := event.data["new_state"]) and state.entity_id == brightness and not shown:
            shown.append(state.state)

    hass.bus.async_listen("state_changed", note)
    assert await hass.config_entries.async_setup(loaded.entry_id)
    await hass.async_block_till_done()
    assert shown == [STATE_UNKNOWN]


async def test_a_reload_asks_for_everything(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    assert stored(hass_storage, loaded)
    first = len(camera.requests)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert stored(hass_storage, loaded) is None
    assert await hass.config_entries.async_setup(loaded.entry_id)
    await hass.async_block_till_done()
    assert len(camera.requests) >= 2 * first - 1


@every([simulated(name) for name in ("netwave", "foscam_hd", "anjia")])
@pytest.mark.parametrize("change", [{"firmware": "0.0.0.1"}, {"id": "other"}, {"mac": "00626e000000"}])
async def test_what_was_learned_of_another_is_worth_nothing(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    hass_storage: dict[str, Any],
    change: dict[str, object],
) -> None:
    hass_storage[f"{DOMAIN}.{loaded.entry_id}"]["data"]["identity"] |= change
    await restart(hass, loaded, hass_storage, camera)
    assert not loaded.runtime_data.recalled
    data = stored(hass_storage, loaded)
    assert data is not None
    identity = loaded.runtime_data.camera.identity
    assert all(data["identity"][name] == getattr(identity, name) for name in change)


async def test_what_is_not_all_is_not_trusted(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    # As after an update of the integration that knows more commands.
    del hass_storage[f"{DOMAIN}.{loaded.entry_id}"]["data"]["records"]["get_misc"]
    asked = await restart(hass, loaded, hass_storage, camera)
    assert not loaded.runtime_data.recalled
    assert "get_misc" in asked


async def test_a_camera_that_did_not_tell_all_is_asked_again(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    camera.faults.add(Status(path="/get_misc.cgi", status=500))
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert stored(hass_storage, entry) is None


@every_camera
async def test_no_secret_is_remembered(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    assert stored(hass_storage, loaded)
    assert PASSWORD not in str(hass_storage[f"{DOMAIN}.{loaded.entry_id}"])


async def test_removal_leaves_nothing(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    assert await hass.config_entries.async_remove(loaded.entry_id)
    await until(lambda: camera.connections == 0)
    assert stored(hass_storage, loaded) is None


@every_with(f.CONTRAST)
async def test_a_write_right_after_a_restart_loses_nothing(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    kept = hass_storage[f"{DOMAIN}.{loaded.entry_id}"]
    assert await hass.config_entries.async_unload(loaded.entry_id)
    hass_storage[f"{DOMAIN}.{loaded.entry_id}"] = kept
    with patch("custom_components.ipcam_cgi.coordinator.CameraCoordinator.async_refresh"):
        assert await hass.config_entries.async_setup(loaded.entry_id)
        await hass.async_block_till_done()
    device = loaded.runtime_data.camera
    assert device.state.get(f.CONTRAST) is None
    memory = copy.deepcopy(camera.records)
    limits = device.limits(f.CONTRAST)
    assert limits is not None
    await device.write(f.CONTRAST, limits.decode("2"))
    assert device.state.get(f.CONTRAST) == limits.decode("2")
    changed = {
        (group, name)
        for group, record in camera.records.items()
        for name, text in record.items()
        if memory.get(group, {}).get(name) != text
    }
    assert len(changed) == 1


async def test_a_disabled_entity_is_not_made_until_it_is_enabled(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    contrast = entity_id(hass, camera, "number", "contrast")
    entity_registry.async_update_entity(contrast, disabled_by=er.RegistryEntryDisabler.USER)
    with patch("custom_components.ipcam_cgi.number.CameraNumber", wraps=number.CameraNumber) as made:
        assert await hass.config_entries.async_reload(loaded.entry_id)
        await hass.async_block_till_done()
    features = {call.args[1].feature for call in made.call_args_list}
    assert f.BRIGHTNESS in features
    assert f.CONTRAST not in features
    assert hass.states.get(contrast) is None
    entry = entity_registry.async_get(contrast)
    assert entry
    assert entry.disabled

    entity_registry.async_update_entity(contrast, disabled_by=None)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=RELOAD_AFTER_UPDATE_DELAY + 1))
    await hass.async_block_till_done(wait_background_tasks=True)
    state = hass.states.get(contrast)
    assert state
    assert state.state not in (STATE_UNKNOWN, STATE_UNAVAILABLE)
