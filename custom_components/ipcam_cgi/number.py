"""Settings of a camera that are numbers."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.number import NumberEntity, NumberEntityDescription, NumberMode
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry
from .entity import FeatureDescription, FeatureEntity, supported
from .ipcam import Int, features as f

PARALLEL_UPDATES = 1

SHOWN_IN = {"bit/s": ("kbit/s", 1000)}
"""Units that some manuals have and people do not: what is shown instead, and how many of the first it is."""


@dataclass(frozen=True, kw_only=True)
class NumberDescription(FeatureDescription[int], NumberEntityDescription):
    """A number; its range and unit are the camera's."""


def _row(feature: f.Feature[int], *, slider: bool = True, enabled: bool = False) -> NumberDescription:
    return NumberDescription(
        key=feature.key,
        feature=feature,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=enabled,
        mode=NumberMode.SLIDER if slider else NumberMode.BOX,
    )


DESCRIPTIONS = (
    _row(f.BRIGHTNESS, enabled=True),
    _row(f.CONTRAST, enabled=True),
    _row(f.MOTION_SENSITIVITY, enabled=True),
    _row(f.SOUND_SENSITIVITY),
    _row(f.ALARM_UPLOAD_INTERVAL, slider=False),
    _row(f.FTP_UPLOAD_INTERVAL, slider=False),
    _row(f.PATROL_INTERVAL, slider=False),
    _row(f.PATROL_HORIZONTAL_LOOPS, slider=False),
    _row(f.PATROL_VERTICAL_LOOPS, slider=False),
    _row(f.PATROL_SPEED),
    _row(f.PATROL_SPEED_UP),
    _row(f.PATROL_SPEED_DOWN),
    _row(f.PATROL_SPEED_LEFT),
    _row(f.PATROL_SPEED_RIGHT),
    _row(f.PRESET_ON_START, slider=False),
    _row(f.PRESET_ON_ALARM, slider=False),
    _row(f.TIME_ZONE_OFFSET, slider=False),
    _row(f.DAYLIGHT_SAVING_OFFSET, slider=False),
    _row(f.LENS_CORRECTION),
    _row(f.ALARM_INTERVAL, slider=False),
    _row(f.RECORD_ON_ALARM_DURATION, slider=False),
    _row(f.ALARM_SNAPSHOT_INTERVAL, slider=False),
    _row(f.ALARM_INPUT_SNAPSHOT_INTERVAL, slider=False),
    _row(f.ALARM_INPUT_INTERVAL, slider=False),
    _row(f.SNAPSHOT_SCHEDULE_INTERVAL, slider=False),
    _row(f.PRE_RECORD_DURATION, slider=False),
    _row(f.COMPUTER_RECORD_DURATION, slider=False),
    _row(f.PATROL_DURATION, slider=False),
    _row(f.PATROL_CUSTOM_DURATION, slider=False),
    _row(f.PATROL_LOOPS, slider=False),
    _row(f.MEDIA_PORT, slider=False),
    _row(f.HTTPS_PORT, slider=False),
    _row(f.ONVIF_PORT, slider=False),
    _row(f.P2P_PORT, slider=False),
    _row(f.SATURATION),
    _row(f.SHARPNESS),
    _row(f.HIGHLIGHT_COMPENSATION),
    _row(f.BACKLIGHT_COMPENSATION),
    _row(f.NOISE_REDUCTION_2D),
    _row(f.NOISE_REDUCTION_3D),
    _row(f.MOTION_THRESHOLD),
    _row(f.NIGHT_MOTION_SENSITIVITY),
    _row(f.NIGHT_MOTION_THRESHOLD),
    _row(f.FRAME_RATE),
    _row(f.SUB_FRAME_RATE),
    _row(f.BIT_RATE, slider=False),
    _row(f.SUB_BIT_RATE, slider=False),
    _row(f.KEY_FRAME_INTERVAL, slider=False),
    _row(f.SUB_KEY_FRAME_INTERVAL, slider=False),
    _row(f.MICROPHONE_VOLUME),
    _row(f.SPEAKER_VOLUME),
    _row(f.OVERLAY_TEXT_X, slider=False),
    _row(f.OVERLAY_TEXT_Y, slider=False),
    _row(f.OVERLAY_TIME_X, slider=False),
    _row(f.OVERLAY_TIME_Y, slider=False),
    _row(f.NTP_PORT, slider=False),
    _row(f.NTP_INTERVAL, slider=False),
    _row(f.DAY_SHUTTER_SPEED, slider=False),
    _row(f.NIGHT_SHUTTER_SPEED, slider=False),
    _row(f.RTMP_PORT, slider=False),
    *(_row(each, slider=False) for each in f.OVERLAY_COLORS),
    *(_row(each, slider=False) for each in (*f.OVERLAY_XS, *f.OVERLAY_YS)),
    _row(f.TAMPER_SENSITIVITY),
    _row(f.ALARM_OUTPUT_DURATION, slider=False),
    _row(f.POST_RECORD_DURATION),
    _row(f.RECORD_MAX_SIZE, slider=False),
    _row(f.DAY_NIGHT_THRESHOLD),
    _row(f.DAY_NIGHT_INTERVAL, slider=False),
    _row(f.NIGHT_THRESHOLD, slider=False),
    _row(f.DAY_THRESHOLD, slider=False),
    _row(f.EDGE_ENHANCEMENT),
    _row(f.HUE),
    _row(f.NIGHT_BRIGHTNESS),
    _row(f.NIGHT_CONTRAST),
    _row(f.NIGHT_SATURATION),
    _row(f.NIGHT_SHARPNESS),
    _row(f.NIGHT_EDGE_ENHANCEMENT),
    _row(f.NIGHT_HUE),
    _row(f.WHITE_BALANCE_RED),
    _row(f.WHITE_BALANCE_BLUE),
    _row(f.SLOW_SHUTTER_LEVEL),
    _row(f.GAIN),
    _row(f.THIRD_FRAME_RATE),
    _row(f.THIRD_BIT_RATE, slider=False),
    _row(f.THIRD_KEY_FRAME_INTERVAL, slider=False),
    _row(f.JPEG_QUALITY),
    _row(f.SUB_JPEG_QUALITY),
    _row(f.THIRD_JPEG_QUALITY),
    _row(f.RTSP_PORT, slider=False),
    _row(f.RTSP_TIME_LIMIT, slider=False),
    _row(f.MULTICAST_TTL, slider=False),
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
        codec = self.camera.limits(self.feature)
        if not isinstance(codec, Int):
            raise TypeError(f"{self.feature.key} has no limits")
        return codec

    @property
    def _scale(self) -> int:
        """How many of the camera's units one of those shown is."""
        return SHOWN_IN.get(self._limits.unit, ("", 1))[1]

    def _scaled(self, value: int) -> float:
        return value if self._scale == 1 else value / self._scale

    @property
    @override
    def native_min_value(self) -> float:
        return self._scaled(self._limits.minimum)

    @property
    @override
    def native_max_value(self) -> float:
        return self._scaled(self._limits.maximum)

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        unit = self._limits.unit
        return SHOWN_IN.get(unit, (unit, 1))[0] or None

    @property
    @override
    def native_value(self) -> float | None:
        return None if self.current is None else self._scaled(self.current)

    @override
    async def async_set_native_value(self, value: float) -> None:
        await self.write(round(value * self._scale))
