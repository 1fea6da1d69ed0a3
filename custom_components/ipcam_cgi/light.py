"""The lamps of a camera."""

from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.light import ATTR_BRIGHTNESS, ColorMode, LightEntity, LightEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.color import brightness_to_value, value_to_brightness

from .coordinator import CameraConfigEntry, CameraCoordinator
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import features as f

PARALLEL_UPDATES = 1

PERCENT = (1, 100)


@dataclass(frozen=True, kw_only=True)
class LightDescription(FeatureDescription[int], LightEntityDescription):
    """A lamp; the feature is its brightness in percent, 0 when it is off."""


DESCRIPTIONS = tuple(
    LightDescription(key=feature.key, feature=feature)
    for feature in (f.INFRARED_LIGHT_BRIGHTNESS, f.WHITE_LIGHT_BRIGHTNESS)
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the lamps that this camera has."""
    coordinator = entry.runtime_data
    async_add_entities(CameraLight(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))


class CameraLight(FeatureEntity[int], LightEntity):
    """A lamp that can be dimmed. Switched on without a brightness it shines as it did last."""

    entity_description: LightDescription
    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_color_modes = {ColorMode.BRIGHTNESS}

    def __init__(self, coordinator: CameraCoordinator, description: LightDescription) -> None:
        """Shine fully the first time."""
        super().__init__(coordinator, description)
        self._last = PERCENT[1]

    @property
    @override
    def is_on(self) -> bool | None:
        return None if self.current is None else self.current > 0

    @property
    @override
    def brightness(self) -> int | None:
        return value_to_brightness(PERCENT, self.current) if self.current else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        percent = self.current or self._last
        if ATTR_BRIGHTNESS in kwargs:
            percent = max(PERCENT[0], round(brightness_to_value(PERCENT, kwargs[ATTR_BRIGHTNESS])))
        await self.write(percent)
        self._last = percent

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._last = self.current or self._last
        await self.write(0)
