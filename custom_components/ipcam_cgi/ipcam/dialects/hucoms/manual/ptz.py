"""Chapter 8 of the manual: motors, lens and presets, of the models that have them."""

from ....model.catalogue import Command, Param
from ....model.codecs import Int
from ....model.rows import ACTION, ADMINISTRATOR, optional, required
from ..codes import ENABLE, LENS, NUMBERED, PAN, PERCENT, STOP, TILT, Gapped
from .common import pair, row

MAX_PRESETS = 256
CAPABILITIES = ("capabilityptz.getPTZ",)
PRESET = (required("number", Int(1, MAX_PRESETS), "Number of the preset; many have 128."),)
SPEED = (required("speed", NUMBERED, f"Speed from 1 to 100; {STOP} stops."),)

STATUS = (
    optional("ptstatus", ENABLE, "Whether the camera can be turned."),
    optional("zfstatus", ENABLE, "Whether the lens can be moved."),
)


def _preset(action: str, doc: str, params: tuple[Param, ...], note: str = "") -> Command:
    return row(
        f"preset_control.{action}",
        doc,
        ADMINISTRATOR,
        ACTION,
        "8.4 Preset/ Auto pan/ Tour",
        params=params,
        capability_getters=CAPABILITIES,
        since="1.18",
        note=note,
    )


def _numbered(what: str) -> tuple[Param, ...]:
    codec = Gapped(1, STOP, gap=(101, STOP - 1))
    return (required("number", codec, f"Number of the {what}; {STOP} stops."),)


ROWS: tuple[Command, ...] = (
    *pair(
        "ptzf_status.getptzstatus",
        "ptzf_status.setptzstatus",
        "whether motors and lens may be moved",
        STATUS,
        "8.1 Pan/Tilt/Zoom/Focus Status",
        capability_getters=CAPABILITIES,
    ),
    row(
        "ptzf_status.lensreset",
        "Bring the lens to its starting position.",
        ADMINISTRATOR,
        ACTION,
        "8.1 Pan/Tilt/Zoom/Focus Status",
        capability_getters=CAPABILITIES,
    ),
    row(
        "pt_control.setptmove",
        "Turn, until told to stop.",
        ADMINISTRATOR,
        ACTION,
        "8.2 Pan/Tilt Control",
        params=(
            optional("pan", PAN, "Direction across."),
            optional("panspeed", PERCENT, "Speed across."),
            optional("tilt", TILT, "Direction up or down."),
            optional("tiltspeed", PERCENT, "Speed up or down."),
        ),
        note="Answers with no text, some cameras with status 204.",
    ),
    row(
        "zf_control.onepush",
        "Focus once by itself.",
        ADMINISTRATOR,
        ACTION,
        "8.3 Zoom/Focus Control",
        capability_getters=CAPABILITIES,
    ),
    row(
        "zf_control.setzfmove",
        "Move the lens, until told to stop.",
        ADMINISTRATOR,
        ACTION,
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
