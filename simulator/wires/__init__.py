"""How the cameras of each manual answer."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from .anjia import PROFILES as ANJIA_PROFILES, SimulatedAnjia
from .base import SimulatedWire
from .netwave import SimulatedNetwave
from .netwave.firmware import PROFILES as NETWAVE_PROFILES

if TYPE_CHECKING:
    from ..camera import SimulatedCamera

WIRES: Mapping[str, Callable[[SimulatedCamera, str], SimulatedWire]] = {
    "netwave": SimulatedNetwave,
    "anjia": SimulatedAnjia,
}
PROFILES: Mapping[str, Collection[str]] = {"netwave": NETWAVE_PROFILES, "anjia": ANJIA_PROFILES}
"""The firmware variants of each dialect."""
