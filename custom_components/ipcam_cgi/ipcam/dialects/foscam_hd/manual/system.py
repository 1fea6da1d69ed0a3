"""The manual's chapter "System"."""

from ....model.catalogue import Command
from ....model.rows import ACTION, ADMINISTRATOR, DESTRUCTIVE, READ, field
from .common import NAME, result, row

ROWS: tuple[Command, ...] = (
    row("rebootSystem", "Restart the camera.", ADMINISTRATOR, ACTION),
    row(
        "restoreToFactorySetting", "Set everything back to the maker's settings.", ADMINISTRATOR, DESTRUCTIVE
    ),
    row(
        "exportConfig",
        "Put all settings into the file /configs/export/configs.bin on the camera's web server.",
        ADMINISTRATOR,
        READ,
        returns=(field("fileName", NAME, "Name of the file."),),
    ),
    row(
        "importConfig",
        "Take over all settings from a file; the camera restarts.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        section="ImportConfig",
        upload="setting_file",
    ),
    row(
        "fwUpgrade",
        "Take new firmware; the camera restarts, after 60 s or 120 s.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        section="FwUpgrade",
        upload="fw_file",
        returns=(result("upgradeResult"),),
    ),
)
