"""Settings of a camera that are on or off."""

from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import features as f

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class SwitchDescription(FeatureDescription[bool], SwitchEntityDescription):
    """A setting that is on or off."""


def _row(
    feature: f.Feature[bool],
    *,
    category: EntityCategory | None = EntityCategory.CONFIG,
    enabled: bool = True,
) -> SwitchDescription:
    return SwitchDescription(
        key=feature.key,
        feature=feature,
        entity_category=category,
        entity_registry_enabled_default=enabled,
    )


DESCRIPTIONS = (
    _row(f.MOTION_DETECTION, category=None),
    _row(f.SOUND_DETECTION, category=None),
    _row(f.ALARM_INPUT_ARMED),
    _row(f.MOTION_COMPENSATION),
    _row(f.ALARM_MAIL),
    _row(f.ALARM_HTTP, enabled=False),
    _row(f.ALARM_OUTPUT_LINK),
    _row(f.ALARM_SCHEDULE),
    _row(f.FTP_SCHEDULE, enabled=False),
    _row(f.FTP_RETAIN, enabled=False),
    _row(f.MAIL_ADDRESS_CHANGE, enabled=False),
    _row(f.RELAY, category=None),
    _row(f.INFRARED_LIGHT, category=None),
    _row(f.MIRROR),
    _row(f.FLIP),
    _row(f.NTP),
    _row(f.UPNP, enabled=False),
    _row(f.PRIVACY_MODE, category=None),
    _row(f.CENTER_ON_START, enabled=False),
    _row(f.DISABLE_PRESETS, enabled=False),
    *(_row(output, category=None, enabled=False) for output in f.EXTRA_OUTPUTS),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the switches that this camera has."""
    coordinator = entry.runtime_data
    async_add_entities(CameraSwitch(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))


class CameraSwitch(FeatureEntity[bool], SwitchEntity):
    """A setting that is on or off."""

    entity_description: SwitchDescription

    @property
    @override
    def is_on(self) -> bool | None:
        return self.current

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.write(True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.write(False)
