"""Sensors that do nothing, for what Home Assistant itself takes for as many entities."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant


async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Make the sensors of one device."""
    await hass.config_entries.async_forward_entry_setups(entry, [Platform.SENSOR])
    return True
