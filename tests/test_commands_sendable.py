"""Every command of every manual can be sent by its name, and a camera of that manual takes it."""

from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import pytest

from custom_components.ipcam_cgi.ipcam import commands as module
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import CameraError, InvalidValueError
from custom_components.ipcam_cgi.ipcam.http.session import Session
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Command, Effect
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect, Identity
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials
from simulator import SimulatedCamera
from simulator.login import Account
from simulator.store import sample
from simulator.wires import PROFILES
from tests.conftest import PASSWORD, USERNAME, simulated

GUEST = Account("guest", "B1ndweed", Access.VISITOR)
USER = {"usrName": GUEST.name, "oldPwd": GUEST.password, "newPwd": "Campi0n", "newUsrName": "visitor"}
CRUISE = {"name": "Vertical"}

# What a command wants besides values that are each right by themselves.
WANTED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "netwave": {
        "comm_write": {"bytes": "3", "data": r"\xffOK"},
        "set_mac": {"mac": "02C0FFEE0A0B"},
    },
    "foscam_hd": {
        "addAccount": {"usrName": "ann", "usrPwd": "Campi0n"},
        **dict.fromkeys(
            ("delAccount", "changePassword", "changeUserName", "changeUserNameAndPwdTogether"), USER
        ),
        "logIn": {"usrName": USERNAME, "pwd": PASSWORD},
        "ptzAddPresetPoint": {"name": "Gate"},
        "ptzDeletePresetPoint": {"name": "TopMost"},
        "ptzGotoPresetPoint": {"name": "TopMost"},
        "ptzSetCruiseMap": {"name": "Round", "point0": "TopMost"},
        "ptzStartCruise": {"mapName": "Vertical"},
        **dict.fromkeys(
            (
                "ptzGetCruiseMapInfo",
                "ptzDelCruiseMap",
                "setCruisePrePointLingerTime",
                "getCruisePrePointLingerTime",
            ),
            CRUISE,
        ),
    },
    "anjia": {
        "getuid": {"username": USERNAME, "password": PASSWORD},
        "user_management.add": {"name": "ann", "newpasswd": "Campi0n"},
        "user_management.edit": {"name": GUEST.name},
        "user_management.delete": {"name": GUEST.name},
        "ptz_ctrl.call_preset": {"call_preset": "1"},
        "ptz_ctrl.delete_preset": {"delete_preset": "1"},
    },
}
# Whose record holds what a command wants to be told again.
TOLD_BY = {"testFtpServer": "ftp", "smtpTest": "mail"}
# What the camera refuses although it understands it.
REFUSED = {"toolResetToFactory": "restoreResult"}


def _mail_and_ftp(camera: SimulatedCamera) -> None:
    camera.load({"params": {"mail_svr": "post.example", "ftp_svr": "files.example"}})


def _preset(camera: SimulatedCamera) -> None:
    wire: Any = camera.wire
    wire.presets = {1: camera.position}


PREPARE: Mapping[str, Callable[[SimulatedCamera], None]] = {"netwave": _mail_and_ftp, "anjia": _preset}


def values(camera: SimulatedCamera, command: Command) -> dict[str, str]:
    """Return a value for each parameter: what the camera has now, else what the manual allows."""
    record = camera.records.get(TOLD_BY.get(command.name, command.group), {})
    found = {}
    for param in command.params:
        text = record.get(param.field or param.name)
        found[param.name] = sample(param.codec) if text is None else text
    wanted = WANTED.get(camera.dialect, {}).get(command.name, {})
    return found | {name: text for name, text in wanted.items() if name in found}


async def send(client: aiohttp.ClientSession, dialect: Dialect, profile: str, name: str) -> str:
    """Send a command to a new camera; return its error, nothing when the camera took it."""
    family, _ = simulated(dialect.name)
    camera = SimulatedCamera(
        family,
        profile=profile,
        username=USERNAME,
        password=PASSWORD,
        accounts=[GUEST],
        reboot_seconds=0.01,
    )
    async with camera.running():
        if prepare := PREPARE.get(family):
            prepare(camera)
        device = unidentified(Transport(client, *camera.address), dialect)
        command = dialect.commands[name]
        content = None
        try:
            if command.upload:
                content = b"\0\1\2" * 1000
                if name == dialect.tasks.restore and dialect.tasks.backup:
                    content = await device.tasks.backup()
            if name == "get_wifi_scan_result":
                camera.wire._scanned = 0.0  # type: ignore[attr-defined]
            await device.run(name, values(camera, command), confirm=True, body=content)
        except CameraError as error:
            return "" if REFUSED.get(name, "-") in str(error) else str(error)
        finally:
            await device.aclose()
        taken = [each.command for each in camera.requests]
        return "" if name in taken else f"{name}: taken for {taken[-1]}"


def unidentified(transport: Transport, dialect: Dialect) -> Camera:
    """Return a camera that nothing was asked yet, as its manual has it."""
    session = Session(transport, dialect, Credentials(USERNAME, PASSWORD))
    return Camera(session, dialect, Identity(id=""), CameraOptions())


@pytest.mark.usefixtures("in_haste")
@pytest.mark.parametrize("dialect", REGISTRY.values(), ids=REGISTRY)
async def test_every_command(client: aiohttp.ClientSession, dialect: Dialect) -> None:
    family, profile = simulated(dialect.name)
    profiles = list(PROFILES[family]) if family == dialect.name else [profile]
    failures: dict[str, Any] = {}
    for name, command in dialect.commands.items():
        if command.effect is Effect.STREAM:
            continue
        errors = {}
        # Some commands only newer or only older cameras have.
        for each in profiles:
            if not (error := await send(client, dialect, each, name)):
                break
            errors[each] = error
        else:
            failures[name] = errors
    assert failures == {}, "\n".join(f"{name}: {errors}" for name, errors in failures.items())


@pytest.mark.parametrize("dialect", REGISTRY.values(), ids=REGISTRY)
async def test_what_never_ends(client: aiohttp.ClientSession, dialect: Dialect) -> None:
    device = unidentified(Transport(client, "127.0.0.1", 9), dialect)
    for command in dialect.commands.values():
        if command.effect is Effect.STREAM:
            with pytest.raises(InvalidValueError, match="live stream"):
                await device.run(command.name, confirm=True)
    assert device.requests_sent == 0


def test_files_take_their_time() -> None:
    assert module.UPLOAD_TIMEOUT > 120
