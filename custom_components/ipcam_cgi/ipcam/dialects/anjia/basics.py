"""Session, device, network and clock: sections 3.2 to 3.4 of the manual."""

from ...model.catalogue import Access, Command, Effect, Field, Speed
from ...model.codecs import Flag, Int, Secret, Text
from . import codes
from .rows import OPERATOR, VISITOR, field, optional, pair, required, row

USERNAME = required("username", Text(40), "User name.")
PASSWORD = required("password", Secret(64), "Its password; some firmware also takes its MD5 in hexadecimal.")

NETWORK = (
    optional("dhcp", Flag(), "Take the address from a DHCP server."),
    optional("ipaddr", Text(15), "IP address.", needs=("gateway",)),
    optional("netmask", Text(15), "Subnet mask."),
    optional("gateway", Text(15), "Gateway.", needs=("ipaddr",)),
    optional("dns1", Text(15), "First DNS server."),
    optional("dns2", Text(15), "Second DNS server."),
    optional("port", Int(80, 65535), "Port of the web pages: 80, or from 1000."),
)
TIME = (
    optional("timezone", codes.TIME_ZONE, "Time zone."),
    optional("update_method", codes.UPDATE_METHOD, "Where the time comes from."),
    optional("year", Int(1970, 2100), "Year; the clock is set in manual mode only."),
    optional("month", Int(1, 12), "Month."),
    optional("day", Int(1, 31), "Day."),
    optional("hour", Int(0, 23), "Hour."),
    optional("min", Int(0, 59), "Minute."),
    optional("sec", Int(0, 59), "Second."),
    optional("ntpaddr", Text(63), "NTP server."),
    optional("port", Int(80, 65535), "Port of the NTP server: 80, or from 1000."),
    optional("update_period", Int(60, 999999, "s"), "Seconds between two questions to the NTP server."),
)
TOLD_OF_TIME = ("timezone", "update_method", "ntpaddr", "port", "update_period")

COMMANDS: tuple[Command, ...] = (
    row(
        "getuid",
        "3.2.1 User management of Request user id",
        "Log in: exchange user name and password for a session's id.",
        Access.NONE,
        Effect.ACTION,
        params=(USERNAME, PASSWORD),
        returns=(Field(name="uid", codec=Secret(8), doc="The id, up to 8 hexadecimal digits."),),
        note="The id lives for 60 s after its last use. A wrong user name is called a wrong password, too.",
    ),
    row(
        "keep_alive",
        "3.2.2 Request Keep alive",
        "Use the session's id without asking for anything.",
        VISITOR,
        Effect.ACTION,
        returns=(field("keep_alive", "`true`."),),
    ),
    row(
        "getinfo",
        "3.2.3 Version information",
        "Tell versions and serial number.",
        Access.NONE,
        Effect.READ,
        returns=(
            field("kernel", "Kernel version."),
            field("filesystem", "Version of the file system, which is the firmware's."),
            field("sn", "Serial number."),
            field("model", "Model; real cameras tell it and the next one to everybody, without a login."),
            field("mac_address", "MAC address."),
        ),
        speed=Speed.ONCE,
    ),
    row(
        "getcapabilities",
        "3.2.4 Get capabilities",
        "Tell what the camera is able to do.",
        VISITOR,
        Effect.READ,
        returns=(
            field("video", "Has video.", Flag()),
            field("audio", "Has audio.", Flag()),
            field("ptz", "Has motors.", Flag()),
        ),
        speed=Speed.ONCE,
    ),
    row(
        "reboot",
        "3.2.5 Reboot",
        "Restart the camera, a second later.",
        OPERATOR,
        Effect.ACTION,
        returns=(field("reboot", "`true`."),),
    ),
    row(
        "factory_reset",
        "3.2.6 Restore default Settings",
        "Forget all settings, also the network's unless told otherwise.",
        OPERATOR,
        Effect.DESTRUCTIVE,
        params=(optional("retain_network", Flag(), "Keep the network settings."),),
        returns=(field("factory_reset", "`true`."),),
        note="The remark on the fault says that 1 is the only value; the table and the fault allow 0.",
    ),
    row(
        "getmodel",
        "3.2.7 Obtain Equipment Model",
        "Tell the name that the maker or the dealer gave the device.",
        VISITOR,
        Effect.READ,
        returns=(field("model", "The name.", Text(63)),),
        group="model",
        note="The reply is shown without its closing element.",
    ),
    *pair(
        "network",
        "3.3.1 Network",
        "address, DNS servers and web port",
        NETWORK,
        effect=Effect.DESTRUCTIVE,
        extra_fields=(field("macaddr", "MAC address, with dashes."),),
    ),
    *pair(
        "time",
        "3.4.1 Time",
        "clock and time zone",
        TIME,
        returns=(
            *(field(param.name, param.doc, param.codec) for param in TIME if param.name in TOLD_OF_TIME),
            field("current_time", "The clock, local time as year-month-day hour:minute:second."),
        ),
        note="NTP is written in capitals in the table and small in all examples. The example that sets the "
        "clock has lost `time?` from its address.",
    ),
)
