"""What each writable entity must send and may change, per dialect: typed by hand from the manuals."""

from collections.abc import Mapping

from . import anjia, foscam_hd, hucoms, netwave, netwave_sdk21
from .write import Write

WRITES: Mapping[str, Mapping[str, Write]] = {
    "anjia": anjia.WRITES,
    "foscam_hd": foscam_hd.WRITES,
    "hucoms": hucoms.WRITES,
    "netwave": netwave.WRITES,
    "netwave_sdk21": netwave_sdk21.WRITES,
}
"""By the registered name of the dialect, then by platform and key of the entity."""
