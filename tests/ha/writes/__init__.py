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

COMMON = frozenset({"button.restart", "button.sync_clock", "button.refresh"})
TRIALS = frozenset({"button.test_mail", "button.test_ftp"})

APART: Mapping[str, frozenset[str]] = {
    "anjia": COMMON | {"switch.record_schedule", "select.preset", "button.snapshot_to_ftp"},
    "foscam_hd": COMMON,
    "hucoms": COMMON,
    "netwave": COMMON | TRIALS,
    "netwave_sdk21": COMMON | TRIALS,
}
"""Entities that have tests of their own."""
