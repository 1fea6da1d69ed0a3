"""The sensors."""

from homeassistant.components.sensor import SensorEntity
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback


async def async_setup_entry(
    hass: HomeAssistant, entry: ConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add as many as were asked for."""
    device = DeviceInfo(identifiers={("bare", entry.unique_id or "")}, name=entry.title)
    async_add_entities(BareSensor(entry, device, number) for number in range(entry.data["sensors"]))


class BareSensor(SensorEntity):
    """A sensor that always shows its number."""

    _attr_should_poll = False
    _attr_has_entity_name = True

    def __init__(self, entry: ConfigEntry, device: DeviceInfo, number: int) -> None:
        """Belong to `device`."""
        self._attr_unique_id = f"{entry.unique_id}_{number}"
        self._attr_device_info = device
        self._attr_name = f"Sensor {number}"
        self._attr_native_value = number
