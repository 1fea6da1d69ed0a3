"""A week of on and off, whatever the bits look like in which a camera keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ..errors import InvalidValueError

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = 24 * 60
"""Minutes of a day."""

type Span = tuple[int, int]
"""From and to, in minutes since midnight."""


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """When something is on: the spans of each day from Monday on, in order and apart."""

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        """Put the spans in order, join those that touch; raise InvalidValueError for one that cannot be."""
        if len(self.days) != len(DAYS):
            raise InvalidValueError(f"a week has {len(DAYS)} days, not {len(self.days)}")
        object.__setattr__(
            self, "days", tuple(_joined(name, day) for name, day in zip(DAYS, self.days, strict=True))
        )

    @classmethod
    def from_bits(cls, days: Iterable[int], step: int) -> Self:
        """Read a number per day from Monday on, with a bit for each `step` minutes, the lowest first."""
        return cls(
            tuple(
                tuple((start, start + step) for start in range(0, DAY, step) if bits >> start // step & 1)
                for bits in days
            )
        )

    def bits(self, step: int) -> list[int]:
        """Return a number per day; raise InvalidValueError when the plan is finer than `step` minutes."""
        return [
            sum(1 << slot for start, end in day for slot in _slots(name, start, end, step))
            for name, day in zip(DAYS, self.days, strict=True)
        ]


def _joined(name: str, day: Iterable[Span]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end in sorted(day):
        if not 0 <= start < end <= DAY:
            raise InvalidValueError(f"{name} {clock(start)} to {clock(end)} is no time of a day")
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _slots(name: str, start: int, end: int, step: int) -> range:
    if start % step or end % step:
        raise InvalidValueError(
            f"{name} {clock(start)} to {clock(end)} is finer than the {step} minutes of this camera"
        )
    return range(start // step, end // step)


def clock(minutes: int) -> str:
    """Return a time of day as people write it."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
