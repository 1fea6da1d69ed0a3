"""Looking after a camera by actions: log, networks, users, files, serial port, factory reset."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from homeassistant.auth.models import User
from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
import voluptuous as vol

from custom_components.ipcam_cgi.actions import files
from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access
from custom_components.ipcam_cgi.services import ACTIONS
from simulator import SimulatedCamera
from simulator.faults import Body, Cut, Empty, Refused
from tests.conftest import PASSWORD, USERNAME, changes, until, written
from tests.ha.conftest import entity_id

# The package's name of this module is its function.
tasks = import_module("custom_components.ipcam_cgi.ipcam.dialects.netwave.tasks")

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


@pytest.fixture
def folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """A folder that Home Assistant may use."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    return tmp_path


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(each.name for each in folder.iterdir())


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "SCAN_PAUSE", 0.05)


def inside(camera: SimulatedCamera) -> Any:
    """Return the dialect of a camera, with whatever only that one has."""
    return camera.wire


async def act(
    hass: HomeAssistant, camera: SimulatedCamera, name: str, context: Context | None = None, /, **data: Any
) -> Any:
    """Call an action and return its answer."""
    target = entity_id(hass, camera, "camera", "camera_main")
    wants = ACTIONS[name].response != "none"
    response = await hass.services.async_call(
        DOMAIN,
        name,
        {ATTR_ENTITY_ID: target, **data},
        blocking=True,
        return_response=wants,
        context=context,
    )
    return response[target] if response else None


async def refused(
    hass: HomeAssistant, camera: SimulatedCamera, name: str, key: str, /, **data: Any
) -> dict[str, str]:
    """Call an action that fails before anything is written; return what the message is made of."""
    asked = len(camera.requests)
    before = camera.dump()
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, camera, name, **data)
    assert raised.value.translation_key == key
    assert written(camera, asked) == []
    assert changes(before, camera.dump()) == {}
    return raised.value.translation_placeholders or {}


# Log and networks


async def test_log(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.records["params"]["alarm_motion_armed"] = "1"
    camera.set_motion(True)
    entries = (await act(hass, camera, "get_log"))["entries"]
    assert {"user": USERNAME, "address": "127.0.0.1", "event": "access"}.items() <= entries[0].items()
    assert entries[-1]["event"] == "motion detect"
    assert entries[-1]["user"] == ""
    assert datetime.fromisoformat(entries[0]["time"]).year > 2020


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (b"var log_text='';", []),
        (b"var log_text='one\\ntwo\\n';", [{"event": "one"}, {"event": "two"}]),
        (
            b"var log_text='Tue, 2031-02-03 04:05:06   ann smith      10.0.0.7         left, angry\\n';",
            [
                {
                    "time": "2031-02-03 04:05:06",
                    "user": "ann smith",
                    "address": "10.0.0.7",
                    "event": "left, angry",
                }
            ],
        ),
        (
            b"var log_text='2031-02-03 04:05:06 10.0.0.7 motion detect';",
            [{"time": "2031-02-03 04:05:06", "user": "", "address": "10.0.0.7", "event": "motion detect"}],
        ),
    ],
)
async def test_forms_of_the_log(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    text: bytes,
    entries: list[dict[str, str]],
) -> None:
    camera.faults.add(Body(path="/get_log.cgi", body=text))
    assert (await act(hass, camera, "get_log"))["entries"] == entries


async def test_wifi(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    networks = (await act(hass, camera, "scan_wifi"))["networks"]
    assert networks[0] == {"ssid": "Orchard", "bssid": "02c0ffee0a01", "security": "wpa2_psk_aes"}
    assert [each["ssid"] for each in networks] == ["Orchard", "Mill & Co", "Bob's café", ""]


async def test_wifi_without_end(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SCAN_PATIENCE", 0.2)
    camera.faults.add(Empty(path="/get_wifi_scan_result.cgi"))
    with pytest.raises(HomeAssistantError, match="did not finish"):
        await act(hass, camera, "scan_wifi")


# Tests and serial port


@pytest.mark.parametrize(("action", "server"), [("test_mail", "mail_svr"), ("test_ftp", "ftp_svr")])
async def test_tests(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, action: str, server: str
) -> None:
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, camera, action)
    assert raised.value.translation_key == "rejected"
    camera.records["params"][server] = "post.example"
    await act(hass, camera, action)


@pytest.mark.parametrize(
    ("data", "octets"),
    [
        ("hello", b"hello"),
        (r"PWR1\r\n", b"PWR1\r\n"),
        (r"\xff\x00\\\x41", b"\xff\0\\A"),
        ("Zoë & Co?", "Zoë & Co?".encode()),
        (r"\x90\0\t", b"\x90\0\t"),
    ],
)
async def test_serial(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: str, octets: bytes
) -> None:
    await act(hass, camera, "write_serial", data=data)
    assert inside(camera).serial_output == octets


@pytest.mark.parametrize(
    "data",
    [
        {"data": ""},
        {"data": r"\q"},
        {"data": "\\"},
        {"data": r"\x9"},
        {"data": "x", "port": 4},
        {"data": "x" * 256},
    ],
)
async def test_bad_serial(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any]
) -> None:
    await refused(hass, camera, "write_serial", "invalid_value", **data)
    with pytest.raises(vol.Invalid):
        await act(hass, camera, "write_serial", data="x", baud=300)


# Users


async def test_users(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.records["params"].update(user3_name="Ann", user3_pwd="Th1stle", user3_pri="0")
    own = {"name": USERNAME, "role": "administrator"}
    ann = {"name": "Ann", "role": "visitor"}
    assert await act(hass, camera, "manage_user") == {"users": [own, ann]}

    before = camera.dump()
    answer = await act(
        hass, camera, "manage_user", action="add", name="Ben", password="H0neysuckle", role="operator"
    )
    assert answer == {"users": [own, {"name": "Ben", "role": "operator"}, ann]}
    added = {"params.user2_name": "Ben", "params.user2_pwd": "H0neysuckle", "params.user2_pri": "1"}
    assert changes(before, camera.dump()) == added

    before = camera.dump()
    await act(hass, camera, "manage_user", action="edit", name="Ann", role="operator")
    assert changes(before, camera.dump()) == {"params.user3_pri": "1"}
    await act(hass, camera, "manage_user", action="edit", name="Ann", password="F0xglove")
    assert changes(before, camera.dump()) == {"params.user3_pri": "1", "params.user3_pwd": "F0xglove"}

    before = camera.dump()
    answer = await act(hass, camera, "manage_user", action="delete", name="Ben")
    assert answer == {"users": [own, {"name": "Ann", "role": "operator"}]}
    assert changes(before, camera.dump()) == dict.fromkeys(added, "") | {"params.user2_pri": "0"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"action": "add", "name": "Ann", "password": "x", "role": "visitor"}, "invalid_value"),
        ({"action": "add", "name": "Ben", "role": "visitor"}, "invalid_value"),
        ({"action": "add", "name": "Ben", "password": "x"}, "invalid_value"),
        ({"action": "add", "name": "B" * 13, "password": "x", "role": "visitor"}, "invalid_value"),
        ({"action": "add", "name": "Ben", "password": "x" * 13, "role": "visitor"}, "invalid_value"),
        ({"action": "edit", "name": "Ben", "role": "visitor"}, "invalid_value"),
        ({"action": "edit", "name": "Ann"}, "invalid_value"),
        ({"action": "delete", "name": "Ben"}, "invalid_value"),
        ({"action": "delete"}, "invalid_value"),
        ({"action": "delete", "name": USERNAME}, "own_account"),
        ({"action": "edit", "name": USERNAME, "password": "x"}, "own_account"),
    ],
)
async def test_bad_users(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any], key: str
) -> None:
    camera.records["params"].update(user3_name="Ann", user3_pwd="Th1stle", user3_pri="0")
    placeholders = await refused(hass, camera, "manage_user", key, **data)
    assert "Th1stle" not in str(placeholders)
    assert "x" * 13 not in str(placeholders)


async def test_no_room_for_users(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    for slot in range(2, 9):
        camera.records["params"][f"user{slot}_name"] = f"guest{slot}"
    placeholders = await refused(
        hass, camera, "manage_user", "invalid_value", action="add", name="Ben", password="x", role="visitor"
    )
    assert "all 8 accounts" in placeholders["reason"]


async def test_half_an_answer_loses_no_user(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    before = camera.dump()
    camera.faults.add(Body(path="/get_params.cgi", body=b"var user1_name='keeper';\nvar user2_name='';\n"))
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "manage_user", action="add", name="Ben", password="x", role="visitor")
    assert changes(before, camera.dump()) == {}


# Files


async def test_backup_and_restore(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path
) -> None:
    path = folder / "garden.bin"
    before = camera.dump()
    answer = await act(hass, camera, "backup_settings", path=str(path))
    assert answer == {"path": str(path), "size": path.stat().st_size}
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(folder) == [path.name]

    camera.records["params"]["alias"] = "Cellar"
    await refused(hass, camera, "restore_settings", "confirm_restore", path=str(path))
    await act(hass, camera, "restore_settings", path=str(path), confirm=True)
    assert changes(before, camera.dump()) == {}
    await until(lambda: camera.reboots)


async def test_no_file_is_overwritten_unasked(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path
) -> None:
    path = folder / "garden.bin"
    path.write_text("dear old things")
    asked = len(camera.requests)
    await refused(hass, camera, "backup_settings", "file_exists", path=str(path))
    assert len(camera.requests) == asked
    assert path.read_text() == "dear old things"
    await act(hass, camera, "backup_settings", path=str(path), overwrite=True)
    assert path.read_bytes().startswith(b"SIMCAM01")


async def test_an_empty_backup_is_none(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path
) -> None:
    camera.faults.add(Empty(path="/backup_params.cgi", times=1))
    with pytest.raises(HomeAssistantError, match="empty"):
        await act(hass, camera, "backup_settings", path=str(folder / "garden.bin"))
    assert names(folder) == []
    # A reading is repeated twice.
    camera.faults.add(Cut(path="/backup_params.cgi", times=3))
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "backup_settings", path=str(folder / "garden.bin"))
    assert names(folder) == []


async def test_firmware(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path
) -> None:
    path = folder / "firmware.bin"
    path.write_bytes(CONTENT)
    await refused(hass, camera, "upload_firmware", "confirm_firmware", path=str(path))
    await act(hass, camera, "upload_firmware", path=str(path), confirm=True)
    assert inside(camera).uploads == [("upgrade_firmware", CONTENT)]
    await until(lambda: camera.reboots)


@pytest.mark.parametrize("tolerant", [True])
async def test_firmware_for_a_camera_with_malformed_answers(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path, tolerant: bool
) -> None:
    loaded.runtime_data.camera._session.transport.lenient = tolerant
    (folder / "firmware.bin").write_bytes(CONTENT)
    await act(hass, camera, "upload_firmware", path=str(folder / "firmware.bin"), confirm=True)
    assert inside(camera).uploads == [("upgrade_firmware", CONTENT)]


async def test_send_command_with_a_file(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path
) -> None:
    path = str(folder / "pages.bin")
    (folder / "pages.bin").write_bytes(CONTENT)
    await refused(hass, camera, "send_command", "invalid_value", command="upgrade_htmls", file=path)
    await refused(hass, camera, "send_command", "invalid_value", command="set_alias", file=path)
    await act(hass, camera, "send_command", command="upgrade_htmls", file=path, confirm=True)
    assert inside(camera).uploads == [("upgrade_htmls", CONTENT)]


async def test_send_command_shows_no_picture(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    assert await act(hass, camera, "send_command", command="snapshot") == {}
    assert await act(hass, camera, "send_command", command="backup_params") == {}


def outside(hass: HomeAssistant, folder: Path) -> Path:
    return folder.parent / "elsewhere.bin"


def roundabout(hass: HomeAssistant, folder: Path) -> Path:
    return folder / ".." / "elsewhere.bin"


def linked(hass: HomeAssistant, folder: Path) -> Path:
    link = folder / "link.bin"
    link.symlink_to(outside(hass, folder))
    return link


def relative(hass: HomeAssistant, folder: Path) -> Path:
    return Path("elsewhere.bin")


def secrets(hass: HomeAssistant, folder: Path) -> Path:
    return Path(hass.config.path("secrets.yaml"))


@pytest.mark.parametrize("place", [outside, roundabout, linked, relative, secrets])
@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("backup_settings", {"overwrite": True}),
        ("restore_settings", {"confirm": True}),
        ("upload_firmware", {"confirm": True}),
    ],
)
async def test_forbidden_places(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    folder: Path,
    action: str,
    data: dict[str, Any],
    place: Callable[[HomeAssistant, Path], Path],
) -> None:
    existing = outside(hass, folder)
    existing.write_text("of somebody else")
    path = str(place(hass, folder))
    assert await refused(hass, camera, action, "path_not_allowed", path=path, **data) == {"path": path}
    assert existing.read_text() == "of somebody else"


async def test_missing_and_odd_files(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails(key: str, path: Path, action: str = "upload_firmware") -> None:
        data = {} if action == "backup_settings" else {"confirm": True}
        await refused(hass, camera, action, key, path=str(path), **data)

    await fails("file_missing", folder / "none.bin")
    await fails("file_missing", folder)
    (folder / "empty.bin").touch()
    await fails("file_empty", folder / "empty.bin")
    (folder / "large.bin").write_bytes(b"x" * 101)
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    await fails("file_too_large", folder / "large.bin")
    await fails("file_exists", folder, "backup_settings")
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b").rmdir()
    await fails("folder_missing", folder / "a" / "b" / "garden.bin", "backup_settings")


async def test_no_backup_where_everybody_can_read_it(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, folder: Path
) -> None:
    hass.config.config_dir = str(folder)
    (folder / "www").mkdir()
    path = str(folder / "www" / "garden.bin")
    await refused(hass, camera, "backup_settings", "folder_public", path=path)


async def test_a_file_that_cannot_be_written(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", full)
    await refused(hass, camera, "backup_settings", "file_failed", path=str(folder / "garden.bin"))
    assert names(folder) == []


# Factory reset


async def test_factory_reset(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await refused(hass, camera, "factory_reset", "confirm_factory_reset")
    placeholders = await refused(
        hass, camera, "factory_reset", "invalid_value", keep_network=True, confirm=True
    )
    assert "'keep_network' is not one of all" in placeholders["reason"]
    asked = len(camera.requests)
    await act(hass, camera, "factory_reset", confirm=True)
    assert "/restore_factory.cgi" in written(camera, asked)


# Who may and what is there


@pytest.mark.parametrize("action", sorted(name for name, action in ACTIONS.items() if action.admin))
async def test_administrators_only(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    hass_read_only_user: MockUser,
    action: str,
) -> None:
    needs = {"path": "/tmp/x"} if action in ("backup_settings", "restore_settings", "upload_firmware") else {}
    asked = len(camera.requests)
    with pytest.raises(Unauthorized):
        await act(hass, camera, action, Context(user_id=hass_read_only_user.id), **needs)
    assert len(camera.requests) == asked


async def test_administrators_may(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_admin_user: User
) -> None:
    assert (await act(hass, camera, "manage_user", Context(user_id=hass_admin_user.id)))["users"]


@pytest.mark.parametrize("profile", ["sdk21"])
@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("get_log", {}),
        ("get_recordings", {}),
        ("scan_wifi", {}),
        ("test_mail", {}),
        ("test_ftp", {}),
        ("snapshot_upload", {"destination": "ftp"}),
        ("backup_settings", {"path": "/x"}),
        ("restore_settings", {"path": "/x", "confirm": True}),
    ],
)
async def test_not_in_the_older_manual(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, action: str, data: dict[str, Any]
) -> None:
    placeholders = await refused(hass, camera, action, "not_in_manual", **data)
    assert placeholders["manual"] == "IPCAM CGI SDK 2.1"
    there = placeholders["instead"].split(", ")
    assert {"ptz_move", "get_schedule", "manage_user", "write_serial", "upload_firmware"} < set(there)
    assert action not in there


async def test_an_account_with_few_rights(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    device = loaded.runtime_data.camera
    device.capabilities._role = Access.OPERATOR
    asked = len(camera.requests)
    for action in ("get_log", "scan_wifi", "manage_user"):
        with pytest.raises(HomeAssistantError) as raised:
            await act(hass, camera, action)
        assert raised.value.translation_key == "denied"
    assert len(camera.requests) == asked


@pytest.mark.parametrize("action", ["get_log", "scan_wifi", "test_mail", "manage_user"])
async def test_gone(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, action: str
) -> None:
    camera.faults.add(Refused())
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, camera, action)
    assert raised.value.translation_key == "connection_refused"


async def test_secrets_stay_out_of_the_log(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "custom_components.ipcam_cgi")
    await act(hass, camera, "manage_user", action="add", name="Ben", password="H0neysuckle", role="visitor")
    await act(hass, camera, "send_command", command="set_ftp", parameters={"pwd": "Thistl3"})
    await act(hass, camera, "backup_settings", path=str(folder / "garden.bin"))
    reply = await act(hass, camera, "send_command", command="get_params")
    own = [each for each in caplog.records if each.name.startswith("custom_components.ipcam_cgi")]
    text = "".join(each.getMessage() for each in own)
    assert "set_users" in text
    for secret in ("H0neysuckle", "Thistl3", PASSWORD):
        assert secret not in text
        assert secret not in str(reply)
