"""What a person knows of a camera and its manual does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum

from .codecs import Int

MAX_PRE_ROLL = 30


class Output(StrEnum):
    """What hangs on the camera's switched output."""

    INFRARED_LOW = "infrared_low"
    """The infrared lamp, lit when the output is low (most cameras)."""
    INFRARED_HIGH = "infrared_high"
    """The infrared lamp, lit when the output is high."""
    RELAY = "relay"
    """A relay contact, as the manual has it."""


class OptionSection(StrEnum):
    """The part of a form in which an option is asked for."""

    ALARMS = "alarms"
    LIVE_PICTURE = "live_picture"
    MOVEMENT = "movement"
    RECORDING = "recording"
    ADVANCED = "advanced"


OPTION_SECTION = "section"
OPTION_LIMITS = "limits"


def _asked(section: OptionSection, limits: Int | None = None) -> Mapping[str, object]:
    """Return what a form has to know of an option: its section, and the limits of a number."""
    return {OPTION_SECTION: section, OPTION_LIMITS: limits}


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraOptions:
    """Choices of the user for one camera; dialects take what concerns them.

    Defaults, limits and sections are written here alone: forms are made of the fields' metadata.
    """

    alarm_interval: int = field(default=2, metadata=_asked(OptionSection.ALARMS, Int(1, 60, unit="s")))
    """Seconds between two polls of the alarms."""
    resolution: str = field(default="", metadata=_asked(OptionSection.LIVE_PICTURE))
    """Live picture: the option name of the dialect's stream resolution; empty: as the camera is set."""
    rate: int = field(default=0, metadata=_asked(OptionSection.LIVE_PICTURE, Int(0, 30, unit="fps")))
    """Live picture: the most pictures per second to ask for; 0: as many as there are."""
    rtsp: bool = field(default=False, metadata=_asked(OptionSection.LIVE_PICTURE))
    """Whether the camera's RTSP stream is offered besides the pictures."""
    movable: bool = field(default=True, metadata=_asked(OptionSection.MOVEMENT))
    """Whether the camera has motors: most manuals offer no way to ask."""
    swap_pan: bool = field(default=False, metadata=_asked(OptionSection.MOVEMENT))
    """Left and right are exchanged."""
    swap_tilt: bool = field(default=False, metadata=_asked(OptionSection.MOVEMENT))
    """Up and down are exchanged."""
    speed: int = field(default=50, metadata=_asked(OptionSection.MOVEMENT, Int(1, 100, unit="%")))
    """How fast the motors run where nobody asks for another speed, in percent."""
    preset_count: int = field(default=8, metadata=_asked(OptionSection.MOVEMENT, Int(0, 256)))
    """How many numbered presets to offer."""
    presets: tuple[str, ...] = field(default=(), metadata=_asked(OptionSection.MOVEMENT))
    """Names of the numbered presets, first to last; where empty, numbers serve as names."""
    pre_roll: int = field(default=0, metadata=_asked(OptionSection.RECORDING, Int(0, MAX_PRE_ROLL, unit="s")))
    """Seconds of pictures to keep, for clips that begin before they are asked for; 0: none."""
    output: Output = field(default=Output.INFRARED_LOW, metadata=_asked(OptionSection.ADVANCED))
    rtsp_path: str = field(default="", metadata=_asked(OptionSection.ADVANCED))
    """Path of the main RTSP stream; empty: the one that the dialect knows."""
    mjpeg: bool = field(default=False, metadata=_asked(OptionSection.ADVANCED))
    """Whether the live picture is the camera's own MJPEG where that costs another viewer something."""
    zone: tzinfo | None = field(default=None, compare=False)
    """Whose time the clocks show of cameras that know none; None: that of this machine."""
