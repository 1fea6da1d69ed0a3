"""How the cameras of each manual answer."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from .anjia import PROFILES as ANJIA_PROFILES, SimulatedAnjia
from .base import SimulatedWire
from .foscam_hd import SimulatedFoscamHd
from .foscam_hd.firmware import PROFILES as FOSCAM_HD_PROFILES
from .hucoms import SimulatedHucoms
from .hucoms.firmware import PROFILES as HUCOMS_PROFILES
from .netwave import SimulatedNetwave
from .netwave.firmware import PROFILES as NETWAVE_PROFILES

if TYPE_CHECKING:
    from ..camera import SimulatedCamera

WIRES: Mapping[str, Callable[[SimulatedCamera, str], SimulatedWire]] = {
    "netwave": SimulatedNetwave,
    "foscam_hd": SimulatedFoscamHd,
    "hucoms": SimulatedHucoms,
    "anjia": SimulatedAnjia,
}
PROFILES: Mapping[str, Collection[str]] = {
    "netwave": NETWAVE_PROFILES,
    "foscam_hd": FOSCAM_HD_PROFILES,
    "anjia": ANJIA_PROFILES,
    "hucoms": HUCOMS_PROFILES,
}
"""The firmware variants of each dialect."""
