"""Parts of the picture: cells that a camera watches, and rectangles in percent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from ..errors import InvalidValueError

ON, OFF = "#", "."
"""How a cell is written."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of the picture in percent, from its upper left corner; without a size it is none."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Round to what a camera can tell apart; raise InvalidValueError beyond the picture."""
        for name in ("left", "top", "width", "height"):
            object.__setattr__(self, name, round(getattr(self, name), 3))
        # No number is neither more nor less than 0.
        if not all(each >= 0 for each in (self.left, self.top, self.width, self.height)):
            raise InvalidValueError("the rectangle starts outside the picture")
        # A thousandth of a percent may come from rounding.
        if self.left + self.width > 100.002 or self.top + self.height > 100.002:
            raise InvalidValueError("the rectangle ends outside the picture")

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return self.width > 0 and self.height > 0


NOWHERE = Rectangle(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells over the whole picture, row by row from the upper left corner."""

    rows: tuple[tuple[bool, ...], ...]

    def __post_init__(self) -> None:
        """Raise InvalidValueError when the rows are not all as long as the first."""
        if not self.columns or any(len(row) != self.columns for row in self.rows):
            raise InvalidValueError("the rows of a grid must be equally long")

    @property
    def columns(self) -> int:
        """Cells of a row."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def size(self) -> str:
        """Columns and rows as people write it."""
        return f"{self.columns} x {len(self.rows)}"

    @classmethod
    def from_text(cls, lines: Sequence[str]) -> Self:
        """Read a line per row, `#` for a cell that counts and `.` for one that does not."""
        for line in lines:
            if strange := set(line) - {ON, OFF}:
                raise InvalidValueError(f"a cell is {ON} or {OFF}, not {min(strange)!r}")
        return cls(tuple(tuple(cell == ON for cell in line) for line in lines))

    @property
    def text(self) -> list[str]:
        """A line per row."""
        return ["".join(ON if cell else OFF for cell in row) for row in self.rows]

    @classmethod
    def from_bits(cls, rows: Iterable[int], columns: int) -> Self:
        """Read a number per row with a bit per cell, the lowest at the left."""
        return cls(tuple(tuple(bool(bits >> cell & 1) for cell in range(columns)) for bits in rows))

    @property
    def bits(self) -> list[int]:
        """A number per row."""
        return [sum(1 << index for index, cell in enumerate(row) if cell) for row in self.rows]

    @classmethod
    def covering(cls, columns: int, rows: int, rectangles: Iterable[Rectangle]) -> Self:
        """Return the cells of rectangles: their edges go to the nearest line, one cell is the least."""
        cells = [[False] * columns for _ in range(rows)]
        for each in rectangles:
            if not each:
                raise InvalidValueError("a rectangle needs a width and a height")
            for row in _stretch(each.top, each.height, rows):
                for column in _stretch(each.left, each.width, columns):
                    cells[row][column] = True
        return cls(tuple(tuple(row) for row in cells))

    @property
    def rectangles(self) -> list[Rectangle]:
        """Rectangles that cover just these cells, none of them twice."""
        return list(self._tiles())

    def _tiles(self) -> Iterator[Rectangle]:
        left = [list(row) for row in self.rows]
        for top, row in enumerate(left):
            for start in range(self.columns):
                if not row[start]:
                    continue
                end = start
                while end < self.columns and row[end]:
                    end += 1
                bottom = top
                while bottom < len(left) and all(left[bottom][start:end]):
                    left[bottom][start:end] = [False] * (end - start)
                    bottom += 1
                yield Rectangle(
                    100 * start / self.columns,
                    100 * top / len(left),
                    100 * (end - start) / self.columns,
                    100 * (bottom - top) / len(left),
                )


def _stretch(start: float, length: float, cells: int) -> range:
    first = min(round(start * cells / 100), cells - 1)
    return range(first, max(first + 1, min(round((start + length) * cells / 100), cells)))
