"""The command `ipcam` against simulated cameras, over real sockets."""

from argparse import Namespace
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import time
import json
from pathlib import Path
import signal
import socket
import sys
from typing import Any

import aiohttp
import pytest

from custom_components.ipcam_cgi.ipcam import (
    NOWHERE,
    REGISTRY,
    CameraError,
    Credentials,
    Effect,
    Grid,
    InvalidValueError,
    Rectangle,
    Transport,
    WeekPlan,
    connect,
    features,
)
from custom_components.ipcam_cgi.ipcam.cli import main
from custom_components.ipcam_cgi.ipcam.cli.arguments import PASSWORD as VARIABLE, make_parser
from custom_components.ipcam_cgi.ipcam.cli.commands import DIRECTIONS, ON_A_CAMERA
from custom_components.ipcam_cgi.ipcam.cli.exits import MEANINGS, Exit
from custom_components.ipcam_cgi.ipcam.cli.output import Progress, visible
from custom_components.ipcam_cgi.ipcam.cli.values import parsed, text_of
from simulator import SimulatedCamera, faults
from simulator.wires import variant
from tests.conftest import PASSWORD, USERNAME, MakeCamera, every_camera, every_movable, spoken, until
from tests.test_no_lost_settings import settings

PROGRAM = (sys.executable, "-m", "custom_components.ipcam_cgi.ipcam")
SHIFTS = WeekPlan((((480, 720), (780, 1440)), *((),) * 6))


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    said: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


type Run = Callable[..., Awaitable[Ended]]


def address(camera: SimulatedCamera) -> list[str]:
    """Return the arguments that name a simulated camera."""
    return [camera.address.host, f"--port={camera.address.port}", f"--user={USERNAME}"]


@pytest.fixture
def ipcam(
    camera: SimulatedCamera,
    in_haste: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a subcommand against the simulated camera, in a thread with a loop of its own."""

    async def run(subcommand: str, *arguments: str, password: str = PASSWORD) -> Ended:
        monkeypatch.setenv(VARIABLE, password)
        host = address(camera)[: 2 if subcommand == "probe" else 3]
        code = await asyncio.to_thread(main, [subcommand, *host, *arguments])
        return Ended(code, *capsys.readouterr())

    return run


@every_camera
async def test_probe(ipcam: Run, camera: SimulatedCamera) -> None:
    ended = await ipcam("probe", "--json")
    assert (ended.code, ended.said) == (Exit.DONE, "")
    assert ended.json["dialect"] == spoken(camera)
    assert ended.json["id"] in ("", camera.serial.lower())
    assert f"manual: {ended.json['manual']}\n" in (await ipcam("probe")).out
    assert not any(each.authorised and "pwd" in dict(each.query) for each in camera.requests)
    assert camera.refused_logins == 0


@every_camera
async def test_get(ipcam: Run, camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    """All that the camera has, and what is shown can be typed."""
    device = await make_camera()
    await device.poll()
    before = camera.dump()
    ended = await ipcam("get", "--json", "--limits")
    assert (ended.code, ended.said) == (Exit.DONE, "")
    found = ended.json
    assert found.keys() == {each.key for each in device.dialect.bindings if device.supports(each)}
    assert found["restart"] == {"value": None, "settable": True, "limits": None} or "restart" not in found
    assert not settings(before, camera.dump())

    lines = (await ipcam("get")).out.splitlines()
    shown = dict(line.split(": ", 1) for line in lines)
    assert shown.keys() == found.keys() - {
        each.key for each in device.dialect.bindings if each.kind is type(None)
    }
    for key, text in shown.items():
        feature = features.vocabulary()[key]
        value = device.state.get(feature)
        assert text == text_of(value) or feature is features.CLOCK_OFFSET
        if value is not None:
            assert parsed(feature, text_of(value)) == value, key


@every_camera
async def test_set_changes_one_thing(ipcam: Run, camera: SimulatedCamera) -> None:
    before = camera.dump()
    name = (await ipcam("get", "brightness", "--json", "--limits")).json["brightness"]
    least, now = name["limits"]["minimum"], name["value"]
    value = least if now != least else least + 1
    ended = await ipcam("set", "brightness", str(value))
    assert ended == Ended(Exit.DONE, f"brightness: {value}\n", "")
    assert len(settings(before, camera.dump())) == 1
    assert (await ipcam("get", "brightness", "--json")).json == {"brightness": value}
    assert (await ipcam("set", "brightness", str(now), "--json")).json == {"brightness": now}
    assert not settings(before, camera.dump())


@every_camera
async def test_what_can_only_be_done(ipcam: Run, camera: SimulatedCamera) -> None:
    """It takes no value, and what may cost the way to the camera must be confirmed."""
    known = (await ipcam("get", "--json", "--limits")).json
    if "restart" in known:
        assert (await ipcam("set", "restart")) == Ended(Exit.DONE, "", "")
        await until(lambda: camera.reboots == 1)
        await until(lambda: camera.online)
    before = camera.dump()
    ended = await ipcam("set", "factory_reset", "all")
    assert ended.code == Exit.INVALID
    assert "--confirm" in ended.said
    assert not settings(before, camera.dump())


@every_camera
async def test_snapshot(ipcam: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    assert (await ipcam("snapshot", str(path))).code == Exit.DONE
    picture = path.read_bytes()
    assert picture.startswith(b"\xff\xd8")
    assert picture.endswith(b"\xff\xd9")


async def test_snapshot_into_a_pipe(camera: SimulatedCamera) -> None:
    process = await started(camera, "snapshot", "-")
    out, said = await process.communicate()
    assert (process.returncode, said) == (Exit.DONE, b"")
    assert out.startswith(b"\xff\xd8")


@every_movable
async def test_ptz(ipcam: Run, camera: SimulatedCamera) -> None:
    where = camera.position
    assert await ipcam("ptz", "left", "--duration", "0.3", "--speed", "100") == Ended(Exit.DONE, "", "")
    assert not camera.moving
    assert camera.position.pan != where.pan
    where = camera.position
    assert (await ipcam("ptz", "down-right")).code == Exit.DONE
    await until(lambda: not camera.moving)
    assert camera.position != where
    assert (await ipcam("ptz", "stop")).code == Exit.DONE
    assert (await ipcam("ptz", "home")).code in (Exit.DONE, Exit.INVALID)
    assert (await ipcam("ptz", "preset", "no such preset")).code in (Exit.CAMERA, Exit.INVALID)
    ended = await ipcam("ptz", "preset")
    assert (ended.code, ended.out) == (Exit.USAGE, "")


async def test_preset(ipcam: Run, camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.ptz.save("2")
    where = camera.position
    await ipcam("ptz", "left", "--duration", "0.3")
    assert camera.position != where
    assert (await ipcam("ptz", "preset", "2")).code == Exit.DONE
    await until(lambda: camera.position == where)


@every_camera
async def test_run(ipcam: Run, camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    binding = device.dialect.bindings[features.BRIGHTNESS]
    assert binding.getter is not None
    record = await device.run(binding.getter.name)
    before = camera.dump()
    ended = await ipcam("run", binding.getter.name, "--json")
    assert (ended.code, ended.json) == (Exit.DONE, record)
    assert (await ipcam("run", binding.getter.name)).out.splitlines() == [
        f"{n}={t}" for n, t in record.items()
    ]

    catalogue = device.commands.catalogue.values()
    for arguments in (
        (f"{binding.getter.name}x",),
        (binding.getter.name, "nonsense=1"),
        (binding.commands[0].name, "nonsense=1"),
        *([each.name] for each in catalogue if each.effect in (Effect.STREAM, Effect.DESTRUCTIVE)),
    ):
        assert_one_line(await ipcam("run", *arguments), Exit.INVALID)
    assert not changing(camera)
    assert not settings(before, camera.dump())


async def test_run_sets_and_keeps_secrets(ipcam: Run, camera: SimulatedCamera, tmp_path: Path) -> None:
    assert (await ipcam("run", "set_misc", "led_mode=2")).code == Exit.DONE
    assert camera.records["misc"]["led_mode"] == "2"
    # What is on or off can be said in words.
    assert (await ipcam("run", "set_misc", "--confirm", "ptz_disable_preset=on")).code == Exit.DONE
    assert camera.records["misc"]["ptz_disable_preset"] == "1"
    ended = await ipcam("run", "get_params")
    assert PASSWORD not in ended.out
    assert "user1_pwd=**REDACTED**\n" in ended.out
    assert_one_line(await ipcam("run", "restore_params", "--confirm"), Exit.INVALID)
    assert_one_line(await ipcam("run", "restore_params", f"--file={tmp_path / 'none'}"), Exit.FILE)
    backup = tmp_path / "backup.bin"
    backup.write_bytes(b"nothing that a camera knows")
    ended = await ipcam("run", "restore_params", f"--file={backup}", "--confirm")
    assert ended.code == Exit.CAMERA, "the camera has looked into the file"


async def test_a_name_alone_is_asked_for(
    ipcam: Run, camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "1"

    monkeypatch.setattr("custom_components.ipcam_cgi.ipcam.cli.program.getpass", answer)
    assert (await ipcam("run", "set_misc", "led_mode")).code == Exit.DONE
    assert asked == ["led_mode: "]
    assert camera.records["misc"]["led_mode"] == "1"


@every_camera
async def test_dump(
    ipcam: Run, camera: SimulatedCamera, make_camera: MakeCamera, client: aiohttp.ClientSession
) -> None:
    """It tells all and no secret, changes nothing, and makes a twin of a simulated camera."""
    before = camera.dump()
    ended = await ipcam("dump")
    assert (ended.code, ended.said) == (Exit.DONE, "")
    assert not settings(before, camera.dump())
    for private in (PASSWORD, USERNAME, camera.serial, camera.alias, camera.address.host):
        assert private.lower() not in ended.out.lower()
    found = ended.json
    device = await make_camera()
    assert found["dialect"] == spoken(camera)
    assert (found["model"], found["firmware"]) == (device.identity.model, device.identity.firmware)

    await device.poll()
    dialect, profile = variant(found["dialect"])
    twin = SimulatedCamera(dialect, profile=profile, username=USERNAME, password=PASSWORD)
    twin.load_dump(found)
    async with twin.running():
        transport = Transport(client, *twin.address)
        credentials = Credentials(USERNAME, PASSWORD)
        other = await connect(transport, REGISTRY[found["dialect"]], credentials)
        await other.poll()
        for feature in device.dialect.bindings:
            assert other.supports(feature) is device.supports(feature), feature.key
            if feature.kind in (bool, int) and feature is not features.CLOCK_OFFSET:
                assert other.state.get(feature) == device.state.get(feature), feature.key
        await other.aclose()


@every_camera
async def test_watch(
    camera: SimulatedCamera, make_camera: MakeCamera, capsys: pytest.CaptureFixture[str]
) -> None:
    device = await make_camera()
    arguments = Namespace(interval=0.05, json=True)
    watching = asyncio.create_task(ON_A_CAMERA["watch"](device, arguments, Progress()))
    if not device.dialect.bindings.keys() & {features.MOTION}:
        with pytest.raises(CameraError, match="tells no alarms"):
            await watching
        return
    await device.write(features.MOTION_DETECTION, True)
    out = ""

    def told(value: bool | None) -> bool:
        nonlocal out
        out += capsys.readouterr().out
        last = [each for each in map(json.loads, out.splitlines()) if each["feature"] == "motion"]
        return bool(last) and last[-1]["value"] is value

    for moves in (True, False, True):
        camera.set_motion(moves)
        await until(lambda moves=moves: told(moves))  # type: ignore[misc]
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_watch_outlasts_a_silent_camera(
    camera: SimulatedCamera, make_camera: MakeCamera, capsys: pytest.CaptureFixture[str]
) -> None:
    device = await make_camera()
    watching = asyncio.create_task(
        ON_A_CAMERA["watch"](device, Namespace(interval=0.05, json=False), Progress())
    )
    said = ""

    def heard(text: str) -> bool:
        nonlocal said
        said += "".join(capsys.readouterr())
        return text in said

    await until(lambda: heard("motion: unknown\n"))
    camera.faults.add(faults.Reset(command="get_status"))
    await until(lambda: heard("trying again\n"))
    camera.faults.clear()
    assert said.count("trying again") == 1
    camera.wire.set_password("another")
    with pytest.raises(CameraError, match="refused the login"):
        await asyncio.wait_for(watching, 10)
    assert camera.refused_logins <= 2


def changing(camera: SimulatedCamera) -> list[str]:
    """Return the commands that the camera got and that do more than read."""
    commands = camera.wire.commands
    names = [each.command for each in camera.requests if each.command]
    # Some cameras are logged in to by a command of its own.
    return [name for name in names if commands[name].effect is not Effect.READ and name != "getuid"]


def assert_one_line(ended: Ended, code: Exit) -> None:
    """What goes wrong is said in one plain line, and by the code."""
    assert ended.code == code, ended
    assert ended.out == ""
    assert ended.said.startswith("ipcam: ")
    assert ended.said.count("\n") == 1
    assert ended.said.endswith("\n")
    assert "Traceback" not in ended.said
    assert "unexpected" not in ended.said


@every_camera
async def test_failures_change_nothing(ipcam: Run, camera: SimulatedCamera, tmp_path: Path) -> None:
    before = camera.dump()
    for code, *arguments in (
        (Exit.INVALID, "get", "brightnes"),
        (Exit.INVALID, "set", "brightnes", "5"),
        (Exit.INVALID, "set", "brightness", "100000"),
        (Exit.INVALID, "set", "brightness", "bright"),
        (Exit.INVALID, "set", "brightness"),
        (Exit.INVALID, "set", "mirror", "maybe"),
        (Exit.INVALID, "set", "restart", "now"),
        (Exit.INVALID, "set", "clock_offset", "5"),
        (Exit.INVALID, "set", "time_zone", "Mars"),
        (Exit.INVALID, "snapshot", str(tmp_path / "x.jpg"), "--stream", "seventh"),
        (Exit.FILE, "snapshot", str(tmp_path / "none" / "x.jpg")),
        (Exit.USAGE, "ptz", "sideways"),
        (Exit.USAGE, "ptz", "left", "--duration", "31"),
        (Exit.USAGE, "ptz", "left", "--speed", "0"),
        (Exit.USAGE, "get", "--port", "70000"),
        (Exit.USAGE, "get", "--no-such-option"),
        (Exit.USAGE, "set"),
    ):
        assert_one_line(await ipcam(*arguments), code)
    assert not settings(before, camera.dump())
    assert camera.refused_logins == 0
    assert not changing(camera)


@every_camera
@pytest.mark.parametrize("subcommand", ["get", "set", "watch", "snapshot", "ptz", "run", "dump"])
async def test_wrong_password_is_tried_once(
    ipcam: Run, camera: SimulatedCamera, tmp_path: Path, subcommand: str
) -> None:
    before = camera.dump()
    more = {
        "set": ("brightness", "5"),
        "snapshot": (str(tmp_path / "x.jpg"),),
        "ptz": ("left",),
        "run": ("get_status",),
    }
    ended = await ipcam(subcommand, *more.get(subcommand, ()), password="wrong")
    assert_one_line(ended, Exit.LOGIN)
    assert "wrong" not in ended.said
    assert camera.refused_logins == 1
    assert not settings(before, camera.dump())


async def test_wrong_host(
    camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for code, *arguments in (
        (Exit.CONNECTION, "127.0.0.1", f"--port={port}"),
        (Exit.CONNECTION, "127.0.0.1", f"--port={camera.address.port}", "--ssl"),
        (Exit.USAGE, "http://127.0.0.1/"),
        (Exit.USAGE, "127.0.0.1:80"),
        (Exit.USAGE, ""),
    ):
        for subcommand in ("probe", "get"):
            ended = await asyncio.to_thread(main, [subcommand, *arguments])
            assert_one_line(Ended(ended, *capsys.readouterr()), code)


async def test_something_else_answers(ipcam: Run, camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Html())
    assert_one_line(await ipcam("probe"), Exit.INVALID)
    assert_one_line(await ipcam("get"), Exit.INVALID)


async def test_rights(ipcam: Run, camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    """A visitor is told that it is the account."""
    camera.records["params"].update(user2_name=USERNAME + "2", user2_pwd=PASSWORD, user2_pri="0")
    ended = await ipcam("run", "set_misc", "led_mode=1", "--user", USERNAME + "2")
    assert_one_line(ended, Exit.RIGHTS)


async def test_a_camera_that_keeps_its_value(ipcam: Run, camera: SimulatedCamera) -> None:
    """What was taken and not done is a failure."""
    kept = camera.records["camera"]["brightness"]
    ended = await ipcam("set", "brightness", "7")
    assert ended.code == Exit.DONE
    stubborn = {"camera_control.brightness": lambda values: {**values, "value": kept}}
    camera.accent = replace(camera.accent, hears=stubborn)
    ended = await ipcam("set", "brightness", "9")
    assert ended.code == Exit.CAMERA
    assert ended.out == f"brightness: {kept}\n"
    assert ended.said.count("\n") == 1


async def test_names_are_readable(ipcam: Run, camera: SimulatedCamera) -> None:
    for wire, name in ((b"Gar\xc3\xa7on \xe5\xba\xad", "Garçon 庭"), ("大门".encode("gb2312"), "大门")):
        camera.records["params"]["alias"] = wire.decode("utf-8", "surrogateescape")
        assert (await ipcam("get", "device_name")).out == f"device_name: {name}\n"
        assert (await ipcam("get", "device_name", "--json")).json == {"device_name": name}
        assert f"name: {name}\n" in (await ipcam("probe")).out
    assert (await ipcam("set", "device_name", "Küche 厨房")).code == Exit.DONE
    assert camera.records["params"]["alias"] == "Küche 厨房"


def test_nothing_steers_the_terminal() -> None:
    assert visible("a\x1b[2J\r\nb\u202ec\udc80") == r"a\x1b[2J\r\nb\u202ec\udc80"


@pytest.mark.parametrize(
    ("feature", "text", "value"),
    [
        (features.MIRROR, "ON", True),
        (features.MIRROR, "0", False),
        (features.INFRARED_STARTS[0], "20:30", time(20, 30)),
        (features.ALARM_PLAN, "never", WeekPlan(((),) * 7)),
        (features.ALARM_PLAN, "always", WeekPlan((((0, 1440),),) * 7)),
        (
            features.ALARM_PLAN,
            "mon 08:00-12:00 13:00-24:00",
            WeekPlan((((480, 720), (780, 1440)), *((),) * 6)),
        ),
        (features.MOTION_AREA, "#./..", Grid(((True, False), (False, False)))),
        (features.PRIVACY_MASK_AREAS[0], "10,20,30.5,40", Rectangle(10, 20, 30.5, 40)),
        (features.PRIVACY_MASK_AREAS[0], "none", NOWHERE),
    ],
)
def test_values(feature: features.Feature, text: str, value: object) -> None:
    assert parsed(feature, text) == value
    assert parsed(feature, text_of(value)) == value


@pytest.mark.parametrize(
    ("feature", "text"),
    [
        (features.INFRARED_STARTS[0], "25:00"),
        (features.ALARM_PLAN, "m 08:00-12:00"),
        (features.ALARM_PLAN, "moonday 08:00-12:00"),
        (features.ALARM_PLAN, "mon 08:00"),
        (features.ALARM_PLAN, "mon 08:75-12:00"),
        (features.ALARM_PLAN, "mon 12:00-08:00"),
        (features.ALARM_PLAN, ""),
        (features.MOTION_AREA, "#./."),
        (features.MOTION_AREA, "#x"),
        (features.PRIVACY_MASK_AREAS[0], "10,20,30"),
        (features.PRIVACY_MASK_AREAS[0], "10,20,nan,30"),
        (features.PRIVACY_MASK_AREAS[0], "10,20,300,30"),
    ],
)
def test_no_values(feature: features.Feature, text: str) -> None:
    with pytest.raises(InvalidValueError):
        parsed(feature, text)


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Every subcommand has examples that can be parsed, and the codes are explained."""
    assert main(["--help"]) == Exit.DONE
    overview = capsys.readouterr().out
    for code, meaning in MEANINGS.items():
        assert f"{code:3}  {meaning}" in overview
    assert VARIABLE in overview
    parser = make_parser()
    for subcommand in ("probe", *ON_A_CAMERA):
        assert f"\n    {subcommand} " in overview
        assert main([subcommand, "--help"]) == Exit.DONE
        page = capsys.readouterr().out
        examples = page.partition("examples:\n")[2].splitlines()
        assert examples
        for example in examples:
            parser.parse_args(words(example))
        assert "--password" not in page


def words(example: str) -> Sequence[str]:
    """Return the arguments of an example line as a shell hands them over."""
    import shlex

    _, *arguments = shlex.split(example.partition(" > ")[0].partition(" >> ")[0])
    return arguments


def test_directions_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ptz", "--help"])
    page = capsys.readouterr().out
    assert all(direction in page for direction in DIRECTIONS)


async def started(
    camera: SimulatedCamera, *arguments: str, environment: dict[str, str] | None = None
) -> asyncio.subprocess.Process:
    """Start the command as a process of its own, without a terminal."""
    subcommand, *more = arguments
    return await asyncio.create_subprocess_exec(
        *PROGRAM,
        subcommand,
        *address(camera),
        *more,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        cwd=Path(__file__).parent.parent,
        env={VARIABLE: PASSWORD} if environment is None else environment,
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, Exit.INTERRUPTED), (signal.SIGTERM, Exit.TERMINATED)]
)
async def test_an_interrupted_movement_is_stopped(
    camera: SimulatedCamera, number: signal.Signals, code: Exit
) -> None:
    process = await started(camera, "ptz", "left", "--duration", "20")
    await until(lambda: camera.moving, 20)
    process.send_signal(number)
    out, said = await process.communicate()
    assert (process.returncode, out, said) == (code, b"", b"")
    assert not camera.moving


async def test_nobody_reads_on(camera: SimulatedCamera) -> None:
    process = await started(camera, "watch", "--interval", "0.2")
    assert process.stdout is not None
    assert b": " in await process.stdout.readline()
    # As if `head -1` had ended; the next line finds nobody.
    process.stdout._transport.close()  # type: ignore[attr-defined]
    camera.records["params"]["alarm_motion_armed"] = "1"
    camera.set_motion(True)
    assert process.stderr is not None
    assert await process.stderr.read() == b""
    assert await process.wait() == Exit.BROKEN_PIPE


async def test_no_password_and_no_terminal(camera: SimulatedCamera) -> None:
    process = await started(camera, "get", environment={})
    out, said = await process.communicate()
    assert process.returncode is not None
    assert_one_line(Ended(process.returncode, out.decode(), said.decode()), Exit.USAGE)
    assert VARIABLE.encode() in said
    assert not camera.requests


async def test_debug_shows_requests_without_the_password(camera: SimulatedCamera) -> None:
    process = await started(camera, "get", "brightness", "--debug")
    _out, said = await process.communicate()
    assert process.returncode == Exit.DONE
    assert b"get_camera_params" in said
    assert PASSWORD.encode() not in said
