"""Alarms and links of a camera."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, IpcamCgiEntity, supported
from .ipcam import features as f

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class BinarySensorDescription(FeatureDescription[bool], BinarySensorEntityDescription):
    """A state of a camera that is on or off."""


def _row(
    feature: f.Feature[bool],
    device_class: BinarySensorDeviceClass,
    *,
    category: EntityCategory | None = None,
    enabled: bool = False,
) -> BinarySensorDescription:
    return BinarySensorDescription(
        key=feature.key,
        feature=feature,
        device_class=device_class,
        entity_category=category,
        entity_registry_enabled_default=enabled,
    )


DESCRIPTIONS = (
    _row(f.MOTION, BinarySensorDeviceClass.MOTION, enabled=True),
    _row(f.SOUND, BinarySensorDeviceClass.SOUND, enabled=True),
    _row(f.ALARM_INPUT, BinarySensorDeviceClass.SAFETY, enabled=True),
    _row(f.PERSON, BinarySensorDeviceClass.OCCUPANCY, enabled=True),
    _row(f.VEHICLE, BinarySensorDeviceClass.OCCUPANCY, enabled=True),
    _row(f.RECORDING, BinarySensorDeviceClass.RUNNING, category=EntityCategory.DIAGNOSTIC),
    _row(
        f.SD_CARD_PROBLEM, BinarySensorDeviceClass.PROBLEM, category=EntityCategory.DIAGNOSTIC, enabled=True
    ),
    _row(f.WIFI_CONNECTED, BinarySensorDeviceClass.CONNECTIVITY, category=EntityCategory.DIAGNOSTIC),
    _row(f.TAMPER, BinarySensorDeviceClass.TAMPER, enabled=True),
    _row(f.RESTART_NEEDED, BinarySensorDeviceClass.PROBLEM, category=EntityCategory.DIAGNOSTIC, enabled=True),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add what this camera can tell."""
    coordinator = entry.runtime_data
    async_add_entities(CameraBinarySensor(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))
    if coordinator.camera.has_events:
        async_add_entities([EventPush(coordinator, "event_push")])


class CameraBinarySensor(FeatureEntity[bool], BinarySensorEntity):
    """A state of a camera that is on or off."""

    entity_description: BinarySensorDescription

    @property
    @override
    def is_on(self) -> bool | None:
        return self.current


class EventPush(IpcamCgiEntity, BinarySensorEntity):
    """Whether the camera pushes its events; else they are polled."""

    _attr_device_class = BinarySensorDeviceClass.CONNECTIVITY
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False

    @property
    @override
    def available(self) -> bool:
        return True

    @property
    @override
    def is_on(self) -> bool:
        return self.camera.is_pushing

    @override
    def _seen(self) -> tuple[object, ...]:
        return (*super()._seen(), self.is_on)
