"""The manual's own kinds of value: enumerations with neutral names, and numbers with a gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import override

from ...errors import InvalidValueError
from ...model.codecs import Choice, Flag, Int

ENABLE = Flag("enable", "disable")
ON = Flag("on", "off")
YES = Flag("yes", "no")
SUPPORTED = Flag("Yes", "No")
PERCENT = Int(1, 100)


@dataclass(frozen=True, slots=True)
class Gapped(Int):
    """A whole number between whose limits the numbers from `gap[0]` to `gap[1]` mean nothing."""

    gap: tuple[int, int] = (0, -1)

    @override
    def encode(self, value: int) -> str:
        text = super(Gapped, self).encode(value)
        if self.gap[0] <= int(text) <= self.gap[1]:
            raise InvalidValueError(f"{text} is from {self.gap[0]} to {self.gap[1]}, which means nothing")
        return text

    @property
    @override
    def limits(self) -> str:
        low = f"{self.minimum}-{self.gap[0] - 1}" if self.gap[0] - 1 > self.minimum else f"{self.minimum}"
        return f"{low}, {self.gap[1] + 1}-{self.maximum}" + (f" {self.unit}" if self.unit else "")


@dataclass(frozen=True, slots=True)
class OutputTime(Gapped):
    """Seconds that an output stays on; 0 stands for as long as the alarm, which is a 1 on the wire."""

    @override
    def decode(self, text: str) -> int:
        seconds = super(OutputTime, self).decode(text)
        return 0 if seconds == 1 else seconds

    @override
    def encode(self, value: int) -> str:
        text = super(OutputTime, self).encode(value)
        return "1" if text == "0" else text


def sizes(*codes: str) -> Choice:
    """Return an enumeration of picture sizes; one without a name of its own is called as it is."""
    return Choice({code: SIZE_NAMES.get(code, code) for code in codes})


SIZE_NAMES: Mapping[str, str] = {
    "1920x1080": "1080p",
    "1280x720": "720p",
    "640x480": "vga",
    "320x240": "qvga",
    "nouse": "not_used",
}

PORT = Gapped(80, 60000, gap=(81, 2999))
RTSP_PORT = Gapped(554, 60000, gap=(555, 2999))
HIGH_PORT = Int(3000, 60000)
OUTPUT_TIME = Gapped(1, 180, "s", gap=(2, 4))
OUTPUT_DURATION = OutputTime(0, 180, "s", gap=(1, 4))
TIME_LIMIT = Gapped(0, 300, "s", gap=(1, 59))
STOP = 255
NUMBERED = Gapped(1, STOP, gap=(101, STOP - 1))

LANGUAGE = Choice.plain("english", "korean", "polish", "russian", "persian")
ADDRESS_MODE = Choice.plain("static", "dhcp")
CONTACT = Choice({"nc": "normally_closed", "no": "normally_open"})
GRID = Choice({"8x6": "coarse", "24x18": "fine"})
STREAM_NUMBER = Choice.plain("stream1", "stream2", "stream3")
DAY_NIGHT = Choice.plain("day", "night", "auto", "lpr")
WHITE_BALANCE = Choice.plain("auto", "indoor", "outdoor", "fluorescent", "user")
WDR_MODE = Choice({"compensation": "compensation", "dwdr": "digital"})
COMPENSATION = Choice.plain("front", "back")
WDR_STEP = Choice({f"step{n}": f"step_{n}" for n in range(1, 6)})
SHUTTER_MODE = Choice({"auto": "auto", "suppressroll": "anti_flicker", "user": "user"})
SUPPRESSION = Choice({"week": "weak", "strong": "strong"})


def _steps(numbers: Iterable[int], *last: str) -> Choice:
    names = [f"step_{n}" for n in numbers] + list(last)
    return Choice({str(code): name for code, name in enumerate(names, start=1)})


SHUTTER_SPEED = _steps(range(1, 10))
LPR_SPEED = _steps(range(1, 10), "auto")
MAX_EXPOSURE = _steps(range(1, 6), "auto")

DATE_FORMAT = Choice({code: code.replace("-", "_") for code in ("yyyy-mm-dd", "dd-mm-yyyy", "mm-dd-yyyy")})
FONT_SIZE = Choice({"big": "large", "small": "small"})
TV_TYPE = Choice.plain("ntsc", "pal")
FLIP = Choice.plain("normal", "mirror", "flip", "both")
SOURCE = Choice.plain("capture1", "capture2", "capture3")
CODEC = Choice({"h264": "h264", "mpeg": "mpeg4", "mjpeg": "mjpeg"})
ALL_CODECS = Choice({**CODEC.options, "h265": "h265"})
"""With what newer cameras have and the manual does not know."""
MOVING = frozenset({"h264", "mpeg", "h265"})
"""Codecs of moving pictures, as against single ones."""
RATE_CONTROL = Choice.plain("cbr", "vbr")
AUDIO_CODEC = Choice.plain("ulaw", "alaw")
SAMPLE_RATE = Choice({"8000": "hz_8000", "16000": "hz_16000"})
EVENT_TYPE = Choice.plain("alarmin", "alarmout", "motion", "videotamper", "all")
VIDEO_INPUT = Choice.plain("input1", "input2")
PAN = Choice.plain("right", "left", "stop")
TILT = Choice.plain("up", "down", "stop")
LENS = Choice.plain("in", "out", "stop")

_SIZES = (
    "4000x3000",
    "4096x2160",
    "3840x2160",
    "2560x1920",
    "2560x1600",
    "2048x1536",
    "1600x1200",
    "1920x1080",
    "1280x1024",
    "1280x960",
    "1280x720",
    "1024x768",
    "854x480",
    "640x480",
    "320x240",
    "nouse",
)
CAPTURE_SIZE = (
    sizes(*_SIZES[:12]),
    sizes(*_SIZES[5:]),
    sizes(*_SIZES[3:12], *_SIZES[13:]),
)
"""The sizes of capture 1, 2 and 3. What a camera has of them, its capabilities tell."""
