"""What this camera's encoders can, by codec and size, and the limits that follow."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ...errors import ReplyError
from ...model import features as f
from ...model.catalogue import Request
from ...model.codecs import Choice, Codec, Int
from ...model.state import CameraState
from .manual import COMMANDS

VIDEO = "videoencoder.getcapabilities"
AUDIO = "audioencoder.getcapabilities"
SECONDS = 4
"""Seconds from one key frame to the next at most; at least it is one."""


@dataclass(frozen=True, slots=True)
class Names:
    """The features of one stream's encoder."""

    codec: f.Feature[str]
    resolution: f.Feature[str]
    frame_rate: f.Feature[int]
    key_frames: f.Feature[int]
    bit_rate: f.Feature[int]
    control: f.Feature[str]


class Encoder(Enum):
    """The two streams' encoders."""

    MAIN = "stream1"
    SUB = "stream2"

    @property
    def command(self) -> str:
        """The getter of the encoder's settings."""
        return f"videoencoder.{self.value}"

    @property
    def features(self) -> Names:
        """What is bound to this encoder."""
        return _NAMES[self]

    def _listed(self, state: CameraState) -> Iterator[tuple[list[str], str]]:
        """Yield codec, size and quantity, each with what the camera says of it."""
        for name, text in state.known.get(VIDEO, {}).items():
            stream, _, rest = name.partition("/")
            parts = rest.split("/")
            if stream == self.value and len(parts) == 3:
                yield parts, text

    def codecs(self, codec: Codec[str], state: CameraState) -> Codec[str]:
        """Return the codecs that this stream has."""
        listed = {parts[0].upper() for parts, _ in self._listed(state)}
        return _among(codec, listed)

    def sizes(self, codec: Codec[str], state: CameraState) -> Codec[str]:
        """Return the sizes of the codec that is set, and the one that is set."""
        used = state.get(self.features.codec)
        listed = [parts[1].upper() for parts, _ in self._listed(state) if used in (None, parts[0].lower())]
        current = state.get(self.features.resolution)
        if current:
            listed.append(current.upper())
        return Choice({name: name.lower() for name in listed}) if listed else codec

    def frame_rates(self, codec: Codec[int], state: CameraState) -> Codec[int]:
        """Return the frame rates of the codec and size that are set."""
        return self._range("framerate_range", codec, state)

    def bit_rates(self, codec: Codec[int], state: CameraState) -> Codec[int]:
        """Return the bit rates of the codec and size that are set."""
        return self._range("bitrate_range", codec, state)

    def _range(self, quantity: str, codec: Codec[int], state: CameraState) -> Codec[int]:
        used = [state.get(self.features.codec), state.get(self.features.resolution), quantity]
        for parts, text in self._listed(state):
            least, _, most = text.partition("-")
            if [part.lower() for part in parts] == used and isinstance(codec, Int):
                try:
                    return Int(int(least), int(most), codec.unit)
                except ValueError:
                    break
        return codec

    def key_frame_intervals(self, codec: Codec[int], state: CameraState) -> Codec[int]:
        """Return the intervals that go with the frame rate that is set."""
        rate = state.get(self.features.frame_rate)
        return Int(rate, SECONDS * rate) if rate else codec

    def set_frame_rate(self, rate: int, state: CameraState) -> Sequence[Request]:
        """Set the frame rate, and the key frames where they would not go with it any more."""
        setter = COMMANDS[f"{self.command}.set"]
        values: dict[str, object] = {"framerate": rate}
        interval = state.get(self.features.key_frames)
        if interval is not None and not rate <= interval <= SECONDS * rate:
            values["govlength"] = min(max(interval, rate), SECONDS * rate)
        return (setter.request(**values),)


_NAMES = {
    Encoder.MAIN: Names(
        f.VIDEO_CODEC,
        f.RESOLUTION,
        f.FRAME_RATE,
        f.KEY_FRAME_INTERVAL,
        f.BIT_RATE,
        f.BIT_RATE_CONTROL,
    ),
    Encoder.SUB: Names(
        f.SUB_VIDEO_CODEC,
        f.SUB_RESOLUTION,
        f.SUB_FRAME_RATE,
        f.SUB_KEY_FRAME_INTERVAL,
        f.SUB_BIT_RATE,
        f.SUB_BIT_RATE_CONTROL,
    ),
}


def audio_choices(level: int) -> Callable[[Any, CameraState], Any]:
    """Return what narrows the audio codec (0), its sample rate (1) or its bit rate (2)."""

    def narrowed(codec: Codec[str], state: CameraState) -> Codec[str]:
        chosen = (state.get(f.AUDIO_CODEC), state.get(f.AUDIO_SAMPLE_RATE))[:level]
        listed = set()
        for name, text in state.known.get(AUDIO, {}).items():
            parts = name.split("/")
            if len(parts) == 3 and parts[2] == "bitrate" and _told(parts)[:level] == chosen:
                listed.add((parts[0], parts[1], text.strip())[level].upper())
        return _among(codec, listed)

    return narrowed


def _told(parts: Sequence[str]) -> tuple[str | None, ...]:
    setter = COMMANDS["audioencoder.set"]
    names: list[str | None] = []
    for param, text in zip(("encode_type", "samplerate"), parts, strict=False):
        try:
            names.append(str(setter.param(param).codec.decode(text)))
        except ReplyError:
            names.append(None)
    return tuple(names)


def _among(codec: Codec[str], listed: set[str]) -> Codec[str]:
    """Return the choice with the listed codes only; all of them where none is known."""
    if not isinstance(codec, Choice):
        return codec
    left = {code: name for code, name in codec.options.items() if code.upper() in listed}
    return type(codec)(left) if left else codec
