"""The enumerations of the manual, with neutral option names."""

from ...model.codecs import Choice, Flag, Int

RESULT = Int(-255, 255)

STREAM = Choice({"0": "main", "1": "sub"})

STREAM_TYPE = Choice({"0": "type_1", "1": "type_2", "2": "type_3", "3": "type_4"})

RESOLUTION = Choice(
    {
        "0": "720p",
        "1": "vga",
        "2": "vga_wide",
        "3": "qvga",
        "4": "qvga_wide",
        "6": "1280x960",
        "7": "1080p",
        "8": "2048x1536",
        "9": "2560x1440",
    }
)
"""From 6 on beyond the manual, as newer cameras have them."""

SUB_FORMAT = Choice({"0": "h264", "1": "mjpeg"})

FRAME_REFERENCE = Choice({"0": "normal", "1": "skipping"})

POWER_FREQUENCY = Choice({"0": "hz_60", "1": "hz_50"})

SENSITIVITY = Choice({"4": "lowest", "3": "lower", "0": "low", "1": "normal", "2": "high"})
"""From least to most: the camera's codes are in the order in which the steps were invented."""

SNAP_QUALITY = Choice({"0": "low", "1": "normal", "2": "high"})

SNAP_LOCATION = Choice({"0": "sd_card", "2": "ftp"})

RECORD_PATH = Choice({"0": "sd_card", "2": "ftp"})

RECORD_LEVEL = Choice({"0": "fps_30", "1": "fps_24", "2": "fps_15", "3": "fps_8", "4": "fps_4", "5": "fps_1"})

RECORD_FULL = Choice({"0": "overwrite", "1": "stop"})

LEVEL = Choice({"0": "low", "1": "high"})

PRIVILEGE = Choice({"0": "visitor", "1": "operator", "2": "administrator"})

LOGIN_RESULT = Choice(
    {
        "0": "ok",
        "-1": "bad_parameter",
        "-2": "too_many_users",
        "-4": "unknown_user",
        "-5": "wrong_password",
        "-6": "wrong_password_too",
        "-7": "denied",
        "-8": "already_logged_in",
    }
)

PTZ_SPEED = Choice({"4": "very_slow", "3": "slow", "2": "normal", "1": "fast", "0": "very_fast"})

ZOOM_SPEED = Choice({"0": "slow", "1": "normal", "2": "fast"})

CRUISE_MODE = Choice({"0": "time", "1": "loops"})

SELFTEST_MODE = Choice({"0": "none", "1": "normal", "2": "preset"})

NET_TYPE = Choice({"0": "infrastructure", "1": "ad_hoc"})

WIFI_ENCRYPTION = Choice({"0": "none", "1": "wep", "2": "wpa", "3": "wpa2", "4": "wpa_wpa2"})

AUTH_MODE = Choice({"0": "open", "1": "shared", "2": "auto"})

KEY_FORMAT = Choice({"0": "ascii", "1": "hexadecimal"})

KEY_LENGTH = Choice({"64": "bits_64", "128": "bits_128"})

DDNS_SERVER = Choice({"0": "factory", "1": "oray", "2": "3322", "3": "no_ip", "4": "dyndns"})

FTP_MODE = Choice({"0": "passive", "1": "port"})

MAIL_ENCRYPTION = Choice({"0": "none", "1": "tls", "2": "starttls"})

NTP = Flag(on="0", off="1")
"""The camera asks for the source of its time: 0 is the server, 1 a person."""

DATE_FORMAT = Choice({"0": "yyyy_mm_dd", "1": "dd_mm_yyyy", "2": "mm_dd_yyyy"})

TIME_FORMAT = Choice({"0": "hours_12", "1": "hours_24"})

INFRARED_MODE = Choice({"0": "auto", "1": "manual", "2": "schedule"})

ALARM_SOUNDS = Int(0, 255)
"""Bits on newer firmware: 0 motion, 1 noise, 2 the input, 3 temperature, 4 and 5 persons."""

FIREWALL_RULE = Choice({"0": "deny", "1": "allow"})

ALARM = Choice({"0": "disabled", "1": "clear", "2": "alarm"})

SD_STATE = Choice({"0": "none", "1": "ok", "2": "read_only"})

UPDATE_STATE = Choice({"0": "disabled", "1": "ok", "2": "failed"})

PERCENT = Int(0, 100)

SECONDS = Int(0, 3600, "s")
"""The manual gives no range for any of its intervals."""

LINKAGE = Int(0, 65535)
"""Bit 0 ring, 1 mail, 2 snapshot, 3 record; newer firmware has more."""

HALF_HOURS = Int(0, (1 << 48) - 1)
"""A bit for each half hour of a day, from midnight on."""

AREA_ROW = Int(0, 1023)
"""A bit for each of ten squares, from the left."""

PORT = Int(1, 65535)

NUMBER = Int(-(1 << 31), (1 << 32) - 1)

COORDINATE = Int(0, 10000)

KILOBYTES = Int(0, (1 << 53) - 1, "kB")

TIME_ZONE = Int(-50400, 43200, "s")

POSITION = Int(0, 255)

RATIO = Int(0, 511)

BIT_RATE = Int(20480, 6291456, "bit/s")
"""The manual ends at 2097152; newer cameras do not."""

FRAME_RATE = Int(1, 30, "fps")

GOP = Int(1, 3000)

HOUR = Int(0, 23)

MINUTE = Int(0, 59)
