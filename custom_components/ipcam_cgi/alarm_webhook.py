"""Lets a camera call when an alarm begins, so that nothing is missed between two polls.

The camera calls an address of ours (`Dialect.alarm_webhook`). It does so at the beginning only: the end is
found by polling. What the user had set there before is kept and put back, and an address that is in use
is not touched before the user has agreed.
"""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import unquote

from aiohttp import web
from homeassistant.components import webhook
from homeassistant.const import CONF_WEBHOOK_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.network import NoURLAvailableError, get_url
from yarl import URL

from .const import CONF_ALARM_WEBHOOK, CONF_REPLACE_ALARM_URL, CONF_SAVED_ALARM_URL, DOMAIN
from .coordinator import CameraConfigEntry, CameraCoordinator
from .factory import async_connect
from .ipcam import AlarmWebhook, Camera, CameraError, features as f

NO_LOCAL_URL = "no_local_url"
ALARM_URL_IN_USE = "alarm_url_in_use"


async def async_setup_alarm_webhook(hass: HomeAssistant, entry: CameraConfigEntry) -> None:
    """Have the camera call, or no longer, as the options say."""
    camera = entry.runtime_data.camera
    call = camera.alarm_webhook
    withdraw_alarm_issues(hass, entry)
    if call is None or not camera.supports(f.WEB_REQUEST_ON_ALARM):
        return
    if not entry.options.get(CONF_ALARM_WEBHOOK):
        with suppress(CameraError):
            await _put_back(hass, entry, camera, call)
        return
    webhook_id = entry.data.get(CONF_WEBHOOK_ID) or webhook.async_generate_id()
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_WEBHOOK_ID: webhook_id})
    url = _local_url(hass, webhook_id)
    if url is None:
        _report(hass, entry, NO_LOCAL_URL)
        return
    with suppress(CameraError):
        if await _take_over(hass, entry, camera, call, url):
            _listen(hass, entry, webhook_id)


def _local_url(hass: HomeAssistant, webhook_id: str) -> str | None:
    """Return an address that an old camera can call: plain HTTP within the house."""
    try:
        base = URL(get_url(hass, allow_external=False, allow_cloud=False, prefer_external=False))
    except NoURLAvailableError:
        return None
    return str(base / webhook.async_generate_path(webhook_id).strip("/")) if base.scheme == "http" else None


async def _take_over(
    hass: HomeAssistant, entry: CameraConfigEntry, camera: Camera, call: AlarmWebhook, url: str
) -> bool:
    """Write our address into the camera, unless another one is in use there."""
    present = await call.read(camera.commands)
    if unquote(present.get(call.url, "")) == url and present.get(call.enable) == "1":
        return True
    ours = _is_ours(entry, present.get(call.url, ""))
    if present.get(call.url) and not ours and not entry.data.get(CONF_REPLACE_ALARM_URL):
        _report(hass, entry, ALARM_URL_IN_USE)
        return False
    if not ours:
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_SAVED_ALARM_URL: dict(present)}
        )
    await camera.run(call.setter.name, {call.enable: True, call.url: url})
    return True


async def _put_back(
    hass: HomeAssistant, entry: CameraConfigEntry, camera: Camera, call: AlarmWebhook
) -> None:
    """Give the camera back what was there before us, unless someone else has changed it since."""
    saved: Mapping[str, str] | None = entry.data.get(CONF_SAVED_ALARM_URL)
    if saved is None:
        return
    if _is_ours(entry, (await call.read(camera.commands)).get(call.url, "")):
        before = {call.enable: saved.get(call.enable) == "1", call.url: saved.get(call.url, "")}
        await camera.run(call.setter.name, before)
    gone = (CONF_SAVED_ALARM_URL, CONF_REPLACE_ALARM_URL, CONF_WEBHOOK_ID)
    kept = {name: value for name, value in entry.data.items() if name not in gone}
    hass.config_entries.async_update_entry(entry, data=kept)


def _is_ours(entry: CameraConfigEntry, url: str) -> bool:
    webhook_id: str | None = entry.data.get(CONF_WEBHOOK_ID)
    return webhook_id is not None and unquote(url).endswith(webhook.async_generate_path(webhook_id))


def _listen(hass: HomeAssistant, entry: CameraConfigEntry, webhook_id: str) -> None:
    coordinator = entry.runtime_data

    async def called(_hass: HomeAssistant, _webhook_id: str, _request: web.Request) -> web.Response:
        _alarm_begins(coordinator)
        # Whoever calls again and again does not make us poll again and again.
        entry.async_create_background_task(hass, coordinator.async_request_refresh(), "alarm call")
        return web.Response(status=HTTPStatus.OK)

    webhook.async_register(
        hass, DOMAIN, entry.title, webhook_id, called, local_only=True, allowed_methods=["GET"]
    )
    entry.async_on_unload(lambda: webhook.async_unregister(hass, webhook_id))


def _alarm_begins(coordinator: CameraCoordinator) -> None:
    """Show motion at once where nothing else can have called; else the poll that follows tells."""
    state = coordinator.camera.state
    others = (f.SOUND_DETECTION, f.ALARM_INPUT_ARMED)
    if state.get(f.MOTION_DETECTION) and not any(state.get(other) for other in others):
        state.set(f.MOTION, True)
        coordinator.async_update_listeners()


async def async_remove_alarm_webhook(hass: HomeAssistant, entry: CameraConfigEntry) -> None:
    """Put the camera's own setting back when its entry goes."""
    withdraw_alarm_issues(hass, entry)
    if CONF_SAVED_ALARM_URL not in entry.data:
        return
    with suppress(CameraError):
        camera = await async_connect(hass, entry.data, entry.options, entry.unique_id or "")
        if camera.alarm_webhook is not None:
            await _put_back(hass, entry, camera, camera.alarm_webhook)


def _report(hass: HomeAssistant, entry: CameraConfigEntry, problem: str) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{problem}_{entry.entry_id}",
        is_fixable=problem == ALARM_URL_IN_USE,
        severity=ir.IssueSeverity.WARNING,
        translation_key=problem,
        translation_placeholders={"camera": entry.title},
        data={"entry_id": entry.entry_id},
    )


def withdraw_alarm_issues(hass: HomeAssistant, entry: CameraConfigEntry) -> None:
    """Say no more that a camera cannot call."""
    for problem in (NO_LOCAL_URL, ALARM_URL_IN_USE):
        ir.async_delete_issue(hass, DOMAIN, f"{problem}_{entry.entry_id}")
