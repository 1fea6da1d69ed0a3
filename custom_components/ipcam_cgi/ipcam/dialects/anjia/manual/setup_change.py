"""Section 3.6 of the manual: setup change. Text in the picture, image, motion detection, users, RTMP."""

from ....model.catalogue import Command, Param
from ....model.codecs import Flag, Int, Secret, Text
from ....model.rows import ADMINISTRATOR, DESTRUCTIVE, READ, field, optional, required
from .. import codes
from .common import pair, row

OVERLAYS = range(5)
"""Numbers of the texts of one's own in the picture."""
USERS = "3.6.5 User Management"


def _place(name: str, what: str) -> tuple[Param, ...]:
    """Return where a text stands: one of three places each way, or percent of the picture."""
    return (
        optional(f"{name}_pos_type", codes.POSITION_TYPE, f"How the place of the {what} is given."),
        optional(
            f"{name}_pos_x", Int(0, 100), f"{what.capitalize()} from the left: 0-2 by direction, 0-100 else."
        ),
        optional(
            f"{name}_pos_y", Int(0, 100), f"{what.capitalize()} from the top: 0-2 by direction, 0-100 else."
        ),
    )


OSD = (
    optional("enable", Flag(), "Title and time in the picture."),
    optional("color", codes.OSD_COLOR, "Colour of the text."),
    optional("fontsize", codes.FONT_SIZE, "Size of the text."),
    *_place("title", "title"),
    optional("show_res_bit", codes.SHOW_RESOLUTION, "Resolution and bit rate in the picture."),
    *_place("time", "time"),
    optional("show_week", Flag(), "Day of the week beside the time."),
    optional("time_format", codes.TIME_FORMAT, "Order of date and time."),
    optional("title_utf8", Text(128), "The title, in UTF-8."),
)
OVERLAY = (
    optional("enable", Flag(), "This text in the picture."),
    optional("color", codes.Color(0, 0xFFFFFFFF), "Colour of the text."),
    optional("fontsize", codes.FONT_SIZE, "Size of the text."),
    *_place("title", "text"),
    optional("title_utf8", Text(128), "The text, in UTF-8."),
)
IMAGE = (
    optional("brightness", Int(0, 255), "Brightness."),
    optional("contrast", Int(0, 255), "Contrast."),
    optional("saturation", Int(0, 255), "Saturation."),
    optional("sharpness", Int(0, 255), "Sharpness."),
    optional("hlc", Int(0, 255), "Highlight compensation."),
    optional("blc", Int(0, 255), "Backlight compensation."),
    optional("nr2d", Int(0, 255), "Noise reduction within a picture."),
    optional("nr3d", Int(0, 255), "Noise reduction from picture to picture."),
    optional("tvsystem", codes.MAINS, "Mains frequency."),
    optional("antificker", Flag(), "Against the flicker of lamps, at any brightness."),
)
MOTION = (
    optional("enable", Flag(), "Motion detection."),
    optional("sensitivity", Int(1, 100), "Sensitivity."),
    optional("alarmthreshold", Int(1, 100), "Threshold of the alarm."),
    optional("enable_nighttime", Flag(), "Other values at night.", needs=("enable",)),
    optional("night_sensitivity", Int(1, 100), "Sensitivity at night.", needs=("sensitivity",)),
    optional("night_alarmthreshold", Int(1, 100), "Threshold at night.", needs=("alarmthreshold",)),
    optional("blockcount", codes.BLOCK_COUNT, "Columns and rows of blocks."),
    optional(
        "areavalue",
        codes.Blocks(128),
        "The blocks that are watched: row by row, eight to a byte; a real camera counts from bit 0.",
    ),
)
RTMP = (
    optional("enable", Flag(), "RTMP.", field="Enable"),
    optional("server", Text(127), "Address of the RTMP server.", field="Server"),
    optional("appname", Text(63), "Name of the application.", field="Appname"),
    optional("streamid", Text(63), "Id of the stream.", field="Streamid"),
    optional("port", Int(0, 65535), "Port of the server.", field="Port"),
    optional("streamno", codes.RTMP_STREAM, "Which stream is sent.", field="Streamno"),
    optional("type", codes.RTMP_TYPE, "Kind of RTMP.", field="Type"),
)

NAME = required("name", Text(40), "User name.")
PASSWORD = required("newpasswd", Secret(64), "The new password.")
PRIVILEGE = required("privilege", codes.PRIVILEGE, "What the user may do.")
STATE = required("enable", codes.USER_STATE, "Whether the user may log in.")


def _users(action: str, doc: str, *params: Param) -> Command:
    return row(
        f"user_management.{action}",
        doc,
        ADMINISTRATOR,
        READ if action == "get_user" else DESTRUCTIVE,
        USERS,
        fixed=(("action", action),),
        params=params,
        returns=() if action == "get_user" else (field("user_management", Text(), "`OK`."),),
        note="What the list of users looks like is not shown." if action == "get_user" else "",
    )


def _optional(param: Param) -> Param:
    return optional(param.name, param.codec, param.doc)


def overlay(number: int) -> tuple[Command, Command]:
    """Return the rows of one of the five texts."""
    return pair(
        f"userosd.{number}",
        f"userosd.{number}.set",
        f"text {number} of one's own in the picture",
        OVERLAY,
        "3.6.2 UserOSD setup",
        group=f"userosd.{number}",
        path="/cgi-bin/userosd",
        fixed=(("title_index", str(number)),),
        note="The reply is missing in the manual; its fields are described.",
    )


ROWS: tuple[Command, ...] = (
    *pair(
        "osd",
        "osd.set",
        "title and time in the picture",
        OSD,
        "3.6.1 OSD setup",
        note="The table has a row Mpassword in it, the password of some server, which is left out here. "
        "The time format in the reply has a quotation mark too many.",
    ),
    *(command for number in OVERLAYS for command in overlay(number)),
    *pair(
        "image",
        "image.set",
        "the picture's settings",
        IMAGE,
        "3.6.3 Image",
        note="The reply shown has the first four only. `antificker` is how the camera spells it.",
    ),
    *pair(
        "motion",
        "motion.set",
        "motion detection",
        MOTION,
        "3.6.4 Motion Detect configuration",
        note="The reply shown lacks a quotation mark behind blockcount. Real cameras tell an area of zeros "
        "while detection is off.",
    ),
    _users("add", "Add a user.", NAME, PASSWORD, PRIVILEGE, STATE),
    _users("delete", "Delete a user.", NAME),
    _users("edit", "Change a user.", NAME, *map(_optional, (PASSWORD, PRIVILEGE, STATE))),
    _users("get_user", "List the users."),
    *pair(
        "rtmp",
        "rtmp.set",
        "where the picture is sent by RTMP",
        RTMP,
        "3.6.6 RTMP Configuration",
        note="The text beside the reply speaks of user_management.",
    ),
)
