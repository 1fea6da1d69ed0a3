"""The HD cameras: the library against the simulator on a real socket."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
from hypothesis import given, settings, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam import connect, poller as poller_module
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd import tasks
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.clock import clock_now, clock_offset
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.ptz import ptz_commands
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.reply import MAX_REPLY, read_image, read_reply
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.wire import FoscamHdWire
from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
)
from custom_components.ipcam_cgi.ipcam.http.session import Session
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.identity import ask_identity
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Effect, Request
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice, Int
from custom_components.ipcam_cgi.ipcam.model.dialect import Account as NewAccount, Identity, Move
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials, HttpResponse
from custom_components.ipcam_cgi.ipcam.model.regions import NOWHERE, Grid, Rectangle
from custom_components.ipcam_cgi.ipcam.model.schedule import WeekPlan
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import SimulatedCamera
from simulator.faults import Status
from simulator.http import Response
from simulator.login import Account
from simulator.wires.base import Visit
from tests.conftest import MakeSession

from .conftest import MUCH, PASSWORD, USERNAME, MakeCamera, changes, until, work, written

HD = REGISTRY["foscam_hd"]
WIRE = FoscamHdWire()
PROXY = "/cgi-bin/CGIProxy.fcgi?cmd="

NIGHTS = WeekPlan((((0, 360), (1200, 1440)),) * 7)
NEVER = WeekPlan(((),) * 7)
SOME_CELLS = Grid.covering(10, 10, [Rectangle(20, 30, 40, 50)])
CORNER = Rectangle(10, 20, 30, 40)


@pytest.fixture
def dialect() -> str:
    return "foscam_hd"


@pytest.fixture
async def device(make_camera: MakeCamera) -> Camera:
    """A camera that was asked what most tests want to know."""
    made = await make_camera()
    await made.poll([f.MOTION, f.MOTION_DETECTION, f.INFRARED_PLAN, f.PRESET, f.PATROL])
    return made


@pytest.fixture
async def asked(make_camera: MakeCamera) -> Camera:
    """A camera that was asked everything once."""
    made = await make_camera()
    await made.poll()
    return made


def week(record: str) -> str:
    return " ".join(f"{record}.schedule{day}" for day in range(7))


CLOCK = " ".join(f"time.{part}" for part in ("year", "mon", "day", "hour", "minute", "sec"))

OWN_FIELDS = {
    "motion_detection": "motion.isEnable",
    "motion_sensitivity_level": "motion.sensitivity",
    "ring_on_alarm": "motion.linkage",
    "mail_on_alarm": "motion.linkage",
    "snapshot_on_alarm": "motion.linkage",
    "record_on_alarm": "motion.linkage",
    "alarm_snapshot_interval": "motion.snapInterval",
    "alarm_interval": "motion.triggerInterval",
    "alarm_plan": week("motion"),
    "motion_area": " ".join(f"motion.area{row}" for row in range(10)),
    "computer_sound_on_alarm": "pc_audio.isEnablePCAudioAlarm",
    "alarm_input_armed": "input.isEnable",
    "ring_on_alarm_input": "input.linkage",
    "mail_on_alarm_input": "input.linkage",
    "snapshot_on_alarm_input": "input.linkage",
    "record_on_alarm_input": "input.linkage",
    "alarm_input_level": "input.alarmLevel",
    "alarm_input_snapshot_interval": "input.snapInterval",
    "alarm_input_interval": "input.triggerInterval",
    "alarm_input_plan": week("input"),
    "computer_record_on_alarm": "local_record.isEnableLocalAlarmRecord",
    "computer_record_duration": "local_record.localAlarmRecordSecs",
    "snapshot_quality": "snap.snapPicQuality",
    "snapshot_storage": "snap.saveLocation",
    "snapshot_schedule": "snap_schedule.isEnable",
    "snapshot_schedule_interval": "snap_schedule.snapInterval",
    "snapshot_plan": week("snap_schedule"),
    "pre_record": "alarm_record.isEnablePreRecord",
    "pre_record_duration": "alarm_record.preRecordSecs",
    "record_on_alarm_duration": "alarm_record.alarmRecordSecs",
    "record_schedule": "record_schedule.isEnable",
    "record_frame_rate": "record_schedule.recordLevel",
    "record_when_full": "record_schedule.spaceFullMode",
    "record_audio": "record_schedule.isEnableAudio",
    "record_plan": week("record_schedule"),
    "record_stream": "record_stream.chn",
    "brightness": "image.brightness",
    "contrast": "image.contrast",
    "hue": "image.hue",
    "saturation": "image.saturation",
    "sharpness": "image.sharpness",
    "mirror": "mirror.isMirror",
    "flip": "mirror.isFlip",
    "lens_correction": "ratio.ratio",
    "power_line_frequency": "write_only.freq",
    "overlay_time": "osd.isEnableTimeStamp",
    "overlay_name": "osd.isEnableDevName",
    "privacy_mask": "mask.isEnableOSDMask",
    "privacy_mode": "mask.isEnableOSDMask mask_areas.x2_0 mask_areas.y2_0",
    **{
        f"privacy_mask_area_{n + 1}": " ".join(f"mask_areas.{side}_{n}" for side in ("x1", "y1", "x2", "y2"))
        for n in range(4)
    },
    "stream_profile": "main_type.streamType",
    "resolution": "main_video.resolution0",
    "bit_rate": "main_video.bitRate0",
    "frame_rate": "main_video.frameRate0",
    "key_frame_interval": "main_video.GOP0",
    "sub_resolution": "sub_video.resolution0",
    "sub_bit_rate": "sub_video.bitRate0",
    "sub_frame_rate": "sub_video.frameRate0",
    "sub_key_frame_interval": "sub_video.GOP0",
    "sub_video_codec": "write_only.format",
    "h264_frame_references": "h264_reference.mode",
    "preset": "",
    "patrol": "",
    "ptz_speed": "ptz_speed.speed",
    "zoom_speed": "zoom_speed.speed",
    "patrol_end": "cruise_mode.mode",
    "patrol_duration": "cruise_time.time",
    "patrol_custom_duration_used": "cruise_time_customed.customed",
    "patrol_custom_duration": "cruise_time_customed.time",
    "patrol_loops": "cruise_loops.count",
    "motor_test": "selftest.mode",
    "motor_test_preset": "selftest_preset.name",
    "media_port": "ports.mediaPort",
    "https_port": "ports.httpsPort",
    "onvif_port": "ports.onvifPort",
    "upnp": "upnp.isEnable",
    "ddns": "ddns.isEnable",
    "ddns_provider": "ddns.ddnsServer",
    "ftp_mode": "ftp.mode",
    "mail": "mail.isEnable",
    "mail_encryption": "mail.tls",
    "p2p": "p2p.enable",
    "p2p_port": "p2p_port.port",
    "pppoe": "pppoe.isEnable",
    "firewall": "firewall.isEnable",
    "firewall_rule": "firewall.rule",
    "ntp": "time.timeSource",
    "ntp_server": "time.ntpServer",
    "date_format": "time.dateFormat",
    "time_format": "time.timeFormat",
    "time_zone_offset": "time.timeZone",
    "daylight_saving_time": "time.isDst",
    "infrared_mode": "infrared.mode",
    "infrared_light": "infrared.mode",
    **{
        f"infrared_{end}_{n + 1}": f"infrared_schedule.{end}Hour{n} infrared_schedule.{end}Min{n}"
        for n in range(3)
        for end in ("start", "end")
    },
    "infrared_plan": " ".join(
        f"infrared_schedule.{end}{part}{n}"
        for n in range(3)
        for end in ("start", "end")
        for part in ("Hour", "Min")
    ),
    "device_name": "name.devName",
}
ACTIONS = {
    "clear_alarm_output": "clearIOAlarmOutput",
    "reload_recordings": "reloadRecordindex",
    "reset_image": "resetImageSetting",
    "test_ftp": "testFtpServer",
    "test_mail": "smtpTest",
    "sync_clock": "setSystemTime",
    "restart": "rebootSystem",
    "factory_reset": "restoreToFactorySetting",
}


def samples(device: Camera, feature: Feature) -> Sequence[Any]:
    """Return values through the whole range of a feature."""
    codec = device.limits(feature)
    if isinstance(codec, Choice):
        return codec.names
    if isinstance(codec, Int):
        return (codec.minimum, codec.maximum)
    if feature.kind is bool:
        return (True, False, True)
    return {
        str: ("orchard", "plum & pear + 50%"),
        time: (time(23, 59), time(0, 0)),
        WeekPlan: (NIGHTS, NEVER),
        Grid: (SOME_CELLS, Grid.from_bits([0] * 10, 10)),
        Rectangle: (CORNER, NOWHERE),
    }[feature.kind]


def test_every_writable_feature_is_driven() -> None:
    writable = {feature.key for feature, binding in HD.bindings.items() if binding.writer}
    assert writable == OWN_FIELDS.keys() | ACTIONS.keys()


@pytest.mark.parametrize("key", OWN_FIELDS)
async def test_a_write_changes_its_own_field_only(
    key: str, make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    feature = f.vocabulary()[key]
    device = await make_camera()
    await device.poll([feature])
    binding = device.dialect.bindings[feature]
    may_send = {command.name for command in binding.commands}
    for value in samples(device, feature):
        before, asked = camera.dump(), len(camera.requests)
        await device.write(feature, value)
        changed = changes(before, camera.dump())
        assert changed.keys() <= set(OWN_FIELDS[key].split())
        assert device.state.get(feature) == value
        sent = [COMMANDS[each.command] for each in camera.requests[asked:] if each.command]
        assert len(sent) == len(camera.requests) - asked
        assert {row.name for row in sent if row.effect is not Effect.READ} <= may_send
    assert camera.refused_logins == 0


@pytest.mark.parametrize("profile", ["new"])
@pytest.mark.parametrize(
    ("key", "value", "fields"),
    [
        ("motion_detection", False, "motion_areas.isEnable"),
        ("motion_sensitivity_level", "high", "motion_areas.sensitivity1"),
        ("ring_on_alarm", True, "motion_areas.linkage"),
        ("alarm_plan", NIGHTS, week("motion_areas")),
        (
            "motion_area",
            SOME_CELLS,
            "motion_areas.x1 motion_areas.y1 motion_areas.width1 motion_areas.height1",
        ),
        ("sound_detection", False, "audio.isEnable"),
        ("sound_sensitivity_level", "lowest", "audio.sensitivity"),
        ("sound_plan", NIGHTS, week("audio")),
        ("overlay_time", False, "osd.isEnableTimeStamp"),
        ("frame_rate", 9, "main_video.frameRate0"),
        ("media_port", 8554, "ports.mediaPort"),
    ],
)
async def test_newer_firmware_keeps_what_the_manual_does_not_know(
    key: str, value: object, fields: str, device: Camera, camera: SimulatedCamera
) -> None:
    before = camera.dump()
    await device.write(f.vocabulary()[key], value)
    assert changes(before, camera.dump()).keys() == set(fields.split())
    assert device.state.get(f.vocabulary()[key]) == value


@pytest.mark.parametrize(("key", "command"), ACTIONS.items())
async def test_actions(key: str, command: str, device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.write(f.vocabulary()[key], "all" if key == "factory_reset" else None)
    done = [each.command for each in camera.requests[asked:]]
    assert done.count(command) == 1
    if key == "restart":
        await until(lambda: camera.reboots == 1)


async def test_test_of_mail_takes_the_settings_as_they_are(device: Camera, camera: SimulatedCamera) -> None:
    camera.records["mail"]["port"] = "25"
    asked = len(camera.requests)
    await device.write(f.TEST_MAIL, None)
    (query,) = (dict(each.query) for each in camera.requests[asked:] if each.command == "smtpTest")
    assert query["smtpServer"] == "mail.example.org"
    assert query["port"] == "25"
    assert query["password"] == "quince&co"


async def test_failed_test_is_an_error(device: Camera, camera: SimulatedCamera) -> None:
    def fail(visit: Visit) -> Response:
        response = camera.wire.done(visit)
        response.body = response.body.replace(b"<testResult>0<", b"<testResult>-1<")
        return response

    camera.wire.behaviours = {**camera.wire.behaviours, "smtpTest": fail}
    with pytest.raises(RejectedError, match="testResult -1"):
        await device.write(f.TEST_MAIL, None)


async def test_motion_comes_and_goes(device: Camera, camera: SimulatedCamera) -> None:
    assert device.state.get(f.MOTION) is False
    camera.set_motion(True)
    await device.poll([f.MOTION])
    assert device.state.get(f.MOTION) is True
    await device.write(f.MOTION_DETECTION, False)
    await device.poll([f.MOTION])
    assert device.state.get(f.MOTION) is None


async def test_alarms_are_one_request(device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.poll([f.MOTION, f.SOUND, f.ALARM_INPUT, f.RECORDING, f.INFRARED_LIGHT, f.SD_CARD_FREE])
    assert [each.command for each in camera.requests[asked:]] == ["getDevState"]


# Privacy


async def test_privacy_keeps_the_users_masks(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.PRIVACY_MASK_AREAS[0], CORNER)
    await device.write(f.PRIVACY_MASK, True)
    before = camera.dump()
    await device.write(f.PRIVACY_MODE, True)
    assert changes(before, camera.dump()) == {"mask_areas.x2_1": "10000", "mask_areas.y2_1": "10000"}
    await device.write(f.PRIVACY_MODE, False)
    assert changes(before, camera.dump()) == {}
    for mask in f.PRIVACY_MASK_AREAS[1:4]:
        await device.write(mask, CORNER)
    with pytest.raises(InvalidValueError, match="in use"):
        await device.write(f.PRIVACY_MODE, True)


# Infrared


async def test_lamp_enters_the_manual_mode_first(device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.write(f.INFRARED_LIGHT, True)
    assert written(camera, asked) == [f"{PROXY}setInfraLedConfig&mode=1", f"{PROXY}openInfraLed"]
    assert camera.infrared
    assert device.state.get(f.INFRARED_MODE) == "manual"
    await device.write(f.INFRARED_LIGHT, False)
    assert not camera.infrared


async def test_plan_of_the_lamp_lasts_over_midnight(device: Camera, camera: SimulatedCamera) -> None:
    assert device.state.get(f.INFRARED_PLAN) == WeekPlan((((0, 360), (1230, 1440)),) * 7)
    await device.write(f.INFRARED_PLAN, WeekPlan((((60, 120), (1380, 1440)),) * 7))
    schedule = camera.records["infrared_schedule"]
    hours = [schedule[f"{end}Hour{n}"] for n in range(3) for end in ("start", "end")]
    assert hours == ["1", "2", "23", "0", "0", "0"]
    # From midnight to midnight would be no time at all.
    await device.write(f.INFRARED_PLAN, WeekPlan((((0, 1440),),) * 7))
    hours = [schedule[f"{end}Hour{n}"] for n in range(3) for end in ("start", "end")]
    assert hours == ["0", "12", "12", "0", "0", "0"]
    assert device.state.get(f.INFRARED_PLAN) == WeekPlan((((0, 1440),),) * 7)


@pytest.mark.parametrize(
    "plan",
    [
        WeekPlan((((0, 60),), *((),) * 6)),
        WeekPlan((((60, 120), (180, 240), (300, 360), (420, 480)),) * 7),
    ],
    ids=["one day", "four periods"],
)
async def test_plan_that_the_lamp_cannot_have(
    plan: WeekPlan, device: Camera, camera: SimulatedCamera
) -> None:
    before, asked = camera.dump(), len(camera.requests)
    with pytest.raises(InvalidValueError):
        await device.write(f.INFRARED_PLAN, plan)
    assert written(camera, asked) == []
    assert changes(before, camera.dump()) == {}


# Clock


async def test_clock_set_by_a_person_is_told_again(device: Camera, camera: SimulatedCamera) -> None:
    camera.clock.ahead = 5000
    await device.write(f.DATE_FORMAT, "mm_dd_yyyy")
    assert abs(camera.clock.ahead - 5000) < 3


async def test_clock_set_by_a_server_is_not_told(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.NTP, True)
    asked = len(camera.requests)
    await device.write(f.TIME_FORMAT, "hours_12")
    assert "hour=" not in written(camera, asked)[0]


# A clock that lost its battery is years behind.
@pytest.mark.parametrize("ahead", [5000.0, -90.0, -1e9])
async def test_clock_is_set_right(ahead: float, device: Camera, camera: SimulatedCamera) -> None:
    camera.clock.ahead = ahead
    device.expire()
    await device.poll([f.CLOCK_OFFSET])
    offset = device.state.get(f.CLOCK_OFFSET)
    assert offset is not None
    before = camera.dump()
    await device.write(f.SYNC_CLOCK, None)
    assert changes(before, camera.dump()) == {}
    device.expire()
    await device.poll([f.CLOCK_OFFSET])
    offset = device.state.get(f.CLOCK_OFFSET)
    assert offset is not None
    assert abs(offset) < 3
    assert abs(camera.clock.ahead) < 3


def clock(moment: datetime, zone: int) -> dict[str, str]:
    names = ("year", "mon", "day", "hour", "minute", "sec")
    return {name: str(part) for name, part in zip(names, moment.timetuple()[:6], strict=True)} | {
        "timeZone": str(zone),
        "isDst": "0",
    }


@pytest.mark.parametrize("zone", [-3600, 0, 18000])
@pytest.mark.parametrize("is_local", [True, False])
def test_clock_tells_local_time_or_utc(zone: int, is_local: bool) -> None:
    now = datetime.now(UTC)
    shown = now - timedelta(seconds=zone) if is_local else now
    record = clock(shown + timedelta(seconds=40), zone)
    offset = clock_offset(record)
    assert offset is not None
    assert 38 <= offset <= 42
    right = clock_now(record)
    assert abs(int(right["hour"]) * 60 + int(right["minute"]) - shown.hour * 60 - shown.minute) in (
        0,
        1,
        1439,
    )


def test_clock_that_makes_no_sense() -> None:
    assert clock_offset({}) is None
    assert clock_offset(clock(datetime.now(UTC), 0) | {"mon": "13"}) is None
    assert clock_offset(clock(datetime.now(UTC), 0) | {"timeZone": "x"}) is None
    assert clock_now({"timeZone": "-3600"})["year"]
    with pytest.raises(InvalidValueError, match="time zone"):
        clock_now({"timeZone": "x"})


# Motors, presets, cruises


async def test_presets_by_name(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll()
    codec = device.limits(f.PRESET)
    assert isinstance(codec, Choice)
    assert codec.names == ["LeftMost", "RightMost", "TopMost", "BottomMost"]
    assert device.capabilities.is_assumed(f.PRESET)
    await device.write(f.PRESET, "RightMost")
    await until(lambda: camera.position.pan > 1)
    await device.ptz.save("front gate")
    device.expire()
    await device.poll([f.PRESET])
    codec = device.limits(f.PRESET)
    assert isinstance(codec, Choice)
    assert "front gate" in codec.names
    await device.ptz.delete("front gate")
    with pytest.raises(InvalidValueError):
        await device.ptz.save("a name of far more than twenty bytes")


async def test_names_may_be_doubled_or_empty(device: Camera) -> None:
    presets = device.state.reading("getPTZPresetPointList")
    presets.record = {"cnt": "3", "point0": "A", "point1": "", "point2": "A"}
    codec = device.limits(f.PRESET)
    assert isinstance(codec, Choice)
    assert codec.names == ["A"]
    presets.record = {"cnt": "0"}
    assert not device.supports(f.PRESET)


async def test_cruise(device: Camera, camera: SimulatedCamera) -> None:
    codec = device.limits(f.PATROL)
    assert isinstance(codec, Choice)
    assert codec.names == ["off", "Horizental", "Vertical"]
    asked = len(camera.requests)
    await device.write(f.PATROL, "Horizental")
    await device.write(f.PATROL, "off")
    assert written(camera, asked) == [f"{PROXY}ptzStartCruise&mapName=Horizental", f"{PROXY}ptzStopCruise"]


@pytest.mark.parametrize(
    ("move", "names"),
    [
        (Move(tilt=1), ["ptzMoveUp", "ptzStopRun"]),
        (Move(pan=-1), ["ptzMoveLeft", "ptzStopRun"]),
        (Move(pan=1, tilt=-1), ["ptzMoveBottomRight", "ptzStopRun"]),
        (Move(zoom=1), ["zoomIn", "zoomStop"]),
        (Move(pan=1, zoom=-1), ["ptzMoveRight", "zoomOut", "ptzStopRun", "zoomStop"]),
        (Move(pan=1, speed=100), ["setPTZSpeed", "ptzMoveRight", "ptzStopRun"]),
        (Move(zoom=1, speed=1), ["setZoomSpeed", "zoomIn", "zoomStop"]),
    ],
)
async def test_moves(move: Move, names: list[str], device: Camera, camera: SimulatedCamera) -> None:
    asked = len(camera.requests)
    await device.ptz.move(move, 0.1)
    assert [each.command for each in camera.requests[asked:]] == names
    assert not camera.moving


async def test_speed_in_percent(device: Camera, camera: SimulatedCamera) -> None:
    for percent, code in ((1, "4"), (50, "2"), (100, "0")):
        await device.ptz.move(Move(pan=1, speed=percent), 0.1)
        assert camera.records["ptz_speed"]["speed"] == code


async def test_directions_may_be_exchanged(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(swap_pan=True, swap_tilt=True))
    asked = len(camera.requests)
    await device.ptz.move(Move(pan=1, tilt=1), 0.1)
    assert camera.requests[asked].command == "ptzMoveBottomLeft"
    assert not device.ptz.can(Move(focus=1))


async def test_halt_stops_what_someone_else_began(device: Camera, camera: SimulatedCamera) -> None:
    camera.head.pan.run(5)
    camera.head.zoom.run(5)
    await device.ptz.halt()
    assert not camera.moving


@pytest.mark.parametrize("profile", ["new"])
async def test_camera_without_motors(device: Camera) -> None:
    assert not device.ptz.can(Move(pan=1))
    assert not device.ptz.can_center
    for feature in (f.PRESET, f.PATROL, f.PTZ_SPEED, f.ZOOM_SPEED, f.ALARM_INPUT):
        assert not device.supports(feature)


# Login


async def connected(camera: SimulatedCamera, client: aiohttp.ClientSession, password: str) -> Camera:
    return await connect(Transport(client, *camera.address), HD, Credentials(USERNAME, password))


async def test_wrong_password_is_tried_once(make_session: MakeSession, camera: SimulatedCamera) -> None:
    session = make_session(password="wrong1")
    for _ in range(3):
        with pytest.raises(AuthError):
            await ask_identity(session, Identity(id=""))
    with pytest.raises(AuthError):
        await session.ask("getDevState")
    assert camera.refused_logins == 1
    assert len(camera.requests) == 1


async def test_plain_password_costs_no_request(device: Camera, camera: SimulatedCamera) -> None:
    assert camera.requests[0].command == "getProductAllInfo"


SPECIAL = ["a^b", "p!=;:?", "x%41", "1+1", "a/b@c*", "[q]{r}|~", "'s\"<t>", "a&b", "a#b", "a b", "Gärten"]


@pytest.mark.parametrize("profile", ["standard", "old"])
@pytest.mark.parametrize("password", SPECIAL)
async def test_password_with_special_characters(
    profile: str, password: str, client: aiohttp.ClientSession, in_haste: None
) -> None:
    camera = SimulatedCamera("foscam_hd", profile=profile, username=USERNAME, password=password)
    async with camera.running():
        sendable = not set(password) & set("&# ä")
        if profile == "old" and not sendable:
            # Such a camera cannot be told this password at all.
            with pytest.raises(AuthError):
                await connected(camera, client, password)
            assert camera.refused_logins == 1
            return
        device = await connected(camera, client, password)
        await device.poll([f.MOTION])
        assert device.state.get(f.MOTION) is False
        # What the camera would decode is refused once, then sent encoded.
        assert camera.refused_logins == int(password == "x%41" and profile == "standard")


async def test_wrong_special_password_is_tried_in_both_forms_only(
    camera: SimulatedCamera, client: aiohttp.ClientSession, in_haste: None
) -> None:
    session = Session(Transport(client, *camera.address), HD, Credentials(USERNAME, "wr^ong"))
    stop = Request(COMMANDS["ptzStopRun"], {})
    attempts = (session.ask("getDevState"), session.request(stop, urgent=True), session.ask("getDevState"))
    assert all(
        isinstance(each, AuthError) for each in await asyncio.gather(*attempts, return_exceptions=True)
    )
    assert [each.target.partition("pwd=")[2] for each in camera.requests] == ["wr^ong", "wr%5Eong"]


async def test_a_refusal_in_words_is_believed_at_once(device: Camera, camera: SimulatedCamera) -> None:
    camera.wire.set_password("another")
    for _ in range(3):
        with pytest.raises(AuthError):
            await device.commands.ask("getDevState")
    assert camera.refused_logins == 1


async def test_a_status_without_words_may_be_overload(device: Camera, camera: SimulatedCamera) -> None:
    for _ in range(2):
        camera.faults.add(Status(status=401, times=1))
        with pytest.raises(CameraConnectionError):
            await device.commands.ask("getDevState")
        await device.commands.ask("getDevState")
    camera.faults.add(Status(status=401, times=2))
    with pytest.raises(CameraConnectionError):
        await device.commands.ask("getDevState")
    with pytest.raises(AuthError):
        await device.commands.ask("getDevState")


async def test_own_password_parameter_of_the_login(device: Camera, camera: SimulatedCamera) -> None:
    reply = await device.run(
        "logIn", {"usrName": USERNAME, "remoteIp": "192.0.2.7", "groupId": 1, "pwd": PASSWORD}
    )
    assert reply == {"logInResult": "0", "privilege": "2"}


# Who the camera is, and who asks


async def test_probe_needs_no_login(camera: SimulatedCamera, client: aiohttp.ClientSession) -> None:
    result = await probe(Transport(client, *camera.address), REGISTRY)
    assert result.dialect == "foscam_hd"
    assert camera.refused_logins == 0


async def test_identity(asked: Camera, camera: SimulatedCamera) -> None:
    identity = asked.identity
    assert (identity.id, identity.mac) == (camera.serial.lower(), camera.serial.lower())
    assert (identity.name, identity.model) == ("Garden", "FI9821W V2")
    assert (identity.firmware, identity.hardware) == ("2.21.1.130", "1.4.1.5")
    assert identity.role is Access.ADMINISTRATOR


@pytest.mark.parametrize(
    ("profile", "access"),
    [(profile, access) for profile in ("standard", "old") for access in (Access.VISITOR, Access.OPERATOR)],
)
async def test_lower_accounts(
    profile: str, access: Access, client: aiohttp.ClientSession, in_haste: None
) -> None:
    camera = SimulatedCamera("foscam_hd", profile=profile, accounts=[Account("guest", "pear", access)])
    async with camera.running():
        transport = Transport(client, *camera.address)
        device = await connect(transport, HD, Credentials("guest", "pear"), known_id="00626e51ac0d")
        identity = device.identity
        assert identity.id == "00626e51ac0d"
        await device.poll()
        assert await device.streams.still("main")
        if profile == "standard":
            assert identity.role is access
            assert identity.model == "FI9821W V2"
            assert not device.supports(f.MOTION)
            assert not device.supports(f.BRIGHTNESS)
            assert device.supports(f.PRESET) is (access is Access.OPERATOR)
            assert f.BRIGHTNESS in device.capabilities.denied
        else:
            # Old firmware let everybody read: what an account may do shows only in the attempt.
            assert device.state.get(f.MOTION) is False
            with pytest.raises(PermissionDeniedError):
                await device.write(f.BRIGHTNESS, 1)
        assert camera.refused_logins == 0


@pytest.mark.parametrize("profile", ["old"])
async def test_old_firmware(asked: Camera) -> None:
    state = asked.state
    assert state.get(f.MOTION) is False
    assert state.get(f.SD_CARD_FREE) == 15_000_000
    for feature in (
        f.SOUND,
        f.SD_CARD_SIZE,
        f.WIFI_NETWORK,
        f.LENS_CORRECTION,
        f.P2P,
        f.ONVIF_PORT,
        f.INFRARED_PLAN,
    ):
        assert not asked.supports(feature)
    for feature in (f.BRIGHTNESS, f.MOTION_DETECTION, f.PTZ_SPEED, f.MEDIA_PORT):
        assert asked.supports(feature)


@pytest.mark.parametrize("profile", ["new"])
async def test_new_firmware(asked: Camera) -> None:
    assert asked.identity.model == "D4+V2"
    assert asked.state.get(f.PERSON) is False
    assert asked.supports(f.VEHICLE)
    assert asked.state.get(f.VEHICLE) is None
    assert asked.state.get(f.SOUND_DETECTION) is True
    diagonal = Grid(tuple(tuple(row == column for column in range(10)) for row in range(10)))
    with pytest.raises(InvalidValueError, match="three rectangles"):
        await asked.write(f.MOTION_AREA, diagonal)


# Tasks


async def test_log_is_read_page_by_page(device: Camera, camera: SimulatedCamera) -> None:
    rows = await device.tasks.log()
    assert len(rows) == 25
    assert rows[0] == {
        "time": "2014-05-13T16:53:20+00:00",
        "user": "admin",
        "address": "192.0.2.7",
        "event": "login",
    }
    assert [each.command for each in camera.requests].count("getLog") == 3


async def test_networks(device: Camera, camera: SimulatedCamera) -> None:
    camera.wire._networks = ()  # type: ignore[attr-defined]
    rows = await device.tasks.networks()
    assert rows[1] == {"ssid": "Mill & Co", "bssid": "02c0ffee0a02", "security": "wpa", "quality": 41}
    assert rows[2]["ssid"] == ""


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (
            "a+b+02c0ffee0a01+88+1+3",
            {"ssid": "a+b", "bssid": "02c0ffee0a01", "security": "wpa2", "quality": 88},
        ),
        ("x+1+y+0+9", {"ssid": "x", "bssid": "1", "security": "9"}),
        ("odd", {"ssid": "odd"}),
    ],
)
def test_network_with_plus_signs(line: str, row: dict[str, object]) -> None:
    assert tasks._network(line) == row


def test_odd_line_of_the_log() -> None:
    assert tasks._entry("what is this") == {"event": "what is this"}
    assert tasks._entry("now+ann+192.0.2.7+77")["event"] == "77"


@pytest.mark.parametrize("total", ["2000000000", "x", "-1", ""])
async def test_list_that_never_ends(total: str) -> None:
    class Endless:
        asked = 0

        async def ask(self, name: str, /, **values: object) -> dict[str, str]:
            self.asked += 1
            return {"totalCnt": total, **{f"log{index}": "a" for index in range(10)}}

    camera = Endless()
    log = HD.tasks.log
    assert log
    await log(camera)  # type: ignore[arg-type]
    assert camera.asked <= 20


async def test_recordings(device: Camera, camera: SimulatedCamera) -> None:
    assert await device.tasks.recordings(10, 20) == [{"name": "20140601/record_1.avi"}]
    assert dict(camera.requests[-1].query)["startTime"] == "10"


@pytest.mark.parametrize("profile", ["old"])
async def test_recordings_of_old_firmware(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    assert await device.tasks.recordings(10, 20)
    assert camera.requests[-1].command == "getRecordList"


async def test_accounts(device: Camera, camera: SimulatedCamera) -> None:
    task = device.tasks
    await task.add_account(NewAccount(name="ann", password="plum", role=Access.OPERATOR))
    assert await task.accounts() == [{"name": USERNAME}, {"name": "ann"}]
    with pytest.raises(InvalidValueError):
        await task.add_account(NewAccount(name="ben"))
    await task.delete_account("ann")
    assert await task.accounts() == [{"name": USERNAME}]


async def test_routes(device: Camera, camera: SimulatedCamera) -> None:
    task = device.tasks
    await task.save_route("round", ["LeftMost", "TopMost"], [3])
    assert camera.records["linger round"]["time0"] == "3"
    await device.poll([f.PATROL])
    codec = device.limits(f.PATROL)
    assert isinstance(codec, Choice)
    assert "round" in codec.names
    with pytest.raises(InvalidValueError):
        await task.save_route("round", ["LeftMost"] * 9, [])
    await task.delete_route("round")
    await device.poll([f.PATROL])
    codec = device.limits(f.PATROL)
    assert isinstance(codec, Choice)
    assert "round" not in codec.names


async def test_backup_and_restore(device: Camera, camera: SimulatedCamera) -> None:
    content = await device.tasks.backup()
    assert content == b"SIMHDCFG"
    with pytest.raises(InvalidValueError):
        await device.run(HD.tasks.restore, body=content)
    await device.tasks.restore(content)
    assert camera.wire.uploads == [("importConfig", content)]  # type: ignore[attr-defined]


# Pictures


async def test_live_picture_is_made_of_stills(device: Camera, camera: SimulatedCamera) -> None:
    async for frame in device.streams.broadcaster("main").frames():
        assert frame.data.startswith(b"\xff\xd8")
        break
    assert camera.open_streams == 0


@pytest.mark.parametrize("profile", ["standard", "new"])
async def test_sub_stream_as_mjpeg(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(mjpeg=True))
    seen = 0
    async for frame in device.streams.broadcaster("sub").frames():
        assert frame.data.startswith(b"\xff\xd8")
        seen += 1
        if seen == 3:
            break
    assert camera.records["write_only"]["format"] == "1"
    assert camera.streams_opened == 1


async def test_no_mjpeg(device: Camera) -> None:
    with pytest.raises(RejectedError, match="not MJPEG"):
        async with device._session.stream(Request(COMMANDS["GetMJStream"], {})):
            pytest.fail("there is none")


async def test_text_in_place_of_a_picture(device: Camera, camera: SimulatedCamera) -> None:
    camera.wire.behaviours = {
        **camera.wire.behaviours,
        "snapPicture2": camera.wire.illegal,
    }
    with pytest.raises(CameraError):
        await device.streams.still("main")


@pytest.mark.parametrize(
    ("ports", "port"),
    [
        ({"mediaPort": "88"}, 88),
        ({"mediaPort": "88", "rtspPort": "554"}, 554),
        ({"mediaPort": "x"}, None),
        ({"mediaPort": "0"}, None),
    ],
)
async def test_address_of_the_stream(
    ports: dict[str, str], port: int | None, make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    camera.records["ports"] = ports
    device = await make_camera(CameraOptions(rtsp=True))
    place = f"{camera.address.host}:{port or camera.address.port}"
    login = f"{USERNAME}:{quote(PASSWORD, safe='')}"
    assert await device.streams.rtsp_url("main") == f"rtsp://{login}@{place}/videoMain"
    assert await device.streams.rtsp_url("sub") == f"rtsp://{login}@{place}/videoSub"


async def test_no_address_unless_wanted(device: Camera) -> None:
    assert not device.streams.has_rtsp("main")
    assert await device.streams.rtsp_url("main") is None


# Replies


def answer(body: str | bytes, **headers: str) -> HttpResponse:
    return HttpResponse(200, headers, body if isinstance(body, bytes) else body.encode())


@pytest.mark.parametrize(
    ("body", "record"),
    [
        ("<CGI_Result>\n    <result>0</result>\n    <a>1</a>\n</CGI_Result>\n", {"a": "1"}),
        (
            '<?xml version="1.0" encoding="UTF-8" ?>\n<CGI_Result><result>0</result><a>1</a></CGI_Result>',
            {"a": "1"},
        ),
        ("<CGI_Result><result>0</result><a></a><b> </b></CGI_Result>", {"a": "", "b": ""}),
        ("<CGI_Result><result>0</result><ap>Mill & Son</ap></CGI_Result>", {"ap": "Mill & Son"}),
        ("<CGI_Result><result>0</result><ap>a<b>c</ap></CGI_Result>", {"ap": "a<b>c"}),
        (
            "<CGI_Result><result>0</result><ap>&lt;&amp;&#65;&#x42;&eacute;</ap></CGI_Result>",
            {"ap": "<&AB&eacute;"},
        ),
        (
            "<CGI_Result><result>0</result><t>2020-02-29_10%3A11%3A12</t></CGI_Result>",
            {"t": "2020-02-29_10:11:12"},
        ),
        ("<CGI_Result><result>0</result><n>D2+V1</n><p>50%</p></CGI_Result>", {"n": "D2 V1", "p": "50%"}),
        ("<CGI_Result>\r\n\t<result>0</result>\r\n\t<a>1</a>\r\n</CGI_Result>\r\n", {"a": "1"}),
        ("<CGI_Result><result>0</result><m>00626E000000</m></CGI_Result>", {"m": "00626E000000"}),
        ("<CGI_Result><result>0</result><a>1</a><a>2</a></CGI_Result>", {"a": "1"}),
        # Cut off, but nothing is written back from this one.
        ("<CGI_Result>\n<result>0</result>\n<a>1</a>\n<b>6", {"a": "1"}),
    ],
)
def test_forms_of_replies(body: str, record: dict[str, str]) -> None:
    row = COMMANDS["getDevState"]
    WIRE.check(row, answer(body))
    assert WIRE.parse(row, answer(body)) == record


def test_record_that_was_cut_off_is_not_used() -> None:
    body = "<CGI_Result>\n<result>0</result>\n<isEnable>1</isEnable>\n<area7>300</area4>\n"
    with pytest.raises(ReplyError, match="cut off"):
        WIRE.parse(COMMANDS["getMotionDetectConfig"], answer(body))


@pytest.mark.parametrize(
    "body", ["", "<html></html>", "\xff\xd8", "<CGI_Result></CGI_Result>", "result=0", "{}"]
)
def test_what_is_no_reply(body: str) -> None:
    with pytest.raises(ReplyError):
        WIRE.parse(COMMANDS["getDevState"], answer(body))


@pytest.mark.parametrize(
    ("code", "reading", "writing"),
    [
        ("-1", UnsupportedError, RejectedError),
        ("-2", AuthError, AuthError),
        ("-3", PermissionDeniedError, PermissionDeniedError),
        ("-4", UnsupportedError, RejectedError),
        ("-5", CameraConnectionError, CameraConnectionError),
        ("-7", UnsupportedError, RejectedError),
        ("-8", UnsupportedError, RejectedError),
        ("1", UnsupportedError, RejectedError),
        ("what", UnsupportedError, RejectedError),
    ],
)
def test_result_codes(code: str, reading: type[CameraError], writing: type[CameraError]) -> None:
    reply = answer(f"<CGI_Result>\n\t\t<result>{code}</result>\n</CGI_Result>")
    with pytest.raises(reading):
        WIRE.check(COMMANDS["getDevState"], reply)
    with pytest.raises(writing):
        WIRE.check(COMMANDS["setBrightness"], reply)


def test_failure_inside_a_success() -> None:
    reply = answer("<CGI_Result><result>0</result><testResult>-1</testResult></CGI_Result>")
    with pytest.raises(RejectedError, match="testResult -1"):
        WIRE.check(COMMANDS["smtpTest"], reply)


def test_texts_in_place_of_a_stream() -> None:
    row = COMMANDS["GetMJStream"]
    with pytest.raises(AuthError):
        WIRE.check(row, answer("Usr or pwd error"))
    with pytest.raises(RejectedError):
        WIRE.check(row, answer("No MJ stream"))
    with pytest.raises(RejectedError):
        WIRE.check(row, HttpResponse(200, {"Content-Type": "text/plain"}, b""))
    WIRE.check(row, HttpResponse(200, {"Content-Type": "multipart/x-mixed-replace;boundary=x"}, b""))


@pytest.mark.parametrize("text", ["15000000k", "15000000", " 15000000 K "])
def test_space_with_and_without_a_unit(text: str) -> None:
    accessor = HD.bindings[f.SD_CARD_FREE].accessor
    assert accessor is not None
    assert accessor.read({"sdFreeSpace": text}) == 15_000_000
    assert accessor.read({"sdFreeSpace": "much"}) is None
    assert accessor.read({}) is None


@pytest.mark.parametrize(("code", "problem"), [("0", None), ("1", False), ("2", True), ("7", None)])
def test_card(code: str, problem: bool | None) -> None:
    accessor = HD.bindings[f.SD_CARD_PROBLEM].accessor
    assert accessor is not None
    assert accessor.present_in({"sdState": code})
    assert accessor.read({"sdState": code}) is problem


WHOLE_RECORDS = [
    (key, fields.split(".")[0])
    for key, fields in OWN_FIELDS.items()
    if key
    in {
        "overlay_time",
        "privacy_mask_area_1",
        "motion_detection",
        "mail_on_alarm",
        "computer_record_on_alarm",
        "snapshot_quality",
        "snapshot_schedule",
        "pre_record",
        "record_schedule",
        "alarm_input_armed",
        "patrol_custom_duration_used",
        "media_port",
        "ddns",
        "ftp_mode",
        "mail",
        "pppoe",
        "ntp",
        "infrared_start_1",
        "firewall",
        "frame_rate",
        "sub_frame_rate",
    }
]


@pytest.mark.parametrize(("key", "record"), WHOLE_RECORDS)
async def test_half_a_record_is_not_written_back(
    key: str, record: str, make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    feature = f.vocabulary()[key]
    device = await make_camera()
    await device.poll([feature])
    value = samples(device, feature)[0]
    fields = camera.records[record]
    for lost in list(fields)[1::2]:
        del fields[lost]
    before, asked = camera.dump(), len(camera.requests)
    with pytest.raises(CameraError):
        await device.write(feature, value)
    assert written(camera, asked) == []
    assert changes(before, camera.dump()) == {}


async def test_what_cannot_be_read_is_not_written(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    """Without ever having read a record, what the manual has in it must be there."""
    device = await make_camera()
    for record, lost, feature, value in (
        ("mask_areas", "x2_3", f.PRIVACY_MODE, True),
        ("main_video", "GOP0", f.FRAME_RATE, 5),
        ("mail", "server", f.TEST_MAIL, None),
    ):
        del camera.records[record][lost]
        asked = len(camera.requests)
        with pytest.raises(InvalidValueError, match="did not report"):
            await device.write(feature, value)
        assert written(camera, asked) == []


async def test_server_is_asked_again_for_the_time(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.NTP, True)
    before, asked = camera.dump(), len(camera.requests)
    await device.write(f.SYNC_CLOCK, None)
    (sent,) = written(camera, asked)
    assert "year=" not in sent
    assert changes(before, camera.dump()) == {}


def test_garbled_values_are_not_known() -> None:
    for feature, record in (
        (f.PRIVACY_MASK_AREAS[0], {"x1_0": "a", "y1_0": "0", "x2_0": "1", "y2_0": "1"}),
        (f.PRIVACY_MASK_AREAS[0], {"x1_0": "-5", "y1_0": "0", "x2_0": "1", "y2_0": "1"}),
        (f.PRIVACY_MODE, {"x1_0": "0"}),
        (f.INFRARED_STARTS[0], {"startHour0": "99", "startMin0": "0"}),
        (f.INFRARED_STARTS[0], {"startHour0": "9"}),
        (f.INFRARED_PLAN, {"startHour0": "9"}),
        (f.MOTION, {"motionDetectAlarm": "3"}),
        (f.RESOLUTION, {"streamType": "0", "resolution0": "<77>"}),
        (f.RESOLUTION, {"streamType": "x", "resolution0": "1"}),
    ):
        accessor = HD.bindings[feature].accessor
        assert accessor is not None
        assert accessor.read(record) is None


def test_motors_of_a_camera_that_zooms_only() -> None:
    zooming = ptz_commands(COMMANDS, {"no ptFlag", "zoom"})
    assert zooming
    options = CameraOptions()
    assert [each.command.name for each in zooming.start(Move(zoom=1), options)] == ["zoomIn"]
    assert [each.command.name for each in zooming.stop(Move(), options)] == ["zoomStop"]
    with pytest.raises(UnsupportedError):
        zooming.start(Move(pan=1), options)
    assert zooming.recall is None
    turning = ptz_commands(COMMANDS, {"no zoomFlag"})
    assert turning
    with pytest.raises(UnsupportedError):
        turning.start(Move(zoom=1), options)
    assert ptz_commands(COMMANDS, {"no ptFlag", "no zoomFlag"}) is None


async def test_stream_type_that_is_not_known(device: Camera, camera: SimulatedCamera) -> None:
    camera.records["main_type"]["streamType"] = "9"
    asked = len(camera.requests)
    with pytest.raises(InvalidValueError, match="stream type"):
        await device.write(f.FRAME_RATE, 5)
    assert written(camera, asked) == []


async def test_settings_follow_the_stream_type(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.STREAM_PROFILE, "type_3")
    device.expire()
    await device.poll([f.RESOLUTION, f.FRAME_RATE])
    assert device.state.get(f.RESOLUTION) == "vga"
    await device.write(f.FRAME_RATE, 7)
    assert camera.records["main_video"]["frameRate2"] == "7"
    assert camera.records["main_video"]["resolution2"] == "1"


@given(st.text(max_size=400))
def test_parser_never_fails(text: str) -> None:
    assert all(isinstance(value, str) for value in read_reply(text).values())
    read_image(text)


@given(st.binary(max_size=400), st.sampled_from(sorted(COMMANDS)))
def test_no_error_but_our_own(body: bytes, name: str) -> None:
    row = COMMANDS[name]
    try:
        WIRE.check(row, answer(body))
        WIRE.parse(row, answer(body))
    except CameraError:
        pass


@given(
    st.dictionaries(
        st.from_regex(r"[a-zA-Z][a-zA-Z0-9_]{0,12}", fullmatch=True).filter(
            lambda name: name != "CGI_Result"
        ),
        st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30),
        max_size=8,
    )
)
@settings(max_examples=200)
def test_what_is_encoded_comes_back(record: dict[str, str]) -> None:
    fields = "".join(f"<{name}>{quote(text, safe='')}</{name}>\n" for name, text in record.items())
    assert read_reply(f"<CGI_Result>\n{fields}</CGI_Result>") == record


@pytest.mark.parametrize("unit", ["<a>", "</a>", "<a></b>", "<", "&", "&#", "%", "<img ", "<a><a></a>"])
def test_no_text_is_much_work(unit: str) -> None:
    body = unit * (2 * MAX_REPLY // len(unit))
    assert work(lambda: (read_reply(body), read_image(body))) < MUCH


async def test_alarms_do_not_wait_for_all_settings(
    camera: SimulatedCamera, device: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    await device.poll()
    monkeypatch.setattr(poller_module, "SLOW", 0)
    seen: set[str | None] = set()
    for _ in range(20):
        asked = len(camera.requests)
        await device.poll()
        commands = [each.command for each in camera.requests[asked:]]
        assert commands[0] == "getDevState"
        assert len(commands) <= 1 + poller_module.AT_ONCE
        seen.update(commands)
    # In turn all of them.
    slow = {binding.getter.name for binding in device.dialect.bindings.values() if binding.getter}
    assert seen & slow == slow & device.state.records.keys()
    # What the owner asks for, or what changed, is read at once.
    device.expire()
    asked = len(camera.requests)
    await device.poll()
    assert len(camera.requests) - asked > 4 * poller_module.AT_ONCE
