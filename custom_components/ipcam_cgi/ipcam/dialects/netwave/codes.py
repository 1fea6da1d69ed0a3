"""The enumerations of the manuals, with neutral option names.

Codes that a manual calls reserved are left out: what they mean, nobody knows.
"""

from ...model.codecs import Choice

SIZE = Choice({"2": "qqvga", "8": "qvga", "32": "vga"})

STREAM_SIZE = Choice({"8": "qvga", "32": "vga"})

RATE = Choice(
    {
        "0": "full",
        "1": "fps_20",
        "3": "fps_15",
        "6": "fps_10",
        "11": "fps_5",
        "12": "fps_4",
        "13": "fps_3",
        "14": "fps_2",
        "15": "fps_1",
        "17": "every_2_s",
        "19": "every_3_s",
        "21": "every_4_s",
        "23": "every_5_s",
    }
)

LIGHT = Choice({"0": "hz_50", "1": "hz_60", "2": "outdoor"})

FLIP = Choice({"0": "normal", "1": "flip", "2": "mirror", "3": "flip_and_mirror"})

LEVEL = Choice({"0": "low", "1": "high"})

LED_MODE = Choice({"0": "mode_1", "1": "mode_2", "2": "off"})

PATROL = Choice({"0": "none", "1": "horizontal", "2": "vertical", "3": "both"})

BAUD = Choice(
    {
        "9": "b1200",
        "11": "b2400",
        "12": "b4800",
        "13": "b9600",
        "14": "b19200",
        "15": "b38400",
        "4097": "b57600",
        "4098": "b115200",
    }
)

ALARM = Choice({"0": "none", "1": "motion", "2": "input", "3": "sound"})

ROLE = Choice({"0": "visitor", "1": "operator", "2": "administrator"})

OWN_ROLE = Choice({"1": "visitor", "2": "operator", "3": "administrator"})

MOVES = {
    "0": "up",
    "1": "stop_up",
    "2": "down",
    "3": "stop_down",
    "4": "left",
    "5": "stop_left",
    "6": "right",
    "7": "stop_right",
}

LENS_AND_SWITCHES = {
    "8": "small_aperture",
    "9": "stop_small_aperture",
    "10": "large_aperture",
    "11": "stop_large_aperture",
    "12": "focus_close",
    "13": "stop_focus_close",
    "14": "focus_far",
    "15": "stop_focus_far",
    "16": "zoom_close",
    "17": "stop_zoom_close",
    "18": "zoom_far",
    "19": "stop_zoom_far",
    "20": "auto_patrol",
    "21": "stop_auto_patrol",
    "22": "close_switch_1",
    "23": "open_switch_1",
    "24": "close_switch_2",
}

PATROLS = {
    "25": "center",
    "26": "patrol_vertical",
    "27": "stop_patrol_vertical",
    "28": "patrol_horizontal",
    "29": "stop_patrol_horizontal",
}

PRESETS = {
    str(30 + 2 * index + offset): f"{verb}_preset_{index + 1}"
    for index in range(30)
    for offset, verb in enumerate(("set", "go"))
}

DIAGONALS = {"90": "up_left", "91": "up_right", "92": "down_left", "93": "down_right"}

OUTPUT = {"94": "output_high", "95": "output_low"}

DECODER = Choice(
    {
        **MOVES,
        **LENS_AND_SWITCHES,
        **PATROLS,
        **PRESETS,
        **DIAGONALS,
        **OUTPUT,
        "255": "motor_test",
    }
)

DDNS_SERVICE_OLD = {
    "0": "off",
    "1": "oray",
    "2": "dyndns",
    "3": "dyndns_static",
    "4": "dyndns_custom",
    "8": "3322",
    "9": "3322_static",
}

FACTORY_DDNS_SERVICE = Choice({**DDNS_SERVICE_OLD, "13": "mintdns", "14": "9299"})

DDNS_SERVICE = Choice({**FACTORY_DDNS_SERVICE.options, "15": "easynet"})

DDNS_STATUS_OLD = {
    "0": "idle",
    "1": "connecting",
    "2": "cannot_connect",
    "3": "dyndns_ok",
    "4": "dyndns_system_error",
    "5": "dyndns_wrong_login",
    "6": "dyndns_needs_credited_user",
    "7": "dyndns_bad_host_format",
    "8": "dyndns_unknown_host",
    "9": "dyndns_foreign_host",
    "10": "dyndns_wrong_host_count",
    "11": "dyndns_host_blocked",
    "12": "dyndns_server_error",
    "13": "dyndns_bad_reply",
    "14": "oray_bad_reply",
    "15": "oray_wrong_login",
    "16": "oray_wrong_host",
    "17": "oray_ok",
}

DDNS_STATUS = Choice(
    {
        **DDNS_STATUS_OLD,
        "29": "3322_ok",
        "30": "3322_system_error",
        "31": "3322_wrong_login",
        "32": "3322_needs_credited_user",
        "33": "3322_bad_host_format",
        "34": "3322_unknown_host",
        "35": "3322_foreign_host",
        "36": "3322_wrong_host_count",
        "37": "3322_host_blocked",
        "38": "3322_server_error",
        "39": "3322_bad_reply",
        "100": "mintdns_ok",
        "101": "mintdns_unknown_error",
        "102": "mintdns_system_error",
        "103": "mintdns_wrong_login",
        "104": "mintdns_needs_credited_user",
        "105": "mintdns_unknown_host",
        "106": "mintdns_server_error",
        "200": "9299_ok",
        "201": "9299_unknown_error",
        "202": "9299_host_expired",
        "203": "9299_host_not_activated",
        "204": "9299_wrong_login",
        "205": "9299_unknown_domain",
        "300": "easynet_ok",
        "301": "easynet_no_permission",
        "302": "easynet_unknown_account",
        "303": "easynet_account_expired",
        "304": "easynet_account_blocked",
        "305": "easynet_bad_parameter",
        "306": "easynet_unknown_error",
    }
)

ORAY_TYPE = Choice({"0": "standard", "1": "professional"})

UPNP_STATUS = Choice(
    {
        "0": "idle",
        "1": "ok",
        "2": "system_error",
        "3": "network_error",
        "4": "dialogue_error",
        "5": "rejected",
    }
)

MSN_STATUS = Choice(
    {
        "0": "idle",
        "1": "ok",
        "-1": "system_error",
        "-2": "cannot_connect",
        "-3": "dialogue_error",
        "-4": "tls_error",
    }
)

WIFI_ENCRYPTION = Choice(
    {
        "0": "none",
        "1": "wep",
        "2": "wpa_tkip",
        "3": "wpa_aes",
        "4": "wpa2_aes",
        "5": "wpa2_tkip_aes",
    }
)

WEP_LOGIN = Choice({"0": "open", "1": "shared"})

WEP_FORMAT = Choice({"0": "hexadecimal", "1": "ascii"})

WEP_LENGTH = Choice({"0": "bits_64", "1": "bits_128"})

WIFI_COUNTRY = Choice(
    {
        "0": "north_america",
        "1": "europe",
        "2": "channels_10_11",
        "3": "channels_10_13",
        "4": "channel_14",
        "5": "japan",
        "6": "channels_3_9",
        "7": "channels_5_13",
    }
)

SEEN_MODE = Choice({"0": "infrastructure", "1": "ad_hoc"})

SEEN_SECURITY = Choice(
    {
        "0": "none",
        "1": "wep",
        "2": "wpa_psk_tkip",
        "3": "wpa_psk_aes",
        "4": "wpa2_psk_aes",
        "5": "wpa2_psk_tkip",
        "6": "unsupported",
    }
)

MAIL_TLS = Choice({"0": "none", "1": "tls", "2": "starttls"})

FTP_MODE = Choice({"0": "port", "1": "passive"})

MAIL_RESULT = Choice(
    {
        "0": "ok",
        "-1": "cannot_connect",
        "-2": "network_error",
        "-3": "server_error",
        "-4": "wrong_user",
        "-5": "wrong_password",
        "-6": "sender_rejected",
        "-7": "receiver_rejected",
        "-8": "text_rejected",
        "-9": "login_method_refused",
        "-10": "internal_error",
        "-11": "no_tls_in_camera",
        "-12": "bad_parameter",
        "-13": "no_tls_on_server",
    }
)

FTP_RESULT = Choice(
    {
        "0": "ok",
        "-1": "cannot_connect",
        "-2": "network_error",
        "-3": "server_error",
        "-4": "wrong_user",
        "-5": "wrong_password",
        "-6": "wrong_directory",
        "-7": "passive_mode_error",
        "-8": "port_mode_error",
        "-9": "store_error",
    }
)
