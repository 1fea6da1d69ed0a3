"""What is not among the manual's commands: a file, and commands of newer cameras, found by asking.

The names and fields of those are known from cameras, not from a manual: what else a record has is kept.
"""

from ...model.catalogue import Command
from . import codes
from .rows import (
    ADMINISTRATOR,
    ENABLE,
    FLAG,
    LINKAGE,
    READ,
    SCHEDULE,
    SNAP_INTERVAL,
    TRIGGER_INTERVAL,
    WRITE,
    cgi,
    fields,
    param,
)
from .video import ECHO_NOTE

SECTION = "beyond the manual"
SINCE = "newer firmware"

AREAS = tuple(
    param(f"{name}{number}", codec, f"{doc} of area {number}.", required=False)
    for number in range(1, 4)
    for name, codec, doc in (
        ("x", codes.COORDINATE, "Left edge"),
        ("y", codes.COORDINATE, "Upper edge"),
        ("width", codes.COORDINATE, "Width"),
        ("height", codes.COORDINATE, "Height"),
        ("sensitivity", codes.SENSITIVITY, "Sensitivity"),
        ("valid", FLAG, "Whether motion is looked for: use"),
    )
)

MOTION_1 = (ENABLE, LINKAGE, SNAP_INTERVAL, TRIGGER_INTERVAL, *SCHEDULE, *AREAS)

AUDIO = (
    ENABLE,
    LINKAGE,
    SNAP_INTERVAL,
    param("sensitivity", codes.SENSITIVITY, "How little noise is enough."),
    TRIGGER_INTERVAL,
    *SCHEDULE,
)

ROWS: tuple[Command, ...] = (
    cgi(
        "configs.bin",
        "Send the file that exportConfig has made.",
        ADMINISTRATOR,
        READ,
        path="/configs/export/configs.bin",
        fixed=(),
        section="exportConfig",
        response_timeout=30,
    ),
    cgi(
        "getMotionDetectConfig1",
        "Tell how motion is detected in up to three rectangles.",
        ADMINISTRATOR,
        READ,
        section=SECTION,
        returns=fields(MOTION_1),
        group="motion_areas",
        since=SINCE,
    ),
    cgi(
        "setMotionDetectConfig1",
        "Set how motion is detected in up to three rectangles.",
        ADMINISTRATOR,
        WRITE,
        section=SECTION,
        params=MOTION_1,
        group="motion_areas",
        whole=True,
        prefix="",
        since=SINCE,
        note=ECHO_NOTE,
    ),
    cgi(
        "getAudioAlarmConfig",
        "Tell how noise is detected and what follows.",
        ADMINISTRATOR,
        READ,
        section=SECTION,
        returns=fields(AUDIO),
        group="audio",
        since=SINCE,
    ),
    cgi(
        "setAudioAlarmConfig",
        "Set how noise is detected and what follows.",
        ADMINISTRATOR,
        WRITE,
        section=SECTION,
        params=AUDIO,
        group="audio",
        whole=True,
        prefix="",
        since=SINCE,
        note=ECHO_NOTE,
    ),
)
