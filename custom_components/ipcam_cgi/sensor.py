"""What a camera reports of itself, and what we ask of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, UnitOfInformation, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry, CameraCoordinator
from .entity import FeatureDescription, FeatureEntity, IpcamCgiEntity, supported
from .ipcam import Camera, Choice, features as f

PARALLEL_UPDATES = 0
SCAN_INTERVAL = timedelta(seconds=10)
"""How often what is counted here is shown anew."""


@dataclass(frozen=True, kw_only=True)
class SensorDescription(FeatureDescription, SensorEntityDescription):
    """A reading of a camera."""


def _status(feature: f.Feature[str]) -> SensorDescription:
    return SensorDescription(
        key=feature.key,
        feature=feature,
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
    )


def _space(feature: f.Feature[int]) -> SensorDescription:
    return SensorDescription(
        key=feature.key,
        feature=feature,
        device_class=SensorDeviceClass.DATA_SIZE,
        native_unit_of_measurement=UnitOfInformation.KILOBYTES,
        suggested_unit_of_measurement=UnitOfInformation.GIGABYTES,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
    )


def _plain(feature: f.Feature) -> SensorDescription:
    return SensorDescription(
        key=feature.key,
        feature=feature,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
    )


DESCRIPTIONS = (
    _status(f.DDNS_STATUS),
    _status(f.UPNP_STATUS),
    _status(f.MSN_STATUS),
    _status(f.NTP_STATUS),
    _space(f.SD_CARD_FREE),
    _space(f.SD_CARD_SIZE),
    _plain(f.WIFI_NETWORK),
    _plain(f.SESSIONS),
    SensorDescription(
        key=f.CLOCK_OFFSET.key,
        feature=f.CLOCK_OFFSET,
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
    ),
)


@dataclass(frozen=True, kw_only=True)
class LoadDescription(SensorEntityDescription):
    """How much is asked of a camera."""

    value: Callable[[Camera], int]


def _viewers(camera: Camera) -> int:
    return sum(stats.viewers for stats in camera.streams.stats().values())


def _requests(camera: Camera) -> int:
    return camera.requests_per_minute


LOADS = (
    LoadDescription(key="viewers", value=_viewers),
    LoadDescription(key="requests_per_minute", value=_requests),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add what this camera reports."""
    coordinator = entry.runtime_data
    async_add_entities(
        [
            *(CameraSensor(coordinator, row) for row in supported(coordinator, DESCRIPTIONS)),
            *(LoadSensor(coordinator, row) for row in LOADS),
        ]
    )


class CameraSensor(FeatureEntity, SensorEntity):
    """A reading of a camera."""

    entity_description: SensorDescription

    @property
    @override
    def options(self) -> list[str] | None:
        codec = self.camera.limits(self.feature)
        return codec.names if isinstance(codec, Choice) else None

    @property
    @override
    def native_value(self) -> str | int | float | None:
        return self.current


class LoadSensor(IpcamCgiEntity, SensorEntity):
    """How much is asked of a camera."""

    entity_description: LoadDescription
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False
    _attr_state_class = SensorStateClass.MEASUREMENT
    # The camera's polls tell nothing of it, and are too many.
    should_poll = True

    def __init__(self, coordinator: CameraCoordinator, description: LoadDescription) -> None:
        """Count what `description` says."""
        super().__init__(coordinator, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> int:
        return self.entity_description.value(self.camera)

    @override
    async def async_update(self) -> None:
        """Have nothing to ask: it is counted here."""
