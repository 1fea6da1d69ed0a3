"""Accessors: how one value is read from a record and put into it.

What an accessor does not look at stays as it is. Besides those of single fields, there are those of what
cameras keep in the bits of several: weekly plans and the cells of a picture.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, override

from ..errors import InvalidValueError, ReplyError
from .catalogue import Record
from .codecs import Codec, Int
from .regions import Grid
from .schedule import DAY, WeekPlan


class Accessor[T = Any](ABC):
    """One value inside a record."""

    merges = False
    """Whether `patch` needs the record as it is in the camera now."""
    recalls = False
    """Whether `patch` makes use of what was told in another mode, where it is not told now."""

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The fields that a reply must have in their own right, as far as they are a fixed few."""
        return ()

    @abstractmethod
    def read(self, record: Record) -> T | None:
        """Return the value, None when the reply lacks or garbles it."""

    @abstractmethod
    def present_in(self, record: Record) -> bool:
        """Whether the reply speaks of this value at all, readable or not."""

    def patch(self, value: T, record: Record) -> dict[str, str]:
        """Return the changed fields; raise InvalidValueError when the value or the record will not do."""
        raise InvalidValueError("cannot be written")


@dataclass(frozen=True, slots=True)
class Value[T = Any](Accessor[T]):
    """A field of its own."""

    field: str
    codec: Codec[T]

    @property
    @override
    def looks_at(self) -> tuple[str, ...]:
        return (self.field,)

    @override
    def read(self, record: Record) -> T | None:
        if self.field not in record:
            return None
        try:
            return self.codec.decode(record[self.field])
        except ReplyError:
            return None

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record

    @override
    def patch(self, value: T, record: Record) -> dict[str, str]:
        if value is not None and value == self.read(record):
            # What it is set to goes back as it came, in a charset or a form that nobody need know.
            return {self.field: record[self.field]}
        # The limits are the camera's own, which may be wider: whoever writes has looked at them.
        return {self.field: self.codec.including(value).encode(value)}


@dataclass(frozen=True, slots=True)
class Bit(Accessor[bool]):
    """One bit of a number; the other bits, known or not, stay as they are."""

    field: str
    index: int
    merges = True

    @override
    def read(self, record: Record) -> bool | None:
        number = Value(self.field, BITS).read(record)
        return None if number is None else bool(number >> self.index & 1)

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        number = Value(self.field, BITS).read(record)
        if number is None:
            raise InvalidValueError(f"the camera did not report its {self.field}; nothing was changed")
        mask = 1 << self.index
        return {self.field: str(number | mask if value else number & ~mask)}


BITS = Int(0, (1 << 64) - 1)


@dataclass(frozen=True, slots=True)
class Is(Accessor[bool]):
    """Whether a state field shows `code`; read only."""

    field: str
    code: str

    @override
    def read(self, record: Record) -> bool | None:
        text = record.get(self.field, "").strip()
        return text == self.code if text else None

    @override
    def present_in(self, record: Record) -> bool:
        return self.field in record


@dataclass(frozen=True, slots=True)
class Computed[T = Any](Accessor[T]):
    """A value that a dialect works out of a record by a plain function; read only."""

    function: Callable[[Record], T | None]

    @override
    def read(self, record: Record) -> T | None:
        return self.function(record)

    @override
    def present_in(self, record: Record) -> bool:
        return self.function(record) is not None


@dataclass(frozen=True, slots=True)
class PlanBits(Accessor[WeekPlan]):
    """A weekly plan: per day from Monday on its `fields`, numbers of `width` bits, the earliest lowest."""

    fields: tuple[tuple[str, ...], ...]
    width: int

    @property
    def step(self) -> int:
        """Minutes that one bit stands for."""
        return DAY // (self.width * len(self.fields[0]))

    @override
    def present_in(self, record: Record) -> bool:
        return self.fields[0][0] in record

    @override
    def read(self, record: Record) -> WeekPlan | None:
        days = []
        for names in self.fields:
            bits = _joined(record, names, self.width)
            if bits is None:
                return None
            days.append(bits)
        return WeekPlan.from_bits(days, self.step)

    @override
    def patch(self, value: WeekPlan, record: Record) -> dict[str, str]:
        mask = (1 << self.width) - 1
        return {
            name: str(bits >> index * self.width & mask)
            for names, bits in zip(self.fields, value.bits(self.step), strict=True)
            for index, name in enumerate(names)
        }


@dataclass(frozen=True, slots=True)
class GridBits(Accessor[Grid]):
    """The cells of a picture: a field per row, a number with a bit per cell, the left one lowest.

    Some firmware has fewer rows than its manual.
    """

    fields: tuple[str, ...]
    columns: int

    @override
    def present_in(self, record: Record) -> bool:
        return self.fields[0] in record

    @override
    def read(self, record: Record) -> Grid | None:
        rows = [_joined(record, (name,), self.columns) for name in self._told(record)]
        known = [bits for bits in rows if bits is not None]
        return Grid.from_bits(known, self.columns) if len(known) == len(rows) else None

    @override
    def patch(self, value: Grid, record: Record) -> dict[str, str]:
        names = self._told(record)
        require_size(value, self.columns, len(names))
        return {name: str(bits) for name, bits in zip(names, value.bits, strict=True)}

    def _told(self, record: Record) -> tuple[str, ...]:
        """Return the rows that this camera has, all of them where it did not tell."""
        return tuple(name for name in self.fields if name in record) or self.fields


def require_size(grid: Grid, columns: int, rows: int) -> None:
    """Raise InvalidValueError unless a grid has the size that the camera's has."""
    if (grid.columns, len(grid.rows)) != (columns, rows):
        raise InvalidValueError(f"the camera has {columns} x {rows} cells, not {grid.size}")


def _joined(record: Record, names: tuple[str, ...], width: int) -> int | None:
    """Return the number whose parts are in these fields, None when one is missing or unreadable."""
    joined = 0
    for index, name in enumerate(names):
        bits = Value(name, BITS).read(record)
        if bits is None:
            return None
        # Some firmware writes a word with the highest bit as a negative number.
        joined |= (bits & (1 << width) - 1) << index * width
    return joined
