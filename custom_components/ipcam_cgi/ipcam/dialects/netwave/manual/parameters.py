"""The settings of IP Camera CGI 1.27: what each setter takes and the getter of its group tells.

Where the manual gives a text no length or a number no range, the row says so or has the one of its kind.
"""

from collections.abc import Callable
from typing import Any

from ....model.catalogue import Param
from ....model.codecs import Choice, Codec, Flag, Int, Secret, Text
from ....model.rows import optional, required
from .. import codes

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
QUARTERS = Int(0, (1 << 32) - 1)
"""Thirty-two quarters of an hour, the lowest bit first."""
PORT = Int(0, 65535)
INTERVAL = Int(0, 65535, "s")
DEGREES = Int(0, 9)

type Make = Callable[[str, Codec[Any], str], Param]
"""`required` or `optional`."""


def schedule(what: str, make: Make = optional) -> tuple[Param, ...]:
    """Return a weekly plan of `what`: a switch and three words of bits for each day."""
    words = [
        make(
            f"schedule_{day}_{part}",
            QUARTERS,
            f"{weekday} {8 * part:02}:00-{8 * part + 8:02}:00: {what}; a bit per quarter of an hour.",
        )
        for day, weekday in zip(DAYS, WEEKDAYS, strict=True)
        for part in range(3)
    ]
    return (make("schedule_enable", Flag(), f"Whether the weekly plan counts: {what}."), *words)


def devices(numbers: range) -> tuple[Param, ...]:
    """Return the other cameras that this one's web page shows too."""
    return tuple(
        param
        for n in numbers
        for param in (
            required(f"dev{n}_alias", Text(20), f"Name of camera {n} on the web page."),
            required(f"dev{n}_host", Text(64), f"Address of camera {n}."),
            required(f"dev{n}_port", PORT, f"HTTP port of camera {n}."),
            required(f"dev{n}_user", Text(12), f"User name on camera {n}."),
            required(f"dev{n}_pwd", Secret(12), f"Password on camera {n}."),
        )
    )


USERS = tuple(
    param
    for n in range(1, 9)
    for param in (
        required(f"user{n}", Text(12), f"Name of account {n}; empty: none.", field=f"user{n}_name"),
        required(f"pwd{n}", Secret(12), f"Password of account {n}.", field=f"user{n}_pwd"),
        required(f"pri{n}", codes.ROLE, f"Privilege of account {n}.", field=f"user{n}_pri"),
    )
)

DEVICES = devices(range(2, 5))

ALIAS = (required("alias", Text(20), "The camera's name."),)

TIME_ZONE = optional(
    "tz",
    Int(-50400, 43200, "s"),
    "Time zone as seconds west of UTC: negative in the east. No range documented.",
)

DATETIME = (
    TIME_ZONE,
    optional(
        "daylight_saving_time",
        Int(-7200, 7200, "s"),
        "Summer time's distance from standard time; the manual gives no range. Since x.x.2.29.",
    ),
    optional("ntp_enable", Flag(), "Set the clock by NTP."),
    optional("ntp_svr", Text(64), "NTP server."),
)

CLOCK = optional("now", Int(0, (1 << 32) - 1, "s"), "The camera's clock, seconds since 1970 UTC.")

NETWORK = (
    required("ip", Text(15), "IPv4 address; empty: by DHCP, and the next three do not count."),
    required("mask", Text(15), "Subnet mask."),
    required("gateway", Text(15), "Gateway."),
    required("dns", Text(15), "DNS server."),
    required("port", Int(1, 65535), "HTTP port of the camera.", unset="80"),
)

DHCP_VENDOR = optional("dhcp_vendor", Text(64), "DHCP vendor class; no length documented. Since x.x.2.40.")

WIFI = (
    required("enable", Flag(), "Use Wi-Fi."),
    required("ssid", Text(40), "Network to join."),
    required("encrypt", codes.WIFI_ENCRYPTION, "Encryption."),
    required("defkey", Int(0, 3), "Which of the four WEP keys to send with."),
    *(required(f"key{n}", Secret(30), f"WEP key {n}.") for n in range(1, 5)),
    required("authtype", codes.WEP_LOGIN, "WEP authentication. Since x.x.1.17."),
    required("keyformat", codes.WEP_FORMAT, "How the WEP keys are written. Since x.x.1.17."),
    *(
        required(f"key{n}_bits", codes.WEP_LENGTH, f"Length of WEP key {n}. Since x.x.1.17.")
        for n in range(1, 5)
    ),
    required("channel", Int(0, 14), "Reserved: the manual sends 5. Since x.x.1.17.", unset="5"),
    required("mode", Int(0, 1), "Reserved: the manual sends 0."),
    required("wpa_psk", Secret(64), "WPA pre-shared key."),
)

WIFI_COUNTRY = optional(
    "country", codes.WIFI_COUNTRY, "Region, which decides on the channels. Since x.x.2.42."
)

PPPOE = (
    required("enable", Flag(), "Dial in by PPPoE."),
    required("user", Text(64), "User name at the provider."),
    required("pwd", Secret(64), "Password at the provider."),
)

PPPOE_MAIL = required(
    "mail_ip",
    Flag(),
    "Not explained by the manual; taken for the notice by mail of a changed internet address.",
    field="mail_inet_ip",
)

UPNP = (required("enable", Flag(), "Have the router forward the port by UPnP."),)


def ddns(service: Choice, make: Make = required) -> tuple[Param, ...]:
    """Return the dynamic DNS account at one of the services."""
    return (
        make("service", service, "Service."),
        make("user", Text(64), "User name at the service."),
        make("pwd", Secret(64), "Password at the service."),
        make(
            "host",
            Text(64),
            "Host name to keep up to date; 9299: the upper-level domain; easynet: address for alarms.",
        ),
        make(
            "proxy_svr",
            Text(64),
            "Proxy; mintdns and 9299: address of the service; easynet: address for updates.",
        ),
        make("proxy_port", PORT, "Port of the proxy; 9299: the mode."),
    )


DDNS = ddns(codes.DDNS_SERVICE)
FACTORY_DDNS = ddns(codes.FACTORY_DDNS_SERVICE, optional)

DDNS_RESTART = optional("restart_dyndns", Flag(), "Start the service again.")

FTP = (
    optional("svr", Text(64), "Address of the FTP server."),
    optional("port", PORT, "Port of the FTP server.", unset="21"),
    optional("user", Text(64), "User name on the FTP server."),
    optional("pwd", Secret(64), "Password on the FTP server."),
    optional("mode", codes.FTP_MODE, "Who opens the data connection."),
    optional("retain", Flag(), "Stay connected between two pictures. Since x.x.2.43."),
    optional("dir", Text(64), "Directory on the FTP server."),
    optional("upload_interval", INTERVAL, "Time between two pictures uploaded all day; 0: none."),
    optional("filename", Text(64), "Name of the uploaded files; no length documented. Since x.x.2.17."),
    optional("numberoffiles", Int(0, 65535), "Number of files; no range documented. Since x.x.2.17."),
    *schedule("upload pictures (since x.x.2.29)"),
)

MAIL = (
    required("svr", Text(64), "Address of the mail server."),
    required("port", PORT, "Port of the mail server.", unset="25"),
    required("user", Text(64), "User name on the mail server."),
    required("pwd", Secret(64), "Password on the mail server."),
    required("sender", Text(64), "Sender's address."),
    *(required(f"receiver{n}", Text(64), f"Address of receiver {n}.") for n in range(1, 5)),
    required(
        "mail_inet_ip",
        Flag(),
        "Send a mail when the camera's internet address changes.",
        field="mail_inet_ip",
    ),
)

MAIL_TLS = optional("tls", codes.MAIL_TLS, "Encryption towards the mail server. Since x.x.2.27.")

MSN = (
    optional("user", Text(64), "MSN user name."),
    optional("pwd", Secret(64), "MSN password."),
    *(optional(f"friend{n}", Text(64), f"MSN contact {n}. Since x.x.2.34.") for n in range(1, 11)),
)

ALARM = (
    optional("motion_armed", Flag(), "Detect motion."),
    optional("motion_sensitivity", DEGREES, "0 is the most sensitive. Since x.x.1.33 on this scale."),
    optional("motion_compensation", Flag(), "Allow for a sudden change of the light. Since x.x.2.29."),
    optional("input_armed", Flag(), "Watch the alarm input."),
    optional("sounddetect_armed", Flag(), "Detect sound. Since x.x.2.41."),
    optional("sounddetect_sensitivity", DEGREES, "0 is the most sensitive. Since x.x.2.41."),
    optional("iolinkage", Flag(), "Switch the output on alarm."),
    optional("mail", Flag(), "Send a mail on alarm."),
    optional("upload_interval", INTERVAL, "Time between two pictures uploaded on alarm; 0: none."),
    *schedule("watch for alarms (since x.x.1.33)"),
    optional("ioin_level", codes.LEVEL, "Input level that means alarm. Since x.x.2.2."),
    optional("ioout_level", codes.LEVEL, "Output level on alarm. Since x.x.2.2."),
    optional("http", Flag(), "Call an address on alarm. Since x.x.2.12."),
    optional(
        "http_url",
        Secret(255),
        "Address to call on alarm; may hold a login; no length documented. Since x.x.2.12.",
    ),
    optional("preset", Int(0, 32), "Preset to go to on alarm; 0: stay. No range documented but for 0."),
)

FORBIDDEN = schedule("nobody may watch or listen", required)

LED_MODE = optional("led_mode", codes.LED_MODE, "What the status LED does.")

PATROL = (
    optional("ptz_center_onstart", Flag(), "Go to the centre after a start."),
    optional(
        "ptz_auto_patrol_interval",
        INTERVAL,
        "Time between two patrols; 0: none. Neither range nor unit documented.",
    ),
    optional("ptz_auto_patrol_type", codes.PATROL, "Direction of the patrols at that interval."),
    optional(
        "ptz_patrol_h_rounds",
        Int(0, 255),
        "Rounds of a horizontal patrol; 0: no end. No range documented but for 0.",
    ),
    optional(
        "ptz_patrol_v_rounds",
        Int(0, 255),
        "Rounds of a vertical patrol; 0: no end. No range documented but for 0.",
    ),
    optional(
        "ptz_patrol_rate", Int(0, 100), "Speed of the motors; 0 is the fastest, unlike below. Since x.x.1.42."
    ),
    *(
        optional(
            f"ptz_patrol_{direction}_rate",
            Int(0, 100),
            f"Speed of a patrol going {direction}; 0 is the slowest. Since x.x.1.42.",
        )
        for direction in ("up", "down", "left", "right")
    ),
)

PRESETS = (
    optional("ptz_disable_preset", Flag(), "Do without presets; takes effect after a restart."),
    optional(
        "ptz_preset_onstart",
        Int(0, 32),
        "Preset to go to after a start; 0: none. No range documented but for 0. Since x.x.2.29.",
    ),
)

MISC = (LED_MODE, *PATROL, *PRESETS)

DECODER = (required("baud", codes.BAUD, "Speed of the serial line to the decoder."),)
