"""Settings of a camera with a list of choices."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import Choice, features as f

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class SelectDescription(FeatureDescription[str], SelectEntityDescription):
    """A setting with a list of choices; the camera's limits name them."""


def _row(
    feature: f.Feature[str],
    *,
    category: EntityCategory | None = EntityCategory.CONFIG,
    enabled: bool = False,
) -> SelectDescription:
    return SelectDescription(
        key=feature.key,
        feature=feature,
        entity_category=category,
        entity_registry_enabled_default=enabled,
    )


DESCRIPTIONS = (
    _row(f.RESOLUTION),
    _row(f.POWER_LINE_FREQUENCY),
    _row(f.PRESET, category=None, enabled=True),
    _row(f.PATROL, category=None, enabled=True),
    _row(f.STATUS_LED),
    _row(f.MOTION_SENSITIVITY_LEVEL, enabled=True),
    _row(f.AUTOMATIC_PATROL),
    _row(f.ALARM_INPUT_LEVEL),
    _row(f.ALARM_OUTPUT_LEVEL),
    _row(f.DECODER_BAUD_RATE),
    _row(f.FTP_MODE),
    _row(f.MAIL_ENCRYPTION),
    _row(f.STREAM_PROFILE),
    _row(f.PTZ_SPEED),
    _row(f.SOUND_SENSITIVITY_LEVEL),
    _row(f.H264_FRAME_REFERENCES),
    _row(f.SNAPSHOT_QUALITY),
    _row(f.SNAPSHOT_STORAGE),
    _row(f.RECORD_FRAME_RATE),
    _row(f.RECORD_WHEN_FULL),
    _row(f.ZOOM_SPEED),
    _row(f.PATROL_END),
    _row(f.MOTOR_TEST),
    _row(f.MOTOR_TEST_PRESET),
    _row(f.DATE_FORMAT),
    _row(f.TIME_FORMAT),
    _row(f.DDNS_PROVIDER),
    _row(f.FIREWALL_RULE),
    _row(f.SUB_RESOLUTION),
    _row(f.VIDEO_CODEC),
    _row(f.SUB_VIDEO_CODEC),
    _row(f.BIT_RATE_CONTROL),
    _row(f.SUB_BIT_RATE_CONTROL),
    _row(f.H264_PROFILE),
    _row(f.AUDIO_CODEC),
    _row(f.AUDIO_SAMPLE_RATE),
    _row(f.AUDIO_BIT_RATE),
    _row(f.OVERLAY_COLOR),
    _row(f.OVERLAY_SIZE),
    _row(f.OVERLAY_STREAM_DETAILS),
    _row(f.OVERLAY_TIME_FORMAT),
    _row(f.OVERLAY_TEXT_PLACEMENT),
    _row(f.OVERLAY_TIME_PLACEMENT),
    _row(f.TIME_ZONE),
    _row(f.TIME_SOURCE),
    _row(f.INFRARED_MODE, enabled=True),
    _row(f.DAY_SHUTTER_MODE),
    _row(f.NIGHT_SHUTTER_MODE),
    _row(f.RECORD_STREAM),
    _row(f.RECORD_FILE_LENGTH),
    _row(f.RTMP_STREAM),
    _row(f.RTMP_TYPE),
    *(_row(each) for each in (*f.OVERLAY_SIZES, *f.OVERLAY_PLACEMENTS)),
    _row(f.ALARM_INPUT_CONTACT),
    _row(f.DAY_NIGHT_MODE, enabled=True),
    _row(f.LICENSE_PLATE_DAY_SHUTTER),
    _row(f.LICENSE_PLATE_NIGHT_SHUTTER),
    _row(f.WHITE_BALANCE),
    _row(f.WDR_MODE),
    _row(f.WDR_COMPENSATION),
    _row(f.WDR_STEP),
    _row(f.SHUTTER_MODE),
    _row(f.MAX_EXPOSURE),
    _row(f.ANTI_FLICKER_STRENGTH),
    _row(f.SHUTTER_SPEED),
    _row(f.THIRD_RESOLUTION),
    _row(f.THIRD_VIDEO_CODEC),
    _row(f.THIRD_BIT_RATE_CONTROL),
    _row(f.SUB_VIDEO_SOURCE),
    _row(f.THIRD_VIDEO_SOURCE),
    _row(f.OVERLAY_DATE_FORMAT),
    _row(f.ANALOG_OUTPUT_STANDARD),
    _row(f.LANGUAGE),
    _row(f.AUTO_PAN_PATROL, category=None, enabled=True),
    _row(f.PRESET_PATROL, category=None, enabled=True),
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
        codec = self.camera.limits(self.feature)
        return codec.names if isinstance(codec, Choice) else []

    @property
    @override
    def current_option(self) -> str | None:
        return self.current

    @override
    async def async_select_option(self, option: str) -> None:
        await self.write(option)
