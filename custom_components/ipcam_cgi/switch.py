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
    _row(f.MAIL_ON_ALARM),
    _row(f.WEB_REQUEST_ON_ALARM, enabled=False),
    _row(f.ALARM_OUTPUT_ON_ALARM),
    _row(f.ALARM_SCHEDULE),
    _row(f.FTP_SCHEDULE, enabled=False),
    _row(f.FTP_KEEP_CONNECTION, enabled=False),
    _row(f.MAIL_ON_ADDRESS_CHANGE, enabled=False),
    _row(f.ALARM_OUTPUT, category=None),
    _row(f.INFRARED_LIGHT, category=None),
    _row(f.MIRROR),
    _row(f.FLIP),
    _row(f.NTP),
    _row(f.UPNP, enabled=False),
    _row(f.PRIVACY_MODE, category=None),
    _row(f.PRIVACY_SCHEDULE, enabled=False),
    _row(f.CENTER_ON_START, enabled=False),
    _row(f.DISABLE_PRESETS, enabled=False),
    _row(f.COMPUTER_SOUND_ON_ALARM),
    _row(f.RING_ON_ALARM),
    _row(f.SNAPSHOT_ON_ALARM),
    _row(f.RECORD_ON_ALARM),
    _row(f.PRE_RECORD),
    _row(f.OVERLAY_NAME),
    _row(f.PRIVACY_MASK),
    _row(f.RING_ON_ALARM_INPUT, enabled=False),
    _row(f.MAIL_ON_ALARM_INPUT, enabled=False),
    _row(f.SNAPSHOT_ON_ALARM_INPUT, enabled=False),
    _row(f.RECORD_ON_ALARM_INPUT, enabled=False),
    _row(f.SNAPSHOT_SCHEDULE, enabled=False),
    _row(f.COMPUTER_RECORD_ON_ALARM, enabled=False),
    _row(f.RECORD_AUDIO, enabled=False),
    _row(f.DAYLIGHT_SAVING_TIME, enabled=False),
    _row(f.DDNS, enabled=False),
    _row(f.P2P, enabled=False),
    _row(f.FIREWALL, enabled=False),
    _row(f.PPPOE, enabled=False),
    _row(f.MAIL, enabled=False),
    _row(f.PATROL_CUSTOM_DURATION_USED, enabled=False),
    _row(f.OVERLAY),
    _row(f.OVERLAY_WEEKDAY, enabled=False),
    *(_row(each, enabled=False) for each in f.OVERLAYS),
    _row(f.NIGHT_MOTION_SETTINGS),
    _row(f.ANTI_FLICKER),
    _row(f.AUDIO),
    _row(f.AUDIO_AMPLIFIER, enabled=False),
    _row(f.RECORD_SCHEDULE),
    _row(f.LOCAL_STORAGE),
    _row(f.NETWORK_STORAGE, enabled=False),
    _row(f.STORE_SNAPSHOTS, enabled=False),
    _row(f.RTMP, enabled=False),
    _row(f.ONVIF_LOGIN, enabled=False),
    _row(f.RTSP_SERVICE, enabled=False),
    _row(f.CONTROL_SERVICE, enabled=False),
    _row(f.PRIVATE_PROTOCOL_SERVICE, enabled=False),
    *(_row(output, category=None, enabled=False) for output in f.EXTRA_OUTPUTS),
    _row(f.TAMPER_DETECTION),
    _row(f.ALL_MOTION_DETECTION, enabled=False),
    _row(f.ALL_ALARM_INPUTS, enabled=False),
    _row(f.ALARM_OUTPUT_ARMED),
    _row(f.ALL_ALARM_OUTPUTS, enabled=False),
    _row(f.ALARM_OUTPUT_ON_MOTION),
    _row(f.ALARM_OUTPUT_ON_ALARM_INPUT),
    _row(f.ALARM_OUTPUT_ON_TAMPER, enabled=False),
    _row(f.RECORD_ON_MOTION),
    _row(f.RECORD_ON_TAMPER, enabled=False),
    _row(f.RECORD_TO_FTP),
    _row(f.RECORD_TO_MAIL),
    _row(f.INFRARED_LIGHT_AT_NIGHT),
    _row(f.WDR),
    _row(f.COLOR_BARS, enabled=False),
    _row(f.MONOCHROME),
    _row(f.NEGATIVE, enabled=False),
    _row(f.SLOW_SHUTTER),
    _row(f.OVERLAY_TEXT_SHOWN),
    _row(f.OVERLAY_DATE),
    _row(f.OVERLAY_TIME),
    _row(f.OVERLAY_EVENTS),
    _row(f.OVERLAY_DAY_NIGHT, enabled=False),
    _row(f.OVERLAY_MOTION, enabled=False),
    _row(f.OVERLAY_ALARM_INPUT, enabled=False),
    _row(f.OVERLAY_ALARM_OUTPUT, enabled=False),
    _row(f.OVERLAY_TAMPER, enabled=False),
    _row(f.ANALOG_OUTPUT, enabled=False),
    _row(f.SPEAKER),
    _row(f.RTCP, enabled=False),
    _row(f.MULTICAST, enabled=False),
    _row(f.RTSP_LOGIN, enabled=False),
    _row(f.PAN_TILT, enabled=False),
    _row(f.ZOOM_FOCUS, enabled=False),
    *(_row(each, enabled=False) for each in (*f.STREAMS, *f.CAPTURES, *f.PRIVACY_MASKS)),
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
