"""What is in the records of cameras: fields that are missing, added, renamed, or beyond the manual."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
import re
from urllib.parse import quote

from ..http import Outcome
from .accent import Accent, Fields, Twist, Words

NETWAVE, HD, HUCOMS = ("netwave",), ("foscam_hd",), ("hucoms",)
CLOCK = ("year", "mon", "day", "hour", "minute", "sec")


def renamed(**names: str) -> Twist:
    """Return what gives some fields other names."""
    taken = set(names.values())
    return lambda fields: {names.get(name, name): text for name, text in fields.items() if name not in taken}


def changed(**texts: str) -> Twist:
    """Return what replaces the texts of some fields, where they are there."""
    return lambda fields: {name: texts.get(name, text) for name, text in fields.items()}


def without(*names: str) -> Twist:
    """Return what leaves fields out."""
    return lambda fields: {name: text for name, text in fields.items() if name not in names}


def _from_utc(values: Fields) -> dict[str, str]:
    """Return a request whose clock is in UTC with the local time."""
    try:
        told = datetime(*(int(values[name]) for name in CLOCK), tzinfo=UTC)  # type: ignore[arg-type, misc]
        local = told - timedelta(seconds=int(values["timeZone"])) + timedelta(hours=values["isDst"] == "1")
    except KeyError, ValueError:
        return dict(values)
    parts = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    return {**values, **{name: str(part) for name, part in zip(CLOCK, parts, strict=True)}}


def _by_number(fields: Fields) -> dict[str, str]:
    """Return log lines with their addresses as numbers, low byte first."""

    def number(address: re.Match[str]) -> str:
        return str(int.from_bytes(IPv4Address(address[0]).packed, "little"))

    return {name: re.sub(r"\d+\.\d+\.\d+\.\d+", number, text) for name, text in fields.items()}


def _with_privilege(fields: Fields) -> dict[str, str]:
    """Return a list of accounts with the privilege behind each name: the first is the administrator."""
    return {
        name: f"{text}+{2 if name == 'usr0' else 0}" if re.fullmatch(r"usr\d+", name) and text else text
        for name, text in fields.items()
    }


def _quoted_url(fields: Fields) -> dict[str, str]:
    return {**fields, "alarm_http_url": quote(fields.get("alarm_http_url", ""), safe="")}


def _no_check_user(about: str, *words: Words) -> Accent:
    return Accent(about=about, dialects=NETWAVE, lacks=("check_user",), words=words)


_LACKING = Outcome.LACKING

ACCOUNTS: Mapping[str, Accent] = {
    "no_check_user": _no_check_user("firmware before x.x.2.2 has no check_user.cgi: 404"),
    "no_check_user_501": _no_check_user(
        "the same: 501",
        Words(on=_LACKING, status=501, body=b"<H4>501 Not Implemented</H4>\n", content_type="text/html"),
    ),
    "no_check_user_illegal": _no_check_user(
        "the same: a refusal in words", Words(on=_LACKING, body=b"error: illegal params.")
    ),
    "no_check_user_empty": _no_check_user("the same: nothing", Words(on=_LACKING)),
    "pri_odd": Accent(
        about="a privilege with a decimal point", dialects=NETWAVE, tells={"check_user": changed(pri="2.0")}
    ),
    "pri_missing": Accent(
        about="no privilege beside the name", dialects=NETWAVE, tells={"check_user": without("pri")}
    ),
    "id_zeros": Accent(about="an id that was never burnt in", serial="000000000000"),
    "id_ones": Accent(about="an id out of erased memory", serial="FFFFFFFFFFFF"),
    "id_of_14_digits": Accent(
        about="OBJ and VStarcam relatives: 14 digits of an id, a date for a version",
        dialects=NETWAVE,
        words=(Words(on=Outcome.DONE, body=b"var result=0;\r\n"),),
        tells={"get_status": changed(id="20131105162233", sys_ver="20140408")},
    ),
    "no_server_name": Accent(
        about="Hucoms cameras that tell their name to nobody but serve pictures",
        dialects=HUCOMS,
        lacks=("servername.getservername",),
        words=(Words(on=_LACKING, body=b"Error: not permitted", commands="servername.getservername"),),
    ),
    "account_lists": Accent(
        about="newer HD firmware: accounts with their privilege, addresses in the log as numbers",
        dialects=HD,
        tells={"getUserList": _with_privilege, "getLog": _by_number},
    ),
}

FIELDS: Mapping[str, Accent] = {
    "fields_missing": Accent(
        about="records without fields that the manual has",
        without={
            "params": ("wifi_country", "mail_tls", "dhcp_vendor", "daylight_saving_time"),
            "camera": ("mode",),
            "misc": ("ptz_preset_onstart", "led_mode"),
            "motion": ("area9", "snapInterval", "night_sensitivity"),
            "osd": ("isEnableOSDMask", "eventshock", "show_week"),
            "wifi": ("netType", "authMode"),
            "snap_schedule": ("snapInterval",),
            "camcolor": ("hue",),
            "image": ("denoiseLevel", "nr2d"),
            "time": ("dst", "update_period"),
        },
        tells={
            "get_status": without("wifi_status", "oray_type"),
            "getDevState": without("soundAlarm", "url"),
        },
    ),
    "fields_added": Accent(
        about="records with fields that no manual has",
        extras={
            "params": {
                "wifi_signal_boost": "1",
                "alarm_motion_area": "4294967264",
                "mail_topic": "Gate",
            },
            "camera": {"hue": "3"},
            "misc": {"ptz_preset_rate": "1"},
            "forbidden": {"schedule_override": "2"},
            "motion": {"humanEnable": "1"},
            "osd": {"isEnableTempAndHumid": "1"},
            "wifi": {"band": "5"},
            "camdaynight": {"mdduration": "10"},
            "image": {"wdr": "3"},
            "getDevState": {"humanDetectAlarmState": "1", "petState": "x"},
        },
    ),
    "nine_rows": Accent(
        about="HD cameras with nine rows of motion areas", dialects=HD, without={"motion": ("area9",)}
    ),
    "empty_numbers": Accent(
        about="numbers that nobody has set are empty, and an empty one is refused",
        dialects=("netwave", "foscam_hd"),
        memory={
            "params": {"mail_port": b"", "ftp_port": b"", "ftp_upload_interval": b"", "ddns_proxy_port": b""},
            "mail": {"port": b""},
            "ftp": {"ftpPort": b""},
        },
    ),
    "alarm_url_encoded": Accent(
        about="netwave cameras that tell the address for alarms percent-encoded",
        dialects=NETWAVE,
        tells={"params": _quoted_url},
    ),
}

CODES: Mapping[str, Accent] = {
    "new_codes": Accent(
        about="newer HD hardware: resolutions up to 9, 6 Mbit/s, infrared by plan, alarms as bits",
        dialects=HD,
        memory={
            "main_video": {
                "resolution0": b"7",
                "bitRate0": b"6291456",
                "resolution1": b"6",
                "resolution2": b"9",
            },
            "infrared": {"mode": b"2"},
            "pc_audio": {"isEnablePCAudioAlarm": b"11"},
        },
        takes={
            "resolution": r"[0-9]",
            "bitRate": r"\d{5,7}",
            "mode": r"[0-2]",
            "isEnablePCAudioAlarm": r"\d+",
        },
    ),
    "garbage_areas": Accent(
        about="HD cameras whose areas that are not in use hold whatever was in memory",
        dialects=HD,
        profile="new",
        memory={
            "motion_areas": {
                "x1": b"30396",
                "y1": b"4294901760",
                "sensitivity1": b"30396",
                "valid1": b"0",
                "x2": b"1000",
                "y2": b"2000",
                "width2": b"5000",
                "height2": b"4000",
                "sensitivity2": b"2",
                "valid2": b"1",
                "sensitivity3": b"-1",
            },
        },
        takes={
            f"{name}{n}": r"-?\d+" for name in ("x", "y", "width", "height", "sensitivity") for n in (1, 2, 3)
        },
    ),
    "h265": Accent(
        about="Hucoms cameras with a codec that the manual does not know",
        dialects=HUCOMS,
        memory={"videoset": {"encoder1.codec": b"h265", "encoder2.codec": b"h265"}},
        takes={"encoder1.codec": "h265", "encoder2.codec": "h265", "encoder3.codec": "h265"},
    ),
}

CLOCKS: Mapping[str, Accent] = {
    "clock_in_utc": Accent(
        about="newer HD firmware: setSystemTime takes UTC, getSystemTime shows local time",
        dialects=HD,
        hears={"setSystemTime": _from_utc},
    ),
    "summer_time": Accent(
        about="HD firmware where isDst is 1 all year and hasStartDst tells whether it is summer",
        dialects=HD,
        memory={"time": {"isDst": b"1"}},
        extras={"time": {"hasStartDst": "0"}},
    ),
    "short_minutes": Accent(
        about="HD firmware that calls minutes min, as the manual's table does",
        dialects=HD,
        tells={"time": renamed(minute="min")},
        hears={"setSystemTime": renamed(min="minute")},
    ),
    "ddnsp_state": Accent(
        about="HD firmware that spells ddnsState as ddnspState",
        dialects=HD,
        tells={"getDevState": renamed(ddnsState="ddnspState")},
    ),
    "rtsp_on_web_port": Accent(
        about="HD cameras that tell 554 for RTSP, which they serve on the web port",
        dialects=HD,
        extras={"ports": {"rtspPort": "554"}},
    ),
}
