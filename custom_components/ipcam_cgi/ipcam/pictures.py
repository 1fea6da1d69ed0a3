"""Stills and live pictures of one camera, however many people look."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import replace
from time import monotonic

from .binding import Request
from .catalogue import Command, Effect
from .dialect import Dialect, Stream
from .errors import (
    AuthFailed,
    BadReply,
    CameraError,
    ConnectionFailed,
    Denied,
    Overloaded,
    Rejected,
    Unsupported,
)
from .frames import FrameHub, FrameSource, HubStats, mjpeg_source, still_source
from .pace import Pace
from .reel import Reel
from .session import Session
from .tuning import Tuning

FRESH = 0.5
"""Seconds for which a still serves everyone who asks."""
STILL_INTERVAL = 0.5
"""Seconds between two stills of a live picture that is made of them, unless a rate is asked for."""
SLOW = 2.0
"""Seconds for an answer that show that a camera has too much to do."""
AGAIN = 60.0
"""Seconds after which a picture that was refused is asked for again, to keep the last ones of it."""
START, END = b"\xff\xd8", b"\xff\xd9"


class Pictures:
    """The picture streams of one camera: one upstream connection each."""

    def __init__(self, session: Session, dialect: Dialect, tuning: Tuning) -> None:
        """Look over `session`."""
        self._session = session
        self._tuning = tuning
        self._pace = Pace(tuning.rate)
        self._streams = {stream.key: stream for stream in dialect.streams}
        self._hubs = {
            key: FrameHub(self._source(stream), on_stall=self._pace.sign)
            for key, stream in self._streams.items()
        }
        session.on_answer = self._answered
        self._reels: dict[str, Reel] = {}
        self._keeping: list[asyncio.Task[None]] = []
        self._stills: dict[str, tuple[float, bytes]] = {}
        self._asking: dict[str, asyncio.Task[bytes]] = {}

    def hub(self, key: str) -> FrameHub:
        """Return the shared live picture of a stream; raise Unsupported when there is none."""
        try:
            return self._hubs[key]
        except KeyError:
            raise Unsupported(f"this camera has no stream {key!r}") from None

    def stats(self) -> Mapping[str, HubStats]:
        """Return the counters of each stream."""
        return {key: hub.stats for key, hub in self._hubs.items()}

    @property
    def rate(self) -> int:
        """The most pictures per second that a live picture is asked for now; 0: as many as there are.

        It is lower than what the owner wants while the camera is overloaded.
        """
        return self._pace.rate

    def keep(self, key: str, seconds: float) -> Reel:
        """Keep the last `seconds` of a stream from now on; for that, it never ends."""
        if key not in self._reels:
            self._reels[key] = Reel(seconds)
            self._keeping.append(asyncio.create_task(self._fill(self._reels[key], self.hub(key))))
        return self._reels[key]

    async def still(self, key: str) -> bytes:
        """Return a picture not older than a moment: from the running stream, else a snapshot.

        However many ask at once, the camera is asked once.
        """
        frame = await self.hub(key).still(max_age=2.0)
        if frame is not None:
            return frame
        taken_at, picture = self._stills.get(key, (float("-inf"), b""))
        if monotonic() - taken_at < FRESH:
            return picture
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._snapshot(self._streams[key]))
            task.add_done_callback(lambda _task: self._asking.pop(key, None))
        return await asyncio.shield(task)

    def has_address(self, key: str) -> bool:
        """Whether the user wants this stream by RTSP and the dialect knows how."""
        return self._tuning.rtsp and self._streams[key].rtsp is not None

    async def address(self, key: str) -> str | None:
        """Return where a player finds the stream; it holds the password and belongs in no log."""
        rtsp = self._streams[key].rtsp
        if rtsp is None or not self._tuning.rtsp:
            return None
        return self._session.rtsp_url(await rtsp(self._session.ask, self._tuning))

    async def aclose(self) -> None:
        """End all streams and their viewers."""
        for task in (*self._asking.values(), *self._keeping):
            task.cancel()
        for hub in self._hubs.values():
            await hub.aclose()

    async def _snapshot(self, stream: Stream) -> bytes:
        request = stream.still(self._tuning)
        answer = await self._session.request(request)
        # A camera that cannot take a picture says so in a text with status 200.
        start = answer.body.find(START, 0, 1024)
        if start < 0:
            raise BadReply("the answer is not a picture", command=request.command.name)
        end = answer.body.rfind(END)
        if end < start:
            raise BadReply("the picture broke off", command=request.command.name)
        picture = answer.body[start : end + len(END)]
        self._stills[stream.key] = (monotonic(), picture)
        return picture

    def _source(self, stream: Stream) -> FrameSource:
        live = stream.live
        if live is None:
            interval = 1 / self._tuning.rate if self._tuning.rate else STILL_INTERVAL
            return still_source(lambda: self._snapshot(stream), interval)

        def refusal(text: str) -> CameraError:
            return self._session.refusal(live(self._tuning).command, text)

        def damaged(pictures: int) -> None:
            self._hubs[stream.key].stats.damaged += pictures

        def due() -> Request:
            return live(replace(self._tuning, rate=self._pace.rate))

        @asynccontextmanager
        async def chunks() -> AsyncIterator[AsyncIterator[bytes]]:
            for request in stream.opening:
                with suppress(Denied, Rejected, Unsupported):
                    await self._session.request(request)
            asked = due()
            try:
                # The hub has a watch of its own; the client's would be wound up again for every piece.
                async with (
                    self._session.stream(asked, silence=None) as (_head, body),
                    aclosing(self._while_due(body, asked, due)) as pieces,
                ):
                    yield pieces
            except Overloaded:
                self._pace.sign()
                raise

        return mjpeg_source(chunks, refusal=refusal, on_damaged=damaged)

    async def _while_due(
        self, body: AsyncIterator[bytes], asked: Request, due: Callable[[], Request]
    ) -> AsyncGenerator[bytes]:
        """Yield the body of a live picture until another rate of it is due."""
        rate = self._pace.rate
        async for piece in body:
            yield piece
            if self._pace.rate != rate:
                rate = self._pace.rate
                # Most manuals let nobody choose: nothing would be won by opening it anew.
                if due() != asked:
                    raise ConnectionFailed(f"another rate is due: {rate or 'as many as there are'}")

    def _answered(self, command: Command, seconds: float) -> None:
        """A camera that is slow while it shows pictures shows too many of them."""
        if seconds < SLOW or command.effect is not Effect.READ or command.patience:
            return
        if any(hub.stats.connected for hub in self._hubs.values()):
            self._pace.sign()

    async def _fill(self, reel: Reel, hub: FrameHub) -> None:
        while True:
            try:
                async with aclosing(hub.frames()) as frames:
                    async for frame in frames:
                        reel.add(frame)
            except AuthFailed:
                return
            except CameraError:
                await asyncio.sleep(AGAIN)
            else:
                return
