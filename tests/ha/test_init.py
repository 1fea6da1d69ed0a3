"""A camera's life in Home Assistant: set up, lost, found again, unloaded."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
import logging

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.helpers.update_coordinator import UpdateFailed
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.ipcam_cgi.const import CONF_LENIENT, DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam.model.dialect import Move
from simulator import SimulatedCamera
from simulator.faults import Body, Fault, HeaderLine, Html, Refused, Reset, Status
from tests.conftest import every_camera, every_netwave, until
from tests.ha.conftest import keys, make_entry, shown

ACCOUNTS = {"operator": "1", "visitor": "0"}


async def pass_time(hass: HomeAssistant, seconds: float) -> None:
    """Let Home Assistant's clock go on and wait for what was due."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
    await hass.async_block_till_done(wait_background_tasks=True)


def add_account(camera: SimulatedCamera, role: str) -> dict[str, str]:
    """Add an account to the camera; return its part of an entry's data."""
    camera.records["params"].update(user2_name=role, user2_pwd="Tr0wel", user2_pri=ACCOUNTS[role])
    return {"username": role, "password": "Tr0wel"}


@every_camera
async def test_setup_unload_reload(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    assert hass.config_entries.async_loaded_entries(DOMAIN) == [loaded]
    states = [state for state in hass.states.async_all() if state.state != STATE_UNAVAILABLE]
    assert states

    assert await hass.config_entries.async_unload(loaded.entry_id)
    await hass.async_block_till_done()
    assert not hass.config_entries.async_loaded_entries(DOMAIN)
    assert {state.state for state in hass.states.async_all()} == {STATE_UNAVAILABLE}
    await until(lambda: camera.connections == 0)
    asked = len(camera.requests)
    await pass_time(hass, 10)
    assert len(camera.requests) == asked

    assert await hass.config_entries.async_setup(loaded.entry_id)
    await hass.async_block_till_done()
    assert len([state for state in hass.states.async_all() if state.state != STATE_UNAVAILABLE]) == len(
        states
    )
    assert camera.refused_logins == 0


@every_netwave
async def test_device(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    device_registry: dr.DeviceRegistry,
) -> None:
    (device,) = dr.async_entries_for_config_entry(device_registry, loaded.entry_id)
    serial = camera.serial.lower()
    assert device.identifiers == {(DOMAIN, serial)}
    assert device.connections == {(dr.CONNECTION_NETWORK_MAC, dr.format_mac(serial))}
    assert device.name == camera.alias
    assert device.sw_version == camera.records["params"]["sys_ver"]
    assert device.configuration_url == camera.url.removesuffix("/")
    for each in er.async_entries_for_config_entry(er.async_get(hass), loaded.entry_id):
        assert each.unique_id.startswith(f"{serial}_")
        assert camera.address.host not in each.unique_id


async def test_camera_off_line_at_setup(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    fault = camera.faults.add(Refused())
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert str(entry.reason).startswith("Garden refuses the connection")
    assert not hass.config_entries.flow.async_progress()

    camera.faults.remove(fault)
    await pass_time(hass, 10)
    assert hass.config_entries.async_loaded_entries(DOMAIN) == [entry]


@pytest.mark.parametrize(
    "fault",
    [
        Reset(path="/check_user.cgi"),
        Status(path="/check_user.cgi"),
        Body(path="/get_status.cgi", body=b"\xff\xfe\x00", skip=1),
        Reset(path="/get_*.cgi", skip=2),
    ],
)
async def test_bad_answers_at_setup(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, fault: Fault
) -> None:
    camera.faults.add(fault)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    camera.faults.clear()
    await pass_time(hass, 10)
    assert hass.config_entries.async_loaded_entries(DOMAIN) == [entry]


@every_camera
async def test_wrong_password_is_tried_once(
    hass: HomeAssistant, camera: SimulatedCamera, options: dict[str, object]
) -> None:
    entry = make_entry(camera, options, password="wrong")
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert camera.refused_logins == 1
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH

    asked = len(camera.requests)
    for _ in range(5):
        await pass_time(hass, 60)
    assert len(camera.requests) == asked


@every_netwave
async def test_password_changed_while_running(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.records["params"]["user1_pwd"] = "changed"
    # It asks for the login, as none does that is overloaded: that was the only attempt.
    for _ in range(4):
        coordinator.camera.expire()
        await coordinator.async_refresh()
    await hass.async_block_till_done()
    assert camera.refused_logins == 1
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH
    assert shown(hass, camera, "camera", "camera_main") == STATE_UNAVAILABLE

    asked = len(camera.requests)
    for _ in range(3):
        await pass_time(hass, 60)
    assert camera.refused_logins == 1
    assert len(camera.requests) == asked


async def test_overload_is_no_wrong_password(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.faults.add(Status(status=401, path="/get_params.cgi", times=1))
    coordinator.camera.expire()
    await coordinator.async_refresh()
    await coordinator.async_refresh()
    await hass.async_block_till_done()
    assert coordinator.last_update_success
    assert not hass.config_entries.flow.async_progress()
    assert shown(hass, camera, "switch", "motion_detection") == "off"


async def test_another_camera_at_the_address(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    camera.records["params"]["id"] = "00626E000001"
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.reason == "A different camera, with the ID 00626e000001, responds at the address of Garden"


@every_netwave
@pytest.mark.parametrize("role", list(ACCOUNTS))
async def test_smaller_accounts(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    issue_registry: ir.IssueRegistry,
    profile: str,
    role: str,
) -> None:
    entry = make_entry(camera, {}, **add_account(camera, role))
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert keys(hass, entry, "camera").keys() == {"camera_main"}
    # The older manual has no command that tells a visitor from an operator.
    may_control = role == "operator" or profile == "sdk21"
    assert ("brightness" in keys(hass, entry, "number")) is may_control
    assert ("infrared_light" in keys(hass, entry, "switch")) is may_control
    assert "motion_detection" not in keys(hass, entry, "switch")
    assert "restart" not in keys(hass, entry, "button")
    for state in hass.states.async_all():
        assert state.state != STATE_UNAVAILABLE, state.entity_id

    issue = issue_registry.async_get_issue(DOMAIN, f"missing_rights_{entry.entry_id}")
    assert issue
    assert issue.translation_key == "missing_rights"
    assert issue.translation_placeholders
    assert issue.translation_placeholders["camera"] == camera.alias
    assert entry.runtime_data.camera.identity.role.name.lower() == ("operator" if may_control else role)
    assert int(issue.translation_placeholders["count"]) > 20
    await camera_does_not_refuse(hass, camera, entry)

    # With the rights, the note goes away.
    camera.records["params"]["user2_pri"] = "2"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert "motion_detection" in keys(hass, entry, "switch")
    assert not issue_registry.async_get_issue(DOMAIN, issue.issue_id)


async def camera_does_not_refuse(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    """What an account may not do is not even asked for, once that is known."""
    entry.runtime_data.camera.expire()
    asked = len(camera.requests)
    await entry.runtime_data.async_refresh()
    assert len(camera.requests) > asked
    assert all(each.status == 200 for each in camera.requests[asked:])


async def test_note_goes_with_the_entry(
    hass: HomeAssistant, camera: SimulatedCamera, issue_registry: ir.IssueRegistry
) -> None:
    entry = make_entry(camera, {}, **add_account(camera, "operator"))
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert len(issue_registry.issues) == 1
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert not issue_registry.issues


@every_netwave
@pytest.mark.parametrize("fault", [Refused, Reset, Status])
async def test_camera_goes_away_and_comes_back(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    coordinator: CameraCoordinator,
    caplog: pytest.LogCaptureFixture,
    fault: Callable[[], Fault],
) -> None:
    watched = (("switch", "infrared_light"), ("camera", "camera_main"))
    caplog.clear()
    camera.faults.add(fault())
    for _ in range(4):
        # The polls of a camera that is away come less and less often.
        await pass_time(hass, 60)
    assert {shown(hass, camera, *each) for each in watched} == {STATE_UNAVAILABLE}
    assert told(caplog) == [(logging.ERROR, "Error fetching Garden data")]
    assert not hass.config_entries.flow.async_progress()

    caplog.clear()
    camera.faults.clear()
    for _ in range(3):
        await pass_time(hass, 60)
    assert STATE_UNAVAILABLE not in {shown(hass, camera, *each) for each in watched}
    assert told(caplog) == [(logging.INFO, "Fetching Garden data recovered")]
    assert camera.refused_logins == 0


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Return what a user finds in the log of this integration."""
    return [
        (record.levelno, record.getMessage().partition(":")[0])
        for record in caplog.records
        if record.name.startswith("custom_components.ipcam_cgi") and record.levelno > logging.DEBUG
    ]


async def test_polls_of_a_lost_camera_become_rare(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.faults.add(Refused())
    pauses = []
    for _ in range(8):
        await coordinator.async_refresh()
        assert isinstance(coordinator.last_exception, UpdateFailed)
        pauses.append(coordinator.last_exception.retry_after)
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    camera.faults.clear()
    await coordinator.async_refresh()
    assert coordinator.last_update_success


@pytest.mark.usefixtures("all_enabled")
async def test_one_failing_answer_leaves_the_rest_alone(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    camera.faults.add(Html(path="/get_misc.cgi"))
    coordinator.camera.expire()
    await coordinator.async_refresh()
    await hass.async_block_till_done()
    assert shown(hass, camera, "select", "status_led") == STATE_UNAVAILABLE
    assert shown(hass, camera, "number", "brightness") == "128"
    assert coordinator.last_update_success

    camera.faults.clear()
    await coordinator.async_refresh()
    await hass.async_block_till_done()
    assert shown(hass, camera, "select", "status_led") == "mode_1"


@pytest.mark.usefixtures("all_enabled")
async def test_polls_only_what_is_wanted(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    asked = len(camera.requests)
    for _ in range(3):
        await pass_time(hass, 2.5)
    assert {each.command for each in camera.requests[asked:]} == {"get_status"}
    assert 2 <= len(camera.requests) - asked <= 4

    # Nobody shows the status LED any more: the command that only it needs is not sent.
    registry = er.async_get(hass)
    for platform in ("select", "switch", "number"):
        for key, each in keys(hass, coordinator.config_entry, platform).items():
            if coordinator.camera.dialect.bindings and "get_misc" in getters(coordinator, key):
                registry.async_update_entity(each, disabled_by=er.RegistryEntryDisabler.USER)
    await hass.config_entries.async_reload(coordinator.config_entry.entry_id)
    await hass.async_block_till_done()
    reloaded = coordinator.config_entry.runtime_data
    reloaded.camera.expire()
    asked = len(camera.requests)
    await reloaded.async_refresh()
    commands = {each.command for each in camera.requests[asked:]}
    assert "get_params" in commands
    assert "get_misc" not in commands


def getters(coordinator: CameraCoordinator, key: str) -> set[str]:
    """Return the command that tells the feature of a key."""
    return {
        binding.getter.name
        for feature, binding in coordinator.camera.dialect.bindings.items()
        if feature.key == key and binding.getter
    }


@pytest.mark.parametrize("options", [{"alarm_interval": 30}])
async def test_alarm_interval(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    asked = len(camera.requests)
    await pass_time(hass, 20)
    assert len(camera.requests) == asked
    await pass_time(hass, 31)
    assert len(camera.requests) > asked


async def test_malformed_http_is_remembered(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    camera.faults.add(HeaderLine())
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.data[CONF_LENIENT] is True
    asked = len(camera.requests)
    await hass.config_entries.async_reload(entry.entry_id)
    targets = [each.target for each in camera.requests[asked:]]
    assert targets[0] != targets[1]


async def start_moving(camera: SimulatedCamera, entry: MockConfigEntry) -> None:
    """Let the camera move without end."""
    await entry.runtime_data.camera.ptz.start(Move(pan=1))
    assert camera.moving


@every_netwave
async def test_unload_stops_everything(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    before = tasks()
    frames = loaded.runtime_data.camera.streams.broadcaster("main").frames()
    await anext(frames)
    await start_moving(camera, loaded)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    await until(lambda: not camera.moving, 1)
    with pytest.raises(StopAsyncIteration):
        await anext(frames)
    await until(lambda: camera.open_streams == 0)
    await until(lambda: tasks() <= before)


async def test_stop_of_home_assistant_stops_everything(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    before = tasks()
    frames = loaded.runtime_data.camera.streams.broadcaster("main").frames()
    await anext(frames)
    await start_moving(camera, loaded)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await until(lambda: not camera.moving, 1)
    await until(lambda: camera.open_streams == 0)
    await frames.aclose()
    await until(lambda: tasks() <= before)
    # An entry that is unloaded after that has nothing left to forget.
    await hass.config_entries.async_unload(loaded.entry_id)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def tasks() -> set[str]:
    """Return the names of what goes on in the integration."""
    return {
        f"{task.get_name()} {task.get_coro()}"
        for task in asyncio.all_tasks()
        if "ipcam_cgi" in getattr(getattr(task.get_coro(), "cr_code", None), "co_filename", "")
    }
