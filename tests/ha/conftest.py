"""What the tests inside Home Assistant share."""

from collections.abc import Iterator
from unittest.mock import patch

from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_SSL, CONF_USERNAME, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from simulator import SimulatedCamera
from tests.conftest import PASSWORD, USERNAME


@pytest.fixture(autouse=True)
def custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant see this integration."""


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Store states and registry entries the way Home Assistant does."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture
def access_tokens() -> Iterator[None]:
    """Give every camera the same access token, so that states can be compared."""
    with patch("random.SystemRandom.getrandbits", return_value=123123123123):
        yield


def entry_data(camera: SimulatedCamera) -> dict[str, object]:
    """Return what the config flow would store for this camera."""
    return {
        CONF_HOST: camera.address.host,
        CONF_PORT: camera.address.port,
        CONF_USERNAME: USERNAME,
        CONF_PASSWORD: PASSWORD,
        CONF_SSL: False,
        CONF_VERIFY_SSL: False,
        CONF_DIALECT: camera.dialect if camera.wire.profile != "sdk21" else "netwave_sdk21",
    }


@pytest.fixture
def entry(hass: HomeAssistant, camera: SimulatedCamera) -> MockConfigEntry:
    """A config entry for the simulated camera, not set up yet."""
    config_entry = MockConfigEntry(
        domain=DOMAIN, title=camera.alias, unique_id=camera.serial.lower(), data=entry_data(camera)
    )
    config_entry.add_to_hass(hass)
    return config_entry


@pytest.fixture
async def loaded(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """A config entry that was set up."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry
