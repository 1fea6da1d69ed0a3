"""Stills and live pictures of one camera, however many people look."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import replace
from time import monotonic

from .errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    OverloadedError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
)
from .http.session import Session
from .model.catalogue import Command, Effect, Request
from .model.dialect import Stream
from .model.options import CameraOptions
from .video.broadcast import BroadcastStats, FrameBroadcaster, FrameSource, Mark, mjpeg_source, still_source
from .video.frame_rate import AdaptiveFrameRate
from .video.pre_roll import PreRollBuffer

FRESH = 0.5
"""Seconds for which a still serves everyone who asks."""
STILL_INTERVAL = 0.5
"""Seconds between two stills of a live picture that is made of them, unless a rate is asked for."""
FIRST_FRAME = 5.0
"""Seconds that a live picture may take to begin, where it serves for a still."""
SLOW = 2.0
"""Seconds for an answer that show that a camera has too much to do."""
AGAIN = 60.0
"""Seconds after which a picture that was refused is asked for again, to keep the last ones of it."""
START, END = b"\xff\xd8", b"\xff\xd9"


class VideoStreams:
    """The picture streams of one camera: one upstream connection each."""

    def __init__(
        self,
        session: Session,
        streams: Sequence[Stream],
        options: CameraOptions,
        mark_stale: Mark | None = None,
    ) -> None:
        """Look at `streams`, the main one first, over `session`; `mark_stale` marks a picture as old."""
        self._session = session
        self._options = options
        self._frame_rate = AdaptiveFrameRate(options.rate)
        self._streams = {stream.key: stream for stream in streams}
        self._broadcasters = {
            key: FrameBroadcaster(
                self._source(stream), mark=mark_stale, on_stall=self._frame_rate.report_overload
            )
            for key, stream in self._streams.items()
        }
        session.add_response_listener(self._answered)
        self._pre_rolls: dict[str, PreRollBuffer] = {}
        self._keeping: list[asyncio.Task[None]] = []
        self._stills: dict[str, tuple[float, bytes]] = {}
        self._asking: dict[str, asyncio.Task[bytes]] = {}

    @property
    def keys(self) -> Sequence[str]:
        """The names of the streams, the main one first."""
        return list(self._streams)

    def broadcaster(self, key: str) -> FrameBroadcaster:
        """Return the shared live picture of a stream; raise UnsupportedError when there is none."""
        try:
            return self._broadcasters[key]
        except KeyError:
            raise UnsupportedError(f"this camera has no stream {key!r}") from None

    def stats(self) -> Mapping[str, BroadcastStats]:
        """Return the counters of each stream."""
        return {key: broadcaster.stats for key, broadcaster in self._broadcasters.items()}

    @property
    def rate(self) -> int:
        """The most pictures per second that a live picture is asked for now; 0: as many as there are.

        It is lower than what the owner wants while the camera is overloaded.
        """
        return self._frame_rate.rate

    def start_pre_roll(self, key: str, seconds: float) -> PreRollBuffer:
        """Keep the last `seconds` of a stream from now on; for that, it never ends."""
        if key not in self._pre_rolls:
            self._pre_rolls[key] = PreRollBuffer(seconds)
            self._keeping.append(asyncio.create_task(self._fill(self._pre_rolls[key], self.broadcaster(key))))
        return self._pre_rolls[key]

    async def still(self, key: str) -> bytes:
        """Return a picture not older than a moment: from the running stream, else a snapshot.

        However many ask at once, the camera is asked once.
        """
        frame = await self.broadcaster(key).still(max_age=2.0)
        if frame is not None:
            return frame
        taken_at, picture = self._stills.get(key, (float("-inf"), b""))
        if monotonic() - taken_at < FRESH:
            return picture
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._picture(self._streams[key]))
            task.add_done_callback(lambda _task: self._asking.pop(key, None))
        return await asyncio.shield(task)

    def has_rtsp(self, key: str) -> bool:
        """Whether the user wants this stream by RTSP and the dialect knows how."""
        return self._options.rtsp and self._streams[key].rtsp is not None

    async def rtsp_url(self, key: str) -> str | None:
        """Return where a player finds the stream; it holds the password and belongs in no log."""
        rtsp = self._streams[key].rtsp
        if rtsp is None or not self._options.rtsp:
            return None
        return self._session.rtsp_url(await rtsp(self._session.ask, self._options))

    async def aclose(self) -> None:
        """End all streams and their viewers."""
        for task in (*self._asking.values(), *self._keeping):
            task.cancel()
        for broadcaster in self._broadcasters.values():
            await broadcaster.aclose()

    async def _picture(self, stream: Stream) -> bytes:
        """Return a still, or a frame of the live picture of a camera that has that only."""
        try:
            return await self._snapshot(stream)
        except RejectedError, ReplyError, UnsupportedError, OverloadedError:
            if stream.live is None or self._session.trust.doubted is not None:
                raise
            frames = self.broadcaster(stream.key).frames()
            with suppress(CameraError, TimeoutError, StopAsyncIteration):
                async with asyncio.timeout(FIRST_FRAME), aclosing(frames):
                    return (await anext(frames)).data
            raise

    async def _snapshot(self, stream: Stream) -> bytes:
        request = stream.still(self._options)
        response = await self._session.request(request)
        # A camera that cannot take a picture says so in a text with status 200.
        start = response.body.find(START, 0, 1024)
        if start < 0:
            raise ReplyError("the reply is not a picture", command=request.command.name)
        end = response.body.rfind(END)
        if end < start:
            raise ReplyError("the picture was cut off", command=request.command.name)
        picture = response.body[start : end + len(END)]
        self._stills[stream.key] = (monotonic(), picture)
        return picture

    def _source(self, stream: Stream) -> FrameSource:
        live = stream.live
        if live is None:
            interval = 1 / self._options.rate if self._options.rate else STILL_INTERVAL
            return still_source(lambda: self._snapshot(stream), interval)

        def refusal(text: str) -> CameraError:
            return self._session.refusal(live(self._options).command, text)

        def damaged(pictures: int) -> None:
            self._broadcasters[stream.key].stats.damaged += pictures

        def due() -> Request:
            return live(replace(self._options, rate=self._frame_rate.rate))

        @asynccontextmanager
        async def chunks() -> AsyncIterator[AsyncIterator[bytes]]:
            for request in stream.opening:
                with suppress(PermissionDeniedError, RejectedError, UnsupportedError):
                    await self._session.request(request)
            asked = due()
            try:
                # The broadcaster has a watch of its own; the client's would be wound up again for every
                # piece.
                async with (
                    self._session.stream(asked, read_timeout=None) as (_head, body),
                    aclosing(self._while_due(body, asked, due)) as pieces,
                ):
                    yield pieces
            except OverloadedError:
                self._frame_rate.report_overload()
                raise

        return mjpeg_source(chunks, refusal=refusal, on_damaged=damaged)

    async def _while_due(
        self, body: AsyncIterator[bytes], asked: Request, due: Callable[[], Request]
    ) -> AsyncGenerator[bytes]:
        """Yield the body of a live picture until another rate of it is due."""
        rate = self._frame_rate.rate
        async for piece in body:
            yield piece
            if self._frame_rate.rate != rate:
                rate = self._frame_rate.rate
                # Most manuals let nobody choose: nothing would be won by opening it anew.
                if due() != asked:
                    raise CameraConnectionError(f"another rate is due: {rate or 'as many as there are'}")

    def _answered(self, command: Command, seconds: float) -> None:
        """A camera that is slow while it shows pictures shows too many of them."""
        if seconds < SLOW or command.effect is not Effect.READ or command.response_timeout:
            return
        if any(broadcaster.stats.connected for broadcaster in self._broadcasters.values()):
            self._frame_rate.report_overload()

    async def _fill(self, pre_roll: PreRollBuffer, broadcaster: FrameBroadcaster) -> None:
        while True:
            try:
                async with aclosing(broadcaster.frames()) as frames:
                    async for frame in frames:
                        pre_roll.add(frame)
            except AuthError:
                return
            except CameraError:
                await asyncio.sleep(AGAIN)
            else:
                return
