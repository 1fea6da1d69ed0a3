"""One camera as a person sees it: what it can, what it is set to, and how to change that."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic

from .binding import Binding, Change, Compute, Request, Rework, Send
from .catalogue import Access, Command, Effect, Record, getter_of
from .dialect import Dialect, Identity
from .errors import BadReply, CameraError, ConnectionFailed, Denied, InvalidValue, Unsupported, one_line
from .features import PRESET, Feature
from .motor import Motor
from .multipart import text_parts
from .pictures import Pictures
from .reader import Reader
from .session import Session
from .snapshot import Snapshot
from .tuning import Tuning
from .values import Choice, Codec
from .wire import Answer

UPLOAD_TIMEOUT = 300.0
"""Seconds that a camera may take for a file: it writes its flash before it answers."""
SILENCE = 60.0
"""Seconds without an event after which the connection counts as dead; the next one tells all anew."""
RECOGNIZE = 600.0
"""Seconds after which a camera is asked again who it is."""

_NO_MARKUP = str.maketrans("", "", "<>[]`")
"""What a page would take for a picture or a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a camera has told of itself and its abilities, to be kept for the next start."""

    identity: Identity
    """Without the name, which may change and tells nothing."""
    records: Mapping[str, Record]
    """A reply of each getter that it has."""
    absent: frozenset[str]
    """Getters that it lacks."""


class Device:
    """A camera behind a session."""

    def __init__(self, session: Session, tuning: Tuning, known_id: str = "") -> None:
        """Speak over `session`; `known_id` is the camera's id as the probe or the owner's entry has it."""
        self.session = session
        self.dialect: Dialect = session.dialect.tune(session.dialect, tuning)
        self.tuning = tuning
        self.identity = Identity(id=known_id)
        self.reader = Reader(session, self.dialect)
        self.motor = Motor(session, self.dialect, tuning, self._moved)
        self.pictures = Pictures(session, self.dialect, tuning)
        self._recognized_at = 0.0
        self._strange: Identity | None = None
        self._writing = asyncio.Lock()

    @property
    def state(self) -> Snapshot:
        """What is known of the camera."""
        return self.reader.state

    async def identify(self, memory: Memory | None = None) -> Identity:
        """Log in and learn who the camera is and what the account may do.

        `memory` is of an earlier start. What was learned of another camera, of other firmware or with
        other rights is worth nothing.
        """
        self.identity = await self._ask_identity(memory.identity if memory else self._unproven)
        self.dialect = self.dialect.suit(self.dialect, self.identity)
        self.reader.suit(self.dialect, self.role)
        self.motor.suit(self.dialect)
        if memory and self.identity == replace(memory.identity, name=self.identity.name):
            self.reader.remember(memory.records, memory.absent)
        self._recognized_at = monotonic()
        return self.identity

    @property
    def _unproven(self) -> Identity:
        return Identity(id=self.identity.id)

    @property
    def memory(self) -> Memory | None:
        """What the camera has told of its abilities, None before it has told all of them."""
        if not self.reader.complete:
            return None
        return Memory(
            identity=replace(self.identity, name=""),
            records=dict(self.state.known),
            absent=self.reader.absent,
        )

    async def recognize(self) -> Identity:
        """Return who answers, asked anew if there is reason to doubt that it is who it was.

        There is after any loss, because another camera may have got the address, after a command that
        worked is refused, because the account or the firmware may be another, and after some time. A
        camera in trouble is not asked. Other rights or traits are believed when they are seen twice,
        because a tired camera leaves things out.
        """
        recent = monotonic() - self._recognized_at < RECOGNIZE and not self.reader.doubts
        if recent or self.reader.trouble or not self.reader.well:
            return self.identity
        found = replace(await self._ask_identity(self._unproven), name=self.identity.name)
        if found == self.identity:
            self._recognized_at = monotonic()
            self.reader.doubts = False
        elif found.id != self.identity.id:
            # What was just read is another's.
            self.expire()
        elif found != self._strange:
            self._strange = found
            return self.identity
        return found

    async def _ask_identity(self, known: Identity) -> Identity:
        """Return what the camera says of itself, as it can be shown: a name may be meant to be more."""
        found = await self.session.dialect.identify(self.session.ask, known)
        return replace(
            found,
            name=one_line(found.name).translate(_NO_MARKUP),
            model=one_line(found.model),
            firmware=one_line(found.firmware),
            hardware=one_line(found.hardware),
        )

    def supports(self, feature: Feature) -> bool:
        """Whether this camera, with this account, has the feature."""
        return self.reader.supports(feature)

    def codec[T](self, feature: Feature[T]) -> Codec[T] | None:
        """Return the limits of a feature as this camera has them, None where there are none."""
        return self.reader.codec(feature)

    def is_assumed(self, feature: Feature) -> bool:
        """Whether the camera cannot tell this value, so that the last one written is shown."""
        binding = self.dialect.bindings.get(feature)
        return binding is not None and binding.lens is None

    def is_available(self, feature: Feature) -> bool:
        """Whether the last reading of this feature succeeded."""
        return self.reader.is_available(feature)

    @property
    def alarms(self) -> list[Feature]:
        """Features that are read at every poll."""
        return self.reader.alarms

    @property
    def denied(self) -> list[Feature]:
        """Features that the camera has and this account may not use."""
        return self.reader.denied

    async def poll(self, wanted: Collection[Feature] | None = None) -> Snapshot:
        """Read what `wanted` features (None: all) are due; raise like `Reader.poll`."""
        return await self.reader.poll(wanted)

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
                    record = await self.reader.base(getter, whole=setter.whole)
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
                    merged.update(await self.reader.base(getter))
                return tuple(function(value, merged))
        raise Unsupported(f"this camera cannot set {binding.feature.key}")

    def _completed(self, setter: Command, changes: Record, record: Record) -> Request:
        """Return the request that carries changes; raise BadReply when what must go along was not told."""
        getter = getter_of(self.dialect.commands, setter.group)
        told = self.reader.fields(getter) if getter else ()
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
            record = self.state.known.get(binding.getter.name) if binding.getter else None
            told_there = record is None or binding.lens.seen(record)
            getters.append(binding.getter if told_there else binding.cover)
            getters += (each for each in binding.beside if each.name not in self.state.records)
        for getter in {getter.name: getter for getter in getters if getter}.values():
            if self.reader.may_read(getter):
                with suppress(CameraError):
                    await self.reader.refresh(getter)

    async def read[T](self, feature: Feature[T]) -> T:
        """Ask the camera for a feature now, whatever is known of it.

        Raise Unsupported when it cannot tell this feature, and whatever the reading fails with.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.lens is None:
            raise Unsupported(f"this camera cannot tell {feature.key}")
        for getter in (*self.reader.asked(binding), *binding.beside):
            self._require(getter)
            await self.reader.refresh(getter)
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
            record = await self.reader.base(getter, whole=command.whole) if getter else {}
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
        if not self.reader.allows(command):
            raise Denied("this account may not do that", command=command.name)

    def _expire(self, group: str) -> None:
        getter = getter_of(self.dialect.commands, group)
        if getter is not None:
            self.reader.expire(getter)

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
        self.reader.expire()

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
        if command is None or self.reader.lacks(command):
            raise Unsupported("this camera pushes nothing")
        async with self.session.stream(Request(command, {}), SILENCE) as (_head, chunks):
            try:
                async for part in text_parts(chunks):
                    yield self.reader.news(command, part)
            finally:
                self.reader.silence()

    @property
    def pushes(self) -> bool:
        """Whether the camera pushes its events at this moment."""
        return self.reader.pushes

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


def _has_needs(setter: Command) -> bool:
    return any(param.needs for param in setter.params)
