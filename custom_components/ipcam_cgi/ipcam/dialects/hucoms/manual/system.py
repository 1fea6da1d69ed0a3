"""Chapter 1 of the manual: the device itself and its network."""

from ....model.catalogue import Command, Speed
from ....model.codecs import Int, Text
from ....model.rows import ACTION, ADMINISTRATOR, DESTRUCTIVE, READ, WRITE, field, optional, required
from ..codes import ADDRESS_MODE, LANGUAGE, PORT
from .common import INFO1, pair, row

NAME = Text(10)
IPV4 = Text(15)

SERVER_NAME = (required("servername", NAME, "Name of the camera, English letters only."),)
SERVER_DATE = field("serverdate", Text(64), "The camera's clock: month day, year hour:minute:second.")
MAC = field("mac", Text(17), "MAC address, six pairs of digits with colons.")

_NET = (
    required("mode", ADDRESS_MODE, "Fixed address or DHCP."),
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
        "servername.getservername",
        "servername.setservername",
        "the camera's name",
        SERVER_NAME,
        "1.1 Server Name",
        bulk_getter=INFO1,
    ),
    row(
        "serverdate.getdate",
        "Tell the camera's clock.",
        ADMINISTRATOR,
        READ,
        "1.2 Server Date",
        returns=(SERVER_DATE,),
        group="serverdate",
        bulk_getter=INFO1,
    ),
    row(
        "serverdate.setdate",
        "Set the camera's clock; from then on no time server sets it.",
        ADMINISTRATOR,
        WRITE,
        "1.2 Server Date",
        params=(
            required("year", Int(1970, 2031), "Year."),
            required("month", Int(1, 12), "Month."),
            required("day", Int(1, 31), "Day of the month."),
            required("hour", Int(0, 23), "Hour."),
            required("minute", Int(0, 59), "Minute."),
            optional("second", Int(0, 59), "Second; 0 when left out."),
        ),
    ),
    row(
        "servermac.getmac",
        "Tell the MAC address.",
        ADMINISTRATOR,
        READ,
        "1.3 MAC",
        returns=(MAC,),
        speed=Speed.ONCE,
        note="The manual's example speaks of setting it as well; there is no such action.",
    ),
    row("reboot.setreboot", "Restart the camera.", ADMINISTRATOR, ACTION, "1.4 Rebooting"),
    row(
        "reboot.setfactory",
        "Put all settings back to the factory's and restart.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        "1.4 Rebooting",
    ),
    row(
        "reboot.setfactoryexip",
        "Put all settings but address, DNS and web port back to the factory's and restart.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        "1.4 Rebooting",
        since="1.16",
    ),
    row(
        "webport.setwebport",
        "Set the HTTP port.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        "1.5 Web port",
        params=(required("webport", PORT, "HTTP port."),),
    ),
    *pair(
        "language.getlang",
        "language.setlang",
        "the language of the camera's own pages",
        (required("language", LANGUAGE, "Language."),),
        "1.6 Language",
        since="1.12",
    ),
    *pair(
        "netset.getip",
        "netset.setip",
        "how the camera gets its address",
        _NET,
        "1.7 IP address",
        effect=DESTRUCTIVE,
        since="1.15",
        note="With DHCP the camera tells the mode only.",
    ),
    *pair(
        "dnsset.getdns", "dnsset.setdns", "the DNS servers", _DNS, "1.8 DNS", effect=DESTRUCTIVE, since="1.15"
    ),
)
