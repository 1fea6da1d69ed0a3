"""No password and no login in whatever anybody may see, not even when everything goes wrong."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from hashlib import md5
import json
import logging
from typing import Any
from urllib.parse import quote, quote_plus

from homeassistant.components.camera import async_get_image
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.const import CONF_PASSWORD, CONF_USERNAME, MATCH_ALL
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResult, section
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.helpers.json import JSONEncoder
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from custom_components.ipcam_cgi.ipcam.http import transport
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
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
from tests.conftest import EVERY_CAMERA, until
from tests.dialects import known
from tests.ha.conftest import act, entity_id, keys, make_entry

NAME = "O'Hara & Co"
WORD = "p%3D?w#&=/ä x"
NEW_WORD = "New-Ivy-5"
HOOK = "http://hook:Sneaky-99@192.0.2.5/alarm"
"""An address with a login in it, which somebody gave to a camera that calls on alarm."""


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
def stored() -> dict[str, str]:
    """The secrets in the camera, by the place where they are."""
    return {}


@pytest.fixture
async def camera(
    socket_enabled: None, dialect: str, profile: str, stored: dict[str, str]
) -> AsyncIterator[SimulatedCamera]:
    """A camera full of secrets: every field that the manual's row calls one has its own."""
    simulated = SimulatedCamera(dialect, profile=profile, username=NAME, password=WORD, reboot_seconds=0.05)
    for command in simulated.wire.commands.values():
        record = simulated.records.get(command.group or command.name, {})
        for field in command.returns:
            if field.codec.secret and field.name in record and record[field.name] != WORD:
                record[field.name] = stored[f"{command.group}.{field.name}"] = f"Hidden-{len(stored)}-Thyme"
    if "alarm_http_url" in simulated.records.get("params", {}):
        simulated.records["params"]["alarm_http_url"] = HOOK
    async with simulated.running():
        yield simulated


@pytest.fixture
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no answer for long."""
    monkeypatch.setattr(transport, "TOTAL_TIMEOUT", 0.3)
    monkeypatch.setattr(transport, "CONNECT_TIMEOUT", 0.3)


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
    lambda: Huge(times=2),
    lambda: Body(body=b"error: illegal params."),
    lambda: Body(status=302, body=b""),
    lambda: StreamCut(after=1),
)


PROFILES = [*EVERY_CAMERA, ("netwave", "new"), ("netwave", "quirky")]


@pytest.mark.usefixtures("all_enabled", "everything", "haste")
@pytest.mark.parametrize(("dialect", "profile"), PROFILES)
async def test_nothing_gives_a_secret_away(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    stored: dict[str, str],
    hass_client: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[str] = []

    @callback
    def hear(event: Event) -> None:
        said.append(json.dumps(event.as_dict(), cls=JSONEncoder, default=str))

    hass.bus.async_listen(MATCH_ALL, hear)
    entry = await add(hass, camera, said)
    await use(hass, camera, entry, said)
    for fault in FAULTS:
        struck = camera.faults.add(fault())
        entry.runtime_data.camera.expire()
        await entry.runtime_data.async_refresh()
        await use(hass, camera, entry, said, few=True)
        await look(entry)
        camera.faults.remove(struck)
        await entry.runtime_data.async_refresh()
    said.append(json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, entry)))
    await change_password(hass, camera, entry, said)
    await fill_in_anew(hass, entry, said)
    said += [json.dumps(each, cls=JSONEncoder) for each in seen(hass, entry)]
    await hass.config_entries.async_unload(entry.entry_id)
    said += [json.dumps(text) for name, text in hass_storage.items() if name.startswith(DOMAIN)]
    said.append(caplog.text)

    text = "\n".join(said)
    ours = [each for each in caplog.records if each.name.startswith("custom_components.ipcam_cgi")]
    assert len(ours) > 100, "not everything was logged"
    secrets = forms(NAME, WORD) | forms(NAME, NEW_WORD) | forms("hook", "Sneaky-99")
    for secret in secrets | {*stored.values()}:
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


async def use(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    entry: MockConfigEntry,
    said: list[str],
    *,
    few: bool = False,
) -> None:
    """Write, ask and look; keep what is said when it does not work. `few`: only some of each platform."""
    camera_id = entity_id(hass, camera, "camera", "camera_main")
    device = entry.runtime_data.camera
    facts = known(device.dialect_name)
    before = camera.dump()
    for platform in ("switch", "number", "select", "text"):
        there = keys(hass, entry, platform)
        writes = [key for key in there if f"{platform}.{key}" in facts.writes]
        for key in writes[:2] if few else writes:
            await heard(act(hass, camera, platform, key, facts.writes[f"{platform}.{key}"].value), said)
    readers = [row.name for row in device.dialect.commands.values() if row.effect is Effect.READ]
    for command in readers[:2] if few else readers:
        data = {"entity_id": camera_id, "command": command}
        await heard(
            hass.services.async_call(DOMAIN, "send_command", data, blocking=True, return_response=True), said
        )
    await heard(async_get_image(hass, camera_id), said)
    # A password that was just written is none of those that are looked for.
    camera.load(before)


async def heard(job: Awaitable[object], said: list[str]) -> None:
    """Do something, and keep what is answered or said when it fails."""
    try:
        said.append(json.dumps(await job, cls=JSONEncoder, default=str))
    except HomeAssistantError as error:
        said += [str(error), repr(error), str(error.translation_placeholders)]
        said += [str(error.__cause__), repr(error.__cause__), str(error.__context__)]


async def look(entry: MockConfigEntry) -> None:
    """Look at the live picture for a moment."""
    frames = entry.runtime_data.camera.streams.broadcaster("main").frames()
    with suppress(Exception):
        async with asyncio.timeout(0.15):
            await anext(frames)
    await frames.aclose()


async def change_password(
    hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, said: list[str]
) -> None:
    """Let the login become wrong, and mend it."""
    camera.wire.set_password(NEW_WORD)
    for _ in range(3):
        entry.runtime_data.camera.expire()
        await entry.runtime_data.async_refresh()
        await use(hass, camera, entry, said, few=True)
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    answers = {CONF_USERNAME: NAME, CONF_PASSWORD: NEW_WORD}
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], answers)
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    await until(lambda: entry.state is ConfigEntryState.LOADED)
    said.append(str(flow) + str(result))


async def fill_in_anew(hass: HomeAssistant, entry: MockConfigEntry, said: list[str]) -> None:
    """Look at what the forms for an entry that is there are filled in with."""
    forms: list[FlowResult[Any, Any]] = [await hass.config_entries.options.async_init(entry.entry_id)]
    for source in (SOURCE_REAUTH, SOURCE_RECONFIGURE):
        context = ConfigFlowContext(source=source, entry_id=entry.entry_id)
        data = dict(entry.data) if source == SOURCE_REAUTH else None
        forms.append(await hass.config_entries.flow.async_init(DOMAIN, context=context, data=data))
    schemas = [form["data_schema"] for form in forms]
    filled = [schema.schema for schema in schemas if schema]
    assert len(filled) == len(forms)
    selectors = [each for fields in filled for each in fields.values()]
    filled += [each.schema.schema for each in selectors if isinstance(each, section)]
    said.append(str([(field, field.description, field.default) for fields in filled for field in fields]))
    said.append(str([form.get("description_placeholders") for form in forms]))


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
