"""Netwave cameras that word things in other ways than their manual, and what goes back to them."""

from collections.abc import AsyncIterator

import pytest

from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects.netwave.reply import read_reply
from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.catalogue import Doubtful
from simulator import SimulatedCamera
from simulator.accents import ACCENTS
from tests.conftest import PASSWORD, USERNAME, MakeCamera, changes


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

WHOLE = {
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
