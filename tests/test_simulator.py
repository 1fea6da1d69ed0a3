"""The simulated camera itself, asked by raw sockets and by aiohttp: none of our own client is used here."""

import ast
import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from graphlib import TopologicalSorter
from hashlib import md5
from importlib.util import resolve_name
from io import BytesIO
import json
from pathlib import Path
import re
import sys
from time import monotonic, time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from PIL import Image, ImageChops, ImageStat
import pytest

from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual.sdk21 import COMMANDS_21
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Command, Effect
from demo.garden import GARDEN
from simulator import Account, Address, SimulatedCamera, faults
from simulator.motors import Axis, Position
from simulator.scene import Tone, View, render
from simulator.scenery import FIELD, Scenery
from simulator.server import MAX_CONNECTIONS
from simulator.wires import PROFILES
from simulator.wires.netwave import SimulatedNetwave
from tests.certificate import self_signed
from tests.conftest import work

pytestmark = pytest.mark.usefixtures("socket_enabled")

type Make = Callable[..., Awaitable[SimulatedCamera]]

LOGIN = "user=admin&pwd=secret"
OK = b"ok.\n"
ILLEGAL = b"error: illegal params."


def test_imports_go_one_way() -> None:
    """No module comes back to itself, not even for type checkers. (A package is not its parts.)"""
    root = Path(__file__).parent.parent
    files = {}
    for path in (root / "simulator").rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        files[".".join(parts[:-1] if path.stem == "__init__" else parts)] = path
    imports: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        package = name if path.stem == "__init__" else name.rpartition(".")[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                base = resolve_name("." * node.level + (node.module or ""), package)
                inner = [f"{base}.{alias.name}" for alias in node.names]
                imports[name].update(each if each in files else base for each in inner)
            elif isinstance(node, ast.Import):
                imports[name].update(alias.name for alias in node.names)
    assert len(files) > 25
    assert "simulator.camera" in imports["simulator"]
    assert "simulator.wires.camera" in imports["simulator.wires.anjia"]
    TopologicalSorter(imports).prepare()


class Reply:
    """One answer, as it came over the wire."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        head, self.blank, self.body = raw.partition(b"\r\n\r\n")
        self.status_line, *lines = head.decode("latin-1").split("\r\n")
        self.headers = [(line.split(": ", 1)[0], line.partition(": ")[2]) for line in lines]
        self.status = int(self.status_line.split(" ")[1]) if self.status_line else 0

    def __getitem__(self, name: str) -> str:
        return dict(self.headers)[name]

    @property
    def values(self) -> dict[str, str]:
        found = re.findall(r"^var (\w+)=(?:'(.*)'|(.*));$", self.body.decode(), re.MULTILINE)
        return {name: quoted or bare for name, quoted, bare in found}


async def ask(
    camera: SimulatedCamera,
    target: str,
    *headers: str,
    method: str = "GET",
    body: bytes = b"",
    patience: float = 5,
) -> Reply:
    async with asyncio.timeout(patience):
        reader, writer = await asyncio.open_connection(*camera.address)
        try:
            lines = [f"{method} {target} HTTP/1.1", f"Host: {camera.address.host}", *headers]
            if body:
                lines.append(f"Content-Length: {len(body)}")
            writer.write("".join(f"{line}\r\n" for line in [*lines, ""]).encode() + body)
            return Reply(await reader.read())
        finally:
            writer.close()


async def admin(camera: SimulatedCamera, command: str, query: str = "") -> Reply:
    return await ask(camera, f"/{command}.cgi?{query}&{LOGIN}")


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def netwave(camera: SimulatedCamera) -> SimulatedNetwave:
    assert isinstance(camera.wire, SimulatedNetwave)
    return camera.wire


def moving(camera: SimulatedCamera) -> bool:
    return camera.moving


def infrared(camera: SimulatedCamera) -> bool:
    return camera.infrared


def output_high(camera: SimulatedCamera) -> bool:
    return camera.output.high


def picture(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image.convert("RGB")


def mean(image: Image.Image) -> float:
    return sum(ImageStat.Stat(image).mean) / 3


@pytest.fixture
async def camera() -> AsyncIterator[SimulatedCamera]:
    camera = SimulatedCamera(fps=30, reboot_seconds=0.05)
    async with camera.running():
        yield camera


@pytest.fixture
async def make() -> AsyncIterator[Make]:
    running: list[SimulatedCamera] = []

    async def start(profile: str = "standard", **options: Any) -> SimulatedCamera:
        options = {"fps": 30, "reboot_seconds": 0.05, **options}
        camera = SimulatedCamera(profile=profile, **options)
        await camera.start()
        running.append(camera)
        return camera

    yield start
    for camera in running:
        await camera.stop()


# The exact form of answers


async def test_status_is_open_and_exact(camera: SimulatedCamera) -> None:
    camera.clock.set(1_400_000_000)
    reply = await ask(camera, "/get_status.cgi")
    assert reply.status_line == "HTTP/1.1 200 OK"
    assert reply.headers == [
        ("Server", "Netwave IP Camera"),
        ("Date", "Tue, 13 May 2014 16:53:20 GMT"),
        ("Content-Type", "text/plain"),
        ("Content-Length", str(len(reply.body))),
        ("Cache-Control", "no-cache"),
        ("Connection", "close"),
    ]
    assert reply.body.decode().splitlines() == [
        "var id='00626E51AC0D';",
        "var sys_ver='11.37.2.49';",
        "var app_ver='2.4.18.27';",
        "var alias='Garden';",
        "var now=1400000000;",
        "var tz=0;",
        "var alarm_status=0;",
        "var ddns_status=0;",
        "var ddns_host='';",
        "var oray_type=0;",
        "var wifi_status=1;",
        "var upnp_status=0;",
        "var msn_status=0;",
        "var p2p_status=0;",
        "var p2p_local_port=23456;",
    ]


async def test_a_clock_that_was_never_set_shows_1970(camera: SimulatedCamera) -> None:
    camera.clock.set(600)
    reply = await ask(camera, "/get_status.cgi")
    assert reply["Date"] == "Thu, 01 Jan 1970 00:10:00 GMT"
    assert reply.values["now"] == "600"


async def test_the_other_getters(camera: SimulatedCamera) -> None:
    reply = await admin(camera, "get_camera_params")
    assert (
        reply.body == b"var resolution=32;\nvar brightness=128;\nvar contrast=3;\nvar mode=0;\nvar flip=0;\n"
    )
    reply = await admin(camera, "check_user")
    assert reply.body == b"var user='admin';\nvar pwd='secret';\nvar pri=3;\n"
    params = (await admin(camera, "get_params")).values
    assert params["user1_name"] == "admin"
    assert params["user1_pri"] == "2"
    assert params["alarm_schedule_sat_2"] == "0"
    assert abs(int(params["now"]) - time()) < 3
    assert len(params) == len(COMMANDS["get_params"].returns)
    assert (await admin(camera, "get_misc")).values.keys() == {
        field.name for field in COMMANDS["get_misc"].returns
    }
    assert (await admin(camera, "get_forbidden")).values["schedule_fri_1"] == "0"


async def test_path_and_page_forms(camera: SimulatedCamera) -> None:
    assert (await ask(camera, "/GET_Status.CGI")).status == 200
    reply = await ask(camera, "/nothing_here.cgi")
    assert reply.status_line == "HTTP/1.1 404 Not Found"
    assert b"<H4>404 Not Found</H4>" in reply.body
    assert reply["Content-Type"] == "text/html"
    assert camera.requests[-1].command is None
    assert b"videostream.cgi" in (await ask(camera, "/")).body
    assert (await admin(camera, "videostream.asf".removesuffix(".cgi"))).status == 404


@pytest.mark.parametrize(
    "raw", [b"NONSENSE\r\n\r\n", b"GET / FTP/1\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n"]
)
async def test_what_is_not_http(camera: SimulatedCamera, raw: bytes) -> None:
    reader, writer = await asyncio.open_connection(*camera.address)
    writer.write(raw)
    assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_endless_request_is_cut(camera: SimulatedCamera) -> None:
    reader, writer = await asyncio.open_connection(*camera.address)
    writer.write(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 10_000)
    assert b"400" in await reader.read(100)
    writer.close()


@pytest.mark.parametrize("profile", PROFILES["netwave"])
async def test_every_documented_command_is_there(make: Make, profile: str) -> None:
    camera = await make(profile)
    catalogue = COMMANDS_21 if profile == "sdk21" else COMMANDS
    for command in catalogue.values():
        if command.effect in (Effect.READ, Effect.ACTION) and command.name != "reboot":
            reply = await ask(camera, f"{command.path}?{LOGIN}", "User-Agent: Mozilla/5.0", basic())
            assert reply.status == 200 or command.name == "videostream.asf", command.name
            assert camera.requests[-1].command == command.name
            assert camera.requests[-1].authorised


async def test_quirky_firmware_writes_every_seen_form(make: Make) -> None:
    camera = await make("quirky")
    text = (await ask(camera, "/get_status.cgi")).body.decode()
    assert "sys_ver='11.37.2.49';\n" in text
    assert "var sys_ver" not in text
    assert 'var app_ver="2.4.18.27";' in text
    assert "var alias='Garden';\r\n" in text
    assert "var now =" in text
    assert re.search(r"; var tz=0;\nvar\nalarm_status=0;var ddns_status=0;", text)
    assert (await admin(camera, "set_alias", "alias=x")).body == b"ok.\r\n"
    assert "var alarm_http_url=;" in (await admin(camera, "get_params")).body.decode()


async def test_other_firmware(make: Make) -> None:
    old = (await ask(await make("old"), "/get_status.cgi")).values
    assert list(old)[-1] == "id"
    assert old["sys_ver"] == "Ver 1.8"
    assert "wifi_status" not in old
    new = (await ask(await make("new"), f"/get_status.cgi?{LOGIN}")).body
    assert b"var temperature=0.0;\nvar humidity=0;\nvar tridro_error='';\n" in new
    sdk = (await ask(await make("sdk21"), "/get_status.cgi")).values
    assert list(sdk) == ["now", "alarm_status", "ddns_status", "upnp_status"]
    picky = await make("picky")
    assert (await ask(picky, "/get_status.cgi", "User-Agent: python")).body == b""
    assert (await ask(picky, "/get_status.cgi", "User-Agent: Mozilla/5.0")).body


# Logins and privileges


def basic(name: str = "admin", password: str = "secret") -> str:
    return f"Authorization: Basic {b64encode(f'{name}:{password}'.encode()).decode()}"


def digest(reply: Reply, target: str, name: str = "admin", password: str = "secret", qop: bool = True) -> str:
    parts = dict(re.findall(r'(\w+)="([^"]*)"', reply["WWW-Authenticate"]))
    secret = hexdigest(f"{name}:{parts['realm']}:{password}")
    wanted = hexdigest(f"GET:{target}")
    extra = ', qop=auth, nc=00000001, cnonce="abc"' if qop else ""
    middle = f"{parts['nonce']}:00000001:abc:auth" if qop else parts["nonce"]
    response = hexdigest(f"{secret}:{middle}:{wanted}")
    return (
        f'Authorization: Digest username="{name}", realm="{parts["realm"]}", nonce="{parts["nonce"]}", '
        f'uri="{target}", response="{response}"{extra}'
    )


def hexdigest(text: str) -> str:
    return md5(text.encode()).hexdigest()


async def test_basic_login(camera: SimulatedCamera) -> None:
    reply = await ask(camera, "/get_camera_params.cgi")
    assert reply.status == 401
    assert reply["WWW-Authenticate"] == 'Basic realm="ipcamera_00626E51AC0D"'
    assert b"<H4>401 Unauthorized</H4>" in reply.body
    assert camera.refused_logins == 0
    assert (await ask(camera, "/get_camera_params.cgi", basic())).status == 200
    assert [each.authorised for each in camera.requests] == [False, True]
    for header in (basic(password="wrong"), "Authorization: Basic !!!"):
        assert (await ask(camera, "/get_camera_params.cgi", header)).status == 401
    assert camera.refused_logins == 2


async def test_query_login_with_any_characters(make: Make) -> None:
    camera = await make(username="jörg", password="pa ss&wörd=%+")
    query = "user=j%C3%B6rg&pwd=pa%20ss%26w%C3%B6rd%3D%25%2B"
    assert (await ask(camera, f"/check_user.cgi?{query}")).values["pwd"] == "pa ss&wörd=%+"
    assert (await ask(camera, f"/check_user.cgi?{query}x")).status == 401
    assert (await ask(camera, "/check_user.cgi", basic("jörg", "pa ss&wörd=%+"))).status == 200
    assert camera.refused_logins == 1


async def test_login_beside_settings_called_user(camera: SimulatedCamera) -> None:
    settings = "svr=ftp.example.org&port=21&user=up&pwd=load&mode=0&dir=/&upload_interval=0"
    assert (await ask(camera, f"/set_ftp.cgi?{settings}")).status == 401
    assert camera.refused_logins == 0
    assert (await ask(camera, f"/set_ftp.cgi?{settings}&cam_user=admin&cam_pwd=secret")).body == OK
    assert camera.records["params"]["ftp_user"] == "up"


async def test_digest_login(make: Make) -> None:
    camera = await make("new")
    challenge = await ask(camera, "/get_status.cgi")
    assert challenge.status == 401
    assert re.fullmatch(
        r'Digest realm="ipcamera_00626E51AC0D", nonce="[0-9a-f]{32}", qop="auth"',
        challenge["WWW-Authenticate"],
    )
    target = "/get_status.cgi?x=1"
    assert (await ask(camera, target, digest(challenge, target))).status == 200
    assert (await ask(camera, target, digest(challenge, target, qop=False))).status == 200
    assert (await ask(camera, "/get_misc.cgi", digest(challenge, target))).status == 401
    assert (await ask(camera, target, digest(challenge, target, password="wrong"))).status == 401
    assert camera.refused_logins == 2
    assert (await ask(camera, target, basic())).status == 401
    assert (await ask(camera, f"/get_status.cgi?{LOGIN}")).status == 200
    await camera.reboot()
    assert (await ask(camera, target, digest(challenge, target))).status == 401
    assert camera.refused_logins == 2


async def test_digest_by_aiohttp(make: Make) -> None:
    camera = await make("new")
    middleware = aiohttp.DigestAuthMiddleware("admin", "secret")
    async with aiohttp.ClientSession(middlewares=(middleware,)) as client:
        for _ in range(2):
            async with client.get(f"{camera.url}get_params.cgi") as response:
                assert response.status == 200
    assert [each.status for each in camera.requests] == [401, 200, 200]


async def test_firmware_that_takes_one_login_only(make: Make) -> None:
    camera = await make("query_only")
    assert (await ask(camera, "/check_user.cgi", basic())).status == 401
    assert (await ask(camera, f"/check_user.cgi?{LOGIN}", basic("x", "y"))).status == 200
    camera = await make("header_only")
    assert (await ask(camera, f"/check_user.cgi?{LOGIN}")).status == 401
    assert (await ask(camera, "/check_user.cgi?user=x", basic())).status == 200
    assert camera.refused_logins == 0


async def test_privileges(make: Make) -> None:
    accounts = [Account("op", "1", Access.OPERATOR), Account("guest", "2", Access.VISITOR)]
    camera = await make(accounts=accounts)
    allowed = {
        "op": {"check_user": 200, "decoder_control": 200, "set_alarm": 401},
        "guest": {"check_user": 200, "decoder_control": 401, "set_alarm": 401},
    }
    for name, password in (("op", "1"), ("guest", "2")):
        for command, status in allowed[name].items():
            reply = await ask(camera, f"/{command}.cgi?command=1&user={name}&pwd={password}")
            assert reply.status == status, (name, command)
    assert (await ask(camera, "/check_user.cgi?user=op&pwd=1")).values["pri"] == "2"
    assert (await ask(camera, "/check_user.cgi?user=guest&pwd=2")).values["pri"] == "1"
    assert camera.refused_logins == 0
    assert camera.records["params"]["user2_pri"] == "1"


async def test_accounts_are_the_settings(camera: SimulatedCamera) -> None:
    users = "&".join(f"user{n}=&pwd{n}=&pri{n}=0" for n in range(2, 9))
    assert (await ask(camera, f"/set_users.cgi?user1=root&pwd1=new&pri1=2&{users}", basic())).body == OK
    assert (await admin(camera, "check_user")).status == 401
    assert (await ask(camera, "/check_user.cgi?user=root&pwd=new")).values["user"] == "root"


# Settings


async def test_partial_sets(camera: SimulatedCamera) -> None:
    before = camera.dump()
    assert (await admin(camera, "set_alarm", "motion_armed=1")).body == OK
    before["params"]["alarm_motion_armed"] = "1"
    assert camera.dump() == before
    for command, query in (
        ("set_wifi", "enable=1"),
        ("set_mail", "svr=mail.example.org"),
        ("set_forbidden", "schedule_enable=1"),
        ("set_network", "port=81"),
        ("set_users", "user1=x"),
        ("set_devices", "dev2_alias=x"),
        ("set_ddns", "service=0"),
    ):
        login = "cam_user=admin&cam_pwd=secret" if command in ("set_mail", "set_ddns") else LOGIN
        reply = await ask(camera, f"/{command}.cgi?{query}&{login}")
        assert (reply.status, reply.body) == (200, ILLEGAL), command
    assert camera.dump() == before


async def test_a_whole_record_setter_forgets_what_it_is_not_told(make: Make) -> None:
    camera = await make("new")
    wifi = camera.records["params"]
    wifi["wifi_country"] = "5"
    params = [param for param in COMMANDS["set_wifi"].params if param.required]
    query = urlencode({param.name: wifi[param.field] for param in params})
    assert (await admin(camera, "set_wifi", query)).body == OK
    assert wifi["wifi_country"] == "0"
    assert wifi["wifi_signal_boost"] == ""
    assert (await admin(camera, "set_wifi", f"{query}&country=7&signal_boost=9")).body == OK
    assert (wifi["wifi_country"], wifi["wifi_signal_boost"]) == ("7", "9")


async def test_ranges(camera: SimulatedCamera) -> None:
    before = camera.dump()
    for command, query in (
        ("camera_control", "param=1&value=256"),
        ("camera_control", "param=1&value=x"),
        ("camera_control", "param=4&value=1"),
        ("camera_control", "param=0&value=9"),
        ("camera_control", "param=1"),
        ("set_alarm", "motion_sensitivity=10"),
        ("set_alias", "alias=" + 21 * "x"),
        ("set_decoder", "baud=1"),
        ("set_extra_io", "value=256"),
        ("set_mac", "mac=12"),
        ("comm_write", "port=0&baud=9&bytes=3&data=ab"),
        ("decoder_control", "command=256"),
        ("decoder_control", "command=up"),
        ("videostream", "resolution=7"),
        ("videostream", "rate=24"),
    ):
        assert (await admin(camera, command, query)).body == ILLEGAL, (command, query)
    assert camera.dump() == before


SETTERS = [
    pytest.param(profile, command, id=f"{profile}-{command.name}")
    for profile, catalogue in (("standard", COMMANDS), ("sdk21", COMMANDS_21))
    for command in catalogue.values()
    if command.group and command.effect is not Effect.READ
]


@pytest.mark.parametrize(("profile", "command"), SETTERS)
async def test_every_setter_changes_its_own_fields_only(make: Make, profile: str, command: Command) -> None:
    camera = await make(profile)
    record = camera.records[command.group]
    query = [f"{name}={value}" for name, value in command.fixed]
    query += [f"{param.name}={param.codec.encode(param.codec.sample())}" for param in command.params]
    before = camera.dump()
    reply = await ask(camera, f"{command.path}?{'&'.join(query)}", basic())
    assert reply.body == OK
    own = {param.field for param in command.params}
    own |= (
        {f"ddns_{name}" for name in ("service", "user", "pwd", "host", "proxy_svr", "proxy_port")}
        if (command.name == "set_factory_ddns")
        else set()
    )
    after = camera.dump()
    for group, fields in before.items():
        changed = {name for name in fields if after[group][name] != fields[name]}
        assert changed <= own, group
        assert fields.keys() == after[group].keys()
    for param in command.params:
        if param.field in record:
            assert record[param.field] == param.codec.encode(param.codec.sample())


async def test_a_seed(camera: SimulatedCamera) -> None:
    seed = {
        "params": {"alias": "Barn", "wifi_wpa_psk": "**REDACTED**"},
        "get_camera_params": {"brightness": "7"},
        "get_misc": {"led_mode": "2", "ptz_preset_rate": "3"},
    }
    camera.load(json.loads(json.dumps(seed)))
    assert (await ask(camera, "/get_status.cgi")).values["alias"] == "Barn"
    assert camera.records["params"]["wifi_wpa_psk"] == "apple tree 27"
    assert (await admin(camera, "get_camera_params")).values["brightness"] == "7"
    assert (await admin(camera, "get_misc")).values["ptz_preset_rate"] == "3"


async def test_texts_go_out_as_they_came_in(camera: SimulatedCamera) -> None:
    await admin(camera, "set_alias", "alias=Bob%27s%20Caf%C3%A9")
    assert "var alias='Bob's Café';\n".encode() in (await ask(camera, "/get_status.cgi")).body
    await admin(camera, "set_alias", "alias=%BB%A8%D4%B0")
    assert b"var alias='\xbb\xa8\xd4\xb0';\n" in (await ask(camera, "/get_status.cgi")).body
    assert picture((await admin(camera, "snapshot")).body).size


async def test_clock_is_set(camera: SimulatedCamera) -> None:
    assert (await admin(camera, "set_datetime", "now=1000&tz=-3600")).body == OK
    values = (await ask(camera, "/get_status.cgi")).values
    assert (values["now"], values["tz"]) == ("1000", "-3600")
    assert camera.wire.wall_clock() == datetime(1970, 1, 1, 1, 16, 40, tzinfo=UTC)
    assert (await admin(camera, "set_datetime", "now=soon")).body == ILLEGAL


async def test_factory_settings_backup_and_restore(camera: SimulatedCamera) -> None:
    camera.records["params"]["alias"] = "Backed up"
    backup = (await admin(camera, "backup_params")).body
    saved = camera.dump()
    assert (await admin(camera, "restore_factory")).body == OK
    await until(lambda: camera.reboots == 1 and camera.online)
    assert (await ask(camera, "/check_user.cgi", basic("admin", ""))).values["pwd"] == ""
    assert camera.records["params"]["alias"] == ""
    form = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + backup + b"\r\n--x--\r\n"
    upload = ("Content-Type: multipart/form-data; boundary=x", basic("admin", ""))
    broken = form.replace(backup, b"rubbish")
    reply = await ask(camera, "/restore_params.cgi", *upload, method="POST", body=broken)
    assert reply.body == b"error: illegal file."
    reply = await ask(camera, "/restore_params.cgi", *upload, method="POST", body=form)
    assert reply.body == OK
    await until(lambda: camera.reboots == 2 and camera.online)
    assert camera.dump() == saved


async def test_uploads(camera: SimulatedCamera) -> None:
    reply = await ask(camera, "/upgrade_firmware.cgi", basic())
    assert (reply.status, reply.body) == (200, b"error: illegal http frame.")
    async with aiohttp.ClientSession() as client:
        form = aiohttp.FormData()
        form.add_field("file", b"firmware\r\n\r\n--", filename="a.bin")
        url = f"{camera.url}upgrade_htmls.cgi?{LOGIN}"
        async with client.post(url, data=form) as response:
            assert await response.read() == OK
    assert netwave(camera).uploads == [("upgrade_htmls", b"firmware\r\n\r\n--")]


async def test_ddns_of_the_factory(camera: SimulatedCamera) -> None:
    query = "service=13&user=u&pwd=p&host=h&proxy_svr=s&proxy_port=8&cam_user=admin&cam_pwd=secret"
    assert (await ask(camera, f"/set_factory_ddns.cgi?{query}")).body == OK
    assert camera.records["params"]["ddns_host"] == "h"
    camera.records["params"]["ddns_host"] = "other"
    assert (await admin(camera, "restore_factory_ddns")).body == OK
    assert camera.records["params"]["ddns_host"] == "h"
    assert (await admin(camera, "get_factory_ddns")).values["factory_ddns_service"] == "13"


# Motors and output


async def move(camera: SimulatedCamera, command: int, query: str = "") -> None:
    assert (await admin(camera, "decoder_control", f"command={command}{query}")).body == OK


@pytest.mark.parametrize(
    ("command", "pan", "tilt"),
    [(0, 0, 1), (2, 0, -1), (4, -1, 0), (6, 1, 0), (90, -1, 1), (91, 1, 1), (92, -1, -1), (93, 1, -1)],
)
async def test_move_until_the_stop(camera: SimulatedCamera, command: int, pan: int, tilt: int) -> None:
    await move(camera, command)
    await asyncio.sleep(0.05)
    assert moving(camera)
    await move(camera, 1)
    assert not moving(camera)
    here = camera.position
    assert (here.pan > 0) - (here.pan < 0) == pan
    assert (here.tilt > 0) - (here.tilt < 0) == tilt
    await asyncio.sleep(0.02)
    assert camera.position == here


async def test_steps_centre_and_zoom(camera: SimulatedCamera) -> None:
    await move(camera, 6, "&onestep=1")
    await until(lambda: not camera.moving)
    assert camera.position == Position(5, 0, 0)
    await move(camera, 0, "&onestep=1&degree=2")
    await until(lambda: not camera.moving)
    assert camera.position == Position(5, 2, 0)
    await move(camera, 16)
    await asyncio.sleep(0.05)
    await move(camera, 17)
    assert camera.position.zoom > 0
    await move(camera, 25)
    await until(lambda: not camera.moving)
    assert camera.position[:2] == (0, 0)


async def test_presets_and_patrols(camera: SimulatedCamera) -> None:
    camera.head.go(Position(2, 3, 0))
    await until(lambda: not camera.moving)
    await move(camera, 30)
    await move(camera, 25)
    await until(lambda: not camera.moving)
    await move(camera, 31)
    await until(lambda: not camera.moving)
    assert camera.position == Position(2, 3, 0)
    await move(camera, 33)
    assert camera.position == Position(2, 3, 0)
    assert list(netwave(camera).decoder.presets) == [1]
    await move(camera, 28)
    await move(camera, 26)
    assert moving(camera)
    await move(camera, 29)
    await move(camera, 27)
    assert not moving(camera)


async def test_presets_are_disabled_by_a_restart(camera: SimulatedCamera) -> None:
    await move(camera, 30)
    camera.head.pan.go(10, 1000)
    await until(lambda: not camera.moving)
    await admin(camera, "set_misc", "ptz_disable_preset=1")
    await move(camera, 31)
    assert moving(camera)
    await camera.reboot(0)
    here = camera.position
    await move(camera, 31)
    assert camera.position == here


async def test_start_positions(camera: SimulatedCamera) -> None:
    netwave(camera).decoder.presets[3] = Position(1, 1, 0)
    await admin(camera, "set_misc", "ptz_preset_onstart=3")
    await camera.reboot(0)
    await until(lambda: not camera.moving)
    assert camera.position == Position(1, 1, 0)
    await admin(camera, "set_misc", "ptz_preset_onstart=0&ptz_center_onstart=1")
    await camera.reboot(0)
    await until(lambda: not camera.moving)
    assert camera.position == Position(0, 0, 0)


def test_axis() -> None:
    axis = Axis(-100, 100)
    axis.run(1e9)
    assert axis.position == 100
    assert axis.moving, "it strains on at the end stop until it is told to stop"
    axis.stop()
    axis.swing(1e9)
    assert -100 <= axis.position <= 100
    axis.go(500, 1e9)
    assert axis.position <= 100


async def test_output_and_lamp(make: Make) -> None:
    camera = await make()
    assert not infrared(camera)
    await move(camera, 95)
    assert infrared(camera)
    await move(camera, 94)
    assert not infrared(camera)
    camera = await make(lamp_when_low=False)
    await move(camera, 94)
    assert infrared(camera)
    await admin(camera, "set_extra_io", "value=129")
    assert netwave(camera).extra_io == 129
    await admin(camera, "comm_write", "port=1&baud=9&bytes=2&data=%01z")
    assert netwave(camera).serial_output == b"\x01z"


# Alarms


async def alarm(camera: SimulatedCamera) -> str:
    return (await ask(camera, "/get_status.cgi")).values["alarm_status"]


async def test_alarm_only_while_armed(camera: SimulatedCamera) -> None:
    camera.set_motion(True)
    assert await alarm(camera) == "0"
    await admin(camera, "set_alarm", "motion_armed=1")
    assert await alarm(camera) == "1"
    camera.set_sound(True)
    camera.set_input(True)
    await admin(camera, "set_alarm", "sounddetect_armed=1")
    assert await alarm(camera) == "1"
    camera.set_motion(False)
    assert await alarm(camera) == "3"
    await admin(camera, "set_alarm", "input_armed=1")
    assert await alarm(camera) == "2"
    camera.set_input(False)
    camera.set_sound(False)
    assert await alarm(camera) == "0"


async def test_alarm_schedule(camera: SimulatedCamera) -> None:
    camera.clock.set(datetime(2026, 3, 4, 17, 31, tzinfo=UTC).timestamp())
    camera.set_motion(True)
    await admin(camera, "set_alarm", "motion_armed=1&schedule_enable=1")
    assert await alarm(camera) == "0"
    # Wednesday 17:30 is quarter 70 of the day: bit 6 of the third word.
    await admin(camera, "set_alarm", f"schedule_wed_2={1 << 6}")
    assert await alarm(camera) == "1"
    await admin(camera, "set_datetime", "tz=900")
    assert await alarm(camera) == "0"


async def test_viewing_forbidden(camera: SimulatedCamera) -> None:
    always = "&".join(
        f"schedule_{day}_{part}=4294967295"
        for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
        for part in range(3)
    )
    watching = asyncio.create_task(ask(camera, f"/videostream.cgi?{LOGIN}"))
    await until(lambda: camera.frames_sent)
    assert (await admin(camera, "set_forbidden", f"schedule_enable=1&{always}")).body == OK
    await watching
    assert camera.open_streams == 0
    for command in ("snapshot", "videostream"):
        assert (await admin(camera, command)).body == b"error: forbidden."
    assert (await admin(camera, "set_forbidden", f"schedule_enable=0&{always}")).body == OK
    assert (await admin(camera, "snapshot")).body.startswith(b"\xff\xd8")


async def test_push(camera: SimulatedCamera) -> None:
    called: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.0 200 OK\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/api/webhook/abc?x=1".replace("&", "%26")
    await admin(camera, "set_alarm", f"motion_armed=1&http=1&http_url={url}")
    camera.set_motion(True)
    await until(lambda: called)
    assert called[0].startswith(f"GET /api/webhook/abc?x=1 HTTP/1.0\r\nHOST: 127.0.0.1:{port}\r\n".encode())
    camera.set_motion(False)
    camera.set_motion(True)
    await until(lambda: len(called) == 2)
    camera.set_motion(True)
    await admin(camera, "set_alarm", "http_url=http://192.0.2.1/x")
    camera.set_motion(False)
    camera.set_motion(True)
    await asyncio.sleep(0.05)
    assert len(netwave(camera).alarm.pushes) == 2
    server.close()


async def test_consequences_of_an_alarm(camera: SimulatedCamera) -> None:
    netwave(camera).decoder.presets[2] = Position(1, 0, 0)
    await admin(camera, "set_alarm", "motion_armed=1&iolinkage=1&ioout_level=0&preset=2")
    camera.set_motion(True)
    assert not output_high(camera)
    await until(lambda: camera.position.pan == 1)
    camera.set_motion(False)
    assert output_high(camera)
    log = (await admin(camera, "get_log")).body.decode()
    assert re.fullmatch(r"var log_text='(.*\\n)+\n';\n", log)
    assert re.search(r"\w{3}, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d +admin +127.0.0.1 +access\\n", log)
    assert re.search(r" {10,}127.0.0.1 +motion detect\\n", log)


async def test_motion_that_comes_and_goes(camera: SimulatedCamera) -> None:
    camera.motion_every(0.02, 0.02)
    for _ in range(2):
        await until(lambda: camera.sensors.motion)
        await until(lambda: not camera.sensors.motion)


# Questions


async def test_wifi_scan(camera: SimulatedCamera) -> None:
    assert (await admin(camera, "get_wifi_scan_result")).body == b""
    assert (await admin(camera, "wifi_scan")).body == OK
    assert (await admin(camera, "get_wifi_scan_result")).body == b""
    await asyncio.sleep(0.55)
    text = (await admin(camera, "get_wifi_scan_result")).body.decode()
    assert text.startswith("var ap_bssid=new Array();\n")
    assert "ap_ssid[2]='Bob's café';\n" in text
    assert text.endswith("var ap_number=4;\n")


async def test_mail_and_ftp(camera: SimulatedCamera) -> None:
    assert (await admin(camera, "test_mail")).body == b"var result=-1;\n"
    camera.records["params"]["ftp_svr"] = "ftp.example.org"
    assert (await admin(camera, "test_ftp")).body == b"var result=0;\n"


# Pictures


async def test_snapshot(camera: SimulatedCamera) -> None:
    camera.clock.set(0)
    reply = await admin(camera, "snapshot")
    assert reply["Content-Type"] == "image/jpeg"
    assert reply["Content-Disposition"] == 'filename="snapshot_00626E51AC0D_19700101000000.jpg"'
    assert int(reply["Content-Length"]) == len(reply.body)
    assert picture(reply.body).size == (640, 480)
    # The odd forms of these cameras' encoder: a long APP0, and SOF0 before DQT.
    assert reply.body.startswith(b"\xff\xd8\xff\xe0\x00\x13JFIF\x00")
    assert reply.body.index(b"\xff\xc0\x00\x11") < reply.body.index(b"\xff\xdb")
    assert (await admin(camera, "snapshot", "next_url=door"))["Content-Disposition"] == 'filename="door.jpg"'
    for code, size in (("2", (160, 120)), ("8", (320, 240)), ("32", (640, 480))):
        await admin(camera, "camera_control", f"param=0&value={code}")
        assert picture((await admin(camera, "snapshot")).body).size == size


async def frames(camera: SimulatedCamera, query: str, count: int) -> tuple[str, list[bytes]]:
    """Read whole frames off the wire, strictly as the camera frames them; return the head too."""
    reader, writer = await asyncio.open_connection(*camera.address)
    writer.write(f"GET /videostream.cgi?{query}&{LOGIN} HTTP/1.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    pictures = []
    for _ in range(count):
        assert await reader.readline() == b"--ipcamera\r\n"
        assert await reader.readline() == b"Content-Type: image/jpeg\r\n"
        length = re.fullmatch(rb"Content-Length: (\d+)\r\n", await reader.readline())
        assert length
        assert await reader.readline() == b"\r\n"
        pictures.append(await reader.readexactly(int(length[1])))
        assert await reader.readexactly(2) == b"\r\n"
    writer.close()
    return head, pictures


async def test_stream_form(camera: SimulatedCamera) -> None:
    head, pictures = await frames(camera, "resolution=8", 4)
    assert head.startswith("HTTP/1.1 200 OK\r\nServer: Netwave IP Camera\r\nDate: ")
    assert head.endswith(
        "Accept-Ranges: bytes\r\nConnection: close\r\n"
        "Content-Type: multipart/x-mixed-replace;boundary=ipcamera\r\n\r\n"
    )
    assert {picture(each).size for each in pictures} == {(320, 240)}
    assert len(set(pictures)) == 4
    await until(lambda: camera.open_streams == 0)
    assert camera.streams_opened == 1
    assert camera.frames_sent >= 3


@pytest.mark.parametrize(("rate", "seconds"), [(0, 1 / 30), (1, 0.05), (6, 0.1), (7, 0.1), (11, 0.2)])
async def test_stream_rate(camera: SimulatedCamera, rate: int, seconds: float) -> None:
    await frames(camera, "resolution=8", 1)
    started = monotonic()
    await frames(camera, f"resolution=8&rate={rate}", 4)
    assert 3 * seconds * 0.9 < monotonic() - started < 3 * seconds + 10


async def test_viewers_share_a_frame(camera: SimulatedCamera) -> None:
    camera.fps = 5
    results = await asyncio.gather(*(frames(camera, "", 2) for _ in range(8)))
    assert len({each for _, pictures in results for each in pictures}) <= 3
    assert camera.streams_opened == 8


async def test_a_stalled_viewer_delays_nobody(camera: SimulatedCamera) -> None:
    reader, stalled = await asyncio.open_connection(*camera.address, limit=1024)
    stalled.write(f"GET /videostream.cgi?{LOGIN} HTTP/1.1\r\n\r\n".encode())
    await until(lambda: camera.open_streams == 1)
    await frames(camera, "resolution=8", 10)
    await until(lambda: camera.open_streams == 1)
    stalled.close()
    del reader
    await until(lambda: camera.open_streams == 0)


NEUTRAL = View(
    position=Position(0, 0, 0),
    moving=False,
    night=False,
    infrared=False,
    walking=None,
    tone=Tone(),
    title="Garden",
    time=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    seconds=0,
    frame=1,
)


def seen(scenery: Scenery, **changes: Any) -> Image.Image:
    return picture(render((320, 240), replace(NEUTRAL, **changes), scenery))


def spread(image: Image.Image) -> float:
    return sum(ImageStat.Stat(image).stddev)


def difference(first: Image.Image, second: Image.Image) -> float:
    return mean(ImageChops.difference(first, second))


every_scenery = pytest.mark.parametrize("scenery", [FIELD, GARDEN], ids=["field", "garden"])


@every_scenery
def test_scene_reacts(scenery: Scenery) -> None:
    looks = partial(seen, scenery)
    plain = looks()
    assert difference(plain, looks()) == 0
    assert difference(plain, looks(position=Position(60, 0, 0))) > 5
    assert difference(plain, looks(position=Position(0, 60, 0))) > 5
    assert difference(plain, looks(position=Position(0, 0, 60))) > 5
    assert difference(plain, looks(walking=3.0)) > 0.5
    assert difference(looks(walking=3.0), looks(walking=3.3)) > 0.3
    assert difference(plain, looks(seconds=5)) > 0.1
    assert difference(plain, looks(frame=2)) > 0
    assert mean(looks(tone=Tone(brightness=0.8))) > mean(plain) + 20
    assert mean(looks(tone=Tone(brightness=0.2))) < mean(plain) - 20
    assert spread(looks(tone=Tone(contrast=0.9))) > spread(plain) > spread(looks(tone=Tone(contrast=0.1)))
    mirrored = looks(tone=Tone(mirror=True)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert difference(plain, mirrored) < 6 < difference(plain, looks(tone=Tone(mirror=True)))
    flipped = looks(tone=Tone(flip=True)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    assert difference(plain, flipped) < 6 < difference(plain, looks(tone=Tone(flip=True)))
    night = looks(night=True)
    lit = looks(night=True, infrared=True)
    assert mean(night) < mean(lit) < mean(plain)
    red, _, blue = ImageStat.Stat(lit).mean
    assert abs(red - blue) < 3


async def test_settings_reach_the_picture(camera: SimulatedCamera) -> None:
    camera.fps = 1000
    before = mean(picture((await admin(camera, "snapshot")).body))
    await admin(camera, "camera_control", "param=1&value=250")
    assert mean(picture((await admin(camera, "snapshot")).body)) > before + 20
    camera.night = True
    assert mean(picture((await admin(camera, "snapshot")).body)) < before + 60


@every_scenery
def test_a_picture_is_cheap(scenery: Scenery) -> None:
    render((640, 480), NEUTRAL, scenery)
    # 8 ms are wanted, and a busy machine may take some more.
    assert min(work(lambda: render((640, 480), NEUTRAL, scenery)) for _ in range(20)) < 0.04


# Faults


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (faults.Status(), (503, b"sign in")),
        (faults.Status(status=401), (401, b"sign in")),
        (faults.Empty(), (200, b"")),
        (faults.Html(), (200, b"<!DOCTYPE html>")),
        (faults.Body(body=b"var a=1;"), (200, b"var a=1;")),
        (faults.TwoLengths(), (200, b"var id")),
        (faults.WrongLength(), (200, b"var id")),
        (faults.Charset(), (200, b"var id")),
        (faults.HeaderLine(), (200, b"var id")),
        (faults.NoReason(), (200, b"var id")),
        (faults.Slow(size=100, delay=0.001), (200, b"var id")),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, faults.Fault) else None,
)
async def test_spoiled_answers(
    camera: SimulatedCamera, fault: faults.Fault, expected: tuple[int, bytes]
) -> None:
    camera.faults.add(fault)
    reply = await raw_status(camera)
    status, start = expected
    assert f" {status}".encode() in reply.split(b"\r\n")[0]
    body = reply.partition(b"\r\n\r\n")[2]
    assert start in body if start else not body
    camera.faults.clear()
    assert (await ask(camera, "/get_status.cgi")).values["id"] == camera.serial


async def raw_status(camera: SimulatedCamera) -> bytes:
    reader, writer = await asyncio.open_connection(*camera.address)
    writer.write(b"GET /get_status.cgi HTTP/1.1\r\n\r\n")
    try:
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()


async def test_forms_of_a_spoiled_head(camera: SimulatedCamera) -> None:
    async def head(fault: faults.Fault) -> bytes:
        camera.faults.add(fault)
        reply = await raw_status(camera)
        camera.faults.clear()
        return reply.partition(b"\r\n\r\n")[0]

    assert (await head(faults.HeaderLine())).split(b"\r\n")[1] == b"IP Camera"
    assert (await head(faults.NoReason())).split(b"\r\n")[0] == b"HTTP/1.1 200"
    assert (await head(faults.TwoLengths())).count(b"Content-Length") == 2
    assert b"text/plain; charset=utf-16" in await head(faults.Charset())
    length = int((await ask(camera, "/get_status.cgi"))["Content-Length"])
    assert f"Content-Length: {length + 3}\r\n".encode() in await head(faults.WrongLength(error=3))


async def test_half_an_answer(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Cut())
    reply = await ask(camera, "/get_status.cgi")
    assert len(reply.body) == int(reply["Content-Length"]) // 2


async def test_reset(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Reset())
    with pytest.raises(ConnectionResetError):
        await ask(camera, "/get_status.cgi")


async def test_a_late_answer(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Late(delay=0.1))
    await ask(camera, "/get_status.cgi")
    await asyncio.gather(*(ask(camera, "/get_status.cgi") for _ in range(3)))
    assert max(each.connections for each in camera.requests) > 1
    assert camera.requests[1].at - camera.requests[0].at > 0.1


async def test_silence_with_and_without_effect(camera: SimulatedCamera) -> None:
    for execute, alias in ((False, "Garden"), (True, "Shed")):
        camera.faults.add(faults.Silence(command="set_alias", execute=execute, times=1))
        with pytest.raises(TimeoutError):
            await ask(camera, f"/set_alias.cgi?alias=Shed&{LOGIN}", patience=0.1)
        assert camera.records["params"]["alias"] == alias
        await until(lambda: camera.connections == 0)


async def test_endless_header_and_huge_body(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.EndlessHeader())
    reader, writer = await asyncio.open_connection(*camera.address)
    writer.write(b"GET /get_status.cgi HTTP/1.1\r\n\r\n")
    assert len(await reader.readexactly(200_000)) == 200_000
    writer.close()
    camera.faults.clear()
    camera.faults.add(faults.Huge(size=3 << 20))
    reply = await ask(camera, "/get_status.cgi")
    assert len(reply.body) == int(reply["Content-Length"]) == 3 << 20


async def test_refused_and_unreachable(camera: SimulatedCamera) -> None:
    fault = camera.faults.add(faults.Refused())
    with pytest.raises(ConnectionRefusedError):
        await ask(camera, "/get_status.cgi")
    camera.faults.remove(fault)
    assert (await ask(camera, "/get_status.cgi")).status == 200
    camera.faults.add(faults.Unreachable())
    with pytest.raises(TimeoutError):
        await ask(camera, "/get_status.cgi", patience=0.3)
    camera.faults.clear()
    assert (await ask(camera, "/get_status.cgi")).status == 200


async def test_which_requests_are_struck(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Status(path="/get_s*", skip=1, times=2))
    camera.faults.add(faults.Status(command="check_user", status=404))
    statuses = [(await ask(camera, "/get_status.cgi")).status for _ in range(5)]
    assert statuses == [200, 503, 503, 200, 200]
    assert (await admin(camera, "check_user")).status == 404
    assert (await admin(camera, "get_misc")).status == 200
    camera.faults.clear()
    sometimes = camera.faults.add(faults.Status(probability=0.5))
    statuses = [(await ask(camera, "/get_status.cgi")).status for _ in range(30)]
    assert set(statuses) == {200, 503}
    assert sometimes.struck == statuses.count(503)


async def test_overload(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Overload(connections=1, status=401))
    assert (await ask(camera, "/get_status.cgi")).status == 200
    await until(lambda: camera.connections == 0)
    _, writer = await asyncio.open_connection(*camera.address)
    writer.write(f"GET /videostream.cgi?{LOGIN} HTTP/1.1\r\n\r\n".encode())
    await until(lambda: camera.open_streams)
    assert (await ask(camera, "/get_status.cgi")).status == 401
    writer.close()


async def stream(camera: SimulatedCamera, fault: faults.Fault) -> bytes:
    camera.faults.add(fault)
    reader, writer = await asyncio.open_connection(*camera.address)
    writer.write(f"GET /videostream.cgi?resolution=8&{LOGIN} HTTP/1.1\r\n\r\n".encode())
    got = bytearray()
    try:
        async with asyncio.timeout(0.3):
            while chunk := await reader.read(65536):
                got += chunk
    except TimeoutError, ConnectionResetError:
        pass
    writer.close()
    camera.faults.clear()
    return bytes(got)


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (faults.Boundary(), lambda body: body.count(b"--ipcamera\r\n--ipcamera\r\nContent") > 2),
        (faults.Boundary(form="dashed"), lambda body: b"\r\n----ipcamera\r\n" in body),
        (faults.Boundary(form="missing"), lambda body: b"--ipcamera" not in body),
        (faults.Boundary(form="announced_dashed"), lambda body: b"boundary=--ipcamera\r\n" in body),
        (faults.StreamCut(), lambda body: body.count(b"--ipcamera") == 3),
        (faults.StreamCut(after=2, reset=True), lambda body: body.count(b"--ipcamera") == 2),
        (faults.StreamStall(), lambda body: body.count(b"--ipcamera") == 3),
        (faults.StreamZeros(), lambda body: body.count(b"\xff\xd8\xff") == 3 and bytes(500) in body),
        (faults.StreamTruncated(), lambda body: body.count(b"\xff\xd9\r\n--ipcamera") == 3),
        (faults.StreamLength(after=0), lambda body: b"Content-Length" not in body),
        (faults.StreamLength(after=0, error=9), lambda body: b"Content-Length" in body),
    ],
)
async def test_spoiled_streams(
    camera: SimulatedCamera, fault: faults.Fault, holds: Callable[[bytes], bool]
) -> None:
    assert holds(await stream(camera, fault))
    await until(lambda: camera.open_streams == 0 and camera.connections == 0)


async def test_truncated_still(camera: SimulatedCamera) -> None:
    camera.faults.add(faults.Short())
    reply = await admin(camera, "snapshot")
    assert int(reply["Content-Length"]) == len(reply.body)
    with pytest.raises(OSError, match="truncated"):
        picture(reply.body)


# Life and death


async def test_reboot_keeps_settings_and_port(camera: SimulatedCamera) -> None:
    await admin(camera, "set_alias", "alias=Kept")
    watching = asyncio.create_task(ask(camera, f"/videostream.cgi?{LOGIN}"))
    await until(lambda: camera.open_streams)
    address = camera.address
    assert (await admin(camera, "reboot")).body == OK
    await until(lambda: not camera.online)
    with pytest.raises(ConnectionRefusedError):
        await ask(camera, "/get_status.cgi")
    with suppress(ConnectionResetError):
        await watching
    await until(lambda: camera.online)
    assert camera.address == address
    assert (await ask(camera, "/get_status.cgi")).values["alias"] == "Kept"
    assert camera.open_streams == 0


async def test_reboot_and_faults(camera: SimulatedCamera) -> None:
    booting = camera.reboot(0.05)
    camera.faults.add(faults.Status())
    with pytest.raises(ConnectionRefusedError):
        await ask(camera, "/get_status.cgi")
    await booting
    assert (await ask(camera, "/get_status.cgi")).status == 503


async def test_only_loopback(camera: SimulatedCamera) -> None:
    assert camera.address.host == "127.0.0.1"
    assert isinstance(camera.address, Address)
    assert camera.url == f"http://127.0.0.1:{camera.address.port}/"


async def test_connections_are_bounded(camera: SimulatedCamera) -> None:
    writers = [(await asyncio.open_connection(*camera.address))[1] for _ in range(MAX_CONNECTIONS)]
    await until(lambda: camera.connections == MAX_CONNECTIONS)
    reader, writer = await asyncio.open_connection(*camera.address)
    assert await reader.read() == b""
    for each in (*writers, writer):
        each.close()
    await until(lambda: camera.connections == 0)


async def test_request_log_is_bounded(camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.camera.MAX_LOG", 10)
    for number in range(25):
        await ask(camera, f"/get_status.cgi?n={number}")
    assert len(camera.requests) <= 10
    assert camera.requests[-1].query == [("n", "24")]
    assert camera.requests[-1].target == "/get_status.cgi?n=24"
    assert camera.requests[-1].headers["host"] == "127.0.0.1"


async def test_nothing_is_left_behind() -> None:
    before = asyncio.all_tasks()
    camera = SimulatedCamera(fps=30)
    camera.motion_every(10, 0.01)
    await camera.start()
    _, writer = await asyncio.open_connection(*camera.address)
    writer.write(f"GET /videostream.cgi?{LOGIN} HTTP/1.1\r\n\r\n".encode())
    _, idle = await asyncio.open_connection(*camera.address)
    camera.faults.add(faults.Silence(path="/get_misc.cgi"))
    _, silent = await asyncio.open_connection(*camera.address)
    silent.write(f"GET /get_misc.cgi?{LOGIN} HTTP/1.1\r\n\r\n".encode())
    await until(lambda: camera.open_streams == 1 and camera.connections == 3)
    booting = camera.reboot(60)
    await camera.stop()
    assert booting.cancelled()
    assert camera.open_streams == camera.connections == 0
    assert asyncio.all_tasks() == before
    for each in (writer, idle, silent):
        each.close()


async def test_it_can_be_started_again(camera: SimulatedCamera) -> None:
    port = camera.address.port
    await camera.stop()
    await camera.start(port)
    assert (await ask(camera, "/get_status.cgi")).status == 200


async def test_several_cameras_in_one_process(make: Make) -> None:
    cameras = [await make(alias=f"Camera {n}", serial=f"00626E00000{n}") for n in range(4)]
    answers = await asyncio.gather(*(ask(camera, "/get_status.cgi") for camera in cameras))
    assert [answer.values["id"] for answer in answers] == [camera.serial for camera in cameras]


async def test_https(tmp_path: Path) -> None:
    camera = SimulatedCamera(tls=self_signed(tmp_path))
    async with camera.running(), aiohttp.ClientSession(base_url=camera.url) as client:
        assert camera.url.startswith("https://")
        async with client.get("get_status.cgi", ssl=False) as response:
            assert b"var id" in await response.read()
        camera.faults.add(faults.Reset())
        with pytest.raises(aiohttp.ClientError):
            await client.get("get_status.cgi", ssl=False)


async def test_command_line() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", "0", "--alias", "Shell", "--motion-every", "1", "1",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    found = re.match(r"http://127\.0\.0\.1:(\d+)/", line)
    assert found
    reader, writer = await asyncio.open_connection("127.0.0.1", int(found[1]))
    writer.write(b"GET /get_status.cgi HTTP/1.1\r\n\r\n")
    assert b"alias='Shell'" in await reader.read()
    writer.close()
    process.send_signal(2)
    assert await asyncio.wait_for(process.wait(), 5) == 0


async def test_command_line_takes_a_dump() -> None:
    """Its dialect goes with it; what is no dump is told in a line."""
    devices = Path(__file__).parent / "devices"
    for dump, code, said in (
        (devices / "netwave_sdk21" / "IPCAM_0.22.2.13.json", 0, b"http://127.0.0.1:"),
        (devices / "README", 2, b"is no dump of a camera"),
    ):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "simulator", "--port", "0", "--load", dump),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert process.stdout is not None
        text = await asyncio.wait_for(process.stdout.readline() if code == 0 else process.stdout.read(), 20)
        assert said in text
        if code == 0:
            process.send_signal(2)
        assert await asyncio.wait_for(process.wait(), 5) == code
