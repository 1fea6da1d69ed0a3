"""What is known of a camera: a typed value per feature, and one reading per getter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import override

from .catalogue import Command, Record, Speed
from .codecs import UNLISTED
from .features import Feature

MAX_UNLISTED = 8
"""Codes beyond the manual that are remembered of a feature: there is no other way back to them."""
CERTAIN = 4
"""Times that a getter was asked in vain, after which it is not asked again until the next start."""


@dataclass(slots=True)
class Reading:
    """All there is to know of one getter: what it replied, and how asking it went."""

    record: Record | None = None
    """The last reply since the start. Holds secrets."""
    remembered: Record | None = None
    """The last reply before the start, without secrets; gone once there is a newer one."""
    failure: str | None = None
    """Why the last attempt failed; None when it did not."""
    read_at: float | None = None
    """When it was last answered, first denied or found absent, by the monotonic clock; None: it is due."""
    absent: bool = False
    """Whether the camera does not have this command, as far as can be seen."""
    misses: int = 0
    """How often it was asked in vain without having told anything ever."""
    denied: bool = False
    """Whether the camera has it and no longer lets this account use it."""
    pushed_since: float | None = None
    """Since when the camera pushes this by itself; None: it has to be asked."""
    expected: dict[str, int] = field(default_factory=dict)
    """Fields that were there before, and how often in a row each was missing since."""
    last_told: dict[str, str] = field(default_factory=dict)
    """The last text of each documented field: some are told in one mode only. Holds secrets."""

    @property
    def newest(self) -> Record | None:
        """The newest reply, however old: it tells what a camera can, not what it is set to."""
        return self.remembered if self.record is None else self.record


class _Known(Mapping[str, Record]):
    """The newest reply of each getter that ever replied."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self._readings = readings

    @override
    def __getitem__(self, getter: str) -> Record:
        record = self._readings[getter].newest
        if record is None:
            raise KeyError(getter)
        return record

    @override
    def __iter__(self) -> Iterator[str]:
        return (getter for getter, reading in self._readings.items() if reading.newest is not None)

    @override
    def __len__(self) -> int:
        return sum(1 for _ in self)


class CameraState:
    """The last known state. A value that is not known is None, never a guess."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self.revision = 0
        """Grows with every change of what there is to show."""
        self.replies_revision = 0
        """Grows with every new reply and every lacking getter: what is to be asked may follow from it."""
        self.readings: dict[str, Reading] = {}
        """The reading of each getter that was ever looked at, by the getter's name."""
        self.known: Mapping[str, Record] = _Known(self.readings)
        """The newest reply of each getter, however old: it tells what a camera can, not what it is set to."""
        self._values: dict[Feature, object] = {}
        self._unlisted: dict[Feature, list[object]] = {}

    def reading(self, getter: str) -> Reading:
        """Return the reading of a getter, an empty one before it was asked."""
        reading = self.readings.get(getter)
        if reading is None:
            reading = self.readings[getter] = Reading()
        return reading

    @property
    def records(self) -> Mapping[str, Record]:
        """The last reply of each getter since the start. Holds secrets."""
        return {name: each.record for name, each in self.readings.items() if each.record is not None}

    @property
    def failed(self) -> Mapping[str, str]:
        """Getters whose last reading failed, with the reason."""
        return {name: each.failure for name, each in self.readings.items() if each.failure is not None}

    @property
    def is_pushed(self) -> bool:
        """Whether the camera pushes something by itself at this moment."""
        return any(each.pushed_since is not None for each in self.readings.values())

    @property
    def absent(self) -> frozenset[str]:
        """Getters that the camera does not have."""
        return frozenset(name for name, each in self.readings.items() if each.absent)

    def restore(self, records: Mapping[str, Record], absent: Iterable[str]) -> None:
        """Take what an earlier start has learned as the camera's abilities, never as its values."""
        for name, record in records.items():
            self.readings[name] = Reading(
                remembered=record, expected=dict.fromkeys(record, 0), last_told=dict(record)
            )
        for name in absent:
            # It is asked once more, when there is time: what has gone wrong once shall not be lost for good.
            self.readings[name] = Reading(absent=True, misses=CERTAIN - 1, read_at=monotonic())

    def get[T](self, feature: Feature[T]) -> T | None:
        """Return the feature's value, or None when it is not known."""
        value = self._values.get(feature)
        return value if isinstance(value, feature.kind) else None

    def told[T](self, feature: Feature[T]) -> list[T]:
        """Return what stays a choice: the present value, and codes beyond the manual that it had before."""
        present = self._values.get(feature)
        told = [*self._unlisted.get(feature, ()), *(() if present is None else (present,))]
        return [value for value in told if isinstance(value, feature.kind)]

    def set[T](self, feature: Feature[T], value: T | None) -> None:
        """Record a value that the camera told or took; None forgets it."""
        if value != self._values.get(feature):
            self.revision += 1
            if isinstance(value, str) and value.startswith(UNLISTED):
                before = self._unlisted.get(feature, [])
                self._unlisted[feature] = [value, *(each for each in before if each != value)][:MAX_UNLISTED]
        if value is None:
            self._values.pop(feature, None)
        else:
            self._values[feature] = value

    def store_reply(self, getter: Command, record: Record) -> None:
        """Take over what a getter has replied. What the values in it mean is for `set`."""
        reading = self.reading(getter.name)
        changed = record != reading.newest
        # Limits and choices come from settings; what is polled has a clock in it that never stands still.
        if (changed and getter.speed is not Speed.FAST) or reading.failure is not None:
            self.revision += 1
        self.replies_revision += changed
        self.replies_revision += reading.absent
        reading.record, reading.remembered, reading.failure = record, None, None
        reading.absent, reading.misses = False, 0
        if changed:
            self.keep_texts(getter, record)

    def keep_texts(self, getter: Command, record: Record) -> None:
        """Remember what each documented field was, for when the camera does not tell it any more."""
        texts = {each.name: record[each.name] for each in getter.returns if each.name in record}
        self.reading(getter.name).last_told.update(texts)

    def mark_absent(self, getter: str) -> None:
        """Remember that the camera does not have a getter."""
        reading = self.reading(getter)
        self.replies_revision += not reading.absent
        reading.absent, reading.read_at = True, monotonic()

    def mark_failed(self, getter: Command, reason: str) -> None:
        """Remember that a getter's reading has failed, and why."""
        reading = self.reading(getter.name)
        if reading.failure is None:
            self.revision += 1
        reading.failure = reason

    def __iter__(self) -> Iterator[tuple[Feature, object]]:
        """Walk over all known values."""
        return iter(self._values.items())
