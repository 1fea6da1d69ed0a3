"""What is known of a camera: a typed value per feature, and which readings failed."""

from collections import ChainMap
from collections.abc import Iterator, Mapping

from .catalogue import Command, Record, Speed
from .features import Feature


class CameraState:
    """The last known state. A value that is not known is None, never a guess."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self.revision = 0
        """Grows with every change of what there is to show."""
        self._values: dict[Feature, object] = {}
        self.failed: dict[str, str] = {}
        """Getters whose last reading failed, with the reason."""
        self.records: dict[str, Record] = {}
        """The last reply of each getter. Holds secrets."""
        self.remembered: dict[str, Record] = {}
        """What getters replied before the last start, without secrets."""
        self.known: Mapping[str, Record] = ChainMap(self.records, self.remembered)
        """The newest reply of each getter, however old: it tells what a camera can, not what it is set to."""

    def get[T](self, feature: Feature[T]) -> T | None:
        """Return the feature's value, or None when it is not known."""
        value = self._values.get(feature)
        return value if isinstance(value, feature.kind) else None

    def set[T](self, feature: Feature[T], value: T | None) -> None:
        """Record a value that the camera told or took; None forgets it."""
        if value != self._values.get(feature):
            self.revision += 1
        if value is None:
            self._values.pop(feature, None)
        else:
            self._values[feature] = value

    def store_reply(self, getter: Command, record: Record) -> bool:
        """Take over what a getter has replied and return whether it is new.

        What the values in it mean is for `set`.
        """
        changed = record != self.known.get(getter.name)
        # Limits and choices come from settings; what is polled has a clock in it that never stands still.
        if (changed and getter.speed is not Speed.FAST) or getter.name in self.failed:
            self.revision += 1
        self.records[getter.name] = record
        self.remembered.pop(getter.name, None)
        self.failed.pop(getter.name, None)
        return changed

    def mark_failed(self, getter: Command, reason: str) -> None:
        """Remember that a getter's reading has failed, and why."""
        if getter.name not in self.failed:
            self.revision += 1
        self.failed[getter.name] = reason

    def __iter__(self) -> Iterator[tuple[Feature, object]]:
        """Walk over all known values."""
        return iter(self._values.items())
