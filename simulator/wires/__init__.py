"""How the cameras of each manual answer."""

from collections.abc import Callable, Collection, Mapping

from .anjia import SimulatedAnjia
from .anjia.firmware import PROFILES as ANJIA_PROFILES
from .base import SimulatedWire
from .camera import Camera
from .foscam_hd import SimulatedFoscamHd
from .foscam_hd.firmware import PROFILES as FOSCAM_HD_PROFILES
from .hucoms import SimulatedHucoms
from .hucoms.firmware import PROFILES as HUCOMS_PROFILES
from .netwave import SimulatedNetwave
from .netwave.firmware import PROFILES as NETWAVE_PROFILES

WIRES: Mapping[str, Callable[[Camera, str], SimulatedWire]] = {
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


def variant(name: str) -> tuple[str, str]:
    """Return dialect and profile of a camera that speaks a registered dialect.

    A relative is a profile of the dialect that it is named after.
    """
    if name in WIRES:
        return name, "standard"
    dialect, _, profile = name.rpartition("_")
    return dialect, profile
