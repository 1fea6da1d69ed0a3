"""Locked accounts, crowded cameras, other addresses and other cameras: on every dialect, no login wasted."""

from collections.abc import AsyncIterator

from homeassistant.components.homeassistant import DOMAIN as HOMEASSISTANT_DOMAIN, SERVICE_UPDATE_ENTITY
from homeassistant.config_entries import SOURCE_DHCP, SOURCE_REAUTH, ConfigEntryState, ConfigFlowResult
from homeassistant.const import ATTR_ENTITY_ID, CONF_HOST, CONF_PASSWORD, CONF_USERNAME, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo
from homeassistant.helpers.update_coordinator import UpdateFailed
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_socket import socket_allow_hosts

from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import wire as hucoms_wire
from simulator import SimulatedCamera, server
from simulator.faults import Overload
from simulator.wires.anjia import SimulatedAnjia
from tests.conftest import PASSWORD, USERNAME, every_camera, until
from tests.ha.test_fault_matrix import refresh
from tests.ha.test_init import pass_time

pytestmark = every_camera


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A camera that was asked everything before it answered counts as gone soon."""
    monkeypatch.setattr(hucoms_wire, "QUIET", 0.05)


def available(hass: HomeAssistant, entry: MockConfigEntry) -> set[str]:
    """Return the entities that can be used, but for the one that tells of the connection itself."""
    entries = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    states = (hass.states.get(each.entity_id) for each in entries if each.translation_key != "event_push")
    return {state.entity_id for state in states if state and state.state != STATE_UNAVAILABLE}


def asked_for_login(hass: HomeAssistant) -> list[ConfigFlowResult]:
    """Return the forms that ask for a new login."""
    return [
        flow
        for flow in hass.config_entries.flow.async_progress()
        if flow["handler"] == DOMAIN and flow["context"]["source"] == SOURCE_REAUTH
    ]


async def use_all_at_once(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let all entities be updated by a person, in one action."""
    await async_setup_component(hass, HOMEASSISTANT_DOMAIN, {})
    entry.runtime_data.camera.expire()
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    target = {ATTR_ENTITY_ID: [each.entity_id for each in entities]}
    await hass.services.async_call(HOMEASSISTANT_DOMAIN, SERVICE_UPDATE_ENTITY, target, blocking=True)
    await hass.async_block_till_done()


async def test_refused_password(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """A right password that is refused for a time, as of a locked account, looks like a wrong one.

    Nothing goes out until the user has answered, and one login for each answer.
    """
    before = available(hass, loaded)
    if loaded.runtime_data.camera.dialect.events:
        # Its connection goes on: it is no login that is on its way at the same moment.
        await until(lambda: loaded.runtime_data.camera.is_pushing)
    camera.wire.set_password("locked")
    for _ in range(4):
        await refresh(hass, loaded.runtime_data)
    await use_all_at_once(hass, loaded)
    await pass_time(hass, 120)
    assert camera.refused_logins == 1
    assert not available(hass, loaded)
    (form,) = asked_for_login(hass)

    answer = {CONF_USERNAME: USERNAME, CONF_PASSWORD: PASSWORD}
    form = await hass.config_entries.flow.async_configure(form["flow_id"], answer)
    assert form["errors"] == {"base": "invalid_auth"}
    assert camera.refused_logins == 2
    await use_all_at_once(hass, loaded)
    await pass_time(hass, 120)
    assert camera.refused_logins == 2

    camera.wire.set_password(PASSWORD)
    result = await hass.config_entries.flow.async_configure(form["flow_id"], answer)
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    assert loaded.state is ConfigEntryState.LOADED
    await until(lambda: available(hass, loaded) == before)
    assert camera.refused_logins == 2


@pytest.mark.parametrize("status", [401, 503])
async def test_too_many_connections(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, status: int
) -> None:
    before = available(hass, loaded)
    camera.faults.add(Overload(status=status, connections=0, times=1))
    await refresh(hass, loaded.runtime_data, 2)
    if isinstance(camera.wire, SimulatedAnjia):
        # It says so to the login too, which is due now.
        camera.wire.booted()
        camera.faults.add(Overload(status=status, connections=0, path="/cgi-bin/getuid", times=1))
        await refresh(hass, loaded.runtime_data, 3)
    assert not asked_for_login(hass)
    assert camera.refused_logins == 0
    assert loaded.runtime_data.last_update_success
    assert available(hass, loaded) == before


async def test_all_entities_share_one_login(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.wire.booted()
    begun = len(camera.requests)
    await use_all_at_once(hass, loaded)
    asked = [each for each in camera.requests[begun:] if each.status != 200 or each.command == "getuid"]
    refused = [each for each in asked if each.status != 200]
    # What the restart has ended is found out by one request, and one more asks for what it takes now.
    assert len(asked) <= 3, asked
    assert len(refused) <= 2, refused
    assert loaded.runtime_data.last_update_success

    camera.wire.set_password("another")
    await use_all_at_once(hass, loaded)
    assert camera.refused_logins <= 1


@pytest.fixture
async def stranger(
    camera: SimulatedCamera, dialect: str, profile: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SimulatedCamera]:
    """Another camera of the same kind, not running yet."""
    other = SimulatedCamera(
        dialect,
        profile=profile,
        username=USERNAME,
        password=PASSWORD,
        serial="00626E0000AA",
        alias="Stranger",
    )
    yield other
    await other.stop()


async def test_address_changed(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    stranger: SimulatedCamera,
    loaded: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DHCP gives the camera another address and its own to a stranger, which gets no password."""
    before, first = available(hass, loaded), loaded.runtime_data
    port = camera.address.port
    await camera.stop()
    await refresh(hass, loaded.runtime_data, 2)
    assert not available(hass, loaded)
    socket_allow_hosts(["127.0.0.1", "127.0.0.2"])
    monkeypatch.setattr(server, "HOST", "127.0.0.2")
    await camera.start(port)
    monkeypatch.setattr(server, "HOST", "127.0.0.1")
    await stranger.start(port)

    seen = DhcpServiceInfo(ip="127.0.0.2", hostname="ipcam", macaddress=camera.serial.lower())
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_DHCP}, data=seen)
    assert result["type"] is FlowResultType.ABORT
    assert loaded.data[CONF_HOST] == "127.0.0.2"
    await until(lambda: loaded.state is ConfigEntryState.LOADED and loaded.runtime_data is not first)
    asked = len(stranger.requests)
    await refresh(hass, loaded.runtime_data, 2)
    await until(lambda: available(hass, loaded) == before)
    assert len(stranger.requests) == asked == 0


async def test_another_camera_at_the_address(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    stranger: SimulatedCamera,
    coordinator: CameraCoordinator,
) -> None:
    entry = coordinator.config_entry
    before = available(hass, entry)
    port = camera.address.port
    await camera.stop()
    await refresh(hass, coordinator, 2)
    await stranger.start(port)
    settings = stranger.dump()
    await refresh(hass, coordinator, 2)
    assert isinstance(coordinator.last_exception, UpdateFailed)
    assert coordinator.last_exception.translation_key == "other_camera"
    assert not available(hass, entry)
    assert stranger.dump() == settings
    assert not asked_for_login(hass)

    await stranger.stop()
    await camera.start(port)
    await refresh(hass, coordinator, 3)
    assert coordinator.last_update_success
    await until(lambda: available(hass, entry) == before)


async def test_stranger_who_does_not_take_the_password(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    stranger: SimulatedCamera,
    loaded: MockConfigEntry,
) -> None:
    stranger.wire.set_password("its own")
    port = camera.address.port
    await camera.stop()
    await refresh(hass, loaded.runtime_data, 2)
    await stranger.start(port)
    for _ in range(4):
        await refresh(hass, loaded.runtime_data)
    await pass_time(hass, 120)
    assert stranger.refused_logins == 1
    assert len(asked_for_login(hass)) == 1
    assert not available(hass, loaded)
