"""The motors of a simulated camera: where they are is worked out when somebody asks."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple

SPEED = 25.0
"""Units per second at full speed; the whole way of pan and tilt is 200."""


class Position(NamedTuple):
    """Where the camera looks: pan and tilt from -100 to 100, zoom from 0 to 100."""

    pan: float
    tilt: float
    zoom: float


class Axis:
    """One motor between two end stops."""

    def __init__(self, minimum: float, maximum: float) -> None:
        self.minimum = minimum
        self.maximum = maximum
        self._start = 0.0
        self._since = 0.0
        self._path: Callable[[float], float] | None = None
        self._lasts = 0.0

    @property
    def position(self) -> float:
        """Where the motor is now."""
        if self._path is None:
            return self._start
        return self._clamped(self._path(monotonic() - self._since))

    @property
    def moving(self) -> bool:
        """Whether a movement was begun and neither stopped nor came to its goal."""
        return self._path is not None and monotonic() - self._since < self._lasts

    def stop(self) -> None:
        """Stay here."""
        self._start, self._path = self.position, None

    def run(self, velocity: float) -> None:
        """Move until `stop`; at an end stop the motor strains on."""
        start = self.position
        self._begin(lambda elapsed: start + velocity * elapsed)

    def go(self, target: float, speed: float = SPEED) -> None:
        """Move to `target` and stay there."""
        start, target = self.position, self._clamped(target)
        way = target - start
        lasts = abs(way) / speed
        self._begin(lambda elapsed: start + way * min(1.0, elapsed / lasts) if lasts else target, lasts)

    def swing(self, speed: float = SPEED) -> None:
        """Move to and fro until `stop`."""
        offset, width = self.position - self.minimum, self.maximum - self.minimum

        def path(elapsed: float) -> float:
            way = (offset + speed * elapsed) % (2 * width)
            return self.minimum + min(way, 2 * width - way)

        self._begin(path)

    def _begin(self, path: Callable[[float], float], lasts: float = float("inf")) -> None:
        self._path, self._since, self._lasts = path, monotonic(), lasts

    def _clamped(self, position: float) -> float:
        return max(self.minimum, min(self.maximum, position))


@dataclass(frozen=True, slots=True)
class Head:
    """The three motors together."""

    pan: Axis
    tilt: Axis
    zoom: Axis

    @classmethod
    def make(cls) -> Head:
        """Return a head that looks straight ahead."""
        return cls(Axis(-100, 100), Axis(-100, 100), Axis(0, 100))

    @property
    def position(self) -> Position:
        """Where the camera looks now."""
        return Position(self.pan.position, self.tilt.position, self.zoom.position)

    @property
    def moving(self) -> bool:
        """Whether any motor moves."""
        return self.pan.moving or self.tilt.moving or self.zoom.moving

    def stop(self) -> None:
        """Stop all motors."""
        for axis in (self.pan, self.tilt, self.zoom):
            axis.stop()

    def go(self, position: Position) -> None:
        """Move to a position."""
        for axis, target in zip((self.pan, self.tilt, self.zoom), position, strict=True):
            axis.go(target)
