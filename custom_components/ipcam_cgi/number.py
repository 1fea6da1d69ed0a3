"""Settings of a camera that are numbers."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.number import NumberEntity, NumberEntityDescription, NumberMode
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import features as f
from .ipcam.values import Int

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class NumberDescription(FeatureDescription[int], NumberEntityDescription):
    """A number; its range and unit are the camera's."""


def _row(feature: f.Feature[int], *, slider: bool = True, enabled: bool = True) -> NumberDescription:
    return NumberDescription(
        key=feature.key,
        feature=feature,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=enabled,
        mode=NumberMode.SLIDER if slider else NumberMode.BOX,
    )


DESCRIPTIONS = (
    _row(f.BRIGHTNESS),
    _row(f.CONTRAST),
    _row(f.MOTION_SENSITIVITY),
    _row(f.SOUND_SENSITIVITY),
    _row(f.ALARM_UPLOAD_INTERVAL, slider=False),
    _row(f.FTP_UPLOAD_INTERVAL, slider=False, enabled=False),
    _row(f.PATROL_INTERVAL, slider=False, enabled=False),
    _row(f.PATROL_HORIZONTAL_ROUNDS, slider=False, enabled=False),
    _row(f.PATROL_VERTICAL_ROUNDS, slider=False, enabled=False),
    _row(f.PATROL_RATE, enabled=False),
    _row(f.PATROL_UP_RATE, enabled=False),
    _row(f.PATROL_DOWN_RATE, enabled=False),
    _row(f.PATROL_LEFT_RATE, enabled=False),
    _row(f.PATROL_RIGHT_RATE, enabled=False),
    _row(f.PRESET_ON_START, slider=False, enabled=False),
    _row(f.PRESET_ON_ALARM, slider=False, enabled=False),
    _row(f.TIME_ZONE_OFFSET, slider=False, enabled=False),
    _row(f.DAYLIGHT_SAVING, slider=False, enabled=False),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the numbers that this camera has."""
    coordinator = entry.runtime_data
    async_add_entities(CameraNumber(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))


class CameraNumber(FeatureEntity[int], NumberEntity):
    """A setting that is a number."""

    entity_description: NumberDescription
    _attr_native_step = 1

    @property
    def _limits(self) -> Int:
        codec = self.device.codec(self.feature)
        if not isinstance(codec, Int):
            raise TypeError(f"{self.feature.key} has no limits")
        return codec

    @property
    @override
    def native_min_value(self) -> float:
        return self._limits.minimum

    @property
    @override
    def native_max_value(self) -> float:
        return self._limits.maximum

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        return self._limits.unit or None

    @property
    @override
    def native_value(self) -> float | None:
        return self.current

    @override
    async def async_set_native_value(self, value: float) -> None:
        await self.write(round(value))
