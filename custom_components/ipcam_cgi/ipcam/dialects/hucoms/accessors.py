"""Values that depend on others in the same record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
import re
from typing import Any, override

from ...errors import InvalidValueError, ReplyError
from ...model.accessors import Accessor, Value
from ...model.catalogue import Record
from ...model.codecs import Codec, Int
from ...model.regions import NOWHERE, Grid, Rectangle
from .codes import ENABLE, FLIP


@dataclass(frozen=True, slots=True)
class Mode(Value[str]):
    """A choice that some codes of which do not go without other fields.

    `companions` names those fields for each code, with the codec and what to send where the camera
    tells nothing that would do. Most are told in their mode only: then they are what they were in it last.
    """

    companions: Mapping[str, Mapping[str, tuple[Codec, str]]] = field(default_factory=dict)
    merges = True
    recalls = True

    @override
    def patch(self, value: str, record: Record) -> dict[str, str]:
        code = self.codec.encode(value)
        others = self.companions.get(code, {})
        now = self.companions.get(record.get(self.field, ""), {})

        def text(name: str, codec: Codec, default: str) -> str:
            # One field may hold something else in the present mode: a quality in place of a bit rate.
            same = now[name][0] == codec if name in now else True
            return record[name] if same and _is_valid(codec, record.get(name)) else default

        return {self.field: code} | {name: text(name, *kind) for name, kind in others.items()}


def _is_valid(codec: Codec, text: str | None) -> bool:
    if text is None:
        return False
    try:
        codec.encode(codec.decode(text))
    except ReplyError, InvalidValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class InMode[T = Any](Value[T]):
    """A value that counts, and can be set, only while the field `mode` has one of `codes`."""

    mode: str = ""
    codes: frozenset[str] = frozenset()
    merges = True

    def _counts(self, record: Record) -> bool:
        return record.get(self.mode) in self.codes

    @override
    def present_in(self, record: Record) -> bool:
        # In another mode the camera need not tell it.
        return self.mode in record and (self.field in record or not self._counts(record))

    @override
    def read(self, record: Record) -> T | None:
        return super(InMode, self).read(record) if self._counts(record) else None

    @override
    def patch(self, value: T, record: Record) -> dict[str, str]:
        if not self._counts(record):
            raise InvalidValueError("this setting has no effect in the camera's present mode")
        return super(InMode, self).patch(value, record)


@dataclass(frozen=True, slots=True)
class NotBelow(Value[int]):
    """A number that may not be less than that of the field `other`."""

    other: str = ""
    merges = True

    @override
    def patch(self, value: int, record: Record) -> dict[str, str]:
        floor = Value(self.other, self.codec).read(record)
        if floor is not None and value < floor:
            raise InvalidValueError(f"{value} is below {self.other}, which is {floor}")
        return super(NotBelow, self).patch(value, record)


@dataclass(frozen=True, slots=True)
class NotAbove(Value[int]):
    """A number that may not be more than that of the field `other`."""

    other: str = ""
    merges = True

    @override
    def patch(self, value: int, record: Record) -> dict[str, str]:
        ceiling = Value(self.other, self.codec).read(record)
        if ceiling is not None and value > ceiling:
            raise InvalidValueError(f"{value} is above {self.other}, which is {ceiling}")
        return super(NotAbove, self).patch(value, record)


@dataclass(frozen=True, slots=True)
class Turned(Accessor[bool]):
    """One of the two ways in which the picture is turned: `mirror` or `flip`."""

    way: str
    merges = True

    @override
    def present_in(self, record: Record) -> bool:
        return "videoflip" in record

    @override
    def read(self, record: Record) -> bool | None:
        turned = Value("videoflip", FLIP).read(record)
        return None if turned is None else turned in (self.way, "both")

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        turned = Value("videoflip", FLIP).read(record)
        if turned is None:
            raise InvalidValueError(
                "the camera did not report how the picture is rotated; nothing was changed"
            )
        ways = {"mirror", "flip"} if turned == "both" else {turned} - {"normal"}
        ways = ways | {self.way} if value else ways - {self.way}
        return {"videoflip": "both" if len(ways) == 2 else next(iter(ways), "normal")}


@dataclass(frozen=True, slots=True)
class AnyOn(Accessor[bool]):
    """Whether any of the numbered events of one kind is on."""

    kind: str

    def _states(self, record: Record) -> set[str]:
        pattern = re.compile(rf"{self.kind}\d{{0,3}}")
        return {text.strip().lower() for name, text in record.items() if pattern.fullmatch(name)}

    @override
    def present_in(self, record: Record) -> bool:
        return bool(self._states(record))

    @override
    def read(self, record: Record) -> bool | None:
        states = self._states(record)
        return True if "on" in states else False if "off" in states else None


@dataclass(frozen=True, slots=True)
class Watched(Accessor[Grid]):
    """The cells that a motion detector watches: a number per row with a bit per column."""

    detector: str
    merges = True

    @property
    @override
    def looks_at(self) -> tuple[str, ...]:
        return (f"{self.detector}.area1",)

    def _names(self, record: Record) -> tuple[int, list[str]]:
        columns, rows = (24, 18) if record.get(f"{self.detector}.size") == "24x18" else (8, 6)
        return columns, [f"{self.detector}.area{row}" for row in range(1, rows + 1)]

    @override
    def present_in(self, record: Record) -> bool:
        return f"{self.detector}.area1" in record

    @override
    def read(self, record: Record) -> Grid | None:
        columns, names = self._names(record)
        rows = [Value(name, Int(0, (1 << columns) - 1)).read(record) for name in names]
        return Grid.from_bits([row for row in rows if row is not None], columns) if None not in rows else None

    @override
    def patch(self, value: Grid, record: Record) -> dict[str, str]:
        columns, names = self._names(record)
        if not self.present_in(record):
            raise InvalidValueError("the camera did not report its grid; nothing was changed")
        if (value.columns, len(value.rows)) != (columns, len(names)):
            raise InvalidValueError(f"the grid of this camera is {columns} x {len(names)}, not {value.size}")
        return {name: str(bits) for name, bits in zip(names, value.bits, strict=True)}


@dataclass(frozen=True, slots=True)
class OneOfAll(Accessor[bool]):
    """The switch of one among several, which counts only while the one for all, `allstatus`, is on."""

    field: str
    merges = True

    @property
    @override
    def looks_at(self) -> tuple[str, ...]:
        return (self.field, ALL)

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record

    @override
    def read(self, record: Record) -> bool | None:
        own = Value(self.field, ENABLE).read(record)
        # Where the camera tells of no switch for all, there is none.
        return own and Value(ALL, ENABLE).read(record) if ALL in record else own

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        changes = {self.field: ENABLE.encode(value)}
        off = value and ALL in record and Value(ALL, ENABLE).read(record) is not True
        return {ALL: ENABLE.encode(True), **changes} if off else changes


ALL = "allstatus"


@dataclass(frozen=True, slots=True)
class Covered(Accessor[Rectangle]):
    """The rectangle of a privacy area, of a picture 320 wide and 240 high."""

    area: str
    merges = True

    @property
    def _shown(self) -> OneOfAll:
        return OneOfAll(f"{self.area}.enable")

    @override
    def present_in(self, record: Record) -> bool:
        return f"{self.area}.startx" in record

    @override
    def read(self, record: Record) -> Rectangle | None:
        return NOWHERE if self._shown.read(record) is False else self.place(record)

    def place(self, record: Record) -> Rectangle | None:
        """Return the rectangle, whether it is shown or not."""
        names = ("startx", "starty", "endx", "endy")
        left, top, width, height = (Value(f"{self.area}.{name}", Int(0, 320)).read(record) for name in names)
        if left is None or top is None or width is None or height is None:
            return None
        try:
            return Rectangle(left / 3.2, top / 2.4, width / 3.2, height / 2.4)
        except InvalidValueError:
            return None

    @override
    def patch(self, value: Rectangle, record: Record) -> dict[str, str]:
        if not value:
            return self._shown.patch(False, record)
        left, width = _edge(value.left, value.width, 320)
        top, height = _edge(value.top, value.height, 240)
        numbers = {"startx": left, "starty": top, "endx": width, "endy": height}
        places = {f"{self.area}.{name}": str(number) for name, number in numbers.items()}
        return self._shown.patch(True, record) | places


def _edge(start: float, length: float, whole: int) -> tuple[int, int]:
    """Return start and length in the camera's units; their sum must stay below the whole."""
    first = min(round(start * whole / 100), whole - 2)
    return first, max(1, min(round(length * whole / 100), whole - 1 - first))


@dataclass(frozen=True, slots=True)
class AllHidden(Accessor[bool]):
    """Whether nothing is to be seen: an area that counts covers all of the picture."""

    areas: tuple[int, ...]

    @override
    def present_in(self, record: Record) -> bool:
        return ALL in record

    @override
    def read(self, record: Record) -> bool | None:
        if Value(ALL, ENABLE).read(record) is None:
            return None
        return any(self.hides(area, record) for area in self.areas)

    def hides(self, area: int, record: Record) -> bool:
        """Whether an area is shown and covers all of the picture."""
        return self.is_on(area, record) and self._is_whole(area, record)

    def is_on(self, area: int, record: Record) -> bool:
        """Whether an area is shown."""
        return OneOfAll(f"privacy{area}.enable").read(record) is True

    def free(self, record: Record) -> int:
        """Return the area to cover the picture with: one that its owner does not use.

        Raise InvalidValueError when all are in use.
        """
        told = [area for area in self.areas if f"privacy{area}.enable" in record]
        # What is switched off for all is in use all the same.
        own = {area: Value(f"privacy{area}.enable", ENABLE).read(record) for area in told}
        free = [area for area in told if own[area] is False or self._is_whole(area, record)]
        if not free:
            raise InvalidValueError("all privacy masks are in use")
        return max(free, key=lambda area: (self._is_whole(area, record), area))

    def _is_whole(self, area: int, record: Record) -> bool:
        place = Covered(f"privacy{area}").place(record)
        return place is not None and place.left == place.top == 0 and min(place.width, place.height) >= WHOLE


WHOLE = 99.5
"""Percent of the picture that count as all of it: the last column and row cannot be covered."""


class Clock(Accessor[None]):
    """The camera's clock, which is read again when it was set."""

    @override
    def present_in(self, record: Record) -> bool:
        return "serverdate" in record

    @override
    def read(self, record: Record) -> None:
        return None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\w{1,9})\D{1,3}(\d{1,2})\D{1,3}(\d{4})\D{1,3}(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")


def read_date(text: str) -> datetime | None:
    """Read `month day, year hour:minute:second`; the month may be a word or a number."""
    found = _DATE.search(text[:100])
    if not found:
        return None
    month, day, year, hour, minute, second = found.groups(default="0")
    try:
        number = int(month) if month.isdecimal() else 1 + _MONTHS.index(month[:3].lower())
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second))  # noqa: DTZ001
    except ValueError:
        return None
