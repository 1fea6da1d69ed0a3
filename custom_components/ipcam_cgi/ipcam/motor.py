"""Pan, tilt and lens motors: every movement that starts is stopped, whatever happens."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import logging

from .binding import Request
from .dialect import Dialect, Motors, Move
from .errors import AuthFailed, CameraError, InvalidValue, Unsupported
from .session import Session
from .tuning import Tuning

LOGGER = logging.getLogger(__name__)

LONGEST = 30.0
"""Seconds that a movement may last at most."""
PATIENCE = 60.0
"""Seconds for which a stop is repeated until the camera takes it."""
PAUSE = 0.1
"""Seconds between two attempts to stop."""
ATTEMPT = (0.7, 5.0)
"""Seconds that the first attempt to stop waits for its answer, and the most that a later one does."""
FAREWELL = 3.0
"""Seconds that closing waits for the stop to arrive."""


class Motor:
    """The movement of one camera. One at a time: a new one ends the one before."""

    def __init__(self, session: Session, dialect: Dialect, tuning: Tuning, moved: Callable[[], None]) -> None:
        """Move over `session` as `dialect` has it; `moved` hears of every movement."""
        self._session = session
        self._moved = moved
        self._motors = dialect.motors if tuning.movable else None
        self._tuning = tuning
        self._moving: Move | None = None
        self._stopping: asyncio.Task[None] | None = None

    def _documented(self) -> Motors:
        if self._motors is None:
            raise Unsupported("this camera cannot move")
        return self._motors

    def can(self, move: Move) -> bool:
        """Whether the dialect knows this movement."""
        if self._motors is None:
            return False
        try:
            return bool(self._motors.start(move, self._tuning))
        except Unsupported:
            return False

    @property
    def can_center(self) -> bool:
        """Whether the dialect knows a way to the middle."""
        return self._motors is not None and self._motors.home is not None

    async def move(self, move: Move, duration: float) -> None:
        """Move for `duration` seconds, 0.1-30, and return when the camera took the stop.

        Raise InvalidValue for another duration and Unsupported for a movement it does not know;
        a second movement or `stop` ends this one early.
        """
        if not 0.1 <= duration <= LONGEST:
            raise InvalidValue(f"{duration} s is not from 0.1 to {LONGEST:g} s")
        await self.start(move)
        stopping = self._stop_later(move, duration)
        try:
            await asyncio.shield(stopping)
        except asyncio.CancelledError:
            if stopping.cancelled():
                return
            self._stop_later(move, 0)
            raise

    async def start(self, move: Move) -> None:
        """Move until `stop`. Whoever calls this answers for the stop."""
        requests = self._documented().start(move, self._tuning)
        if not requests:
            raise InvalidValue("no direction was given")
        await self.stop()
        self._moving = move
        self._moved()
        try:
            for request in requests:
                await self._session.request(request)
        except BaseException:
            # The request may have arrived all the same.
            self._stop_later(move, 0)
            raise

    async def step(self, move: Move, duration: float = 0.5) -> None:
        """Make one small step: the camera's own where it has one, else a short movement."""
        motors = self._documented()
        if motors.step is not None:
            with suppress(Unsupported):
                requests = motors.step(move, self._tuning)
                self._moved()
                for request in requests:
                    await self._session.request(request)
                return
        await self.move(move, duration)

    async def recall(self, preset: str) -> None:
        """Go to a preset; raise InvalidValue for one the camera cannot have."""
        self._moved()
        await self._preset(self._documented().recall, preset)

    async def save(self, preset: str) -> None:
        """Make the present position a preset."""
        await self._preset(self._documented().save, preset)

    async def delete(self, preset: str) -> None:
        """Forget a preset."""
        await self._preset(self._documented().delete, preset)

    async def home(self) -> None:
        """Go to the middle."""
        home = self._documented().home
        if home is None:
            raise Unsupported("this camera cannot center itself")
        await self.stop()
        self._moved()
        await self._session.request(home())

    async def _preset(self, make: Callable[[str, Tuning], Request] | None, preset: str) -> None:
        if make is None:
            raise Unsupported("this camera's manual has no such use of presets")
        request = make(preset, self._tuning)
        await self.stop()
        await self._session.request(request)

    async def stop(self) -> None:
        """Stop what moves; raise when the camera does not take it."""
        if self._moving is not None:
            await asyncio.shield(self._stop_later(self._moving, 0))

    async def halt(self) -> None:
        """Stop every movement, also one that someone else began."""
        await asyncio.shield(self._stop_later(self._moving or Move(), 0))

    async def aclose(self) -> None:
        """Stop what moves; give up waiting after a moment."""
        if self._moving is not None:
            stopping = self._stop_later(self._moving, 0)
            await asyncio.wait({stopping}, timeout=FAREWELL)
            stopping.cancel()

    def _stop_later(self, move: Move, delay: float) -> asyncio.Task[None]:
        if self._stopping is not None:
            self._stopping.cancel()
        self._stopping = asyncio.create_task(self._stop(move, delay), name="ptz stop")
        self._stopping.add_done_callback(_log_failure)
        return self._stopping

    async def _stop(self, move: Move, delay: float) -> None:
        await asyncio.sleep(delay)
        requests = self._documented().stop(move, self._tuning)
        deadline = asyncio.get_running_loop().time() + PATIENCE
        attempt = ATTEMPT[0]
        while True:
            try:
                for request in requests:
                    await self._session.request(request, urgent=True, within=attempt)
            except AuthFailed:
                raise
            except CameraError as error:
                LOGGER.debug("stop not taken: %s", error)
                if asyncio.get_running_loop().time() >= deadline:
                    raise
            else:
                self._moving = None
                return
            await asyncio.sleep(PAUSE)
            attempt = min(2 * attempt, ATTEMPT[1])


def _log_failure(stopping: asyncio.Task[None]) -> None:
    if not stopping.cancelled() and (error := stopping.exception()):
        LOGGER.warning("The camera did not take the stop: %s", error)
