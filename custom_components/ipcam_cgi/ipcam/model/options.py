"""What a person knows of a camera and its manual does not."""

from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum


class Output(StrEnum):
    """What hangs on the camera's switched output."""

    INFRARED_LOW = "infrared_low"
    """The infrared lamp, lit when the output is low (most cameras)."""
    INFRARED_HIGH = "infrared_high"
    """The infrared lamp, lit when the output is high."""
    RELAY = "relay"
    """A relay contact, as the manual has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraOptions:
    """Choices of the user for one camera; dialects take what concerns them."""

    movable: bool = True
    """Whether the camera has motors: most manuals offer no way to ask."""
    swap_pan: bool = False
    """Left and right are exchanged."""
    swap_tilt: bool = False
    """Up and down are exchanged."""
    speed: int = 50
    """How fast the motors run where nobody asks for another speed, in percent, 1-100."""
    output: Output = Output.INFRARED_LOW
    """What hangs on the camera's switched output."""
    presets: tuple[str, ...] = ()
    """Names of the numbered presets, first to last; where empty, numbers serve as names."""
    preset_count: int = 8
    """How many numbered presets to offer, 0-256."""
    resolution: str = ""
    """Live picture: the option name of the dialect's stream resolution; empty: as the camera is set."""
    rate: int = 0
    """Live picture: the most pictures per second to ask for, 1-30; 0: as many as there are."""
    pre_roll: int = 0
    """Seconds of pictures to keep, 1-30, for clips that begin before they are asked for; 0: none."""
    rtsp: bool = False
    """Whether the camera's RTSP stream is offered besides the pictures."""
    rtsp_path: str = ""
    """Path of the main RTSP stream; empty: the one that the dialect knows."""
    mjpeg: bool = False
    """Whether the live picture is the camera's own MJPEG where that costs another viewer something."""
    zone: tzinfo | None = field(default=None, compare=False)
    """Whose time the clocks show of cameras that know none; None: that of this machine."""
