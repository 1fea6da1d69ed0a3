"""Looking after a camera: log, recordings, networks, tests, serial port, accounts, backup, firmware."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from homeassistant.const import CONF_USERNAME
from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType
import voluptuous as vol

from ..entity import IpcamCgiEntity
from ..ipcam import (
    Access,
    Account,
    Camera,
    CameraConnectionError,
    InvalidValueError,
    Row,
    UnsupportedError,
    features as f,
    unescape,
)
from . import Action, refusal
from .files import check_target, read_file, write_file

UPLOADS: Mapping[str, f.Feature[None]] = {
    "sd_card": f.SNAPSHOT_TO_SD_CARD,
    "ftp": f.SNAPSHOT_TO_FTP,
    "mail": f.SNAPSHOT_TO_MAIL,
    "nfs": f.SNAPSHOT_TO_NFS,
}
ROLES = {
    "visitor": Access.VISITOR,
    "operator": Access.OPERATOR,
    "administrator": Access.ADMINISTRATOR,
}
RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


def _has(task: str) -> Callable[[Camera], bool]:
    """Return whether a camera has a task of this name."""

    def has(camera: Camera) -> bool:
        return camera.tasks.supports(task)

    return has


def _bound(*features: f.Feature) -> Callable[[Camera], bool]:
    """Return whether a camera's manual has any of these features."""

    def has(camera: Camera) -> bool:
        return any(map(camera.is_documented, features))

    return has


def _listed(rows: Sequence[Row]) -> list[JsonValueType]:
    return [dict(row) for row in rows]


async def _get_log(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    return {"entries": _listed(await entity.camera.tasks.log())}


async def _get_recordings(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    end = dt_util.as_utc(data.get("end", dt_util.now()))
    start = dt_util.as_utc(data.get("start", end - timedelta(days=1)))
    if start >= end:
        raise InvalidValueError("the start must be before the end")
    rows = await entity.camera.tasks.recordings(int(start.timestamp()), int(end.timestamp()))
    return {"recordings": _listed(rows)}


async def _scan_wifi(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    return {"networks": _listed(await entity.camera.tasks.networks())}


async def _test_mail(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    await entity.camera.write(f.TEST_MAIL, None)


async def _test_ftp(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    await entity.camera.write(f.TEST_FTP, None)


async def _snapshot_upload(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    await entity.camera.write(UPLOADS[data["destination"]], None)


async def _write_serial(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    octets = unescape(data["data"])
    if not octets:
        raise InvalidValueError("there is nothing to send")
    await entity.camera.tasks.serial(octets, data["port"], data["baud"])


async def _manage_user(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    tasks = entity.camera.tasks
    action, name = data["action"], data.get("name")
    if action != "list" and not tasks.supports(f"{action}_account"):
        raise UnsupportedError(f"this camera cannot {action} users")
    if action != "list":
        if name is None:
            raise InvalidValueError("a username is required")
        if action != "add" and name == entity.coordinator.config_entry.data[CONF_USERNAME]:
            raise refusal("own_account", entity)
    account = Account(name=name or "", password=data.get("password"), role=ROLES.get(data.get("role", "")))
    match action:
        case "add":
            if account.password is None or account.role is None:
                raise InvalidValueError("a new user needs a password and a role")
            await tasks.add_account(account)
        case "edit":
            if account.password is None and account.role is None:
                raise InvalidValueError("a password or a role is required")
            await tasks.edit_account(account)
        case "delete":
            await tasks.delete_account(account.name)
    return {"users": _listed(await tasks.accounts())}


async def _backup(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    path = data["path"]
    await check_target(entity.hass, path, overwrite=data["overwrite"])
    content = await entity.camera.tasks.backup()
    if not content:
        raise CameraConnectionError("the backup is empty")
    await write_file(entity.hass, path, content)
    return {"path": path, "size": len(content)}


async def _restore(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    _require_confirmation(entity, data, "confirm_restore")
    content = await read_file(entity.hass, data["path"])
    await entity.camera.tasks.restore(content)


async def _upload_firmware(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    _require_confirmation(entity, data, "confirm_firmware")
    content = await read_file(entity.hass, data["path"])
    await entity.camera.tasks.firmware(content)


async def _factory_reset(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    _require_confirmation(entity, data, "confirm_factory_reset")
    await entity.camera.write(f.FACTORY_RESET, "keep_network" if data["keep_network"] else "all")


def _require_confirmation(entity: IpcamCgiEntity, data: Mapping[str, Any], key: str) -> None:
    if not data["confirm"]:
        raise refusal(key, entity)


CONFIRM = {vol.Optional("confirm", default=False): cv.boolean}
PATH = {vol.Required("path"): cv.string}

ACTIONS = {
    "get_log": Action(run=_get_log, has=_has("log"), response=SupportsResponse.ONLY),
    "get_recordings": Action(
        run=_get_recordings,
        has=_has("recordings"),
        fields={vol.Optional("start"): cv.datetime, vol.Optional("end"): cv.datetime},
        response=SupportsResponse.ONLY,
    ),
    "scan_wifi": Action(run=_scan_wifi, has=_has("networks"), response=SupportsResponse.ONLY),
    "test_mail": Action(run=_test_mail, has=_bound(f.TEST_MAIL)),
    "test_ftp": Action(run=_test_ftp, has=_bound(f.TEST_FTP)),
    "snapshot_upload": Action(
        run=_snapshot_upload,
        has=_bound(*UPLOADS.values()),
        fields={vol.Required("destination"): vol.In(UPLOADS)},
    ),
    "write_serial": Action(
        run=_write_serial,
        has=_has("serial"),
        fields={
            vol.Required("data"): cv.string,
            vol.Optional("port", default=0): vol.All(vol.Coerce(int), vol.Range(0, 255)),
            vol.Optional("baud", default=9600): vol.All(vol.Coerce(int), vol.In(RATES)),
        },
    ),
    "manage_user": Action(
        run=_manage_user,
        has=_has("accounts"),
        fields={
            vol.Optional("action", default="list"): vol.In(("list", "add", "edit", "delete")),
            vol.Optional("name"): vol.All(cv.string, vol.Length(1, 64)),
            vol.Optional("password"): vol.All(cv.string, vol.Length(0, 64)),
            vol.Optional("role"): vol.In(ROLES),
        },
        response=SupportsResponse.OPTIONAL,
        admin=True,
    ),
    "backup_settings": Action(
        run=_backup,
        has=_has("backup"),
        fields={**PATH, vol.Optional("overwrite", default=False): cv.boolean},
        response=SupportsResponse.OPTIONAL,
        admin=True,
    ),
    "restore_settings": Action(run=_restore, has=_has("restore"), fields=PATH | CONFIRM, admin=True),
    "upload_firmware": Action(run=_upload_firmware, has=_has("firmware"), fields=PATH | CONFIRM, admin=True),
    "factory_reset": Action(
        run=_factory_reset,
        has=_bound(f.FACTORY_RESET),
        fields={vol.Optional("keep_network", default=False): cv.boolean, **CONFIRM},
        admin=True,
    ),
}
