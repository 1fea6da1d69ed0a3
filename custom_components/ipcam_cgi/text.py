"""Names and addresses in a camera."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.text import TextEntity, TextEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import Text, features as f

PARALLEL_UPDATES = 1

MAX_STATE_LENGTH = 255


@dataclass(frozen=True, kw_only=True)
class TextDescription(FeatureDescription[str], TextEntityDescription):
    """A text that the camera keeps."""


DESCRIPTIONS = tuple(
    TextDescription(
        key=feature.key,
        feature=feature,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
    )
    for feature in (
        f.DEVICE_NAME,
        f.NTP_SERVER,
        f.ALARM_OUTPUT_NAME,
        f.ALARM_INPUT_NAME,
        f.MOTION_DETECTOR_NAME,
        f.OVERLAY_TEXT,
        f.RTMP_SERVER,
        f.RTMP_APPLICATION,
        f.RTMP_STREAM_ID,
        f.NFS_SERVER,
        f.NFS_PATH,
        *f.OVERLAY_TEXTS,
    )
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the texts that this camera keeps."""
    coordinator = entry.runtime_data
    async_add_entities(CameraText(coordinator, row) for row in supported(coordinator, DESCRIPTIONS))


class CameraText(FeatureEntity[str], TextEntity):
    """A text that the camera keeps."""

    entity_description: TextDescription

    @property
    @override
    def native_max(self) -> int:
        codec = self.camera.limits(self.feature)
        return min(codec.maximum, MAX_STATE_LENGTH) if isinstance(codec, Text) else MAX_STATE_LENGTH

    @property
    @override
    def native_value(self) -> str | None:
        return None if self.current is None else self.current[:MAX_STATE_LENGTH]

    @override
    async def async_set_value(self, value: str) -> None:
        await self.write(value)
