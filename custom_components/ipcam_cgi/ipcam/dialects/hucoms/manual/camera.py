"""Chapter 3 of the manual: the picture.

What counts in one mode only goes along with that mode, as the manual wants it.
"""

from ....model.catalogue import Command, Speed
from ....model.codecs import Int, Text
from ....model.rows import ADMINISTRATOR, READ, field, optional
from .. import codes
from ..codes import ENABLE, PERCENT, SUPPORTED
from .common import INFO1, INFO3, pair, row

DAY_NIGHT = (
    optional(
        "mode",
        codes.DAY_NIGHT,
        "By day, by night, by itself, or for reading licence plates, where the camera can.",
        field="daynightmode",
        needs=("autolevel", "interval", "ptn", "ptd"),
    ),
    optional("autolevel", PERCENT, "Darkness at which auto changes; goes with mode auto.", needs=("mode",)),
    optional("interval", Int(1, 200, "s"), "Least time between two changes."),
    optional("ptn", Int(1, 990), "Point at which day turns to night, not below ptd.", needs=("ptd",)),
    optional("ptd", Int(1, 990), "Point at which night turns to day.", needs=("ptn",)),
    optional("irlink", ENABLE, "Infrared lamps follow day and night."),
    optional("lprdayspeed", codes.LPR_SPEED, "Shutter for plates by day.", needs=("mode", "lprnightspeed")),
    optional("lprnightspeed", codes.LPR_SPEED, "Shutter for plates by night.", needs=("mode", "lprdayspeed")),
)

COLOR = (
    optional("bright", PERCENT, "Brightness."),
    optional("contrast", PERCENT, "Contrast."),
    optional("saturation", PERCENT, "Saturation."),
    optional("sharp", PERCENT, "Sharpness."),
    optional("edge", PERCENT, "Edge enhancement; supported models only."),
    optional("hue", PERCENT, "Hue; supported models only."),
)
CAPABILITIES = "camcolor.getCapabilitiesImage"
CAPABLE = ("brightness", "contrast", "saturation", "sharpness", "edgeenhance", "hue")
"""The names of the same six in the reply of getCapabilitiesImage."""

WHITE_BALANCE = (
    optional("mode", codes.WHITE_BALANCE, "White balance.", field="wbmode"),
    optional("userred", PERCENT, "Red; goes with mode user.", needs=("mode", "userblue")),
    optional("userblue", PERCENT, "Blue; goes with mode user.", needs=("mode", "userred")),
)

WDR = (
    optional("wdrstatus", ENABLE, "Wide dynamic range."),
    optional("mode", codes.WDR_MODE, "Way to reach it; the field that belongs to it goes along."),
    optional("compensationmode", codes.COMPENSATION, "Goes with mode compensation.", needs=("mode",)),
    optional("dwdrmode", codes.WDR_STEP, "Goes with mode dwdr.", needs=("mode",)),
)

EFFECT = (
    optional("colorbar", ENABLE, "Colour bars in place of the picture."),
    optional("monoimg", ENABLE, "Picture without colours."),
    optional("negative", ENABLE, "Negative picture."),
)

SLOW_SHUTTER = (
    optional("slowshutstatus", ENABLE, "Longer exposure in the dark."),
    optional("slowshutter", PERCENT, "How much longer."),
)

SHUTTER = (
    optional(
        "shutmode",
        codes.SHUTTER_MODE,
        "Exposure by itself, locked to 50 or 60 Hz, or by hand.",
    ),
    optional(
        "maxexposure",
        codes.MAX_EXPOSURE,
        "Longest exposure of mode auto: 1/30, 1/60, 1/120, 1/180, 1/240 s or auto; "
        "PAL 1/25, 1/50, 1/100, 1/150, 1/200 s or auto.",
        field="minshutspd",
        needs=("shutmode",),
    ),
    optional("suppress", codes.SUPPRESSION, "Goes with mode suppressroll.", needs=("shutmode",)),
    optional(
        "shutspeed",
        codes.SHUTTER_SPEED,
        "Goes with mode user: from 1/15 to 1/9000 s, PAL from 1/12.5 to 1/8000 s.",
        needs=("shutmode", "agcvalue"),
    ),
    optional("agcvalue", PERCENT, "Gain; goes with mode user.", needs=("shutmode", "shutspeed")),
)

ROWS: tuple[Command, ...] = (
    *pair(
        "camdaynight.getdaynight",
        "camdaynight.setdaynight",
        "how day and night are told apart",
        DAY_NIGHT,
        "3.1 Day & Night",
        bulk_getter=INFO3,
        bulk_lacks=frozenset({"interval", "ptn", "ptd", "lprdayspeed", "lprnightspeed"}),
        note="The manual explains ptn and ptd alike; they are for day to night and night to day. The pair in "
        "its example of a reply breaks its own rule. autolevel is told by serverinfo3.cgi only and its "
        "example of mode auto has none: older cameras have it, newer ones the two points.",
    ),
    *pair(
        "camcolor.getcolor",
        "camcolor.setcolor",
        "the colours",
        COLOR,
        "3.2 Color Control",
        bulk_getter=INFO1,
        capability_getters=(CAPABILITIES,),
    ),
    *pair(
        "camcolor.getncolor",
        "camcolor.setncolor",
        "the colours by night",
        COLOR,
        "3.2 Color Control",
        group="camcolor_night",
        capability_getters=(CAPABILITIES,),
        note="Supported models only.",
    ),
    row(
        "camcolor.getCapabilitiesImage",
        "Tell which of the colour settings the camera has, and their ranges.",
        ADMINISTRATOR,
        READ,
        "3.2 Color Control",
        returns=(
            *(field(name, SUPPORTED, f"Has {name}.") for name in CAPABLE),
            *(
                field(f"ImageEnhanceValuerange/{name}", Text(), f"Range of {name}: min, max and default.")
                for name in CAPABLE
            ),
        ),
        speed=Speed.ONCE,
        since="1.16",
    ),
    *pair(
        "camwhitebal.getwb",
        "camwhitebal.setwb",
        "the white balance",
        WHITE_BALANCE,
        "3.3 White balance",
        bulk_getter=INFO3,
    ),
    *pair("camwdr.getwdr", "camwdr.setwdr", "the wide dynamic range", WDR, "3.4 WDR", bulk_getter=INFO3),
    *pair(
        "cameffect.geteffect",
        "cameffect.seteffect",
        "the effects",
        EFFECT,
        "3.5 Camera Effect",
        bulk_getter=INFO3,
    ),
    *pair(
        "camslowshut.getslowsh",
        "camslowshut.setslowsh",
        "the slow shutter",
        SLOW_SHUTTER,
        "3.6 Camera Slow Shutter",
    ),
    *pair(
        "camshutspeed.getshutterspd",
        "camshutspeed.setshutterspd",
        "the shutter",
        SHUTTER,
        "3.7 Camera Shutter Speed",
        bulk_getter=INFO3,
        note="What is set as maxexposure is told as minshutspd, and in mode auto only. `week` is weak.",
    ),
)
