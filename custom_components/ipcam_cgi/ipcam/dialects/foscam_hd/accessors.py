"""Where in these cameras' records a value is that is more than one field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import override

from ...errors import InvalidValueError
from ...model.accessors import Accessor, Value, require_size
from ...model.catalogue import Record
from ...model.codecs import Codec
from ...model.regions import NOWHERE, Grid, Rectangle
from ...model.schedule import DAY, DAYS, Span, WeekPlan
from . import codes
from .clock import NTP_OFF, clock_kept

EDGE = 10000
"""What the cameras count from one edge of the picture to the other."""
WHOLE = Rectangle(0, 0, 100, 100)


@dataclass(frozen=True, slots=True)
class Alarm(Accessor[bool]):
    """A detection or the SD card: 2 is an alarm, 1 is none, and 0 means that there is nothing to tell."""

    field: str

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record

    @override
    def read(self, record: Record) -> bool | None:
        return {"1": False, "2": True}.get(record.get(self.field, "").strip())


@dataclass(frozen=True, slots=True)
class Space(Accessor[int]):
    """Space in kilobytes, with or without a k behind it."""

    field: str

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record

    @override
    def read(self, record: Record) -> int | None:
        text = record.get(self.field, "").strip().rstrip("kK").strip()
        return int(text) if text.isdecimal() and len(text) < 19 else None


@dataclass(frozen=True, slots=True)
class OfType[T](Accessor[T]):
    """What the present type of a stream is set to; the fields of each type bear its number."""

    field: str
    codec: Codec[T]

    @override
    def present_in(self, record: Record) -> bool:
        return f"{self.field}{stream_type(record)}" in record

    @override
    def read(self, record: Record) -> T | None:
        return Value(f"{self.field}{stream_type(record)}", self.codec).read(record)


def stream_type(record: Record) -> str:
    """Return the present type of a stream, nothing when the camera does not tell."""
    text = record.get("streamType", "").strip()
    return text if text in codes.STREAM_TYPE.options else ""


@dataclass(frozen=True, slots=True)
class Timed[T](Value[T]):
    """A setting of the clock. A clock that a person sets is lost unless it is told again."""

    @override
    def patch(self, value: T, record: Record) -> dict[str, str]:
        changes = super(Timed, self).patch(value, record)
        if changes.get("timeSource", record.get("timeSource", "")).strip() == NTP_OFF:
            changes |= clock_kept(record, {**record, **changes})
        return changes


@dataclass(frozen=True, slots=True)
class Spelled[T](Value[T]):
    """A reading whose field has another name in other firmware."""

    other: str

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record or self.other in record

    @override
    def read(self, record: Record) -> T | None:
        return Value(self.field if self.field in record else self.other, self.codec).read(record)


@dataclass(frozen=True, slots=True)
class Mask(Accessor[Rectangle]):
    """One of the four masks, from corner to corner."""

    number: int

    @property
    def _fields(self) -> tuple[str, ...]:
        return tuple(f"{corner}_{self.number}" for corner in ("x1", "y1", "x2", "y2"))

    @override
    def present_in(self, record: Record) -> bool:
        return self._fields[0] in record

    @override
    def read(self, record: Record) -> Rectangle | None:
        corners = [Value(name, codes.COORDINATE).read(record) for name in self._fields]
        known = [min(corner, EDGE) / EDGE * 100 for corner in corners if corner is not None]
        if len(known) < len(corners) or min(known) < 0:
            return None
        left, top, right, bottom = known
        return Rectangle(left, top, right - left, bottom - top) if right > left and bottom > top else NOWHERE

    @override
    def patch(self, value: Rectangle, record: Record) -> dict[str, str]:
        corners = (value.left, value.top, value.left + value.width, value.top + value.height)
        if not value:
            corners = (0, 0, 0, 0)
        scaled = (min(round(corner / 100 * EDGE), EDGE) for corner in corners)
        return {name: str(number) for name, number in zip(self._fields, scaled, strict=True)}


MASKS = tuple(Mask(number) for number in range(4))


class Covered(Accessor[bool]):
    """Whether a mask covers the whole picture, and masks are shown."""

    @override
    def present_in(self, record: Record) -> bool:
        return MASKS[0].present_in(record) and "isEnableOSDMask" in record

    @override
    def read(self, record: Record) -> bool | None:
        if not self.present_in(record):
            return None
        shown = record["isEnableOSDMask"].strip() == "1"
        return shown and any(mask.read(record) == WHOLE for mask in MASKS)


def _in_use(record: Record) -> list[int]:
    """Return the numbers of the rectangles that count; in the others there may be anything."""
    return [number for number in (1, 2, 3) if record.get(f"valid{number}", "").strip() == "1"]


@dataclass(frozen=True, slots=True)
class LevelOfAreas(Value[str]):
    """How sensitive the rectangles are in which newer cameras look for motion: all of them alike."""

    @override
    def read(self, record: Record) -> str | None:
        for number in _in_use(record) or [1]:
            level = Value(f"sensitivity{number}", codes.SENSITIVITY).read(record)
            if level in codes.SENSITIVITY.names:
                return level
        return None

    @override
    def patch(self, value: str, record: Record) -> dict[str, str]:
        text = self.codec.encode(value)
        return {f"sensitivity{number}": text for number in _in_use(record) or [1]}


LEVEL_OF_AREAS = LevelOfAreas("sensitivity1", codes.SENSITIVITY)


@dataclass(frozen=True, slots=True)
class Careful[T](Value[T]):
    """A setting that can lock everybody out: `reason` says what stands against a record, if anything."""

    reason: Callable[[Record], str]

    @override
    def patch(self, value: T, record: Record) -> dict[str, str]:
        changes = super(Careful, self).patch(value, record)
        if reason := self.reason({**record, **changes}):
            raise InvalidValueError(f"{reason}, nothing was changed")
        return changes


@dataclass(frozen=True, slots=True)
class Areas(Accessor[Grid]):
    """The up to three rectangles in which newer cameras look for motion, as 10 x 10 cells."""

    @override
    def present_in(self, record: Record) -> bool:
        return "x1" in record

    @override
    def read(self, record: Record) -> Grid | None:
        rectangles = []
        for number in (1, 2, 3):
            sides = [Value(f"{side}{number}", codes.COORDINATE).read(record) for side in _SIDES]
            known = [min(max(side, 0), EDGE) / EDGE * 100 for side in sides if side is not None]
            if record.get(f"valid{number}", "").strip() != "1" or len(known) < len(sides):
                continue
            left, top, width, height = known
            if width and height:
                rectangles.append(Rectangle(left, top, min(width, 100 - left), min(height, 100 - top)))
        return Grid.covering(_CELLS, _CELLS, rectangles)

    @override
    def patch(self, value: Grid, record: Record) -> dict[str, str]:
        require_size(value, _CELLS, _CELLS)
        rectangles = value.rectangles
        if len(rectangles) > 3:
            raise InvalidValueError("the camera has three rectangles, and these cells need more")
        changes = {}
        level = codes.SENSITIVITY.encode(LEVEL_OF_AREAS.read(record) or "normal")
        for number in (1, 2, 3):
            each = rectangles[number - 1] if number <= len(rectangles) else NOWHERE
            sides = (each.left, each.top, each.width, each.height)
            for name, side in zip(_SIDES, sides, strict=True):
                changes[f"{name}{number}"] = str(round(side / 100 * EDGE))
            changes[f"valid{number}"] = str(int(bool(each)))
            if each and number not in _in_use(record) and f"sensitivity{number}" in record:
                changes[f"sensitivity{number}"] = level
        return changes


_SIDES = ("x", "y", "width", "height")
_CELLS = 10


@dataclass(frozen=True, slots=True)
class Moment(Accessor[time]):
    """The start or the end of one of the periods of the infrared lamp."""

    end: str
    number: int

    @override
    def present_in(self, record: Record) -> bool:
        return f"{self.end}Hour{self.number}" in record

    @override
    def read(self, record: Record) -> time | None:
        hour = Value(f"{self.end}Hour{self.number}", codes.HOUR).read(record)
        minute = Value(f"{self.end}Min{self.number}", codes.MINUTE).read(record)
        try:
            return None if hour is None or minute is None else time(hour, minute)
        except ValueError:
            return None

    @override
    def patch(self, value: time, record: Record) -> dict[str, str]:
        return {
            f"{self.end}Hour{self.number}": str(value.hour),
            f"{self.end}Min{self.number}": str(value.minute),
        }


class Periods(Accessor[WeekPlan]):
    """Three periods that are the same every day; one that ends before it starts lasts over midnight."""

    @override
    def present_in(self, record: Record) -> bool:
        return STARTS[0].present_in(record)

    @override
    def read(self, record: Record) -> WeekPlan | None:
        spans: list[Span] = []
        for start, end in zip(STARTS, ENDS, strict=True):
            first, last = start.read(record), end.read(record)
            if first is None or last is None:
                return None
            spans += _spans(_minutes(first), _minutes(last))
        return WeekPlan((tuple(spans),) * len(DAYS))

    @override
    def patch(self, value: WeekPlan, record: Record) -> dict[str, str]:
        if len(set(value.days)) != 1:
            raise InvalidValueError("the camera has one plan for all days")
        spans = list(value.days[0])
        if spans == [(0, DAY)]:
            # From midnight to midnight would be no time at all.
            spans = [(0, DAY // 2), (DAY // 2, DAY)]
        elif len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == DAY:
            spans[-1] = (spans[-1][0], spans.pop(0)[1])
        if len(spans) > len(STARTS):
            raise InvalidValueError(f"the camera has {len(STARTS)} periods a day")
        spans += [(0, 0)] * (len(STARTS) - len(spans))
        changes: dict[str, str] = {}
        for start, end, (first, last) in zip(STARTS, ENDS, spans, strict=True):
            changes |= start.patch(_time(first), record) | end.patch(_time(last), record)
        return changes


STARTS = tuple(Moment("start", number) for number in range(3))
ENDS = tuple(Moment("end", number) for number in range(3))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(minutes % DAY // 60, minutes % 60)


def _spans(start: int, end: int) -> list[Span]:
    if start < end:
        return [(start, end)]
    return [span for span in ((start, DAY), (0, end)) if start != end and span[0] < span[1]]
