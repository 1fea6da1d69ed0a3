"""Asks one camera what is due."""

from collections.abc import Collection, Iterable
from time import monotonic

from .capabilities import Capabilities
from .errors import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    LoginLockedError,
    OverloadedError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
)
from .http.session import Session
from .model.catalogue import Access, Command, Record, Request, Speed
from .model.features import Feature
from .model.state import CERTAIN, CameraState, Reading
from .replies import ReplyInterpreter

SLOW = 300.0
"""Seconds between two readings of the settings."""
AT_ONCE = 4
"""Settings that one poll reads again because of their age: alarms must not wait for all of them."""
SIGN_OF_LIFE = 30.0
"""Seconds after which a camera that is asked nothing is asked something, so that its loss is noticed."""
GIVE_UP = 2
"""Requests in a row without an answer after which a poll asks no more."""
MAX_SILENCES = 3
"""Polls in which a getter that never answered is silent and others are not, until it counts as absent."""


class Poller:
    """Asks a camera what is due and keeps what it says."""

    def __init__(
        self, session: Session, capabilities: Capabilities, state: CameraState, replies: ReplyInterpreter
    ) -> None:
        """Read over `session` what `capabilities` say can be read; `replies` takes it over into `state`."""
        self._session = session
        self._capabilities = capabilities
        self._state = state
        self._replies = replies
        self.last_poll_ok = True
        """Whether anything went well in the last poll that asked for something."""
        self.doubted_at = float("-inf")
        """When there was last a reason to ask the camera anew who it is, by the monotonic clock."""
        self._read_last = 0.0
        self._plan: tuple[Collection[Feature], int, list[tuple[Command, Reading]]] | None = None
        """The features that were wanted last, at which revision of the replies, and their getters."""

    @property
    def has_unexplained_failures(self) -> bool:
        """Whether a reading fails that worked, for no reason that is known."""
        readings = self._state.readings.values()
        return any(each.failure is not None and not each.denied and not each.absent for each in readings)

    async def poll(self, wanted: Collection[Feature] | None = None) -> None:
        """Read what `wanted` features (None: all) are due, each command at its own speed.

        A command that fails makes its features unavailable and leaves the others alone. Raise
        AuthError when the login is refused, ApiDisabledError when the owner has switched the interface off,
        CameraConnectionError when nothing usable comes and PermissionDeniedError when all of it is refused
        that was allowed at an earlier start.
        """
        silent = answered = 0
        well = None
        failure: CameraError | None = None
        unanswered: list[Command] = []
        for command in self._queue(self._capabilities.dialect.bindings if wanted is None else wanted):
            try:
                await self.refresh(command)
                well = True
                answered += 1
                silent = 0
            except AuthError, ApiDisabledError:
                raise
            except CameraConnectionError as error:
                self.doubted_at = monotonic()
                failure = error
                if not isinstance(error, OverloadedError | LoginLockedError):
                    unanswered.append(command)
                silent += 1
                if silent >= GIVE_UP:
                    break
            except CameraError:
                well = well or False
                answered += 1
                silent = 0
        self.last_poll_ok = self.last_poll_ok if well is None else well
        if failure and not answered:
            # It may start anew meanwhile.
            self._capabilities.forget_assumed()
            raise failure
        if well:
            for command in unanswered:
                self._missed(command, MAX_SILENCES)
        self._require_any()

    def _require_any(self) -> None:
        readings = self._state.readings.values()
        answered = any(each.record is not None for each in readings)
        if not answered and any(each.failure is not None for each in readings):
            denied = any(each.denied for each in readings)
            kind = PermissionDeniedError if denied else CameraConnectionError
            raise kind("the camera refuses everything")

    def _queue(self, features: Collection[Feature]) -> Iterable[Command]:
        """Yield what is due, what the answers gave reason to ask, and once more what told nothing."""
        tried = {command.name for command in self._aged(features)[AT_ONCE:]}
        asked: list[Command] = []
        while True:
            due = [command for command, _ in self._due(features) if command.name not in tried]
            if not due:
                # One bad answer is not yet a command that the camera lacks.
                due, asked = [command for command in asked if self._is_doubtful(command)], []
            if not due:
                return
            for command in due:
                if command.name not in tried and not self._state.reading(command.name).misses:
                    asked.append(command)
                tried.add(command.name)
                yield command
                if self._session.trust.doubted is not None:
                    yield from self._proof(self._session.trust.doubted)

    def _is_doubtful(self, command: Command) -> bool:
        """Whether a getter has answered once, and told nothing."""
        reading = self._state.reading(command.name)
        return reading.misses == 1 and not reading.absent and self._works

    def _aged(self, features: Collection[Feature]) -> list[Command]:
        """Return the settings that are due for no other reason than their age, oldest first."""
        aged = [
            (reading.read_at, command)
            for command, reading in self._due(features)
            if command.speed is Speed.SLOW
            and reading.read_at is not None
            and reading.failure is None
            and not reading.denied
            and reading.pushed_since is None
        ]
        return [command for _, command in sorted(aged, key=lambda item: item[0])]

    def _proof(self, doubted: Access) -> Iterable[Command]:
        """Yield what shows whether a refusal was about the password or about the rights."""
        commands = self._capabilities.dialect.commands
        known = (commands[name] for name in self._state.known if name in commands)
        lower = [command for command in known if Access.NONE < command.access < doubted]
        yield from sorted(lower, key=lambda command: command.access)[:1]

    def _due(self, features: Collection[Feature]) -> list[tuple[Command, Reading]]:
        """Return the getters of some features that are due, those of alarms first."""
        now = monotonic()
        getters = self._getters(features)
        due = [item for item in getters if _is_due(*item, now)]
        due += [item for item in self._doubtful(now) if item not in due]
        if not due and now - self._read_last >= SIGN_OF_LIFE:
            slow = [item for item in getters if item[0].speed is Speed.SLOW and item[1].pushed_since is None]
            due = sorted(slow, key=lambda item: item[1].read_at or 0.0)[:1]
        # What never told anything must not keep the rest waiting. What every account may ask comes first: a
        # refusal of the rest is no matter of the password then.
        return sorted(
            due, key=lambda item: (item[1].misses > 0, item[0].speed is not Speed.FAST, item[0].access)
        )

    def _doubtful(self, now: float) -> list[tuple[Command, Reading]]:
        """Return a getter, one at a time, that is asked again although the camera may lack it."""
        dialect = self._capabilities.dialect
        doubtful = (
            (dialect.commands[name], reading)
            for name, reading in self._state.readings.items()
            if 0 < reading.misses < CERTAIN and name in dialect.commands
        )
        return [
            (command, reading)
            for command, reading in doubtful
            if _is_due_slowly(reading, now) and self._capabilities.allows(command)
        ][:1]

    @property
    def _works(self) -> bool:
        """Whether the camera has told anything since the start."""
        return any(reading.record is not None for reading in self._state.readings.values())

    def _getters(self, features: Collection[Feature]) -> list[tuple[Command, Reading]]:
        """Return what tells of some features; worked out anew only when that may have changed."""
        plan, revision = self._plan, self._state.replies_revision
        if plan is None or plan[1] != revision or plan[0] != features:
            getters = self._capabilities.getters(features)
            items = [(getter, self._state.reading(name)) for name, getter in getters.items()]
            plan = self._plan = (features, revision, items)
        return plan[2]

    async def refresh(self, command: Command) -> Record:
        """Read a getter and take over what it says; remember how it failed, and raise that."""
        self._read_last = monotonic()
        reading = self._state.reading(command.name)
        try:
            record = await self._session.read(Request(command, {}))
            # Some wires find a word or two in any text, a router's page for one.
            if reading.expected and reading.expected.keys().isdisjoint(record):
                raise ReplyError("the reply contains nothing of what it did before", command=command.name)
            if not reading.expected and record and _is_foreign(command, record):
                raise ReplyError("the reply contains nothing that the manual has", command=command.name)
        except CameraError as error:
            self._failed(command, error)
            self._state.mark_failed(command, error.reason)
            raise
        self._replies.take(command, record)
        return record

    def _failed(self, command: Command, error: CameraError) -> None:
        """Conclude what an answer says of a getter: it never was there, or is there no more."""
        reading = self._state.reading(command.name)
        if reading.newest is not None:
            if isinstance(error, UnsupportedError | PermissionDeniedError) and not reading.denied:
                reading.denied = True
                reading.read_at = self.doubted_at = monotonic()
        elif not isinstance(error, AuthError | ApiDisabledError | CameraConnectionError):
            # A word is plain; a page or nothing at all may be the beginning of something.
            plain = isinstance(error, UnsupportedError | PermissionDeniedError | RejectedError)
            self._missed(command, 1 if plain else 2)

    def _missed(self, command: Command, enough: int) -> None:
        """Count an attempt in vain at a getter that never told anything; after `enough` it is absent.

        Where others tell nothing either, it is the camera that is in trouble.
        """
        reading = self._state.reading(command.name)
        if reading.newest is None:
            reading.misses += 1
            if reading.absent or (reading.misses >= enough and (enough == 1 or self._works)):
                self._state.mark_absent(command.name)

    async def read_to_change(self, getter: Command, *, whole: bool = True) -> Record:
        """Read a record to write it back changed; raise ReplyError when it is not all there.

        A camera under load cuts its answers short, and what a whole-record setter is not told is
        lost.
        """
        if whole and not self._state.reading(getter.name).expected:
            # One answer alone does not tell what this camera has from what it has left out.
            await self.refresh(getter)
        record = await self._session.read(Request(getter, {}))
        reading = self._state.reading(getter.name)
        if whole and not reading.expected and any(field.name not in record for field in getter.returns):
            # Cut short, or all that this camera has: the second answer tells.
            await self.refresh(getter)
        missing = reading.expected.keys() - record.keys()
        if whole and missing:
            raise ReplyError(f"the reply lacks {min(missing)}; nothing was changed", command=getter.name)
        self._state.keep_texts(getter, record)
        return record

    def expire(self, getter: Command | None = None) -> None:
        """Let the next poll read this getter (None: everything that is wanted), however fresh."""
        readings = self._state.readings.values() if getter is None else (self._state.reading(getter.name),)
        for reading in readings:
            reading.read_at = None


def _is_foreign(command: Command, record: Record) -> bool:
    """Whether nothing in a reply is in the manual."""
    return bool(command.returns) and {field.name for field in command.returns}.isdisjoint(record)


def _is_due_slowly(reading: Reading, now: float) -> bool:
    return reading.read_at is None or now - reading.read_at >= SLOW


def _is_due(command: Command, reading: Reading, now: float) -> bool:
    read_at = reading.read_at
    if reading.denied:
        # Asked often, some cameras take it for an attack.
        return _is_due_slowly(reading, now)
    if reading.pushed_since is not None:
        return read_at is None or read_at < reading.pushed_since
    if read_at is None or reading.failure is not None or command.speed is Speed.FAST:
        return True
    return command.speed is Speed.SLOW and now - read_at >= SLOW
