"""How the cameras of each manual answer."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .base import SimulatedWire
from .netwave import SimulatedNetwave

if TYPE_CHECKING:
    from ..camera import SimulatedCamera

WIRES: Mapping[str, Callable[["SimulatedCamera", str], SimulatedWire]] = {"netwave": SimulatedNetwave}
