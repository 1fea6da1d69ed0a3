"""The settings of IP Camera CGI 1.27: what each setter takes and the getter of its group tells.

Where the manual gives a text no length or a number no range, the row says so or has the one of its kind.
"""

from ...model.catalogue import Param
from ...model.codecs import Choice, Flag, Int, Secret, Text
from . import codes

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
QUARTERS = Int(0, (1 << 32) - 1)
"""Thirty-two quarters of an hour, the lowest bit first."""
PORT = Int(0, 65535)
INTERVAL = Int(0, 65535, "s")
DEGREES = Int(0, 9)


def schedule(what: str, *, required: bool = False) -> tuple[Param, ...]:
    """Return a weekly plan of `what`: a switch and three words of bits for each day."""
    words = [
        Param(
            name=f"schedule_{day}_{part}",
            codec=QUARTERS,
            required=required,
            doc=f"{weekday} {8 * part:02}:00-{8 * part + 8:02}:00: {what}; a bit per quarter of an hour.",
        )
        for day, weekday in zip(DAYS, WEEKDAYS, strict=True)
        for part in range(3)
    ]
    switch = Param(
        name="schedule_enable",
        codec=Flag(),
        required=required,
        doc=f"Whether the weekly plan counts: {what}.",
    )
    return (switch, *words)


def devices(numbers: range) -> tuple[Param, ...]:
    """Return the other cameras that this one's web page shows too."""
    return tuple(
        param
        for n in numbers
        for param in (
            Param(name=f"dev{n}_alias", codec=Text(20), doc=f"Name of camera {n} on the web page."),
            Param(name=f"dev{n}_host", codec=Text(64), doc=f"Address of camera {n}."),
            Param(name=f"dev{n}_port", codec=PORT, doc=f"HTTP port of camera {n}."),
            Param(name=f"dev{n}_user", codec=Text(12), doc=f"User name on camera {n}."),
            Param(name=f"dev{n}_pwd", codec=Secret(12), doc=f"Password on camera {n}."),
        )
    )


USERS = tuple(
    param
    for n in range(1, 9)
    for param in (
        Param(
            name=f"user{n}", field=f"user{n}_name", codec=Text(12), doc=f"Name of account {n}; empty: none."
        ),
        Param(name=f"pwd{n}", field=f"user{n}_pwd", codec=Secret(12), doc=f"Password of account {n}."),
        Param(name=f"pri{n}", field=f"user{n}_pri", codec=codes.ROLE, doc=f"Privilege of account {n}."),
    )
)

DEVICES = devices(range(2, 5))

ALIAS = (Param(name="alias", codec=Text(20), doc="The camera's name."),)

TIME_ZONE = Param(
    name="tz",
    codec=Int(-50400, 43200, "s"),
    required=False,
    doc="Time zone as seconds west of UTC: negative in the east. No range documented.",
)

DATETIME = (
    TIME_ZONE,
    Param(
        name="daylight_saving_time",
        codec=Int(-7200, 7200, "s"),
        required=False,
        doc="Summer time's distance from standard time; the manual gives no range. Since x.x.2.29.",
    ),
    Param(name="ntp_enable", codec=Flag(), required=False, doc="Set the clock by NTP."),
    Param(name="ntp_svr", codec=Text(64), required=False, doc="NTP server."),
)

CLOCK = Param(
    name="now",
    codec=Int(0, (1 << 32) - 1, "s"),
    required=False,
    doc="The camera's clock, seconds since 1970 UTC.",
)

NETWORK = (
    Param(name="ip", codec=Text(15), doc="IPv4 address; empty: by DHCP, and the next three do not count."),
    Param(name="mask", codec=Text(15), doc="Subnet mask."),
    Param(name="gateway", codec=Text(15), doc="Gateway."),
    Param(name="dns", codec=Text(15), doc="DNS server."),
    Param(name="port", codec=Int(1, 65535), doc="HTTP port of the camera."),
)

DHCP_VENDOR = Param(
    name="dhcp_vendor",
    codec=Text(64),
    required=False,
    doc="DHCP vendor class; no length documented. Since x.x.2.40.",
)

WIFI = (
    Param(name="enable", codec=Flag(), doc="Use Wi-Fi."),
    Param(name="ssid", codec=Text(40), doc="Network to join."),
    Param(name="encrypt", codec=codes.WIFI_ENCRYPTION, doc="Encryption."),
    Param(name="defkey", codec=Int(0, 3), doc="Which of the four WEP keys to send with."),
    *(Param(name=f"key{n}", codec=Secret(30), doc=f"WEP key {n}.") for n in range(1, 5)),
    Param(name="authtype", codec=codes.WEP_LOGIN, doc="WEP authentication. Since x.x.1.17."),
    Param(name="keyformat", codec=codes.WEP_FORMAT, doc="How the WEP keys are written. Since x.x.1.17."),
    *(
        Param(name=f"key{n}_bits", codec=codes.WEP_LENGTH, doc=f"Length of WEP key {n}. Since x.x.1.17.")
        for n in range(1, 5)
    ),
    Param(name="channel", codec=Int(0, 14), doc="Reserved: the manual sends 5. Since x.x.1.17."),
    Param(name="mode", codec=Int(0, 1), doc="Reserved: the manual sends 0."),
    Param(name="wpa_psk", codec=Secret(64), doc="WPA pre-shared key."),
)

WIFI_COUNTRY = Param(
    name="country",
    codec=codes.WIFI_COUNTRY,
    required=False,
    doc="Region, which decides on the channels. Since x.x.2.42.",
)

PPPOE = (
    Param(name="enable", codec=Flag(), doc="Dial in by PPPoE."),
    Param(name="user", codec=Text(64), doc="User name at the provider."),
    Param(name="pwd", codec=Secret(64), doc="Password at the provider."),
)

PPPOE_MAIL = Param(
    name="mail_ip",
    field="mail_inet_ip",
    codec=Flag(),
    doc="Not explained by the manual; taken for the notice by mail of a changed internet address.",
)

UPNP = (Param(name="enable", codec=Flag(), doc="Have the router forward the port by UPnP."),)


def ddns(service: Choice, *, required: bool = True) -> tuple[Param, ...]:
    """Return the dynamic DNS account at one of the services."""
    return (
        Param(name="service", codec=service, required=required, doc="Service."),
        Param(name="user", codec=Text(64), required=required, doc="User name at the service."),
        Param(name="pwd", codec=Secret(64), required=required, doc="Password at the service."),
        Param(
            name="host",
            codec=Text(64),
            required=required,
            doc="Host name to keep up to date; 9299: the upper-level domain; easynet: address for alarms.",
        ),
        Param(
            name="proxy_svr",
            codec=Text(64),
            required=required,
            doc="Proxy; mintdns and 9299: address of the service; easynet: address for updates.",
        ),
        Param(name="proxy_port", codec=PORT, required=required, doc="Port of the proxy; 9299: the mode."),
    )


DDNS = ddns(codes.DDNS_SERVICE)
FACTORY_DDNS = ddns(codes.FACTORY_DDNS_SERVICE, required=False)

DDNS_RESTART = Param(name="restart_dyndns", codec=Flag(), required=False, doc="Start the service again.")

FTP = (
    Param(name="svr", codec=Text(64), required=False, doc="Address of the FTP server."),
    Param(name="port", codec=PORT, required=False, doc="Port of the FTP server."),
    Param(name="user", codec=Text(64), required=False, doc="User name on the FTP server."),
    Param(name="pwd", codec=Secret(64), required=False, doc="Password on the FTP server."),
    Param(name="mode", codec=codes.FTP_MODE, required=False, doc="Who opens the data connection."),
    Param(
        name="retain",
        codec=Flag(),
        required=False,
        doc="Stay connected between two pictures. Since x.x.2.43.",
    ),
    Param(name="dir", codec=Text(64), required=False, doc="Directory on the FTP server."),
    Param(
        name="upload_interval",
        codec=INTERVAL,
        required=False,
        doc="Time between two pictures uploaded all day; 0: none.",
    ),
    Param(
        name="filename",
        codec=Text(64),
        required=False,
        doc="Name of the uploaded files; no length documented. Since x.x.2.17.",
    ),
    Param(
        name="numberoffiles",
        codec=Int(0, 65535),
        required=False,
        doc="Number of files; no range documented. Since x.x.2.17.",
    ),
    *schedule("upload pictures (since x.x.2.29)"),
)

MAIL = (
    Param(name="svr", codec=Text(64), doc="Address of the mail server."),
    Param(name="port", codec=PORT, doc="Port of the mail server."),
    Param(name="user", codec=Text(64), doc="User name on the mail server."),
    Param(name="pwd", codec=Secret(64), doc="Password on the mail server."),
    Param(name="sender", codec=Text(64), doc="Sender's address."),
    *(Param(name=f"receiver{n}", codec=Text(64), doc=f"Address of receiver {n}.") for n in range(1, 5)),
    Param(
        name="mail_inet_ip",
        field="mail_inet_ip",
        codec=Flag(),
        doc="Send a mail when the camera's internet address changes.",
    ),
)

MAIL_TLS = Param(
    name="tls",
    codec=codes.MAIL_TLS,
    required=False,
    doc="Encryption towards the mail server. Since x.x.2.27.",
)

MSN = (
    Param(name="user", codec=Text(64), required=False, doc="MSN user name."),
    Param(name="pwd", codec=Secret(64), required=False, doc="MSN password."),
    *(
        Param(
            name=f"friend{n}",
            codec=Text(64),
            required=False,
            doc=f"MSN contact {n}. Since x.x.2.34.",
        )
        for n in range(1, 11)
    ),
)

ALARM = (
    Param(name="motion_armed", codec=Flag(), required=False, doc="Detect motion."),
    Param(
        name="motion_sensitivity",
        codec=DEGREES,
        required=False,
        doc="0 is the most sensitive. Since x.x.1.33 on this scale.",
    ),
    Param(
        name="motion_compensation",
        codec=Flag(),
        required=False,
        doc="Allow for a sudden change of the light. Since x.x.2.29.",
    ),
    Param(name="input_armed", codec=Flag(), required=False, doc="Watch the alarm input."),
    Param(name="sounddetect_armed", codec=Flag(), required=False, doc="Detect sound. Since x.x.2.41."),
    Param(
        name="sounddetect_sensitivity",
        codec=DEGREES,
        required=False,
        doc="0 is the most sensitive. Since x.x.2.41.",
    ),
    Param(name="iolinkage", codec=Flag(), required=False, doc="Switch the output on alarm."),
    Param(name="mail", codec=Flag(), required=False, doc="Send a mail on alarm."),
    Param(
        name="upload_interval",
        codec=INTERVAL,
        required=False,
        doc="Time between two pictures uploaded on alarm; 0: none.",
    ),
    *schedule("watch for alarms (since x.x.1.33)"),
    Param(
        name="ioin_level",
        codec=codes.LEVEL,
        required=False,
        doc="Input level that means alarm. Since x.x.2.2.",
    ),
    Param(
        name="ioout_level",
        codec=codes.LEVEL,
        required=False,
        doc="Output level on alarm. Since x.x.2.2.",
    ),
    Param(name="http", codec=Flag(), required=False, doc="Call an address on alarm. Since x.x.2.12."),
    Param(
        name="http_url",
        codec=Secret(255),
        required=False,
        doc="Address to call on alarm; may hold a login; no length documented. Since x.x.2.12.",
    ),
    Param(
        name="preset",
        codec=Int(0, 32),
        required=False,
        doc="Preset to go to on alarm; 0: stay. No range documented but for 0.",
    ),
)

FORBIDDEN = schedule("nobody may watch or listen", required=True)

LED_MODE = Param(name="led_mode", codec=codes.LED_MODE, required=False, doc="What the status LED does.")

PATROL = (
    Param(
        name="ptz_center_onstart",
        codec=Flag(),
        required=False,
        doc="Go to the centre after a start.",
    ),
    Param(
        name="ptz_auto_patrol_interval",
        codec=INTERVAL,
        required=False,
        doc="Time between two patrols; 0: none. Neither range nor unit documented.",
    ),
    Param(
        name="ptz_auto_patrol_type",
        codec=codes.PATROL,
        required=False,
        doc="Direction of the patrols at that interval.",
    ),
    Param(
        name="ptz_patrol_h_rounds",
        codec=Int(0, 255),
        required=False,
        doc="Rounds of a horizontal patrol; 0: no end. No range documented but for 0.",
    ),
    Param(
        name="ptz_patrol_v_rounds",
        codec=Int(0, 255),
        required=False,
        doc="Rounds of a vertical patrol; 0: no end. No range documented but for 0.",
    ),
    Param(
        name="ptz_patrol_rate",
        codec=Int(0, 100),
        required=False,
        doc="Speed of the motors; 0 is the fastest, unlike below. Since x.x.1.42.",
    ),
    *(
        Param(
            name=f"ptz_patrol_{direction}_rate",
            codec=Int(0, 100),
            required=False,
            doc=f"Speed of a patrol going {direction}; 0 is the slowest. Since x.x.1.42.",
        )
        for direction in ("up", "down", "left", "right")
    ),
)

PRESETS = (
    Param(
        name="ptz_disable_preset",
        codec=Flag(),
        required=False,
        doc="Do without presets; takes effect after a restart.",
    ),
    Param(
        name="ptz_preset_onstart",
        codec=Int(0, 32),
        required=False,
        doc="Preset to go to after a start; 0: none. No range documented but for 0. Since x.x.2.29.",
    ),
)

MISC = (LED_MODE, *PATROL, *PRESETS)

DECODER = (Param(name="baud", codec=codes.BAUD, doc="Speed of the serial line to the decoder."),)
