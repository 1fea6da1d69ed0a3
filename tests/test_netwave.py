"""The netwave dialect over a real loopback socket: logins, reply forms, settings, speeds, motors."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import suppress
from typing import Any, override

import aiohttp
from hypothesis import given, settings, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam import poller as poller_module
from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.netwave import NETWAVE
from custom_components.ipcam_cgi.ipcam.dialects.netwave.accessors import WORDS, Forbidden
from custom_components.ipcam_cgi.ipcam.dialects.netwave.login import challenge
from custom_components.ipcam_cgi.ipcam.dialects.netwave.ptz import MAX_PRESETS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.reply import MAX_LENGTH, read_reply
from custom_components.ipcam_cgi.ipcam.dialects.netwave.streams import RATES
from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    SessionExpiredError,
    UnconfirmedError,
    UnsupportedError,
    WrongPasswordError,
)
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.identity import ask_identity
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.accessors import Bit
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Effect
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice, Int, Text
from custom_components.ipcam_cgi.ipcam.model.dialect import Identity, Move
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions, Output
from custom_components.ipcam_cgi.ipcam.model.presets import preset_names
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials, HttpResponse
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import Account, SimulatedCamera
from simulator.faults import Body, Cut, Fault, Html, Reset, Silence, Status
from simulator.http import Response
from tests.conftest import (
    MUCH,
    PASSWORD,
    USERNAME,
    MakeCamera,
    MakeSession,
    changes,
    every_netwave,
    until,
    work,
    written,
)

PROFILES = ["standard", "sdk21", "old", "new", "query_only", "header_only", "picky", "quirky"]
every_profile = pytest.mark.parametrize("profile", PROFILES)


@pytest.fixture
async def device(make_camera: MakeCamera) -> Camera:
    """The camera after login and the first poll."""
    made = await make_camera()
    await made.poll()
    return made


# Detection


@every_profile
async def test_detection_spends_no_login(
    camera: SimulatedCamera, client: aiohttp.ClientSession, profile: str
) -> None:
    result = await probe(Transport(client, *camera.address), REGISTRY)
    assert result.dialect == ("netwave_sdk21" if profile == "sdk21" else "netwave")
    assert result.id == camera.serial.lower()
    assert camera.refused_logins == 0
    assert not any("authorization" in each.headers or "user" in each.target for each in camera.requests)


@pytest.mark.parametrize(
    "fault",
    [
        Html(),
        Body(body=b""),
        Body(body=b"var now=1;"),
        Body(body=b"var now=1;\nvar alarm_status=0;\nvar deviceid='VSTC012345';"),
        Body(body=b"var alarm_status=0;var now=1;" + b"x" * 20_000),
        Status(status=401),
        Status(status=404),
    ],
)
async def test_other_devices(camera: SimulatedCamera, client: aiohttp.ClientSession, fault: Fault) -> None:
    camera.faults.add(fault)
    with pytest.raises(UnsupportedError):
        await probe(Transport(client, *camera.address), REGISTRY)


async def test_nobody_there(camera: SimulatedCamera, client: aiohttp.ClientSession) -> None:
    await camera.stop()
    with pytest.raises(CameraConnectionError, match="connection refused"):
        await probe(Transport(client, *camera.address), REGISTRY)


async def test_camera_that_hangs_up(camera: SimulatedCamera, client: aiohttp.ClientSession) -> None:
    camera.faults.add(Reset())
    with pytest.raises(CameraConnectionError):
        await probe(Transport(client, *camera.address), REGISTRY)


# Login


@every_profile
async def test_login(camera: SimulatedCamera, device: Camera) -> None:
    assert device.identity.id == device.identity.mac == camera.serial.lower()
    assert device.identity.name == camera.alias
    assert device.identity.role is device.identity.role is Access.ADMINISTRATOR
    assert device.identity.firmware == camera.records["params"]["sys_ver"]
    assert not device.capabilities.denied
    assert not device.state.failed
    # One command has no settings called user, the other has.
    await device.write(f.BRIGHTNESS, 200)
    await device.write(f.MAIL_ON_ADDRESS_CHANGE, True)
    assert camera.records["camera"]["brightness"] == "200"
    assert camera.records["params"]["mail_inet_ip"] == "1"
    frames = device.streams.broadcaster("main").frames()
    assert (await anext(frames)).data.startswith(b"\xff\xd8")
    await frames.aclose()
    assert (await device.streams.still("main")).startswith(b"\xff\xd8")
    assert camera.refused_logins == 0


@pytest.mark.parametrize("profile", ["standard", "new", "query_only", "header_only"])
@pytest.mark.parametrize("password", ["", "a b", "p&q=r#s", "50%3D", "é€ñ", "'\"<>\\", "+/?:@"])
async def test_any_password(camera: SimulatedCamera, make_camera: MakeCamera, password: str) -> None:
    camera.records["params"]["user1_pwd"] = password
    await make_camera(password=password)
    assert camera.refused_logins == 0


@every_profile
async def test_wrong_password_is_tried_once(camera: SimulatedCamera, make_session: MakeSession) -> None:
    session = make_session(password="wrong")
    with pytest.raises(AuthError) as raised:
        await ask_identity(session, Identity(id=""))
    assert "wrong" not in str(raised.value)
    assert camera.refused_logins == 1
    asked = len(camera.requests)
    for _ in range(3):
        with pytest.raises(AuthError):
            await ask_identity(session, Identity(id=""))
    assert len(camera.requests) == asked


@every_profile
async def test_password_changed_meanwhile(camera: SimulatedCamera, device: Camera) -> None:
    """After the refusal nothing is sent any more, whatever is wanted."""
    camera.records["params"]["user1_pwd"] = "changed"
    with pytest.raises(AuthError):
        await device.commands.ask("get_params")
    refused, asked = camera.refused_logins, len(camera.requests)
    device.expire()
    jobs: list[Callable[[], Any]] = [
        device.poll,
        lambda: device.write(f.BRIGHTNESS, 1),
        lambda: device.streams.still("main"),
        lambda: anext(device.streams.broadcaster("main").frames()),
        lambda: device.run("get_params"),
        lambda: device.ptz.step(Move(pan=1)),
    ]
    for job in jobs:
        with pytest.raises(AuthError):
            await job()
    assert len(camera.requests) == asked
    assert camera.refused_logins == refused == 1


@pytest.mark.parametrize("profile", ["standard", "new"])
async def test_many_at_once_share_one_refused_login(
    camera: SimulatedCamera, make_session: MakeSession
) -> None:
    session = make_session(password="wrong")
    attempts = (ask_identity(session, Identity(id="")) for _ in range(8))
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert all(isinstance(result, AuthError) for result in results)
    assert camera.refused_logins == 1


@pytest.mark.parametrize("profile", ["standard", "sdk21", "query_only", "header_only"])
async def test_open_status_needs_no_password(camera: SimulatedCamera, device: Camera) -> None:
    """It is asked for every other second: nobody shall hear the password that often."""
    asked = len(camera.requests)
    await device.poll({f.MOTION})
    assert [each.command for each in camera.requests[asked:]] == ["get_status"]
    assert PASSWORD not in camera.requests[-1].target
    assert "authorization" not in camera.requests[-1].headers


@pytest.mark.parametrize("profile", ["new"])
async def test_challenge_of_before_the_restart(camera: SimulatedCamera, device: Camera) -> None:
    """A restarted camera has forgotten the challenge; that is no wrong password."""
    await camera.reboot(0.01)
    with suppress(CameraConnectionError):
        await device.write(f.BRIGHTNESS, 10)
    await device.write(f.BRIGHTNESS, 11)
    assert camera.records["camera"]["brightness"] == "11"
    assert camera.refused_logins == 0


class Stale(Fault):
    """The camera says itself that the challenge has grown too old."""

    @override
    def alter(self, response: Response) -> Response:
        old = 'Digest realm="ipcamera_00626E51AC0D", nonce="0123", qop="auth", stale=TRUE'
        headers = [("WWW-Authenticate", old), ("Content-Length", "0"), ("Connection", "close")]
        return Response(status=401, headers=headers)


@pytest.mark.parametrize("profile", ["new"])
async def test_stale_challenge_is_renewed_at_once(camera: SimulatedCamera, device: Camera) -> None:
    stale = camera.faults.add(Stale(path="/camera_control.cgi", execute=False, times=1))
    await device.write(f.BRIGHTNESS, 12)
    assert stale.struck == 1
    assert camera.records["camera"]["brightness"] == "12"


async def test_challenge_that_is_always_too_old(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(Stale(path="/camera_control.cgi", execute=False))
    asked = len(camera.requests)
    with pytest.raises(SessionExpiredError):
        await device.write(f.BRIGHTNESS, 12)
    assert sum(each.path == "/camera_control.cgi" for each in camera.requests[asked:]) == 2


@every_netwave
async def test_overload_is_no_wrong_password(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(Status(status=401, path="/camera_control.cgi", times=1, execute=False))
    with pytest.raises(CameraConnectionError):
        await device.write(f.BRIGHTNESS, 12)
    await device.write(f.BRIGHTNESS, 13)
    assert device.state.get(f.BRIGHTNESS) == 13


def test_challenges() -> None:
    assert challenge('Basic realm="ipcamera_1"') == {}
    assert challenge("") == {}
    assert challenge("Digest") == {}
    assert challenge('Digest realm="a"') == {}
    found = challenge('DIGEST Realm = "a, b", nonce=c1, qop="auth,auth-int", opaque="o", algorithm=MD5')
    assert found == {
        "realm": "a, b",
        "nonce": "c1",
        "qop": "auth,auth-int",
        "opaque": "o",
        "algorithm": "MD5",
    }


# Accounts


@every_netwave
@pytest.mark.parametrize(("role", "code"), [(Access.OPERATOR, "1"), (Access.VISITOR, "0")])
async def test_smaller_accounts(
    camera: SimulatedCamera, make_camera: MakeCamera, profile: str, role: Access, code: str
) -> None:
    helper = Account("helper", "trowel", role)
    camera.records["params"].update(user2_name=helper.name, user2_pwd=helper.password, user2_pri=code)
    device = await make_camera(username=helper.name, password=helper.password)
    await device.poll()
    assert device.identity.id == (camera.serial.lower() if profile == "standard" else "")
    # Only the newer manual has a command that tells a visitor from an operator.
    assert device.identity.role is (role if profile == "standard" else Access.OPERATOR)
    assert {f.MOTION_DETECTION, f.RESTART, f.STATUS_LED} <= set(device.capabilities.denied)
    assert not device.supports(f.MOTION_DETECTION)
    assert device.supports(f.MOTION)
    assert camera.refused_logins == 0
    asked = len(camera.requests)
    with pytest.raises(PermissionDeniedError):
        await device.run("get_params")
    assert len(camera.requests) == asked


@pytest.mark.parametrize(
    "fault",
    [
        Status(status=404),
        Status(status=501),
        Body(body=b"error: illegal params."),
        Body(body=b""),
        Body(body=b"var pri=2.0;"),
        Body(body=b"var user='x';"),
    ],
)
@pytest.mark.parametrize("code", ["1", "2"])
async def test_rights_that_are_not_told(
    camera: SimulatedCamera, make_camera: MakeCamera, fault: Body, code: str
) -> None:
    """Then what may be read shows them."""
    fault.path = "/check_user.cgi"
    camera.faults.add(fault)
    camera.records["params"].update(user2_name="helper", user2_pwd="trowel", user2_pri=code)
    device = await make_camera(username="helper", password="trowel")
    role = {"1": Access.OPERATOR, "2": Access.ADMINISTRATOR}[code]
    assert device.identity.role is role
    assert camera.refused_logins == 0


async def test_no_privilege_is_a_refused_login(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    camera.faults.add(Body(path="/check_user.cgi", body=b"var user='';\nvar pwd='';\nvar pri=0;\n"))
    with pytest.raises(AuthError):
        await make_camera()
    assert sum(each.path == "/check_user.cgi" for each in camera.requests) == 1


# Reply forms

FORMS = [
    ("var id='00626E000001';", {"id": "00626E000001"}),
    ('var alias="Hen house";', {"alias": "Hen house"}),
    ("var now=1767225600;", {"now": "1767225600"}),
    ("var temperature=0.0;", {"temperature": "0.0"}),
    ("var flags=0x1F;", {"flags": "0x1F"}),
    ("var sched=4294967264;", {"sched": "4294967264"}),
    ("var tz=-3600;", {"tz": "-3600"}),
    ("var alarm_http_url=;", {"alarm_http_url": ""}),
    ("var alarm_http_url='';", {"alarm_http_url": ""}),
    ("var a='x';\nvar b='y';\n", {"a": "x", "b": "y"}),
    ("var a='x';\r\nvar b='y';\r\n", {"a": "x", "b": "y"}),
    ("var a='x';var b=2;var c=;", {"a": "x", "b": "2", "c": ""}),
    ("var a='x'; var b='y'; ", {"a": "x", "b": "y"}),
    ("var a=1 ;", {"a": "1"}),
    ("a='x';\nb=2;\n", {"a": "x", "b": "2"}),
    ("var\na=1;\nvar\r\nb='z';", {"a": "1", "b": "z"}),
    ('ap_ssid[1] ="x";', {"ap_ssid[1]": "x"}),
    ("var ap_ssid=new Array();\nap_ssid[0]='attic';", {"ap_ssid[0]": "attic"}),
    ("var\nap_mode=new Array();ap_mode[12]=0;", {"ap_mode[12]": "0"}),
    ("var sd=0;\nvar sd=1;", {"sd": "1"}),
    (r"var log_text='Mon\nTue\n';", {"log_text": r"Mon\nTue\n"}),
    ("var log_text='Mon\nTue=1\n';", {"log_text": "Mon\nTue=1\n"}),
    ("var alias='Bob's café';\nvar b=1;", {"alias": "Bob's café", "b": "1"}),
    ("var alias='a;b=c';var b=1;", {"alias": "a;b=c", "b": "1"}),
    ("var alias='x", {}),
    ("var a=1", {"a": "1"}),
    ("var a=1\nvar b=2", {"a": "1", "b": "2"}),
    ("if (a==1) b=2;", {"b": "2"}),
    ("<html>there is nothing</html>", {}),
    ("", {}),
]


@pytest.mark.parametrize(("reply", "record"), FORMS)
def test_reply_forms(reply: str, record: dict[str, str]) -> None:
    assert read_reply(reply) == record


@given(st.text(max_size=2000) | st.text(alphabet="var a1=[]'\";\n\r\t=<", max_size=500))
def test_any_reply_can_be_read(reply: str) -> None:
    record = read_reply(reply)
    assert sum(map(len, record.values())) <= len(reply)


NAME = st.from_regex(r"\A[a-z_][a-z0-9_]{0,12}(\[[0-9]{1,2}\])?\Z")
WORD = st.text(st.characters(exclude_characters="'\";\r\n", exclude_categories=["C"]), max_size=30)


@given(st.dictionaries(NAME, WORD), st.sampled_from("'\""), st.sampled_from([";\n", ";", "; ", "\n"]))
def test_round_trip(record: dict[str, str], quote: str, end: str) -> None:
    reply = "".join(f"var {name}={quote}{text}{quote}{end}" for name, text in record.items())
    assert read_reply(reply) == record


@given(st.dictionaries(NAME, st.integers(-(1 << 32), 1 << 64)))
@settings(max_examples=30)
def test_round_trip_of_numbers(record: dict[str, int]) -> None:
    reply = "".join(f"var {name}={number};\n" for name, number in record.items())
    assert read_reply(reply) == {name: str(number) for name, number in record.items()}


@pytest.mark.parametrize(
    "piece", ["var a='", "a=", "a='b", "'", "var ", 'a[1]="', "a ", "a\t", "=", "a=new ", "a='';'", "x='\n"]
)
def test_no_text_is_much_work(piece: str) -> None:
    reply = (piece * MAX_LENGTH)[:MAX_LENGTH]
    assert work(lambda: read_reply(reply)) < MUCH


def test_length_is_bounded() -> None:
    read_reply("x" * MAX_LENGTH)
    with pytest.raises(ReplyError):
        read_reply("x" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(
    "body",
    [
        b"ok.",
        b"ok.\n",
        b"ok.\r\n",
        b"var result=0;",
        b'result="ok"',
        b"",
        b"OK",
        b" ok. \n",
        b"[Succeed]set ok.",
    ],
)
async def test_forms_of_done(camera: SimulatedCamera, device: Camera, body: bytes) -> None:
    camera.faults.add(Body(path="/camera_control.cgi", body=body, execute=True))
    await device.write(f.BRIGHTNESS, 5)
    assert device.state.get(f.BRIGHTNESS) == 5


async def test_nothing_is_no_word_for_done(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(Body(path="/camera_control.cgi", body=b""))
    with pytest.raises(UnconfirmedError):
        await device.write(f.BRIGHTNESS, 5)
    assert device.state.get(f.BRIGHTNESS) != 5


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"user or passwd is error", WrongPasswordError),
        (b"Unauthorized", AuthError),
        (b"<html><head><title>401 Unauthorized</title></head></html>", AuthError),
        (b"var result=-1;", RejectedError),
        (b"var ret=1;", RejectedError),
        (b"fail", RejectedError),
        (b"busy", RejectedError),
        (b"illegal params.", RejectedError),
        (b"<html><body>Welcome to your router</body></html>", RejectedError),
        (b"\xff\xfe", RejectedError),
    ],
)
async def test_refusals_without_the_word_error(
    camera: SimulatedCamera, device: Camera, body: bytes, kind: type[CameraError]
) -> None:
    before = device.state.get(f.BRIGHTNESS)
    camera.faults.add(Body(path="/camera_control.cgi", body=body))
    with pytest.raises(kind):
        await device.write(f.BRIGHTNESS, 5)
    assert device.state.get(f.BRIGHTNESS) == before


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"error: illegal params.", "illegal params"),
        (b"error: illegal http frame.\r\n", "illegal http frame"),
        (b"Error:busy", "busy"),
        (b" error", "error"),
        (b"ERROR: ", "error"),
    ],
)
async def test_forms_of_refusal(camera: SimulatedCamera, device: Camera, body: bytes, reason: str) -> None:
    camera.faults.add(Body(path="/camera_control.cgi", body=body))
    with pytest.raises(RejectedError) as raised:
        await device.write(f.BRIGHTNESS, 5)
    assert raised.value.reason == reason
    assert raised.value.command == "camera_control.brightness"


@every_profile
async def test_every_reading(camera: SimulatedCamera, device: Camera) -> None:
    """Whatever the firmware writes and however, what it tells is understood."""
    for feature, binding in device.dialect.bindings.items():
        if binding.getter and binding.accessor and device.supports(feature) and not binding.requires_armed:
            expected = binding.accessor.read(
                camera.records.get(binding.getter.group or binding.getter.name, {})
            )
            if expected is not None:
                assert device.state.get(feature) == expected, feature.key
    assert device.state.get(f.BRIGHTNESS) == 128
    assert device.state.get(f.CLOCK_OFFSET) in range(-2, 3)


# Bad readings

GETTERS = ["get_status", "get_params", "get_camera_params", "get_misc", "get_forbidden"]
GARBAGE = [
    b"",
    b"\x00" * 300,
    b"\xff\xd8\xff" * 100,
    b"error: illegal params.",
    b"<html><body>Sign in</body></html>",
    b"var brightness='bright';var contrast=;var flip=x;var mode=99;var resolution='big';",
    b"var now='" + b"9" * 6000 + b"';var alarm_status=1e999;var tz=--5;var led_mode=\xb2;",
    b"var schedule_enable=1;" + b"".join(b"var %s=\xc2\xb2;" % word.encode() for word in WORDS),
    b"x=" * 5000,
    "var alias='花园';".encode("gb18030"),
]


@every_netwave
@pytest.mark.parametrize("getter", GETTERS)
async def test_garbage(camera: SimulatedCamera, make_camera: MakeCamera, getter: str) -> None:
    device = await make_camera()
    await device.poll()
    for body in GARBAGE:
        fault = camera.faults.add(Body(path=f"/{getter}.cgi", body=body))
        device.expire()
        with suppress(CameraError):
            await device.poll()
        for feature in device.dialect.bindings:
            device.supports(feature)
            device.is_available(feature)
            value = device.state.get(feature)
            assert value is None or isinstance(value, feature.kind)
        others = {"get_camera_params": f.STATUS_LED}.get(getter, f.BRIGHTNESS)
        assert device.is_available(others)
        assert device.state.get(others) in (128, "mode_1")
        camera.faults.remove(fault)
    device.expire()
    await device.poll()
    assert not device.state.failed
    assert device.state.get(f.BRIGHTNESS) == 128


@every_netwave
@pytest.mark.parametrize("text", ["", "banana", "-1", "0x", "1.5", "99999999999999999999", "²", "٣", "nan"])
async def test_wrongly_typed_fields(camera: SimulatedCamera, device: Camera, text: str) -> None:
    for getter in GETTERS:
        record = device.state.records[getter]
        body = "".join(f"var {name}='{text}';" for name in record)
        camera.faults.add(Body(path=f"/{getter}.cgi", body=body.encode()))
    device.expire()
    await device.poll()
    for feature, value in device.state:
        assert isinstance(value, feature.kind)
    assert device.state.get(f.DEVICE_NAME) == text


@every_netwave
async def test_missing_fields(camera: SimulatedCamera, device: Camera) -> None:
    """Each field may be lacking: then its feature is, and nothing else."""
    having = {feature for feature in device.dialect.bindings if device.supports(feature)}
    for group in ("camera", "misc", "forbidden"):
        of_group = {
            feature: binding.accessor
            for feature in having
            if (binding := device.dialect.bindings[feature]).accessor
            and binding.getter
            and binding.getter.group == group
        }
        for name in list(camera.records[group]):
            text = camera.records[group].pop(name)
            device.expire()
            await device.poll(of_group)
            gone = having - {feature for feature in device.dialect.bindings if device.supports(feature)}
            without = {
                feature
                for feature, accessor in of_group.items()
                if not accessor.present_in(camera.records[group])
            }
            assert gone == without, name
            camera.records[group][name] = text
        device.expire()
        await device.poll(of_group)


async def test_nothing_at_all_is_lost_when_fields_vanish(camera: SimulatedCamera, device: Camera) -> None:
    """An answer that lacks what it had before is not written back as if that were all."""
    lost = camera.records["params"].pop("mail_svr")
    before = camera.dump()
    with pytest.raises(CameraError):
        await device.write(f.MAIL_ON_ADDRESS_CHANGE, True)
    assert camera.dump() == before
    camera.records["params"]["mail_svr"] = lost
    await device.write(f.MAIL_ON_ADDRESS_CHANGE, True)


async def test_command_that_the_firmware_lacks(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    camera.faults.add(Status(path="/get_misc.cgi", status=404))
    camera.faults.add(Body(path="/get_forbidden.cgi", body=b"error: unknown."))
    camera.faults.add(Cut(path="/get_camera_params.cgi", skip=1, keep=0))
    device = await make_camera()
    await device.poll()
    assert not device.supports(f.STATUS_LED)
    assert not device.supports(f.PRIVACY_MODE)
    # No answer is no refusal: it is expected to come.
    assert device.supports(f.BRIGHTNESS)
    assert not device.is_available(f.BRIGHTNESS)
    camera.faults.clear()
    await device.poll()
    assert device.is_available(f.BRIGHTNESS)


# Settings


def values_of(device: Camera, feature: f.Feature) -> list[Any]:
    """Return the values to try: both ends and something between, or all there are."""
    codec = device.limits(feature)
    if isinstance(codec, Int):
        return sorted({codec.minimum, (codec.minimum + codec.maximum) // 2, codec.maximum})
    if isinstance(codec, Choice):
        return list(codec.names)
    if isinstance(codec, Text):
        return ["", "ö & ü=1".ljust(min(codec.maximum, 200) - 2, "x")]
    return [True, False] if feature.kind is bool else []


def fields_of(device: Camera, feature: f.Feature) -> set[str]:
    """Return the fields that a feature may change, by `record.field`."""
    binding = device.dialect.bindings[feature]
    if binding.accessor is None:
        return set()
    if feature is f.PRIVACY_MODE:
        return {f"forbidden.{name}" for name in ("schedule_enable", *WORDS)}
    (setter,) = binding.commands
    return {f"{setter.group}.{getattr(binding.accessor, 'field', '')}"}


DRASTIC = {f.RESTART, f.SYNC_CLOCK, f.FACTORY_RESET, f.TEST_MAIL, f.TEST_FTP}


@pytest.mark.parametrize("profile", ["standard", "sdk21", "quirky"])
async def test_every_setting_through_its_range(camera: SimulatedCamera, device: Camera) -> None:
    before = camera.dump()
    tried = 0
    for feature, binding in device.dialect.bindings.items():
        if binding.writer is None or feature in DRASTIC or not device.supports(feature):
            continue
        for value in values_of(device, feature):
            await device.write(feature, value)
            changed = changes(before, camera.dump())
            assert changed.keys() <= fields_of(device, feature), feature.key
            assert device.state.get(feature) == value, feature.key
            tried += 1
            camera.load(before)
    assert tried > 60
    assert camera.refused_logins == 0
    for each in camera.requests:
        assert each.command is None or each.status == 200 or not each.authorised


@every_netwave
async def test_out_of_range_is_never_sent(camera: SimulatedCamera, device: Camera) -> None:
    asked = len(camera.requests)
    for feature, binding in device.dialect.bindings.items():
        codec = device.limits(feature)
        bad: list[Any] = ["sideways"]
        if isinstance(codec, Int):
            bad = [codec.minimum - 1, codec.maximum + 1, 1.5, "much", None]
        elif isinstance(codec, Text):
            bad = ["x" * (codec.maximum + 1), "a\nb"]
        elif codec is None:
            continue
        if binding.writer is None:
            continue
        for value in bad:
            with pytest.raises(InvalidValueError):
                await device.write(feature, value)
    assert len(camera.requests) == asked


async def test_features_that_cannot_be_set(device: Camera) -> None:
    for feature in (f.MOTION, f.CLOCK_OFFSET, f.Feature("flying", bool)):
        with pytest.raises(UnsupportedError):
            await device.write(feature, True)


async def test_refused_write_rolls_back(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(Body(path="/set_misc.cgi", body=b"error: illegal params."))
    asked = len(camera.requests)
    with pytest.raises(RejectedError):
        await device.write(f.STATUS_LED, "off")
    assert device.state.get(f.STATUS_LED) == "mode_1"
    assert [each.command for each in camera.requests[asked:]] == ["set_misc", "get_misc"]


async def test_lost_answer_is_read_back(camera: SimulatedCamera, device: Camera) -> None:
    camera.faults.add(Reset(path="/set_misc.cgi", execute=True))
    with pytest.raises(CameraConnectionError):
        await device.write(f.STATUS_LED, "off")
    assert device.state.get(f.STATUS_LED) == "mode_1"
    await device.poll({f.STATUS_LED})
    assert device.state.get(f.STATUS_LED) == "off"


async def test_somebody_else_sets_something(camera: SimulatedCamera, device: Camera) -> None:
    """What another user has changed since the last poll is not undone by a write of the whole record."""
    camera.records["params"]["mail_sender"] = "gate@example.org"
    await device.write(f.MAIL_ENCRYPTION, "tls")
    assert camera.records["params"]["mail_sender"] == "gate@example.org"
    assert camera.records["params"]["mail_tls"] == "1"


async def test_sync_clock(camera: SimulatedCamera, device: Camera) -> None:
    camera.clock.set(1000)
    before = camera.dump()
    await device.write(f.SYNC_CLOCK, None)
    assert abs(camera.clock.ahead) < 5
    assert not changes(before, camera.dump())
    assert written(camera)[-1].startswith("/set_datetime.cgi?now=")


# Lenses of this dialect

FREE = {"schedule_enable": "0", **dict.fromkeys(WORDS, "0")}
FULL = {"schedule_enable": "1", **dict.fromkeys(WORDS, "4294967295")}


def test_forbidden_reads() -> None:
    accessor = Forbidden()
    assert accessor.read(FREE) is False
    assert accessor.read(FULL) is True
    # Some firmware writes the same word as a negative number.
    assert accessor.read({"schedule_enable": " 1", **dict.fromkeys(WORDS, "-1")}) is True
    assert accessor.read(FULL | {"schedule_enable": "0"}) is False
    assert accessor.read(FULL | {"schedule_sat_2": "4294967294"}) is False
    assert accessor.read({}) is None
    assert not accessor.present_in({})


def test_forbidden_writes() -> None:
    accessor = Forbidden()
    assert accessor.patch(True, FREE) == FULL
    assert accessor.patch(False, FULL) == FREE
    for plan in (FREE | {"schedule_mon_0": "1"}, FULL | {"schedule_mon_0": "1"}, {"schedule_enable": "0"}):
        for value in (True, False):
            with pytest.raises(InvalidValueError):
                accessor.patch(value, plan)
    with pytest.raises(InvalidValueError):
        accessor.patch(True, FREE | {"schedule_tue_1": "maybe"})


def test_bit_keeps_the_others() -> None:
    accessor = Bit("flip", 1)
    assert accessor.patch(True, {"flip": "12"}) == {"flip": "14"}
    assert accessor.patch(False, {"flip": "15"}) == {"flip": "13"}
    assert accessor.patch(False, {"flip": "0x0f"}) == {"flip": "13"}
    assert accessor.read({"flip": "2"}) is True
    assert accessor.read({"flip": "13"}) is False
    assert accessor.read({"flip": "up"}) is None
    for record in ({}, {"flip": "up"}):
        with pytest.raises(InvalidValueError):
            accessor.patch(True, record)


# Speeds


async def test_speeds(camera: SimulatedCamera, device: Camera, monkeypatch: pytest.MonkeyPatch) -> None:
    async def commands(wanted: set[f.Feature]) -> list[str | None]:
        asked = len(camera.requests)
        await device.poll(wanted)
        return [each.command for each in camera.requests[asked:]]

    wanted = {f.MOTION, f.BRIGHTNESS, f.STATUS_LED}
    assert await commands(wanted) == ["get_status"]
    monkeypatch.setattr(poller_module, "SLOW", 0)
    due = await commands(wanted)
    # Alarms first; whether they mean anything is in the settings.
    assert due[0] == "get_status"
    assert set(due) == {"get_status", "get_params", "get_camera_params", "get_misc"}
    assert await commands({f.BRIGHTNESS}) == ["get_camera_params"]
    monkeypatch.setattr(poller_module, "SLOW", 300)
    assert await commands({f.BRIGHTNESS}) == []
    device.expire()
    assert await commands({f.BRIGHTNESS}) == ["get_camera_params"]


async def test_failed_reading_is_repeated_soon(camera: SimulatedCamera, device: Camera) -> None:
    fault = camera.faults.add(Html(path="/get_misc.cgi"))
    device.expire()
    await device.poll()
    assert device.state.failed == {"get_misc": "the reply contains no values"}
    camera.faults.remove(fault)
    asked = len(camera.requests)
    await device.poll({f.STATUS_LED})
    assert [each.command for each in camera.requests[asked:]] == ["get_misc"]
    assert not device.state.failed


async def test_gives_up_on_a_silent_camera(
    camera: SimulatedCamera, device: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.ipcam_cgi.ipcam.http.transport.TOTAL_TIMEOUT", 0.1)
    camera.faults.add(Silence())
    device.expire()
    asked = len(camera.requests)
    with pytest.raises(CameraConnectionError, match="timed out waiting for a reply"):
        await device.poll()
    assert len(camera.requests) - asked <= 2


async def test_one_request_at_a_time(camera: SimulatedCamera, device: Camera) -> None:
    device.expire()
    jobs: list[Coroutine[Any, Any, object]] = [
        device.poll(),
        device.write(f.BRIGHTNESS, 1),
        device.write(f.FLIP, True),
        device.run("get_log"),
    ]
    jobs += [device.streams.still("main"), device.write(f.CONTRAST, 1)]
    await asyncio.gather(*jobs)
    assert max(each.connections for each in camera.requests) == 1


# Motors


@pytest.fixture
def moves(camera: SimulatedCamera, device: Camera) -> Callable[[], list[int]]:
    """Returns the codes sent to the motors since it was last called."""
    position = len(camera.requests)

    def codes() -> list[int]:
        nonlocal position
        sent = written(camera, position)
        position = len(camera.requests)
        return [int(each.partition("command=")[2].partition("&")[0]) for each in sent]

    return codes


DIRECTIONS = [
    (Move(tilt=1), [0], [1]),
    (Move(tilt=-1), [2], [3]),
    (Move(pan=-1), [4], [5]),
    (Move(pan=1), [6], [7]),
    (Move(pan=-1, tilt=1), [90], [1]),
    (Move(pan=1, tilt=1), [91], [1]),
    (Move(pan=-1, tilt=-1), [92], [1]),
    (Move(pan=1, tilt=-1), [93], [1]),
    (Move(zoom=1), [16], [17]),
    (Move(zoom=-1), [18], [19]),
    (Move(focus=-1), [12], [13]),
    (Move(focus=1), [14], [15]),
    (Move(iris=-1), [8], [9]),
    (Move(iris=1), [10], [11]),
    (Move(pan=1, tilt=1, zoom=1), [91, 16], [17]),
]


@pytest.mark.parametrize(("move", "start", "stop"), DIRECTIONS)
async def test_directions(
    device: Camera, moves: Callable[[], list[int]], move: Move, start: list[int], stop: list[int]
) -> None:
    await device.ptz.start(move)
    assert moves() == start
    await device.ptz.stop()
    assert moves() == stop


@pytest.mark.parametrize(
    ("swapped", "move", "code"),
    [
        (CameraOptions(swap_pan=True), Move(pan=1), 4),
        (CameraOptions(swap_tilt=True), Move(tilt=1), 2),
        (CameraOptions(swap_pan=True), Move(pan=1, tilt=1), 90),
        (CameraOptions(swap_pan=True, swap_tilt=True), Move(pan=1, tilt=1), 92),
    ],
)
def test_swapped(swapped: CameraOptions, move: Move, code: int) -> None:
    motors = NETWAVE.with_options(NETWAVE, swapped).ptz
    assert motors
    assert [request.params["command"] for request in motors.start(move, swapped)] == [str(code)]


async def test_presets(device: Camera, moves: Callable[[], list[int]]) -> None:
    await device.ptz.save("1")
    await device.ptz.recall("1")
    await device.ptz.save("30")
    await device.ptz.recall("30")
    assert moves() == [30, 31, 88, 89]
    for preset in ("0", "31", "32", "attic", "", "-1", "1.5"):
        with pytest.raises(InvalidValueError):
            await device.ptz.recall(preset)
    with pytest.raises(UnsupportedError):
        await device.ptz.delete("1")
    assert moves() == []


def test_preset_names() -> None:
    assert preset_names(CameraOptions(preset_count=3), MAX_PRESETS) == ["1", "2", "3"]
    assert preset_names(
        CameraOptions(preset_count=3, presets=("Gate", "", "Pond", "Attic")), MAX_PRESETS
    ) == [
        "Gate",
        "2",
        "Pond",
    ]
    assert preset_names(CameraOptions(preset_count=0, presets=("Gate",)), MAX_PRESETS) == []
    assert len(preset_names(CameraOptions(preset_count=256), MAX_PRESETS)) == 30


async def test_output(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    for output, feature, lit in (
        (Output.INFRARED_LOW, f.INFRARED_LIGHT, False),
        (Output.INFRARED_HIGH, f.INFRARED_LIGHT, True),
        (Output.RELAY, f.ALARM_OUTPUT, True),
    ):
        device = await make_camera(CameraOptions(output=output))
        await device.write(feature, True)
        assert camera.output.high is lit
        await device.write(feature, False)
        assert camera.output.high is not lit
        other = f.ALARM_OUTPUT if feature is f.INFRARED_LIGHT else f.INFRARED_LIGHT
        assert not device.supports(other)


# Pictures


@pytest.mark.parametrize(
    ("tuning", "query"),
    [
        (CameraOptions(), {}),
        (CameraOptions(resolution="qvga"), {"resolution": "8"}),
        (CameraOptions(rate=30), {"rate": "1"}),
        (CameraOptions(rate=20), {"rate": "1"}),
        (CameraOptions(rate=19), {"rate": "3"}),
        (CameraOptions(rate=7), {"rate": "11"}),
        (CameraOptions(rate=1), {"rate": "15"}),
        (CameraOptions(resolution="vga", rate=4), {"resolution": "32", "rate": "12"}),
    ],
)
def test_live_request(tuning: CameraOptions, query: dict[str, str]) -> None:
    live = NETWAVE.streams[0].live
    assert live
    assert dict(live(tuning).params) == query


def test_rates_are_the_manuals() -> None:
    rate = NETWAVE.commands["videostream"].param("rate").codec
    assert isinstance(rate, Choice)
    assert {f"fps_{rate}": str(code) for rate, code in RATES.items()}.items() <= {
        name: code for code, name in rate.options.items()
    }.items()


@pytest.mark.parametrize("body", [b"error: forbidden.", b"", b"<html></html>", b"\xff\xd8 and no more"])
async def test_still_that_is_none(camera: SimulatedCamera, device: Camera, body: bytes) -> None:
    camera.faults.add(Body(path="/[sv]*.cgi", body=body))
    with pytest.raises((RejectedError, ReplyError)):
        await device.streams.still("main")


async def test_unknown_stream(device: Camera) -> None:
    with pytest.raises(UnsupportedError):
        device.streams.broadcaster("attic")


async def test_no_address(device: Camera) -> None:
    assert not device.streams.has_rtsp("main")
    assert await device.streams.rtsp_url("main") is None


# Commands


def test_status_page_is_open_and_the_rest_is_not() -> None:
    assert [name for name, row in NETWAVE.commands.items() if row.access is Access.NONE] == ["get_status"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, AuthError),
        (404, UnsupportedError),
        (501, UnsupportedError),
        (400, CameraConnectionError),
        (500, CameraConnectionError),
    ],
)
def test_statuses(status: int, error: type[CameraError]) -> None:
    with pytest.raises(error):
        NETWAVE.wire.check(NETWAVE.commands["get_misc"], HttpResponse(status, {}, b""))


async def test_every_reading_command_can_be_run(camera: SimulatedCamera, device: Camera) -> None:
    for name, command in device.dialect.commands.items():
        if command.effect is Effect.READ and command.returns and name != "get_wifi_scan_result":
            assert await device.run(name), name


async def test_wifi_scan(camera: SimulatedCamera, device: Camera) -> None:
    await device.run("wifi_scan")
    with pytest.raises(ReplyError):
        await device.run("get_wifi_scan_result")
    found: dict[str, str] = {}

    async def scanned() -> AsyncGenerator[None]:
        while not found:
            with suppress(ReplyError):
                found.update(await device.run("get_wifi_scan_result"))
            yield

    async with asyncio.timeout(5):
        async for _ in scanned():
            await asyncio.sleep(0.05)
    assert found["ap_ssid[0]"] == "Orchard"
    assert found["ap_number"] == "4"


async def test_files_go_out_by_post(camera: SimulatedCamera, device: Camera) -> None:
    saved = await device.commands.fetch("backup_params")
    assert saved
    await device.run("restore_params", confirm=True, body=saved)
    assert camera.requests[-1].method == "POST"
    await until(lambda: camera.reboots == 1)


def test_login_does_not_show_itself() -> None:
    """Neither name nor password are in what a debugger or a log would show."""
    login = NETWAVE.login(Credentials(USERNAME, PASSWORD))
    assert PASSWORD not in repr(vars(login))
    assert USERNAME not in repr(vars(login))
