"""Chapter 2 of the manual: what the camera watches for, and what follows.

The manual numbers inputs, outputs and motion detectors and knows one of each so far.
"""

from ....model.catalogue import Command
from ....model.codecs import Int, Text
from ....model.rows import ADMINISTRATOR, READ, field, optional
from ..codes import CONTACT, ENABLE, GRID, OUTPUT_TIME, STREAM_NUMBER
from .common import INFO2, pair, row

NAME = Text(10)
NUMBERS = range(1, 2)
ROWS_OF_GRID = 18
"""The fine grid has 18 rows of 24 fields, the coarse one 6 of 8."""

LINK = Int(0, 7)
SAVE = Int(0, 3)
COUNT = Int(0, 255)

ALL = frozenset({"allstatus"})
"""There three times in the bulk reply, and only the first has its own name."""
SHOCK_GETTER = "shock.getshock"

_ALL = optional("allstatus", ENABLE, "Whether any of them counts.")
_MOST = "How many of them the camera has."
_LINK_NOTE = "Bit 0: motion, bit 1: alarm input, bit 2: tampering, where the camera detects it."


def alarm_input(n: int) -> tuple[Command, Command]:
    """Return the rows of an alarm input."""
    return pair(
        f"alarmin.getalarmin{n}",
        f"alarmin.setalarmin{n}",
        f"alarm input {n}",
        (
            _ALL,
            optional(f"alarmin{n}.enable", ENABLE, "Whether the input is watched."),
            optional(f"alarmin{n}.name", NAME, "Name of the input."),
            optional(f"alarmin{n}.type", CONTACT, "Kind of contact."),
        ),
        "2.1 Alarm Input",
        extra_fields=(field("maxno", COUNT, _MOST),),
        group=f"alarmin{n}",
        bulk_getter=INFO2,
        bulk_lacks=ALL,
        note="The manual explains nc as normal open and no as normal close; it is the other way round.",
    )


_OUTPUT_TOLD = field("maxno", COUNT, _MOST)


def alarm_output(n: int) -> tuple[Command, Command]:
    """Return the rows of an alarm output."""
    return pair(
        f"alarmout.getalarmout{n}",
        f"alarmout.setalarmout{n}",
        f"alarm output {n}",
        (
            _ALL,
            optional(f"alarmout{n}.enable", ENABLE, "Whether alarms switch the output."),
            optional(f"alarmout{n}.name", NAME, "Name of the output."),
            optional(f"alarmout{n}.link", LINK, f"Which alarms switch it. {_LINK_NOTE}"),
            optional(f"alarmout{n}.time", OUTPUT_TIME, "How long it stays on; 1: as long as the alarm."),
        ),
        "2.2 Alarm Output",
        extra_fields=(_OUTPUT_TOLD,),
        group=f"alarmout{n}",
        bulk_getter=INFO2,
        bulk_lacks=ALL,
        capability_getters=(SHOCK_GETTER,),
    )


def motion(n: int) -> tuple[Command, Command]:
    """Return the rows of a motion detector."""
    areas = tuple(
        optional(
            f"motion{n}.area{line}",
            Int(0, 0xFFFFFF),
            f"Row {line} of the watched fields: a bit each, the leftmost in bit 0.",
            needs=(f"motion{n}.size",),
        )
        for line in range(1, ROWS_OF_GRID + 1)
    )
    return pair(
        f"motion.getmotion{n}",
        f"motion.setmotion{n}",
        f"motion detector {n}",
        (
            _ALL,
            optional(f"motion{n}.enable", ENABLE, "Whether motion is watched for."),
            optional(f"motion{n}.name", NAME, "Name of the detector."),
            optional(f"motion{n}.level", Int(1, 5), "How little motion suffices."),
            optional(
                f"motion{n}.size",
                GRID,
                "Fields of the grid, across by down. Older cameras know 8 by 6 only, and no such field.",
            ),
            *areas,
        ),
        "2.3 Motion alarm",
        extra_fields=(field("maxno", COUNT, _MOST),),
        group=f"motion{n}",
        bulk_getter=INFO2,
        # It knows the coarse grid only.
        bulk_lacks=ALL | {f"motion{n}.area1"},
        note="The getter takes the size of the grid too; without it a camera answers for the one it uses. "
        "Rows of the coarse grid are from 0 to 255 and end with the sixth.",
    )


RECORD = (
    optional("record.status", ENABLE, "Whether events are recorded."),
    optional("record.streamid", STREAM_NUMBER, "Stream that is recorded."),
    optional("record.link", LINK, f"Events that are recorded. {_LINK_NOTE}"),
    optional("record.save", SAVE, "Where the recording goes. Bit 0: FTP server, bit 1: mail."),
    optional("record.timeprev", Int(0, 5, "s"), "Time recorded before the event."),
    optional("record.timenext", Int(5, 30, "s"), "Time recorded after the event."),
    optional("record.maxsize", Int(2048, 10240, "kB"), "Most that one recording may hold."),
)
SHOCK = (
    optional("shock.enable", ENABLE, "Whether tampering with the view is watched for."),
    optional("shock.level", Int(1, 9), "How little of it suffices."),
)


ROWS: tuple[Command, ...] = (
    *(command for n in NUMBERS for command in alarm_input(n)),
    *(command for n in NUMBERS for command in alarm_output(n)),
    row(
        "alarmout.getalarmout0",
        "Tell all alarm outputs at once.",
        ADMINISTRATOR,
        READ,
        "2.2 Alarm Output",
        returns=(
            _OUTPUT_TOLD,
            field("allstatus", ENABLE, _ALL.doc),
            *(field(f"alarmout{n}.enable", ENABLE, f"Output {n} follows alarms.") for n in NUMBERS),
            *(field(f"alarmout{n}.name", NAME, f"Name of output {n}.") for n in NUMBERS),
            *(field(f"alarmout{n}.link", LINK, f"Alarms that switch output {n}.") for n in NUMBERS),
            *(field(f"alarmout{n}.time", OUTPUT_TIME, f"How long output {n} stays on.") for n in NUMBERS),
        ),
    ),
    *(command for n in NUMBERS for command in motion(n)),
    *pair(
        "recordevent.getrecevent",
        "recordevent.setrecevent",
        "what is recorded when something happens",
        RECORD,
        "2.4 Record",
        bulk_getter=INFO2,
        capability_getters=(SHOCK_GETTER,),
        note="The manual's range of the size begins at 4096, its examples have 2048.",
    ),
    *pair(
        "shock.getshock",
        "shock.setshock",
        "the detection of tampering",
        SHOCK,
        "2.5 Shock (Video tamper)",
        since="1.10",
        note="Supported models only.",
    ),
)
