"""What netwave cameras do when asked: log, networks in reach, accounts, files, serial port."""

import asyncio
from collections.abc import Sequence
import re

from ...errors import CameraConnectionError, InvalidValueError, ReplyError
from ...model.catalogue import Access, Catalogue, Record
from ...model.dialect import Account, CommandRunner, Row, Tasks
from . import codes

SLOTS = range(1, 9)
"""The accounts of a camera, all set at once."""
SCAN_PAUSE = 1.0
"""Seconds between two questions for what a search for networks found."""
SCAN_PATIENCE = 30.0
"""Seconds that a search may take."""

# Time, then user, address and event, one blank between them; a user may be missing.
_LINE = re.compile(r"(?:\w+, )?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:(.*?) )?(\d{1,3}(?:\.\d{1,3}){3}) (.*)")
_NETWORK = re.compile(r"ap_ssid\[(\d+)\]")


def tasks(commands: Catalogue) -> Tasks:
    """Return what this manual has."""
    return Tasks(
        log=_log if "get_log" in commands else None,
        networks=_networks if "wifi_scan" in commands else None,
        accounts=_accounts,
        add_account=_add,
        edit_account=_edit,
        delete_account=_delete,
        serial=_serial,
        backup=_backup if "backup_params" in commands else None,
        restore="restore_params" if "restore_params" in commands else "",
        firmware="upgrade_firmware",
    )


async def _log(camera: CommandRunner) -> Sequence[Row]:
    text = (await camera.ask("get_log")).get("log_text", "")
    return [_entry(line) for line in re.split(r"\\n|[\r\n]+", text) if line.strip()]


def _entry(line: str) -> Row:
    # Columns are filled up with blanks, of which a pattern would try every division.
    line = " ".join(line.split())
    if found := _LINE.match(line):
        time, user, address, event = found.groups()
        return {"time": time, "user": user or "", "address": address, "event": event}
    return {"event": line}


async def _networks(camera: CommandRunner) -> Sequence[Row]:
    await camera.ask("wifi_scan")
    try:
        async with asyncio.timeout(SCAN_PATIENCE):
            while True:
                await asyncio.sleep(SCAN_PAUSE)
                try:
                    found = await camera.ask("get_wifi_scan_result")
                except ReplyError:
                    # It answers nothing as long as it searches.
                    continue
                return _found(found)
    except TimeoutError:
        raise CameraConnectionError("the Wi-Fi scan did not finish", command="wifi_scan") from None


def _found(record: Record) -> Sequence[Row]:
    rows: list[Row] = []
    for name in record:
        if number := _NETWORK.fullmatch(name):
            security = record.get(f"ap_security[{number[1]}]", "").strip()
            rows.append(
                {
                    "ssid": record[name],
                    "bssid": record.get(f"ap_bssid[{number[1]}]", ""),
                    "security": codes.SEEN_SECURITY.options.get(security, security),
                }
            )
    return rows


async def _slots(camera: CommandRunner) -> dict[int, str]:
    """Return the account in each slot, an empty name where there is none."""
    record = await camera.ask("get_params")
    return {slot: record.get(f"user{slot}_name", "") for slot in SLOTS}


async def _accounts(camera: CommandRunner) -> Sequence[Row]:
    record = await camera.ask("get_params")
    return [
        {
            "name": record[f"user{slot}_name"],
            "role": codes.ROLE.options.get(record.get(f"user{slot}_pri", "").strip(), "unknown"),
        }
        for slot in SLOTS
        if record.get(f"user{slot}_name")
    ]


async def _add(camera: CommandRunner, account: Account) -> None:
    slots = await _slots(camera)
    if account.name in slots.values():
        raise InvalidValueError(f"user {account.name!r} already exists")
    free = [slot for slot, name in slots.items() if not name]
    if not free:
        raise InvalidValueError(f"all {len(SLOTS)} accounts are in use")
    await _set(camera, free[0], account)


async def _edit(camera: CommandRunner, account: Account) -> None:
    await _set(camera, await _slot_of(camera, account.name), account)


async def _delete(camera: CommandRunner, name: str) -> None:
    await _set(camera, await _slot_of(camera, name), Account(name="", password="", role=Access.VISITOR))


async def _slot_of(camera: CommandRunner, name: str) -> int:
    for slot, known in (await _slots(camera)).items():
        if name and known == name:
            return slot
    raise InvalidValueError(f"there is no user {name!r}")


async def _set(camera: CommandRunner, slot: int, account: Account) -> None:
    values: dict[str, object] = {f"user{slot}": account.name}
    if account.password is not None:
        values[f"pwd{slot}"] = account.password
    if account.role is not None:
        values[f"pri{slot}"] = account.role.name.lower()
    await camera.change("set_users", **values)


async def _serial(camera: CommandRunner, data: bytes, port: int, baud: int) -> None:
    escaped = "".join(f"\\x{octet:02x}" for octet in data)
    await camera.ask("comm_write", port=port, baud=f"b{baud}", bytes=len(data), data=escaped)


async def _backup(camera: CommandRunner) -> bytes:
    return await camera.fetch("backup_params")
