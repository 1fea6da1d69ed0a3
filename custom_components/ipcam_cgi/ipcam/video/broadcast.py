"""One connection to a camera's live picture, shared by any number of viewers."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cached_property
import random
from time import monotonic
from types import TracebackType
from typing import Final, Self

from ..errors import AuthError, CameraConnectionError, CameraError, ReplyError, SessionExpiredError
from ..http.multipart import MAX_FRAME, FrameReader

BOUNDARY: Final = "frame"
CONTENT_TYPE: Final = f"multipart/x-mixed-replace; boundary={BOUNDARY}"
"""Content-Type of what `write_mjpeg` writes."""

FRESH: Final = 2.0
"""Seconds for which a picture is shown at once to a viewer who joins."""

MAX_REST: Final = 2.0
"""Seconds that a camera rests at most between two stills because it was slow with the last one."""

type OpenStream = Callable[[], AbstractAsyncContextManager[AsyncIterator[bytes]]]
"""Opens the body of a camera's stream; iterating yields it in pieces.

Opening and iterating raise CameraError or OSError. The stream may last for ever: no total timeout.
"""

type FrameSource = Callable[[], AbstractAsyncContextManager[AsyncIterator[bytes]]]
"""As OpenStream, but iterating yields complete JPEG pictures."""

type Mark = Callable[[bytes, float], Awaitable[bytes]]
"""Marks a picture as old: the JPEG and when it came, on the clock of `time.monotonic`, make another."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a stream."""

    data: bytes
    """The JPEG."""
    number: int
    """Counts the pictures of a broadcaster, from 1."""
    at: float
    """When it was complete, on the clock of `time.monotonic`."""

    @cached_property
    def part(self) -> bytes:
        """The picture as a part of a multipart answer, made once for all viewers."""
        head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(self.data)}\r\n\r\n"
        return b"".join((head.encode(), self.data, b"\r\n"))

    @cached_property
    def chunk(self) -> bytes:
        """The part as a chunk of HTTP's chunked transfer coding, made once for all viewers."""
        return b"%x\r\n%b\r\n" % (len(self.part), self.part)


@dataclass
class BroadcastStats:
    """Counters of a broadcaster since it was made."""

    viewers: int = 0
    """Viewers at this moment."""
    frames: int = 0
    """Pictures received."""
    damaged: int = 0
    """Pictures received in part, not well-formed, or too large, which nobody was shown."""
    dropped: int = 0
    """Pictures that a viewer was too slow to take, summed over all viewers."""
    opened: int = 0
    """Attempts to open the camera's stream."""
    reconnects: int = 0
    """Streams and attempts that failed and were followed by another attempt."""
    connected: bool = False
    """Whether pictures are coming."""
    last_frame_at: float | None = None
    """When the last picture came, on the clock of `time.monotonic`."""
    last_error: str = ""
    """Why the last stream or attempt failed."""


class FrameBroadcaster:
    """Fans one stream out to its viewers.

    The stream is opened for the first viewer and closed `linger` seconds after the last has left.
    A stream that fails, ends, or brings no picture for `stall` seconds is opened anew, after a
    pause that grows from `backoff[0]` to `backoff[1]` seconds; its viewers stay and are given the
    last picture again every `keepalive` seconds, so that nothing between here and a browser
    thinks the connection dead. Once that picture is `stale` seconds old, they are given what `mark`
    makes of it, so that nobody takes it for the present. A viewer who has seen nothing at all for
    `first_frame_timeout` seconds is told. What another attempt cannot cure ends the viewers at once: a lack
    of rights until somebody looks again, a refused login for good, because cameras lock accounts.
    `on_state` hears when pictures begin to come and when they cease, `on_stall` when they did not
    come in time.
    """

    def __init__(
        self,
        source: FrameSource,
        *,
        mark: Mark | None = None,
        linger: float = 5.0,
        stall: float = 8.0,
        backoff: tuple[float, float] = (0.5, 30.0),
        keepalive: float = 5.0,
        stale: float = 10.0,
        first_frame_timeout: float = 30.0,
        on_state: Callable[[bool], None] | None = None,
        on_stall: Callable[[], None] | None = None,
    ) -> None:
        """Show `source`, which must yield pictures less than `stall` seconds apart."""
        self.stats = BroadcastStats()
        self._source = source
        self._mark = mark
        self._linger = linger
        self._stall = stall
        self._backoff = backoff
        self._keepalive = keepalive
        self._stale = stale
        self._first_frame_timeout = first_frame_timeout
        self._on_state = on_state
        self._on_stall = on_stall
        self._last: Frame | None = None
        self._old: Frame | None = None
        """The last picture as viewers see it while the camera is away, once it has been marked."""
        self._marking: asyncio.Task[None] | None = None
        self._waiting: set[asyncio.Future[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._running = False
        self._since = 0.0
        self._leaving: asyncio.TimerHandle | None = None
        self._repeating: asyncio.TimerHandle | None = None
        self._error: Exception | None = None
        self._failures = 0
        self._closed = False

    async def frames(self) -> AsyncGenerator[Frame]:
        """Yield pictures as they come, always the newest; `aclose` the generator when done.

        A caller slower than the camera skips pictures and delays nobody. A frame with the number
        of the one before repeats it while the camera is away, later marked as old; its time stays
        that of the picture. Ends when the broadcaster is closed. Raise
        CameraConnectionError when there is no picture to begin with, and AuthError, PermissionDeniedError or
        whatever else another attempt would not cure.
        """
        if isinstance(self._error, AuthError):
            raise self._error
        failures = self._failures
        joined = monotonic()
        self._join()
        try:
            last = self._last
            stale = last and not self._old and monotonic() - last.at > FRESH
            seen = last.number if last and stale else 0
            while self._goes_on(failures):
                frame = self._old or self._last
                if frame is None or frame.number == seen:
                    await self._news()
                    frame = self._old or self._last
                    if not self._goes_on(failures):
                        break
                    if frame is None:
                        # Without anything to write, nobody would notice that a viewer has gone.
                        if monotonic() - joined > self._first_frame_timeout:
                            raise CameraConnectionError(self.stats.last_error)
                        continue
                if seen:
                    self.stats.dropped += max(0, frame.number - seen - 1)
                seen = frame.number
                yield frame
        finally:
            self._leave()

    async def still(self, max_age: float, *, max_wait: float = 2.0) -> bytes | None:
        """Return the newest picture if it is at most `max_age` seconds old, else the next one.

        Waits at most `max_wait` seconds, and only while a stream runs or starts; None without one.
        """
        try:
            async with asyncio.timeout(max_wait):
                while True:
                    last = self._last
                    if last and monotonic() - last.at <= max_age:
                        return last.data
                    if not self._running or self._repeating:
                        return None
                    await self._news()
        except TimeoutError:
            return None

    async def aclose(self) -> None:
        """Close the stream and end all viewers, for good."""
        self._closed = True
        self._stop()
        self._wake()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _goes_on(self, failures: int) -> bool:
        if self._error and failures != self._failures:
            raise self._error
        return not self._closed

    def _join(self) -> None:
        self.stats.viewers += 1
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None
        if not self._running and not self._closed:
            self._running = True
            self._task = asyncio.get_running_loop().create_task(self._run(set(self._tasks)))
            self._tasks.add(self._task)
            self._task.add_done_callback(self._tasks.discard)

    def _leave(self) -> None:
        self.stats.viewers -= 1
        if self._running and not self.stats.viewers:
            self._leaving = asyncio.get_running_loop().call_later(self._linger, self._stop)

    def _stop(self) -> None:
        self._running = False
        self._calm()
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None
        if self._task:
            self._task.cancel()
            self._task = None

    async def _run(self, earlier: set[asyncio.Task[None]]) -> None:
        """Keep the stream open until cancelled, or until an error that no attempt can cure."""
        try:
            if earlier:
                # A camera may have but one stream to give: the last one must be closed.
                await asyncio.wait(earlier)
            await self._keep_open()
        except Exception as error:  # noqa: BLE001 - the viewers have to deal with it
            if _is_cancelled():
                return
            self._error = error
            self._failures += 1
            self._running = False
            self.stats.last_error = str(error) or type(error).__name__
            self._calm()
            self._wake()
        finally:
            self._set_connected(False)

    async def _keep_open(self) -> None:
        shortest, longest = self._backoff
        pause = shortest
        while True:
            try:
                await self._stream()
                self.stats.last_error = "the camera ended the stream"
            except TimeoutError:
                self.stats.last_error = "no picture in time"
                if self._on_stall:
                    self._on_stall()
            except (CameraConnectionError, SessionExpiredError, ReplyError, OSError) as error:
                self.stats.last_error = str(error) or type(error).__name__
            if _is_cancelled():
                # It failed while it was being closed, and the failure replaced the cancellation.
                return
            if self.stats.connected and self._last and self._last.at - self._since >= shortest:
                pause = shortest
            self._set_connected(False)
            if not self._repeating:
                self._repeat()
            # Cameras that lost power together must not be asked again in step.
            await asyncio.sleep(random.uniform(pause / 2, pause))
            pause = min(2 * pause, longest)
            self.stats.reconnects += 1

    async def _stream(self) -> None:
        """Show one stream until it ends."""
        self.stats.opened += 1
        async with _Watchdog(self._stall) as watchdog:
            watchdog.watch()
            async with self._source() as pictures:
                async for picture in pictures:
                    watchdog.watch()
                    self._show(picture)

    def _show(self, picture: bytes) -> None:
        now = monotonic()
        if not self.stats.connected:
            self._since = now
            self._calm()
            self._set_connected(True)
        self.stats.frames += 1
        self.stats.last_frame_at = now
        self._last = Frame(picture, self.stats.frames, now)
        self._wake()

    def _set_connected(self, connected: bool) -> None:
        if connected is not self.stats.connected:
            self.stats.connected = connected
            if self._on_state:
                self._on_state(connected)

    def _repeat(self) -> None:
        """Wake the viewers, now and until pictures come again, although there is nothing new."""
        self._repeating = asyncio.get_running_loop().call_later(self._keepalive, self._repeat)
        last, mark = self._last, self._mark
        if last and mark and not self._marking and monotonic() - last.at >= self._stale:
            self._marking = asyncio.get_running_loop().create_task(self._grow_old(last, mark))
            self._tasks.add(self._marking)
            self._marking.add_done_callback(self._tasks.discard)
        else:
            self._wake()

    async def _grow_old(self, last: Frame, mark: Mark) -> None:
        try:
            self._old = replace(last, data=await mark(last.data, last.at))
        except Exception:  # noqa: BLE001 - a picture that nobody can draw on is better than none
            self._old = last
        self._wake()

    def _calm(self) -> None:
        if self._repeating:
            self._repeating.cancel()
            self._repeating = None
        if self._marking:
            self._marking.cancel()
            self._marking = None
        self._old = None

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def _news(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)


class _Watchdog:
    """Raises TimeoutError in its block `limit` seconds after a `watch` without another or a `rest`.

    As asyncio.timeout, but its timer is left alone while all is well: to set one anew for every
    picture of every viewer is an eighth of all that is done for them.
    """

    def __init__(self, limit: float) -> None:
        self._patience = limit
        self._limit = asyncio.timeout(None)
        self._clock = asyncio.get_running_loop().time
        self._since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        await self._limit.__aenter__()
        self._look()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer:
            self._timer.cancel()
        await self._limit.__aexit__(kind, error, trace)

    def watch(self) -> None:
        """Count from now."""
        self._since = self._clock()

    def rest(self) -> None:
        """Wait for the next `watch`."""
        self._since = None

    def _look(self) -> None:
        now = self._clock()
        end = (self._since or now) + self._patience
        if end > now:
            self._timer = asyncio.get_running_loop().call_at(end, self._look)
        else:
            self._limit.reschedule(now)


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def mjpeg_source(
    open_stream: OpenStream,
    *,
    max_frame: int = MAX_FRAME,
    refusal: Callable[[str], CameraError] = ReplyError,
    on_damaged: Callable[[int], None] | None = None,
) -> FrameSource:
    """Read the pictures of an MJPEG stream, each at most `max_frame` bytes.

    Where the body is a text and has no picture, iterating raises `refusal(text)`. `on_damaged` hears
    how many more pictures had to be dropped.
    """

    async def read(chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
        reader = FrameReader(max_frame)
        told = 0
        async for chunk in chunks:
            for picture in reader.feed(chunk):
                yield picture
            if on_damaged and reader.damaged > told:
                on_damaged(reader.damaged - told)
                told = reader.damaged
        if not reader.frames:
            raise refusal(reader.text) if reader.text else ReplyError("no picture in the stream")

    @asynccontextmanager
    async def source() -> AsyncGenerator[AsyncIterator[bytes]]:
        async with open_stream() as chunks, aclosing(read(chunks)) as pictures:
            yield pictures

    return source


def still_source(fetch: Callable[[], Awaitable[bytes]], interval: float) -> FrameSource:
    """Make a stream of stills, `interval` seconds apart or as fast as the camera gives them.

    A camera that is slow rests as long as it was busy, so that it has time for other requests.
    """

    async def take() -> AsyncGenerator[bytes]:
        clock = asyncio.get_running_loop().time
        while True:
            asked = clock()
            picture = await fetch()
            busy = clock() - asked
            yield picture
            await asyncio.sleep(max(asked + interval - clock(), min(busy, MAX_REST)))

    @asynccontextmanager
    async def source() -> AsyncGenerator[AsyncIterator[bytes]]:
        async with aclosing(take()) as pictures:
            yield pictures

    return source


async def write_mjpeg(
    write: Callable[[bytes], Awaitable[None]],
    frames: AsyncGenerator[Frame],
    *,
    chunked: bool = False,
    write_timeout: float = 20.0,
) -> None:
    """Write frames as the body of a CONTENT_TYPE answer until they end; closes `frames`.

    `chunked`: each in the chunked transfer coding. Raise TimeoutError when a viewer does not take a
    picture within `write_timeout` seconds: then the connection is best aborted.
    """
    async with aclosing(frames), _Watchdog(write_timeout) as watchdog:
        seen = 0
        async for frame in frames:
            part = frame.chunk if chunked else frame.part
            watchdog.watch()
            await write(part)
            # Browsers show a picture only when the next one begins; behind these, none does soon.
            if frame.number == seen or not seen:
                await write(part)
            seen = frame.number
            watchdog.rest()
