"""Settings of a camera with a list of choices."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import features as f
from .ipcam.values import Choice

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class SelectDescription(FeatureDescription[str], SelectEntityDescription):
    """A setting with a list of choices; the camera's limits name them."""


def _row(
    feature: f.Feature[str],
    *,
    category: EntityCategory | None = EntityCategory.CONFIG,
    enabled: bool = True,
) -> SelectDescription:
    return SelectDescription(
        key=feature.key,
        feature=feature,
        entity_category=category,
        entity_registry_enabled_default=enabled,
    )


DESCRIPTIONS = (
    _row(f.RESOLUTION),
    _row(f.POWER_FREQUENCY),
    _row(f.PRESET, category=None),
    _row(f.PATROL, category=None),
    _row(f.STATUS_LED),
    _row(f.MOTION_SENSITIVITY_LEVEL),
    _row(f.PATROL_TYPE, enabled=False),
    _row(f.INPUT_LEVEL, enabled=False),
    _row(f.OUTPUT_LEVEL, enabled=False),
    _row(f.DECODER_BAUD, enabled=False),
    _row(f.FTP_MODE, enabled=False),
    _row(f.MAIL_ENCRYPTION, enabled=False),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the choices that this camera has."""
    coordinator = entry.runtime_data
    async_add_entities(CameraSelect(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))


class CameraSelect(FeatureEntity[str], SelectEntity):
    """A setting with a list of choices."""

    entity_description: SelectDescription

    @property
    @override
    def options(self) -> list[str]:
        codec = self.device.codec(self.feature)
        return codec.names if isinstance(codec, Choice) else []

    @property
    @override
    def current_option(self) -> str | None:
        return self.current

    @override
    async def async_select_option(self, option: str) -> None:
        await self.write(option)
