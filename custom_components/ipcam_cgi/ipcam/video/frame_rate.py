"""How many pictures per second a camera can bear."""

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Final

LADDER: Final = (10, 5, 2, 1)
"""Pictures per second to fall back to, one after another."""
SIGNS: Final = 3
"""Signs of overload within WINDOW that lower the rate: one alone is an accident."""
WINDOW: Final = 120.0
"""Seconds for which a sign of overload counts."""
SETTLE: Final = 20.0
"""Seconds that a lower rate is given to show its effect, before it is lowered once more."""
MIN_PAUSE: Final = 600.0
"""Seconds without another lowering after which the rate rises by a step."""
MAX_PAUSE: Final = 3600.0
"""The same for a camera that could not bear it when its rate rose."""


class AdaptiveFrameRate:
    """The rate to ask of a camera: as its owner wants it, and less while it shows signs of overload.

    Each rise that the camera does not bear doubles the time until the next, from MIN_PAUSE to MAX_PAUSE.
    """

    def __init__(self, wanted: int, clock: Callable[[], float] = monotonic) -> None:
        """Begin with `wanted` pictures per second, 0: as many as there are; never ask for more."""
        self._rates = (wanted, *(rate for rate in LADDER if not wanted or rate < wanted))
        self._clock = clock
        self._step = 0
        self._changed = float("-inf")
        self._pause = MIN_PAUSE
        self._risen = False
        self._signs: deque[float] = deque(maxlen=SIGNS)

    @property
    def rate(self) -> int:
        """Pictures per second to ask for now; 0: as many as there are."""
        if self._clock() - self._changed >= self._pause:
            if self._step:
                self._step -= 1
                self._changed = self._clock()
                self._risen = True
            else:
                self._pause = MIN_PAUSE
                self._risen = False
        return self._rates[self._step]

    def report_overload(self) -> None:
        """Take notice of a sign of overload."""
        now = self._clock()
        if now - self._changed < SETTLE:
            return
        self._signs.append(now)
        if len(self._signs) < SIGNS or now - self._signs[0] > WINDOW:
            return
        self._signs.clear()
        self._changed = now
        if self._risen:
            self._pause = min(2 * self._pause, MAX_PAUSE)
            self._risen = False
        self._step = min(self._step + 1, len(self._rates) - 1)
