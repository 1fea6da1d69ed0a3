"""What is known of a camera: a typed value per feature, and which readings failed."""

from collections import ChainMap
from collections.abc import Iterator, Mapping

from .catalogue import Record
from .features import Feature


class Snapshot:
    """The last known state. A value that is not known is None, never a guess."""

    def __init__(self) -> None:
        """Start with nothing known."""
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
        if value is None:
            self._values.pop(feature, None)
        else:
            self._values[feature] = value

    def __iter__(self) -> Iterator[tuple[Feature, object]]:
        """Walk over all known values."""
        return iter(self._values.items())
