"""Adding a camera, and keeping its address, its account and its owner's choices up to date."""

from typing import Any

from homeassistant.config_entries import (
    SOURCE_DHCP,
    SOURCE_REAUTH,
    SOURCE_USER,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME, Platform
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_schema_suggested_value
from pytest_socket import socket_allow_hosts

from custom_components.ipcam_cgi import address
from custom_components.ipcam_cgi.config_flow import CONF_SAVE_ANYWAY
from custom_components.ipcam_cgi.const import (
    CONF_ALARM_WEBHOOK,
    CONF_DIALECT,
    CONF_OUTPUT,
    CONF_RESOLUTION,
    CONF_SWAP_PAN,
    CONF_SWAP_TILT,
    DOMAIN,
)
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions, Output
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials
from simulator import Account, SimulatedCamera
from simulator.faults import Body, Fault, Html, Refused, Reset, Status
from tests.conftest import PASSWORD, USERNAME, every_camera, every_netwave, spoken
from tests.ha.conftest import entry_data, in_sections, make_entry

NEW_PASSWORD = "Ivy-0n-the-W4ll"


@pytest.fixture(autouse=True)
def few_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flows load entries; what entities there are is no matter here."""
    monkeypatch.setattr("custom_components.ipcam_cgi.PLATFORMS", [Platform.TEXT])


def answers(camera: SimulatedCamera, **changed: object) -> dict[str, Any]:
    """Return what a person fills in."""
    data = entry_data(camera, **changed)
    return {name: value for name, value in data.items() if name != CONF_DIALECT}


def change_password(camera: SimulatedCamera, password: str) -> None:
    """Change the password in the camera."""
    camera.records["params"]["user1_pwd"] = password


async def start_user_flow(hass: HomeAssistant) -> ConfigFlowResult:
    """Open the form for a new camera."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    assert not result["errors"]
    return result


async def fill_in(hass: HomeAssistant, form: ConfigFlowResult, answers: dict[str, Any]) -> ConfigFlowResult:
    """Send a form."""
    result = await hass.config_entries.flow.async_configure(form["flow_id"], answers)
    await hass.async_block_till_done()
    return result


@every_camera
async def test_add_camera(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    form = await start_user_flow(hass)
    result = await fill_in(hass, form, answers(camera))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    manufacturer = REGISTRY[spoken(camera)].manufacturer
    # Not every camera has a name.
    assert result["title"] in (camera.alias, f"{manufacturer} {camera.serial[-6:]}")
    assert result["data"] == entry_data(camera)
    assert result["options"] == {}
    assert result["result"].unique_id == camera.serial.lower()
    assert result["result"].state is ConfigEntryState.LOADED
    assert camera.refused_logins == 0


async def test_camera_without_name(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    camera.records["params"]["alias"] = ""
    result = await fill_in(hass, await start_user_flow(hass), answers(camera))
    assert result["title"] == "Netwave 51AC0D"


async def test_camera_without_password(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    change_password(camera, "")
    data = answers(camera)
    del data[CONF_PASSWORD]
    result = await fill_in(hass, await start_user_flow(hass), data)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"][CONF_PASSWORD] == ""


@pytest.mark.parametrize(
    "host",
    [
        "{host}:{port}",
        " {host}:{port} ",
        "http://{host}:{port}",
        "http://{host}:{port}/",
        "http://visitor:letmein@{host}:{port}/live.htm?user=visitor&pwd=letmein#top",
    ],
)
async def test_pasted_address(hass: HomeAssistant, camera: SimulatedCamera, host: str) -> None:
    pasted = host.format(host=camera.address.host, port=camera.address.port)
    data = answers(camera) | {CONF_HOST: pasted, CONF_PORT: 80}
    result = await fill_in(hass, await start_user_flow(hass), data)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == entry_data(camera)


@pytest.mark.parametrize("host", ["", "http://", "my camera", "cam:99999", "1:2:3", "http://[cam"])
async def test_no_address(hass: HomeAssistant, camera: SimulatedCamera, host: str) -> None:
    form = await start_user_flow(hass)
    result = await fill_in(hass, form, answers(camera) | {CONF_HOST: host})
    assert result["errors"] == {CONF_HOST: "invalid_host"}
    assert not camera.requests

    result = await fill_in(hass, result, answers(camera))
    assert result["type"] is FlowResultType.CREATE_ENTRY


FIRST_ASKED = ("check_user", "get_camera_params")
WORDLESS = [Body(command=name, body=b"Good morning") for name in FIRST_ASKED]
BROKEN = [Body(command=name, body=b"error: out of order.") for name in FIRST_ASKED]


@pytest.mark.parametrize(
    ("faults", "error", "answer"),
    [
        ([Refused()], "connection_refused", "connection refused"),
        ([Reset()], "connection_closed", "the camera closed the connection"),
        ([Status(command="check_user")], "cannot_connect", "HTTP status 503"),
        ([Html()], "not_a_camera", "Login, HTTP status 200"),
        (WORDLESS, "bad_reply", "the reply contains no values"),
        (BROKEN, "bad_reply", "out of order"),
    ],
)
async def test_error_and_recovery(
    hass: HomeAssistant, camera: SimulatedCamera, faults: list[Fault], error: str, answer: str
) -> None:
    for fault in faults:
        camera.faults.add(fault)
    form = await start_user_flow(hass)
    result = await fill_in(hass, form, answers(camera))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    assert result["description_placeholders"] == {"answer": answer}
    # What was filled in is still there.
    assert result["data_schema"] is not None
    assert get_schema_suggested_value(result["data_schema"].schema, CONF_USERNAME) == USERNAME

    camera.faults.clear()
    result = await fill_in(hass, result, answers(camera))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == entry_data(camera)


@pytest.mark.parametrize("dialect", ["hucoms"])
async def test_interface_that_is_switched_off(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    """Some cameras say so; then the owner knows what to do."""
    off = camera.faults.add(Body(body=b"Error: apictrlstatus disabled\r\n", skip=1))
    result = await fill_in(hass, await start_user_flow(hass), answers(camera))
    assert off.struck
    assert result["errors"] == {"base": "api_disabled"}
    camera.faults.clear()
    result = await fill_in(hass, result, answers(camera))
    assert result["type"] is FlowResultType.CREATE_ENTRY


@every_netwave
async def test_wrong_password_is_tried_once(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    form = await start_user_flow(hass)
    result = await fill_in(hass, form, answers(camera, password="wrong"))
    assert result["errors"] == {"base": "invalid_auth"}
    assert camera.refused_logins == 1

    result = await fill_in(hass, result, answers(camera))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert camera.refused_logins == 1


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_camera_that_does_not_tell_who_it_is(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    # The id of the older manual's cameras is in the realm and in what only administrators may read.
    camera.records["params"].update(user2_name="helper", user2_pwd="trowel", user2_pri="1")
    helper = {CONF_USERNAME: "helper", CONF_PASSWORD: "trowel"}
    nameless = camera.faults.add(Body(path="/get_camera_params.cgi", status=401, times=1))
    result = await fill_in(hass, await start_user_flow(hass), answers(camera, **helper))
    assert nameless.struck == 1
    assert result["errors"] == {"base": "no_identity"}

    result = await fill_in(hass, result, answers(camera, **helper))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].unique_id == camera.serial.lower()


DEAD_PORT = 1
"""Nobody listens there."""


@every_camera
async def test_camera_that_has_moved(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    before = entry_data(camera, port=DEAD_PORT, password=NEW_PASSWORD)
    hass.config_entries.async_update_entry(entry, data=before)
    result = await fill_in(hass, await start_user_flow(hass), answers(camera))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    # The password that the entry had was never sent to the new address.
    assert entry.data == entry_data(camera)
    assert camera.refused_logins == 0
    assert entry.state is ConfigEntryState.LOADED


@every_camera
async def test_camera_with_the_id_of_another(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, dialect: str, profile: str
) -> None:
    twin = SimulatedCamera(
        dialect, profile=profile, username="owner", password=NEW_PASSWORD, serial=camera.serial
    )
    async with twin.running():
        data = answers(twin, username="owner", password=NEW_PASSWORD)
        result = await fill_in(hass, await start_user_flow(hass), data)
        assert result["type"] is FlowResultType.ABORT
        assert result["reason"] == "id_in_use"
        assert result["description_placeholders"] == {"name": loaded.title}
        assert loaded.data == entry_data(camera)
        assert loaded.state is ConfigEntryState.LOADED
        assert twin.refused_logins == camera.refused_logins == 0
        sent = repr([(each.target, each.headers) for each in twin.requests])
        assert PASSWORD not in sent
        assert Credentials(USERNAME, PASSWORD).basic not in sent


async def test_added_twice(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    result = await fill_in(hass, await start_user_flow(hass), answers(camera))
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        # Another camera has the old address, or something else has: it is free.
        (Html(), "already_configured"),
        # It has too much to do to tell who it is.
        (Status(status=503), "id_in_use"),
        # A weak camera drops one request.
        (Reset(times=1), "id_in_use"),
    ],
    ids=["something else", "busy", "weak"],
)
async def test_what_answers_at_the_old_address(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, fault: Fault, reason: str
) -> None:
    camera.faults.add(fault)
    twin = SimulatedCamera(username=USERNAME, password=PASSWORD, serial=camera.serial)
    async with twin.running():
        result = await fill_in(hass, await start_user_flow(hass), answers(twin))
        assert result["reason"] == reason
        assert entry.data == entry_data(twin if reason == "already_configured" else camera)
        await hass.config_entries.async_unload(entry.entry_id)


async def test_camera_that_waits_for_a_password(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    change_password(camera, NEW_PASSWORD)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))
    refused = camera.refused_logins
    twin = SimulatedCamera(username=USERNAME, password=PASSWORD, serial=camera.serial)
    async with twin.running():
        result = await fill_in(hass, await start_user_flow(hass), answers(twin))
    assert result["reason"] == "id_in_use"
    assert camera.refused_logins == refused
    assert entry.data == entry_data(camera)


def seen(camera: SimulatedCamera, *, ip: str = "127.0.0.1", mac: str = "") -> DhcpServiceInfo:
    """Return what DHCP tells of a camera."""
    return DhcpServiceInfo(ip=ip, hostname="ipcam", macaddress=(mac or camera.serial).lower())


OLD_ADDRESS = "127.0.0.2"
"""A loopback address where no simulated camera listens."""


async def discover(hass: HomeAssistant, info: DhcpServiceInfo) -> ConfigFlowResult:
    """Let a device be seen on the network."""
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_DHCP}, data=info)


async def test_discovery_follows_a_known_camera(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    socket_allow_hosts([OLD_ADDRESS, camera.address.host])
    hass.config_entries.async_update_entry(entry, data=entry_data(camera, host=OLD_ADDRESS))
    result = await discover(hass, seen(camera))
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert entry.data == entry_data(camera)


async def test_discovery_leaves_a_camera_that_answers(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    result = await discover(hass, seen(camera, ip=OLD_ADDRESS))
    assert result["reason"] == "already_configured"
    assert loaded.data == entry_data(camera)


@pytest.mark.parametrize("serial", ["00626E000001", None], ids=["another camera", "nothing"])
async def test_discovery_of_another_at_the_new_address(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, serial: str | None
) -> None:
    socket_allow_hosts([OLD_ADDRESS, camera.address.host])
    before = entry_data(camera, host=OLD_ADDRESS)
    hass.config_entries.async_update_entry(entry, data=before)
    if serial is None:
        camera.faults.add(Refused())
    else:
        camera.records["params"]["id"] = serial
    result = await discover(hass, seen(camera))
    assert result["reason"] == "already_configured"
    assert entry.data == before


async def test_discovery_leaves_a_host_name(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    before = entry_data(camera, host="garden.example")
    hass.config_entries.async_update_entry(entry, data=before)
    result = await discover(hass, seen(camera))
    assert result["reason"] == "already_configured"
    assert entry.data == before
    assert camera.requests == []


@every_netwave
async def test_discovery_offers_a_new_camera(
    hass: HomeAssistant, camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    # DHCP tells no port, so cameras are looked for where their web pages usually are.
    monkeypatch.setattr(address, "PORTS", ((DEAD_PORT, False), (camera.address.port, False)))
    form = await discover(hass, seen(camera))
    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == "user"
    assert form["data_schema"] is not None
    assert get_schema_suggested_value(form["data_schema"].schema, CONF_HOST) == camera.address.host
    assert camera.refused_logins == 0
    progress = hass.config_entries.flow.async_progress()
    # Not every manual lets a camera tell its name to strangers.
    shown = progress[0]["context"]["title_placeholders"]["name"]
    assert shown in (camera.alias, camera.address.host)

    result = await fill_in(hass, form, answers(camera))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == entry_data(camera)


@pytest.mark.parametrize("fault", [Html(), Refused()])
async def test_discovery_of_something_else(
    hass: HomeAssistant, camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(address, "PORTS", ((DEAD_PORT, False), (camera.address.port, False)))
    camera.faults.add(fault)
    result = await discover(hass, seen(camera))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "not_a_camera"
    camera.faults.clear()


@every_netwave
async def test_reauth(hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry) -> None:
    change_password(camera, NEW_PASSWORD)
    form = await entry.start_reauth_flow(hass)
    assert form["step_id"] == "reauth_confirm"
    assert form["description_placeholders"]["name"] == camera.alias

    result = await fill_in(hass, form, {CONF_USERNAME: USERNAME, CONF_PASSWORD: "wrong"})
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": "invalid_auth"}
    assert camera.refused_logins == 1

    result = await fill_in(hass, result, {CONF_USERNAME: USERNAME, CONF_PASSWORD: NEW_PASSWORD})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data == entry_data(camera, password=NEW_PASSWORD)
    assert entry.state is ConfigEntryState.LOADED
    assert camera.refused_logins == 1


@every_netwave
async def test_reauth_with_a_smaller_account(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    camera.records["params"].update(user2_name="helper", user2_pwd="trowel", user2_pri="1")
    form = await entry.start_reauth_flow(hass)
    result = await fill_in(hass, form, {CONF_USERNAME: "helper", CONF_PASSWORD: "trowel"})
    assert result["reason"] == "reauth_successful"
    assert entry.state is ConfigEntryState.LOADED


async def test_reauth_at_another_camera(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    camera.records["params"]["id"] = "00626E000001"
    form = await entry.start_reauth_flow(hass)
    result = await fill_in(hass, form, {CONF_USERNAME: USERNAME, CONF_PASSWORD: PASSWORD})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "other_camera"


@every_netwave
async def test_reconfigure(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    entry = make_entry(camera, {}, host="192.0.2.7", port=81, username="someone")
    entry.add_to_hass(hass)
    form = await entry.start_reconfigure_flow(hass)
    assert form["step_id"] == "reconfigure"
    assert form["data_schema"] is not None
    assert get_schema_suggested_value(form["data_schema"].schema, CONF_HOST) == "192.0.2.7"
    assert not get_schema_suggested_value(form["data_schema"].schema, CONF_PASSWORD)

    # The password is not asked for again.
    result = await fill_in(hass, form, answers(camera, password=""))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == entry_data(camera)
    assert entry.state is ConfigEntryState.LOADED


async def test_reconfigure_password(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    change_password(camera, NEW_PASSWORD)
    form = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, form, answers(camera))
    assert result["errors"] == {"base": "invalid_auth"}
    assert camera.refused_logins == 1

    result = await fill_in(hass, result, answers(camera, password=NEW_PASSWORD))
    assert result["reason"] == "reconfigure_successful"
    assert entry.data[CONF_PASSWORD] == NEW_PASSWORD


async def test_reconfigure_while_the_camera_is_off_line(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    entry = make_entry(camera, {}, host="192.0.2.7", port=81)
    entry.add_to_hass(hass)
    camera.faults.add(Refused())
    form = await entry.start_reconfigure_flow(hass)
    moved = answers(camera, host=camera.url, password="")
    result = await fill_in(hass, form, moved)
    assert result["errors"] == {"base": "connection_refused"}
    assert result["data_schema"] is not None
    assert CONF_SAVE_ANYWAY in result["data_schema"].schema

    result = await fill_in(hass, result, moved | {CONF_SAVE_ANYWAY: True})
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == entry_data(camera)
    assert hass.config_entries.async_loaded_entries(DOMAIN) == []

    camera.faults.clear()
    await hass.config_entries.async_reload(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED


async def test_reconfigure_without_address(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry
) -> None:
    form = await entry.start_reconfigure_flow(hass)
    before = dict(entry.data)
    result = await fill_in(hass, form, answers(camera, host="http://"))
    assert result["errors"] == {CONF_HOST: "invalid_host"}
    assert entry.data == before


async def test_reconfigure_to_another_camera(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    entry = make_entry(camera, {})
    entry.add_to_hass(hass)
    camera.records["params"]["id"] = "00626E000001"
    form = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, form, answers(camera))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "other_camera"


CHOICES: dict[str, Any] = {
    CONF_ALARM_WEBHOOK: False,
    "alarm_interval": 5,
    CONF_RESOLUTION: "qvga",
    "rate": 5,
    "pre_roll": 0,
    "movable": True,
    CONF_SWAP_PAN: True,
    CONF_SWAP_TILT: True,
    CONF_OUTPUT: "relay",
    "preset_count": 3,
    "presets": ["Gate", "Pond"],
}


async def test_options(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    before = loaded.runtime_data
    assert before.camera.options == CameraOptions()
    form = await hass.config_entries.options.async_init(loaded.entry_id)
    assert form["step_id"] == "init"
    assert form["data_schema"] is not None
    filled = in_sections(form["data_schema"], CHOICES)
    result = await hass.config_entries.options.async_configure(form["flow_id"], filled)
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert loaded.options == CHOICES

    # The entry was loaded anew, and the choices reached the library.
    after = loaded.runtime_data
    assert after is not before
    assert after.update_interval.total_seconds() == 5
    assert after.camera.options == CameraOptions(
        alarm_interval=5,
        swap_pan=True,
        swap_tilt=True,
        output=Output.RELAY,
        presets=("Gate", "Pond"),
        preset_count=3,
        resolution="qvga",
        rate=5,
    )


def shown_in(form: ConfigFlowResult, name: str) -> object:
    """Return what the form of the options suggests."""
    assert form["data_schema"] is not None
    for each in form["data_schema"].schema.values():
        if name in each.schema.schema:
            return get_schema_suggested_value(each.schema.schema, name)
    raise AssertionError(name)


async def test_options_show_what_was_chosen(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    form = await hass.config_entries.options.async_init(loaded.entry_id)
    assert form["data_schema"] is not None
    assert shown_in(form, CONF_RESOLUTION) == "as_set"
    choices = CHOICES | {CONF_RESOLUTION: "as_set"}
    await hass.config_entries.options.async_configure(
        form["flow_id"], in_sections(form["data_schema"], choices)
    )
    await hass.async_block_till_done()
    assert loaded.options[CONF_RESOLUTION] == ""

    form = await hass.config_entries.options.async_init(loaded.entry_id)
    for name, value in choices.items():
        assert shown_in(form, name) == value


@pytest.mark.parametrize("name", list(REGISTRY))
async def test_options_are_the_dialects(hass: HomeAssistant, entry: MockConfigEntry, name: str) -> None:
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_DIALECT: name})
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["data_schema"] is not None
    asked = {str(field) for each in form["data_schema"].schema.values() for field in each.schema.schema}
    dialect = REGISTRY[name]
    assert asked - {CONF_ALARM_WEBHOOK, "alarm_interval"} == {"pre_roll", *dialect.options}
    # Those of one dialect never raise an alarm.
    assert ("alarm_interval" in asked) is (name != "anjia")
    assert (CONF_ALARM_WEBHOOK in asked) is (dialect.alarm_webhook is not None)


async def test_visitor_can_add_a_camera(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    camera.records["params"].update(user2_name="guest", user2_pwd="biscuit", user2_pri="0")
    guest = Account("guest", "biscuit", Access.VISITOR)
    data = answers(camera, username=guest.name, password=guest.password)
    result = await fill_in(hass, await start_user_flow(hass), data)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].unique_id == camera.serial.lower()
