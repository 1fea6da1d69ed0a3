"""What all the tables of this manual are made of."""

from ....model.catalogue import Field, Param
from ....model.codecs import Codec, Flag, Int, Text
from ....model.rows import RowBuilder, field, fields, required
from .. import codes

PROXY_PATH = "/cgi-bin/CGIProxy.fcgi"
STREAM_PATH = "/cgi-bin/CGIStream.cgi"

# A command goes along as `cmd`, and its name is its heading.
BUILDER = RowBuilder(path=lambda _name: PROXY_PATH, fixed=lambda name: (("cmd", name),))
row = BUILDER.row

NAME = Text(64)
LONG = Text(512)
POINT = Text(20)
FLAG = Flag()


def numbered(name: str, count: int, codec: Codec, doc: str) -> tuple[Param, ...]:
    """Return a row of parameters that are numbered from 0."""
    return tuple(required(f"{name}{index}", codec, doc.format(index)) for index in range(count))


def numbered_fields(name: str, count: int, codec: Codec, doc: str) -> tuple[Field, ...]:
    """Return a row of fields that are numbered from 0."""
    return fields(numbered(name, count, codec, doc))


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHEDULE = tuple(
    required(f"schedule{index}", codes.HALF_HOURS, f"{day}: a bit for each half hour, from midnight on.")
    for index, day in enumerate(DAYS)
)

ENABLE = required("isEnable", FLAG, "Whether it is on.")
LINKAGE = required(
    "linkage", codes.LINKAGE, "What follows: bit 0 ring, bit 1 mail, bit 2 snapshot, bit 3 recording."
)
SNAP_INTERVAL = required("snapInterval", codes.SECONDS, "Time between two snapshots.")
TRIGGER_INTERVAL = required("triggerInterval", codes.SECONDS, "Time until the next alarm may follow.")


def result(name: str, doc: str = "0 when it worked, -1 when it did not.") -> Field:
    """Return the field that tells of a second result inside a successful answer."""
    return field(name, codes.RESULT, doc)


NUMBER = codes.NUMBER
COUNT = Int(0, 65535)
