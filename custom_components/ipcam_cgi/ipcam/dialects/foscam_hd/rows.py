"""What all the tables of commands are made of."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from ...model.catalogue import Access, Command, Effect, Field, Param, Speed
from ...model.codecs import Codec, Flag, Int, Text
from . import codes

VISITOR, OPERATOR, ADMINISTRATOR = Access.VISITOR, Access.OPERATOR, Access.ADMINISTRATOR
READ, WRITE, ACTION, DESTRUCTIVE = Effect.READ, Effect.WRITE, Effect.ACTION, Effect.DESTRUCTIVE

PROXY = "/cgi-bin/CGIProxy.fcgi"
STREAM = "/cgi-bin/CGIStream.cgi"

NAME = Text(64)
LONG = Text(512)
POINT = Text(20)
FLAG = Flag()


class Details(TypedDict, total=False):
    """The optional parts of a row."""

    params: tuple[Param, ...]
    returns: tuple[Field, ...]
    group: str
    whole: bool
    prefix: str
    readonly: frozenset[str]
    speed: Speed
    upload: str
    response_timeout: float
    since: str
    note: str


def cgi(
    name: str,
    doc: str,
    access: Access,
    effect: Effect,
    *,
    path: str = PROXY,
    fixed: tuple[tuple[str, str], ...] | None = None,
    section: str = "",
    **details: Unpack[Details],
) -> Command:
    """Return the row of a command; its heading in the manual is its name unless told otherwise."""
    return Command(
        name=name,
        path=path,
        fixed=(("cmd", name),) if fixed is None else fixed,
        doc=doc,
        access=access,
        effect=effect,
        section=section or name,
        **details,
    )


def param(name: str, codec: Codec, doc: str, *, required: bool = True) -> Param:
    """Return one parameter."""
    return Param(name=name, codec=codec, doc=doc, required=required)


def field(name: str, codec: Codec, doc: str) -> Field:
    """Return one field of a reply."""
    return Field(name=name, codec=codec, doc=doc)


def fields(params: Iterable[Param]) -> tuple[Field, ...]:
    """Return the fields of the getter whose setter takes these parameters."""
    return tuple(Field(name=each.name, codec=each.codec, doc=each.doc) for each in params)


def numbered(name: str, count: int, codec: Codec, doc: str) -> tuple[Param, ...]:
    """Return a row of parameters that are numbered from 0."""
    return tuple(param(f"{name}{index}", codec, doc.format(index)) for index in range(count))


def numbered_fields(name: str, count: int, codec: Codec, doc: str) -> tuple[Field, ...]:
    """Return a row of fields that are numbered from 0."""
    return fields(numbered(name, count, codec, doc))


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHEDULE = tuple(
    param(f"schedule{index}", codes.HALF_HOURS, f"{day}: a bit for each half hour, from midnight on.")
    for index, day in enumerate(DAYS)
)

ENABLE = param("isEnable", FLAG, "Whether it is on.")
LINKAGE = param(
    "linkage", codes.LINKAGE, "What follows: bit 0 ring, bit 1 mail, bit 2 snapshot, bit 3 recording."
)
SNAP_INTERVAL = param("snapInterval", codes.SECONDS, "Time between two snapshots.")
TRIGGER_INTERVAL = param("triggerInterval", codes.SECONDS, "Time until the next alarm may follow.")


def result(name: str, doc: str = "0 when it worked, -1 when it did not.") -> Field:
    """Return the field that tells of a second result inside a successful answer."""
    return field(name, codes.RESULT, doc)


NUMBER = codes.NUMBER
COUNT = Int(0, 65535)
