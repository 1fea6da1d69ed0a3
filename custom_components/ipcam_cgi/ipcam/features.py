"""The shared vocabulary: what a camera can be asked and told, whatever its dialect.

A feature's key is the entity's translation key and the end of its unique id, so it never changes.
Grouped by the kind of entity; in each group the order of the manuals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any


@dataclass(frozen=True, slots=True)
class Feature[T = Any]:
    """A neutral name with its Python type; NoneType for what can only be done."""

    key: str
    kind: type[T]


# States of the device
MOTION = Feature("motion", bool)
SOUND = Feature("sound", bool)
ALARM_INPUT = Feature("alarm_input", bool)
WIFI_CONNECTED = Feature("wifi_connected", bool)
DDNS_STATUS = Feature("ddns_status", str)
UPNP_STATUS = Feature("upnp_status", str)
MSN_STATUS = Feature("msn_status", str)
CLOCK_OFFSET = Feature("clock_offset", int)

# Switches
MOTION_DETECTION = Feature("motion_detection", bool)
SOUND_DETECTION = Feature("sound_detection", bool)
ALARM_INPUT_ARMED = Feature("alarm_input_armed", bool)
MOTION_COMPENSATION = Feature("motion_compensation", bool)
ALARM_MAIL = Feature("alarm_mail", bool)
ALARM_HTTP = Feature("alarm_http", bool)
ALARM_OUTPUT_LINK = Feature("alarm_output_link", bool)
ALARM_SCHEDULE = Feature("alarm_schedule", bool)
FTP_SCHEDULE = Feature("ftp_schedule", bool)
FTP_RETAIN = Feature("ftp_retain", bool)
MAIL_ADDRESS_CHANGE = Feature("mail_address_change", bool)
RELAY = Feature("relay", bool)
INFRARED_LIGHT = Feature("ir_light", bool)
MIRROR = Feature("mirror", bool)
FLIP = Feature("flip", bool)
NTP = Feature("ntp", bool)
UPNP = Feature("upnp", bool)
PRIVACY_MODE = Feature("privacy_mode", bool)
CENTER_ON_START = Feature("center_on_start", bool)
DISABLE_PRESETS = Feature("disable_presets", bool)

# Selects
RESOLUTION = Feature("resolution", str)
POWER_FREQUENCY = Feature("power_frequency", str)
PRESET = Feature("preset", str)
PATROL = Feature("patrol", str)
STATUS_LED = Feature("status_led", str)
MOTION_SENSITIVITY_LEVEL = Feature("motion_sensitivity_level", str)
PATROL_TYPE = Feature("patrol_type", str)
INPUT_LEVEL = Feature("input_level", str)
OUTPUT_LEVEL = Feature("output_level", str)
DECODER_BAUD = Feature("decoder_baud", str)
FTP_MODE = Feature("ftp_mode", str)
MAIL_ENCRYPTION = Feature("mail_encryption", str)

# Numbers
BRIGHTNESS = Feature("brightness", int)
CONTRAST = Feature("contrast", int)
MOTION_SENSITIVITY = Feature("motion_sensitivity", int)
SOUND_SENSITIVITY = Feature("sound_sensitivity", int)
ALARM_UPLOAD_INTERVAL = Feature("alarm_upload_interval", int)
FTP_UPLOAD_INTERVAL = Feature("ftp_upload_interval", int)
PATROL_INTERVAL = Feature("patrol_interval", int)
PATROL_HORIZONTAL_ROUNDS = Feature("patrol_horizontal_rounds", int)
PATROL_VERTICAL_ROUNDS = Feature("patrol_vertical_rounds", int)
PATROL_RATE = Feature("patrol_rate", int)
PATROL_UP_RATE = Feature("patrol_up_rate", int)
PATROL_DOWN_RATE = Feature("patrol_down_rate", int)
PATROL_LEFT_RATE = Feature("patrol_left_rate", int)
PATROL_RIGHT_RATE = Feature("patrol_right_rate", int)
PRESET_ON_START = Feature("preset_on_start", int)
PRESET_ON_ALARM = Feature("preset_on_alarm", int)
TIME_ZONE_OFFSET = Feature("time_zone_offset", int)
DAYLIGHT_SAVING = Feature("daylight_saving", int)

# Texts
DEVICE_NAME = Feature("device_name", str)
NTP_SERVER = Feature("ntp_server", str)

# Buttons
RESTART: Feature[None] = Feature("restart", NoneType)
SYNC_CLOCK: Feature[None] = Feature("sync_clock", NoneType)
TEST_MAIL: Feature[None] = Feature("test_mail", NoneType)
TEST_FTP: Feature[None] = Feature("test_ftp", NoneType)

EXTRA_OUTPUTS: tuple[Feature[bool], ...] = tuple(Feature(f"extra_output_{n}", bool) for n in range(8))
"""The eight lines of an I/O expander, disabled unless someone wired them."""


def vocabulary() -> Mapping[str, Feature]:
    """Return every feature by key."""
    found: dict[str, Feature] = {}
    for item in globals().values():
        for feature in item if isinstance(item, tuple) else (item,):
            if isinstance(feature, Feature):
                found[feature.key] = feature
    return found
