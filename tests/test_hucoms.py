"""The library against simulated Hucoms cameras on real loopback sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
import logging
from time import monotonic
from types import NoneType

from hypothesis import given, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam import camera as camera_module
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import HUCOMS, wire
from custom_components.ipcam_cgi.ipcam.dialects.hucoms.accessors import (
    AllHidden,
    Covered,
    Mode,
    OneOfAll,
    Turned,
    Watched,
    read_date,
)
from custom_components.ipcam_cgi.ipcam.dialects.hucoms.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.hucoms.reply import MAX_LENGTH, read_reply
from custom_components.ipcam_cgi.ipcam.errors import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
    WrongPasswordError,
)
from custom_components.ipcam_cgi.ipcam.http import multipart
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.identity import ask_identity
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.accessors import Accessor, Bit, Value
from custom_components.ipcam_cgi.ipcam.model.binding import Binding
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Effect
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice, Int, Text
from custom_components.ipcam_cgi.ipcam.model.dialect import Identity, Move
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse
from custom_components.ipcam_cgi.ipcam.model.regions import NOWHERE, Grid, Rectangle
from custom_components.ipcam_cgi.ipcam.model.state import CameraState
from custom_components.ipcam_cgi.ipcam.model.writer import Before
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import Account, SimulatedCamera
from simulator.faults import Body, Empty, Fault, Html, Reset, Status
from simulator.wires.hucoms import SimulatedHucoms
from simulator.wires.hucoms.firmware import PROFILES
from tests.conftest import (
    MUCH,
    PASSWORD,
    USERNAME,
    MakeCamera,
    MakeSession,
    bare,
    changes,
    until,
    work,
    written,
)

CONTROL = "/cgi-bin/control/"
every_firmware = pytest.mark.parametrize("profile", PROFILES)


@pytest.fixture
def dialect() -> str:
    """These cameras."""
    return "hucoms"


@pytest.fixture(autouse=True)
def soon_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no more events than a simulated camera needs to tell them."""
    monkeypatch.setattr(wire, "QUIET", 0.05)


@pytest.fixture
async def device(make_camera: MakeCamera) -> Camera:
    """A device that knows its camera."""
    made = await make_camera(CameraOptions(preset_count=6, presets=("Gate", "", "Pond")))
    await made.poll()
    return made


def wire_of(camera: SimulatedCamera) -> SimulatedHucoms:
    """Return the dialect's side of the simulated camera."""
    assert isinstance(camera.wire, SimulatedHucoms)
    return camera.wire


# Who it is


@every_firmware
async def test_detected_without_a_login(camera: SimulatedCamera, client: object) -> None:
    transport = Transport(client, *camera.address)  # type: ignore[arg-type]
    result = await probe(transport, REGISTRY)
    assert result.dialect == "hucoms"
    assert camera.refused_logins == 0
    assert not any(name in ("id", "passwd") for each in camera.requests for name, _ in each.query)


async def test_identity(device: Camera, camera: SimulatedCamera) -> None:
    identity = device.identity
    assert (identity.id, identity.mac, identity.name) == ("00626e51ac0d", "00626e51ac0d", "Garden")
    assert identity.role is Access.ADMINISTRATOR
    assert camera.refused_logins == 0


async def test_wrong_password_is_tried_once(make_session: MakeSession, camera: SimulatedCamera) -> None:
    session = make_session(password="Wr0ng")
    for _ in range(3):
        with pytest.raises(AuthError):
            await ask_identity(session, Identity(id=""))
    assert camera.refused_logins == 1


async def test_a_changed_password_is_noticed_and_not_tried_again(
    device: Camera, camera: SimulatedCamera
) -> None:
    camera.first_accounts = (Account(USERNAME, "another"),)
    device.expire()
    for _ in range(3):
        with pytest.raises(AuthError):
            await device.poll()
    assert camera.refused_logins == 1, "it said in words that it is the password"


async def test_a_refused_event_stream_ends_the_login(device: Camera, camera: SimulatedCamera) -> None:
    camera.first_accounts = (Account(USERNAME, "another"),)
    kinds = []
    for _ in range(4):
        try:
            async for _values in device.events():
                pass
        except CameraError as error:
            kinds.append(type(error))
    assert kinds == [WrongPasswordError, AuthError, AuthError, AuthError]
    assert camera.refused_logins == 1


async def test_visitor_sees_the_pictures_only(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    camera.first_accounts = (*camera.first_accounts, Account("guest", "peep", Access.VISITOR))
    device = await make_camera(username="guest", password="peep")
    identity = device.identity
    assert identity.role is Access.VISITOR
    await device.poll()
    assert not any(device.supports(feature) for feature in device.dialect.bindings)
    assert len(device.capabilities.denied) == len(device.dialect.bindings)
    assert (await device.streams.still("main")).startswith(b"\xff\xd8")
    with pytest.raises(PermissionDeniedError):
        await device.run("osd.getosd")


async def test_secrets_stay_out_of_the_log(
    device: Camera, camera: SimulatedCamera, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await device.write(f.DEVICE_NAME, "shed")
    camera.faults.add(Reset())
    with pytest.raises(CameraError) as raised:
        await device.write(f.BRIGHTNESS, 3)
    assert PASSWORD not in caplog.text + str(raised.value) + repr(raised.value)


# What it has


EXPECTED = {
    "standard": (170, {"capture_3", "third_resolution"}),
    "fixed": (
        125,
        {"tamper", "shock", "preset", "hue", "edge_enhancement", "speaker", "pan_tilt", "reset_lens"},
    ),
    "old": (125, {"tamper", "language", "restart_needed", "preset", "privacy_mask_area_7"}),
    "new": (170, {"capture_3"}),
}


@every_firmware
async def test_features_of_each_firmware(device: Camera, profile: str) -> None:
    least, missing = EXPECTED[profile]
    there = {feature.key for feature in device.dialect.bindings if device.supports(feature)}
    assert len(there) >= least
    assert not there & missing


@every_firmware
async def test_first_poll_asks_each_once(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    asked = len(camera.requests)
    await device.poll()
    names = [each.command for each in camera.requests[asked:]]
    assert len(names) == len(set(names))
    await device.poll()
    assert [each.command for each in camera.requests[asked + len(names) :]] == ["requestevent.getevent"]


async def test_covering_commands_spare_the_others(device: Camera, camera: SimulatedCamera) -> None:
    covered = {"camcolor.getcolor", "rtspset.getrtsp", "recordevent.getrecevent", "camwhitebal.getwb"}
    assert not covered & {each.command for each in camera.requests}
    device.expire()
    asked = len(camera.requests)
    await device.poll({f.BRIGHTNESS, f.WHITE_BALANCE, f.DEVICE_NAME, f.RECORD_ON_ALARM})
    assert {each.command for each in camera.requests[asked:]} == {
        "serverinfo1.getsysinfo1",
        "serverinfo2.getsysinfo2",
        "serverinfo3.getsysinfo3",
        "camcolor.getCapabilitiesImage",
    }


async def test_what_a_covering_command_leaves_out_is_asked_for(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    camera.faults.add(Body(body=b"[ColorInfo]\r\nbright = 31\r\n", command="serverinfo1.getsysinfo1"))
    device = await make_camera()
    await device.poll()
    assert device.state.get(f.CONTRAST) == 45
    assert device.state.get(f.BRIGHTNESS) == 55, "the latest word counts"
    assert device.supports(f.CONTRAST)


async def test_limits_are_the_cameras(device: Camera) -> None:
    assert device.limits(f.BIT_RATE) == Int(64, 9000, "kbit/s")
    assert device.limits(f.SUB_BIT_RATE) == Int(64, 6000, "kbit/s")
    assert device.limits(f.KEY_FRAME_INTERVAL) == Int(5, 60)
    assert device.limits(f.FRAME_RATE) == Int(1, 30, "fps")
    assert device.limits(f.JPEG_QUALITY) == Int(5, 80)
    assert options(device, f.RESOLUTION) == ["1080p", "1280x1024", "1280x960", "720p", "1024x768"]
    assert options(device, f.SUB_RESOLUTION) == ["1024x768", "854x480", "vga", "qvga", "not_used"]
    assert options(device, f.VIDEO_CODEC) == ["h264"]
    assert options(device, f.SUB_VIDEO_CODEC) == ["h264", "mpeg4", "mjpeg"]
    assert options(device, f.SUB_VIDEO_SOURCE) == ["capture1", "capture2"]
    assert options(device, f.AUDIO_CODEC) == ["ulaw"]
    assert options(device, f.PRESET) == ["Gate", "2", "Pond", "4", "5", "6"]
    assert options(device, f.AUTO_PAN_PATROL) == ["off", "1", "2", "3", "4", "clockwise", "anticlockwise"]
    assert options(device, f.PRESET_PATROL) == ["off", *map(str, range(1, 9))]


def options(device: Camera, feature: Feature[str]) -> list[str]:
    """Return the options of a choice."""
    codec = device.limits(feature)
    assert isinstance(codec, Choice)
    return codec.names


@pytest.mark.parametrize(
    ("told", "limits"),
    [
        # What it is set to stays a choice.
        ("BitrateAll = min:100kbps;max:200kbps", (100, 2048)),
        ("H.264BitrateSupported = min:70kbps;max:90kbps\nBitrateAll = min:1kbps;max:2kbps", (70, 2048)),
        ("BitrateAll = plenty", (64, 12000)),
        ("BitrateAll = min:9;max:1", (64, 12000)),
    ],
)
async def test_strange_capabilities(
    make_camera: MakeCamera, camera: SimulatedCamera, told: str, limits: tuple[int, int]
) -> None:
    camera.faults.add(Body(body=told.encode(), command="capabilityvideo.getCapabilitiesVideoAll"))
    device = await make_camera()
    await device.poll()
    codec = device.limits(f.BIT_RATE)
    assert isinstance(codec, Int)
    assert (codec.minimum, codec.maximum) == limits


async def test_new_sizes_are_taken_and_nonsense_is_not(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    body = b"Capture1 = 9000x6000;<script>;1280x720;1280x720;\nCaptureMaxsize = 1\n"
    camera.faults.add(Body(body=body, command="capabilityvideo.getCapabilitiesVideoAll"))
    device = await make_camera()
    await device.poll()
    assert options(device, f.RESOLUTION) == ["9000x6000", "720p"]
    assert not device.supports(f.SUB_RESOLUTION)


async def test_interface_switched_off(
    device: Camera, make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    wire_of(camera).api = False
    device.expire()
    with pytest.raises(ApiDisabledError):
        await device.poll()
    with pytest.raises(ApiDisabledError):
        await make_camera()
    with pytest.raises(ApiDisabledError):
        await anext(device.events())
    wire_of(camera).api = True
    await device.poll()
    assert device.state.get(f.BRIGHTNESS) == 55


# Writing


MODES: dict[Feature, tuple[Feature[str], str]] = {
    f.WHITE_BALANCE_RED: (f.WHITE_BALANCE, "user"),
    f.WHITE_BALANCE_BLUE: (f.WHITE_BALANCE, "user"),
    f.WDR_COMPENSATION: (f.WDR_MODE, "compensation"),
    f.WDR_STEP: (f.WDR_MODE, "digital"),
    f.ANTI_FLICKER_STRENGTH: (f.SHUTTER_MODE, "anti_flicker"),
    f.SHUTTER_SPEED: (f.SHUTTER_MODE, "user"),
    f.GAIN: (f.SHUTTER_MODE, "user"),
    f.MAX_EXPOSURE: (f.SHUTTER_MODE, "auto"),
    f.LICENSE_PLATE_DAY_SHUTTER: (f.DAY_NIGHT_MODE, "lpr"),
    f.LICENSE_PLATE_NIGHT_SHUTTER: (f.DAY_NIGHT_MODE, "lpr"),
    f.SUB_JPEG_QUALITY: (f.SUB_VIDEO_CODEC, "mjpeg"),
    f.THIRD_BIT_RATE: (f.THIRD_VIDEO_CODEC, "h264"),
    f.THIRD_KEY_FRAME_INTERVAL: (f.THIRD_VIDEO_CODEC, "mpeg4"),
    f.THIRD_BIT_RATE_CONTROL: (f.THIRD_VIDEO_CODEC, "h264"),
}
"""The mode in which a feature can be set."""
# The first stream has no other codec, the interface would be gone, and the two points meet elsewhere.
APART = {
    f.JPEG_QUALITY,
    f.DAY_THRESHOLD,
    f.NIGHT_THRESHOLD,
    f.FACTORY_RESET,
    f.RESTART,
    f.SYNC_CLOCK,
}
PLACE = Rectangle(12.5, 25, 37.5, 50)


def samples(device: Camera, binding: Binding) -> Iterator[object]:
    """Yield values through the whole range of a feature."""
    codec = device.limits(binding.feature)
    match codec:
        case Choice():
            yield from codec.names
        case Int():
            middle = (codec.minimum + codec.maximum) // 2
            for value in (codec.minimum, middle, codec.maximum):
                with suppress(InvalidValueError):
                    codec.encode(value)
                    yield value
        case Text():
            yield from ("", "x" * codec.maximum, "a&b=c *d")
        case _ if binding.feature.kind is bool:
            yield from (True, False, True)
        case _ if binding.feature is f.MOTION_AREA:
            shown = device.state.get(f.MOTION_AREA)
            assert shown is not None
            yield Grid.covering(shown.columns, len(shown.rows), [PLACE])
        case _ if binding.feature.kind is Rectangle:
            yield from (PLACE, NOWHERE, Rectangle(0, 0, 100, 100), Rectangle(99.9, 99.9, 0.1, 0.1))
        case _:
            assert binding.feature.kind is NoneType, binding.feature
            yield None


def own_fields(binding: Binding) -> set[str]:
    """Return the fields, by the getter's names, that a feature stands for."""
    accessor: Accessor | None = binding.accessor
    match accessor:
        case Mode():
            codes = {name for each in accessor.companions.values() for name in each}
            return {accessor.field, *codes}
        case Value() | Bit():
            return {accessor.field}
        case Turned():
            return {"videoflip"}
        case Watched():
            return {f"{accessor.detector}.area{row}" for row in range(1, 19)}
        case OneOfAll():
            return {accessor.field, "allstatus"}
        case Covered():
            names = ("enable", "startx", "starty", "endx", "endy")
            return {"allstatus", *(f"{accessor.area}.{name}" for name in names)}
        case AllHidden():
            names = ("enable", "startx", "starty", "endx", "endy")
            return {"allstatus", *(f"privacy6.{name}" for name in names)}
    return set()


@pytest.mark.parametrize("profile", ["standard", "old"])
async def test_every_feature_changes_only_its_own(
    device: Camera, camera: SimulatedCamera, profile: str
) -> None:
    start = camera.dump()
    driven = 0
    for feature, binding in device.dialect.bindings.items():
        if binding.writer is None or feature in APART or not device.supports(feature):
            continue
        camera.load(start)
        wire_of(camera).relay = False
        if feature in MODES:
            mode, option = MODES[feature]
            await device.write(mode, option)
        for value in samples(device, binding):
            before, asked = camera.dump(), len(camera.requests)
            await device.write(feature, value)
            driven += 1
            fields = {name.partition(".")[2] for name in changes(before, camera.dump())}
            assert fields <= own_fields(binding), (feature, value, fields)
            for each in camera.requests[asked:]:
                assert each.command is not None
                row = COMMANDS[each.command]
                documented = {param.name for param in row.params} | {name for name, _ in row.fixed}
                assert {name for name, _ in each.query} <= documented | {"id", "passwd"}
                assert row.effect is Effect.READ or row in binding.commands
            sent = [
                each for each in camera.requests[asked:] if COMMANDS[each.command or ""] in binding.commands
            ]
            assert sent, feature
            if binding.accessor is not None and feature.kind in (bool, int, str):
                assert device.state.get(feature) == value, (feature, value)
    assert driven > 250


WRITES: list[tuple[Feature, object, str]] = [
    (f.BRIGHTNESS, 77, "camcolor.cgi?action=setcolor&bright=77"),
    (f.NIGHT_HUE, 5, "camcolor.cgi?action=setncolor&hue=5"),
    (f.MOTION_DETECTION, False, "motion.cgi?action=setmotion1&motion1.enable=disable"),
    (f.MOTION_SENSITIVITY, 5, "motion.cgi?action=setmotion1&motion1.level=5"),
    (f.ALARM_OUTPUT_ON_TAMPER, True, "alarmout.cgi?action=setalarmout1&alarmout1.link=4"),
    (f.RECORD_TO_MAIL, True, "recordevent.cgi?action=setrecevent&record.save=3"),
    (f.ALARM_OUTPUT, True, "ctrl_alarmout.cgi?action=setalarmout&alarmout1=on"),
    (f.WHITE_BALANCE, "indoor", "camwhitebal.cgi?action=setwb&mode=indoor"),
    (f.WHITE_BALANCE, "user", "camwhitebal.cgi?action=setwb&mode=user&userred=50&userblue=50"),
    (
        f.WDR_MODE,
        "compensation",
        "camwdr.cgi?action=setwdr&mode=compensation&compensationmode=front",
    ),
    (f.WDR, True, "camwdr.cgi?action=setwdr&wdrstatus=enable"),
    (
        f.SHUTTER_MODE,
        "user",
        "camshutspeed.cgi?action=setshutterspd&shutmode=user&shutspeed=4&agcvalue=50",
    ),
    (
        f.DAY_NIGHT_MODE,
        "night",
        "camdaynight.cgi?action=setdaynight&mode=night&interval=8&ptn=600&ptd=310",
    ),
    (f.NIGHT_THRESHOLD, 650, "camdaynight.cgi?action=setdaynight&ptn=650&ptd=310"),
    (f.INFRARED_LIGHT_AT_NIGHT, False, "camdaynight.cgi?action=setdaynight&irlink=disable"),
    (f.MIRROR, True, "videoset.cgi?action=setvideo1&videoflip=mirror"),
    (f.RESOLUTION, "1080p", "videoset.cgi?action=setvideo1&capture1.size=1920x1080"),
    (
        f.SUB_VIDEO_CODEC,
        "mjpeg",
        (
            "videoset.cgi?action=setvideo2&encoder2.enable=enable&encoder2.source=capture2"
            "&encoder2.codec=mjpeg&encoder2.framerate=15&encoder2.quality=50"
        ),
    ),
    (
        f.BIT_RATE,
        3000,
        (
            "videoset.cgi?action=setvideo1&encoder1.enable=enable&encoder1.source=capture1"
            "&encoder1.codec=h264&encoder1.framerate=25&encoder1.quality=3000"
        ),
    ),
    (f.AUDIO, False, "audioset.cgi?action=setaudio&audioinenable=disable"),
    (
        f.PRIVACY_MODE,
        True,
        (
            "privacy.cgi?action=setprivacy6&allstatus=enable&privacy.enable=enable&privacy.startx=0"
            "&privacy.starty=0&privacy.endx=319&privacy.endy=239"
        ),
    ),
    (
        f.PRIVACY_MASK_AREAS[4],
        PLACE,
        (
            "privacy.cgi?action=setprivacy5&allstatus=enable&privacy.enable=enable&privacy.startx=40"
            "&privacy.starty=60&privacy.endx=120&privacy.endy=120"
        ),
    ),
    (f.PRIVACY_MASK_AREAS[0], NOWHERE, "privacy.cgi?action=setprivacy1&privacy.enable=disable"),
    (f.RTSP_TIME_LIMIT, 60, "rtspset.cgi?action=setrtsp&rtsptimelimit=60"),
    (f.PRESET, "Pond", "preset_control.cgi?action=gopreset&number=3"),
    (f.AUTO_PAN_PATROL, "2", "preset_control.cgi?action=autopan&number=2"),
    (f.AUTO_PAN_PATROL, "anticlockwise", "preset_control.cgi?action=autopan_ccw&speed=50"),
    (f.PRESET_PATROL, "off", "preset_control.cgi?action=tour&number=255"),
    (f.ONE_PUSH_FOCUS, None, "zf_control.cgi?action=onepush"),
    (f.RESET_LENS, None, "ptzf_status.cgi?action=lensreset"),
]


async def test_writes(device: Camera, camera: SimulatedCamera) -> None:
    start = camera.dump()
    for feature, value, sent in WRITES:
        camera.load(start)
        asked = len(camera.requests)
        await device.write(feature, value)
        assert written(camera, asked) == [CONTROL + sent], feature


@pytest.mark.parametrize(
    ("feature", "value", "sent"),
    [
        (f.RESTART, None, "reboot.cgi?action=setreboot"),
        (f.FACTORY_RESET, "keep_network", "reboot.cgi?action=setfactoryexip"),
    ],
)
async def test_restarting_writes(
    device: Camera, camera: SimulatedCamera, feature: Feature, value: object, sent: str
) -> None:
    asked = len(camera.requests)
    await device.write(feature, value)
    assert written(camera, asked) == [CONTROL + sent]


async def test_everything_that_turns_is_stopped(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.AUTO_PAN_PATROL, "clockwise")
    assert wire_of(camera).round == "autopan_cw 50"
    asked = len(camera.requests)
    await device.write(f.AUTO_PAN_PATROL, "off")
    assert written(camera, asked) == [
        f"{CONTROL}preset_control.cgi?action=autopan&number=255",
        f"{CONTROL}preset_control.cgi?action=autopan_cw&speed=255",
    ]
    assert wire_of(camera).round == ""


REFUSED: list[tuple[Feature, object]] = [
    (f.BRIGHTNESS, 0),
    (f.BRIGHTNESS, 101),
    (f.ALARM_OUTPUT_DURATION, 3),
    (f.RTSP_TIME_LIMIT, 30),
    (f.RTSP_PORT, 555),
    (f.DEVICE_NAME, "eleven char"),
    (f.NIGHT_THRESHOLD, 300),
    (f.DAY_THRESHOLD, 601),
    (f.WHITE_BALANCE_RED, 50),
    (f.SHUTTER_SPEED, "step_3"),
    (f.LICENSE_PLATE_DAY_SHUTTER, "auto"),
    (f.JPEG_QUALITY, 50),
    (f.RESOLUTION, "4096x2160"),
    (f.PRESET, "7"),
    (f.MOTION_AREA, Grid.covering(8, 6, [PLACE])),
]


async def test_refused_before_anything_changes(device: Camera, camera: SimulatedCamera) -> None:
    before, asked = camera.dump(), len(camera.requests)
    for feature, value in REFUSED:
        with pytest.raises(InvalidValueError):
            await device.write(feature, value)
    assert written(camera, asked) == []
    assert camera.dump() == before


async def test_refused_by_the_camera(device: Camera, camera: SimulatedCamera) -> None:
    camera.faults.add(Body(body=b"Error: invalid parameter", command="camcolor.setcolor", execute=False))
    with pytest.raises(RejectedError, match="invalid parameter"):
        await device.write(f.BRIGHTNESS, 11)
    assert device.state.get(f.BRIGHTNESS) == 55


async def test_half_a_record_is_not_written_back(device: Camera, camera: SimulatedCamera) -> None:
    camera.faults.add(Body(body=b"record.status = enable\r\n", command="recordevent.getrecevent"))
    before = camera.dump()
    with pytest.raises(InvalidValueError, match=r"record\.link"):
        await device.write(f.RECORD_ON_ALARM_INPUT, True)
    assert camera.dump() == before


async def test_clock(device: Camera, camera: SimulatedCamera) -> None:
    camera.clock.set(datetime(2001, 2, 3, 4, 5, tzinfo=UTC).timestamp())
    device.expire()
    await device.poll({f.CLOCK_OFFSET})
    assert (device.state.get(f.CLOCK_OFFSET) or 0) < -700_000_000
    await device.write(f.SYNC_CLOCK, None)
    assert abs(device.state.get(f.CLOCK_OFFSET) or 0) <= 2


async def test_a_clock_that_is_right_is_not_set(device: Camera, camera: SimulatedCamera) -> None:
    """To set it would end NTP for good, and the camera does not tell whether it uses that."""
    camera.clock.set(datetime.now().timestamp())  # noqa: DTZ005
    asked = len(camera.requests)
    with pytest.raises(InvalidValueError, match="NTP"):
        await device.write(f.SYNC_CLOCK, None)
    assert not written(camera, asked)


# What counts


COUNTS = [
    (f.MOTION_DETECTION, "motion1"),
    (f.ALARM_INPUT_ARMED, "alarmin1"),
    (f.ALARM_OUTPUT_ARMED, "alarmout1"),
    (f.PRIVACY_MASKS[1], "privacy2"),
]


@pytest.mark.parametrize(("feature", "record"), COUNTS)
async def test_a_switch_counts_with_the_one_for_all(
    device: Camera, camera: SimulatedCamera, feature: Feature[bool], record: str
) -> None:
    own = f"{record}.enable"
    camera.load({record: {"allstatus": "disable", own: "enable"}})
    device.expire()
    await device.poll({feature})
    assert device.state.get(feature) is False
    await device.write(feature, True)
    assert (camera.records[record]["allstatus"], camera.records[record][own]) == ("enable", "enable")
    assert device.state.get(feature) is True
    await device.write(feature, False)
    # The others go on counting.
    assert (camera.records[record]["allstatus"], camera.records[record][own]) == ("enable", "disable")


async def test_a_camera_without_a_switch_for_all(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    camera.records["motion1"].pop("allstatus")
    device = await make_camera()
    await device.poll()
    assert device.state.get(f.MOTION_DETECTION) is True
    await device.write(f.MOTION_DETECTION, False)
    await device.write(f.MOTION_DETECTION, True)
    assert device.state.get(f.MOTION_DETECTION) is True
    assert "allstatus" not in camera.records["motion1"]


@pytest.mark.parametrize(
    ("alarm", "record"), [(f.MOTION, "motion1"), (f.ALARM_INPUT, "alarmin1")], ids=["motion", "input"]
)
async def test_no_alarm_means_nothing_while_none_counts(
    device: Camera, camera: SimulatedCamera, alarm: Feature[bool], record: str
) -> None:
    camera.load({record: {"allstatus": "disable", f"{record}.enable": "enable"}})
    device.expire()
    await device.poll({alarm})
    assert device.state.get(alarm) is None
    camera.load({record: {"allstatus": "enable"}})
    device.expire()
    await device.poll({alarm})
    assert device.state.get(alarm) is False


def masks(camera: SimulatedCamera) -> dict[int, bool]:
    """Return which areas hide all of the picture."""
    whole = {"startx": "0", "starty": "0", "endx": "319", "endy": "239", "enable": "enable"}
    told = {n: camera.records[f"privacy{n}"] for n in range(1, 17)}
    return {
        n: record.get("allstatus") == "enable"
        and all(record.get(f"privacy{n}.{name}") == text for name, text in whole.items())
        for n, record in told.items()
    }


@every_firmware
async def test_privacy_mode_hides_everything(device: Camera, camera: SimulatedCamera, profile: str) -> None:
    if profile == "old" and not device.supports(f.PRIVACY_MODE):
        return
    assert device.state.get(f.PRIVACY_MODE) is False
    await device.write(f.PRIVACY_MODE, True)
    assert any(masks(camera).values())
    assert device.state.get(f.PRIVACY_MODE) is True
    await device.write(f.PRIVACY_MODE, False)
    assert not any(masks(camera).values())
    assert device.state.get(f.PRIVACY_MODE) is False


async def test_privacy_mode_is_on_only_if_it_hides(device: Camera, camera: SimulatedCamera) -> None:
    camera.load({f"privacy{n}": {"allstatus": "enable"} for n in range(1, 17)})
    camera.load({"privacy3": {"privacy3.enable": "enable"}})
    device.expire()
    await device.poll()
    assert device.state.get(f.PRIVACY_MODE) is False
    whole = {"startx": "0", "starty": "0", "endx": "319", "endy": "239"}
    camera.load({"privacy3": {f"privacy3.{name}": text for name, text in whole.items()}})
    device.expire()
    await device.poll()
    assert device.state.get(f.PRIVACY_MODE) is True


async def test_privacy_mode_leaves_the_masks_of_the_owner(device: Camera, camera: SimulatedCamera) -> None:
    for n in (1, 6):
        await device.write(f.PRIVACY_MASK_AREAS[n - 1], PLACE)
    before = camera.dump()
    await device.write(f.PRIVACY_MODE, True)
    assert [n for n, hides in masks(camera).items() if hides] == [5]
    await device.write(f.PRIVACY_MODE, False)
    fields = {name.partition(".")[2] for name in changes(before, camera.dump())}
    assert fields <= {f"privacy5.{name}" for name in ("startx", "starty", "endx", "endy")}
    for n in range(1, 7):
        camera.load({f"privacy{n}": {f"privacy{n}.enable": "enable"}})
    camera.load({"privacy5": {"privacy5.endx": "20"}})
    with pytest.raises(InvalidValueError, match="in use"):
        await device.write(f.PRIVACY_MODE, True)


async def test_an_output_that_stays_on(device: Camera, camera: SimulatedCamera) -> None:
    camera.load({"alarmout1": {"alarmout1.time": "1"}})
    device.expire()
    await device.poll({f.ALARM_OUTPUT_DURATION})
    assert device.state.get(f.ALARM_OUTPUT_DURATION) == 0
    await device.write(f.ALARM_OUTPUT_DURATION, 5)
    assert camera.records["alarmout1"]["alarmout1.time"] == "5"
    await device.write(f.ALARM_OUTPUT_DURATION, 0)
    assert camera.records["alarmout1"]["alarmout1.time"] == "1"
    with pytest.raises(InvalidValueError):
        await device.write(f.ALARM_OUTPUT_DURATION, 3)


@pytest.mark.parametrize("feature", MODES, ids=lambda feature: feature.key)
async def test_available_in_its_mode_only(device: Camera, camera: SimulatedCamera, feature: Feature) -> None:
    mode, option = MODES[feature]
    others = [each for each in options(device, mode) if each != option]
    for each in (others[0], option):
        await device.write(mode, each)
    assert device.is_available(feature)
    if mode in (f.SUB_VIDEO_CODEC, f.THIRD_VIDEO_CODEC) and option != "mjpeg":
        others = ["mjpeg"]
    await device.write(mode, others[0])
    assert device.supports(feature)
    assert not device.is_available(feature)
    asked = len(camera.requests)
    with pytest.raises(InvalidValueError, match="no effect"):
        await device.write(feature, device.limits(feature).sample())  # type: ignore[union-attr]
    assert not written(camera, asked)


async def test_a_mode_comes_back_with_its_values(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.WHITE_BALANCE, "user")
    await device.write(f.WHITE_BALANCE_RED, 11)
    await device.write(f.WHITE_BALANCE_BLUE, 99)
    await device.write(f.WHITE_BALANCE, "auto")
    await device.write(f.WHITE_BALANCE, "user")
    assert camera.records["camwhitebal"]["userred"] == "11"
    assert camera.records["camwhitebal"]["userblue"] == "99"


@pytest.mark.parametrize("back", ["h264", "mpeg4"])
async def test_a_quality_is_no_bit_rate(device: Camera, camera: SimulatedCamera, back: str) -> None:
    camera.load({"videoset": {"encoder3.codec": "mjpeg", "encoder3.quality": "80"}})
    device.expire()
    await device.poll()
    await device.write(f.THIRD_VIDEO_CODEC, back)
    assert camera.records["videoset"]["encoder3.quality"] == "512"


async def test_restart_needed(device: Camera) -> None:
    assert device.state.get(f.RESTART_NEEDED) is False
    await device.write(f.RESOLUTION, "1024x768")
    assert device.state.get(f.RESTART_NEEDED) is True


async def test_the_old_grid(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    camera.load({"motion1": {"motion1.size": "8x6"}})
    device = await make_camera()
    await device.poll()
    shown = device.state.get(f.MOTION_AREA)
    assert shown is not None
    assert (shown.columns, len(shown.rows)) == (8, 6)


# Moving


async def test_moves(device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.ptz.move(Move(pan=1, tilt=-1, zoom=1, speed=80), 0.1)
    assert written(camera, asked) == [
        f"{CONTROL}pt_control.cgi?action=setptmove&pan=right&panspeed=80&tilt=down&tiltspeed=80",
        f"{CONTROL}zf_control.cgi?action=setzfmove&zoom=in&zoomspeed=80",
        f"{CONTROL}pt_control.cgi?action=setptmove&pan=stop&tilt=stop",
        f"{CONTROL}zf_control.cgi?action=setzfmove&zoom=stop",
    ]
    assert not camera.moving
    assert camera.position.pan > 0 > camera.position.tilt


async def test_a_stop_without_a_movement_stops_everything(device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.ptz.halt()
    assert written(camera, asked) == [
        f"{CONTROL}pt_control.cgi?action=setptmove&pan=stop&tilt=stop",
        f"{CONTROL}zf_control.cgi?action=setzfmove&zoom=stop&focus=stop",
    ]


async def test_swapped(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(swap_pan=True, swap_tilt=True, speed=65))
    asked = len(camera.requests)
    await device.ptz.start(Move(pan=-1, tilt=1))
    await device.ptz.stop()
    assert written(camera, asked)[0].endswith("&pan=right&panspeed=65&tilt=down&tiltspeed=65")


async def test_presets(device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.ptz.save("Gate")
    await device.ptz.recall("128")
    await device.ptz.delete("Pond")
    assert written(camera, asked) == [
        f"{CONTROL}preset_control.cgi?action=setpreset&number=1",
        f"{CONTROL}preset_control.cgi?action=gopreset&number=128",
        f"{CONTROL}preset_control.cgi?action=clearpreset&number=3",
    ]
    for name in ("257", "0", "nowhere", ""):
        with pytest.raises(InvalidValueError):
            await device.ptz.recall(name)


@pytest.mark.parametrize("profile", ["fixed"])
async def test_no_motors(device: Camera, camera: SimulatedCamera) -> None:
    assert not device.ptz.can(Move(pan=1))
    assert not device.ptz.can(Move(zoom=1))
    with pytest.raises(UnsupportedError):
        await device.ptz.start(Move(tilt=1))


async def test_lens_only(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    camera.load({"capabilityptz.getPTZ": {"PanSupported": "No", "TiltSupported": "No"}})
    device = await make_camera()
    assert device.ptz.can(Move(zoom=1))
    assert not device.ptz.can(Move(pan=1))
    assert not device.ptz.can(Move(iris=1))
    asked = len(camera.requests)
    await device.ptz.halt()
    assert written(camera, asked) == [f"{CONTROL}zf_control.cgi?action=setzfmove&zoom=stop&focus=stop"]


# Pictures


async def test_still_and_stream(device: Camera, camera: SimulatedCamera) -> None:
    assert (await device.streams.still("main")).startswith(b"\xff\xd8")
    frames = device.streams.broadcaster("main").frames()
    first = await anext(frames)
    assert first.data.startswith(b"\xff\xd8")
    await frames.aclose()
    assert bare(camera.requests[-1]) == "/cgi-bin/image/mjpeg.cgi"


@pytest.mark.parametrize(("rate", "rest"), [(20, "5"), (1, "100"), (30, "3")])
def test_live_rate(rate: int, rest: str) -> None:
    live = HUCOMS.streams[0].live
    assert live is not None
    assert live(CameraOptions(rate=rate)).params == {"refresh": rest}
    assert live(CameraOptions()).params == {}


async def test_refused_picture(device: Camera, camera: SimulatedCamera) -> None:
    camera.faults.add(Body(body=b"Error: unsupported command", command="*jpeg"))
    with pytest.raises(UnsupportedError):
        await device.streams.still("main")


async def test_rtsp_goes_to_the_camera_itself(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(rtsp=True))
    addresses = [await device.streams.rtsp_url(key) for key in ("main", "sub", "third")]
    assert addresses == [
        f"rtsp://{USERNAME}:{PASSWORD}@{camera.address.host}:8554/stream{n}" for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("rtsp://10.0.0.7/live/a?b=c", (554, "/live/a?b=c")),
        ("rtsp://someone:secret@10.0.0.7:99/x", (99, "/x")),
        ("http://10.0.0.7/x", None),
        ("rtsp://10.0.0.7:554/a b", None),
        ("rtsp://10.0.0.7:554", None),
        ("", None),
    ],
)
async def test_rtsp_address(
    make_camera: MakeCamera, camera: SimulatedCamera, address: str, place: tuple[int, str] | None
) -> None:
    camera.faults.add(
        Body(body=f"stream1.address = {address}\r\n".encode(), command="connectinfo.getconnect")
    )
    device = await make_camera(CameraOptions(rtsp=True))
    if place is None:
        with pytest.raises(ReplyError):
            await device.streams.rtsp_url("main")
        return
    port, path = place
    found = await device.streams.rtsp_url("main")
    assert found == f"rtsp://{USERNAME}:{PASSWORD}@{camera.address.host}:{port}{path}"


# Events


@asynccontextmanager
async def listening(device: Camera) -> AsyncIterator[list[dict[str, object]]]:
    """Listen for the length of a block, and collect what comes."""
    heard: list[dict[str, object]] = []

    async def listen() -> None:
        async for values in device.events():
            heard.append({feature.key: value for feature, value in values.items()})  # noqa: PERF401

    task = asyncio.create_task(listen())
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.wait({task})


@pytest.mark.parametrize("profile", ["standard", "fixed", "new"])
async def test_events(device: Camera, camera: SimulatedCamera) -> None:
    """Parts with a length, with a misplaced one, and without."""
    async with listening(device) as heard:
        await until(lambda: device.is_pushing)
        assert device.state.get(f.MOTION) is False
        camera.set_motion(True)
        await until(lambda: device.state.get(f.MOTION))
        camera.set_motion(False)
        await until(lambda: device.state.get(f.MOTION) is False)
        await device.write(f.ALARM_OUTPUT, True)
        await until(lambda: heard[-1].get("alarm_output") is True)
        assert device.state.get(f.ALARM_OUTPUT) is True
    assert not device.is_pushing
    await until(lambda: wire_of(camera).event_streams == 0)


async def test_tamper_and_input(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.ALARM_INPUT_ARMED, True)
    async with listening(device):
        await until(lambda: device.is_pushing)
        wire_of(camera).set_tamper(True)
        camera.set_input(True)
        await until(lambda: device.state.get(f.TAMPER) and device.state.get(f.ALARM_INPUT))
        await device.write(f.ALARM_INPUT_ARMED, False)
        camera.set_input(False)
        await until(lambda: device.state.get(f.ALARM_INPUT) is None)


async def test_push_spares_the_poll(device: Camera, camera: SimulatedCamera) -> None:
    async with listening(device):
        await until(lambda: device.is_pushing)
        await device.poll()
        asked = len(camera.requests)
        for _ in range(5):
            await device.poll()
        assert camera.requests[asked:] == []
        camera.set_motion(True)
        await until(lambda: device.state.get(f.MOTION))
    camera.set_motion(False)
    await device.poll()
    assert device.state.get(f.MOTION) is False, "polled again"


async def test_polled_where_nothing_is_pushed(device: Camera, camera: SimulatedCamera) -> None:
    for state in (True, False):
        camera.set_motion(state)
        await device.poll({f.MOTION})
        assert device.state.get(f.MOTION) is state


@pytest.mark.parametrize("profile", ["old"])
async def test_one_plain_text(device: Camera, camera: SimulatedCamera) -> None:
    camera.set_motion(True)
    heard = [values async for values in device.events()]
    assert [values.get(f.MOTION) for values in heard] == [True]


async def test_several_inputs(device: Camera, camera: SimulatedCamera) -> None:
    async with listening(device) as heard:
        await until(lambda: device.is_pushing)
        wire_of(camera).push({"motion1": "off", "motion2": "on", "alarmin4": "off", "audiodetect_low": "on"})
        await until(lambda: device.state.get(f.MOTION))
        assert heard[-1].keys() == {"motion", "alarm_input"}


async def test_events_in_a_row_keep_their_order(device: Camera, camera: SimulatedCamera) -> None:
    async with listening(device) as heard:
        await until(lambda: device.is_pushing)
        for index in range(200):
            wire_of(camera).push({"alarmout1": "off" if index % 2 else "on"})
        await until(lambda: len(heard) == 201)
        assert [values["alarm_output"] for values in heard[1:]] == [index % 2 == 0 for index in range(200)]


async def test_silence_ends_the_connection(
    device: Camera, camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "EVENT_TIMEOUT", 0.2)
    begun = monotonic()
    with pytest.raises(CameraConnectionError, match="timed out waiting for a reply"):
        async for _values in device.events():
            pass
    assert monotonic() - begun < 30
    assert not device.is_pushing


@pytest.mark.parametrize("fault", [Reset(), Html(), Empty(), Status(status=503), Status(status=404)])
async def test_failing_event_stream(device: Camera, camera: SimulatedCamera, fault: Fault) -> None:
    camera.faults.add(fault)
    with suppress(CameraError):
        async with asyncio.timeout(5):
            async for _values in device.events():
                pass
    assert not device.is_pushing
    camera.faults.clear()
    async with listening(device):
        await until(lambda: device.is_pushing)


async def test_parts_without_end_wait_for_quiet_only() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"--x\r\nContent-type: text/plain\r\n\r\nmotion1 = "
        await asyncio.sleep(0.005)
        yield b"on\r\n"
        await asyncio.sleep(0.2)
        yield b"--x\r\nContent-type: text/plain\r\n\r\nmotion1 = off\r\n"

    parts = [part async for part in multipart.text_parts(chunks(), idle_end=0.05)]
    assert parts == [b"motion1 = on", b"motion1 = off"]


# Whatever the camera says


def record_of(text: str) -> dict[str, str]:
    """Read a reply, which may only fail in the library's own way."""
    try:
        return read_reply(text)
    except ReplyError:
        return {}


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    record = record_of(text)
    assert sum(map(len, record.values())) <= len(text) + len(record) * 4


FIELD = st.tuples(
    st.sampled_from(["motion1", "allstatus", "capture1.size", "wbmode", "alarmout1.link"]),
    st.text(st.characters(codec="ascii", exclude_characters="\r\n*"), max_size=20),
)


@given(
    st.lists(FIELD, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "  * a remark"])
)
def test_fields_survive(fields: list[tuple[str, str]], end: str, remark: str) -> None:
    text = "".join(f"{name} = {value}{remark}{end}" for name, value in fields)
    assert read_reply(text) == {name: value.strip() for name, value in fields}


@given(
    st.dictionaries(
        st.sampled_from(sorted({field.name for row in COMMANDS.values() for field in row.returns})),
        st.text(max_size=30),
        max_size=12,
    )
)
def test_any_record(record: dict[str, str]) -> None:
    for binding in HUCOMS.bindings.values():
        if binding.accessor is not None:
            binding.accessor.present_in(record)
            value = binding.accessor.read(record)
            assert value is None or isinstance(value, binding.feature.kind)


@given(st.binary(max_size=300))
def test_any_answer(body: bytes) -> None:
    for name in ("requestevent.getevent", "osd.getosd", "pt_control.setptmove", "jpeg"):
        with suppress(CameraError):
            answer = HttpResponse(200, {}, body)
            HUCOMS.wire.check(COMMANDS[name], answer)
            HUCOMS.wire.parse(COMMANDS[name], answer)


@given(st.text(max_size=60))
def test_any_date(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), datetime)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "a = " + " " * n,
        lambda n: " " * n,
        lambda n: "[" * n,
        lambda n: "a" * n,
        lambda n: "a = b *" * (n // 7),
        lambda n: "a =\n" * (n // 4),
        lambda n: "\t*" * (n // 2),
        lambda n: "[s]\nx\n" * (n // 6),
    ],
)
def test_no_text_is_much_work(make: Callable[[int], str]) -> None:
    text = make(MAX_LENGTH)[:MAX_LENGTH]
    assert work(lambda: read_reply(text)) < MUCH


def test_a_reply_is_bounded() -> None:
    with pytest.raises(ReplyError):
        read_reply("a" * (MAX_LENGTH + 1))
    assert len(read_reply("".join(f"a{n} = 1\n" for n in range(20_000)))) == 4096


def test_every_choice_of_the_table_can_be_written() -> None:
    for binding in HUCOMS.bindings.values():
        if binding.writer and not binding.writer.reads and isinstance(binding.codec, Choice):
            for name in binding.codec.names:
                before = Before(record={}, expected=(), state=CameraState())
                assert binding.writer.requests(name, before), binding.feature.key
