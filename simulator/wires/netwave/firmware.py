"""The firmware variants of netwave cameras: which fields they have and how they write a reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import re

from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual.sdk21 import COMMANDS_21
from custom_components.ipcam_cgi.ipcam.model.catalogue import Catalogue
from custom_components.ipcam_cgi.ipcam.model.codecs import Codec, Text

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Style:
    """How a firmware writes one statement of a reply."""

    var: str = "var "
    equals: str = "="
    quote: str = "'"
    quoted_empty: bool = True
    end: str = ";\n"


PLAIN = (Style(),)
MIXED = (
    Style(),
    Style(var=""),
    Style(quote='"'),
    Style(end=";\r\n"),
    Style(equals=" =", end="; "),
    Style(quoted_empty=False),
    Style(var="var\n", end=";"),
)
"""Every form that has been seen on some camera, one after the other in a single reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One firmware. `lacks` and `extras` are the fields that differ from the manual, per record."""

    commands: Catalogue = field(default_factory=lambda: COMMANDS, repr=False)
    sys_ver: str = "11.37.2.49"
    app_ver: str = "2.4.18.27"
    digest: bool = False
    by_header: bool = True
    by_query: bool = True
    """Where the firmware looks for the login; some look in one place only."""
    open_status: bool = True
    picky: bool = False
    """Answers nothing at all to a client that does not call itself a browser."""
    styles: tuple[Style, ...] = PLAIN
    done: str = "ok.\n"
    backwards: bool = False
    """Fields come in another order than in the manual."""
    lacks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    extras: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


SEEN_EXTRAS = {
    "get_status": {"p2p_status": "0", "p2p_local_port": "23456"},
}
NEW_EXTRAS = {
    "get_status": {
        **SEEN_EXTRAS["get_status"],
        "temperature": "0.0",
        "humidity": "0",
        "tridro_error": "",
    },
    "params": {
        "alarm_motion_area": "4294967264",
        "wifi_signal_boost": "1",
        "mail_subject": "Alarm at the gate",
        "ftp_keepalive": "30",
        **{f"dev{n}_alias": f"Shed {n}" for n in range(5, 10)},
    },
    "camera": {"fps": "0", "hue": "3"},
    "misc": {"ptz_preset_rate": "1"},
    "forbidden": {"schedule_override": "2"},
}
"""Fields of newer firmware, some seen on real cameras and some that nobody has seen yet."""

PROFILES: Mapping[str, Profile] = {
    "standard": Profile(extras=SEEN_EXTRAS),
    "sdk21": Profile(commands=COMMANDS_21, sys_ver="3.5.1.18", app_ver="1.9.4.2"),
    "old": Profile(
        sys_ver="Ver 1.8",
        app_ver="Ver 1.7.22",
        done="ok.\r\n",
        backwards=True,
        lacks={
            "get_status": frozenset({"wifi_status", "msn_status", "oray_type"}),
            "params": frozenset(
                {
                    "daylight_saving_time",
                    "dhcp_vendor",
                    "wifi_country",
                    "mail_tls",
                    "ftp_retain",
                    "alarm_motion_compensation",
                    "alarm_sounddetect_armed",
                    "alarm_sounddetect_sensitivity",
                }
            ),
            "misc": frozenset({"ptz_preset_onstart"}),
        },
    ),
    "new": Profile(sys_ver="11.37.2.56", digest=True, open_status=False, extras=NEW_EXTRAS),
    "query_only": Profile(by_header=False),
    "header_only": Profile(by_query=False),
    "picky": Profile(picky=True),
    "quirky": Profile(styles=MIXED, done="ok.\r\n", extras=NEW_EXTRAS),
}

DEFAULTS = {
    "get_status": {"ddns_status": "0", "wifi_status": "1"},
    "params": {
        "ntp_svr": "pool.ntp.org",
        "ip": "0.0.0.0",
        "mask": "0.0.0.0",
        "gateway": "0.0.0.0",
        "dns": "0.0.0.0",
        "port": "80",
        "wifi_enable": "1",
        "wifi_ssid": "Orchard",
        "wifi_encrypt": "4",
        "wifi_channel": "5",
        "wifi_wpa_psk": "apple tree 27",
        "ftp_port": "21",
        "mail_port": "25",
        "alarm_motion_sensitivity": "2",
        "alarm_sounddetect_sensitivity": "5",
        "alarm_ioin_level": "0",
        "alarm_ioout_level": "1",
    },
    "camera": {"resolution": "32", "brightness": "128", "contrast": "3"},
    "misc": {"ptz_patrol_rate": "20"}
    | {f"ptz_patrol_{way}_rate": "15" for way in ("up", "down", "left", "right")},
}


def statement(style: Style, name: str, text: str, codec: Codec | None) -> str:
    """Write one variable: texts in quotes, numbers bare."""
    word = isinstance(codec, Text) or not _NUMBER.fullmatch(text)
    quote = style.quote if word and (text or style.quoted_empty) else ""
    return f"{style.var}{name}{style.equals}{quote}{text}{quote}{style.end}"
