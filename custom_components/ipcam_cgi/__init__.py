"""IP Camera CGI: cameras that speak one of the documented HTTP CGI manuals."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.start import async_at_start
from homeassistant.helpers.typing import ConfigType
from homeassistant.loader import async_get_integration

from .alarm_webhook import async_remove_alarm_webhook, async_setup_alarm_webhook
from .capability_cache import async_forget_capabilities
from .const import CONF_DIALECT, DOMAIN, PLATFORMS
from .coordinator import CameraConfigEntry, CameraCoordinator
from .factory import async_load_dialects
from .ipcam import REGISTRY
from .listener import EventListener
from .migration import async_rename, async_settle_swaps
from .repairs import report_disabled, report_missing_rights, withdraw_missing_rights
from .services import async_setup_services

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, and load what the cameras speak."""
    async_setup_services(hass)
    # A discovery that was ignored is an entry without data, and a newer version may have known more dialects.
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    spoken = [entry.data.get(CONF_DIALECT) for entry in entries]
    await async_load_dialects(hass, [name for name in REGISTRY if name in spoken])
    # While the cameras think, what their entities need is read from the disk.
    integration = await async_get_integration(hass, DOMAIN)
    hass.async_create_background_task(integration.async_get_platforms(PLATFORMS), f"{DOMAIN} platforms")
    return True


async def async_migrate_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Bring what an earlier version has stored to the names of this one."""
    if entry.minor_version < 2:
        async_rename(hass, entry)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: CameraConfigEntry) -> bool:
    """Log in to a camera and make its entities."""
    if entry.data.get(CONF_DIALECT) not in REGISTRY:
        # Another version has set it up.
        raise ConfigEntryError(
            translation_domain=DOMAIN,
            translation_key="unknown_dialect",
            translation_placeholders={"camera": entry.title},
        )
    coordinator = CameraCoordinator(hass, entry)
    await coordinator.async_config_entry_first_refresh()
    if await async_settle_swaps(hass, entry, coordinator.camera):
        await coordinator.async_shutdown()
        coordinator = CameraCoordinator(hass, entry)
        await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = coordinator
    camera = coordinator.camera

    async def stop_motors(_event: Event) -> None:
        await camera.aclose()

    entry.async_on_unload(hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, stop_motors))
    report_missing_rights(hass, entry, len(camera.capabilities.denied))
    await async_setup_alarm_webhook(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    if camera.has_events:
        EventListener(entry).start(hass)
    if coordinator.recalled:

        @callback
        def read_settings(_hass: HomeAssistant) -> None:
            entry.async_create_background_task(hass, coordinator.async_refresh(), f"{DOMAIN} settings")

        # Nothing is shown until now. Alarms are urgent, the rest waits until all cameras have their entities.
        if not hass.is_running:
            entry.async_create_background_task(hass, coordinator.async_read_alarms(), f"{DOMAIN} alarms")
        entry.async_on_unload(async_at_start(hass, read_settings))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: CameraConfigEntry) -> bool:
    """Stop what moves and end the pictures."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded:
        await entry.runtime_data.camera.aclose()
        await async_forget_capabilities(hass, entry)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: CameraConfigEntry) -> None:
    """Leave nothing behind, neither here nor in the camera."""
    await async_remove_alarm_webhook(hass, entry)
    await async_forget_capabilities(hass, entry)
    withdraw_missing_rights(hass, entry)
    report_disabled(hass, entry, disabled=False)
