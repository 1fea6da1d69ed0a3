"""The camera calls when an alarm begins."""

from http import HTTPStatus

from homeassistant.const import CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ipcam_cgi.const import CONF_ALARM_WEBHOOK, CONF_SAVED_ALARM_URL, DOMAIN
from simulator import SimulatedCamera
from tests.conftest import until

MOTION = "binary_sensor.garden_motion"
OTHER_URL = "http://nvr.example/motion?camera=3"


@pytest.fixture
async def at_home(hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator) -> None:
    """Home Assistant answers on a loopback port that the camera can call."""
    for component in ("camera", "repairs", "webhook"):
        assert await async_setup_component(hass, component, {})
    client = await hass_client_no_auth()
    hass.config.internal_url = f"http://127.0.0.1:{client.server.port}"


async def set_up(hass: HomeAssistant, entry: MockConfigEntry, *, call: bool) -> None:
    hass.config_entries.async_update_entry(entry, options={CONF_ALARM_WEBHOOK: call, "alarm_interval": 60})
    if entry.state.recoverable:
        await hass.config_entries.async_reload(entry.entry_id)
    else:
        await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


def setting(camera: SimulatedCamera) -> tuple[str, str]:
    params = camera.records["params"]
    return params["alarm_http"], params["alarm_http_url"]


async def test_motion_is_known_at_once(
    hass: HomeAssistant, entry: MockConfigEntry, camera: SimulatedCamera, at_home: None
) -> None:
    camera.records["params"]["alarm_motion_armed"] = "1"
    await set_up(hass, entry, call=True)
    assert setting(camera) == ("1", f"{hass.config.internal_url}/api/webhook/{entry.data[CONF_WEBHOOK_ID]}")
    assert hass.states.is_state(MOTION, "off")
    camera.set_motion(True)
    await until(lambda: hass.states.is_state(MOTION, "on"))
    await entry.runtime_data.async_refresh()
    # The end comes by polling, which hurries until then.
    assert entry.runtime_data.update_interval.total_seconds() == 2
    camera.set_motion(False)
    await entry.runtime_data.async_refresh()
    assert entry.runtime_data.update_interval.total_seconds() == 60
    assert hass.states.is_state(MOTION, "off")


async def test_the_users_own_setting_is_put_back(
    hass: HomeAssistant, entry: MockConfigEntry, camera: SimulatedCamera, at_home: None
) -> None:
    before = camera.dump()
    await set_up(hass, entry, call=True)
    assert camera.dump() != before
    await set_up(hass, entry, call=False)
    assert camera.dump() == before
    assert CONF_SAVED_ALARM_URL not in entry.data
    await set_up(hass, entry, call=True)
    await hass.config_entries.async_remove(entry.entry_id)
    assert camera.dump() == before


async def test_an_address_in_use_is_replaced_only_with_consent(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: SimulatedCamera,
    at_home: None,
    issue_registry: ir.IssueRegistry,
    hass_client: ClientSessionGenerator,
) -> None:
    camera.records["params"] |= {"alarm_http": "1", "alarm_http_url": OTHER_URL}
    before = camera.dump()
    await set_up(hass, entry, call=True)
    assert camera.dump() == before
    issue_id = f"alarm_url_in_use_{entry.entry_id}"
    issue = issue_registry.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.is_fixable

    client = await hass_client()
    answer = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id})
    assert answer.status == HTTPStatus.OK
    flow = await answer.json()
    answer = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    assert (await answer.json())["type"] == "create_entry"
    await hass.async_block_till_done()
    assert setting(camera)[1].endswith(entry.data[CONF_WEBHOOK_ID])
    assert issue_registry.async_get_issue(DOMAIN, issue_id) is None

    await set_up(hass, entry, call=False)
    assert camera.dump() == before


@pytest.mark.parametrize("url", ["https://home.example", None])
async def test_without_a_plain_address_the_user_is_told(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: SimulatedCamera,
    issue_registry: ir.IssueRegistry,
    url: str | None,
) -> None:
    hass.config.internal_url = url
    before = camera.dump()
    await set_up(hass, entry, call=True)
    issue = issue_registry.async_get_issue(DOMAIN, f"no_local_url_{entry.entry_id}")
    assert (issue is not None) or url is None
    assert url is None or camera.dump() == before
    await set_up(hass, entry, call=False)
    assert issue_registry.async_get_issue(DOMAIN, f"no_local_url_{entry.entry_id}") is None


async def test_a_setting_that_someone_else_changed_since_stays(
    hass: HomeAssistant, entry: MockConfigEntry, camera: SimulatedCamera, at_home: None
) -> None:
    await set_up(hass, entry, call=True)
    camera.records["params"] |= {"alarm_http": "1", "alarm_http_url": OTHER_URL}
    await set_up(hass, entry, call=False)
    assert setting(camera) == ("1", OTHER_URL)
