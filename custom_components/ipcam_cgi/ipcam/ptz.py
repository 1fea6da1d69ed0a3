"""Pan, tilt and lens motors: every movement that starts is stopped, whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
import logging

from .errors import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    UnsupportedError,
)
from .http.session import Session
from .model.catalogue import Command, Request
from .model.dialect import Move, PtzCommands
from .model.options import CameraOptions

LOGGER = logging.getLogger(__name__)

MAX_DURATION = 30.0
"""Seconds that a movement may last at most."""
CEILING = 10.0
"""Seconds after which a movement that nobody has stopped or renewed is stopped: the stop may be lost."""
STOP_TIMEOUT = 60.0
"""Seconds for which a stop is repeated until the camera takes it."""
PAUSE = 0.1
"""Seconds between two attempts to stop."""
ATTEMPT = (0.7, 5.0)
"""Seconds that the first attempt to stop waits for its answer, and the most that a later one does."""
STRAGGLER = 0.5
"""Seconds after which the stop of a movement that was still beginning is sent once more."""
FAREWELL = 3.0
"""Seconds that closing waits for the stop to arrive."""
MAX_REFUSALS = 3
"""Times in a row that a stop may be refused in words: some cameras say so of a command when they are busy."""

FORBIDDEN = (AuthError, PermissionDeniedError, ApiDisabledError, UnsupportedError)
"""What will not change by asking again. A movement that ends like this has not begun."""
NOT_TAKEN = (*FORBIDDEN, InvalidValueError, RejectedError)
"""By what a camera says that it did not do something."""


class PtzController:
    """The movement of one camera. One at a time: a new one ends the one before."""

    def __init__(
        self,
        session: Session,
        commands: PtzCommands | None,
        options: CameraOptions,
        moved: Callable[[], None],
        turned: Callable[[], Awaitable[tuple[bool, bool]]],
        allows: Callable[[Command], bool],
    ) -> None:
        """Move over `session` by `commands`, as far as the account `allows`; `moved` hears of every movement.

        `turned` finds out whether the picture is flipped, and whether it is mirrored.
        """
        self._session = session
        self._moved = moved
        self._turned = turned
        self._allows = allows
        self._owners_options = options
        self._options = options
        """As the picture was turned when something moved last."""
        self._commands = commands if options.movable else None
        self.is_documented = commands is not None
        """Whether the manual has motors; the owner may know that this camera has none."""
        self.has_presets = commands is not None and commands.recall is not None
        """Whether the manual has presets."""
        self._moving: Move | None = None
        self._starting: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._goes_on = False
        """Whether what moves goes on until its ceiling, unless it is stopped."""
        self._closed = False

    def _documented(self) -> PtzCommands:
        if self._commands is None:
            raise UnsupportedError("this camera cannot move")
        return self._commands

    def can(self, move: Move) -> bool:
        """Whether the dialect knows this movement and the account may make it."""
        if self._commands is None:
            return False
        try:
            requests = self._commands.start(move, self._options)
        except UnsupportedError:
            return False
        return bool(requests) and self._allows_all(requests)

    def _allows_all(self, requests: Sequence[Request]) -> bool:
        return all(self._allows(request.command) for request in requests)

    def _require(self, requests: Sequence[Request]) -> None:
        for request in requests:
            if not self._allows(request.command):
                raise PermissionDeniedError("this account may not do that", command=request.command.name)

    @property
    def follows_sensor(self) -> bool:
        """Whether a flipped or mirrored picture exchanges directions; that is allowed for."""
        return self._commands is not None and self._commands.follows_sensor

    @property
    def has_zoom(self) -> bool:
        """Whether the camera says that its lens zooms; most do not say."""
        return self._commands is not None and self._commands.has_zoom

    @property
    def can_center(self) -> bool:
        """Whether the dialect knows a way to the middle and the account may go it."""
        home = None if self._commands is None else self._commands.home
        return home is not None and self._allows_all([home()])

    async def move(self, move: Move, duration: float) -> None:
        """Move for `duration` seconds, 0.1-30, and return when the camera took the stop.

        Raise InvalidValueError for another duration and UnsupportedError for a movement it does not know;
        a second movement or `stop` ends this one early.
        """
        if not 0.1 <= duration <= MAX_DURATION:
            raise InvalidValueError(f"{duration} s is not from 0.1 to {MAX_DURATION:g} s")
        if await self.start(move):
            try:
                await self._outlast(self._stop_later(move, duration))
            except asyncio.CancelledError:
                if self._moving is move:
                    self._stop_later(move, 0)
                raise

    async def start(self, move: Move) -> bool:
        """Move until `stop`, for `CEILING` seconds at most unless the same movement is started again.

        Return whether it moves: a stop that comes while the request still waits for its turn
        overtakes it, and then it is never sent.
        """
        requests = self._documented().start(move, self._options)
        if not requests:
            raise InvalidValueError("no direction given")
        self._require(requests)
        renewed = move == self._moving and self._goes_on
        if renewed:
            self._go_on(move)
        else:
            await self.ready()
        self._moving = move
        try:
            moves = await self._drive(lambda: self._documented().start(move, self._options))
        except NOT_TAKEN:
            if self._moving is move:
                if renewed or len(requests) > 1:
                    # It moves since before, or may have taken the first of them.
                    self._stop_later(move, 0)
                else:
                    self._moving = self._starting = None
            raise
        except BaseException:
            # The request may have arrived all the same.
            if self._moving is move:
                self._stop_later(move, 0)
            raise
        if moves and self._moving is move:
            self._go_on(move)
        return moves

    async def _drive(self, requests: Callable[[], Sequence[Request]]) -> bool:
        """Send what moves the camera; return False when a stop came before the end of it."""
        self._moved()
        starting = asyncio.create_task(self._begin(requests), name="ptz start")
        self._starting = starting
        try:
            await starting
        except asyncio.CancelledError:
            if _cancelled_itself():
                raise
            return False
        return self._starting is starting

    async def _begin(self, requests: Callable[[], Sequence[Request]]) -> None:
        if self._documented().follows_sensor:
            flipped, mirrored = await self._turned()
            owners = self._owners_options
            self._options = replace(
                owners,
                swap_pan=owners.swap_pan is not mirrored,
                swap_tilt=owners.swap_tilt is not flipped,
            )
        for request in requests():
            await self._session.request(request)

    async def step(self, move: Move, duration: float = 0.5) -> None:
        """Make one small step: the camera's own where it has one, else a short movement."""
        commands = self._documented()
        sized = move.degree is not None
        if sized and not commands.degrees:
            raise UnsupportedError("this camera cannot move by degrees")
        step = commands.step
        known: Sequence[Request] = ()
        if step is not None:
            try:
                known = step(move, self._options)
            except UnsupportedError:
                if sized:
                    raise
        if step is None or not known:
            await self.move(move, duration)
            return
        self._require(known)
        await self.ready()
        await self._drive(lambda: step(move, self._options))

    async def recall(self, preset: str) -> None:
        """Go to a preset; raise InvalidValueError for one the camera cannot have."""
        request = await self._preset(self._documented().recall, preset)
        await self._drive(lambda: (request,))

    async def save(self, preset: str) -> None:
        """Make the present position a preset."""
        await self._session.request(await self._preset(self._documented().save, preset))

    async def delete(self, preset: str) -> None:
        """Forget a preset."""
        await self._session.request(await self._preset(self._documented().delete, preset))

    async def home(self) -> None:
        """Go to the middle."""
        home = self._documented().home
        if home is None:
            raise UnsupportedError("this camera cannot center itself")
        self._require([home()])
        await self.ready()
        await self._drive(lambda: (home(),))

    async def _preset(self, make: Callable[[str, CameraOptions], Request] | None, preset: str) -> Request:
        if make is None:
            raise UnsupportedError("this camera does not support this use of presets")
        request = make(preset, self._options)
        self._require([request])
        await self.ready()
        return request

    async def ready(self) -> None:
        """Stop what moves before something else does; raise UnsupportedError when nothing can move."""
        self._documented()
        # While one waits for the stop, another may have begun to move.
        while self._moving is not None:
            await self.stop()
        if self._closed:
            raise CameraConnectionError("the camera was removed or is being reloaded")

    async def stop(self) -> None:
        """Stop what moves; raise when the camera does not take it."""
        if self._moving is not None:
            await self._outlast(self._stop_later(self._moving, 0))

    async def halt(self) -> None:
        """Stop every movement, also one that someone else began."""
        self._require(self._documented().stop(Move(), self._options))
        await self._outlast(self._stop_later(self._moving or Move(), 0))

    async def _outlast(self, stopping: asyncio.Task[None]) -> None:
        """Wait for a stop, or for the one that took its place."""
        while True:
            try:
                return await asyncio.shield(stopping)
            except asyncio.CancelledError:
                if _cancelled_itself() or self._stopping is None or self._stopping is stopping:
                    raise
                stopping = self._stopping

    async def aclose(self) -> None:
        """Stop what moves; give up waiting after a moment."""
        self._closed = True
        if self._starting is not None:
            self._starting.cancel()
        if self._moving is not None:
            stopping = self._stop_later(self._moving, 0)
            await asyncio.wait({stopping}, timeout=FAREWELL)
            stopping.cancel()

    def _go_on(self, move: Move) -> None:
        self._stop_later(move, CEILING)
        self._goes_on = True

    def _stop_later(self, move: Move, delay: float) -> asyncio.Task[None]:
        turns = 1
        if not delay and self._starting is not None:
            # Cut short, it may have gone out all the same, and be slower than the stop.
            turns += self._starting.cancel()
            self._starting = None
        self._goes_on = False
        if self._stopping is not None:
            self._stopping.cancel()
        self._stopping = asyncio.create_task(self._stop(move, delay, turns), name="ptz stop")
        self._stopping.add_done_callback(_log_failure)
        return self._stopping

    async def _stop(self, move: Move, delay: float, turns: int) -> None:
        requests = self._documented().stop(move, self._options)
        try:
            for _ in range(turns):
                await asyncio.sleep(delay)
                self._goes_on = False
                await _insist(self._session, requests)
                delay = STRAGGLER
        except NOT_TAKEN:
            # Nothing more can be done, and no later movement shall wait for it.
            self._moving = None
            raise
        self._moving = None


async def _insist(session: Session, requests: Sequence[Request]) -> None:
    """Send until the camera takes it, or says for good that it does not."""
    refusals = 0
    deadline = asyncio.get_running_loop().time() + STOP_TIMEOUT
    attempt = ATTEMPT[0]
    while True:
        try:
            for request in requests:
                await session.request(request, urgent=True, total_timeout=attempt)
        except FORBIDDEN:
            raise
        except CameraError as error:
            LOGGER.debug("stop not taken: %s", error)
            refusals = refusals + 1 if isinstance(error, RejectedError) else 0
            if refusals >= MAX_REFUSALS or asyncio.get_running_loop().time() >= deadline:
                raise
        else:
            return
        await asyncio.sleep(PAUSE)
        attempt = min(2 * attempt, ATTEMPT[1])


def _cancelled_itself() -> bool:
    """Whether the running task is the one that shall end, rather than one it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _log_failure(stopping: asyncio.Task[None]) -> None:
    if not stopping.cancelled() and (error := stopping.exception()):
        LOGGER.warning("The camera did not take the stop: %s", error)
