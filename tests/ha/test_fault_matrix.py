"""What a user sees of every fault, and that everything else goes on and all is well again by itself."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
import logging
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.helpers.update_coordinator import UpdateFailed
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import wire as hucoms_wire
from custom_components.ipcam_cgi.ipcam.http import transport
from custom_components.ipcam_cgi.ipcam.model.features import CLOCK_OFFSET, MOTION_DETECTION
from simulator import SimulatedCamera
from simulator.faults import Meanwhile, Overload, Reset
from tests.conftest import DIALECTS, PASSWORD, USERNAME, changes, each_fault_on_each_camera, until
from tests.ha.conftest import act, keys, make_entry, shown
from tests.ha.test_init import told
from tests.test_fault_matrix import ANSWERS, Make

PLATFORMS = [Platform.BINARY_SENSOR, Platform.CAMERA, Platform.NUMBER, Platform.SENSOR, Platform.SWITCH]
PATIENCE = 0.3
LOST, FOUND = "Error fetching Garden data", "Fetching Garden data recovered"


@pytest.fixture
def platforms() -> list[Platform]:
    """What is needed here."""
    return PLATFORMS


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A camera that was asked everything before it answered counts as gone soon."""
    monkeypatch.setattr(hucoms_wire, "QUIET", 0.05)


@dataclass
class Neighbour:
    """Another camera of the same user."""

    camera: SimulatedCamera
    entry: MockConfigEntry


@pytest.fixture
async def neighbour(hass: HomeAssistant, socket_enabled: None) -> AsyncIterator[Neighbour]:
    """Another camera, which is well all the time."""
    simulated = SimulatedCamera(username=USERNAME, password=PASSWORD, alias="Shed", serial="00626E000002")
    async with simulated.running():
        entry = make_entry(simulated, {})
        entry.add_to_hass(hass)
        with patch("custom_components.ipcam_cgi.PLATFORMS", [Platform.SWITCH]):
            assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        yield Neighbour(simulated, entry)
        await hass.config_entries.async_unload(entry.entry_id)


def shown_states(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, bool]:
    """Return which entities of a camera can be used."""
    return {
        each: state.state != STATE_UNAVAILABLE
        for platform in PLATFORMS
        for each in keys(hass, entry, platform).values()
        if (state := hass.states.get(each))
    }


@each_fault_on_each_camera(ANSWERS, 0, every=2)
async def test_what_a_user_sees(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    coordinator: CameraCoordinator,
    neighbour: Neighbour,
    make: Make,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    entry = coordinator.config_entry
    before, settings = shown_states(hass, entry), camera.dump()
    caplog.clear()
    with monkeypatch.context() as impatient:
        impatient.setattr(transport, "TOTAL_TIMEOUT", PATIENCE)
        impatient.setattr(transport, "CONNECT_TIMEOUT", PATIENCE)
        camera.faults.add(make())
        await refresh(hass, coordinator, 3)
        during = shown_states(hass, entry)
        reauth = [flow for flow in hass.config_entries.flow.async_progress() if flow["handler"] == DOMAIN]
    lost = sum(before.values()) - sum(during.values())
    seen = "everything goes on" if not lost else "unavailable" if not any(during.values()) else "in part"
    record_property("seen", "asks for the password" if reauth else seen)
    record_property("places", "poll, entities, another camera")

    # The other camera notices nothing.
    assert neighbour.entry.runtime_data.last_update_success
    await act(hass, neighbour.camera, "switch", "motion_detection", True)
    assert shown(hass, neighbour.camera, "switch", "motion_detection") == "on"

    camera.faults.clear()
    if reauth:
        assert reauth[0]["context"]["source"] == SOURCE_REAUTH
        assert camera.refused_logins == 0
        return
    await refresh(hass, coordinator, 3)
    assert entry.runtime_data is coordinator
    assert shown_states(hass, entry) == before
    lines = [text for _, text in told(caplog)]
    assert lines in ([], [LOST, FOUND]), lines
    assert camera.refused_logins == 0
    assert camera.dump().keys() == settings.keys()


async def refresh(hass: HomeAssistant, coordinator: CameraCoordinator, times: int = 1) -> None:
    """Ask the camera everything, so often."""
    for _ in range(times):
        coordinator.camera.expire()
        await coordinator.async_refresh()
        await hass.async_block_till_done()


async def test_another_camera_while_running(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    own = camera.records["params"]["id"]
    camera.faults.add(Reset(times=5))
    await refresh(hass, coordinator)
    camera.faults.clear()
    camera.records["params"]["id"] = "00626E000001"
    await refresh(hass, coordinator, 3)
    assert isinstance(coordinator.last_exception, UpdateFailed)
    assert coordinator.last_exception.translation_key == "other_camera"
    assert set(shown_states(hass, coordinator.config_entry).values()) == {False}

    camera.records["params"]["id"] = own
    await refresh(hass, coordinator)
    assert coordinator.last_update_success
    assert shown(hass, camera, "switch", "motion_detection") == "off"


async def test_firmware_updated_meanwhile(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    device_registry: dr.DeviceRegistry,
) -> None:
    first = loaded.runtime_data
    camera.faults.add(Reset(times=5))
    await refresh(hass, first)
    camera.faults.clear()
    camera.records["params"]["sys_ver"] = "11.37.2.99"
    del camera.records["params"]["alarm_motion_compensation"]
    camera.records["params"]["alarm_future"] = "7"
    await refresh(hass, first, 2)
    await until(lambda: loaded.state is ConfigEntryState.LOADED and loaded.runtime_data is not first)
    await hass.async_block_till_done(wait_background_tasks=True)
    (device,) = dr.async_entries_for_config_entry(device_registry, loaded.entry_id)
    assert device.sw_version == "11.37.2.99"
    before = camera.dump()
    await act(hass, camera, "switch", "motion_detection", True)
    assert changes(before, camera.dump()) == {"params.alarm_motion_armed": "1"}


async def test_rights_reduced_and_given_back(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    issue_registry: ir.IssueRegistry,
) -> None:
    camera.records["params"].update(user2_name="boss", user2_pwd="Tr0wel", user2_pri="2", user1_pri="1")
    first = loaded.runtime_data
    for _ in range(6):
        if loaded.runtime_data is first:
            await refresh(hass, first)
    await until(lambda: loaded.state is ConfigEntryState.LOADED and loaded.runtime_data is not first)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issue_registry.async_get_issue(DOMAIN, f"missing_rights_{loaded.entry_id}")
    assert not [flow for flow in hass.config_entries.flow.async_progress() if flow["handler"] == DOMAIN]
    refused = camera.refused_logins
    for _ in range(3):
        await refresh(hass, loaded.runtime_data)
    assert camera.refused_logins == refused


@pytest.mark.parametrize("status", [401, 503])
async def test_too_many_connections(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator, status: int
) -> None:
    camera.faults.add(Overload(status=status, connections=0, times=1))
    await refresh(hass, coordinator)
    await refresh(hass, coordinator)
    assert coordinator.last_update_success
    assert not hass.config_entries.flow.async_progress()
    assert set(shown_states(hass, coordinator.config_entry).values()) == {True}


@pytest.mark.parametrize("dialect", ["netwave", "foscam_hd", "anjia"])
async def test_restart_in_the_middle_of_a_write(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    before, old = camera.dump(), shown(hass, camera, "switch", "motion_detection")
    setter = coordinator.camera.dialect.bindings[MOTION_DETECTION].commands[0]
    camera.faults.add(Meanwhile(command=setter.name, what=camera.reboot, times=1, execute=False))
    with pytest.raises(HomeAssistantError, match="closed the connection"):
        await act(hass, camera, "switch", "motion_detection", old == "off")
    await until(lambda: camera.online)
    await refresh(hass, coordinator, 2)
    assert not changes(before, camera.dump())
    assert shown(hass, camera, "switch", "motion_detection") == old
    await act(hass, camera, "switch", "motion_detection", old == "off")
    assert shown(hass, camera, "switch", "motion_detection") != old


@pytest.mark.usefixtures("all_enabled")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_clock_of_1970(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.clock.set(0)
    await refresh(hass, coordinator)
    assert coordinator.last_update_success
    offset = coordinator.camera.state.get(CLOCK_OFFSET)
    assert offset is None or offset < -1_000_000_000


@pytest.mark.parametrize("dialect", ["anjia"])
async def test_session_expired(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    coordinator: CameraCoordinator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.clear()
    camera.wire.booted()
    await refresh(hass, coordinator)
    assert coordinator.last_update_success
    assert not told(caplog)
    assert camera.refused_logins == 0


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_hostile_values(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    coordinator: CameraCoordinator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever stands in the fields: no entity fails, none shows more than a line, nothing of it is run."""
    entry = coordinator.config_entry
    caplog.set_level(logging.INFO)
    for value in (
        "9" * 5000,
        "nan",
        "-inf",
        "1e400",
        "x" * 3000,
        "<img src=x onerror=alert(1)>",
        "\x1b[31m\x07",
        "²",
    ):
        records = coordinator.camera.state.records
        for name, record in records.items():
            command = coordinator.camera.dialect.commands[name]
            spoiled = dict.fromkeys(record, value)
            with patch.object(coordinator.camera._session, "read", returned(spoiled)):
                await coordinator.camera._poller.refresh(command)
        coordinator.async_update_listeners()
        await hass.async_block_till_done()
        for each in shown_states(hass, entry):
            state = hass.states.get(each)
            assert state
            assert len(state.state) <= 255
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR], value


def returned[T](value: T) -> Callable[..., object]:
    """Return a coroutine function that returns this."""

    async def read(*_args: object) -> T:
        return value

    return read
