"""One camera as a person sees it: what it can, what it is set to, and how to change that."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from .binding import Binding, Change, Compute, Request, Rework, Send
from .catalogue import Access, Command, Effect, Record, Speed, getter_of
from .dialect import Dialect, Identity
from .errors import (
    AuthFailed,
    BadReply,
    CameraError,
    ConnectionFailed,
    Denied,
    Disabled,
    InvalidValue,
    Rejected,
    Unsupported,
    one_line,
)
from .features import PRESET, Feature
from .motor import Motor
from .multipart import text_parts
from .pictures import Pictures
from .session import Session
from .snapshot import Snapshot
from .tuning import Tuning
from .values import Choice, Codec
from .wire import Answer

SLOW = 300.0
"""Seconds between two readings of the settings."""
UPLOAD_TIMEOUT = 300.0
"""Seconds that a camera may take for a file: it writes its flash before it answers."""
SILENCE = 60.0
"""Seconds without an event after which the connection counts as dead; the next one tells all anew."""
SIGN_OF_LIFE = 30.0
"""Seconds after which a camera that is asked nothing is asked something, so that its loss is noticed."""
RECOGNIZE = 600.0
"""Seconds after which a camera is asked again who it is."""
MOST_FIELDS = 4096
"""Fields of one record that a camera is held to."""
MOST_MISSES = 3
"""Times that a field which no manual knows may be missing until it counts as noise."""
GIVE_UP = 2
"""Requests in a row without an answer after which a poll asks no more."""

_NO_MARKUP = str.maketrans("", "", "<>[]`")
"""What a page would take for a picture or a link."""


class Device:
    """A camera behind a session."""

    def __init__(self, session: Session, tuning: Tuning, known_id: str = "") -> None:
        """Speak over `session`; `known_id` is what the probe or an earlier start knew."""
        self.session = session
        self.dialect: Dialect = session.dialect.tune(session.dialect, tuning)
        self.tuning = tuning
        self.state = Snapshot()
        self.identity = Identity(id=known_id)
        self.motor = Motor(session, self.dialect, tuning, self._moved)
        self.pictures = Pictures(session, self.dialect, tuning)
        self._fields: dict[str, dict[str, int]] = {}
        """Fields that each getter has told, and how often in a row each was missing since."""
        self._recognized_at = 0.0
        self._strange: Identity | None = None
        self._well = True
        """Whether anything went well in the last poll that asked for something."""
        self._read_at: dict[str, float] = {}
        self._read_last = 0.0
        self._absent: set[str] = set()
        self._denied: set[str] = set()
        self._pushed: dict[str, float] = {}
        self._writing = asyncio.Lock()

    async def identify(self) -> Identity:
        """Log in and learn who the camera is and what the account may do."""
        self.identity = await self._ask_identity()
        self.dialect = self.dialect.suit(self.dialect, self.identity)
        self.motor = Motor(self.session, self.dialect, self.tuning, self._moved)
        self._recognized_at = monotonic()
        return self.identity

    async def recognize(self) -> Identity:
        """Return who answers, asked anew if there is reason to doubt that it is who it was.

        There is after any loss, because another camera may have got the address, after a command that
        worked is refused, because the account or the firmware may be another, and after some time. A
        camera in trouble is not asked. Other rights or traits are believed when they are seen twice,
        because a tired camera leaves things out.
        """
        trouble = self.state.failed.keys() - self._denied - self._absent
        if trouble or not self._well or monotonic() - self._recognized_at < RECOGNIZE:
            return self.identity
        found = replace(await self._ask_identity(), name=self.identity.name)
        if found == self.identity:
            self._recognized_at = monotonic()
        elif found.id != self.identity.id:
            # What was just read is another's.
            self.expire()
        elif found != self._strange:
            self._strange = found
            return self.identity
        return found

    async def _ask_identity(self) -> Identity:
        """Return what the camera says of itself, as it can be shown: a name may be meant to be more."""
        found = await self.session.dialect.identify(self.session.ask, self.identity.id)
        return replace(
            found,
            name=one_line(found.name).translate(_NO_MARKUP),
            model=one_line(found.model),
            firmware=one_line(found.firmware),
            hardware=one_line(found.hardware),
        )

    def _doubt(self) -> None:
        self._recognized_at = float("-inf")

    def supports(self, feature: Feature) -> bool:
        """Whether this camera, with this account, has the feature.

        What was refused or is absent from an answer is not supported; what was not answered at
        all is expected to come.
        """
        binding = self.dialect.bindings.get(feature)
        if binding is None or any(not self._allowed(command) for command in _used(binding)):
            return False
        if binding.when is not None and not binding.when(self.state):
            return False
        if binding.getter is None or binding.lens is None:
            return True
        if self._absent.issuperset(each.name for each in self._asked(binding)):
            return False
        armed = self.dialect.bindings.get(binding.armed_by) if binding.armed_by else None
        return self._may_tell(binding) and (armed is None or self._may_tell(armed))

    def _may_tell(self, binding: Binding) -> bool:
        record = self._record(binding)
        return record is None or binding.lens is None or binding.lens.seen(record)

    def codec[T](self, feature: Feature[T]) -> Codec[T] | None:
        """Return the limits of a feature as this camera has them, None where there are none."""
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.codec is None:
            return None
        if binding.refine is None:
            return binding.codec
        return binding.refine(binding.codec, self.state)

    def is_assumed(self, feature: Feature) -> bool:
        """Whether the camera cannot tell this value, so that the last one written is shown."""
        binding = self.dialect.bindings.get(feature)
        return binding is not None and binding.lens is None

    def is_available(self, feature: Feature) -> bool:
        """Whether the last reading of this feature succeeded."""
        binding = self.dialect.bindings.get(feature)
        if binding is None:
            return False
        return not any(command.name in self.state.failed for command in self._asked(binding))

    @property
    def denied(self) -> list[Feature]:
        """Features that the camera has and this account may not use."""
        return [
            feature
            for feature, binding in self.dialect.bindings.items()
            if any(not self._allowed(command) for command in _used(binding))
        ]

    def _allowed(self, command: Command) -> bool:
        may_ask = self.dialect.rights_vary and command.effect is Effect.READ
        return may_ask or command.access <= self.identity.role

    def _record(self, binding: Binding) -> Record | None:
        """Return what the lens of a binding looks at, None before all of it was read."""
        if binding.getter is None:
            return None
        records = self.state.records
        if binding.cover is not None and binding.lens is not None:
            told = [each.name for each in (binding.cover, binding.getter) if each.name in records]
            plain = [name for name in told if binding.lens.seen(records[name])]
            newest = max(plain or told, key=lambda name: self._read_at.get(name, 0.0), default=None)
            return None if newest is None else records[newest]
        names = [binding.getter.name, *(getter.name for getter in binding.beside)]
        if not all(name in records for name in names):
            return None
        if len(names) == 1:
            return records[names[0]]
        return {field: text for name in reversed(names) for field, text in records[name].items()}

    async def poll(self, wanted: Collection[Feature] | None = None) -> Snapshot:
        """Read what `wanted` features (None: all) are due, each command at its own speed.

        A command that fails makes its features unavailable and leaves the others alone. Raise
        AuthFailed when the login is refused and ConnectionFailed when nothing answers.
        """
        silent = answered = 0
        well = None
        failure: CameraError | None = None
        for command in self._queue(self.dialect.bindings if wanted is None else wanted):
            try:
                await self._refresh(command)
                well = True
                answered += 1
                silent = 0
            except AuthFailed, Disabled:
                raise
            except ConnectionFailed as error:
                self._doubt()
                failure = error
                silent += 1
                if silent >= GIVE_UP:
                    break
            except CameraError:
                well = well or False
                answered += 1
                silent = 0
        self._well = self._well if well is None else well
        if failure and not answered:
            raise failure
        if self.state.failed and not self.state.records:
            raise ConnectionFailed("the camera refuses everything")
        return self.state

    def _queue(self, features: Collection[Feature]) -> Iterable[Command]:
        """Yield what is due, and then what the answers gave reason to ask."""
        tried: set[str] = set()
        while due := [command for command in self._due(features) if command.name not in tried]:
            for command in due:
                tried.add(command.name)
                yield command
                if self.session.doubted is not None:
                    yield from self._proof(self.session.doubted)

    def _proof(self, doubted: Access) -> Iterable[Command]:
        """Yield what shows whether a refusal was about the password or about the rights."""
        known = (self.dialect.commands[name] for name in self.state.records if name in self.dialect.commands)
        lower = [command for command in known if Access.NONE < command.access < doubted]
        yield from sorted(lower, key=lambda command: command.access)[:1]

    def _due(self, features: Iterable[Feature]) -> list[Command]:
        now = monotonic()
        commands: dict[str, Command] = {}
        for feature in features:
            binding = self.dialect.bindings.get(feature)
            for getter in self._getters(binding):
                if self._allowed(getter) and getter.name not in self._absent:
                    commands[getter.name] = getter
        due = [command for command in commands.values() if self._is_due(command, now)]
        if not due and now - self._read_last >= SIGN_OF_LIFE:
            told = self._pushed.keys()
            slow = [each for each in commands.values() if each.speed is Speed.SLOW and each.name not in told]
            due = sorted(slow, key=lambda command: self._read_at.get(command.name, 0.0))[:1]
        return sorted(due, key=lambda command: command.speed is not Speed.FAST)

    def _getters(self, binding: Binding | None) -> Iterable[Command]:
        if binding is None:
            return
        yield from self._asked(binding)
        yield from binding.beside
        yield from binding.facts
        if binding.armed_by:
            yield from self._getters(self.dialect.bindings.get(binding.armed_by))

    def _asked(self, binding: Binding) -> tuple[Command, ...]:
        """Return what tells the value: the covering command unless this camera's lacks it."""
        cover = binding.cover
        if cover is not None and binding.lens is not None and cover.name not in self._absent:
            record = self.state.records.get(cover.name)
            if self._allowed(cover) and (record is None or binding.lens.seen(record)):
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

    async def _refresh(self, command: Command) -> Record:
        """Read a getter and take over what it says; remember how it failed."""
        self._read_last = monotonic()
        try:
            record = await self.session.read(Request(command, {}))
            told = self._fields.get(command.name)
            if told and told.keys().isdisjoint(record):
                # Some wires find a word or two in any text, a router's page for one.
                raise BadReply("the answer holds nothing of what it did before", command=command.name)
        except (Unsupported, Denied, Rejected) as error:
            if command.name not in self.state.records:
                self._absent.add(command.name)
            elif not isinstance(error, Rejected) and command.name not in self._denied:
                self._denied.add(command.name)
                self._read_at[command.name] = monotonic()
                self._doubt()
            self.state.failed[command.name] = error.reason
            raise
        except CameraError as error:
            self.state.failed[command.name] = error.reason
            raise
        self._expect(command, record)
        self.state.records[command.name] = record
        self._denied.discard(command.name)
        self._read_at[command.name] = monotonic()
        self.state.failed.pop(command.name, None)
        self._interpret(command)
        return record

    def _expect(self, command: Command, record: Record) -> None:
        """Hold the camera to the fields that it has, except what no manual knows and soon is gone."""
        documented = {field.name for field in command.returns}
        missed = self._fields.get(command.name, {})
        missed = {name: 0 if name in record else times + 1 for name, times in missed.items()}
        missed = dict.fromkeys(record, 0) | missed
        known = [name for name, times in missed.items() if times < MOST_MISSES or name in documented]
        self._fields[command.name] = {name: missed[name] for name in known[:MOST_FIELDS]}

    def _interpret(self, fresh: Command) -> None:
        """Take over what one reply says, and nothing else: other values may have been pushed."""
        # What is armed comes first: it decides what an alarm's absence means.
        bindings = sorted(self.dialect.bindings.items(), key=lambda item: item[1].armed_by is not None)
        for feature, binding in bindings:
            concerned = fresh == binding.getter or fresh in self._getters(binding)
            if not concerned or binding.getter is None or binding.lens is None:
                continue
            record = self._record(binding)
            self.state.set(feature, None if record is None else self._meaning(binding, record))

    def _meaning(self, binding: Binding, record: Record) -> object:
        value = binding.lens.get(record) if binding.lens else None
        if binding.armed_by and not value and self.state.get(binding.armed_by) is not True:
            # No alarm means nothing where nobody watches.
            return None
        return value

    async def write[T](self, feature: Feature[T], value: T) -> None:
        """Bring a feature to `value` and read back what the camera made of it.

        Raise InvalidValue before anything is sent, Rejected when the camera refuses, Unsupported
        when it has no such feature; then the state is what it was.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.writer is None:
            raise Unsupported(f"this camera cannot set {feature.key}")
        async with self._writing:
            requests = await self._requests(binding, value)
            before = self.state.get(feature)
            self.state.set(feature, value)
            try:
                for request in requests:
                    await self.session.request(request)
            except ConnectionFailed:
                self.state.set(feature, before)
                # It may have arrived all the same: the next poll tells, a silent camera is not asked now.
                for request in requests:
                    self._expire(request.command.group)
                raise
            except CameraError:
                self.state.set(feature, before)
                await self._reread(binding, requests)
                raise
            await self._reread(binding, requests)

    async def _requests[T](self, binding: Binding[T], value: T) -> tuple[Request, ...]:
        codec = self.codec(binding.feature)
        if codec is not None:
            codec.encode(value)
        match binding.writer:
            case Change(setter) if binding.lens is not None:
                record: Record = {}
                getter = getter_of(self.dialect.commands, setter.group)
                if getter and (setter.whole or binding.lens.merges or _has_needs(setter)):
                    record = await self._base(getter, whole=setter.whole)
                changes = binding.lens.put(value, record)
                return (self._completed(setter, changes, record),)
            case Send(requests):
                if value not in requests:
                    raise InvalidValue(f"{value!r} is not one of {', '.join(map(str, requests))}")
                return tuple(requests[value])
            case Compute(function):
                return tuple(function(value, self.state))
            case Rework(function, _, reads):
                merged: dict[str, str] = {}
                for getter in reversed(reads):
                    merged.update(await self._base(getter))
                return tuple(function(value, merged))
        raise Unsupported(f"this camera cannot set {binding.feature.key}")

    async def _base(self, getter: Command, *, whole: bool = True) -> Record:
        """Read a record to write it back changed; raise BadReply when it is not all there.

        A camera under load cuts its answers short, and what a whole-record setter is not told is
        lost.
        """
        record = await self.session.read(Request(getter, {}))
        missing = self._fields.get(getter.name, {}).keys() - record.keys()
        if whole and missing:
            raise BadReply(f"the answer lacks {min(missing)}, nothing was changed", command=getter.name)
        return record

    def _completed(self, setter: Command, changes: Record, record: Record) -> Request:
        """Return the request that carries changes; raise BadReply when what must go along was not told."""
        getter = getter_of(self.dialect.commands, setter.group)
        told = self._fields.get(getter.name, {}) if getter else {}
        needed = {need for param in setter.params if param.field in changes for need in param.needs}
        for field in (setter.param(need).field for need in needed):
            if field in told and field not in record and field not in changes:
                raise BadReply(f"the answer lacks {field}, nothing was changed", command=setter.name)
        return Request(setter, setter.complete(changes, record))

    async def _reread(self, binding: Binding, requests: Iterable[Request]) -> None:
        """Read what a write has changed: more may follow from it than was asked for."""
        groups = {request.command.group for request in requests if request.command.group}
        getters = [getter_of(self.dialect.commands, group) for group in groups]
        if binding.lens is not None:
            record = self.state.records.get(binding.getter.name) if binding.getter else None
            told_there = record is None or binding.lens.seen(record)
            getters.append(binding.getter if told_there else binding.cover)
            getters += (each for each in binding.beside if each.name not in self.state.records)
        for getter in {getter.name: getter for getter in getters if getter}.values():
            if self._allowed(getter) and getter.name not in self._absent | self._pushed.keys():
                with suppress(CameraError):
                    await self._refresh(getter)

    async def read[T](self, feature: Feature[T]) -> T:
        """Ask the camera for a feature now, whatever is known of it.

        Raise Unsupported when it cannot tell this feature, and whatever the reading fails with.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.lens is None:
            raise Unsupported(f"this camera cannot tell {feature.key}")
        for getter in (*self._asked(binding), *binding.beside):
            self._require(getter)
            await self._refresh(getter)
        value = self.state.get(feature)
        if value is None:
            raise Unsupported(f"the camera does not tell {feature.key}")
        return value

    async def run(
        self,
        name: str,
        values: Mapping[str, object] | None = None,
        *,
        confirm: bool = False,
        body: bytes | None = None,
    ) -> Record:
        """Run any command of the manual by its name, checked against the manual first.

        Raise InvalidValue for a parameter out of range and for a destructive command without
        `confirm`, Unsupported for a command the manual does not have. `body` is the file for a
        command that takes one.
        """
        command = self.dialect.command(name)
        self.check(command, values or {}, confirm=confirm, upload=body is not None)
        answer = await self._perform(command, values or {}, body)
        try:
            return {} if answer.is_binary else self.dialect.wire.parse(command, answer)
        except BadReply:
            if command.effect is Effect.READ and command.returns:
                raise
            return {}

    def check(self, command: Command, values: Mapping[str, object], *, confirm: bool, upload: bool) -> None:
        """Raise what stands against running a command like this; nothing is sent."""
        if command.effect is Effect.STREAM:
            raise InvalidValue("it never ends: the camera entity shows it", command=command.name)
        if command.effect is Effect.DESTRUCTIVE and not confirm:
            raise InvalidValue("it must be confirmed", command=command.name)
        if bool(command.upload) is not upload:
            reason = "it takes a file" if command.upload else "it takes no file"
            raise InvalidValue(reason, command=command.name)
        self._require(command)
        command.encode(values)

    async def ask(self, name: str, /, **values: object) -> Record:
        """Run a command for a task and return the fields of its reply."""
        command = self.dialect.command(name)
        return self.dialect.wire.parse(command, await self._perform(command, values))

    async def fetch(self, name: str, /, **values: object) -> bytes:
        """Run a command for a task and return what it answers as it is."""
        return (await self._perform(self.dialect.command(name), values)).body

    async def change(self, setter: str, /, **values: object) -> None:
        """Set these parameters of a record and leave the others as they are."""
        command = self.dialect.command(setter)
        self._require(command)
        changes: dict[str, str] = {}
        for name, value in values.items():
            param = command.param(name)
            changes[param.field] = param.codec.encode(value)
        async with self._writing:
            getter = getter_of(self.dialect.commands, command.group)
            record = await self._base(getter, whole=command.whole) if getter else {}
            await self.session.request(self._completed(command, changes, record))
        self._expire(command.group)

    async def _perform(
        self, command: Command, values: Mapping[str, object], body: bytes | None = None
    ) -> Answer:
        self._require(command)
        request = Request(command, command.encode(values))
        within = None if body is None else UPLOAD_TIMEOUT
        answer = await self.session.request(request, body=body, within=within)
        if command.effect is not Effect.READ:
            # What else changed by it, the next poll tells.
            self._expire(command.group)
        return answer

    def _require(self, command: Command) -> None:
        if not self._allowed(command):
            raise Denied("this account may not do that", command=command.name)

    def _expire(self, group: str) -> None:
        getter = getter_of(self.dialect.commands, group)
        if getter is not None:
            self._read_at.pop(getter.name, None)

    async def recall(self, preset: str) -> None:
        """Go to a preset by name or number; raise InvalidValue for one that cannot be."""
        await self.motor.ready()
        codec = self.codec(PRESET)
        if isinstance(codec, Choice) and preset in codec.names:
            await self.write(PRESET, preset)
        else:
            await self.motor.recall(preset)

    def _moved(self) -> None:
        self.state.set(PRESET, None)

    def expire(self) -> None:
        """Let the next poll read everything that is wanted, however fresh."""
        self._read_at.clear()

    def patch(self, values: Mapping[Feature, object]) -> None:
        """Take over values that the camera pushed."""
        for feature, value in values.items():
            self.state.set(feature, value)

    async def events(self) -> AsyncGenerator[Mapping[Feature, object]]:
        """Yield what the camera pushes, as it comes.

        From the first part on the same is polled only once more. Ends when the camera ends it;
        raise CameraError when it fails, Unsupported when there is no such thing.
        """
        command = self.dialect.events
        if command is None or command.name in self._absent:
            raise Unsupported("this camera pushes nothing")
        async with self.session.stream(Request(command, {}), SILENCE) as (_head, chunks):
            try:
                async for part in text_parts(chunks):
                    values = self._news(command, part)
                    self._pushed.setdefault(command.name, monotonic())
                    yield values
            finally:
                self._pushed.clear()

    @property
    def pushes(self) -> bool:
        """Whether the camera pushes its events at this moment."""
        return bool(self._pushed)

    def _news(self, command: Command, part: bytes) -> Mapping[Feature, object]:
        record = self.session.pushed(command, part)
        self.state.records[command.name] = {**self.state.records.get(command.name, {}), **record}
        self.state.failed.pop(command.name, None)
        return {
            feature: self._meaning(binding, record)
            for feature, binding in self.dialect.bindings.items()
            if binding.getter is command and binding.lens and binding.lens.seen(record)
        }

    async def aclose(self) -> None:
        """Stop the motors and end the pictures."""
        await self.motor.aclose()
        await self.pictures.aclose()

    @property
    def records(self) -> Mapping[str, Record]:
        """The last reply of each getter; holds secrets."""
        return self.state.records

    @property
    def role(self) -> Access:
        """What the account may do."""
        return self.identity.role


def _used(binding: Binding) -> tuple[Command, ...]:
    return (*binding.commands, *((binding.getter,) if binding.getter else ()))


def _has_needs(setter: Command) -> bool:
    return any(param.needs for param in setter.params)
