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
    enabled: bool = False,
) -> SwitchDescription:
    return SwitchDescription(
        key=feature.key,
        feature=feature,
        entity_category=category,
        entity_registry_enabled_default=enabled,
    )


DESCRIPTIONS = (
    _row(f.MOTION_DETECTION, category=None, enabled=True),
    _row(f.SOUND_DETECTION, category=None, enabled=True),
    _row(f.ALARM_INPUT_ARMED),
    _row(f.MOTION_COMPENSATION),
    _row(f.MAIL_ON_ALARM),
    _row(f.WEB_REQUEST_ON_ALARM),
    _row(f.ALARM_OUTPUT_ON_ALARM),
    _row(f.ALARM_SCHEDULE),
    _row(f.FTP_SCHEDULE),
    _row(f.FTP_KEEP_CONNECTION),
    _row(f.MAIL_ON_ADDRESS_CHANGE),
    _row(f.ALARM_OUTPUT, category=None, enabled=True),
    _row(f.INFRARED_LIGHT, category=None, enabled=True),
    _row(f.MIRROR),
    _row(f.FLIP),
    _row(f.NTP),
    _row(f.UPNP),
    _row(f.PRIVACY_MODE, category=None, enabled=True),
    _row(f.PRIVACY_SCHEDULE),
    _row(f.CENTER_ON_START),
    _row(f.DISABLE_PRESETS),
    _row(f.COMPUTER_SOUND_ON_ALARM),
    _row(f.RING_ON_ALARM),
    _row(f.SNAPSHOT_ON_ALARM),
    _row(f.RECORD_ON_ALARM),
    _row(f.PRE_RECORD),
    _row(f.OVERLAY_NAME),
    _row(f.PRIVACY_MASK),
    _row(f.RING_ON_ALARM_INPUT),
    _row(f.MAIL_ON_ALARM_INPUT),
    _row(f.SNAPSHOT_ON_ALARM_INPUT),
    _row(f.RECORD_ON_ALARM_INPUT),
    _row(f.SNAPSHOT_SCHEDULE),
    _row(f.COMPUTER_RECORD_ON_ALARM),
    _row(f.RECORD_AUDIO),
    _row(f.DAYLIGHT_SAVING_TIME),
    _row(f.DDNS),
    _row(f.P2P),
    _row(f.FIREWALL),
    _row(f.PPPOE),
    _row(f.MAIL),
    _row(f.PATROL_CUSTOM_DURATION_USED),
    _row(f.OVERLAY),
    _row(f.OVERLAY_WEEKDAY),
    *(_row(each) for each in f.OVERLAYS),
    _row(f.NIGHT_MOTION_SETTINGS),
    _row(f.ANTI_FLICKER),
    _row(f.AUDIO),
    _row(f.AUDIO_AMPLIFIER),
    _row(f.RECORD_SCHEDULE),
    _row(f.LOCAL_STORAGE),
    _row(f.NETWORK_STORAGE),
    _row(f.STORE_SNAPSHOTS),
    _row(f.RTMP),
    _row(f.ONVIF_LOGIN),
    _row(f.RTSP_SERVICE),
    _row(f.CONTROL_SERVICE),
    _row(f.PRIVATE_PROTOCOL_SERVICE),
    *(_row(output, category=None) for output in f.EXTRA_OUTPUTS),
    _row(f.TAMPER_DETECTION),
    _row(f.ALL_MOTION_DETECTION),
    _row(f.ALL_ALARM_INPUTS),
    _row(f.ALARM_OUTPUT_ARMED),
    _row(f.ALL_ALARM_OUTPUTS),
    _row(f.ALARM_OUTPUT_ON_MOTION),
    _row(f.ALARM_OUTPUT_ON_ALARM_INPUT),
    _row(f.ALARM_OUTPUT_ON_TAMPER),
    _row(f.RECORD_ON_MOTION),
    _row(f.RECORD_ON_TAMPER),
    _row(f.RECORD_TO_FTP),
    _row(f.RECORD_TO_MAIL),
    _row(f.INFRARED_LIGHT_AT_NIGHT, enabled=True),
    _row(f.WDR),
    _row(f.COLOR_BARS),
    _row(f.MONOCHROME),
    _row(f.NEGATIVE),
    _row(f.SLOW_SHUTTER),
    _row(f.OVERLAY_TEXT_SHOWN),
    _row(f.OVERLAY_DATE),
    _row(f.OVERLAY_TIME),
    _row(f.OVERLAY_EVENTS),
    _row(f.OVERLAY_DAY_NIGHT),
    _row(f.OVERLAY_MOTION),
    _row(f.OVERLAY_ALARM_INPUT),
    _row(f.OVERLAY_ALARM_OUTPUT),
    _row(f.OVERLAY_TAMPER),
    _row(f.ANALOG_OUTPUT),
    _row(f.SPEAKER),
    _row(f.RTCP),
    _row(f.MULTICAST),
    _row(f.RTSP_LOGIN),
    _row(f.PAN_TILT),
    _row(f.ZOOM_FOCUS),
    *(_row(each) for each in (*f.STREAMS, *f.CAPTURES, *f.PRIVACY_MASKS)),
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
