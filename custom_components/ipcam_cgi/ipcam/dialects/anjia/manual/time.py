"""Section 3.4 of the manual: time."""

from ....model.catalogue import Command
from ....model.codecs import Int, Text
from ....model.rows import field, optional
from .. import codes
from .common import pair

TIME = (
    optional("timezone", codes.TIME_ZONE, "Time zone."),
    optional("update_method", codes.UPDATE_METHOD, "Where the time comes from."),
    optional("year", Int(1970, 2100), "Year; the clock is set in manual mode only."),
    optional("month", Int(1, 12), "Month."),
    optional("day", Int(1, 31), "Day."),
    optional("hour", Int(0, 23), "Hour."),
    optional("min", Int(0, 59), "Minute."),
    optional("sec", Int(0, 59), "Second."),
    optional("ntpaddr", Text(63), "NTP server."),
    optional("port", Int(80, 65535), "Port of the NTP server: 80, or from 1000."),
    optional("update_period", Int(60, 999999, "s"), "Seconds between two questions to the NTP server."),
)
TOLD_OF_TIME = ("timezone", "update_method", "ntpaddr", "port", "update_period")

ROWS: tuple[Command, ...] = (
    *pair(
        "time",
        "time.set",
        "clock and time zone",
        TIME,
        "3.4.1 Time",
        returns=(
            *(field(param.name, param.codec, param.doc) for param in TIME if param.name in TOLD_OF_TIME),
            field("current_time", Text(), "The clock, local time as year-month-day hour:minute:second."),
        ),
        note="NTP is written in capitals in the table and small in all examples. The example that sets the "
        "clock has lost `time?` from its address.",
    ),
)
