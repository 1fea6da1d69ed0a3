"""Makes a video of JPEG pictures, in a format that browsers play."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import TYPE_CHECKING, Final

from .const import MAX_PIXELS
from .ipcam import Frame

if TYPE_CHECKING:
    from av import VideoFrame, VideoStream

TICK: Final = Fraction(1, 1000)
"""Seconds; all times in a clip are multiples of it."""
MAX_TICKS: Final = 1000
"""Ticks that the last picture is shown at most: nobody knows when the next would have come."""
THREADS: Final = 2
"""Threads of an encoder; there may be several at a time on a small machine."""

# Without looking ahead, the encoder holds a single picture.
ENCODER: Final = {"preset": "veryfast", "tune": "zerolatency", "crf": "23"}


class NoEncoderError(Exception):
    """Home Assistant has nothing that makes videos."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What was recorded."""

    seconds: float
    frames: int


class ClipWriter:
    """Writes one clip beside its place, and puts it there when it is complete.

    Blocks: each method is for a worker thread, and several threads may use it. Pictures keep the
    times at which they came, and all are brought to the size of the first. What cannot be decoded
    is left out.
    """

    def __init__(self, path: Path) -> None:
        """Begin the clip for `path`, whose folder is made; raise NoEncoderError or OSError."""
        try:
            # It takes long to import, and comes with Home Assistant's stream integration.
            import av  # noqa: PLC0415
        except ImportError:
            raise NoEncoderError from None
        if "libx264" not in av.codecs_available:
            raise NoEncoderError
        if path.is_dir():
            raise IsADirectoryError(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._av = av
        self._path = path
        self._draft = path.with_name(f".{path.name}.{token_hex(4)}.part")
        self._file = av.open(self._draft, "w", format="mp4", options={"movflags": "faststart"})
        self._stream: VideoStream | None = None
        self._lock = Lock()
        self._over = False
        self._began = 0.0
        self._latest = 0
        self._lasts = MAX_TICKS
        self._frames = 0

    def add(self, frames: Iterable[Frame]) -> None:
        """Append pictures, oldest first; raise OSError."""
        for frame in frames:
            with self._lock:
                if self._over:
                    return
                with self._plain_errors():
                    for image in self._decoded(frame.data):
                        self._append(image, frame.at)

    def finish(self) -> Clip | None:
        """Complete the clip and put it in its place; return None when it has no picture.

        Raise OSError.
        """
        with self._lock:
            if self._stream is None or self._over:
                return None
            with self._plain_errors():
                self._write(self._stream, None)
                self._file.close()
            self._draft.replace(self._path)
            return Clip(float((self._latest + self._lasts) * TICK), self._frames)

    def discard(self) -> None:
        """Leave nothing behind of an incomplete clip; other methods do nothing more."""
        self._over = True
        with self._lock:
            # What could not be written cannot be completed either.
            with suppress(OSError), self._plain_errors():
                self._file.close()
            self._draft.unlink(missing_ok=True)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """Let a full disk be an OSError, whatever the encoder takes it for."""
        try:
            yield
        except self._av.FFmpegError as error:
            raise OSError(error.errno, error.strerror) from error

    def _decoded(self, jpeg: bytes) -> list[VideoFrame]:
        # A decoder of its own: what a damaged picture does to one is nobody's business but its own.
        decoder = self._av.CodecContext.create("mjpeg", "r")
        decoder.options = {"max_pixels": str(MAX_PIXELS)}
        try:
            return decoder.decode(self._av.Packet(jpeg))
        except self._av.FFmpegError:
            return []

    def _append(self, image: VideoFrame, at: float) -> None:
        if self._stream is None:
            self._stream = self._make_stream(image)
            self._began = at
        ticks = round((at - self._began) / TICK)
        if self._frames:
            # Pictures that came in one piece of the stream have the same time.
            ticks = max(ticks, self._latest + 1)
            self._lasts = min(ticks - self._latest, MAX_TICKS)
        even = image.reformat(
            self._stream.width,
            self._stream.height,
            self._stream.pix_fmt,
            src_color_range="JPEG",
            dst_color_range="MPEG",
        )
        even.pts, even.time_base = ticks, TICK
        self._write(self._stream, even)
        self._latest = ticks
        self._frames += 1

    def _make_stream(self, image: VideoFrame) -> VideoStream:
        stream = self._file.add_stream("libx264", options=ENCODER)
        # The colours of H.264 have half the resolution: no side can be odd.
        stream.width, stream.height = (max(2, side & ~1) for side in (image.width, image.height))
        stream.pix_fmt = "yuv420p"
        stream.color_range = self._av.video.reformatter.ColorRange.MPEG
        stream.colorspace = self._av.video.reformatter.Colorspace.ITU601
        stream.time_base = stream.codec_context.time_base = TICK
        stream.thread_count = THREADS
        return stream

    def _write(self, stream: VideoStream, image: VideoFrame | None) -> None:
        for packet in stream.encode(image):
            packet.duration = self._lasts
            self._file.mux(packet)
