"""What a camera has told, what that says of its abilities, and what is to be asked next."""

from collections.abc import Collection, Iterable, Mapping
from time import monotonic

from .errors import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
)
from .http.session import Session
from .model.binding import Binding
from .model.catalogue import Access, Command, Effect, Record, Request, Speed
from .model.codecs import Codec
from .model.dialect import Dialect
from .model.features import Feature
from .model.state import CameraState

SLOW = 300.0
"""Seconds between two readings of the settings."""
AT_ONCE = 4
"""Settings that one poll reads again because of their age: alarms must not wait for all of them."""
SIGN_OF_LIFE = 30.0
"""Seconds after which a camera that is asked nothing is asked something, so that its loss is noticed."""
MAX_FIELDS = 4096
"""Fields of one record that a camera is held to."""
MAX_MISSES = 3
"""Times that a field which no manual knows may be missing until it counts as noise."""
GIVE_UP = 2
"""Requests in a row without an answer after which a poll asks no more."""


class Poller:
    """Asks a camera what is due and keeps what it says."""

    def __init__(self, session: Session, dialect: Dialect) -> None:
        """Read over `session` by the bindings of `dialect`."""
        self.session = session
        self.state = CameraState()
        self.last_poll_ok = True
        """Whether anything went well in the last poll that asked for something."""
        self.identity_in_doubt = False
        """Whether there is reason to ask the camera anew who it is; for its owner to clear."""
        self._fields: dict[str, dict[str, int]] = {}
        """Fields that each getter has told, and how often in a row each was missing since."""
        self._read_at: dict[str, float] = {}
        self._read_last = 0.0
        self._absent: set[str] = set()
        self._denied: set[str] = set()
        self._pushed: dict[str, float] = {}
        self._plan: tuple[Collection[Feature], Mapping[str, Command]] | None = None
        """The features that were wanted last, and their getters; None when that is to be found out anew."""
        self.use_dialect(dialect, Access.ADMINISTRATOR)

    def use_dialect(self, dialect: Dialect, role: Access) -> None:
        """Read by these bindings from now on, as far as `role` may."""
        self.dialect = dialect
        self._role = role
        self._plan = None
        self._concerned: dict[str, list[tuple[Feature, Binding]]] = {}
        # What is armed comes first: it decides what an alarm's absence means.
        for feature, binding in sorted(
            dialect.bindings.items(), key=lambda item: item[1].requires_armed is not None
        ):
            if binding.getter is None or binding.accessor is None:
                continue
            for name in {command.name for command in self._possible(binding)}:
                self._concerned.setdefault(name, []).append((feature, binding))

    def _possible(self, binding: Binding) -> Iterable[Command]:
        """Yield every getter on whose answer a feature may depend."""
        yield from filter(
            None, (binding.getter, binding.bulk_getter, *binding.extra_getters, *binding.capability_getters)
        )
        if binding.requires_armed and (armed := self.dialect.bindings.get(binding.requires_armed)):
            yield from self._possible(armed)

    # What the camera can

    def supports(self, feature: Feature) -> bool:
        """Whether this camera, with this account, has the feature.

        What was refused or is absent from an answer is not supported; what was not answered at
        all is expected to come.
        """
        binding = self.dialect.bindings.get(feature)
        if binding is None or any(not self.allows(command) for command in _used(binding)):
            return False
        if binding.available_if is not None and not binding.available_if(self.state):
            return False
        if binding.getter is None or binding.accessor is None:
            return True
        if self._absent.issuperset(each.name for each in self.asked(binding)):
            return False
        armed = self.dialect.bindings.get(binding.requires_armed) if binding.requires_armed else None
        return self._may_tell(binding) and (armed is None or self._may_tell(armed))

    def _may_tell(self, binding: Binding) -> bool:
        record = self._record(binding, self.state.known)
        return record is None or binding.accessor is None or binding.accessor.present_in(record)

    def codec[T](self, feature: Feature[T]) -> Codec[T] | None:
        """Return the limits of a feature as this camera has them, None where there are none."""
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.codec is None:
            return None
        if binding.narrow_limits is None:
            return binding.codec
        return binding.narrow_limits(binding.codec, self.state)

    def is_available(self, feature: Feature) -> bool:
        """Whether the last reading of this feature succeeded."""
        binding = self.dialect.bindings.get(feature)
        if binding is None:
            return False
        return not any(command.name in self.state.failed for command in self.asked(binding))

    @property
    def denied(self) -> list[Feature]:
        """Features that the camera has and this account may not use."""
        return [
            feature
            for feature, binding in self.dialect.bindings.items()
            if any(not self.allows(command) for command in _used(binding))
        ]

    @property
    def alarms(self) -> list[Feature]:
        """Features that are read at every poll."""
        return [
            feature
            for feature, binding in self.dialect.bindings.items()
            if binding.getter is not None and binding.getter.speed is Speed.FAST
        ]

    def allows(self, command: Command) -> bool:
        """Whether the account may run a command, as far as is known."""
        may_ask = self.dialect.rights_vary and command.effect is Effect.READ
        return may_ask or command.access <= self._role

    def may_read(self, getter: Command) -> bool:
        """Whether reading this now would tell anything: it is allowed, there, and not pushed anyway."""
        return self.allows(getter) and getter.name not in self._absent | self._pushed.keys()

    @property
    def complete(self) -> bool:
        """Whether the camera has told all of its abilities, now or before an earlier start."""
        return self._telling(self.dialect.bindings).keys() <= self.state.known.keys()

    @property
    def absent(self) -> frozenset[str]:
        """Getters that the camera lacks."""
        return frozenset(self._absent)

    def restore_capabilities(self, records: Mapping[str, Record], absent: Iterable[str]) -> None:
        """Take what an earlier start has learned as the camera's abilities, never as its state."""
        self.state.remembered.update(records)
        self._absent.update(absent)
        self._plan = None
        self._fields |= {name: dict.fromkeys(record, 0) for name, record in records.items()}

    # What the camera says

    @property
    def has_unexplained_failures(self) -> bool:
        """Whether a reading fails that worked, for no reason that is known."""
        return bool(self.state.failed.keys() - self._denied - self._absent)

    def _record(self, binding: Binding, records: Mapping[str, Record]) -> Record | None:
        """Return what the accessor of a binding looks at, None before all of it was read."""
        if binding.getter is None:
            return None
        if binding.bulk_getter is not None and binding.accessor is not None:
            told = [each.name for each in (binding.bulk_getter, binding.getter) if each.name in records]
            plain = [name for name in told if binding.accessor.present_in(records[name])]
            newest = max(plain or told, key=lambda name: self._read_at.get(name, 0.0), default=None)
            return None if newest is None else records[newest]
        names = [binding.getter.name, *(getter.name for getter in binding.extra_getters)]
        if not all(name in records for name in names):
            return None
        if len(names) == 1:
            return records[names[0]]
        return {field: text for name in reversed(names) for field, text in records[name].items()}

    async def poll(self, wanted: Collection[Feature] | None = None) -> CameraState:
        """Read what `wanted` features (None: all) are due, each command at its own speed.

        A command that fails makes its features unavailable and leaves the others alone. Raise
        AuthError when the login is refused, CameraConnectionError when nothing usable comes and
        PermissionDeniedError when all of it is refused that was allowed at an earlier start.
        """
        silent = answered = 0
        well = None
        failure: CameraError | None = None
        for command in self._queue(self.dialect.bindings if wanted is None else wanted):
            try:
                await self.refresh(command)
                well = True
                answered += 1
                silent = 0
            except AuthError, ApiDisabledError:
                raise
            except CameraConnectionError as error:
                self.identity_in_doubt = True
                failure = error
                silent += 1
                if silent >= GIVE_UP:
                    break
            except CameraError:
                well = well or False
                answered += 1
                silent = 0
        self.last_poll_ok = self.last_poll_ok if well is None else well
        if failure and not answered:
            raise failure
        if self.state.failed and not self.state.records:
            kind = PermissionDeniedError if self._denied else CameraConnectionError
            raise kind("the camera refuses everything")
        return self.state

    def _queue(self, features: Collection[Feature]) -> Iterable[Command]:
        """Yield what is due, and then what the answers gave reason to ask."""
        tried = {command.name for command in self._aged(features)[AT_ONCE:]}
        while due := [command for command in self._due(features) if command.name not in tried]:
            for command in due:
                tried.add(command.name)
                yield command
                if self.session.doubted is not None:
                    yield from self._proof(self.session.doubted)

    def _aged(self, features: Collection[Feature]) -> list[Command]:
        """Return the settings that are due for no other reason than their age, oldest first."""
        special = self.state.failed.keys() | self._denied | self._pushed.keys()
        aged = [
            command
            for command in self._due(features)
            if command.speed is Speed.SLOW and command.name in self._read_at and command.name not in special
        ]
        return sorted(aged, key=lambda command: self._read_at[command.name])

    def _proof(self, doubted: Access) -> Iterable[Command]:
        """Yield what shows whether a refusal was about the password or about the rights."""
        known = (self.dialect.commands[name] for name in self.state.known if name in self.dialect.commands)
        lower = [command for command in known if Access.NONE < command.access < doubted]
        yield from sorted(lower, key=lambda command: command.access)[:1]

    def _telling(self, features: Collection[Feature]) -> Mapping[str, Command]:
        """Return the getters of some features, as far as they may be asked."""
        if self._plan is None or self._plan[0] != features:
            bindings = (self.dialect.bindings.get(feature) for feature in features)
            getters = {getter.name: getter for binding in bindings for getter in self._getters(binding)}
            may_ask = {
                name: getter
                for name, getter in getters.items()
                if self.allows(getter) and name not in self._absent
            }
            self._plan = (features, may_ask)
        return self._plan[1]

    def _due(self, features: Collection[Feature]) -> list[Command]:
        now = monotonic()
        commands = self._telling(features)
        due = [command for command in commands.values() if self._is_due(command, now)]
        if not due and now - self._read_last >= SIGN_OF_LIFE:
            told = self._pushed.keys()
            slow = [each for each in commands.values() if each.speed is Speed.SLOW and each.name not in told]
            due = sorted(slow, key=lambda command: self._read_at.get(command.name, 0.0))[:1]
        return sorted(due, key=lambda command: command.speed is not Speed.FAST)

    def _getters(self, binding: Binding | None) -> Iterable[Command]:
        if binding is None:
            return
        yield from self.asked(binding)
        yield from binding.extra_getters
        yield from binding.capability_getters
        if binding.requires_armed:
            yield from self._getters(self.dialect.bindings.get(binding.requires_armed))

    def asked(self, binding: Binding) -> tuple[Command, ...]:
        """Return what tells the value: the covering command unless this camera's lacks it."""
        cover = binding.bulk_getter
        if cover is not None and binding.accessor is not None and cover.name not in self._absent:
            record = self.state.known.get(cover.name)
            if self.allows(cover) and (record is None or binding.accessor.present_in(record)):
                return (cover,)
        return (binding.getter,) if binding.getter else ()

    def _is_due(self, command: Command, now: float) -> bool:
        read_at = self._read_at.get(command.name)
        if command.name in self._denied:
            # Asked often, some cameras take it for an attack.
            return read_at is None or now - read_at >= SLOW
        if (since := self._pushed.get(command.name)) is not None:
            return read_at is None or read_at < since
        if read_at is None or command.name in self.state.failed or command.speed is Speed.FAST:
            return True
        return command.speed is Speed.SLOW and now - read_at >= SLOW

    async def refresh(self, command: Command) -> Record:
        """Read a getter and take over what it says; remember how it failed."""
        self._read_last = monotonic()
        try:
            record = await self.session.read(Request(command, {}))
            told = self._fields.get(command.name)
            if told and told.keys().isdisjoint(record):
                # Some wires find a word or two in any text, a router's page for one.
                raise ReplyError("the answer holds nothing of what it did before", command=command.name)
        except (UnsupportedError, PermissionDeniedError, RejectedError) as error:
            self._plan = None
            if command.name not in self.state.known:
                self._absent.add(command.name)
            elif not isinstance(error, RejectedError) and command.name not in self._denied:
                self._denied.add(command.name)
                self._read_at[command.name] = monotonic()
                self.identity_in_doubt = True
            self.state.mark_failed(command, error.reason)
            raise
        except CameraError as error:
            self.state.mark_failed(command, error.reason)
            raise
        self._expect(command, record)
        self._take(command, record)
        self._denied.discard(command.name)
        self._read_at[command.name] = monotonic()
        self._interpret(command)
        return record

    def _take(self, command: Command, record: Record) -> None:
        """Take over a reply; what else is to be asked may follow from it."""
        if self.state.store_reply(command, record):
            self._plan = None

    def _expect(self, command: Command, record: Record) -> None:
        """Hold the camera to the fields that it has, except what no manual knows and soon is gone."""
        documented = {field.name for field in command.returns}
        missed = self._fields.get(command.name, {})
        missed = {name: 0 if name in record else times + 1 for name, times in missed.items()}
        missed = dict.fromkeys(record, 0) | missed
        known = [name for name, times in missed.items() if times < MAX_MISSES or name in documented]
        self._fields[command.name] = {name: missed[name] for name in known[:MAX_FIELDS]}

    def fields(self, getter: Command) -> Collection[str]:
        """Return the fields that a getter is held to."""
        return self._fields.get(getter.name, {}).keys()

    def _interpret(self, fresh: Command) -> None:
        """Take over what one reply says, and nothing else: other values may have been pushed."""
        for feature, binding in self._concerned.get(fresh.name, ()):
            if fresh == binding.getter or fresh in self._getters(binding):
                record = self._record(binding, self.state.records)
                self.state.set(feature, None if record is None else self._meaning(binding, record))

    def _meaning(self, binding: Binding, record: Record) -> object:
        value = binding.accessor.read(record) if binding.accessor else None
        if binding.requires_armed and not value and self.state.get(binding.requires_armed) is not True:
            # No alarm means nothing where nobody watches.
            return None
        return value

    async def base(self, getter: Command, *, whole: bool = True) -> Record:
        """Read a record to write it back changed; raise ReplyError when it is not all there.

        A camera under load cuts its answers short, and what a whole-record setter is not told is
        lost.
        """
        record = await self.session.read(Request(getter, {}))
        missing = self.fields(getter) - record.keys()
        if whole and missing:
            raise ReplyError(f"the answer lacks {min(missing)}, nothing was changed", command=getter.name)
        return record

    def expire(self, getter: Command | None = None) -> None:
        """Let the next poll read this getter (None: everything that is wanted), however fresh."""
        if getter is None:
            self._read_at.clear()
        else:
            self._read_at.pop(getter.name, None)

    # What the camera pushes

    @property
    def pushes(self) -> bool:
        """Whether the camera pushes its events at this moment."""
        return bool(self._pushed)

    def lacks(self, command: Command) -> bool:
        """Whether the camera was found not to have this command."""
        return command.name in self._absent

    def news(self, command: Command, part: bytes) -> Mapping[Feature, object]:
        """Return what a part of an endless answer says; from the first one on it is not polled."""
        record = self.session.pushed(command, part)
        self._take(command, {**self.state.records.get(command.name, {}), **record})
        self._pushed.setdefault(command.name, monotonic())
        return {
            feature: self._meaning(binding, record)
            for feature, binding in self.dialect.bindings.items()
            if binding.getter is command and binding.accessor and binding.accessor.present_in(record)
        }

    def resume_polling(self) -> None:
        """Poll again what was pushed."""
        self._pushed.clear()


def _used(binding: Binding) -> tuple[Command, ...]:
    return (*binding.commands, *((binding.getter,) if binding.getter else ()))
