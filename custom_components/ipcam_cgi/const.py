"""Names shared by the parts of the integration."""

from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "ipcam_cgi"

PLATFORMS: Final = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CAMERA,
    Platform.EVENT,
    Platform.LIGHT,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TEXT,
    Platform.TIME,
]

CONF_DIALECT: Final = "dialect"
CONF_LENIENT: Final = "lenient"

CONF_ALARM_WEBHOOK: Final = "alarm_webhook"
CONF_REPLACE_ALARM_URL: Final = "replace_alarm_url"
CONF_SAVED_ALARM_URL: Final = "saved_alarm_url"
CONF_ALARM_INTERVAL: Final = "alarm_interval"
CONF_RESOLUTION: Final = "resolution"
CONF_RATE: Final = "rate"
CONF_MOVABLE: Final = "movable"
CONF_SWAP_PAN: Final = "swap_pan"
CONF_SWAP_TILT: Final = "swap_tilt"
CONF_SPEED: Final = "speed"
CONF_OUTPUT: Final = "output"
CONF_PRESET_COUNT: Final = "preset_count"
CONF_PRESETS: Final = "presets"
CONF_TRY_OUT: Final = "try_out"
CONF_SEEN: Final = "seen"
CONF_PRE_ROLL: Final = "pre_roll"
CONF_RTSP: Final = "rtsp"
CONF_RTSP_PATH: Final = "rtsp_path"
CONF_MJPEG: Final = "mjpeg"

EVENT_CLIP_RECORDED: Final = f"{DOMAIN}_clip_recorded"

MAX_PRE_ROLL: Final = 30
MAX_PIXELS: Final = 1 << 24
"""Pixels of the largest picture that is decoded."""
DEFAULT_ALARM_INTERVAL: Final = 2
DEFAULT_PRESET_COUNT: Final = 8
MAX_PRESETS: Final = 256
DEFAULT_SPEED: Final = 50
