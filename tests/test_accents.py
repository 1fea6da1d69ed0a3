"""How the firmwares of the simulated cameras word things, seen by raw sockets and not by our own client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
import re
from time import time
from typing import Any
from urllib.parse import quote_from_bytes

import pytest

from simulator import ACCENTS, MANNERS, Accent, SimulatedCamera, accents_of
from simulator.wires import PROFILES, WIRES
from simulator.wires.anjia import SimulatedAnjia
from simulator.wires.foscam_hd import SimulatedFoscamHd

pytestmark = pytest.mark.usefixtures("socket_enabled")

type Make = Callable[..., Awaitable[SimulatedCamera]]

SHOWN: set[str] = set()
"""Accents that some test below is about."""


def about(*names: str) -> pytest.MarkDecorator:
    """Run a test for each of these accents."""
    SHOWN.update(names)
    return pytest.mark.parametrize("name", names)


class Reply:
    def __init__(self, raw: bytes) -> None:
        head, _, self.body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split(" ")[1])
        self.headers = {name.lower(): text for name, _, text in (line.partition(": ") for line in lines)}

    def script(self, name: str) -> bytes:
        """Return the raw text of a variable, without its quotes."""
        found = re.search(rb"var " + name.encode() + rb"='?(.*?)'?;\n(?:var|$)", self.body, re.DOTALL)
        assert found, name
        return found[1]

    def element(self, name: str) -> bytes:
        """Return the raw text of an element."""
        found = re.search(rb"<%b>(.*?)</%b>" % (2 * (name.encode(),)), self.body, re.DOTALL)
        assert found, name
        return found[1]

    def line(self, name: str) -> bytes:
        """Return the raw text of a line."""
        found = re.search(rb"^" + re.escape(name.encode()) + rb" = (.*?)\r?$", self.body, re.MULTILINE)
        assert found, name
        return found[1]

    def attribute(self, name: str) -> bytes:
        """Return the raw text of an attribute."""
        found = re.search(rb" " + name.encode() + rb'="(.*?)"', self.body, re.DOTALL)
        assert found, name
        return found[1]


async def ask(camera: SimulatedCamera, target: str) -> Reply:
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(*camera.address)
        writer.write(f"GET {target} HTTP/1.1\r\nHost: camera\r\nConnection: close\r\n\r\n".encode("latin-1"))
        raw = await reader.read()
        writer.close()
    return Reply(raw)


class Speaker:
    """Asks a camera of any dialect for its commands."""

    def __init__(self, camera: SimulatedCamera) -> None:
        self.camera = camera

    async def ask(self, command: str, query: str = "", *, password: str = "secret") -> Reply:
        row = self.camera.wire.commands[command]
        pairs = [f"{name}={text}" for name, text in row.fixed]
        login = {
            "netwave": f"user=admin&pwd={password}",
            "foscam_hd": f"usr=admin&pwd={password}",
            "hucoms": f"id=admin&passwd={password}",
            "anjia": f"username=admin&password={password}",
        }[self.camera.dialect]
        if any(param.name == "user" for param in row.params):
            login = f"cam_user=admin&cam_pwd={password}"
        # Anjia cameras take the first occurrence of a name, and "name" is in "username" too.
        return await ask(self.camera, f"{row.path}?{'&'.join(filter(None, [query, *pairs, login]))}")


@pytest.fixture
async def make() -> AsyncIterator[Make]:
    running: list[SimulatedCamera] = []

    async def start(accent: str | Accent, dialect: str = "netwave", **options: Any) -> SimulatedCamera:
        record = ACCENTS[accent] if isinstance(accent, str) else accent
        camera = SimulatedCamera(dialect, accent=record, reboot_seconds=0.05, **options)
        await camera.start()
        running.append(camera)
        return camera

    yield start
    for camera in running:
        await camera.stop()


every_dialect = pytest.mark.parametrize("dialect", WIRES)

LACKING: Mapping[str, str] = {
    "netwave": "get_misc",
    "foscam_hd": "getPTZSpeed",
    "hucoms": "camwdr.getwdr",
    "anjia": "rtmp",
}
LACKING_BY_PROFILE: Mapping[str, str] = {
    "foscam_hd": "getAudioAlarmConfig",
    "anjia": "rtsp",
}
PRESENT: Mapping[str, str] = {
    "netwave": "get_camera_params",
    "foscam_hd": "getImageSetting",
    "hucoms": "camcolor.getcolor",
    "anjia": "image",
}
WRITE: Mapping[str, tuple[str, str, tuple[str, str, str]]] = {
    "netwave": ("set_alias", "alias=Shed", ("params", "alias", "Shed")),
    "foscam_hd": ("setDevName", "devName=Shed", ("name", "devName", "Shed")),
    "hucoms": ("servername.setservername", "servername=Shed", ("servername", "servername", "Shed")),
    "anjia": ("setDeviceName", "deviceName=Shed", ("model", "model", "Shed")),
}
ILLEGAL: Mapping[str, tuple[str, str]] = {
    "netwave": ("camera_control.brightness", "value=256"),
    "foscam_hd": ("setBrightness", "brightness=101"),
    "hucoms": ("camcolor.setcolor", "bright=1000"),
    "anjia": ("image.set", "brightness=256"),
}


# Every accent


def of_every(dialect: str) -> list[str]:
    return list(accents_of(dialect))


@pytest.mark.parametrize(
    ("dialect", "name"), [(dialect, name) for dialect in WIRES for name in of_every(dialect)]
)
async def test_a_camera_with_every_accent_answers(make: Make, dialect: str, name: str) -> None:
    camera = await make(name, dialect)
    reply = await Speaker(camera).ask(PRESENT[dialect])
    assert (reply.status, bool(reply.body)) == (200, True)
    assert camera.requests[0].authorised
    assert camera.refused_logins == 0


def test_the_table() -> None:
    assert all(accent.about for accent in ACCENTS.values())
    assert all(accent.profile in PROFILES[each] for accent in ACCENTS.values() for each in accent.dialects)
    assert set(ACCENTS) - SHOWN == {"plain"}
    with pytest.raises(ValueError, match="No netwave camera"):
        SimulatedCamera("netwave", accent=ACCENTS["h265"])


async def test_factory_settings_keep_the_accent(make: Make) -> None:
    camera = await make("nine_rows", "foscam_hd")
    await Speaker(camera).ask("restoreToFactorySetting")
    assert "area9" not in camera.records["motion"]


async def test_an_accent_goes_with_any_manners(make: Make) -> None:
    camera = await make("refusal_busy", manners=MANNERS["gsoap"])
    reply = await Speaker(camera).ask(*ILLEGAL["netwave"])
    assert (reply.body, reply.headers["server"]) == (b"busy\r\n", "gSOAP/2.8")
    assert reply.headers["content-length"] == "6"


# What it lacks

PAGE = b"<html>"


@every_dialect
@about("lacks_204", "lacks_empty", "lacks_404", "lacks_501", "lacks_page", "lacks_illegal")
async def test_a_command_that_it_lacks(make: Make, dialect: str, name: str) -> None:
    status, start = {
        "lacks_204": (204, b""),
        "lacks_empty": (200, b""),
        "lacks_404": (404, PAGE),
        "lacks_501": (501, PAGE),
        "lacks_page": (200, PAGE),
        "lacks_illegal": (200, b"error: illegal params."),
    }[name]
    camera = await make(name, dialect)
    lacking = [LACKING[dialect], *([LACKING_BY_PROFILE[dialect]] if dialect in LACKING_BY_PROFILE else [])]
    for command in lacking:
        reply = await Speaker(camera).ask(command)
        assert reply.status == status
        assert reply.body.startswith(start)
        assert bool(reply.body) is bool(start)
        assert ("content-length" in reply.headers) is (status != 204)
    # What no manual has is no command.
    assert (await ask(camera, "/nothing/here.cgi")).status == 404
    assert (await Speaker(camera).ask(PRESENT[dialect])).body[:6] not in (b"", PAGE)


@about("lacks_minus1", "lacks_minus3", "lacks_minus4")
async def test_the_code_of_a_command_that_it_lacks(make: Make, name: str) -> None:
    speaker = Speaker(await make(name, "foscam_hd"))
    code = {"lacks_minus1": b"-1", "lacks_minus3": b"-3", "lacks_minus4": b"-4"}[name]
    for command in ("getPTZSpeed", "getAudioAlarmConfig"):
        assert (await speaker.ask(command)).element("result") == code
        assert (await speaker.ask(command, password="wrong")).element("result") == b"-2"
    assert (await speaker.ask("getImageSetting")).element("result") == b"0"


# Logins


@every_dialect
@about("login_words", "login_unauthorized", "login_page", "login_401")
async def test_a_refused_login(make: Make, dialect: str, name: str) -> None:
    status, body = {
        "login_words": (200, b"user or passwd is error"),
        "login_unauthorized": (200, b"Unauthorized\n"),
        "login_page": (200, None),
        "login_401": (401, None),
    }[name]
    camera = await make(name, dialect)
    reply = await Speaker(camera).ask(PRESENT[dialect], password="wrong")
    assert reply.status == status
    assert reply.body == body if body else b"401 Unauthorized" in reply.body
    assert reply.headers.get("www-authenticate") == ('Basic realm="index.html"' if status == 401 else None)
    assert camera.refused_logins == 1
    assert not camera.requests[0].authorised


@about("login_minus3")
async def test_minus_three_for_a_wrong_password(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    for command in ("getImageSetting", "getDevState", "getMotionDetectConfig1"):
        assert (await Speaker(camera).ask(command, password="wrong")).element("result") == b"-3"
    assert (await Speaker(camera).ask("getImageSetting")).element("result") == b"0"
    assert camera.refused_logins == 3


@about("login_pri_0")
async def test_no_privilege_for_a_wrong_password(make: Make, name: str) -> None:
    speaker = Speaker(await make(name))
    refused = await speaker.ask("check_user", password="wrong")
    assert (refused.status, refused.script("pri")) == (200, b"0")
    assert "www-authenticate" not in refused.headers
    assert (await speaker.ask("get_params", password="wrong")).status == 401
    assert (await speaker.ask("check_user")).script("pri") == b"3"


@about("realm_plain", "realm_quotes", "realm_bare")
async def test_the_realm(make: Make, name: str) -> None:
    reply = await ask(await make(name), "/get_params.cgi")
    assert reply.status == 401
    assert (
        reply.headers["www-authenticate"]
        == {
            "realm_plain": 'Basic realm="IPCamera"',
            "realm_quotes": "Basic realm='ipcamera_00626E51AC0D'",
            "realm_bare": "basic realm=ipcamera_00626E51AC0D",
        }[name]
    )


@about("no_check_user", "no_check_user_501", "no_check_user_illegal", "no_check_user_empty")
async def test_no_check_user(make: Make, name: str) -> None:
    reply = await Speaker(await make(name)).ask("check_user")
    assert (reply.status, reply.body[:8]) == {
        "no_check_user": (404, b"<HTML><H"),
        "no_check_user_501": (501, b"<H4>501 "),
        "no_check_user_illegal": (200, b"error: i"),
        "no_check_user_empty": (200, b""),
    }[name]


@about("pri_odd", "pri_missing")
async def test_an_odd_privilege(make: Make, name: str) -> None:
    reply = await Speaker(await make(name)).ask("check_user")
    assert reply.script("user") == b"admin"
    assert (b"pri=2.0;" in reply.body, b"pri" in reply.body) == (name == "pri_odd", name == "pri_odd")


@every_dialect
@about("id_zeros", "id_ones")
async def test_an_id_that_is_none(make: Make, dialect: str, name: str) -> None:
    digit = {"id_zeros": b"0", "id_ones": b"F"}[name]
    speaker = Speaker(await make(name, dialect, serial="00626E51AC0D"))
    command = {
        "netwave": "get_status",
        "foscam_hd": "getDevInfo",
        "hucoms": "servermac.getmac",
        "anjia": "getinfo",
    }[dialect]
    assert re.search(b":?".join(12 * [digit]), (await speaker.ask(command)).body)


@about("id_of_14_digits")
async def test_relatives_with_a_long_id(make: Make, name: str) -> None:
    speaker = Speaker(await make(name))
    reply = await speaker.ask("get_status")
    assert re.fullmatch(rb"\d{14}", reply.script("id"))
    assert re.fullmatch(rb"20\d{6}", reply.script("sys_ver"))
    assert (await speaker.ask("set_alias", "alias=x")).body == b"var result=0;\r\n"


@about("no_server_name")
async def test_no_name_for_anybody(make: Make, name: str) -> None:
    camera = await make(name, "hucoms")
    reply = await Speaker(camera).ask("servername.getservername")
    assert (reply.status, reply.body) == (200, b"Error: not permitted")
    refused = await Speaker(camera).ask("servername.getservername", password="wrong")
    assert refused.body == b"Error: Invalid ID or Password"
    assert camera.refused_logins == 1
    assert (await Speaker(camera).ask("jpeg")).body.startswith(b"\xff\xd8")


@about("account_lists")
async def test_lists_of_newer_firmware(make: Make, name: str) -> None:
    speaker = Speaker(await make(name, "foscam_hd"))
    assert (await speaker.ask("getUserList")).element("usr0") == b"admin%2B2"
    # 192.0.2.7, low byte first.
    assert (await speaker.ask("getLog")).element("log0") == b"1400000000%2Badmin%2B117571776%2B2"


# Refusals and success


@every_dialect
@about(
    "refusal_illegal",
    "refusal_short",
    "refusal_fail",
    "refusal_busy",
    "refusal_result",
    "refusal_ret",
    "refusal_page",
    "refusal_400",
)
async def test_a_refusal(make: Make, dialect: str, name: str) -> None:
    status, start = {
        "refusal_illegal": (200, b"error: illegal params."),
        "refusal_short": (200, b"illegal params."),
        "refusal_fail": (200, b"fail"),
        "refusal_busy": (200, b"busy"),
        "refusal_result": (200, b"var result=-1;"),
        "refusal_ret": (200, b"var ret=1;"),
        "refusal_page": (200, PAGE),
        "refusal_400": (400, PAGE),
    }[name]
    camera = await make(name, dialect)
    before = camera.dump()
    reply = await Speaker(camera).ask(*ILLEGAL[dialect])
    assert (reply.status, reply.body[: len(start)]) == (status, start)
    command, query, _ = WRITE[dialect]
    camera.refusing.add(command)
    reply = await Speaker(camera).ask(command, query)
    assert (reply.status, reply.body[: len(start)]) == (status, start)
    assert camera.dump() == before


@every_dialect
async def test_a_camera_can_be_made_to_refuse(make: Make, dialect: str) -> None:
    camera = await make("plain", dialect)
    command, query, (group, field, text) = WRITE[dialect]
    camera.refusing.add("*[sS]et*")
    reply = await Speaker(camera).ask(command, query)
    assert reply.body.startswith(
        {
            "netwave": b"error: illegal params.",
            "foscam_hd": b"<CGI_Result>\n    <result>-1</result>",
            "hucoms": b"Error: invalid parameter",
            "anjia": b'<?xml version="1.0" encoding="UTF-8"?>\n<fault>',
        }[dialect]
    )
    assert camera.records[group][field] != text
    camera.refusing.clear()
    await Speaker(camera).ask(command, query)
    assert camera.records[group][field] == text


@about("done_ok", "done_capitals", "done_succeed", "done_result", "done_empty", "done_204", "done_page")
async def test_success(make: Make, name: str) -> None:
    for dialect in ACCENTS[name].dialects:
        await succeeds(await make(name, dialect), name)


async def succeeds(camera: SimulatedCamera, name: str) -> None:
    command, query, (group, field, text) = WRITE[camera.dialect]
    reply = await Speaker(camera).ask(command, query)
    assert (reply.status, reply.body) == {
        "done_ok": (200, b"ok"),
        "done_capitals": (200, b"OK.\r\n"),
        "done_succeed": (200, b"[Succeed]set ok.\r\n"),
        "done_result": (200, b"var result=0;\r\n"),
        "done_empty": (200, b""),
        "done_204": (204, b""),
        "done_page": (200, reply.body if reply.body.startswith(PAGE) else PAGE),
    }[name]
    assert camera.records[group][field] == text


async def test_a_reboot_in_other_words(make: Make) -> None:
    camera = await make("done_capitals")
    assert (await Speaker(camera).ask("reboot")).body == b"OK.\r\n"
    async with asyncio.timeout(3):
        while not camera.reboots:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


# Texts

BYTES: Mapping[str, Mapping[str, bytes]] = {
    "texts_utf8": {"name": b"Caf\xc3\xa9", "key": b"cl\xc3\xa9 \xc3\xa0 vis"},
    "texts_gbk": {"name": b"\xbb\xa8\xd4\xb0", "key": "苹果树二十七".encode("gbk")},
    "texts_latin1": {"name": b"Caf\xe9", "key": b"cl\xe9 \xe0 vis"},
    "texts_mixed": {"name": b"Caf\xe9", "key": b"schl\xc3\xbcssel-\xce\xb2", "password": b"\x80\xfe\xffz"},
    "texts_signs": {"name": b"Front Door", "key": b' +%41&=?#/:@<>" ', "password": b"100% + c%41&x=y"},
    "texts_long": {"name": b"The garden behind the old house", "key": b"k" * 64, "password": b"p" * 65},
}


@about(*BYTES)
async def test_bytes_of_netwave(make: Make, name: str) -> None:
    camera = await make(name)
    speaker, wanted = Speaker(camera), BYTES[name]
    reply = await speaker.ask("get_params")
    assert reply.script("alias") == wanted["name"] == (await speaker.ask("get_status")).script("alias")
    assert reply.script("wifi_wpa_psk") == wanted["key"]
    assert reply.script("ftp_pwd") == wanted.get("password", reply.script("mail_pwd"))
    # What goes back as the bytes that came is not changed.
    before = camera.dump()
    back = encoded(reply.script("ftp_pwd")).decode()
    done = (await speaker.ask("set_ftp", f"pwd={back}")).body
    assert done == (b"error: illegal params." if name == "texts_long" else b"ok.\n")
    assert camera.dump() == before


@pytest.mark.parametrize("name", BYTES)
async def test_bytes_of_hd(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    speaker, wanted = Speaker(camera), BYTES[name]
    assert (await speaker.ask("getDevName")).element("devName") == encoded(wanted["name"])
    psk = (await speaker.ask("getWifiConfig")).element("psk")
    assert psk == encoded(wanted["key"])
    before = camera.dump()
    reply = await speaker.ask("setDevName", f"devName={encoded(wanted['name']).decode()}")
    if name != "texts_long":
        assert reply.element("result") == b"0"
    assert camera.dump() == before
    points = await speaker.ask("getPTZPresetPointList")
    named = quote_from_bytes(ACCENTS[name].presets[0], safe="").encode()
    assert points.element("point4") == named
    assert (await speaker.ask("ptzGotoPresetPoint", f"name={named.decode()}")).element("result") == b"0"


def encoded(raw: bytes) -> bytes:
    return quote_from_bytes(raw, safe="").encode()


@pytest.mark.parametrize("name", BYTES)
async def test_bytes_of_hucoms_and_anjia(make: Make, name: str) -> None:
    hucoms, anjia = Speaker(await make(name, "hucoms")), Speaker(await make(name, "anjia"))
    wanted = BYTES[name]["name"]
    assert (await hucoms.ask("servername.getservername")).line("servername") == wanted
    assert (await anjia.ask("osd")).attribute("title_utf8") == wanted
    before = anjia.camera.dump()
    await anjia.ask("osd.set", f"title_utf8={encoded(wanted).decode()}")
    assert anjia.camera.dump() == before


@about("texts_quotes", "texts_escaped")
async def test_quotes_of_netwave(make: Make, name: str) -> None:
    camera = await make(name)
    body = (await Speaker(camera).ask("get_params")).body
    told = {
        "texts_quotes": (b"var alias='it's';\n", b"wifi_ssid='a';b';\n", b"wifi_wpa_psk='back\\slash\\'';\n"),
        "texts_escaped": (
            b"var alias='it\\'s';\n",
            b"wifi_ssid='a\\';b';\n",
            b"wifi_wpa_psk='back\\\\slash\\\\\\'';\n",
        ),
    }[name]
    assert all(each in body for each in told)
    assert camera.records["params"]["wifi_wpa_psk"] == "back\\slash\\'"


@about("form_texts", "plain_texts", "verbatim_texts")
async def test_how_hd_texts_are_written_and_read(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    speaker = Speaker(camera)
    told, key = {
        "form_texts": (b"Front+Door", b"c%2541+%2B+d"),
        "plain_texts": (b"Front+Door", b"c%41"),
        "verbatim_texts": (b"Front+Door", b"c%41"),
    }[name]
    kept = b"Front Door" if name == "form_texts" else b"Front+Door"
    assert (await speaker.ask("getDevName")).element("devName") == told
    assert (await speaker.ask("getWifiConfig")).element("psk") == key
    assert camera.records["name"]["devName"].encode() == kept
    # The wire's own text goes back unchanged, where anything is decoded at all only for the right kind.
    sent, stored = {
        "form_texts": ("Back+Yard%2B", "Back Yard+"),
        "plain_texts": ("Back+Yard%2B", "Back+Yard+"),
        "verbatim_texts": ("Back+Yard%2B", "Back+Yard%2B"),
    }[name]
    await speaker.ask("setDevName", f"devName={sent}")
    assert camera.records["name"]["devName"] == stored
    assert (await speaker.ask("ptzGotoPresetPoint", "name=Front+Door")).element("result") == b"0"
    other = await speaker.ask("ptzGotoPresetPoint", "name=Front%2BDoor")
    assert other.element("result") == (b"0" if name == "plain_texts" else b"-1")
    if name == "form_texts":
        assert (await speaker.ask("getPTZPresetPointList")).element("point5") == b"%B3%D8%CC%C1"


async def test_a_login_in_form_encoding(make: Make) -> None:
    camera = await make("form_texts", "foscam_hd", password="a b+c")
    assert (await Speaker(camera).ask("getDevName", password="a+b%2Bc")).element("result") == b"0"
    assert (await Speaker(camera).ask("getDevName", password="a+b+c")).element("result") == b"-2"


# Fields


@every_dialect
@about("fields_missing")
async def test_missing_fields(make: Make, dialect: str, name: str) -> None:
    camera, whole = await make(name, dialect), await make("plain", dialect)
    shown = {
        "netwave": ("get_params", b"mail_tls"),
        "foscam_hd": ("getMotionDetectConfig", b"area9"),
        "hucoms": ("camcolor.getcolor", b"hue"),
        "anjia": ("image", b"nr2d"),
    }
    command, field = shown[dialect]
    assert field in (await Speaker(whole).ask(command)).body
    assert field not in (await Speaker(camera).ask(command)).body
    if dialect in ("netwave", "foscam_hd"):
        state = "get_status" if dialect == "netwave" else "getDevState"
        gone = b"oray_type" if dialect == "netwave" else b"soundAlarm"
        assert gone not in (await Speaker(camera).ask(state)).body


async def test_what_it_has_not_it_does_not_ask_for(make: Make) -> None:
    """The country of the Wi-Fi is not there, and a setter without it changes nothing."""
    camera = await make("fields_missing")
    params = camera.records["params"]
    before = camera.dump()
    fields = [param for param in camera.wire.commands["set_wifi"].params if param.field in params]
    query = "&".join(f"{param.name}={encoded(params[param.field].encode()).decode()}" for param in fields)
    assert (await Speaker(camera).ask("set_wifi", query)).body == b"ok.\n"
    assert camera.dump() == before


@every_dialect
@about("fields_added")
async def test_added_fields(make: Make, dialect: str, name: str) -> None:
    command, field = {
        "netwave": ("get_misc", b"var ptz_preset_rate=1;"),
        "foscam_hd": ("getMotionDetectConfig", b"<humanEnable>1<"),
        "hucoms": ("camdaynight.getdaynight", b"mdduration = 10"),
        "anjia": ("image", b'wdr="3"'),
    }[dialect]
    assert field in (await Speaker(await make(name, dialect)).ask(command)).body


@about("nine_rows")
async def test_nine_rows(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    speaker = Speaker(camera)
    told = await speaker.ask("getMotionDetectConfig")
    assert b"area8" in told.body
    assert b"area9" not in told.body
    before = camera.dump()
    pairs = re.findall(r"<(\w+)>(.*?)</", told.body.decode())[1:]
    for extra in ("", "&area9=5"):
        query = "&".join(f"{field}={text}" for field, text in pairs) + extra
        assert (await speaker.ask("setMotionDetectConfig", query)).element("result") == b"0"
        assert camera.dump() == before


@about("empty_numbers")
async def test_empty_numbers(make: Make, name: str) -> None:
    netwave, hd = Speaker(await make(name)), Speaker(await make(name, "foscam_hd"))
    assert b"var mail_port='';\n" in (await netwave.ask("get_params")).body
    assert (await netwave.ask("set_ftp", "port=")).body == b"error: illegal params."
    assert (await netwave.ask("set_ftp", "port=21")).body == b"ok.\n"
    assert b"<port></port>" in (await hd.ask("getSMTPConfig")).body
    assert (await hd.ask("setFtpConfig", "ftpPort=")).element("result") == b"-1"


@about("alarm_url_encoded")
async def test_an_encoded_address(make: Make, name: str) -> None:
    speaker = Speaker(await make(name))
    await speaker.ask("set_alarm", "http_url=http%3A%2F%2F127.0.0.1%2Fx%3Fy%3D1")
    assert (await speaker.ask("get_params")).script("alarm_http_url") == b"http%3A%2F%2F127.0.0.1%2Fx%3Fy%3D1"
    assert speaker.camera.records["params"]["alarm_http_url"] == "http://127.0.0.1/x?y=1"


@about("new_codes")
async def test_codes_beyond_the_manual(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    speaker = Speaker(camera)
    told = await speaker.ask("getVideoStreamParam")
    assert (told.element("resolution0"), told.element("bitRate0")) == (b"7", b"6291456")
    assert (await speaker.ask("getInfraLedConfig")).element("mode") == b"2"
    assert (await speaker.ask("getPCAudioAlarmCfg")).element("isEnablePCAudioAlarm") == b"11"
    stream = "streamType=0&resolution={}&bitRate=6291456&frameRate=20&GOP=40&isVBR=0"
    assert (await speaker.ask("setVideoStreamParam", stream.format(8))).element("result") == b"0"
    assert camera.records["main_video"]["resolution0"] == "8"
    assert (await speaker.ask("setVideoStreamParam", stream.format(10))).element("result") == b"-1"
    assert (await speaker.ask("setInfraLedConfig", "mode=2")).element("result") == b"0"
    camera.set_sound(True)
    assert (await speaker.ask("getDevState")).element("soundAlarm") == b"2"


@about("garbage_areas")
async def test_garbage_in_areas_that_are_not_in_use(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    speaker = Speaker(camera)
    told = await speaker.ask("getMotionDetectConfig1")
    values = {field: told.element(field) for field in ("valid1", "sensitivity1", "valid2", "sensitivity2")}
    assert values == {"valid1": b"0", "sensitivity1": b"30396", "valid2": b"1", "sensitivity2": b"2"}
    before = camera.dump()
    pairs = re.findall(r"<(\w+)>(.*?)</", told.body.decode())[1:]
    query = "&".join(f"{field}={text}" for field, text in pairs)
    assert (await speaker.ask("setMotionDetectConfig1", query)).element("result") == b"0"
    assert camera.dump() == before


@about("h265")
async def test_a_newer_codec(make: Make, name: str) -> None:
    camera = await make(name, "hucoms")
    speaker = Speaker(camera)
    told = await speaker.ask("videoset.getvideo")
    assert told.line("encoder1.codec") == b"h265"
    assert told.line("encoder1.keyframe") == b"30"
    await speaker.ask("videoset.setvideo1", "encoder1.codec=h264")
    assert camera.records["videoset"]["encoder1.codec"] == "h264"
    await speaker.ask("videoset.setvideo1", "encoder1.codec=h265")
    assert camera.records["videoset"]["encoder1.codec"] == "h265"
    assert (await speaker.ask("videoset.setvideo1", "encoder1.codec=h266")).body.startswith(b"Error:")


# Clocks and spellings

CLOCK = "timeSource=1&ntpServer=x&dateFormat=0&timeFormat=1&timeZone=-7200&isDst=0"


@about("clock_in_utc")
async def test_a_clock_that_is_set_in_utc(make: Make, name: str) -> None:
    set_clock = f"{CLOCK}&year=2026&mon=3&day=4&hour=23&minute=5&sec=0"
    plain = Speaker(await make("plain", "foscam_hd"))
    await plain.ask("setSystemTime", set_clock)
    assert (await plain.ask("getSystemTime")).element("hour") == b"23"
    camera = await make(name, "foscam_hd")
    speaker = Speaker(camera)
    await speaker.ask("setSystemTime", set_clock)
    told = await speaker.ask("getSystemTime")
    assert [told.element(field) for field in ("day", "hour", "minute")] == [b"5", b"1", b"5"]
    assert abs(camera.clock.now - datetime(2026, 3, 4, 23, 5, tzinfo=UTC).timestamp()) < 5
    # Whoever does not set the clock is understood too.
    assert (await speaker.ask("setSystemTime", CLOCK)).element("result") == b"0"


@about("summer_time")
async def test_rules_for_summer_time(make: Make, name: str) -> None:
    camera = await make(name, "foscam_hd")
    told = await Speaker(camera).ask("getSystemTime")
    assert (told.element("isDst"), told.element("hasStartDst")) == (b"1", b"0")
    assert isinstance(camera.wire, SimulatedFoscamHd)
    winter = camera.wire.local_time
    camera.records["time"]["hasStartDst"] = "1"
    assert 3590 < (camera.wire.local_time - winter).total_seconds() < 3610
    assert abs(winter.timestamp() - 3600 - time()) < 10


@about("short_minutes")
async def test_minutes_by_another_name(make: Make, name: str) -> None:
    speaker = Speaker(await make(name, "foscam_hd"))
    await speaker.ask("setSystemTime", f"{CLOCK}&year=2026&mon=3&day=4&hour=9&min=41&sec=0")
    told = await speaker.ask("getSystemTime")
    assert told.element("min") == b"41"
    assert b"minute" not in told.body
    await speaker.ask("setSystemTime", f"{CLOCK}&year=2026&mon=3&day=4&hour=9&minute=41&sec=0")
    assert (await speaker.ask("getSystemTime")).element("min") == b"0"


@about("ddnsp_state", "rtsp_on_web_port")
async def test_other_fields_of_hd(make: Make, name: str) -> None:
    speaker = Speaker(await make(name, "foscam_hd"))
    if name == "ddnsp_state":
        told = await speaker.ask("getDevState")
        assert told.element("ddnspState") == b"0"
        assert b"ddnsState" not in told.body
    else:
        told = await speaker.ask("getPortInfo")
        assert (told.element("rtspPort"), told.element("webPort")) == (b"554", b"88")


# The rest


async def test_a_query_that_is_read_in_another_way(make: Make) -> None:
    """Not every firmware takes a plus for a blank."""
    accent = replace(ACCENTS["plain"], reads=lambda text: text.replace("%20", " "))
    for dialect in ("netwave", "hucoms"):
        camera = await make(accent, dialect)
        command, _, (group, field, _) = WRITE[dialect]
        await Speaker(camera).ask(command, f"{field}=a+b%20c")
        assert camera.records[group][field] == "a+b c"


async def test_an_anjia_login_that_is_locked(make: Make) -> None:
    """A refusal that is no refused login keeps its own words."""
    camera = await make("login_words", "anjia")
    assert isinstance(camera.wire, SimulatedAnjia)
    wrong = "/cgi-bin/getuid?username=admin&password=wrong"
    assert [(await ask(camera, wrong)).body for _ in range(6)] == 6 * [b"user or passwd is error"]
    assert b"The user is locked" in (await ask(camera, wrong)).body
