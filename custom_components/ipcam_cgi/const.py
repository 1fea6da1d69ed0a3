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
CONF_CHOSEN: Final = "chosen"
"""Whether the owner has chosen the dialect, because the camera was not recognized."""
CONF_PATH: Final = "path"
"""What goes in front of the path of each request; as behind a reverse proxy."""

CONF_ALARM_WEBHOOK: Final = "alarm_webhook"
CONF_REPLACE_ALARM_URL: Final = "replace_alarm_url"
CONF_SAVED_ALARM_URL: Final = "saved_alarm_url"
CONF_RESOLUTION: Final = "resolution"
CONF_SETTLE_SWAPS: Final = "settle_swaps"
CONF_SWAP_PAN: Final = "swap_pan"
CONF_SWAP_TILT: Final = "swap_tilt"
CONF_OUTPUT: Final = "output"
CONF_TRY_OUT: Final = "try_out"
CONF_SEEN: Final = "seen"

EVENT_CLIP_RECORDED: Final = f"{DOMAIN}_clip_recorded"

MAX_PIXELS: Final = 1 << 24
"""Pixels of the largest picture that is decoded."""
