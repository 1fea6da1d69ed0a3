"""What is in a camera whatever it speaks: sensors, a clock, a switched output."""

from dataclasses import dataclass
from time import time


@dataclass(slots=True)
class Sensors:
    """What happens around the camera."""

    motion: bool = False
    sound: bool = False
    input: bool = False
    motion_since: float = 0.0


@dataclass(slots=True)
class Clock:
    """The camera's clock: seconds it is ahead of the true time."""

    ahead: float = 0.0

    @property
    def now(self) -> int:
        """Seconds since 1970, as the camera believes."""
        return int(time() + self.ahead)

    def set(self, now: float) -> None:
        """Go on from this time."""
        self.ahead = now - time()


@dataclass(slots=True)
class Output:
    """The switched output, with the infrared lamp on it unless it is a plain relay."""

    high: bool = True
    lamp_when_low: bool = True

    @property
    def infrared(self) -> bool:
        """Whether the lamp is lit."""
        return self.high is not self.lamp_when_low
