"""The event of all alarms."""

from collections.abc import Callable

from homeassistant.const import STATE_UNKNOWN, Platform
from homeassistant.core import Event, EventStateChangedData, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from simulator import SimulatedCamera
from simulator.faults import Html, Refused
from tests.conftest import every_netwave, every_watchful
from tests.ha.conftest import compare, entity_id, shown

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

ARMED = ("alarm_motion_armed", "alarm_input_armed", "alarm_sounddetect_armed")


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.EVENT]


@pytest.fixture
async def armed(camera: SimulatedCamera, coordinator: CameraCoordinator) -> CameraCoordinator:
    """A camera that watches for everything."""
    params = camera.records["params"]
    params.update({field: "1" for field in ARMED if field in params})
    coordinator.camera.expire()
    await coordinator.async_refresh()
    return coordinator


def watch(hass: HomeAssistant, camera: SimulatedCamera) -> list[str]:
    """Return a list that grows by each alarm."""
    alarms: list[str] = []
    watched = entity_id(hass, camera, "event", "alarm")
    last = ("", "")

    def changed(event: Event[EventStateChangedData]) -> None:
        nonlocal last
        state = event.data["new_state"]
        if event.data["entity_id"] != watched or not state or state.state == "unavailable":
            return
        # Two kinds may come in the same millisecond.
        now = (state.state, state.attributes["event_type"])
        if now != last:
            last = now
            alarms.append(now[1])

    hass.bus.async_listen("state_changed", changed)
    return alarms


@every_watchful
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


@every_netwave
async def test_once_per_alarm(hass: HomeAssistant, camera: SimulatedCamera, armed: CameraCoordinator) -> None:
    alarms = watch(hass, camera)
    for expected in (1, 2):
        camera.set_motion(True)
        for _ in range(3):
            await armed.async_refresh()
        camera.set_motion(False)
        await armed.async_refresh()
        await hass.async_block_till_done()
        assert alarms == ["motion"] * expected


async def test_kinds(hass: HomeAssistant, camera: SimulatedCamera, armed: CameraCoordinator) -> None:
    alarms = watch(hass, camera)
    happenings: list[Callable[[bool], None]] = [camera.set_sound, camera.set_input, camera.set_motion]
    for happens in happenings:
        happens(True)
        await armed.async_refresh()
    await hass.async_block_till_done()
    assert alarms == ["sound", "alarm_input", "motion"]


@every_netwave
async def test_not_while_nobody_watches(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.set_motion(True)
    await coordinator.async_refresh()
    await hass.async_block_till_done()
    assert shown(hass, camera, "event", "alarm") == STATE_UNKNOWN


@every_netwave
@pytest.mark.parametrize("fault", [Refused, lambda: Html(path="/get_status.cgi")])
async def test_lasting_alarm_is_no_second_one(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    armed: CameraCoordinator,
    fault: Callable[[], Refused | Html],
) -> None:
    """A camera that is lost in the middle of an alarm and found again has not begun another."""
    alarms = watch(hass, camera)
    camera.set_motion(True)
    await armed.async_refresh()
    struck = camera.faults.add(fault())
    await armed.async_refresh()
    camera.faults.remove(struck)
    await armed.async_refresh()
    await hass.async_block_till_done()
    assert alarms == ["motion"]
