"""Chapter 6 of the manual: switching the outputs."""

from ....model.catalogue import Command
from ....model.rows import ACTION, ADMINISTRATOR, field, optional
from ..codes import ON
from .common import row
from .event import NUMBERS

ROWS: tuple[Command, ...] = (
    row(
        "ctrl_alarmout.setalarmout",
        "Switch an output.",
        ADMINISTRATOR,
        ACTION,
        "6.1 Alarm Out(Relay) On/Off",
        params=tuple(optional(f"alarmout{n}", ON, f"Output {n} on or off.") for n in NUMBERS),
        returns=tuple(field(f"alarmout{n}", ON, f"Output {n} is on.") for n in NUMBERS),
        since="1.03",
    ),
)
