"""Chapters 2, 5 and 6 of the manual: what the camera watches for, tells and switches.

The manual numbers inputs, outputs and motion detectors and knows one of each so far.
"""

from ...model.catalogue import Command, Effect, Param, Speed
from ...model.codecs import Int, Text
from .codes import CONTACT, ENABLE, EVENT_TYPE, GRID, ON, OUTPUT_TIME, STREAM_NUMBER
from .rows import field, optional, pair, row

NAME = Text(10)
NUMBERS = range(1, 2)
ROWS_OF_GRID = 18
"""The fine grid has 18 rows of 24 fields, the coarse one 6 of 8."""

LINK = Int(0, 7)
SAVE = Int(0, 3)
COUNT = Int(0, 255)

_ALL = optional("allstatus", ENABLE, "Whether any of them counts.")
_MOST = "How many of them the camera has."
_LINK_NOTE = "Bit 0: motion, bit 1: alarm input, bit 2: tampering, where the camera detects it."


def alarm_input(n: int) -> tuple[Command, Command]:
    """Return the rows of an alarm input."""
    return pair(
        "alarmin",
        f"alarm input {n}",
        "2.1 Alarm Input",
        f"getalarmin{n}",
        f"setalarmin{n}",
        (
            _ALL,
            optional(f"alarmin{n}.enable", ENABLE, "Whether the input is watched."),
            optional(f"alarmin{n}.name", NAME, "Name of the input."),
            optional(f"alarmin{n}.type", CONTACT, "Kind of contact."),
        ),
        extra_fields=(field("maxno", COUNT, _MOST),),
        group=f"alarmin{n}",
        note="The manual explains nc as normal open and no as normal close; it is the other way round.",
    )


_OUTPUT_TOLD = field("maxno", COUNT, _MOST)


def alarm_output(n: int) -> tuple[Command, Command]:
    """Return the rows of an alarm output."""
    return pair(
        "alarmout",
        f"alarm output {n}",
        "2.2 Alarm Output",
        f"getalarmout{n}",
        f"setalarmout{n}",
        (
            _ALL,
            optional(f"alarmout{n}.enable", ENABLE, "Whether alarms switch the output."),
            optional(f"alarmout{n}.name", NAME, "Name of the output."),
            optional(f"alarmout{n}.link", LINK, f"Which alarms switch it. {_LINK_NOTE}"),
            optional(f"alarmout{n}.time", OUTPUT_TIME, "How long it stays on; 1: as long as the alarm."),
        ),
        extra_fields=(_OUTPUT_TOLD,),
        group=f"alarmout{n}",
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
        "motion",
        f"motion detector {n}",
        "2.3 Motion alarm",
        f"getmotion{n}",
        f"setmotion{n}",
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
        extra_fields=(field("maxno", COUNT, _MOST),),
        group=f"motion{n}",
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

EVENTS = (
    *(field(f"alarmin{n}", ON, f"Alarm at input {n}.") for n in NUMBERS),
    *(field(f"alarmout{n}", ON, f"Output {n} is on.") for n in NUMBERS),
    *(field(f"motion{n}", ON, f"Motion seen by detector {n}.") for n in NUMBERS),
    field("videotamper", ON, "Tampering with the view, where the camera detects it."),
)
_EVENT_NOTE = (
    "An endless answer in parts; some cameras end it after the first. The manual misplaces the blank line "
    "between the headers of a part."
)

ROWS: tuple[Command, ...] = (
    *(command for n in NUMBERS for command in alarm_input(n)),
    *(command for n in NUMBERS for command in alarm_output(n)),
    row(
        "alarmout",
        "getalarmout0",
        "Tell all alarm outputs at once.",
        Effect.READ,
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
        "recordevent",
        "what is recorded when something happens",
        "2.4 Record",
        "getrecevent",
        "setrecevent",
        RECORD,
        note="The manual's range of the size begins at 4096, its examples have 2048.",
    ),
    *pair(
        "shock",
        "the detection of tampering",
        "2.5 Shock (Video tamper)",
        "getshock",
        "setshock",
        SHOCK,
        since="1.10",
        note="Supported models only.",
    ),
)

EVENT_ROWS: tuple[Command, ...] = (
    row(
        "requestevent",
        "getevent",
        "Tell the state of all inputs, outputs and detectors, and every change of it.",
        Effect.READ,
        "5.1 Event",
        fixed=(("eventtype", "all"),),
        returns=EVENTS,
        group="event",
        speed=Speed.FAST,
        note=_EVENT_NOTE,
    ),
    row(
        "requestevent",
        "getevent",
        "Tell every change of one kind of event.",
        Effect.STREAM,
        "5.1 Event",
        suffix=".one",
        params=(Param(name="eventtype", codec=EVENT_TYPE, doc="Kind of event, or all."),),
        returns=EVENTS,
        note=_EVENT_NOTE,
    ),
    row(
        "ctrl_alarmout",
        "setalarmout",
        "Switch an output.",
        Effect.ACTION,
        "6.1 Alarm Out(Relay) On/Off",
        params=tuple(optional(f"alarmout{n}", ON, f"Output {n} on or off.") for n in NUMBERS),
        returns=tuple(field(f"alarmout{n}", ON, f"Output {n} is on.") for n in NUMBERS),
        since="1.03",
    ),
)
