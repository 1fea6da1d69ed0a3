"""Lenses on what cameras keep in the bits of several fields: weekly plans and the cells of a picture."""

from dataclasses import dataclass
from typing import override

from .areas import Grid
from .binding import BITS, Lens, Value
from .catalogue import Record
from .errors import InvalidValue
from .week import DAY, WeekPlan


@dataclass(frozen=True, slots=True)
class PlanBits(Lens[WeekPlan]):
    """A weekly plan: per day from Monday on its `fields`, numbers of `width` bits, the earliest lowest."""

    fields: tuple[tuple[str, ...], ...]
    width: int

    @property
    def step(self) -> int:
        """Minutes that one bit stands for."""
        return DAY // (self.width * len(self.fields[0]))

    @override
    def seen(self, record: Record) -> bool:
        return self.fields[0][0] in record

    @override
    def get(self, record: Record) -> WeekPlan | None:
        days = []
        for names in self.fields:
            bits = _joined(record, names, self.width)
            if bits is None:
                return None
            days.append(bits)
        return WeekPlan.from_bits(days, self.step)

    @override
    def put(self, value: WeekPlan, record: Record) -> dict[str, str]:
        mask = (1 << self.width) - 1
        return {
            name: str(bits >> index * self.width & mask)
            for names, bits in zip(self.fields, value.bits(self.step), strict=True)
            for index, name in enumerate(names)
        }


@dataclass(frozen=True, slots=True)
class GridBits(Lens[Grid]):
    """The cells of a picture: a field per row, a number with a bit per cell, the left one lowest."""

    fields: tuple[str, ...]
    columns: int

    @override
    def seen(self, record: Record) -> bool:
        return self.fields[0] in record

    @override
    def get(self, record: Record) -> Grid | None:
        rows = [_joined(record, (name,), self.columns) for name in self.fields]
        known = [bits for bits in rows if bits is not None]
        return Grid.from_bits(known, self.columns) if len(known) == len(rows) else None

    @override
    def put(self, value: Grid, record: Record) -> dict[str, str]:
        require_size(value, self.columns, len(self.fields))
        return {name: str(bits) for name, bits in zip(self.fields, value.bits, strict=True)}


def require_size(grid: Grid, columns: int, rows: int) -> None:
    """Raise InvalidValue unless a grid has the size that the camera's has."""
    if (grid.columns, len(grid.rows)) != (columns, rows):
        raise InvalidValue(f"the camera has {columns} x {rows} cells, not {grid.size}")


def _joined(record: Record, names: tuple[str, ...], width: int) -> int | None:
    """Return the number whose parts are in these fields, None when one is missing or unreadable."""
    joined = 0
    for index, name in enumerate(names):
        bits = Value(name, BITS).get(record)
        if bits is None:
            return None
        # Some firmware writes a word with the highest bit as a negative number.
        joined |= (bits & (1 << width) - 1) << index * width
    return joined
