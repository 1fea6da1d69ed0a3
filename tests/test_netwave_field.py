"""Netwave cameras that word things in other ways than their manual, and what goes back to them."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.netwave.reply import read_reply
from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Doubtful
from custom_components.ipcam_cgi.ipcam.model.dialect import Move
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import SimulatedCamera
from simulator.accents import ACCENTS
from tests.conftest import PASSWORD, USERNAME, MakeCamera, changes, every_netwave


@pytest.fixture
def accent() -> str:
    """How the camera words things; parametrize to choose another way."""
    return "plain"


@pytest.fixture
async def camera(
    socket_enabled: None, dialect: str, profile: str, accent: str
) -> AsyncIterator[SimulatedCamera]:
    """A running simulated camera with this accent."""
    simulated = SimulatedCamera(
        dialect,
        profile=profile,
        username=USERNAME,
        password=PASSWORD,
        accent=ACCENTS[accent],
        reboot_seconds=0.1,
    )
    async with simulated.running():
        yield simulated


# Texts

WHOLE: dict[str, dict[str, Any]] = {
    "set_users": {"pri8": "operator"},
    "set_wifi": {"channel": 7},
    "set_ddns": {"proxy_port": 81},
    "set_mail": {"mail_inet_ip": True},
    "set_network": {"dns": "192.0.2.7"},
    "set_ftp": {"upload_interval": 9},
    "set_devices": {"dev2_port": 81},
}
"""The setters that stand for all of their settings, each with a change."""
TEXTS = {
    "user2_name": 12,
    "user2_pwd": 12,
    "user3_pwd": 12,
    "wifi_ssid": 40,
    "wifi_wpa_psk": 64,
    "wifi_key1": 30,
    "ddns_user": 64,
    "ddns_pwd": 64,
    "mail_user": 64,
    "mail_pwd": 64,
    "mail_sender": 64,
    "ftp_user": 64,
    "ftp_pwd": 64,
    "ftp_dir": 64,
    "dhcp_vendor": 64,
    "dev2_alias": 20,
    "dev2_pwd": 12,
}
"""Texts of these records, and how long each may be."""
EVERY_BYTE = bytes(each for each in range(0x20, 0x100) if each != 0x7F).decode("utf-8", "surrogateescape")


def fill(camera: SimulatedCamera, texts: list[str]) -> None:
    """Set each text of the camera to the next of these, over and over."""
    for index, (name, length) in enumerate(TEXTS.items()):
        camera.records["params"][name] = texts[index % len(texts)][:length]


async def change(device: Camera, setter: str) -> bool:
    """Return whether a setting could be changed: it is refused only for what is not certain."""
    try:
        await device.commands.change(setter, **WHOLE[setter])
    except InvalidValueError:
        return False
    return True


@pytest.mark.parametrize("setter", WHOLE)
@pytest.mark.parametrize("profile", ["standard", "sdk21", "quirky"])
async def test_bytes_go_back_as_they_came(
    camera: SimulatedCamera, make_camera: MakeCamera, setter: str, profile: str
) -> None:
    device = await make_camera()
    chunks = [EVERY_BYTE[start : start + 11] for start in range(0, len(EVERY_BYTE), 11)]
    # Without what ends a text, which is another matter.
    fill(camera, [each.replace("'", "").replace('"', "").replace("\\", "") for each in chunks])
    if setter not in device.dialect.commands:
        return
    before = camera.dump()
    assert await change(device, setter)
    assert len(changes(before, camera.dump())) == 1


QUOTED = [
    ["it's"],
    ["a';b"],
    ["a';b='c"],
    ["a';var b='c"],
    ["back\\slash\\'"],
    ["'"],
    ["\\"],
    ["it\\'s"],
    ["\\\\nas\\films"],
    ["\\\\nas"],
    ['say "hi"', "it's"],
    ["it's", "b'c", "d\\e", "\\\\f"],
    ["x\\'y", "x\\'z"],
    ["'; "],
    ["' ;"],
    [" a=';b=1;"],
]


@pytest.mark.parametrize("setter", ["set_wifi", "set_mail", "set_users"])
@pytest.mark.parametrize("texts", QUOTED, ids=repr)
@pytest.mark.parametrize("accent", ["plain", "texts_escaped", "texts_quotes"])
async def test_quotes_never_change(
    camera: SimulatedCamera, make_camera: MakeCamera, setter: str, texts: list[str]
) -> None:
    device = await make_camera()
    fill(camera, texts)
    before = camera.dump()
    done = await change(device, setter)
    assert len(changes(before, camera.dump())) == done


@pytest.mark.parametrize("accent", ["texts_quotes", "texts_escaped"])
async def test_how_quotes_are_escaped_is_learned(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.poll()
    before = camera.dump()
    for _ in range(2):
        await device.write(f.MAIL_ON_ADDRESS_CHANGE, True)
        await device.write(f.FTP_KEEP_CONNECTION, True)
    assert await change(device, "set_wifi")
    assert changes(before, camera.dump()) == {
        "params.mail_inet_ip": "1",
        "params.ftp_retain": "1",
        "params.wifi_channel": "7",
    }
    assert device.state.get(f.DEVICE_NAME) == "it's"


DOUBTS = [
    ("var a='it\\'s';\nvar b='x';\n", {"a"}),
    ("var a='\\\\nas';\nvar b='x';\n", {"a"}),
    ("var a='\\\\nas';\nvar b='it's';\n", set()),
    ("var a='\\\\nas\\films';\nvar b='x';\n", set()),
    ("var a='x\\'y';\nvar b='\\'z';\n", {"a", "b"}),
    ("var a='x\\'y';\nvar b='\\'z';\nvar c='\\'';\n", set()),
    ("var a='a';b';\nvar b='x';\n", set()),
    ("var a='x';b='y';\n" + "var c=1;\n" * 20, {"a", "b"}),
    ("var a='x';var b='y';var c=1;", set()),
]


@pytest.mark.parametrize(("reply", "doubtful"), DOUBTS)
def test_what_is_certain(reply: str, doubtful: set[str]) -> None:
    assert {name for name, text in read_reply(reply).items() if isinstance(text, Doubtful)} == doubtful


# Numbers


@pytest.mark.parametrize("setter", WHOLE)
@pytest.mark.parametrize("accent", ["empty_numbers"])
@pytest.mark.parametrize("profile", ["standard", "sdk21"])
async def test_numbers_that_nobody_has_set(
    camera: SimulatedCamera, make_camera: MakeCamera, setter: str, profile: str
) -> None:
    device = await make_camera()
    before = camera.dump()
    assert await change(device, setter)
    defaults = {"mail_port": "25", "ftp_port": "21", "ftp_upload_interval": "0", "ddns_proxy_port": "0"}
    done = {name.removeprefix("params."): text for name, text in changes(before, camera.dump()).items()}
    told = {name for name, text in done.items() if before["params"][name] == "" and defaults[name] == text}
    assert len(done.keys() - told) == 1 or setter in ("set_ddns", "set_ftp")


async def test_mail_without_a_port(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.poll()
    camera.records["params"]["mail_port"] = ""
    await device.write(f.MAIL_ON_ADDRESS_CHANGE, True)
    assert camera.records["params"]["mail_port"] == "25"


# Meanings


@every_netwave
async def test_privacy_mode_leaves_nothing_behind(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    before = camera.dump()
    await device.write(f.PRIVACY_MODE, True)
    assert device.state.get(f.PRIVACY_MODE) is True
    await device.write(f.PRIVACY_MODE, False)
    assert changes(before, camera.dump()) == {}


async def test_extra_outputs_one_by_one(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    """The chip lets go of a line that is high, and drives it when it is low."""
    device = await make_camera()
    await device.poll()
    wire: Any = camera.wire
    first, second, *others = f.EXTRA_OUTPUTS
    await device.write(first, True)
    assert wire.extra_io == 0b11111111
    await device.write(second, False)
    assert wire.extra_io == 0b11111101
    await device.write(first, False)
    assert wire.extra_io == 0b11111100
    assert [device.state.get(each) for each in others] == [None] * 6


async def test_nobody_knows_the_lamp_after_a_restart(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    device = await make_camera()
    await device.poll()
    await device.write(f.INFRARED_LIGHT, True)
    assert device.state.get(f.INFRARED_LIGHT) is True
    await device.write(f.RESTART, None)
    assert device.state.get(f.INFRARED_LIGHT) is None


@every_netwave
async def test_motion_ends_for_those_who_cannot_know_whether_it_is_armed(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    camera.records["params"].update(
        user2_name="helper", user2_pwd="trowel", user2_pri="1", alarm_motion_armed="1"
    )
    device = await make_camera(username="helper", password="trowel")
    seen = []
    for motion in (False, True, False):
        camera.sensors.motion = motion
        await device.poll()
        seen.append(device.state.get(f.MOTION))
    assert seen == [False, True, False]


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_the_older_manual_knows_of_no_sound(make_camera: MakeCamera) -> None:
    device = await make_camera()
    assert not {f.SOUND, f.SOUND_DETECTION, f.SOUND_SENSITIVITY} & device.dialect.bindings.keys()


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_a_field_that_no_manual_has_can_be_changed(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    device = await make_camera()
    setter = device.dialect.commands["set_alarm"]
    record = await device.run("get_params")
    record = {**record, "alarm_area": "1"}
    assert setter.complete({"alarm_area": "2"}, record)["area"] == "2"


# Who it is


@pytest.mark.parametrize("accent", ["realm_plain", "realm_quotes", "realm_bare", "id_of_14_digits"])
@pytest.mark.parametrize("profile", ["standard", "new"])
async def test_other_realms_and_ids(
    camera: SimulatedCamera, client: aiohttp.ClientSession, make_camera: MakeCamera, accent: str
) -> None:
    found = await probe(Transport(client, *camera.address), REGISTRY)
    assert found.dialect == "netwave"
    device = await make_camera(known_id=found.id)
    assert device.identity.role is Access.ADMINISTRATOR
    assert camera.refused_logins == 0


@pytest.mark.parametrize(
    "accent",
    [
        "no_check_user",
        "no_check_user_501",
        "no_check_user_illegal",
        "no_check_user_empty",
        "pri_odd",
        "pri_missing",
    ],
)
async def test_rights_without_a_word_for_them(
    camera: SimulatedCamera, make_camera: MakeCamera, accent: str
) -> None:
    device = await make_camera()
    assert device.identity.role is Access.ADMINISTRATOR
    assert device.capabilities.denied == []
    assert camera.refused_logins == 0


@pytest.mark.parametrize(
    ("profile", "header", "query"),
    [
        ("standard", True, False),
        ("header_only", True, False),
        ("query_only", False, True),
        ("sdk21", True, False),
    ],
)
async def test_the_login_goes_to_one_place(
    camera: SimulatedCamera, make_camera: MakeCamera, header: bool, query: bool
) -> None:
    device = await make_camera()
    await device.run("get_params")
    seen = len(camera.requests)
    await device.write(f.BRIGHTNESS, 7)
    await device.write(f.MAIL_ON_ADDRESS_CHANGE, True)
    await device.streams.still("main")
    for each in camera.requests[seen:]:
        assert ("authorization" in each.headers) is header
        assert (PASSWORD in each.target) is query
    assert camera.refused_logins == 0


# Movement


def moves(camera: SimulatedCamera, since: int = 0) -> list[str]:
    """Return the codes of the movements since the `since`-th request."""
    return [
        dict(each.query)["command"] for each in camera.requests[since:] if each.command == "decoder_control"
    ]


@every_netwave
@pytest.mark.parametrize("polled", [True, False])
@pytest.mark.parametrize(
    ("bits", "options", "codes"),
    [
        (0, CameraOptions(), ["0", "6"]),
        (1, CameraOptions(), ["2", "6"]),
        (2, CameraOptions(), ["0", "4"]),
        (3, CameraOptions(), ["2", "4"]),
        (3, CameraOptions(swap_pan=True), ["2", "6"]),
        (1, CameraOptions(swap_tilt=True), ["0", "6"]),
        (0, CameraOptions(swap_tilt=True, swap_pan=True), ["2", "4"]),
    ],
)
async def test_movement_is_as_it_is_seen(
    camera: SimulatedCamera,
    make_camera: MakeCamera,
    polled: bool,
    bits: int,
    options: CameraOptions,
    codes: list[str],
) -> None:
    camera.records["camera"]["flip"] = str(bits)
    device = await make_camera(options)
    if polled:
        await device.poll()
    seen = len(camera.requests)
    for move in (Move(tilt=1), Move(pan=1)):
        await device.ptz.start(move)
        await device.ptz.stop()
    sent = moves(camera, seen)
    assert sent[::2] == codes
    assert sent[1::2] == [str(int(each) + 1) for each in codes]


async def test_movement_follows_the_switches(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.write(f.MIRROR, True)
    await device.ptz.step(Move(pan=1))
    assert moves(camera)[-1] == "4"
    await device.write(f.MIRROR, False)
    await device.ptz.step(Move(pan=1))
    assert moves(camera)[-1] == "6"


# The address that is called on alarm


@pytest.mark.parametrize("accent", ["plain", "alarm_url_encoded"])
async def test_the_alarm_address_is_read_as_it_was_set(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    device = await make_camera()
    webhook = device.alarm_webhook
    assert webhook
    url = "http://192.0.2.1:8123/api/webhook/a%20b?c=d"
    await device.run(webhook.setter.name, {webhook.enable: True, webhook.url: url})
    assert camera.records["params"]["alarm_http_url"] == url
    assert await webhook.read(device.commands) == {webhook.enable: "1", webhook.url: url}
