"""No password and no login in whatever anybody may see, not even when everything goes wrong."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from hashlib import md5
import json
import logging
from typing import Any
from urllib.parse import quote, quote_plus

from homeassistant.components.camera import async_get_image
from homeassistant.config_entries import SOURCE_USER
from homeassistant.const import CONF_PASSWORD, CONF_USERNAME
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.helpers.json import JSONEncoder
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from custom_components.ipcam_cgi.ipcam import session
from simulator import SimulatedCamera
from simulator.faults import (
    Body,
    Cut,
    Fault,
    HeaderLine,
    Html,
    Huge,
    Refused,
    Reset,
    Silence,
    Status,
    StreamCut,
    TwoLengths,
)
from tests.ha.conftest import act, entity_id, keys, make_entry

NAME = "O'Hara & Co"
WORD = "p%3D?w#&=/ä x"
STORED = {
    "wifi_wpa_psk": "apple-tree-27",
    "wifi_key1": "abcdef9876",
    "mail_pwd": "Trellis-4711",
    "ftp_pwd": "Ladder-0815",
    "ddns_pwd": "Compost+3",
    "pppoe_pwd": "Dandelion7",
    "msn_pwd": "Butterfly9",
    "user3_pwd": "Wheelbarr0w",
    "alarm_http_url": "http://hook:Sneaky-99@192.0.2.5/alarm",
}


def forms(name: str, word: str) -> set[str]:
    """Return all the ways in which a login could be written somewhere."""
    pair = f"{name}:{word}"
    return {
        word,
        quote(word, safe=""),
        quote(word, safe=",:"),
        quote(word),
        quote_plus(word),
        json.dumps(word)[1:-1],
        repr(word)[1:-1],
        b64encode(pair.encode()).decode(),
        b64encode(word.encode()).decode(),
        md5(word.encode(), usedforsecurity=False).hexdigest(),
    }


@pytest.fixture
async def camera(socket_enabled: None, dialect: str, profile: str) -> AsyncIterator[SimulatedCamera]:
    """A camera full of secrets."""
    simulated = SimulatedCamera(dialect, profile=profile, username=NAME, password=WORD, reboot_seconds=0.05)
    params = simulated.records["params"]
    params.update({field: text for field, text in STORED.items() if field in params})
    params["user3_name"] = "guest"
    async with simulated.running():
        yield simulated


@pytest.fixture
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no answer for long."""
    monkeypatch.setattr(session, "TOTAL_TIMEOUT", 0.3)
    monkeypatch.setattr(session, "CONNECT_TIMEOUT", 0.3)


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> None:
    """Log whatever there is to log."""
    caplog.set_level(logging.DEBUG)
    for name in ("aiohttp", "asyncio", "homeassistant", "custom_components"):
        caplog.set_level(logging.DEBUG, name)


FAULTS: tuple[Callable[[], Fault], ...] = (
    Refused,
    Reset,
    Html,
    HeaderLine,
    TwoLengths,
    Status,
    Cut,
    lambda: Status(status=401, times=1),
    lambda: Silence(times=3),
    lambda: Huge(path="/get_*.cgi", times=2),
    lambda: Body(body=b"error: illegal params."),
    lambda: Body(status=302, body=b""),
    lambda: StreamCut(path="/videostream.cgi", after=1),
)


@pytest.mark.usefixtures("all_enabled", "everything", "haste")
@pytest.mark.parametrize("profile", ["standard", "sdk21", "new", "quirky"])
async def test_nothing_gives_a_secret_away(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    hass_client: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[str] = []
    entry = await add(hass, camera, said)
    await use(hass, camera, entry, said)
    for fault in FAULTS:
        struck = camera.faults.add(fault())
        entry.runtime_data.device.expire()
        await entry.runtime_data.async_refresh()
        await use(hass, camera, entry, said)
        await look(entry)
        camera.faults.remove(struck)
        await entry.runtime_data.async_refresh()
    said.append(json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, entry)))
    await change_password(hass, camera, entry, said)
    said += [json.dumps(each, cls=JSONEncoder) for each in seen(hass, entry)]
    said.append(caplog.text)

    text = "\n".join(said)
    ours = [each for each in caplog.records if each.name.startswith("custom_components.ipcam_cgi")]
    assert len(ours) > 100, "not everything was logged"
    secrets = forms(NAME, WORD) | forms(NAME, "New-Ivy-5") | forms("hook", "Sneaky-99")
    for secret in secrets | {*STORED.values()}:
        position = text.find(secret)
        assert position < 0, f"{secret!r} in {text[max(0, position - 300) : position + 100]!r}"


async def add(hass: HomeAssistant, camera: SimulatedCamera, said: list[str]) -> MockConfigEntry:
    """Add the camera by the form, after a wrong password; what was filled in stays in the form only."""
    answers = dict(make_entry(camera, {}, username=NAME, password=WORD).data)
    del answers[CONF_DIALECT]
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    for change in ({CONF_PASSWORD: "wrong"}, {}):
        form = await hass.config_entries.flow.async_configure(form["flow_id"], answers | change)
        await hass.async_block_till_done()
        said.append(str(form.get("errors")) + str(form.get("description_placeholders")))
    entry: MockConfigEntry = form["result"]
    return entry


async def use(hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, said: list[str]) -> None:
    """Write, ask and look; keep what is said when it does not work."""
    send = {"command": "get_params"}, {"command": "get_status"}, {"command": "set_alias"}
    camera_id = entity_id(hass, camera, "camera", "camera_main")

    async def command(data: dict[str, Any]) -> None:
        answer = await hass.services.async_call(
            DOMAIN, "send_command", {"entity_id": camera_id, **data}, blocking=True, return_response=True
        )
        said.append(json.dumps(answer))

    jobs = [
        act(hass, camera, "switch", "mirror", True),
        act(hass, camera, "switch", "mail_address_change", True),
        act(hass, camera, "number", "brightness", 9),
        act(hass, camera, "text", "device_name", "Shed"),
        act(hass, camera, "select", "ftp_mode", "port"),
    ]
    jobs += [command(data) for data in send]
    for job in jobs:
        await heard(job, said)
    await heard(async_get_image(hass, camera_id), said)
    said.append(str(keys(hass, entry, "switch")))


async def heard(job: Any, said: list[str]) -> None:
    """Do something, and keep what is said when it fails."""
    try:
        await job
    except HomeAssistantError as error:
        said += [str(error), repr(error), str(error.translation_placeholders)]
        said += [str(error.__cause__), repr(error.__cause__), str(error.__context__)]


async def look(entry: MockConfigEntry) -> None:
    """Look at the live picture for a moment."""
    frames = entry.runtime_data.device.pictures.hub("main").frames()
    with suppress(Exception):
        async with asyncio.timeout(0.15):
            await anext(frames)
    await frames.aclose()


async def change_password(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, said: list[str]
) -> None:
    """Let the login become wrong, and mend it."""
    camera.records["params"]["user1_pwd"] = "New-Ivy-5"
    for _ in range(3):
        entry.runtime_data.device.expire()
        await entry.runtime_data.async_refresh()
        await use(hass, camera, entry, said)
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    answers = {CONF_USERNAME: NAME, CONF_PASSWORD: "New-Ivy-5"}
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], answers)
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    said.append(str(flow) + str(result))


def seen(hass: HomeAssistant, entry: MockConfigEntry) -> Iterator[object]:
    """Yield what the frontend and its users get to see."""
    yield from (state.as_dict() for state in hass.states.async_all())
    for each in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        yield each.extended_dict
    for device in dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id):
        yield device.dict_repr
    yield [str(issue) for issue in ir.async_get(hass).issues.values()]
    yield [entry.title, entry.unique_id, entry.reason, str(entry)]
    yield [str(flow) for flow in hass.config_entries.flow.async_progress()]
