"""Chapter 8 of the manual: motors, lens and presets, of the models that have them."""

from ...model.catalogue import Command, Effect, Param
from ...model.codecs import Int
from .codes import ENABLE, LENS, NUMBERED, PAN, PERCENT, STOP, TILT, Gapped
from .rows import optional, pair, row

MAX_PRESETS = 256
PRESET = (Param(name="number", codec=Int(1, MAX_PRESETS), doc="Number of the preset; many have 128."),)
SPEED = (Param(name="speed", codec=NUMBERED, doc=f"Speed from 1 to 100; {STOP} stops."),)

STATUS = (
    optional("ptstatus", ENABLE, "Whether the camera can be turned."),
    optional("zfstatus", ENABLE, "Whether the lens can be moved."),
)


def _preset(action: str, doc: str, params: tuple[Param, ...], note: str = "") -> Command:
    return row(
        "preset_control",
        action,
        doc,
        Effect.ACTION,
        "8.4 Preset/ Auto pan/ Tour",
        params=params,
        since="1.18",
        note=note,
    )


def _numbered(what: str) -> tuple[Param, ...]:
    codec = Gapped(1, STOP, gap=(101, STOP - 1))
    return (Param(name="number", codec=codec, doc=f"Number of the {what}; {STOP} stops."),)


ROWS: tuple[Command, ...] = (
    *pair(
        "ptzf_status",
        "whether motors and lens may be moved",
        "8.1 Pan/Tilt/Zoom/Focus Status",
        "getptzstatus",
        "setptzstatus",
        STATUS,
    ),
    row(
        "ptzf_status",
        "lensreset",
        "Bring the lens to its starting position.",
        Effect.ACTION,
        "8.1 Pan/Tilt/Zoom/Focus Status",
    ),
    row(
        "pt_control",
        "setptmove",
        "Turn, until told to stop.",
        Effect.ACTION,
        "8.2 Pan/Tilt Control",
        params=(
            optional("pan", PAN, "Direction across."),
            optional("panspeed", PERCENT, "Speed across."),
            optional("tilt", TILT, "Direction up or down."),
            optional("tiltspeed", PERCENT, "Speed up or down."),
        ),
        note="Answers with no text, some cameras with status 204.",
    ),
    row("zf_control", "onepush", "Focus once by itself.", Effect.ACTION, "8.3 Zoom/Focus Control"),
    row(
        "zf_control",
        "setzfmove",
        "Move the lens, until told to stop.",
        Effect.ACTION,
        "8.3 Zoom/Focus Control",
        params=(
            optional("zoom", LENS, "In is nearer."),
            optional("zoomspeed", PERCENT, "Speed of the zoom."),
            optional("focus", LENS, "Direction of the focus."),
            optional("focusspeed", PERCENT, "Speed of the focus."),
        ),
    ),
    _preset("setpreset", "Make the present position a preset.", PRESET),
    _preset("gopreset", "Go to a preset.", PRESET),
    _preset("clearpreset", "Forget a preset.", PRESET),
    _preset("autopan", "Pan to and fro between two points.", _numbered("pair of points")),
    _preset("autopan_cw", "Pan clockwise without end.", SPEED, "Supported models only."),
    _preset("autopan_ccw", "Pan anticlockwise without end.", SPEED, "Supported models only."),
    _preset("tour", "Go from preset to preset.", _numbered("tour")),
)
