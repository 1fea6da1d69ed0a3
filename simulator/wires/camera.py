"""The camera as the wires see it."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Protocol

from ..accents import Accent
from ..hardware import Clock, Output, Sensors
from ..login import Account
from ..motors import Head, Position
from ..scene import Size
from ..server import Address


class Camera(Protocol):
    """The device behind a wire. `SimulatedCamera` is one."""

    accent: Accent
    refusing: set[str]
    alias: str
    serial: str
    night: bool
    first_accounts: tuple[Account, ...]
    clock: Clock
    sensors: Sensors
    head: Head
    output: Output
    refused_logins: int

    @property
    def address(self) -> Address:
        """Where it listens."""
        ...

    @property
    def online(self) -> bool:
        """Whether it runs and is not restarting."""
        ...

    @property
    def position(self) -> Position:
        """Where it looks."""
        ...

    @property
    def infrared(self) -> bool:
        """Whether the infrared lamp is lit."""
        ...

    def changed(self) -> None:
        """Take notice of a new setting."""
        ...

    def reboot(self) -> object:
        """Drop all connections and come back."""
        ...

    def set_input(self, on: bool) -> None:
        """Close the contact on the alarm input, or open it."""
        ...

    async def picture(self, size: Size) -> bytes:
        """Return the newest picture as JPEG."""
        ...

    def pictures(self, size: Size, interval: float, allowed: Callable[[], bool]) -> AsyncGenerator[bytes]:
        """Yield pictures at an interval as long as they are allowed."""
        ...

    def later(self, doing: Coroutine[None, None, None]) -> None:
        """Do something beside the requests."""
        ...
