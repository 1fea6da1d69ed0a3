"""Section 3.2 of the manual: basic information, with the login."""

from ....model.catalogue import Access, Command, Speed
from ....model.codecs import Flag, Secret, Text
from ....model.rows import ACTION, DESTRUCTIVE, OPERATOR, READ, VISITOR, field, optional, required
from .common import row

USERNAME = required("username", Text(40), "User name.")
PASSWORD = required("password", Secret(64), "Its password; some firmware also takes its MD5 in hexadecimal.")

ROWS: tuple[Command, ...] = (
    row(
        "getuid",
        "Log in: exchange user name and password for a session's id.",
        Access.NONE,
        ACTION,
        "3.2.1 User management of Request user id",
        params=(USERNAME, PASSWORD),
        returns=(field("uid", Secret(8), "The id, up to 8 hexadecimal digits."),),
        note="The id lives for 60 s after its last use. A wrong user name is called a wrong password, too.",
    ),
    row(
        "keep_alive",
        "Use the session's id without asking for anything.",
        VISITOR,
        ACTION,
        "3.2.2 Request Keep alive",
        returns=(field("keep_alive", Text(), "`true`."),),
    ),
    row(
        "getinfo",
        "Tell versions and serial number.",
        Access.NONE,
        READ,
        "3.2.3 Version information",
        returns=(
            field("kernel", Text(), "Kernel version."),
            field("filesystem", Text(), "Version of the file system, which is the firmware's."),
            field("sn", Text(), "Serial number."),
            field(
                "model", Text(), "Model; real cameras tell it and the next one to everybody, without a login."
            ),
            field("mac_address", Text(), "MAC address."),
        ),
        speed=Speed.ONCE,
    ),
    row(
        "getcapabilities",
        "Tell what the camera is able to do.",
        VISITOR,
        READ,
        "3.2.4 Get capabilities",
        returns=(
            field("video", Flag(), "Has video."),
            field("audio", Flag(), "Has audio."),
            field("ptz", Flag(), "Has motors."),
        ),
        speed=Speed.ONCE,
    ),
    row(
        "reboot",
        "Restart the camera, a second later.",
        OPERATOR,
        ACTION,
        "3.2.5 Reboot",
        returns=(field("reboot", Text(), "`true`."),),
    ),
    row(
        "factory_reset",
        "Forget all settings, also the network's unless told otherwise.",
        OPERATOR,
        DESTRUCTIVE,
        "3.2.6 Restore default Settings",
        params=(optional("retain_network", Flag(), "Keep the network settings."),),
        returns=(field("factory_reset", Text(), "`true`."),),
        note="The remark on the fault says that 1 is the only value; the table and the fault allow 0.",
    ),
    row(
        "getmodel",
        "Tell the name that the maker or the dealer gave the device.",
        VISITOR,
        READ,
        "3.2.7 Obtain Equipment Model",
        returns=(field("model", Text(63), "The name."),),
        group="model",
        note="The reply is shown without its closing element.",
    ),
)
