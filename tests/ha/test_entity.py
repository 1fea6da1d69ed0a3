"""What all entities share: what happens when a camera does not do what it is told."""

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from simulator import SimulatedCamera
from simulator.faults import Body, Cut, Fault, Html, Refused, Reset, Status
from tests.conftest import changes, every_camera, every_netwave, until, written
from tests.ha.conftest import act, entity_id, keys, shown


@pytest.fixture
def platforms() -> list[Platform]:
    """What is needed here."""
    return [Platform.CAMERA, Platform.NUMBER, Platform.SELECT, Platform.SWITCH, Platform.TEXT]


@every_camera
async def test_enabled_by_default(
    hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    entries = er.async_entries_for_config_entry(er.async_get(hass), loaded.entry_id)
    assert sorted(each.entity_id for each in entries if not each.disabled_by) == snapshot


@every_netwave
@pytest.mark.parametrize(
    ("fault", "kind", "key"),
    [
        (Body(path="/set_alarm.cgi", body=b"error: illegal params."), HomeAssistantError, "rejected"),
        (Status(path="/set_alarm.cgi", status=404), ServiceValidationError, "unsupported"),
        (Status(path="/set_alarm.cgi", status=503, execute=False), HomeAssistantError, "cannot_connect"),
        (Reset(path="/set_alarm.cgi"), HomeAssistantError, "connection_closed"),
        (Refused(), HomeAssistantError, "connection_refused"),
    ],
)
async def test_a_write_that_fails(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    fault: Fault,
    kind: type[HomeAssistantError],
    key: str,
) -> None:
    before = camera.dump()
    camera.faults.add(fault)
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, camera, "switch", "motion_detection", True)
    assert type(raised.value) is kind
    assert raised.value.translation_domain == DOMAIN
    assert raised.value.translation_key == key
    assert raised.value.translation_placeholders
    assert raised.value.translation_placeholders["camera"] == camera.alias
    assert not changes(before, camera.dump())
    camera.faults.clear()
    await loaded.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert shown(hass, camera, "switch", "motion_detection") == "off"


async def test_refused_write_shows_what_was_before(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    seen: list[str] = []
    hass.bus.async_listen("state_changed", lambda event: seen.append(event.data["new_state"].state))
    camera.faults.add(Body(path="/camera_control.cgi", body=b"error: illegal params."))
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "number", "brightness", 200)
    await hass.async_block_till_done()
    assert shown(hass, camera, "number", "brightness") == "128"
    assert set(seen) <= {"128"}


async def test_answer_lost_after_the_write(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """The camera has done it and could not say so: the next poll tells."""
    camera.faults.add(Cut(path="/camera_control.cgi", keep=0, reset=True))
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "number", "brightness", 200)
    assert camera.records["camera"]["brightness"] == "200"
    await loaded.runtime_data.async_refresh()
    assert shown(hass, camera, "number", "brightness") == "200"


async def test_camera_makes_something_else_of_it(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.faults.add(Body(path="/camera_control.cgi", body=b"ok."))
    await act(hass, camera, "number", "contrast", 6)
    assert shown(hass, camera, "number", "contrast") == "3"


@pytest.mark.usefixtures("all_enabled")
@pytest.mark.parametrize(
    ("platform", "key", "value"),
    [
        ("number", "brightness", 256),
        ("number", "contrast", -1),
        ("select", "resolution", "4k"),
        ("text", "device_name", "x" * 21),
        # Twenty characters, but not twenty bytes; and what would end a line of the camera's file.
        ("text", "device_name", "é" * 11),
        ("text", "device_name", "one\ntwo"),
    ],
)
async def test_out_of_range(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    platform: str,
    key: str,
    value: object,
) -> None:
    asked = len(camera.requests)
    before = shown(hass, camera, platform, key)
    with pytest.raises((ServiceValidationError, ValueError)):
        await act(hass, camera, platform, key, value)
    assert len(camera.requests) == asked
    assert shown(hass, camera, platform, key) == before


@pytest.mark.usefixtures("all_enabled")
async def test_our_own_refusal(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    with pytest.raises(ServiceValidationError, match="longer than 20") as raised:
        await act(hass, camera, "text", "device_name", "é" * 11)
    assert raised.value.translation_key == "invalid_value"


@every_netwave
async def test_viewing_plan_is_never_overwritten(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.records["forbidden"].update(schedule_enable="1", schedule_mon_1="65535")
    before, asked = camera.dump(), len(camera.requests)
    for value in (True, False):
        with pytest.raises(ServiceValidationError, match="schedule"):
            await act(hass, camera, "switch", "privacy_mode", value)
    assert not written(camera, asked)
    assert camera.dump() == before


@every_netwave
async def test_privacy_mode_off(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await act(hass, camera, "switch", "privacy_mode", True)
    await act(hass, camera, "switch", "privacy_mode", False)
    assert shown(hass, camera, "switch", "privacy_mode") == "off"
    assert camera.records["forbidden"]["schedule_enable"] == "0"


@pytest.mark.usefixtures("all_enabled")
async def test_unknown_bits_are_kept(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """A newer firmware uses bits of the picture's turning that no manual knows."""
    camera.faults.add(Body(path="/get_camera_params.cgi", body=b"var flip=12;var brightness=1;"))
    camera.faults.add(Body(path="/camera_control.cgi", body=b"ok."))
    await act(hass, camera, "switch", "mirror", True)
    assert written(camera)[-1] == "/camera_control.cgi?param=5&value=14"


@every_netwave
@pytest.mark.parametrize("fault", [Html(path="/get_params.cgi"), Cut(path="/get_params.cgi", keep=0.3)])
async def test_whole_record_is_not_written_without_the_whole_record(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, fault: Fault
) -> None:
    before, asked = camera.dump(), len(camera.requests)
    registry = er.async_get(hass)
    registry.async_update_entity(
        entity_id(hass, camera, "switch", "mail_on_address_change"), disabled_by=None
    )
    await hass.config_entries.async_reload(loaded.entry_id)
    await hass.async_block_till_done()
    camera.faults.add(fault)
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "switch", "mail_on_address_change", True)
    assert not written(camera, asked)
    assert camera.dump() == before


async def test_password_changed_before_a_write(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.records["params"]["user1_pwd"] = "changed"
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "number", "brightness", 1)
    for _ in range(3):
        await loaded.runtime_data.async_refresh()
    assert camera.refused_logins == 1
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH


@pytest.mark.usefixtures("all_enabled")
async def test_at_once_and_in_order(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """Many writes at a time reach the camera one by one, and none loses what another set."""
    settings = ("mirror", "flip", "mail_on_alarm", "alarm_input_armed", "ntp")
    for key in settings:
        hass.async_create_task(act(hass, camera, "switch", key, True))
    hass.async_create_task(act(hass, camera, "number", "contrast", 5))
    hass.async_create_task(act(hass, camera, "number", "brightness", 99))
    await hass.async_block_till_done()
    assert {shown(hass, camera, "switch", key) for key in settings} == {"on"}
    assert camera.records["camera"]["flip"] == "3"
    assert camera.records["camera"]["brightness"] == "99"
    assert all(each.connections == 1 for each in camera.requests)


@every_netwave
async def test_poll_while_the_camera_restarts(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await camera.reboot(0.05)
    await until(lambda: camera.online)
    loaded.runtime_data.camera.expire()
    await loaded.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert {
        shown(hass, camera, "number", key)
        for key in keys(hass, loaded, "number")
        if hass.states.get(entity_id(hass, camera, "number", key))
    }.isdisjoint({STATE_UNAVAILABLE})


async def test_nothing_new_writes_no_state(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator
) -> None:
    reported: list[object] = []
    hass.bus.async_listen("state_reported", reported.append, event_filter=callback(lambda _data: True))
    hass.bus.async_listen("state_changed", reported.append)
    for _ in range(3):
        await coordinator.async_refresh()
    await hass.async_block_till_done()
    assert len(reported) <= 3, "only what has no feature of its own, such as the camera, may report itself"
