"""What Home Assistant shows of an HD camera and no other."""

from datetime import timedelta
from typing import Any

from homeassistant.components.camera import CameraEntityFeature, async_get_stream_source
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_PASSWORD, CONF_USERNAME, STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access
from custom_components.ipcam_cgi.ipcam.poller import SLOW
from simulator import SimulatedCamera
from simulator.login import Account
from tests.conftest import PASSWORD, USERNAME, changes

from .conftest import act, compare, entity_id, entry_data, keys, shown


@pytest.fixture
def dialect() -> str:
    return "foscam_hd"


PLATFORMS = (
    "binary_sensor", "button", "camera", "event", "number", "select", "sensor", "switch", "text", "time",
)  # fmt: skip
NOTHING_YET = {"alarm", "preset", "patrol", "power_line_frequency", "sub_video_codec"}
"""What is not known before something happens or somebody chooses."""


@pytest.mark.parametrize("profile", ["standard", "old", "new"])
async def test_every_entity_has_a_state(
    profile: str, hass: HomeAssistant, all_enabled: None, loaded: MockConfigEntry
) -> None:
    without = set()
    for platform in PLATFORMS:
        entities = keys(hass, loaded, platform)
        assert entities or platform == "time"
        for key, name in entities.items():
            state = hass.states.get(name)
            assert state, name
            assert state.state != STATE_UNAVAILABLE, name
            if state.state == STATE_UNKNOWN and platform != "button":
                without.add(key)
            if platform == "select" and state.state != STATE_UNKNOWN:
                assert state.state in state.attributes["options"], name
    assert without - NOTHING_YET <= {"vehicle", "sound", "alarm_input"}


async def test_default_entities_cost_little(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    coordinator = loaded.runtime_data
    asked = len(camera.requests)
    await coordinator.async_refresh()
    assert [each.command for each in camera.requests[asked:]] == ["getDevState"]
    coordinator.camera.expire()
    asked = len(camera.requests)
    await coordinator.async_refresh()
    rest = [each.command for each in camera.requests[asked:] if each.command != "getDevState"]
    assert len(rest) / timedelta(seconds=SLOW).total_seconds() * 60 <= 4


@pytest.mark.parametrize("platforms", [[Platform.TIME]])
async def test_times(
    hass: HomeAssistant, all_enabled: None, loaded: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    compare(hass, loaded, snapshot)


async def test_time(
    hass: HomeAssistant, all_enabled: None, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    assert shown(hass, camera, "time", "infrared_start_1") == "20:30:00"
    before = camera.dump()
    name = entity_id(hass, camera, "time", "infrared_end_2")
    data = {"entity_id": name, "time": "07:45:30"}
    await hass.services.async_call("time", "set_value", data, blocking=True)
    assert changes(before, camera.dump()) == {
        "infrared_schedule.endHour1": "7",
        "infrared_schedule.endMin1": "45",
    }
    assert shown(hass, camera, "time", "infrared_end_2") == "07:45:00"


@pytest.mark.usefixtures("all_enabled")
async def test_camera_shows_that_it_records(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    assert shown(hass, camera, "camera", "camera_main") == "idle"
    await act(hass, camera, "switch", "record_schedule", True)
    await loaded.runtime_data.async_refresh()
    assert shown(hass, camera, "camera", "camera_main") == "recording"
    assert shown(hass, camera, "binary_sensor", "recording") == "on"


async def test_no_stream_unless_wanted(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    state = hass.states.get(entity_id(hass, camera, "camera", "camera_main"))
    assert state
    assert not state.attributes["supported_features"] & CameraEntityFeature.STREAM


@pytest.mark.parametrize("options", [{"rtsp": True}])
async def test_stream(
    hass: HomeAssistant, options: dict[str, Any], loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    for key, path in (("camera_main", "videoMain"), ("camera_sub", "videoSub")):
        name = entity_id(hass, camera, "camera", key)
        state = hass.states.get(name)
        assert state
        assert state.attributes["supported_features"] & CameraEntityFeature.STREAM
        source = await async_get_stream_source(hass, name)
        assert source == f"rtsp://{USERNAME}:{PASSWORD}@{camera.address.host}:88/{path}"
        assert PASSWORD not in str(state.attributes)


async def test_options_of_this_dialect(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    form = await hass.config_entries.options.async_init(loaded.entry_id)
    assert form["data_schema"]
    sections = form["data_schema"].schema.items()
    assert {str(name): {str(field) for field in each.schema.schema} for name, each in sections} == {
        "alarms": {"alarm_interval"},
        "live_picture": {"rtsp"},
        "movement": {"movable", "swap_pan", "swap_tilt", "try_out"},
        "recording": {"pre_roll"},
        "advanced": {"mjpeg"},
    }


@pytest.mark.parametrize("access", [Access.VISITOR, Access.OPERATOR])
async def test_lower_account(
    access: Access, hass: HomeAssistant, entry: MockConfigEntry, camera: SimulatedCamera
) -> None:
    camera.wire.accounts.append(Account("guest", "pear", access))  # type: ignore[attr-defined]
    data = {**entry_data(camera), CONF_USERNAME: "guest", CONF_PASSWORD: "pear"}
    hass.config_entries.async_update_entry(entry, data=data)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    assert keys(hass, entry, "camera")
    assert "motion_detection" not in keys(hass, entry, "switch")
    assert bool(keys(hass, entry, "select")) is (access is Access.OPERATOR)
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"missing_rights_{entry.entry_id}")


async def test_account_that_may_not_ask_who_the_camera_is(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    """A visitor cannot read the MAC address; the entry knows it from before."""
    camera.wire.accounts.append(Account("guest", "pear", Access.VISITOR))  # type: ignore[attr-defined]
    flow = await loaded.start_reauth_flow(hass)
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {CONF_USERNAME: "guest", CONF_PASSWORD: "pear"}
    )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done()
    assert loaded.data[CONF_USERNAME] == "guest"
    assert loaded.unique_id == camera.serial.lower()
