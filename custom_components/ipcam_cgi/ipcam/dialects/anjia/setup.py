"""Text in the picture, image, motion detection, users and RTMP: section 3.6 of the manual."""

from ...catalogue import Command, Effect, Param
from ...values import Flag, Int, Secret, Text
from . import codes
from .rows import ADMINISTRATOR, must, option, pair, row, said

OVERLAYS = range(5)
"""Numbers of the texts of one's own in the picture."""
USERS = "3.6.5 User Management"


def _place(name: str, what: str) -> tuple[Param, ...]:
    """Return where a text stands: one of three places each way, or percent of the picture."""
    return (
        option(f"{name}_pos_type", codes.POSITION_TYPE, f"How the place of the {what} is given."),
        option(
            f"{name}_pos_x", Int(0, 100), f"{what.capitalize()} from the left: 0-2 by direction, 0-100 else."
        ),
        option(
            f"{name}_pos_y", Int(0, 100), f"{what.capitalize()} from the top: 0-2 by direction, 0-100 else."
        ),
    )


OSD = (
    option("enable", Flag(), "Title and time in the picture."),
    option("color", codes.OSD_COLOR, "Colour of the text."),
    option("fontsize", codes.FONT_SIZE, "Size of the text."),
    *_place("title", "title"),
    option("show_res_bit", codes.SHOW_RESOLUTION, "Resolution and bit rate in the picture."),
    *_place("time", "time"),
    option("show_week", Flag(), "Day of the week beside the time."),
    option("time_format", codes.TIME_FORMAT, "Order of date and time."),
    option("title_utf8", Text(128), "The title, in UTF-8."),
)
OVERLAY = (
    option("enable", Flag(), "This text in the picture."),
    option("color", codes.Color(0, 0xFFFFFFFF), "Colour of the text."),
    option("fontsize", codes.FONT_SIZE, "Size of the text."),
    *_place("title", "text"),
    option("title_utf8", Text(128), "The text, in UTF-8."),
)
IMAGE = (
    option("brightness", Int(0, 255), "Brightness."),
    option("contrast", Int(0, 255), "Contrast."),
    option("saturation", Int(0, 255), "Saturation."),
    option("sharpness", Int(0, 255), "Sharpness."),
    option("hlc", Int(0, 255), "Highlight compensation."),
    option("blc", Int(0, 255), "Backlight compensation."),
    option("nr2d", Int(0, 255), "Noise reduction within a picture."),
    option("nr3d", Int(0, 255), "Noise reduction from picture to picture."),
    option("tvsystem", codes.MAINS, "Mains frequency."),
    option("antificker", Flag(), "Against the flicker of lamps, at any brightness."),
)
MOTION = (
    option("enable", Flag(), "Motion detection."),
    option("sensitivity", Int(1, 100), "Sensitivity."),
    option("alarmthreshold", Int(1, 100), "Threshold of the alarm."),
    option("enable_nighttime", Flag(), "Other values at night.", needs=("enable",)),
    option("night_sensitivity", Int(1, 100), "Sensitivity at night.", needs=("sensitivity",)),
    option("night_alarmthreshold", Int(1, 100), "Threshold at night.", needs=("alarmthreshold",)),
    option("blockcount", codes.BLOCK_COUNT, "Columns and rows of blocks."),
    option(
        "areavalue",
        codes.Blocks(128),
        "The blocks that are watched: row by row, eight to a byte; a real camera counts from bit 0.",
    ),
)
RTMP = (
    option("enable", Flag(), "RTMP.", field="Enable"),
    option("server", Text(127), "Address of the RTMP server.", field="Server"),
    option("appname", Text(63), "Name of the application.", field="Appname"),
    option("streamid", Text(63), "Id of the stream.", field="Streamid"),
    option("port", Int(0, 65535), "Port of the server.", field="Port"),
    option("streamno", codes.RTMP_STREAM, "Which stream is sent.", field="Streamno"),
    option("type", codes.RTMP_TYPE, "Kind of RTMP.", field="Type"),
)

NAME = must("name", Text(40), "User name.")
PASSWORD = must("newpasswd", Secret(64), "The new password.")
PRIVILEGE = must("privilege", codes.PRIVILEGE, "What the user may do.")
STATE = must("enable", codes.USER_STATE, "Whether the user may log in.")


def _users(action: str, doc: str, *params: Param) -> Command:
    return row(
        f"user_management.{action}",
        USERS,
        doc,
        ADMINISTRATOR,
        Effect.READ if action == "get_user" else Effect.DESTRUCTIVE,
        fixed=(("action", action),),
        params=params,
        returns=() if action == "get_user" else (said("user_management", "`OK`."),),
        note="What the list of users looks like is not shown." if action == "get_user" else "",
    )


def _optional(param: Param) -> Param:
    return option(param.name, param.codec, param.doc)


def overlay(number: int) -> tuple[Command, Command]:
    """Return the rows of one of the five texts."""
    return pair(
        f"userosd.{number}",
        "3.6.2 UserOSD setup",
        f"text {number} of one's own in the picture",
        OVERLAY,
        path="/cgi-bin/userosd",
        fixed=(("title_index", str(number)),),
        note="The reply is missing in the manual; its fields are described.",
    )


COMMANDS: tuple[Command, ...] = (
    *pair(
        "osd",
        "3.6.1 OSD setup",
        "title and time in the picture",
        OSD,
        note="The table has a row Mpassword in it, the password of some server, which is left out here. "
        "The time format in the reply has a quotation mark too many.",
    ),
    *(command for number in OVERLAYS for command in overlay(number)),
    *pair(
        "image",
        "3.6.3 Image",
        "the picture's settings",
        IMAGE,
        note="The reply shown has the first four only. `antificker` is how the camera spells it.",
    ),
    *pair(
        "motion",
        "3.6.4 Motion Detect configuration",
        "motion detection",
        MOTION,
        note="The reply shown lacks a quotation mark behind blockcount. Real cameras tell an area of zeros "
        "while detection is off.",
    ),
    _users("add", "Add a user.", NAME, PASSWORD, PRIVILEGE, STATE),
    _users("delete", "Delete a user.", NAME),
    _users("edit", "Change a user.", NAME, *map(_optional, (PASSWORD, PRIVILEGE, STATE))),
    _users("get_user", "List the users."),
    *pair(
        "rtmp",
        "3.6.6 RTMP Configuration",
        "where the picture is sent by RTMP",
        RTMP,
        note="The text beside the reply speaks of user_management.",
    ),
)
