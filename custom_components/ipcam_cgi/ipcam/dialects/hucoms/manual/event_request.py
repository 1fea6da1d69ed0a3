"""Chapter 5 of the manual: what happens, told as it happens."""

from ....model.catalogue import Command, Speed
from ....model.rows import ADMINISTRATOR, READ, STREAM, field, required
from ..codes import EVENT_TYPE, ON
from .common import row
from .event import NUMBERS

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
    row(
        "requestevent.getevent",
        "Tell the state of all inputs, outputs and detectors, and every change of it.",
        ADMINISTRATOR,
        READ,
        "5.1 Event",
        fixed=(
            ("action", "getevent"),
            ("eventtype", "all"),
        ),
        returns=EVENTS,
        group="event",
        speed=Speed.FAST,
        note=_EVENT_NOTE,
    ),
    row(
        "requestevent.getevent.one",
        "Tell every change of one kind of event.",
        ADMINISTRATOR,
        STREAM,
        "5.1 Event",
        params=(required("eventtype", EVENT_TYPE, "Kind of event, or all."),),
        returns=EVENTS,
        note=_EVENT_NOTE,
    ),
)
