"""What the tests inside Home Assistant share."""

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import Any
from unittest.mock import PropertyMock, patch

from homeassistant.const import (
    ATTR_ENTITY_ID,
    CONF_HOST,
    CONF_PASSWORD,
    CONF_PORT,
    CONF_SSL,
    CONF_USERNAME,
    CONF_VERIFY_SSL,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
    STATE_OFF,
    STATE_ON,
    Platform,
    __version__,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion
import voluptuous as vol

from custom_components.ipcam_cgi.config_flow import IpcamCgiConfigFlow
from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
from simulator import SimulatedCamera
from tests.conftest import PASSWORD, ROOT, USERNAME, changes, spoken, written
from tests.dialects import known


@pytest.fixture(autouse=True)
def custom_integrations(enable_custom_integrations: None, in_haste: None) -> None:
    """Let Home Assistant see this integration."""


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Store states and registry entries the way Home Assistant does.

    Every release has a form of its own, so they are compared on one only.
    """
    if __version__ not in (ROOT / "requirements_demo.txt").read_text():
        pytest.skip("stored by another release")
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture
def access_tokens() -> Iterator[None]:
    """Give every camera the same access token, so that states can be compared."""
    with patch("random.SystemRandom.getrandbits", return_value=123123123123):
        yield


@pytest.fixture
async def zone_of_the_camera(hass: HomeAssistant) -> None:
    """Let Home Assistant be where the camera is: some know the local time and no zone."""
    await hass.config.async_set_time_zone("UTC")


@pytest.fixture
def all_enabled() -> Iterator[None]:
    """Enable what is disabled until somebody wants it."""
    with patch(
        "homeassistant.helpers.entity.Entity.entity_registry_enabled_default",
        PropertyMock(return_value=True),
    ):
        yield


@pytest.fixture
def platforms() -> list[Platform] | None:
    """The platforms to set up; None: all."""
    return None


@pytest.fixture
def options() -> dict[str, Any]:
    """The options of the entry; parametrize to choose others."""
    return {}


def entry_data(camera: SimulatedCamera, **changed: object) -> dict[str, object]:
    """Return what the config flow would store for this camera."""
    return {
        CONF_HOST: camera.address.host,
        CONF_PORT: camera.address.port,
        CONF_USERNAME: USERNAME,
        CONF_PASSWORD: PASSWORD,
        CONF_SSL: False,
        CONF_VERIFY_SSL: False,
        CONF_DIALECT: spoken(camera),
        **changed,
    }


def make_entry(camera: SimulatedCamera, options: dict[str, Any], **changed: object) -> MockConfigEntry:
    """Return a config entry for a simulated camera."""
    return MockConfigEntry(
        domain=DOMAIN,
        title=camera.alias,
        unique_id=camera.serial.lower(),
        minor_version=IpcamCgiConfigFlow.MINOR_VERSION,
        data=entry_data(camera, **changed),
        options=options,
    )


@pytest.fixture
def entry(hass: HomeAssistant, camera: SimulatedCamera, options: dict[str, Any]) -> MockConfigEntry:
    """A config entry for the simulated camera, not set up yet."""
    config_entry = make_entry(camera, options)
    config_entry.add_to_hass(hass)
    return config_entry


@pytest.fixture
async def loaded(
    hass: HomeAssistant, entry: MockConfigEntry, platforms: list[Platform] | None
) -> MockConfigEntry:
    """A config entry that was set up."""
    if platforms is None:
        assert await hass.config_entries.async_setup(entry.entry_id)
    else:
        with patch("custom_components.ipcam_cgi.PLATFORMS", platforms):
            assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


@pytest.fixture
def coordinator(loaded: MockConfigEntry) -> CameraCoordinator:
    """The coordinator of the entry that was set up."""
    found: CameraCoordinator = loaded.runtime_data
    return found


def in_sections(schema: vol.Schema, chosen: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return choices as the form of the options takes them: each in its section."""
    names = {str(name): {str(field) for field in each.schema.schema} for name, each in schema.schema.items()}
    return {
        section: {name: value for name, value in chosen.items() if name in fields}
        for section, fields in names.items()
    }


def entity_id(hass: HomeAssistant, camera: SimulatedCamera, platform: str, key: str) -> str:
    """Return the entity of a key."""
    found = er.async_get(hass).async_get_entity_id(platform, DOMAIN, f"{camera.serial.lower()}_{key}")
    assert found, f"no {platform} {key}"
    return found


def keys(hass: HomeAssistant, entry: MockConfigEntry, platform: str) -> dict[str, str]:
    """Return the entities of a platform: entity id by key."""
    return {
        each.unique_id.partition("_")[2]: each.entity_id
        for each in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
        if each.domain == platform
    }


def shown(hass: HomeAssistant, camera: SimulatedCamera, platform: str, key: str) -> str:
    """Return the state of an entity."""
    state = hass.states.get(entity_id(hass, camera, platform, key))
    assert state
    return state.state


SERVICES: dict[str, Callable[[Any], tuple[str, dict[str, Any]]]] = {
    "switch": lambda value: (SERVICE_TURN_ON if value else SERVICE_TURN_OFF, {}),
    "select": lambda value: ("select_option", {"option": value}),
    "number": lambda value: ("set_value", {"value": value}),
    "text": lambda value: ("set_value", {"value": value}),
    "button": lambda _value: ("press", {}),
}


async def act(hass: HomeAssistant, camera: SimulatedCamera, platform: str, key: str, value: object) -> None:
    """Do what a person does with an entity, and wait until it is done."""
    service, data = SERVICES[platform](value)
    target = {ATTR_ENTITY_ID: entity_id(hass, camera, platform, key)}
    await hass.services.async_call(platform, service, target | data, blocking=True)


def read_first(camera: SimulatedCamera, since: int) -> list[str]:
    """Return the commands that were read, since the `since`-th request, before anything was written."""
    rows = [camera.wire.commands[each.command or ""] for each in camera.requests[since:]]
    return [row.name for row in takewhile(lambda row: row.effect is Effect.READ, rows)]


async def drive(hass: HomeAssistant, camera: SimulatedCamera, entry: MockConfigEntry, platform: str) -> None:
    """Use each entity of a platform once: it sends what the manual has and changes nothing else."""
    dialect = spoken(camera)
    writes, apart = known(dialect).writes, known(dialect).apart
    there = [key for key in keys(hass, entry, platform) if f"{platform}.{key}" not in apart]
    listed = {name.partition(".")[2] for name in writes if name.startswith(f"{platform}.")}
    assert set(there) == listed, f"tests/dialects/{dialect}.py does not list what there is of {platform}"
    first = camera.dump()
    for key in there:
        write = writes[f"{platform}.{key}"]
        for record, fields in write.given.items():
            camera.records[record].update(fields)
        if write.given:
            entry.runtime_data.camera.expire()
            await entry.runtime_data.async_refresh()
        before, asked = camera.dump(), len(camera.requests)
        await act(hass, camera, platform, key, write.value)
        assert written(camera, asked) == list(write.requests), key
        assert changes(before, camera.dump()) == write.changes, key
        if write.reads:
            assert write.reads in read_first(camera, asked), key
        if platform == "switch":
            assert shown(hass, camera, platform, key) == (STATE_ON if write.value else STATE_OFF), key
        elif platform != "button":
            assert shown(hass, camera, platform, key) == str(write.value), key
        camera.load(first)


VARYING = {"clock_offset", "requests_per_minute"}
"""Entities whose state depends on when the test runs."""


def compare(hass: HomeAssistant, entry: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    """Compare all entities and their states with what they were when somebody last looked at them."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert entities
    for each in entities:
        state = hass.states.get(each.entity_id)
        assert state, each.entity_id
        if each.translation_key in VARYING:
            assert -2 <= int(state.state) <= 60
            state = State(state.entity_id, "0", state.attributes, context=state.context)
        assert each == snapshot(name=f"{each.entity_id}-entry")
        assert state == snapshot(name=f"{each.entity_id}-state")
