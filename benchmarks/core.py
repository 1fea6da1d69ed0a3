"""A real Home Assistant core in this process, with this integration and a simulated camera set up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_SSL, CONF_USERNAME, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_test_home_assistant

# Imported before Home Assistant starts: the test plugin would bring its own package of this name.
import custom_components  # noqa: F401
from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from simulator import SimulatedCamera


@asynccontextmanager
async def home_assistant() -> AsyncIterator[HomeAssistant]:
    """Run a core for the length of a block."""
    async with async_test_home_assistant() as hass:
        hass.data.pop(DATA_CUSTOM_COMPONENTS, None)
        try:
            yield hass
        finally:
            await hass.async_stop(force=True)


async def add(hass: HomeAssistant, camera: SimulatedCamera) -> MockConfigEntry:
    """Set up a running camera, with its first account."""
    account = camera.first_accounts[0]
    entry = MockConfigEntry(
        domain=DOMAIN,
        title=camera.alias,
        unique_id=camera.serial.lower(),
        data={
            CONF_HOST: camera.address.host,
            CONF_PORT: camera.address.port,
            CONF_USERNAME: account.name,
            CONF_PASSWORD: account.password,
            CONF_SSL: False,
            CONF_VERIFY_SSL: False,
            CONF_DIALECT: camera.dialect,
        },
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    if entry.state is not ConfigEntryState.LOADED:
        raise RuntimeError(f"the camera was not set up: {entry.reason}")
    return entry


def entity_of(hass: HomeAssistant, camera: SimulatedCamera, platform: str, key: str) -> str:
    """Return the entity of a key."""
    found = er.async_get(hass).async_get_entity_id(platform, DOMAIN, f"{camera.serial.lower()}_{key}")
    if found is None:
        raise LookupError(f"no {platform} {key}")
    return found
