"""Times of day in a camera's plans."""

from dataclasses import dataclass
from datetime import time
from typing import override

from homeassistant.components.time import TimeEntity, TimeEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import features as f

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class TimeDescription(FeatureDescription[time], TimeEntityDescription):
    """A time of day."""


DESCRIPTIONS = tuple(
    TimeDescription(
        key=feature.key,
        feature=feature,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
    )
    for feature in (*f.INFRARED_STARTS, *f.INFRARED_ENDS)
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the times that this camera keeps."""
    coordinator = entry.runtime_data
    async_add_entities(CameraTime(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))


class CameraTime(FeatureEntity[time], TimeEntity):
    """A time of day."""

    entity_description: TimeDescription

    @property
    @override
    def native_value(self) -> time | None:
        return self.current

    @override
    async def async_set_value(self, value: time) -> None:
        await self.write(value.replace(second=0, microsecond=0))
