"""How the servers of the simulated cameras speak HTTP, seen by raw sockets and not by our own client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
import re
import ssl
from time import monotonic
from typing import Any

import pytest

from simulator import MANNERS, Manners, SimulatedCamera, faults
from simulator.wires import WIRES
from tests.certificate import self_signed

pytestmark = pytest.mark.usefixtures("socket_enabled")

type Serve = Callable[..., Awaitable[SimulatedCamera]]

LOGIN = "user=admin&pwd=secret"
STATUS = "/get_status.cgi"
STILL = f"/snapshot.cgi?{LOGIN}"
STREAM = f"/videostream.cgi?resolution=8&{LOGIN}"
SENDS_AWAY = "to_https"


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts a camera whose server has these manners."""
    running: list[SimulatedCamera] = []

    async def start(manners: str | Manners, dialect: str = "netwave", **options: Any) -> SimulatedCamera:
        record = MANNERS[manners] if isinstance(manners, str) else manners
        camera = SimulatedCamera(dialect, manners=record, fps=30, reboot_seconds=0.05, **options)
        await camera.start()
        running.append(camera)
        return camera

    yield start
    for camera in running:
        await camera.stop()


class Line:
    """One connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.head: list[str] = []
        """The head of the newest answer."""

    def say(self, target: str, *headers: str, version: str = "1.1") -> None:
        lines = [f"GET {target} HTTP/{version}", "Host: 127.0.0.1", *headers, "", ""]
        self.writer.write("\r\n".join(lines).encode())

    async def hear_head(self) -> list[str]:
        raw = b""
        while line := await self.reader.readline():
            if not line.rstrip(b"\r\n"):
                break
            raw += line
        self.head = raw.decode("latin-1").replace("\r", "").splitlines()
        return self.head

    async def hear(self) -> bytes:
        """Return the body of an answer that says how long it is, in whichever way."""
        await self.hear_head()
        if length := self["content-length"]:
            return await self.reader.readexactly(int(length))
        if self["transfer-encoding"] != "chunked":
            return await self.reader.read()
        body = b""
        while size := int(await self.reader.readline(), 16):
            body += await self.reader.readexactly(size)
            assert await self.reader.readexactly(2) == b"\r\n"
        assert await self.reader.readexactly(2) == b"\r\n"
        return body

    async def ask(self, target: str, *headers: str, version: str = "1.1") -> bytes:
        self.say(target, *headers, version=version)
        return await self.hear()

    async def until_silence(self, seconds: float = 0.5) -> bytes:
        """Return what comes until the connection ends or nothing has come for a while."""
        heard = b""
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout(seconds):
                    if not (some := await self.reader.read(65536)):
                        break
                    heard += some
        return heard

    def __getitem__(self, name: str) -> str:
        fields = (line.partition(":") for line in self.head[1:])
        return next((text.strip() for known, _, text in fields if known.lower() == name), "")

    @property
    def status(self) -> int:
        return int(self.head[0].split(" ")[1])


@asynccontextmanager
async def line_to(camera: SimulatedCamera, **options: Any) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection(*camera.address, **options)
    try:
        async with asyncio.timeout(10):
            yield Line(reader, writer)
    finally:
        writer.close()


def unchunked(raw: bytes) -> bytes:
    body = b""
    while size := int(raw.partition(b"\r\n")[0] or b"0", 16):
        raw = raw.partition(b"\r\n")[2]
        body, raw = body + raw[:size], raw[size + 2 :]
    return body


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


# What is the same whatever the server


@pytest.mark.parametrize("name", [name for name in MANNERS if name != SENDS_AWAY])
@pytest.mark.parametrize("dialect", WIRES)
async def test_the_camera_says_the_same_behind_every_server(serve: Serve, dialect: str, name: str) -> None:
    target = {
        "netwave": "/get_camera_params.cgi?user=admin&pwd=secret",
        "foscam_hd": "/cgi-bin/CGIProxy.fcgi?cmd=getImageSetting&usr=admin&pwd=secret",
        "hucoms": "/cgi-bin/control/camcolor.cgi?action=getcolor&id=admin&passwd=secret",
        "anjia": "/cgi-bin/getinfo?",
    }[dialect]
    bodies = []
    for manners in ("plain", name):
        camera = await serve(manners, dialect)
        async with line_to(camera) as line:
            line.say(target)
            head, body = re.split(rb"\r?\n\r?\n", await line.until_silence(), maxsplit=1)
            assert b" 200 " in head.splitlines()[0]
            bodies.append(unchunked(body) if b"chunked" in head else body)
        assert camera.requests[0].authorised
    assert bodies[0] == bodies[1] != b""


@pytest.mark.parametrize("name", [name for name in MANNERS if name != SENDS_AWAY])
async def test_streams_run_behind_every_server(serve: Serve, name: str) -> None:
    camera = await serve(name)
    async with line_to(camera) as line:
        line.say(STREAM)
        head = await line.hear_head()
        assert line["content-type"].startswith("multipart/x-mixed-replace;boundary=ipcamera"), head
        assert not line["content-length"]
        heard = b""
        while heard.count(b"\xff\xd9") < 3:
            heard += await line.reader.read(65536)
        body = heard
        if line["transfer-encoding"]:
            body = unchunked(heard[: heard.rindex(b"\r\n") + 2] + b"0\r\n")
        newline = b"\n" if MANNERS[name].bare_newlines else b"\r\n"
        assert body.startswith(b"--ipcamera" + newline + b"Content-Type: image/jpeg" + newline)
        length = re.search(rb"Content-Length: (\d+)\r?\n\r?\n\xff\xd8", body)
        assert length
        jpeg = body[length.end() - 2 :][: int(length[1])]
        assert jpeg.endswith(b"\xff\xd9")
        assert body[length.end() - 2 + len(jpeg) :].startswith(newline + b"--ipcamera")
    await until(lambda: camera.open_streams == camera.connections == 0)


@pytest.mark.parametrize("name", ["keep_alive", "lighttpd", "silent_close", "boa"])
async def test_a_stream_that_ends(serve: Serve, name: str) -> None:
    """A stream without chunks ends with its connection, even where connections are kept."""
    camera = await serve(name)
    async with line_to(camera) as line:
        line.say(STREAM)
        await line.hear_head()
        assert line["connection"] == {"keep_alive": "close", "boa": "close"}.get(name, "")
        await line.reader.readuntil(b"\xff\xd9")
        camera.records["forbidden"].update(
            dict.fromkeys(camera.records["forbidden"], "4294967295") | {"schedule_enable": "1"}
        )
        rest = await line.until_silence(2)
        assert rest.endswith(b"\r\n0\r\n\r\n" if name == "lighttpd" else b"\r\n")
        if name == "lighttpd":
            assert b"var id=" in await line.ask(STATUS)
        else:
            assert line.reader.at_eof()


# Heads

DATE = r"Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"
EPOCH = r"Date: Thu, 01 Jan 1970 \d\d:\d\d:\d\d GMT"

HEADS = {
    "netwave": [
        "HTTP/1.1 200 OK",
        "Server: Netwave IP Camera",
        EPOCH,
        "Content-Type: text/plain",
        r"Content-Length: \d+",
        "Cache-Control: no-cache",
        "Connection: close",
    ],
    "thttpd": [
        "HTTP/1.1 200 OK",
        "Server: thttpd/2.25b 29dec2003",
        "Content-Type: text/plain; charset=iso-8859-1",
        DATE,
        "Last-Modified: .* GMT",
        "Accept-Ranges: bytes",
        "Connection: close",
        r"Content-Length: \d+",
    ],
    "thttpd_cgi": ["HTTP/1.0 200 OK", "Content-Type: text/plain"],
    "boa": [
        "HTTP/1.0 200 OK",
        EPOCH,
        "Server: Boa/0.94.13",
        "Connection: close",
        "Content-type: text/plain",
    ],
    "goahead": [
        "HTTP/1.1 200 OK",
        "Server: GoAhead-Webs",
        r"Date: Sat Jan  1 \d\d:\d\d:\d\d 2000",
        "Pragma: no-cache",
        "Cache-Control: no-cache",
        "Content-Type: text/plain",
    ],
    "goahead_cgi": [
        "HTTP/1.1 200 OK",
        r"Date: Thu Jan  1 \d\d:\d\d:\d\d 1970",
        "Server: GoAhead-Webs",
        r"Last-modified: Thu Jan  1 \d\d:\d\d:\d\d 1970",
        "Content-type: text/plain",
        "Cache-Control: no-cache",
        r"Content-length: \d+",
        "Connection: close",
    ],
    "lighttpd": [
        "HTTP/1.1 200 OK",
        "Content-Type: text/plain",
        "Transfer-Encoding: chunked",
        DATE,
        "Server: lighttpd/1.4.31",
    ],
    "mini_httpd": [
        "HTTP/1.0 200 Ok",
        "Server: mini_httpd/1.19 19dec2003",
        DATE,
        "Cache-Control: no-cache,no-store",
        "Content-Type: text/plain; charset=%s",
        "Connection: close",
    ],
    "uc_httpd": ["HTTP/1.0 200 OK", "Content-type: text/plain", "Server: uc-httpd 1.0.0", "Expires: 0"],
    "hucoms": ["HTTP/1.1 200 OK", "Content-type: text/plain", r"Content-Length: \d+"],
    "gsoap": [
        "HTTP/1.1 200 OK",
        "Server: gSOAP/2.8",
        "X-Frame-Options: SAMEORIGIN",
        "Content-Type: text/plain; charset=utf-8",
        r"Content-Length: \d+",
        "Connection: close",
    ],
    "silent_close": [
        "HTTP/1.1 200 OK",
        "Server: Netwave IP Camera",
        DATE,
        "Content-Type: text/plain",
        r"Content-Length: \d+",
        "Cache-Control: no-cache",
    ],
    "closed": [
        "HTTP/1.0 200 OK",
        "Server: Netwave IP Camera",
        DATE,
        "Content-Type: text/plain",
        "Cache-Control: no-cache",
        "Connection: closed",
    ],
    "small_letters": [
        "HTTP/1.1 200 OK",
        "connection:Close",
        r"content-length:\d+",
        "content-type:text/plain",
        "server:ipcam",
    ],
    "wrong_charset": [
        "HTTP/1.1 200 OK",
        "Server: Netwave IP Camera",
        DATE,
        "Content-Type: text/plain; charset=gb2312",
        r"Content-Length: \d+",
        "Cache-Control: no-cache",
        "Connection: close",
    ],
}


@pytest.mark.parametrize("name", HEADS)
async def test_heads(serve: Serve, name: str) -> None:
    camera = await serve(name)
    async with line_to(camera) as line:
        line.say(STATUS)
        head = await line.hear_head()
    assert len(head) == len(HEADS[name]), head
    for line_told, wanted in zip(head, HEADS[name], strict=True):
        assert re.fullmatch(wanted.replace("(", r"\("), line_told), (line_told, wanted)


async def test_line_ends(serve: Serve) -> None:
    for name, found in (("uc_httpd", False), ("boa", True)):
        camera = await serve(name)
        async with line_to(camera) as line:
            line.say(STATUS)
            head = (await line.until_silence()).partition(b"var id")[0]
            assert (b"\r" in head) is found
            assert head.endswith(b"\r\n\r\n" if found else b"\n\n")


async def test_a_challenge_goes_with_every_head(serve: Serve) -> None:
    for name in MANNERS:
        if name != SENDS_AWAY:
            camera = await serve(name)
            async with line_to(camera) as line:
                line.say("/get_params.cgi")
                await line.hear_head()
                assert line.status == 401
                assert line["www-authenticate"] == 'Basic realm="ipcamera_00626E51AC0D"', name


async def test_pictures_are_in_no_charset(serve: Serve) -> None:
    camera = await serve("thttpd")
    async with line_to(camera) as line:
        assert (await line.ask(STILL)).startswith(b"\xff\xd8")
        assert line["content-type"] == "image/jpeg"


async def test_an_answer_without_a_body(serve: Serve) -> None:
    target = "/cgi-bin/control/pt_control.cgi?action=setptmove&pan=stop&id=admin&passwd=secret"
    for name in ("keep_alive", "lighttpd", "uc_httpd"):
        camera = await serve(name, "hucoms")
        async with line_to(camera) as line:
            line.say(target, "Connection: close")
            await line.hear_head()
            assert line.status == 204
            assert not line["content-length"] + line["transfer-encoding"]
            assert await line.reader.read() == b""


# Ends of connections


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("plain", 0, 0.3),
        ("silent_close", 0, 0.3),
        ("silent_close_5", 0.005, 0.3),
        ("silent_close_50", 0.05, 0.5),
        ("silent_close_1000", 1.0, 2.0),
        ("chunked_silent_close", 0.02, 0.4),
        ("hucoms", 0.02, 0.4),
    ],
)
async def test_when_a_connection_ends(serve: Serve, name: str, least: float, most: float) -> None:
    camera = await serve(name)
    async with line_to(camera) as line:
        assert b"var id=" in await line.ask(STATUS)
        assert line["connection"] == ("close" if name == "plain" else "")
        heard_at = monotonic()
        line.say(STATUS)
        assert await line.reader.read() == b""
        assert least * 0.9 <= monotonic() - heard_at < most
    assert len(camera.requests) == 1


async def test_no_length_and_an_open_connection(serve: Serve) -> None:
    camera = await serve("open_end")
    async with line_to(camera) as line:
        line.say(STATUS, "Connection: close")
        head, _, body = (await line.until_silence(0.3)).partition(b"\r\n\r\n")
        assert body.startswith(b"var id=")
        assert not re.search(rb"(?i)length|chunked|connection", head)
        assert not line.reader.at_eof()
        assert camera.connections == 1
    await until(lambda: camera.connections == 0)


async def test_real_keep_alive(serve: Serve) -> None:
    camera = await serve("keep_alive")
    async with line_to(camera) as line:
        for _ in range(40):
            assert b"var id=" in await line.ask(STATUS)
            assert line["connection"] == "keep-alive"
        assert b"var id=" in await line.ask(STATUS, "Connection: close")
        assert line["connection"] == "close"
        assert await line.reader.read() == b""
    async with line_to(camera) as line:
        assert (await line.ask(STILL)).startswith(b"\xff\xd8")
        assert (await line.ask(STILL)).endswith(b"\xff\xd9")
    assert camera.connections_accepted == 2
    assert camera.requests_per_connection == [41, 2]


async def test_keep_alive_by_another_client(serve: Serve) -> None:
    camera = await serve("keep_alive_chunked")

    def ask() -> list[bytes]:
        client = HTTPConnection(*camera.address)
        bodies = []
        for _ in range(5):
            client.request("GET", STATUS)
            bodies.append(client.getresponse().read())
        client.close()
        return bodies

    assert all(body.startswith(b"var id=") for body in await asyncio.to_thread(ask))
    assert camera.requests_per_connection == [5]


async def test_requests_in_one_go(serve: Serve) -> None:
    camera = await serve("keep_alive")
    async with line_to(camera) as line:
        for number in range(5):
            line.say(f"{STATUS}?n={number}")
        for _ in range(5):
            assert b"var id=" in await line.hear()
    assert [each.query for each in camera.requests] == [[("n", str(number))] for number in range(5)]


async def test_a_broken_request_on_a_kept_connection(serve: Serve) -> None:
    camera = await serve("keep_alive")
    async with line_to(camera) as line:
        await line.ask(STATUS)
        line.writer.write(b"NONSENSE\r\n\r\n")
        assert (await line.reader.read()).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("name", "requests", "says", "says_last"),
    [("keep_alive_five", 5, "keep-alive", "keep-alive"), ("lighttpd", 16, "", "close")],
)
async def test_keep_alive_for_so_many_requests(
    serve: Serve, name: str, requests: int, says: str, says_last: str
) -> None:
    camera = await serve(name)
    async with line_to(camera) as line:
        for number in range(1, requests + 1):
            assert b"var id=" in await line.ask(STATUS)
            assert line["connection"] == (says_last if number == requests else says)
        line.say(STATUS)
        assert await line.reader.read() == b""
    assert camera.requests_per_connection == [requests]


async def test_keep_alive_for_a_while(serve: Serve) -> None:
    camera = await serve("keep_alive_brief")
    async with line_to(camera) as line:
        for _ in range(4):
            await line.ask(STATUS)
            await asyncio.sleep(0.05)
        heard_at = monotonic()
        assert await line.reader.read() == b""
        assert 0.1 <= monotonic() - heard_at < 1


async def test_keep_alive_in_the_old_way(serve: Serve) -> None:
    camera = await serve("keep_alive_old")
    async with line_to(camera) as line:
        for _ in range(3):
            await line.ask(STATUS, "Connection: Keep-Alive")
            assert line.head[0].startswith("HTTP/1.0 ")
            assert line["connection"] == "Keep-Alive"
        await line.ask(STATUS)
        assert line["connection"] == "close"
        assert await line.reader.read() == b""
    camera = await serve("keep_alive")
    async with line_to(camera) as line:
        await line.ask(STATUS, version="1.0")
        assert line["connection"] == "close"
        assert await line.reader.read() == b""


# Lengths that are not true


@pytest.mark.parametrize(
    ("name", "target", "error"),
    [
        ("length_short", STATUS, -5),
        ("length_long", STATUS, 7),
        ("still_long", STILL, 400),
        ("still_long", STATUS, 0),
        ("length_long", STILL, 0),
    ],
)
async def test_wrong_lengths(serve: Serve, name: str, target: str, error: int) -> None:
    camera = await serve(name)
    async with line_to(camera) as line:
        line.say(target)
        await line.hear_head()
        body = await line.reader.read()
        assert int(line["content-length"]) == len(body) + error


async def test_a_still_that_is_said_to_be_longer_on_an_open_connection(serve: Serve) -> None:
    camera = await serve("still_long_open")
    async with line_to(camera) as line:
        line.say(STILL)
        await line.hear_head()
        jpeg = await line.until_silence()
        assert jpeg.endswith(b"\xff\xd9")
        assert len(jpeg) == int(line["content-length"]) - 400
        assert not line.reader.at_eof()


# Load and distance


async def test_everybody_is_sent_to_https(serve: Serve) -> None:
    camera = await serve("to_https")
    async with line_to(camera) as line:
        await line.ask(f"{STATUS}?a=1")
        assert line.status == 301
        assert line["location"] == "https://127.0.0.1/get_status.cgi?a=1"
        assert line["connection"] == "close"
    camera = await serve(replace(MANNERS["to_https"], redirect=8443), "hucoms")
    async with line_to(camera) as line:
        await line.ask("/cgi-bin/jpeg")
        assert line["location"] == "https://127.0.0.1:8443/cgi-bin/jpeg"
    assert not camera.requests[0].authorised


async def test_a_slow_server(serve: Serve) -> None:
    camera = await serve("slow")
    async with line_to(camera) as line:
        asked_at = monotonic()
        line.say(STATUS)
        await line.reader.read(1)
        assert 0.29 <= monotonic() - asked_at < 2


async def test_one_reset_in_ten(serve: Serve) -> None:
    async def failures(camera: SimulatedCamera) -> list[int]:
        failed = []
        for number in range(60):
            async with line_to(camera) as line:
                try:
                    await line.ask(f"/set_alias.cgi?alias=n{number}&{LOGIN}")
                except ConnectionResetError:
                    failed.append(number)
                    was_done.append(camera.records["params"]["alias"] == f"n{number}")
        return failed

    was_done: list[bool] = []
    first = await failures(await serve("resets"))
    assert 3 <= len(first) <= 12
    assert was_done == [bool(index % 2) for index in range(len(first))]
    assert await failures(await serve("resets")) == first


@pytest.mark.parametrize(("name", "status"), [("two_401", 401), ("two_503", 503), ("two_closed", 0)])
@pytest.mark.parametrize("dialect", ["netwave", "hucoms"])
async def test_two_connections_at_a_time(serve: Serve, name: str, status: int, dialect: str) -> None:
    camera = await serve(name, dialect)
    async with line_to(camera), line_to(camera) as second:
        await until(lambda: camera.connections == 2)
        async with line_to(camera) as third:
            third.say(STATUS)
            with suppress(ConnectionResetError):
                await third.hear()
            assert (third.status if third.head else 0) == status
            assert bool(third["www-authenticate"]) is (status == 401 and dialect == "netwave")
        await until(lambda: camera.connections == 2)
        second.say(STATUS)
        assert (await second.hear_head())[0].split(" ")[1] == ("200" if dialect == "netwave" else "404")


# Together with other things


@pytest.mark.parametrize("name", ["lighttpd", "uc_httpd", "boa", "keep_alive"])
async def test_faults_strike_behind_every_server(serve: Serve, name: str) -> None:
    camera = await serve(name)
    async with line_to(camera) as line:
        line.say(STATUS, "Connection: close")
        sound = await line.until_silence()
    camera.faults.add(faults.Slow(size=7, delay=0))
    async with line_to(camera) as line:
        line.say(STATUS, "Connection: close")
        slow = await line.until_silence()
    if name == "lighttpd":
        # The pieces are chunks now.
        sound, slow = (unchunked(each.partition(b"\r\n\r\n")[2]) for each in (sound, slow))
    assert re.sub(rb"\d", b"", slow) == re.sub(rb"\d", b"", sound)
    camera.faults.clear()
    camera.faults.add(faults.Cut())
    async with line_to(camera) as line:
        line.say(STATUS)
        cut = await line.until_silence()
        assert line.reader.at_eof()
    assert b"var id=" in cut
    assert not cut.endswith((b"0\r\n\r\n", b"var p2p_local_port=23456;\n"))
    camera.faults.clear()
    camera.faults.add(faults.Status(status=503))
    async with line_to(camera) as line:
        line.say(STATUS)
        assert (await line.hear_head())[0].split(" ")[1] == "503"
        assert line["connection"] == {"boa": "close", "keep_alive": "keep-alive"}.get(name, "")


async def test_a_kept_connection_with_tls(serve: Serve, tmp_path: Path) -> None:
    server_tls, client_tls = self_signed(tmp_path), ssl.create_default_context()
    client_tls.check_hostname, client_tls.verify_mode = False, ssl.CERT_NONE
    camera = await serve("keep_alive", tls=server_tls)
    async with line_to(camera, ssl=client_tls) as line:
        for _ in range(3):
            assert b"var id=" in await line.ask(STATUS)
    camera = await serve("to_https", tls=server_tls)
    async with line_to(camera, ssl=client_tls) as line:
        assert b"var id=" in await line.ask(STATUS)


async def test_nothing_is_left_behind(serve: Serve) -> None:
    before = asyncio.all_tasks()
    camera = await serve("keep_alive")
    lingering = await serve("open_end")
    async with line_to(camera) as first, line_to(camera) as second, line_to(lingering) as third:
        await first.ask(STATUS)
        second.say(STREAM)
        third.say(STATUS)
        await second.hear_head()
        await third.hear_head()
        await camera.stop()
        await lingering.stop()
    assert camera.connections == lingering.connections == 0
    assert asyncio.all_tasks() == before


def test_every_server_says_what_it_is() -> None:
    about = [each.about for each in MANNERS.values()]
    assert all(about)
    assert len(set(about)) == len(about)
