"""The last pictures of a stream, for whoever wants to know what came before."""

from collections import deque
from dataclasses import replace
from typing import Final

from .broadcast import Frame

MAX_BYTES: Final = 16 << 20
"""Bytes of pictures that are kept at most."""


class PreRollBuffer:
    """Pictures in the order they came, of the last `seconds` and at most `max_bytes` bytes."""

    def __init__(self, seconds: float, max_bytes: int = MAX_BYTES) -> None:
        """Begin without any."""
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._frames: deque[Frame] = deque()
        self._size = 0

    def add(self, frame: Frame) -> None:
        """Take the next picture; one that repeats the last is none."""
        if self._frames and frame.number <= self._frames[-1].number:
            return
        # Without what was made of it for viewers, which is twice as large again.
        self._frames.append(replace(frame))
        self._size += len(frame.data)
        while self._frames and (
            self._size > self._max_bytes or frame.at - self._frames[0].at > self._seconds
        ):
            self._size -= len(self._frames.popleft().data)

    def since(self, at: float, number: int = 0) -> list[Frame]:
        """Return what came at `at` or later (on the clock of `time.monotonic`) and behind `number`."""
        return [frame for frame in self._frames if frame.at >= at and frame.number > number]
