"""However a camera's server ends its connections, the camera can be added, polled, written and watched."""

from typing import Any

from homeassistant.components import camera as camera_platform
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.const import CONF_PORT
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ipcam_cgi.const import CONF_DIALECT, DOMAIN
from simulator import SimulatedCamera
from tests.conftest import every_camera, until
from tests.dialects import known
from tests.ha.conftest import act, entity_id, entry_data
from tests.relay import Relay

SERVERS: dict[str, dict[str, Any]] = {
    "length, at once": {},
    "chunks, after 5 ms": {"chunked": True, "delay": 0.005},
    "length, after 50 ms": {"delay": 0.05},
    "chunks, after 1 s": {"chunked": True, "delay": 1.0},
    "length, kept": {"lasting": True},
    "chunks, kept": {"chunked": True, "lasting": True},
}


@pytest.mark.parametrize("server", SERVERS)
@every_camera
async def test_a_server_that_says_nothing_of_its_connections(
    hass: HomeAssistant, camera: SimulatedCamera, server: str, hass_client: ClientSessionGenerator
) -> None:
    relay = Relay(camera=camera.address, **SERVERS[server])
    async with relay.running() as address:
        data = entry_data(camera) | {CONF_PORT: address.port}
        dialect = data.pop(CONF_DIALECT)
        form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
        result = await hass.config_entries.flow.async_configure(form["flow_id"], data)
        await hass.async_block_till_done()
        assert result["type"] is FlowResultType.CREATE_ENTRY, result.get("errors")
        entry = result["result"]
        assert entry.state is ConfigEntryState.LOADED

        coordinator = entry.runtime_data
        for _ in range(3):
            await coordinator.async_refresh()
            assert coordinator.last_update_success
        assert not coordinator.camera.state.failed

        writes = known(str(dialect)).writes
        key = next(key for key, each in writes.items() if key.startswith("switch.") and not each.given)
        await act(hass, camera, "switch", key.removeprefix("switch."), writes[key].value)

        picture = entity_id(hass, camera, "camera", "camera_main")
        assert (await camera_platform.async_get_image(hass, picture)).content.startswith(b"\xff\xd8")
        client = await hass_client()
        live = await client.get(f"/api/camera_proxy_stream/{picture}")
        assert await live.content.readuntil(b"\xff\xd8")
        live.close()

        assert relay.lost == 0
        assert await hass.config_entries.async_unload(entry.entry_id)
        await until(lambda: camera.connections == 0)
