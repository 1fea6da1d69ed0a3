"""What a Hucoms camera tells of its abilities, and the limits that follow."""

from collections.abc import Callable, Collection
from functools import partial
import re

from ...model import features as f
from ...model.catalogue import Record
from ...model.codecs import Choice, Codec, Int
from ...model.features import Feature
from ...model.state import CameraState
from . import codes

VIDEO = "capabilityvideo.getCapabilitiesVideoAll"
AUDIO = "capabilityaudio.getCapabilitiesAudioAll"
IMAGE = "camcolor.getCapabilitiesImage"
PTZ = "capabilityptz.getPTZ"

# Of the main, the sub and the third stream.
VIDEO_CODECS = (f.VIDEO_CODEC, f.SUB_VIDEO_CODEC, f.THIRD_VIDEO_CODEC)


def span(text: str) -> tuple[int, int] | None:
    """Return the widest range of a text such as `min:5;max:60`, None where there is none."""
    lows = [int(number) for number in re.findall(r"\bmin:(\d{1,6})", text)]
    highs = [int(number) for number in re.findall(r"\bmax:(\d{1,6})", text)]
    if not lows or not highs or min(lows) > max(highs):
        return None
    return min(lows), max(highs)


def within(codec: Codec, limits: tuple[int, int] | None) -> Codec:
    """Return a number's codec with the limits that a camera tells."""
    if limits is None or not isinstance(codec, Int):
        return codec
    return Int(limits[0], limits[1], codec.unit)


def only(codec: Codec, listed: list[str]) -> Codec:
    """Return a choice with those of its codes that a camera has; with all where that leaves none."""
    if not isinstance(codec, Choice):
        return codec
    kept = {code: name for code, name in codec.options.items() if code in listed}
    return Choice(kept) if kept else codec


def has_color(capability: str, state: CameraState) -> bool:
    """Return whether the camera has one of the colour settings; where it does not tell, it is expected."""
    return state.known.get(IMAGE, {}).get(capability, "").lower() != "no"


def color_range(capability: str, codec: Codec, state: CameraState) -> Codec:
    """Return the camera's own range of a colour setting."""
    told = state.known.get(IMAGE, {})
    return within(codec, span(told.get(f"ImageEnhanceValuerange/{capability}", "")))


def _video(state: CameraState) -> Record:
    return state.known.get(VIDEO, {})


def has_number(field: str, n: int, state: CameraState) -> bool:
    """Return whether the camera has at least `n` of what `field` counts."""
    text = _video(state).get(field, "").strip()
    return not text.isdecimal() or n <= int(text[:6])


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text[:4096].split(";") if item.strip()]


_SIZE = re.compile(r"\d{2,5}x\d{2,5}")


_CODEC_NAMES = {
    "h264": "h264",
    "h.264": "h264",
    "mpeg4": "mpeg",
    "mjpeg": "mjpeg",
    "h265": "h265",
    "h.265": "h265",
}
_DOCUMENTED = ["h264", "mpeg", "mjpeg"]


def _combinations(n: int, state: CameraState) -> list[tuple[str, str]]:
    pairs = [item.lower().partition("@") for item in _listed(_video(state).get(f"stream{n}", ""))]
    return [(_CODEC_NAMES.get(codec, codec), capture) for codec, _, capture in pairs]


def sizes(n: int, codec: Codec, state: CameraState) -> Codec:
    """Return the sizes of capture `n` by the camera's own list: newer ones have some that no manual knew."""
    listed = [size for size in _listed(_video(state).get(f"Capture{n}", "")) if _SIZE.fullmatch(size)]
    if not listed or not isinstance(codec, Choice):
        return codec
    return codes.sizes(*dict.fromkeys(listed), *(["nouse"] if "nouse" in codec.options else []))


def codecs(n: int, codec: Codec, state: CameraState) -> Codec:
    """Return the codecs that stream `n` can have."""
    return only(codec, [each for each, _ in _combinations(n, state)] or _DOCUMENTED)


def sources(n: int, codec: Codec, state: CameraState) -> Codec:
    """Return the captures that stream `n` can be made of."""
    return only(codec, [capture for _, capture in _combinations(n, state)])


def frame_rate(codec: Codec, state: CameraState) -> Codec:
    """Return the pictures per second that the camera can send; 30 at most where it does not tell."""
    text = _video(state).get("MaxFramerate", "").strip()
    return within(codec, (1, int(text)) if text.isdecimal() and 0 < int(text[:4]) <= 240 else (1, 30))


def bit_rate(n: int, codec: Codec, state: CameraState) -> Codec:
    """Return the bit rates of the codec that stream `n` has now, in kbit/s."""
    can = _video(state)
    current = state.get(VIDEO_CODECS[n - 1])
    own = can.get("MPEG4BitrateSupported" if current == "mpeg4" else "H.264BitrateSupported", "")
    return within(codec, span(own) or span(can.get("BitrateAll", "")))


def key_frames(_n: int, codec: Codec, state: CameraState) -> Codec:
    """Return the intervals between key pictures, whatever the picture rate."""
    lines = _video(state).get("Capabilities KeyFrame", "").splitlines()
    return within(codec, span(" ".join(line.partition("@")[0] for line in lines)))


def quality(codec: Codec, state: CameraState) -> Codec:
    """Return the range of the quality of MJPEG."""
    return within(codec, span(_video(state).get("JPEGQualitySupported", "")))


def has_sound(field: str, state: CameraState) -> bool:
    """Return whether the camera has a microphone or a loudspeaker; where it does not tell, it is expected."""
    return state.known.get(AUDIO, {}).get(field, "").lower() != "no"


def compression(codec: Codec, state: CameraState) -> Codec:
    """Return the codecs of the sound."""
    return only(codec, _listed(state.known.get(AUDIO, {}).get("Compress", "")))


def sampling(codec: Codec, state: CameraState) -> Codec:
    """Return the sampling rates."""
    listed = _listed(state.known.get(AUDIO, {}).get("SamplingAll", ""))
    return only(codec, [item.upper().replace("K", "000") for item in listed])


def has_motor(fields: tuple[str, ...], state: CameraState) -> bool:
    """Return whether the camera has one of these motors: only one that tells of them has some for sure."""
    told = state.known.get(PTZ, {})
    return any(told.get(field, "").lower() == "yes" for field in fields)


turns: Callable[[CameraState], bool] = partial(has_motor, ("PanSupported", "TiltSupported"))


zooms: Callable[[CameraState], bool] = partial(has_motor, ("ZoomSupported", "FocusSupported"))


def is_set(mode: Feature[str], values: Collection[str], state: CameraState) -> bool:
    """Return whether a mode is one of `values` now."""
    return state.get(mode) in values


def has_shock(state: CameraState) -> bool:
    """Return whether the camera detects tampering."""
    return "shock.getshock" in state.known
