"""Chapter 1 of the manual: the device itself and its network."""

from ...model.catalogue import Command, Effect, Param, Speed
from ...model.codecs import Int, Text
from .codes import ADDRESS_MODE, LANGUAGE, PORT
from .rows import field, optional, pair, row

NAME = Text(10)
IPV4 = Text(15)

SERVER_NAME = (Param(name="servername", codec=NAME, doc="Name of the camera, English letters only."),)
SERVER_DATE = field("serverdate", Text(64), "The camera's clock: month day, year hour:minute:second.")
MAC = field("mac", Text(17), "MAC address, six pairs of digits with colons.")

_NET = (
    Param(name="mode", codec=ADDRESS_MODE, doc="Fixed address or DHCP."),
    optional("ipaddress", IPV4, "IPv4 address; with a fixed address only."),
    optional("netmask", IPV4, "IPv4 netmask; with a fixed address only."),
    optional("gateway", IPV4, "IPv4 gateway; with a fixed address only."),
)
_DNS = (
    optional("firstdns", IPV4, "First DNS server."),
    optional("seconddns", IPV4, "Second DNS server."),
)

ROWS: tuple[Command, ...] = (
    *pair(
        "servername", "the camera's name", "1.1 Server Name", "getservername", "setservername", SERVER_NAME
    ),
    row(
        "serverdate",
        "getdate",
        "Tell the camera's clock.",
        Effect.READ,
        "1.2 Server Date",
        returns=(SERVER_DATE,),
        group="serverdate",
    ),
    row(
        "serverdate",
        "setdate",
        "Set the camera's clock; from then on no time server sets it.",
        Effect.WRITE,
        "1.2 Server Date",
        params=(
            Param(name="year", codec=Int(1970, 2031), doc="Year."),
            Param(name="month", codec=Int(1, 12), doc="Month."),
            Param(name="day", codec=Int(1, 31), doc="Day of the month."),
            Param(name="hour", codec=Int(0, 23), doc="Hour."),
            Param(name="minute", codec=Int(0, 59), doc="Minute."),
            optional("second", Int(0, 59), "Second; 0 when left out."),
        ),
    ),
    row(
        "servermac",
        "getmac",
        "Tell the MAC address.",
        Effect.READ,
        "1.3 MAC",
        returns=(MAC,),
        speed=Speed.ONCE,
        note="The manual's example speaks of setting it as well; there is no such action.",
    ),
    row("reboot", "setreboot", "Restart the camera.", Effect.ACTION, "1.4 Rebooting"),
    row(
        "reboot",
        "setfactory",
        "Put all settings back to the factory's and restart.",
        Effect.DESTRUCTIVE,
        "1.4 Rebooting",
    ),
    row(
        "reboot",
        "setfactoryexip",
        "Put all settings but address, DNS and web port back to the factory's and restart.",
        Effect.DESTRUCTIVE,
        "1.4 Rebooting",
        since="1.16",
    ),
    row(
        "webport",
        "setwebport",
        "Set the HTTP port.",
        Effect.DESTRUCTIVE,
        "1.5 Web port",
        params=(Param(name="webport", codec=PORT, doc="HTTP port."),),
    ),
    *pair(
        "language",
        "the language of the camera's own pages",
        "1.6 Language",
        "getlang",
        "setlang",
        (Param(name="language", codec=LANGUAGE, doc="Language."),),
        since="1.12",
    ),
    *pair(
        "netset",
        "how the camera gets its address",
        "1.7 IP address",
        "getip",
        "setip",
        _NET,
        effect=Effect.DESTRUCTIVE,
        since="1.15",
        note="With DHCP the camera tells the mode only.",
    ),
    *pair(
        "dnsset",
        "the DNS servers",
        "1.8 DNS",
        "getdns",
        "setdns",
        _DNS,
        effect=Effect.DESTRUCTIVE,
        since="1.15",
    ),
)
