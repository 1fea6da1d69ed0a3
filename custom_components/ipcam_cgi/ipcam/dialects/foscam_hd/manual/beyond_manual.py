"""What is not among the manual's commands: a file, and commands of newer cameras, found by asking.

The names and fields of those are known from cameras, not from a manual: what else a record has is kept.
"""

from ....model.catalogue import Command
from ....model.rows import ADMINISTRATOR, READ, WRITE, fields, optional, required
from .. import codes
from .av_function_picture import ECHO_NOTE
from .common import ENABLE, FLAG, LINKAGE, SCHEDULE, SNAP_INTERVAL, TRIGGER_INTERVAL, row

SECTION = "beyond the manual"
SINCE = "newer firmware"

AREAS = tuple(
    optional(f"{name}{number}", codec, f"{doc} of area {number}.")
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
    required("sensitivity", codes.SENSITIVITY, "How little noise is enough."),
    TRIGGER_INTERVAL,
    *SCHEDULE,
)

ROWS: tuple[Command, ...] = (
    row(
        "configs.bin",
        "Send the file that exportConfig has made.",
        ADMINISTRATOR,
        READ,
        path="/configs/export/configs.bin",
        fixed=(),
        section="exportConfig",
        response_timeout=30,
    ),
    row(
        "getMotionDetectConfig1",
        "Tell how motion is detected in up to three rectangles.",
        ADMINISTRATOR,
        READ,
        section=SECTION,
        returns=fields(MOTION_1),
        group="motion_areas",
        since=SINCE,
    ),
    row(
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
    row(
        "getAudioAlarmConfig",
        "Tell how noise is detected and what follows.",
        ADMINISTRATOR,
        READ,
        section=SECTION,
        returns=fields(AUDIO),
        group="audio",
        since=SINCE,
    ),
    row(
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
