"""People paste all sorts of addresses; a camera is found there, and nobody else hears its password."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
import socket
from time import monotonic
from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowContext,
    ConfigFlowResult,
)
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_SSL, CONF_USERNAME, Platform
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import get_schema_suggested_value

from custom_components.ipcam_cgi import address
from custom_components.ipcam_cgi.address import Address, parse_address
from custom_components.ipcam_cgi.const import CONF_CHOSEN, CONF_DIALECT, CONF_PATH, DOMAIN
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials
from simulator import SimulatedCamera
from simulator.faults import Html
from tests.conftest import PASSWORD, USERNAME, every_camera, spoken
from tests.ha.conftest import entry_data
from tests.ha.test_config_flow import answers, fill_in, start_user_flow
from tests.test_tls import server_context


@pytest.fixture(autouse=True)
def few_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flows load entries; what entities there are is no matter here."""
    monkeypatch.setattr("custom_components.ipcam_cgi.PLATFORMS", [Platform.TEXT])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cam", Address(host="cam")),
        (" cam ", Address(host="cam")),
        ("cam:81", Address(host="cam", port=81)),
        ("//192.168.1.5", Address(host="192.168.1.5")),
        ("192.168.1.5/", Address(host="192.168.1.5")),
        ("http://cam", Address(host="cam", ssl=False)),
        ("HTTP://cam:81/", Address(host="cam", port=81, ssl=False)),
        ("https://cam", Address(host="cam", port=443, ssl=True)),
        ("https://cam:444", Address(host="cam", port=444, ssl=True)),
        ("http://cam/live.htm?user=a#top", Address(host="cam", ssl=False)),
        ("http://cam/cgi-bin/CGIProxy.fcgi?cmd=getDevInfo", Address(host="cam", ssl=False)),
        ("https://home.example/shed/", Address(host="home.example", port=443, ssl=True, path="/shed")),
        ("https://home.example/shed", Address(host="home.example", port=443, ssl=True, path="/shed")),
        ("home.example/a/b/index.htm", Address(host="home.example", path="/a/b")),
        ("http://me:p%40ss@cam/", Address(host="cam", ssl=False, username="me", password="p@ss")),
        ("rtsp://me:pass@cam:554/videoMain", Address(host="cam", username="me", password="pass")),
        ("onvif://cam:8000", Address(host="cam")),
        ("fd00::7", Address(host="fd00::7")),
        ("fe80::1%eth0", Address(host="fe80::1%eth0")),
        ("[fd00::7]", Address(host="fd00::7")),
        ("[fd00::7]:81", Address(host="fd00::7", port=81)),
        ("http://[fd00::7]:81/", Address(host="fd00::7", port=81, ssl=False)),
    ],
)
def test_addresses(text: str, expected: Address) -> None:
    assert parse_address(text) == expected


def dead_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def listing(monkeypatch: pytest.MonkeyPatch, *places: tuple[int, bool]) -> None:
    """Let cameras be looked for at these ports."""
    monkeypatch.setattr(address, "PORTS", places)


async def again(hass: HomeAssistant, entry: ConfigEntry, source: str) -> ConfigFlowResult:
    """Open the form that changes an entry."""
    context = ConfigFlowContext(source=source, entry_id=entry.entry_id)
    data = dict(entry.data) if source == SOURCE_REAUTH else None
    return await hass.config_entries.flow.async_init(DOMAIN, context=context, data=data)


UNTOUCHED = {CONF_PORT: 80}


@every_camera
async def test_a_camera_at_another_port(
    hass: HomeAssistant, camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing(monkeypatch, (dead_port(), False), (dead_port(), True), (camera.address.port, False))
    result = await fill_in(hass, await start_user_flow(hass), answers(camera) | UNTOUCHED)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == entry_data(camera)
    assert result["description"] == "found"
    assert result["description_placeholders"] == {"address": f"http://127.0.0.1:{camera.address.port}"}
    assert camera.refused_logins == 0


@pytest.mark.parametrize(
    "form",
    [
        {CONF_HOST: "rtsp://{user}:{password}@127.0.0.1:554/videoMain", **UNTOUCHED},
        {CONF_HOST: "//127.0.0.1", CONF_USERNAME: " {user} ", CONF_PASSWORD: "{password}", **UNTOUCHED},
        {CONF_HOST: "http://{user}:{password}@127.0.0.1:{port}/"},
    ],
    ids=["rtsp", "slashes and blanks", "account"],
)
async def test_what_is_pasted(
    hass: HomeAssistant, camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch, form: dict[str, Any]
) -> None:
    listing(monkeypatch, (camera.address.port, False))
    known = {"user": USERNAME, "password": PASSWORD, "port": camera.address.port}
    filled = {name: text.format(**known) if isinstance(text, str) else text for name, text in form.items()}
    result = await fill_in(
        hass,
        await start_user_flow(hass),
        answers(camera) | {CONF_USERNAME: "admin", CONF_PASSWORD: "", **UNTOUCHED} | filled,
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == entry_data(camera)


@asynccontextmanager
async def proxy(camera: SimulatedCamera, prefix: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Serve a camera under a prefix, and nothing else."""
    heard: list[bytes] = []
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if task := asyncio.current_task():
            serving.add(task)
        with suppress(OSError, EOFError):
            method, target, rest = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)
            heard.append(target)
            if target.startswith(prefix + b"/"):
                replies, requests = await asyncio.open_connection(*camera.address)
                requests.write(b" ".join([method, target.removeprefix(prefix), rest]))
                while piece := await replies.read(65536):
                    writer.write(piece)
                    await writer.drain()
                requests.close()
            else:
                writer.write(page(b"", "404 Not Found"))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], heard
    finally:
        server.close()
        for each in serving:
            each.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


@every_camera
async def test_behind_a_reverse_proxy(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    async with proxy(camera, b"/shed") as (port, heard):
        data = answers(camera) | {CONF_HOST: f"http://127.0.0.1:{port}/shed/"}
        result = await fill_in(hass, await start_user_flow(hass), data)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert result["data"] == entry_data(camera, port=port) | {CONF_PATH: "/shed"}
        entry = result["result"]
        assert entry.state is ConfigEntryState.LOADED
        streams = entry.runtime_data.camera.streams
        assert (await streams.still("main")).startswith(b"\xff\xd8")
        assert all(each.startswith(b"/shed/") for each in heard)

        form = await again(hass, entry, SOURCE_RECONFIGURE)
        assert form["data_schema"] is not None
        shown = get_schema_suggested_value(form["data_schema"].schema, CONF_HOST)
        assert shown == f"http://127.0.0.1:{port}/shed/"
        result = await fill_in(hass, form, answers(camera, port=port, password="") | {CONF_HOST: shown})
        assert result["reason"] == "reconfigure_successful"
        assert entry.data[CONF_PATH] == "/shed"
        assert await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("filled_in", [False, True])
async def test_the_other_scheme(
    hass: HomeAssistant, socket_enabled: None, tmp_path: Path, filled_in: bool
) -> None:
    """It is offered, and nothing is sent over it before the user has seen it."""
    # A server of TLS complains to the loop of who speaks without it.
    hass.loop.set_exception_handler(lambda _loop, _context: None)
    tls = None if filled_in else server_context(tmp_path)
    camera = SimulatedCamera(username=USERNAME, password=PASSWORD, tls=tls)
    async with camera.running():
        data = answers(camera) | {CONF_SSL: filled_in}
        form = await fill_in(hass, await start_user_flow(hass), data)
        assert form["errors"] == {"base": "plain_port" if filled_in else "tls_port"}
        assert form["data_schema"] is not None
        offered = get_schema_suggested_value(form["data_schema"].schema, CONF_SSL)
        assert offered is not filled_in
        assert not any("authorization" in each.headers for each in camera.requests)
        result = await fill_in(hass, form, data | {CONF_SSL: offered})
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert await hass.config_entries.async_unload(result["result"].entry_id)


def page(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """Return an answer."""
    head = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(head).encode() + body


STRANGERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a router": (lambda _target: page(b"<html><title>Router</title></html>"), "not_a_camera"),
    "errors": (lambda _target: page(b"Error: Invalid ID or Password\r\n"), "not_a_camera"),
    "other errors": (lambda _target: page(b"Error: out of paper"), "not_a_camera"),
    "bad requests": (lambda target: page(b"<p>Bad request: " + target + b"</p>", "400 Bad"), "not_a_camera"),
    "logins": (
        lambda _target: page(b"", "401 No", 'WWW-Authenticate: Basic realm="IPCamera_Web"'),
        "not_a_camera",
    ),
    "teapots": (lambda _target: page(b"", "418 No"), "not_a_camera"),
    "onvif": (lambda _target: page(b"", "404 Not Found", "Server: gSOAP/2.8"), "onvif_only"),
    "rtsp": (lambda _target: b"RTSP/1.0 400 Bad Request\r\n\r\n", "rtsp_port"),
    "elsewhere": (
        lambda _target: page(b"", "301 Moved", "Location: https://127.0.0.1/"),
        "redirected_to_https",
    ),
    "nothing": (lambda _target: b"", "connection_closed"),
}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("port", ["chosen", "untouched"])
async def test_strangers_hear_no_password(
    hass: HomeAssistant,
    socket_enabled: None,
    monkeypatch: pytest.MonkeyPatch,
    stranger: str,
    port: str,
) -> None:
    answer, error = STRANGERS[stranger]
    heard = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as end:
            head = end.partial
        heard.extend(head)
        if b" " in head:
            writer.write(answer(head.split(b" ")[1]))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        listens: int = server.sockets[0].getsockname()[1]
        listing(monkeypatch, (dead_port(), False), (listens, False))
        data = {CONF_HOST: "127.0.0.1", CONF_PORT: 80 if port == "untouched" else listens}
        data |= {CONF_USERNAME: USERNAME, CONF_PASSWORD: PASSWORD, CONF_SSL: False, "verify_ssl": False}
        begun = monotonic()
        form = await fill_in(hass, await start_user_flow(hass), data)
        assert monotonic() - begun < 10
    assert form["errors"] == {"base": error}
    assert PASSWORD.encode() not in heard
    assert Credentials(USERNAME, PASSWORD).basic.encode() not in heard
    assert b"authorization" not in heard.lower()


@pytest.mark.parametrize("dialect", ["foscam_hd"])
async def test_a_camera_that_is_not_recognized(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    """Its owner knows what it is; then it stays so."""
    camera.faults.add(Html(command="getPortInfo"))
    form = await fill_in(hass, await start_user_flow(hass), answers(camera))
    assert form["errors"] == {"base": "not_a_camera"}
    said = {"answer": "lighttpd/1.4.31, IPCam Client, HTTP status 200"}
    assert form["description_placeholders"] == said
    assert form["data_schema"] is not None
    assert CONF_DIALECT in form["data_schema"].schema
    assert not any(PASSWORD in each.target for each in camera.requests)

    form = await fill_in(hass, form, answers(camera) | {CONF_DIALECT: "automatic"})
    assert form["errors"] == {"base": "not_a_camera"}
    result = await fill_in(hass, form, answers(camera) | {CONF_DIALECT: spoken(camera)})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == entry_data(camera) | {CONF_CHOSEN: True}

    entry = result["result"]
    form = await again(hass, entry, SOURCE_REAUTH)
    result = await fill_in(hass, form, {CONF_USERNAME: USERNAME, CONF_PASSWORD: PASSWORD})
    assert result["reason"] == "reauth_successful"
    form = await again(hass, entry, SOURCE_RECONFIGURE)
    result = await fill_in(hass, form, answers(camera))
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == entry_data(camera) | {CONF_CHOSEN: True}
    assert await hass.config_entries.async_unload(entry.entry_id)
