"""The names that entries of earlier versions have stored, and the present ones."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import CONF_ALARM_WEBHOOK, CONF_LENIENT, CONF_SETTLE_SWAPS, CONF_SWAP_PAN, CONF_SWAP_TILT, DOMAIN
from .ipcam import Camera, features as f

RENAMED = {
    "alarm_http": "web_request_on_alarm",
    "alarm_input_type": "alarm_input_contact",
    "alarm_mail": "mail_on_alarm",
    "alarm_output_link": "alarm_output_on_alarm",
    "alarm_output_on_input": "alarm_output_on_alarm_input",
    "alarm_output_time": "alarm_output_duration",
    "alarm_record": "record_on_alarm",
    "alarm_record_seconds": "record_on_alarm_duration",
    "alarm_ring": "ring_on_alarm",
    "alarm_snapshot": "snapshot_on_alarm",
    "antiflicker": "anti_flicker",
    "audio_output": "speaker",
    "auto_level": "day_night_threshold",
    "autopan": "auto_pan_patrol",
    "cruise_custom_seconds": "patrol_custom_duration",
    "cruise_custom_time": "patrol_custom_duration_used",
    "cruise_loops": "patrol_loops",
    "cruise_mode": "patrol_end",
    "cruise_time": "patrol_duration",
    "day_night": "day_night_mode",
    "daylight_saving": "daylight_saving_offset",
    "ddns_server": "ddns_provider",
    "decoder_baud": "decoder_baud_rate",
    "distortion": "lens_correction",
    "dst": "daylight_saving_time",
    "edge": "edge_enhancement",
    "event_record": "record_on_alarm",
    "event_record_after": "post_record_duration",
    "event_record_before": "pre_record_duration",
    "event_record_ftp": "record_to_ftp",
    "event_record_mail": "record_to_mail",
    "event_record_on_input": "record_on_alarm_input",
    "event_record_on_motion": "record_on_motion",
    "event_record_on_tamper": "record_on_tamper",
    "event_record_size": "record_max_size",
    "event_record_stream": "record_stream",
    "flicker_suppression": "anti_flicker_strength",
    "ftp_retain": "ftp_keep_connection",
    "h264_reference": "h264_frame_references",
    "hik_service": "private_protocol_service",
    "infrared_lamp": "infrared_light_brightness",
    "infrared_link": "infrared_light_at_night",
    "input_level": "alarm_input_level",
    "input_mail": "mail_on_alarm_input",
    "input_record": "record_on_alarm_input",
    "input_ring": "ring_on_alarm_input",
    "input_snap_interval": "alarm_input_snapshot_interval",
    "input_snapshot": "snapshot_on_alarm_input",
    "input_trigger_interval": "alarm_input_interval",
    "input_volume": "microphone_volume",
    "ir_light": "infrared_light",
    "lens_reset": "reset_lens",
    "local_alarm_record": "computer_record_on_alarm",
    "local_record_seconds": "computer_record_duration",
    "mail_address_change": "mail_on_address_change",
    "motion_name": "motion_detector_name",
    "night_edge": "night_edge_enhancement",
    "night_parameters": "night_motion_settings",
    "onvif_auth": "onvif_login",
    "osd": "overlay",
    "osd_alarm_input": "overlay_alarm_input",
    "osd_alarm_output": "overlay_alarm_output",
    "osd_color": "overlay_color",
    "osd_date": "overlay_date",
    "osd_date_format": "overlay_date_format",
    "osd_day_night": "overlay_day_night",
    "osd_events": "overlay_events",
    "osd_mask": "privacy_mask",
    "osd_motion": "overlay_motion",
    "osd_name": "overlay_name",
    "osd_resolution": "overlay_stream_details",
    "osd_size": "overlay_size",
    "osd_tamper": "overlay_tamper",
    "osd_text": "overlay_text",
    "osd_text_shown": "overlay_text_shown",
    "osd_time": "overlay_time",
    "osd_time_format": "overlay_time_format",
    "osd_time_place": "overlay_time_placement",
    "osd_time_x": "overlay_time_x",
    "osd_time_y": "overlay_time_y",
    "osd_title": "overlay_text",
    "osd_title_place": "overlay_text_placement",
    "osd_title_x": "overlay_text_x",
    "osd_title_y": "overlay_text_y",
    "osd_week": "overlay_weekday",
    "output_level": "alarm_output_level",
    "output_volume": "speaker_volume",
    "patrol_down_rate": "patrol_speed_down",
    "patrol_horizontal_rounds": "patrol_horizontal_loops",
    "patrol_left_rate": "patrol_speed_left",
    "patrol_rate": "patrol_speed",
    "patrol_right_rate": "patrol_speed_right",
    "patrol_type": "automatic_patrol",
    "patrol_up_rate": "patrol_speed_up",
    "patrol_vertical_rounds": "patrol_vertical_loops",
    "plate_speed_day": "license_plate_day_shutter",
    "plate_speed_night": "license_plate_night_shutter",
    "point_to_day": "day_threshold",
    "point_to_night": "night_threshold",
    "power_frequency": "power_line_frequency",
    "pre_record_seconds": "pre_record_duration",
    "record_full": "record_when_full",
    "record_level": "record_frame_rate",
    "relay": "alarm_output",
    "remote_storage": "network_storage",
    "schedule_snap_interval": "snapshot_schedule_interval",
    "sd_free": "sd_card_free",
    "sd_problem": "sd_card_problem",
    "sd_total": "sd_card_size",
    "selftest_mode": "motor_test",
    "selftest_preset": "motor_test_preset",
    "snap_interval": "alarm_snapshot_interval",
    "snap_schedule": "snapshot_schedule",
    "snapshot_location": "snapshot_storage",
    "sound_alarm": "computer_sound_on_alarm",
    "store_stills": "store_snapshots",
    "stream_type": "stream_profile",
    "sub_stream_format": "sub_video_codec",
    "tour": "preset_patrol",
    "trigger_interval": "alarm_interval",
    "tv_out": "analog_output",
    "tv_type": "analog_output_standard",
    "video_profile": "h264_profile",
    "white_lamp": "white_light_brightness",
    **{f"encoder_{n}": f"stream_{n}" for n in range(1, 4)},
    **{f"overlay_{n}_place": f"overlay_{n}_placement" for n in range(1, 6)},
    **{f"privacy_area_{n}": f"privacy_mask_{n}" for n in range(1, 17)},
}
"""Keys of entities before minor version 2, and since; no key has had two meanings."""


@callback
def async_rename(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Rename what minor version 1 has stored of an entry; entity ids stay as they are."""
    _rename_entities(hass, entry)
    data = _renamed(entry.data, "tolerant", CONF_LENIENT)
    if entry.options.get(CONF_SWAP_PAN) or entry.options.get(CONF_SWAP_TILT):
        data[CONF_SETTLE_SWAPS] = True
    hass.config_entries.async_update_entry(
        entry,
        data=data,
        options=_renamed(entry.options, "alarm_call", CONF_ALARM_WEBHOOK),
        minor_version=2,
    )


async def async_settle_swaps(hass: HomeAssistant, entry: ConfigEntry, camera: Camera) -> bool:
    """Keep the directions that an owner has found out; return whether that changes an option.

    With minor version 1, what the picture is turned by was part of the swaps; since then it is looked up.
    """
    if CONF_SETTLE_SWAPS not in entry.data:
        return False
    options = dict(entry.options)
    if camera.ptz.follows_sensor:
        flipped, mirrored = await camera.turned()
        if camera.state.get(f.FLIP) is None:
            # It may tell at the next start.
            return False
        options[CONF_SWAP_PAN] = bool(options.get(CONF_SWAP_PAN)) is not mirrored
        options[CONF_SWAP_TILT] = bool(options.get(CONF_SWAP_TILT)) is not flipped
    data = {name: value for name, value in entry.data.items() if name != CONF_SETTLE_SWAPS}
    changed = options != entry.options
    hass.config_entries.async_update_entry(entry, data=data, options=options)
    return changed


def _renamed(stored: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: value for name, value in stored.items()}


def _rename_entities(hass: HomeAssistant, entry: ConfigEntry) -> None:
    registry = er.async_get(hass)
    prefix = f"{entry.unique_id or entry.entry_id}_"
    for each in er.async_entries_for_config_entry(registry, entry.entry_id):
        key = RENAMED.get(each.unique_id.removeprefix(prefix))
        # Of a camera whose dialect has changed, an entity with the new name may be there already.
        if key and registry.async_get_entity_id(each.domain, DOMAIN, prefix + key) is None:
            registry.async_update_entity(each.entity_id, new_unique_id=prefix + key)
