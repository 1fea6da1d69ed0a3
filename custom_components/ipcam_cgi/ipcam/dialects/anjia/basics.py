"""Session, device, network and clock: sections 3.2 to 3.4 of the manual."""

from ...catalogue import Access, Command, Effect, Field, Speed
from ...values import Flag, Int, Secret, Text
from . import codes
from .rows import OPERATOR, VISITOR, must, option, pair, row, said

USERNAME = must("username", Text(40), "User name.")
PASSWORD = must("password", Secret(64), "Its password; some firmware also takes its MD5 in hexadecimal.")

NETWORK = (
    option("dhcp", Flag(), "Take the address from a DHCP server."),
    option("ipaddr", Text(15), "IP address.", needs=("gateway",)),
    option("netmask", Text(15), "Subnet mask."),
    option("gateway", Text(15), "Gateway.", needs=("ipaddr",)),
    option("dns1", Text(15), "First DNS server."),
    option("dns2", Text(15), "Second DNS server."),
    option("port", Int(80, 65535), "Port of the web pages: 80, or from 1000."),
)
TIME = (
    option("timezone", codes.TIME_ZONE, "Time zone."),
    option("update_method", codes.UPDATE_METHOD, "Where the time comes from."),
    option("year", Int(1970, 2100), "Year; the clock is set in manual mode only."),
    option("month", Int(1, 12), "Month."),
    option("day", Int(1, 31), "Day."),
    option("hour", Int(0, 23), "Hour."),
    option("min", Int(0, 59), "Minute."),
    option("sec", Int(0, 59), "Second."),
    option("ntpaddr", Text(63), "NTP server."),
    option("port", Int(80, 65535), "Port of the NTP server: 80, or from 1000."),
    option("update_period", Int(60, 999999, "s"), "Seconds between two questions to the NTP server."),
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
        returns=(said("keep_alive", "`true`."),),
    ),
    row(
        "getinfo",
        "3.2.3 Version information",
        "Tell versions and serial number.",
        Access.NONE,
        Effect.READ,
        returns=(
            said("kernel", "Kernel version."),
            said("filesystem", "Version of the file system, which is the firmware's."),
            said("sn", "Serial number."),
            said("model", "Model; real cameras tell it and the next one to everybody, without a login."),
            said("mac_address", "MAC address."),
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
            said("video", "Has video.", Flag()),
            said("audio", "Has audio.", Flag()),
            said("ptz", "Has motors.", Flag()),
        ),
        speed=Speed.ONCE,
    ),
    row(
        "reboot",
        "3.2.5 Reboot",
        "Restart the camera, a second later.",
        OPERATOR,
        Effect.ACTION,
        returns=(said("reboot", "`true`."),),
    ),
    row(
        "factory_reset",
        "3.2.6 Restore default Settings",
        "Forget all settings, also the network's unless told otherwise.",
        OPERATOR,
        Effect.DESTRUCTIVE,
        params=(option("retain_network", Flag(), "Keep the network settings."),),
        returns=(said("factory_reset", "`true`."),),
        note="The remark on the fault says that 1 is the only value; the table and the fault allow 0.",
    ),
    row(
        "getmodel",
        "3.2.7 Obtain Equipment Model",
        "Tell the name that the maker or the dealer gave the device.",
        VISITOR,
        Effect.READ,
        returns=(said("model", "The name.", Text(63)),),
        group="model",
        note="The reply is shown without its closing element.",
    ),
    *pair(
        "network",
        "3.3.1 Network",
        "address, DNS servers and web port",
        NETWORK,
        effect=Effect.DESTRUCTIVE,
        also=(said("macaddr", "MAC address, with dashes."),),
    ),
    *pair(
        "time",
        "3.4.1 Time",
        "clock and time zone",
        TIME,
        told=(
            *(said(param.name, param.doc, param.codec) for param in TIME if param.name in TOLD_OF_TIME),
            said("current_time", "The clock, local time as year-month-day hour:minute:second."),
        ),
        note="NTP is written in capitals in the table and small in all examples. The example that sets the "
        "clock has lost `time?` from its address.",
    ),
)
