"""What HD cameras do when asked: log, recordings, networks in reach, accounts, cruises, files."""

from collections.abc import Sequence
from datetime import UTC, datetime
from ipaddress import IPv4Address
import re

from ...errors import InvalidValueError, PermissionDeniedError, RejectedError, UnsupportedError
from ...model.catalogue import Record
from ...model.dialect import Account, CommandRunner, Row, Tasks
from . import codes
from .manual.ptz_control import MAX_STOPS

_USER = re.compile(r"usr\d+")
MAX_LINES = 200
"""Lines of a list that are asked for, ten at a time: a log has up to a thousand."""
EVENTS = {"0": "power_on", "1": "motion", "2": "login", "3": "logout", "4": "connection_lost"}
NEWER_EVENTS = {
    "0": "power_on",
    "1": "motion",
    "2": "sound",
    "3": "login",
    "4": "logout",
    "6": "alarm_input",
    "7": "temperature",
    "8": "humidity",
    "9": "person",
}
"""Of firmware that tells addresses as numbers."""


async def _pages(camera: CommandRunner, name: str, item: str, start: str, **values: object) -> Sequence[str]:
    """Return the lines of a list that a camera tells ten at a time."""
    lines: list[str] = []
    while len(lines) < MAX_LINES:
        record = await camera.ask(name, **{start: len(lines)}, **values)
        page = [record[f"{item}{index}"] for index in range(10) if record.get(f"{item}{index}")]
        lines += page
        if not page or len(lines) >= _count(record):
            break
    return lines


def _count(record: Record) -> int:
    text = record.get("totalCnt", "").strip()
    return int(text) if text.isdecimal() and len(text) < 9 else 0


async def _log(camera: CommandRunner) -> Sequence[Row]:
    return [_entry(line) for line in await _pages(camera, "getLog", "log", "offset", count=10)]


def _entry(line: str) -> Row:
    parts = line.split("+")
    if len(parts) != 4:
        return {"event": line}
    time, user, address, event = (part.strip() for part in parts)
    events = EVENTS
    if address.isdecimal() and int(address) < 1 << 32:
        # The low byte is the first of the address.
        events, address = NEWER_EVENTS, str(IPv4Address(int(address).to_bytes(4, "little")))
    if time.isdecimal() and len(time) == 10:
        time = datetime.fromtimestamp(int(time), UTC).isoformat()
    return {"time": time, "user": user, "address": address, "event": events.get(event, event)}


async def _networks(camera: CommandRunner) -> Sequence[Row]:
    await camera.ask("refreshWifiList")
    return [_network(line) for line in await _pages(camera, "getWifiList", "ap", "startNo")]


def _network(line: str) -> Row:
    # A network's name may have a plus sign in it, the parts behind it have none.
    parts = line.rsplit("+", 4)
    if len(parts) != 5:
        return {"ssid": line}
    ssid, bssid, quality, _encrypted, security = (part.strip() for part in parts)
    row: dict[str, str | int] = {
        "ssid": ssid,
        "bssid": bssid,
        "security": codes.WIFI_ENCRYPTION.options.get(security, security),
    }
    if quality.isdecimal() and len(quality) < 4:
        row["quality"] = int(quality)
    return row


async def _recordings(camera: CommandRunner, start: int, end: int) -> Sequence[Row]:
    span = {"startTime": start, "endTime": end}
    try:
        lines = await _pages(camera, "getRecordList2", "record", "startNo", **span)
    except PermissionDeniedError, RejectedError, UnsupportedError:
        lines = await _pages(camera, "getRecordList", "record", "startNo", **span)
    return [{"name": line} for line in lines]


async def _accounts(camera: CommandRunner) -> Sequence[Row]:
    record = await camera.ask("getUserList")
    names = [text for name, text in record.items() if _USER.fullmatch(name) and text.strip()]
    parts = [text.rpartition("+") for text in names]
    if all(name and privilege in codes.PRIVILEGE.options for name, _, privilege in parts):
        # Newer firmware tells the privilege too.
        return [{"name": name, "role": codes.PRIVILEGE.options[role]} for name, _, role in parts]
    return [{"name": text} for text in names]


async def _add(camera: CommandRunner, account: Account) -> None:
    if account.password is None or account.role is None:
        raise InvalidValueError("a new user needs a password and a role")
    role = account.role.name.lower()
    await camera.ask("addAccount", usrName=account.name, usrPwd=account.password, privilege=role)


async def _delete(camera: CommandRunner, name: str) -> None:
    await camera.ask("delAccount", usrName=name)


async def _save_route(
    camera: CommandRunner, name: str, presets: Sequence[str], seconds: Sequence[int]
) -> None:
    if not 1 <= len(presets) <= MAX_STOPS:
        raise InvalidValueError(f"a patrol of this camera has 1 to {MAX_STOPS} presets")
    points = [*presets, *[""] * (MAX_STOPS - len(presets))]
    await camera.ask("ptzSetCruiseMap", name=name, **{f"point{n}": point for n, point in enumerate(points)})
    if seconds:
        times = [*seconds, *[0] * (MAX_STOPS - len(seconds))]
        values = {f"time{n}": time for n, time in enumerate(times)}
        await camera.ask("setCruisePrePointLingerTime", name=name, **values)


async def _delete_route(camera: CommandRunner, name: str) -> None:
    await camera.ask("ptzDelCruiseMap", name=name)


async def _backup(camera: CommandRunner) -> bytes:
    await camera.ask("exportConfig")
    return await camera.fetch("configs.bin")


# A password can only be changed by somebody who knows the old one: no edit_account.
TASKS = Tasks(
    log=_log,
    networks=_networks,
    recordings=_recordings,
    accounts=_accounts,
    add_account=_add,
    delete_account=_delete,
    save_route=_save_route,
    delete_route=_delete_route,
    backup=_backup,
    restore="importConfig",
    firmware="fwUpgrade",
)
