"""The library against simulated Anjia cameras, on a real loopback socket."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import logging
from random import Random
from time import monotonic
from typing import Any

import aiohttp
from hypothesis import given, settings, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam import (
    identity as identity_module,
    poller as poller_module,
    replies as replies_module,
)
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.anjia import ANJIA, login as login_module
from custom_components.ipcam_cgi.ipcam.dialects.anjia.identity import find_role
from custom_components.ipcam_cgi.ipcam.dialects.anjia.reply import MAX_LENGTH, read_reply
from custom_components.ipcam_cgi.ipcam.dialects.anjia.wire import fault_of
from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    SessionExpiredError,
    UnsupportedError,
)
from custom_components.ipcam_cgi.ipcam.http import session as session_module
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.identity import ask_identity
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.accessors import Value
from custom_components.ipcam_cgi.ipcam.model.binding import Binding
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Effect, Request
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice, Codec, Int, Text
from custom_components.ipcam_cgi.ipcam.model.dialect import Identity, Move, ProbeResult
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import Account, SimulatedCamera, faults
from simulator.wires import anjia as simulated
from simulator.wires.anjia import SimulatedAnjia
from tests.conftest import MakeSession

from .conftest import MUCH, PASSWORD, USERNAME, MakeCamera, changes, until, work

MAC = "00626e51ac0d"
ONLY_ANJIA = {"anjia": ANJIA}


@pytest.fixture
def dialect() -> str:
    return "anjia"


@pytest.fixture
def wire(camera: SimulatedCamera) -> SimulatedAnjia:
    assert isinstance(camera.wire, SimulatedAnjia)
    return camera.wire


@pytest.fixture
async def device(make_camera: MakeCamera) -> Camera:
    """A device that has read everything once."""
    made = await make_camera()
    await made.poll()
    return made


class FakeClock:
    """Time that stands still until it is moved on, for the camera and for the library alike."""

    def __init__(self) -> None:
        self.began = monotonic()
        self.ahead = 0.0

    def __call__(self) -> float:
        return self.began + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    fake = FakeClock()
    for module in (login_module, simulated, identity_module, poller_module, replies_module, session_module):
        monkeypatch.setattr(module, "monotonic", fake)
    return fake


def asked(camera: SimulatedCamera, since: int = 0) -> list[str]:
    """Return path and query of each request, without the id and without `/cgi-bin`."""
    targets = []
    for each in camera.requests[since:]:
        path, _, query = each.target.partition("?")
        rest = "&".join(part for part in query.split("&") if part and not part.startswith("uid="))
        path = path.removeprefix("/cgi-bin/")
        targets.append(f"{path}?{rest}" if rest else path)
    return targets


# Who is there


@pytest.mark.parametrize(
    ("profile", "sighting"),
    [
        ("standard", ProbeResult("anjia", MAC, "MC-QUAY5")),
        ("loose", ProbeResult("anjia", MAC, "MC-QUAY5")),
        ("old", ProbeResult("anjia")),
    ],
)
async def test_probe(camera: SimulatedCamera, client: aiohttp.ClientSession, sighting: ProbeResult) -> None:
    assert await probe(Transport(client, *camera.address), ONLY_ANJIA) == sighting
    assert camera.refused_logins == 0


async def test_probe_among_all_dialects(camera: SimulatedCamera, client: aiohttp.ClientSession) -> None:
    assert (await probe(Transport(client, *camera.address), REGISTRY)).dialect == "anjia"


async def test_probe_by_the_question_for_a_login(
    camera: SimulatedCamera, client: aiohttp.ClientSession, wire: SimulatedAnjia
) -> None:
    camera.faults.add(faults.Status(path="/cgi-bin/getinfo", status=404))
    assert await probe(Transport(client, *camera.address), ONLY_ANJIA) == ProbeResult("anjia")
    assert wire.logins == []
    assert camera.refused_logins == 0


@pytest.mark.parametrize("profile", ["onvif"])
async def test_firmware_without_this_interface_is_told_by_name(
    camera: SimulatedCamera, client: aiohttp.ClientSession
) -> None:
    with pytest.raises(UnsupportedError, match="ONVIF"):
        await probe(Transport(client, *camera.address), REGISTRY)


async def test_netwave_camera_is_none_of_these(client: aiohttp.ClientSession) -> None:
    other = SimulatedCamera("netwave")
    async with other.running():
        assert await ANJIA.probe(Transport(client, *other.address).fetch) is None


async def test_identity(device: Camera) -> None:
    identity = device.identity
    assert (identity.id, identity.mac) == (MAC, MAC)
    assert (identity.model, identity.firmware, identity.hardware) == ("MC-QUAY5", "V2.7.31", "3.4.35-quay")
    assert identity.role is Access.ADMINISTRATOR


async def test_identity_without_network_is_what_the_probe_knew(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    camera.faults.add(faults.Status(path="/cgi-bin/network", status=404))
    camera.faults.add(
        faults.Body(path="/cgi-bin/getinfo", body=b'<info kernel="1" filesystem="2" sn="QY-7 0/1"/>')
    )
    assert (await make_camera()).identity.id == "qy701"
    assert (await make_camera(known_id="00626e000001")).identity.id == "00626e000001"


# The session


async def test_one_login_for_all(device: Camera, wire: SimulatedAnjia, camera: SimulatedCamera) -> None:
    assert len(wire.logins) == 1
    assert wire.expired == 0
    for each in camera.requests:
        if each.command != "getuid":
            assert each.query[0][0] == "uid"
            assert each.authorised
        assert "?" in each.target


async def test_requests_beside_each_other_share_one_login(
    make_camera: MakeCamera, wire: SimulatedAnjia, clock: FakeClock
) -> None:
    device = await make_camera()
    stop = Request(ANJIA.command("ptz_ctrl.stop"), {})

    async def all_at_once() -> None:
        reads = [device.commands.ask(name) for name in ("image", "osd", "motion", "time", "network")]
        await asyncio.gather(*reads, device._session.request(stop, urgent=True))

    await all_at_once()
    assert len(wire.logins) == 1
    # The camera forgets its ids: all requests on their way find it out, one logs in.
    clock.ahead += 5
    wire.booted()
    await all_at_once()
    assert len(wire.logins) == 2


async def test_renewed_before_it_ends(device: Camera, wire: SimulatedAnjia, clock: FakeClock) -> None:
    for pause, logins in ((45, 1), (45, 1), (51, 2), (45, 2), (300, 3)):
        clock.ahead += pause
        await device.commands.ask("image")
        assert len(wire.logins) == logins
    assert wire.expired == 0


async def test_renewed_once_when_it_has_ended(
    device: Camera, wire: SimulatedAnjia, clock: FakeClock, camera: SimulatedCamera
) -> None:
    clock.ahead += 5
    wire.booted()
    before = len(camera.requests)
    assert (await device.commands.ask("image"))["brightness"] == "128"
    assert [each.command for each in camera.requests[before:]] == ["image", "getuid", "image"]


async def test_expired_still_is_taken_again(device: Camera, wire: SimulatedAnjia, clock: FakeClock) -> None:
    clock.ahead += 5
    wire.booted()
    assert (await device.streams.still("main")).startswith(b"\xff\xd8")
    assert len(wire.logins) == 2


async def test_id_that_is_never_good_causes_no_login_storm(
    make_session: MakeSession, wire: SimulatedAnjia, clock: FakeClock
) -> None:
    wire.uid_life = -1
    session = make_session()
    with pytest.raises(SessionExpiredError):
        await session.ask("image")
    assert len(wire.logins) <= 2
    # Asked every two seconds for ten minutes.
    for _ in range(300):
        clock.ahead += 2
        with pytest.raises(CameraError):
            await session.ask("image")
    assert len(wire.logins) < 20
    wire.uid_life = 60
    clock.ahead += 61
    assert await session.ask("image")
    logins = len(wire.logins)
    clock.ahead += 30
    assert await session.ask("image")
    assert len(wire.logins) == logins


async def test_an_hour_of_use_with_ids_of_one_second(
    device: Camera, wire: SimulatedAnjia, clock: FakeClock, camera: SimulatedCamera
) -> None:
    wire.uid_life = life = 1.0
    wanted = [f.MOTION_DETECTION, f.BRIGHTNESS, f.ALARM_OUTPUT, f.OVERLAY_TEXT, f.FRAME_RATE]
    random = Random(7)
    began = last = clock()
    expiries = done = 0
    logins = len(wire.logins)
    asked_before = len(camera.requests)
    while clock() - began < 3600:
        clock.ahead += random.choice((0.3, 0.7, 2.0, 6.0, 10.0))
        before, pause = len(camera.requests), clock() - last
        await device.poll(wanted)
        match random.randrange(4):
            case 0:
                await device.write(f.ALARM_OUTPUT, random.random() < 0.5)
            case 1:
                await device.commands.ask("image")
            case 2:
                await device.ptz.step(Move(zoom=1), 0.1) if done % 200 == 0 else None
        assert not device.state.failed
        assert all(device.is_available(feature) for feature in wanted)
        if len(camera.requests) > before:
            # What comes within a hair's breadth of the end may well be too late.
            expiries += pause > 0.8 * life
            last = clock()
        done += 1
    assert camera.refused_logins == 0
    assert len(wire.logins) - logins <= expiries <= 3600 / life
    # Each expiry costs the request that found it out, and the login.
    assert wire.expired <= expiries
    repeated = sum(each.command == "getuid" for each in camera.requests[asked_before:])
    assert repeated == len(wire.logins) - logins


async def test_wrong_password_is_tried_exactly_once(
    camera: SimulatedCamera, make_session: MakeSession
) -> None:
    session = make_session(password="wrong")
    for _ in range(5):
        with pytest.raises(AuthError, match="password error"):
            await ask_identity(session, Identity(id=""))
    with pytest.raises(AuthError):
        await session.ask("image")
    assert camera.refused_logins == 1
    assert [each.command for each in camera.requests] == ["getuid"]


async def test_password_changed_meanwhile(
    device: Camera, camera: SimulatedCamera, wire: SimulatedAnjia, clock: FakeClock
) -> None:
    wire.accounts = [Account(USERNAME, "another")]
    clock.ahead += 100
    for _ in range(3):
        with pytest.raises(AuthError):
            await device.commands.ask("image")
    assert camera.refused_logins == 1


async def test_refusal_without_words_may_be_overload(
    device: Camera, camera: SimulatedCamera, wire: SimulatedAnjia
) -> None:
    await device.commands.ask("image")
    wire.booted()
    camera.faults.add(faults.Status(status=401, path="/cgi-bin/getuid", times=3))
    with pytest.raises(CameraConnectionError, match="the login was refused before"):
        await device.commands.ask("image")
    for _ in range(3):
        with pytest.raises(AuthError):
            await device.commands.ask("image")
    assert sum(each.status == 401 for each in camera.requests) == 2


async def test_locked_account_is_no_wrong_password(
    camera: SimulatedCamera,
    make_camera: MakeCamera,
    make_session: MakeSession,
    wire: SimulatedAnjia,
    clock: FakeClock,
) -> None:
    for _ in range(6):
        with pytest.raises(AuthError):
            await make_camera(password="guess")
    session = make_session()
    before = len(camera.requests)
    for _ in range(10):
        with pytest.raises(CameraConnectionError, match=r"locked|at the moment"):
            await ask_identity(session, Identity(id=""))
    assert len(camera.requests) == before + 1
    clock.ahead += 61
    assert (await ask_identity(session, Identity(id=""))).id == MAC


@pytest.mark.parametrize("body", [b"", b"<uid></uid>", b"<html>Welcome</html>", b"<uid>no such thing</uid>"])
async def test_login_without_an_id(camera: SimulatedCamera, make_camera: MakeCamera, body: bytes) -> None:
    camera.faults.add(faults.Body(path="/cgi-bin/getuid", body=body))
    with pytest.raises(ReplyError):
        await make_camera()
    assert len(camera.requests) == 1


async def test_login_that_fails_otherwise(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    camera.faults.add(faults.Status(path="/cgi-bin/getuid", status=503, times=1))
    with pytest.raises(CameraConnectionError, match="503"):
        await make_camera()
    assert (await make_camera()).identity.id == MAC


async def test_nothing_secret_is_logged(
    device: Camera, caplog: pytest.LogCaptureFixture, camera: SimulatedCamera, wire: SimulatedAnjia
) -> None:
    caplog.set_level(logging.DEBUG)
    await device.poll()
    wire.booted()
    wire.uid_life = -1
    with pytest.raises(CameraError) as caught:
        await device.commands.ask("image")
    uids = {text for each in camera.requests for name, text in each.query if name == "uid"}
    for secret in (PASSWORD, *uids):
        assert secret not in caplog.text
        assert secret not in str(caught.value)


async def test_firmware_goes_out_as_it_is(
    device: Camera, wire: SimulatedAnjia, camera: SimulatedCamera
) -> None:
    with pytest.raises(InvalidValueError):
        await device.run("OnvifFirmwareUpgrade", body=b"\x7fELF")
    await device.run("OnvifFirmwareUpgrade", confirm=True, body=b"\x7fELF firmware")
    assert wire.uploads == [("firmware", b"\x7fELF firmware")]
    sent = camera.requests[-1]
    assert sent.method == "POST"
    assert sent.headers["content-type"] == "application/octet-stream"
    assert "uid" not in dict(sent.query)


# Reading

EVERYTHING = {
    "standard": set[str](),
    "new": set[str](),
    "loose": set[str](),
    "fixed": set[str](),
    "old": {
        "device_name",
        "ntp_interval",
        "h264_profile",
        "rtmp",
        "rtsp_service",
        "onvif_login",
        "overlay_5",
    },
}


@pytest.mark.parametrize("profile", EVERYTHING)
async def test_features(device: Camera, profile: str) -> None:
    lacking = {feature.key for feature in device.dialect.bindings if not device.supports(feature)}
    assert lacking >= EVERYTHING[profile]
    assert bool(lacking) is (profile == "old")
    for feature, binding in device.dialect.bindings.items():
        if device.supports(feature) and binding.getter is not None:
            assert device.state.get(feature) is not None, feature.key
            assert device.is_available(feature)


@pytest.mark.parametrize("profile", ["standard", "loose"])
async def test_values(device: Camera) -> None:
    expected: dict[Feature, object] = {
        f.DEVICE_NAME: "MC-QUAY5",
        f.ALARM_OUTPUT: False,
        f.TIME_ZONE: "gmt_plus_01_00",
        f.NTP: True,
        f.VIDEO_CODEC: "h264",
        f.RESOLUTION: "1080p",
        f.SUB_RESOLUTION: "vga",
        f.FRAME_RATE: 25,
        f.AUDIO_CODEC: "g711",
        f.OVERLAY_TEXT: "Quay",
        f.OVERLAY_TIME_FORMAT: "yyyy_mm_dd_dashes",
        f.OVERLAY_COLORS[4]: 0xFFFFFF,
        f.OVERLAY_TEXTS[4]: "Line 4",
        f.MOTION_SENSITIVITY: 80,
        f.NIGHT_MOTION_SENSITIVITY: 60,
        f.RTMP_PORT: 1935,
        f.RECORD_FILE_LENGTH: "minutes_10",
        f.LOCAL_STORAGE: True,
        f.RECORD_SCHEDULE: False,
        f.NIGHT_SHUTTER_SPEED: 25,
        f.CONTROL_SERVICE: True,
        f.PRIVATE_PROTOCOL_SERVICE: False,
        f.ONVIF_LOGIN: False,
    }
    assert {feature: device.state.get(feature) for feature in expected} == expected
    assert f.MOTION not in device.dialect.bindings


async def test_limits_are_those_of_codec_and_size(device: Camera) -> None:
    def limits(feature: Feature[Any]) -> str:
        codec = device.limits(feature)
        assert codec is not None
        return codec.limits

    def options(feature: Feature[str]) -> list[str]:
        codec = device.limits(feature)
        assert isinstance(codec, Choice)
        return codec.names

    assert options(f.RESOLUTION) == ["2592x1944", "1080p", "720p"]
    assert options(f.SUB_RESOLUTION) == ["vga", "480x360"]
    assert device.limits(f.FRAME_RATE) == Int(1, 30, "fps")
    assert device.limits(f.BIT_RATE) == Int(500, 6000, "kbit/s")
    assert device.limits(f.KEY_FRAME_INTERVAL) == Int(25, 100)
    await device.write(f.RESOLUTION, "2592x1944")
    # What it is set to stays a choice.
    assert device.limits(f.FRAME_RATE) == Int(1, 25, "fps")
    await device.write(f.FRAME_RATE, 10)
    assert device.limits(f.FRAME_RATE) == Int(1, 15, "fps")
    await device.write(f.VIDEO_CODEC, "h265")
    assert options(f.RESOLUTION) == ["2592x1944", "1080p"]
    assert device.limits(f.FRAME_RATE) == Int(1, 20, "fps")
    assert device.limits(f.BIT_RATE) == Int(500, 6000, "kbit/s")
    assert options(f.AUDIO_SAMPLE_RATE) == ["hz_8000"]
    assert options(f.AUDIO_BIT_RATE) == ["bps_64000"]
    assert options(f.AUDIO_CODEC) == ["g711", "g711a", "aac"]
    assert device.limits(f.OVERLAY_TEXT_X) == Int(0, 100)
    assert device.limits(f.OVERLAY_TIME_X) == Int(0, 2)
    assert limits(f.SUB_FRAME_RATE)


async def test_without_capabilities_the_manual_counts(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    camera.faults.add(faults.Status(path="*getcapabilities", status=404))
    device = await make_camera()
    await device.poll()
    assert device.limits(f.FRAME_RATE) == Int(1, 60, "fps")
    assert isinstance(device.limits(f.VIDEO_CODEC), Choice)
    size = device.limits(f.RESOLUTION)
    assert isinstance(size, Choice)
    assert size.names == ["1080p"]
    assert device.ptz.can(Move(pan=1))


async def test_garbled_capabilities_limit_nothing(device: Camera) -> None:
    device.state.reading("videoencoder.getcapabilities").record = {
        "stream1/H264/1080P/framerate_range": "many",
        "stream1": "",
        "stream1/H264": "1-2",
        "audio": "x",
    }
    device.state.reading("audioencoder.getcapabilities").record = {"OPUS/48000/bitrate": "1", "a/b": "c"}
    assert device.limits(f.FRAME_RATE) == Int(1, 60, "fps")
    audio = device.limits(f.AUDIO_CODEC)
    assert isinstance(audio, Choice)
    assert len(audio.names) == 3


async def test_a_camera_that_is_not_asked_is_missed(
    device: Camera, camera: SimulatedCamera, clock: FakeClock
) -> None:
    before = len(camera.requests)
    for _ in range(14):
        clock.ahead += 2
        await device.poll([f.BRIGHTNESS, f.OVERLAY])
    assert len(camera.requests) == before
    clock.ahead += 3
    await device.poll([f.BRIGHTNESS, f.OVERLAY])
    assert len(camera.requests) == before + 1
    camera.faults.add(faults.Refused())
    clock.ahead += 31
    with pytest.raises(CameraConnectionError):
        await device.poll([f.BRIGHTNESS, f.OVERLAY])
    camera.faults.clear()
    await device.poll([f.BRIGHTNESS, f.OVERLAY])
    assert not device.state.failed


# Writing


def samples(codec: Codec[Any] | None, kind: type) -> list[object]:
    """Return values from one end of the limits to the other."""
    match codec:
        case Int(minimum=least, maximum=most):
            return [least, most, (least + most) // 2]
        case Choice():
            return [*codec.names]
        case Text():
            return ["Pier 7", "", "enable & color=1 für 5%"]
    return [True, False] if kind is bool else [None]


ALSO = {
    # Frames from one key frame to the next must go with the frame rate.
    "frame_rate": {"videoencoder.stream1.govlength"},
    "sub_frame_rate": {"videoencoder.stream2.govlength"},
}
FIELDS = {
    "ntp": "time.update_method",
    "frame_rate": "videoencoder.stream1.framerate",
    "sub_frame_rate": "videoencoder.stream2.framerate",
    "onvif_login": "onvif.onvif_auth",
    "nfs_server": "setScheduleStorage.MountParam",
    "nfs_path": "setScheduleStorage.MountParam",
    # Neither is in a record: see the tests of each.
    "record_schedule": "",
    "infrared_light_brightness": "",
    "white_light_brightness": "",
    "infrared_mode": "",
    "preset": "",
}
STATEFUL = [
    feature
    for feature in ANJIA.with_options(ANJIA, CameraOptions()).bindings
    if feature.kind in (bool, int, str) and feature is not f.FACTORY_RESET
]


def field_of(binding: Binding) -> str:
    if binding.feature.key in FIELDS:
        return FIELDS[binding.feature.key]
    assert binding.getter is not None
    assert isinstance(binding.accessor, Value)
    return f"{binding.getter.group}.{binding.accessor.field}"


@pytest.mark.parametrize("feature", STATEFUL, ids=lambda feature: feature.key)
async def test_every_feature_changes_only_its_own_field(
    camera: SimulatedCamera, make_camera: MakeCamera, wire: SimulatedAnjia, feature: Feature[Any]
) -> None:
    device = await make_camera()
    binding = device.dialect.bindings[feature]
    await device.commands.ask("keep_alive")
    bound = device.dialect.bindings.values()
    await device.poll([each.feature for each in bound if each.getter is binding.getter])
    if binding.writer is None:
        assert feature == f.CLOCK_OFFSET
        return
    field = field_of(binding)
    wire.presets = dict.fromkeys(range(1, 9), camera.position)
    setters = {command.name for command in binding.commands}
    for value in samples(device.limits(feature), feature.kind):
        before, since, beside = camera.dump(), len(camera.requests), aside(camera, wire)
        await device.write(feature, value)
        changed = changes(before, camera.dump()).keys()
        assert changed <= {field} | ALSO.get(feature.key, set())
        if feature.key not in (
            "infrared_light_brightness",
            "white_light_brightness",
            "infrared_mode",
            "record_schedule",
        ):
            assert aside(camera, wire) == beside
        new = camera.requests[since:]
        assert all(each.status == 200 for each in new)
        sent = [each.command for each in new if ANJIA.command(each.command or "").effect is not Effect.READ]
        assert sent
        assert set(sent) <= setters
        assert device.state.get(feature) == value


def aside(camera: SimulatedCamera, wire: SimulatedAnjia) -> tuple[object, ...]:
    """Return what a camera has besides its records."""
    presets = tuple(wire.presets)
    return (
        dict(wire.lamps),
        wire.ircut_mode,
        wire.recording,
        presets,
        tuple(wire.accounts),
        camera.clock.ahead,
    )


async def test_beyond_the_limits_nothing_is_sent(camera: SimulatedCamera, device: Camera) -> None:
    before = len(camera.requests)
    for feature in STATEFUL:
        match device.limits(feature):
            case Int(minimum=least, maximum=most):
                wrong: list[object] = [least - 1, most + 1]
            case Choice():
                wrong = ["no such thing"]
            case Text(maximum=most):
                wrong = ["x" * (most + 1), "line\nbreak"]
            case _:
                continue
        for value in wrong:
            with pytest.raises((InvalidValueError, UnsupportedError)):
                await device.write(feature, value)
    assert len(camera.requests) == before


async def test_night_values_take_the_others_along(device: Camera, camera: SimulatedCamera) -> None:
    before = len(camera.requests)
    await device.write(f.NIGHT_MOTION_SENSITIVITY, 5)
    assert asked(camera, before) == ["motion", "motion?sensitivity=80&night_sensitivity=5", "motion"]
    assert camera.records["motion"]["areavalue"] == "f0" * 50


async def test_frame_rate_takes_the_key_frames_along_only_where_it_must(
    device: Camera, camera: SimulatedCamera
) -> None:
    before = len(camera.requests)
    await device.write(f.FRAME_RATE, 20)
    await device.write(f.FRAME_RATE, 10)
    await device.write(f.FRAME_RATE, 30)
    sent = [each for each in asked(camera, before) if "?" in each]
    assert [each.partition("?")[2] for each in sent] == [
        "framerate=20",
        "framerate=10&govlength=40",
        "framerate=30",
    ]
    assert device.state.get(f.KEY_FRAME_INTERVAL) == 40


def lit(camera: SimulatedCamera) -> bool:
    return camera.infrared


async def test_lamp(device: Camera, camera: SimulatedCamera, wire: SimulatedAnjia) -> None:
    before = len(camera.requests)
    await device.write(f.INFRARED_LIGHT_BRIGHTNESS, 40)
    assert wire.lamps == {"1": 40}
    assert lit(camera)
    await device.write(f.WHITE_LIGHT_BRIGHTNESS, 100)
    await device.write(f.INFRARED_LIGHT_BRIGHTNESS, 0)
    assert wire.lamps == {"2": 100}
    assert not lit(camera)
    assert asked(camera, before) == [
        "set_led?brightness=40&ledstatus=1&ledmode=1",
        "set_led?brightness=100&ledstatus=1&ledmode=2",
        "set_led?brightness=0&ledstatus=0&ledmode=1",
    ]
    assert device.capabilities.is_assumed(f.INFRARED_LIGHT_BRIGHTNESS)
    assert device.state.get(f.INFRARED_LIGHT_BRIGHTNESS) == 0


async def test_infrared_mode(device: Camera, wire: SimulatedAnjia) -> None:
    for mode in range(6):
        await device.write(f.INFRARED_MODE, f"mode_{mode}")
        assert wire.ircut_mode == str(mode)


async def test_recording(device: Camera, wire: SimulatedAnjia) -> None:
    await device.write(f.RECORD_SCHEDULE, True)
    assert wire.recording
    assert device.state.get(f.RECORD_SCHEDULE) is True
    await device.write(f.LOCAL_STORAGE, False)
    # To neither place: nothing is recorded.
    assert device.state.get(f.RECORD_SCHEDULE) is False
    assert wire.recording


async def test_services_go_out_together(device: Camera, camera: SimulatedCamera) -> None:
    before = len(camera.requests)
    await device.write(f.PRIVATE_PROTOCOL_SERVICE, True)
    assert asked(camera, before)[1] == (
        "set_service_port?enable_web=1&enable_control=1&enable_rtsp=1&enable_hik=1"
    )
    assert camera.records["set_service_port"]["webport"] == "80"


@pytest.mark.parametrize(
    "feature", [f.PRIVATE_PROTOCOL_SERVICE, f.DAY_SHUTTER_SPEED], ids=lambda feature: feature.key
)
async def test_half_a_record_is_never_written_back(
    device: Camera, camera: SimulatedCamera, feature: Feature[Any]
) -> None:
    before = camera.dump()
    body = b'<StreamAccess enable_web="1" dayShutterMode="0"/>'
    for name in ("set_service_port", "setShutterSpeed"):
        camera.faults.add(faults.Body(command=name, body=body))
    with pytest.raises(CameraError):
        await device.write(feature, 100 if feature.kind is int else True)
    assert camera.dump() == before


async def test_clock(device: Camera, camera: SimulatedCamera) -> None:
    camera.clock.ahead = -5000.0
    before = len(camera.requests)
    await device.write(f.SYNC_CLOCK, None)
    assert abs(camera.clock.ahead) <= 2
    sent = asked(camera, before)
    now = datetime.now(UTC) + timedelta(hours=1)
    assert sent[1].startswith(f"time?update_method=MANUAL&year={now.year}&month={now.month}&day=")
    # What the time came from is what it comes from.
    assert sent[2] == "time?update_method=ntp"
    assert camera.records["time"]["update_method"] == "ntp"


async def test_clock_that_is_set_by_hand(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.NTP, False)
    await device.write(f.TIME_ZONE, "gmt_minus_03_30")
    camera.clock.ahead = 86400.0
    device.expire()
    await device.poll([f.CLOCK_OFFSET])
    offset = device.state.get(f.CLOCK_OFFSET)
    assert offset is not None
    assert abs(offset - 86400) <= 2
    before = len(camera.requests)
    await device.write(f.SYNC_CLOCK, None)
    assert abs(camera.clock.ahead) <= 2
    assert len([each for each in asked(camera, before) if "?" in each]) == 1


async def test_clock_without_a_time_zone_is_left_alone(device: Camera, camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Body(command="time", body=b'<time current_time="soon"/>'))
    before = camera.dump()
    with pytest.raises(ReplyError):
        await device.write(f.SYNC_CLOCK, None)
    assert camera.dump() == before


async def test_buttons(device: Camera, camera: SimulatedCamera, wire: SimulatedAnjia) -> None:
    await device.write(f.TRIGGER_ALARM_INPUT, None)
    assert camera.sensors.input
    await device.write(f.SNAPSHOT_TO_SD_CARD, None)
    await device.write(f.SNAPSHOT_TO_MAIL, None)
    await device.write(f.SNAPSHOT_TO_NFS, None)
    assert [target for target, _ in wire.uploads] == ["0", "2", "3"]
    with pytest.raises(RejectedError, match="Ftp not deploy"):
        await device.write(f.SNAPSHOT_TO_FTP, None)
    await device.write(f.RESTART, None)
    await until(lambda: camera.reboots)
    await until(lambda: camera.online)
    assert await device.commands.ask("image")


async def test_relay(device: Camera, camera: SimulatedCamera) -> None:
    before = len(camera.requests)
    await device.write(f.ALARM_OUTPUT, True)
    assert asked(camera, before) == ["setRelayStatus?status=1", "getRelayStatus"]
    assert device.state.get(f.ALARM_OUTPUT) is True


async def test_the_cameras_own_words(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.RESOLUTION, "2592x1944")
    camera.records["videoencoder.stream1"]["framerate"] = "25"
    fault = b"<fault><value>/cgi-bin/image</value><reason>brightness  range:\n 0-255</reason>"
    camera.faults.add(faults.Body(command="image.set", body=fault, status=400))
    before = device.state.get(f.BRIGHTNESS)
    with pytest.raises(RejectedError) as caught:
        await device.write(f.BRIGHTNESS, 7)
    assert caught.value.reason == "brightness range: 0-255"
    assert device.state.get(f.BRIGHTNESS) == before


async def test_any_command(device: Camera, camera: SimulatedCamera, wire: SimulatedAnjia) -> None:
    assert (await device.run("getmodel"))["model"] == "MC-QUAY5"
    assert (await device.run("keep_alive"))["keep_alive"] == "true"
    assert (await device.run("connect_check"))["connect_check"] == "true"
    values = {"name": "ann", "newpasswd": "pw", "privilege": "operator", "enable": "enabled"}
    with pytest.raises(InvalidValueError, match="confirmation"):
        await device.run("user_management.add", values)
    await device.run("user_management.add", values, confirm=True)
    assert wire.accounts[-1] == Account("ann", "pw", Access.OPERATOR)
    users = await device.run("user_management.get_user")
    assert users["ann/privilege"] == "Operator"
    await device.run("user_management.delete", {"name": "ann"}, confirm=True)
    assert len(wire.accounts) == 1
    await device.run("setUidValidTime", {"validTime": 90000})
    assert wire.uid_life == 90
    await device.run("set_service_port.set", {"rtspport": 8554}, confirm=True)
    assert camera.records["set_service_port"]["rtspport"] == "8554"


async def test_factory_reset(device: Camera, camera: SimulatedCamera) -> None:
    await device.write(f.BRIGHTNESS, 3)
    camera.records["network"]["ipaddr"] = "10.1.2.3"
    await device.run("factory_reset", {"retain_network": True}, confirm=True)
    assert camera.records["image"]["brightness"] == "128"
    assert camera.records["network"]["ipaddr"] == "10.1.2.3"


# Accounts


@pytest.mark.parametrize("access", [Access.VISITOR, Access.OPERATOR])
async def test_lesser_account(
    camera: SimulatedCamera, make_camera: MakeCamera, wire: SimulatedAnjia, access: Access
) -> None:
    wire.accounts.append(Account("guest", "pw", access))
    device = await make_camera(username="guest", password="pw")
    identity = device.identity
    await device.poll()
    assert identity.role is Access.OPERATOR
    assert not device.state.failed
    assert device.capabilities.denied == []
    assert device.state.get(f.BRIGHTNESS) == 128
    if access is Access.OPERATOR:
        await device.write(f.BRIGHTNESS, 1)
        assert camera.records["image"]["brightness"] == "1"
    else:
        with pytest.raises(RejectedError, match="permission"):
            await device.write(f.BRIGHTNESS, 1)
        assert device.state.get(f.BRIGHTNESS) == 128


@pytest.mark.parametrize("profile", ["open_users"])
@pytest.mark.parametrize("access", [Access.VISITOR, Access.OPERATOR, Access.ADMINISTRATOR])
async def test_an_account_has_what_works(
    camera: SimulatedCamera, make_camera: MakeCamera, wire: SimulatedAnjia, access: Access
) -> None:
    """The list of users tells every account its own privilege: no write of what it then has is refused."""
    wire.accounts.append(Account("guest", "pw", access))
    device = await make_camera(username="guest", password="pw")
    await device.poll()
    assert device.identity.role is access
    assert device.state.get(f.CLOCK_OFFSET) is not None
    settings = [each for each in device.dialect.bindings if device.supports(each) and each.kind is bool]
    writable = [each for each in settings if device.dialect.bindings[each].writer]
    assert bool(writable) is (access is not Access.VISITOR)
    for feature in writable:
        await device.write(feature, device.state.get(feature) or False)
    assert not device.state.failed


@pytest.mark.parametrize(
    ("reply", "role"),
    [
        ({"guest/privilege": "User", "admin/privilege": "Administrator"}, Access.VISITOR),
        ({"guest/privilege": " operator ", "admin/privilege": "Administrator"}, Access.OPERATOR),
        ({"guest/privilege": "3", "admin/privilege": "2"}, Access.OPERATOR),
        ({"name": "guest", "privilege": "User"}, Access.VISITOR),
        ({"other/privilege": "User", "admin/privilege": "Administrator"}, Access.ADMINISTRATOR),
        ({"guest/privilege": "Emperor"}, Access.ADMINISTRATOR),
        ({}, Access.ADMINISTRATOR),
        (PermissionDeniedError("Non-administrators"), Access.OPERATOR),
        (RejectedError("no permission"), Access.OPERATOR),
        (UnsupportedError("no such cgi"), Access.ADMINISTRATOR),
    ],
)
async def test_roles(reply: dict[str, str] | CameraError, role: Access) -> None:
    async def ask(_command: str) -> dict[str, str]:
        if isinstance(reply, CameraError):
            raise reply
        return reply

    assert await find_role(ask, "guest") is role


async def test_recording_needs_a_storage(device: Camera, camera: SimulatedCamera) -> None:
    camera.load({"setScheduleStorage": {"LocalEnable": "0", "RemoteEnable": "0"}})
    with pytest.raises(InvalidValueError, match="storage"):
        await device.write(f.RECORD_SCHEDULE, True)
    await device.write(f.RECORD_SCHEDULE, False)
    await device.write(f.LOCAL_STORAGE, True)
    await device.write(f.RECORD_SCHEDULE, True)
    assert device.state.get(f.RECORD_SCHEDULE) is True


# Motors


async def test_moves(device: Camera, camera: SimulatedCamera) -> None:
    before = len(camera.requests)
    await device.ptz.move(Move(pan=-1, tilt=1, speed=80), 0.1)
    await device.ptz.move(Move(zoom=-1), 0.1)
    await device.ptz.move(Move(focus=1, iris=-1), 0.1)
    assert asked(camera, before) == [
        "ptz_ctrl?move_x=-1&move_y=1&speed=8",
        "ptz_ctrl?stop=1",
        "ptz_ctrl?zoom=-1",
        "ptz_ctrl?stop=1",
        "ptz_ctrl?focus=1",
        "ptz_ctrl?iris=-1",
        "ptz_ctrl?stop=1",
    ]
    assert not camera.moving


async def test_swapped_motors(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(swap_pan=True, swap_tilt=True))
    await device.ptz.move(Move(pan=1, tilt=1, speed=1), 0.1)
    assert "ptz_ctrl?move_x=-1&move_y=-1&speed=1" in asked(camera)


async def test_speed_by_option(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(speed=90))
    await device.ptz.move(Move(pan=1), 0.1)
    assert "ptz_ctrl?move_x=1&move_y=0&speed=9" in asked(camera)


async def test_presets(make_camera: MakeCamera, camera: SimulatedCamera, wire: SimulatedAnjia) -> None:
    device = await make_camera(CameraOptions(presets=("Gate", "", "Pond"), preset_count=4))
    await device.poll()
    presets = device.limits(f.PRESET)
    assert isinstance(presets, Choice)
    assert presets.names == ["Gate", "2", "Pond", "4"]
    await device.ptz.save("Pond")
    assert list(wire.presets) == [3]
    before = len(camera.requests)
    await device.write(f.PRESET, "Pond")
    await device.ptz.recall("3")
    assert asked(camera, before) == ["ptz_ctrl?call_preset=3"] * 2
    await device.ptz.delete("Pond")
    assert not wire.presets
    for wrong in ("Door", "0", "256"):
        with pytest.raises(InvalidValueError):
            await device.ptz.recall(wrong)


@pytest.mark.parametrize("profile", ["fixed"])
async def test_camera_without_motors(device: Camera) -> None:
    assert not device.ptz.can(Move(pan=1))
    assert f.PRESET not in device.dialect.bindings
    with pytest.raises(UnsupportedError):
        await device.ptz.move(Move(pan=1), 0.5)


# Pictures


async def test_stills_of_both_streams(device: Camera, camera: SimulatedCamera) -> None:
    before = len(camera.requests)
    main, sub = await device.streams.still("main"), await device.streams.still("sub")
    assert main.startswith(b"\xff\xd8")
    assert len(main) > len(sub)
    assert asked(camera, before) == ["snapshot.cgi?stream=1", "snapshot.cgi?stream=0"]


async def test_live_picture_is_one_loop_of_stills(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera(CameraOptions(rate=10))
    viewers = [device.streams.broadcaster("main").frames() for _ in range(8)]
    before = len(camera.requests)

    async def look(frames: Any) -> int:
        seen = 0
        async for _ in frames:
            seen += 1
            if seen == 4:
                break
        await frames.aclose()
        return seen

    assert await asyncio.gather(*map(look, viewers)) == [4] * 8
    stills = [each for each in camera.requests[before:] if each.command == "snapshot"]
    assert 4 <= len(stills) <= 8


async def test_picture_that_is_not_ready(device: Camera, camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Status(command="snapshot", status=407, times=1))
    with pytest.raises(CameraConnectionError, match="not ready"):
        await device.streams.still("main")
    assert (await device.streams.still("main")).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("tuning", "addresses"),
    [
        (CameraOptions(), [("/stream0", 554), ("/stream1", 554)]),
        (CameraOptions(rtsp_path="/video1"), [("/video1", 554), ("/video2", 554)]),
        (CameraOptions(rtsp_path="mpeg4"), [("/mpeg4", 554), ("/mpeg4cif", 554)]),
        (CameraOptions(rtsp_path="/live/0"), [("/live/0", 554), ("/live/0", 554)]),
    ],
)
async def test_rtsp(device: Camera, tuning: CameraOptions, addresses: list[tuple[str, int]]) -> None:
    for stream, (path, port) in zip(ANJIA.streams, addresses, strict=True):
        assert stream.rtsp is not None
        place = await stream.rtsp(device.commands.ask, tuning)
        assert (place.path, place.port) == (path, port)


@pytest.mark.parametrize(("text", "port"), [("8554", 8554), ("0", 554), ("70000", 554), ("x", 554)])
async def test_rtsp_port(device: Camera, camera: SimulatedCamera, text: str, port: int) -> None:
    camera.records["set_service_port"]["rtspport"] = text
    rtsp = ANJIA.streams[0].rtsp
    assert rtsp is not None
    assert (await rtsp(device.commands.ask, CameraOptions())).port == port


@pytest.mark.parametrize("profile", ["old"])
async def test_rtsp_port_that_nobody_tells(device: Camera) -> None:
    rtsp = ANJIA.streams[0].rtsp
    assert rtsp is not None
    assert (await rtsp(device.commands.ask, CameraOptions())).port == 554


# Faults


BROKEN: dict[str, Callable[[], faults.Fault]] = {
    "reset": lambda: faults.Reset(command="image"),
    "cut": lambda: faults.Cut(command="image"),
    "empty": lambda: faults.Empty(command="image"),
    "html": lambda: faults.Html(command="image"),
    "503": lambda: faults.Status(command="image"),
    "huge": lambda: faults.Huge(command="image"),
    "netwave": lambda: faults.Body(command="image", body=b"var brightness=112;\nvar contrast=3;\n"),
    "garbage": lambda: faults.Body(command="image", body=bytes(range(256)) * 20),
    "another": lambda: faults.Body(command="image", body=b'<image brightness="bright" contrast=""/>'),
    "charset": lambda: faults.Body(command="image", body='<image x="Tür"/>'.encode("latin-1")),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_broken_reply_hurts_its_own_features_only(
    device: Camera, camera: SimulatedCamera, name: str
) -> None:
    camera.faults.add(BROKEN[name]())
    device.expire()
    await device.poll()
    assert device.state.get(f.MOTION_SENSITIVITY) == 80
    assert device.is_available(f.OVERLAY)
    assert not device.is_available(f.BRIGHTNESS) or device.state.get(f.BRIGHTNESS) in (None, 112)
    camera.faults.clear()
    device.expire()
    await device.poll()
    assert device.state.get(f.BRIGHTNESS) == 128
    assert not device.state.failed


async def test_camera_that_goes_away_and_comes_back(device: Camera, camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Refused())
    device.expire()
    with pytest.raises(CameraConnectionError):
        await device.poll()
    camera.faults.clear()
    await device.poll()
    assert not device.state.failed


# The reader of replies


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("true", {}),
        ("<a/>", {}),
        ("<a></a>", {"a": ""}),
        ("<a>\r\n</a>", {"a": ""}),
        ("<a b='1' c=\"2\"/>", {"b": "1", "c": "2"}),
        ("<a  b = \"1\"\r\n\tc= '2' >", {"b": "1", "c": "2"}),
        ("<DevState>\n<x>1</x>\n<y>2</y>\n</DevState>", {"x": "1", "y": "2"}),
        ('<data><image brightness="3"/></data>', {"brightness": "3"}),
        ('<a b="it\'s"/>', {"b": "it's"}),
        ('<a b="say "hi" now" c="1"/>', {"b": 'say "hi" now', "c": "1"}),
        ('<a b="x &lt;&amp;&gt; &copy;"/>', {"b": "x <&> &copy;"}),
        ("<a><b>1</b><b>2</b><b>3</b></a>", {"b": "1", "b/2": "2", "b/3": "3"}),
        ('<a b="1" <c d="2"/>', {"b": "1", "d": "2"}),
        ('<a b="1', {"b": "1"}),
        ("<a>one</b></a>", {"a": "one"}),
        ('{"enable": 1, "title": "x y", "z": ""}', {"enable": "1", "title": "x y", "z": ""}),
        ("enable=1\nsensitivity = 5\n", {"enable": "1", "sensitivity": "5"}),
        ('<!-- c --><?xml v="1"?><!DOCTYPE x [<!ENTITY e "f">]><a b="&e;"/>', {"b": "&e;"}),
        (
            '<l><s><m name="A"><r name="B" x="1"><v>2</v></r></m></s></l>',
            {"s/A/B/x": "1", "s/A/B/v": "2"},
        ),
    ],
)
def test_forms_of_replies(text: str, values: dict[str, str]) -> None:
    assert read_reply(text) == values


@given(st.text(alphabet=st.sampled_from("<>/=\"' ?!ab1:&;,\r\n{}[]"), max_size=300))
@settings(max_examples=400, deadline=None)
def test_reader_takes_anything(text: str) -> None:
    for name, value in read_reply(text).items():
        assert isinstance(name, str)
        assert isinstance(value, str)


@given(st.binary(max_size=400), st.sampled_from([200, 400, 401, 404, 407, 500]))
@settings(max_examples=200, deadline=None)
def test_any_answer_is_read_or_refused_in_the_librarys_words(body: bytes, status: int) -> None:
    response = HttpResponse(status, {}, body)
    assert len(fault_of(response)) <= 200
    for name in ("image", "snapshot", "reboot"):
        try:
            ANJIA.wire.check(ANJIA.command(name), response)
            ANJIA.wire.parse(ANJIA.command(name), response)
        except CameraError:
            pass


texts = st.text(
    alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters='<"='), max_size=40
)


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z_]\w{0,9}", fullmatch=True, alphabet="abcXYZ_09"), texts, max_size=8
    )
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(values: dict[str, str]) -> None:
    values.pop("name", None)
    attributes = " ".join(f'{name}="{value.replace("&", "&amp;")}"' for name, value in values.items())
    found = read_reply(f"<r {attributes}/>")
    if len(values) > 1:
        assert found == values
    else:
        assert values.items() <= found.items()


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "<a>",
        "</a>",
        '<a x="',
        'x="y,',
        '<a x="" ',
        " ",
        "a=",
        '"a":"',
        '<a name="q">',
        "<a b='",
        "&amp",
        "=",
    ],
)
@pytest.mark.parametrize("opening", ["", "<a ", '<a x="', "<r>", '{"'])
def test_no_text_is_much_work(opening: str, piece: str) -> None:
    text = (opening + piece * MAX_LENGTH)[:MAX_LENGTH]
    assert work(lambda: read_reply(text)) < MUCH


def test_size_is_bounded() -> None:
    with pytest.raises(ReplyError):
        read_reply("<a>" + " " * MAX_LENGTH)


def test_uid_valid_time_is_never_sent_by_itself() -> None:
    bound = [row for feature, row in ANJIA.bindings.items() if feature is not f.FACTORY_RESET]
    used = {command.name for binding in bound for command in binding.commands}
    assert "setUidValidTime" not in used
    assert not {name for name in used if ANJIA.command(name).effect is Effect.DESTRUCTIVE}
