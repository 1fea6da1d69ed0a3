"""Events that a camera pushes, and what happens while it does not."""

import asyncio
import gc
import os
from random import Random
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, Platform
from homeassistant.core import Event, EventStateChangedData, HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi import listener
from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam import camera as camera_module
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import wire
from simulator import SimulatedCamera
from simulator.faults import Body, Cut, Refused
from simulator.wires.hucoms import SimulatedHucoms
from tests.conftest import until
from tests.ha.conftest import act, entity_id, keys, shown

HOURS = float(os.environ.get("EVENT_SOAK_HOURS", "1"))
"""Hours of events in the accelerated test; 24 take a few minutes."""


@pytest.fixture
def dialect() -> str:
    """The cameras that push."""
    return "hucoms"


@pytest.fixture
def platforms() -> list[Platform]:
    """Where events are seen."""
    return [Platform.BINARY_SENSOR, Platform.SWITCH, Platform.EVENT]


@pytest.fixture(autouse=True)
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a hundredth of the usual time."""
    monkeypatch.setattr(wire, "QUIET", 0.05)
    monkeypatch.setattr(listener, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(listener, "MAX_PAUSE", 0.1)


def wire_of(camera: SimulatedCamera) -> SimulatedHucoms:
    """Return the dialect's side of the simulated camera."""
    assert isinstance(camera.wire, SimulatedHucoms)
    return camera.wire


def motion(hass: HomeAssistant, camera: SimulatedCamera) -> str:
    """Return the state of the motion sensor."""
    return shown(hass, camera, "binary_sensor", "motion")


@pytest.mark.usefixtures("all_enabled")
async def test_pushed_at_once(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await until(lambda: shown(hass, camera, "binary_sensor", "event_push") == STATE_ON)
    assert motion(hass, camera) == STATE_OFF
    camera.set_motion(True)
    await until(lambda: motion(hass, camera) == STATE_ON, 1)
    alarm = hass.states.get(entity_id(hass, camera, "event", "alarm"))
    assert alarm
    assert alarm.attributes["event_type"] == "motion"
    wire_of(camera).set_tamper(True)
    await until(lambda: shown(hass, camera, "binary_sensor", "tamper") == STATE_ON, 1)
    camera.set_motion(False)
    await until(lambda: motion(hass, camera) == STATE_OFF, 1)


async def test_relay_switched_by_somebody_else(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await until(lambda: loaded.runtime_data.camera.is_pushing)
    await act(hass, camera, "switch", "alarm_output", True)
    assert wire_of(camera).relay
    assert shown(hass, camera, "switch", "alarm_output") == STATE_ON
    wire_of(camera).relay = False
    camera.changed()
    await until(lambda: shown(hass, camera, "switch", "alarm_output") == STATE_OFF, 1)


@pytest.mark.usefixtures("all_enabled")
async def test_polled_while_nothing_is_pushed(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    await until(lambda: coordinator.camera.is_pushing)
    fault = camera.faults.add(Cut(command="requestevent.getevent", keep=0))
    wire_of(camera).cut_events()
    await until(lambda: shown(hass, camera, "binary_sensor", "event_push") == STATE_OFF)
    camera.set_motion(True)
    camera.faults.remove(fault)
    await until(lambda: shown(hass, camera, "binary_sensor", "event_push") == STATE_ON)
    await until(lambda: motion(hass, camera) == STATE_ON, 1)


@pytest.mark.usefixtures("all_enabled")
@pytest.mark.parametrize("profile", ["old"])
async def test_a_camera_that_only_answers(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    await until(lambda: wire_of(camera).event_streams == 0)
    camera.set_motion(True)
    await coordinator.async_refresh()
    assert motion(hass, camera) == STATE_ON
    assert shown(hass, camera, "binary_sensor", "event_push") == STATE_OFF


@pytest.mark.parametrize("dialect", ["netwave"])
async def test_no_push_where_the_manual_has_none(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    assert "event_push" not in keys(hass, loaded, "binary_sensor")


async def test_back_off(hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator) -> None:
    await until(lambda: coordinator.camera.is_pushing)
    pauses: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await real(min(seconds, 0.001))

    with (
        patch.object(listener, "FIRST_PAUSE", 1.0),
        patch.object(listener, "MAX_PAUSE", 60.0),
        patch.object(asyncio, "sleep", sleep),
    ):
        camera.faults.add(Refused())
        wire_of(camera).cut_events()
        await until(lambda: len([pause for pause in pauses if pause > 0.7]) > 8)
    steps = [pause for pause in pauses if pause > 0.3][:9]
    assert steps[-1] > 30 > steps[2]
    assert max(steps) <= 72


async def test_silence_is_followed_by_the_whole_state(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    coordinator: CameraCoordinator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await until(lambda: coordinator.camera.is_pushing)
    monkeypatch.setattr(camera_module, "EVENT_TIMEOUT", 0.3)
    monkeypatch.setattr(listener, "STEADY", 0.1)
    wire_of(camera).cut_events()
    await until(lambda: coordinator.camera.is_pushing)
    opened = sum(each.command == "requestevent.getevent" for each in camera.requests)
    # Half-open: the camera believes that it told.
    wire_of(camera)._listeners.clear()
    camera.set_motion(True)
    await until(lambda: motion(hass, camera) == STATE_ON)
    assert sum(each.command == "requestevent.getevent" for each in camera.requests) > opened


async def test_unload_ends_the_connection(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await until(lambda: loaded.runtime_data.camera.is_pushing)
    assert wire_of(camera).event_streams == 1
    assert await hass.config_entries.async_unload(loaded.entry_id)
    await until(lambda: wire_of(camera).event_streams == 0)
    asked = len(camera.requests)
    await asyncio.sleep(0.2)
    assert len(camera.requests) == asked
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("events of")]


async def test_refused_login_stops_listening(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await until(lambda: loaded.runtime_data.camera.is_pushing)
    camera.faults.add(Body(body=b"Error: Invalid ID or Password"))
    wire_of(camera).cut_events()
    await until(
        lambda: any(
            flow["context"]["source"] == "reauth" for flow in hass.config_entries.flow.async_progress()
        )
    )
    await until(lambda: not [task for task in asyncio.all_tasks() if task.get_name().startswith("events of")])


async def test_interface_switched_off_and_on_again(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator, entry: MockConfigEntry
) -> None:
    await until(lambda: coordinator.camera.is_pushing)
    wire_of(camera).api = False
    coordinator.camera.expire()
    await coordinator.async_refresh()
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"api_disabled_{entry.entry_id}")
    assert issue
    assert issue.translation_key == "api_disabled"
    assert motion(hass, camera) == STATE_UNAVAILABLE
    wire_of(camera).api = True
    await coordinator.async_refresh()
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue.issue_id) is None
    assert motion(hass, camera) == STATE_OFF


async def test_interface_switched_off_at_start(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    wire_of(camera).api = False
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"api_disabled_{entry.entry_id}")


async def test_entities_of_every_firmware(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    assert {"motion", "alarm_input", "tamper", "restart_needed", "event_push"} == set(
        keys(hass, loaded, "binary_sensor")
    )


@pytest.mark.timeout(max(60, 60 * HOURS))
async def test_hours_of_events(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    coordinator: CameraCoordinator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An event a minute; every five minutes the connection is cut, silent, or breaks off in a part.

    Every state must be right at the end of each such trouble, and nothing may pile up.
    """
    monkeypatch.setattr(camera_module, "EVENT_TIMEOUT", 0.5)
    await until(lambda: coordinator.camera.is_pushing)
    chance = Random(4)
    entity = entity_id(hass, camera, "binary_sensor", "motion")
    changes: list[Event[EventStateChangedData]] = []
    stop = async_track_state_change_event(hass, entity, changes.append)

    def usage() -> tuple[int, int, int]:
        gc.collect()
        return len(asyncio.all_tasks()), camera.connections, len(gc.get_objects())

    state = False
    tasks, connections, objects = usage()
    for minute in range(int(60 * HOURS)):
        if minute % 5 == 4:
            match chance.choice(("cut", "half", "silence", "away")):
                case "cut":
                    wire_of(camera).cut_events()
                case "half":
                    wire_of(camera).push({"motion1": ""})
                    wire_of(camera).cut_events()
                case "silence":
                    # Half-open: the camera believes that it told.
                    wire_of(camera)._listeners.clear()
                case "away":
                    camera.reboot(0.05)
        state = not state
        camera.set_motion(state)
        await until(lambda: motion(hass, camera) == (STATE_ON if state else STATE_OFF))  # noqa: B023
        changes.clear()
    stop()
    await until(lambda: coordinator.camera.is_pushing)
    tasks_after, connections_after, objects_after = usage()
    assert tasks_after <= tasks + 3
    assert connections_after <= connections + 1
    # Logs of the simulator and of the test itself grow with the requests.
    assert objects_after - objects < 20_000 + 200 * 60 * HOURS
