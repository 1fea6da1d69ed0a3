"""The codes of Network Camera CGI 1.0.10 under neutral names, and the codecs only it needs."""

from dataclasses import dataclass
from typing import override

from ...errors import InvalidValueError
from ...model.codecs import Choice, Int, Text


class AnyCase(Choice):
    """A choice whose codes the manual writes in capitals in one place and small in the next."""

    @override
    def decode(self, text: str) -> str:
        wanted = text.strip().upper()
        for code, name in self.options.items():
            if code.upper() == wanted:
                return name
        return super().decode(text)


class Stamp(Choice):
    """A pattern of date and time: sent with an underscore, answered with a blank between the two."""

    @override
    def decode(self, text: str) -> str:
        # One of the manual's own replies has a stray quotation mark in the middle.
        return super().decode("_".join(text.replace('"', " ").split()))


@dataclass(frozen=True, slots=True)
class Capitals(Text):
    """A name that the camera made, such as 1080P; written small here."""

    @override
    def decode(self, text: str) -> str:
        return text.strip().lower()

    @override
    def encode(self, value: str) -> str:
        return super(Capitals, self).encode(value).upper()


@dataclass(frozen=True, slots=True)
class Color(Int):
    """A colour as `0x` and hexadecimal digits, red first."""

    @override
    def encode(self, value: int) -> str:
        text = str(value).strip()
        try:
            number = int(text, 16 if text[:2].lower() == "0x" else 10)
        except ValueError:
            raise InvalidValueError(f"{value!r} is not a colour") from None
        return f"0x{int(super(Color, self).encode(number)):06x}"

    @property
    @override
    def limits(self) -> str:
        return f"0x{self.minimum:x}-0x{self.maximum:x}"


@dataclass(frozen=True, slots=True)
class Blocks(Text):
    """Selected blocks as hexadecimal bytes: row by row, eight blocks to a byte, the first in bit 0."""

    @override
    def encode(self, value: str) -> str:
        text = super(Blocks, self).encode(value).strip()
        if len(text) % 2 or not set(text) <= set("0123456789abcdefABCDEF"):
            raise InvalidValueError(f"{text[:40]!r} is not a row of hexadecimal bytes")
        return text

    @property
    @override
    def limits(self) -> str:
        return f"hexadecimal bytes, at most {self.maximum} digits"


MAIN, SUB = "1", "0"
SNAPSHOT_STREAM = Choice({SUB: "sub", MAIN: "main"})
SNAPSHOT_TARGET = Choice({"0": "sd_card", "1": "ftp", "2": "mail", "3": "nfs"})

UPDATE_METHOD = AnyCase({"MANUAL": "manual", "ntp": "ntp", "P2P": "p2p"})
ZONES = (
    *("+00:00", "+01:00", "+02:00", "+03:00", "+03:30", "+04:00", "+04:30", "+05:00", "+05:30", "+05:45"),
    *("+06:00", "+06:30", "+07:00", "+08:00", "+09:00", "+09:30", "+10:00", "+11:00", "+12:00", "+13:00"),
    *("-01:00", "-02:00", "-03:00", "-03:30", "-04:00", "-04:30", "-05:00", "-06:00", "-07:00", "-08:00"),
    *("-09:00", "-10:00", "-11:00", "-12:00"),
)
"""Hours ahead of Greenwich, in manual order."""
TIME_ZONE = Choice(
    {f"GMT{zone}": f"gmt_{'plus' if zone[0] == '+' else 'minus'}_{zone[1:3]}_{zone[4:]}" for zone in ZONES}
)

VIDEO_CODEC = AnyCase({"H264": "h264", "H265": "h265"})
BIT_RATE_CONTROL = AnyCase({"CBR": "cbr", "VBR": "vbr"})
PROFILE = Choice({"0": "default", "1": "baseline"})

AUDIO_CODEC = AnyCase({"G.711": "g711", "G.711A": "g711a", "AAC": "aac"})
SAMPLE_RATE = Choice({"8000": "hz_8000", "16000": "hz_16000"})
AUDIO_BIT_RATE = Choice({"64000": "bps_64000", "16000": "bps_16000"})

OSD_COLOR = Choice(
    {
        "0": "black_on_white",
        "1": "white_on_black",
        "2": "black_with_white_edge",
        "3": "white_with_black_edge",
    }
)
FONT_SIZE = Choice({"0": "small", "1": "medium", "2": "large"})
POSITION_TYPE = Choice({"0": "direction", "1": "coordinate"})
SHOW_RESOLUTION = Choice({"0": "nothing", "1": "resolution", "2": "bit_rate", "3": "resolution_and_bit_rate"})
TIME_FORMAT = Stamp(
    {
        "yyyy-mm-dd_hh:mm:ss": "yyyy_mm_dd_dashes",
        "yyyy/mm/dd_hh:mm:ss": "yyyy_mm_dd_slashes",
        "yy-mm-dd_hh:mm:ss": "yy_mm_dd_dashes",
        "yy/mm/dd_hh:mm:ss": "yy_mm_dd_slashes",
        "hh:mm:ss_dd/mm/yyyy": "time_dd_mm_yyyy_slashes",
        "hh:mm:ss_dd-mm-yyyy": "time_dd_mm_yyyy_dashes",
        "hh:mm:ss_mm/dd/yyyy": "time_mm_dd_yyyy_slashes",
        "hh:mm:ss_mm-dd-yyyy": "time_mm_dd_yyyy_dashes",
        "mm/dd/yyyy_hh:mm:ss": "mm_dd_yyyy_slashes",
        "mm-dd-yyyy_hh:mm:ss": "mm_dd_yyyy_dashes",
    }
)

MAINS = Choice({"50": "hz_50", "60": "hz_60"})
BLOCK_COUNT = Choice(
    {count: count for count in ("1x1", "2x2", "3x2", "3x3", "4x3", "4x4", "8x8", "16x16", "22x18")}
)

PRIVILEGE = Choice({"User": "user", "Administrator": "administrator", "Operator": "operator"})
USER_STATE = Choice({"Enable": "enabled", "Disable": "disabled"})

RTMP_STREAM = Choice({"0": "main", "1": "sub"})
RTMP_TYPE = Choice({"0": "standard", "1": "compatible"})

STEP = Choice({"-1": "back", "0": "none", "1": "forth"})

FILE_MINUTES = Choice({length: f"minutes_{length}" for length in ("2", "5", "10", "20", "30")})
RECORD_STREAM = Choice({"0": "main", "1": "sub", "2": "both"})

IRCUT_MODE = Choice({str(mode): f"mode_{mode}" for mode in range(6)})
LED = Choice({"1": "infrared", "2": "white"})
SHUTTER_MODE = Choice({"0": "auto", "1": "manual"})
