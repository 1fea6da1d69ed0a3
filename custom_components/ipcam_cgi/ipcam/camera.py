"""One camera as a person sees it: what it can, what it is set to, and how to change that."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic

from .errors import (
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    ReplyError,
    UnsupportedError,
    one_line,
)
from .http.multipart import text_parts
from .http.session import Session
from .model.binding import Binding, Change, Compute, Rework, Send
from .model.catalogue import Access, Command, Effect, Record, Request, getter_of
from .model.codecs import Choice, Codec
from .model.dialect import Dialect, Identity
from .model.features import PRESET, Feature
from .model.options import CameraOptions
from .model.protocol import HttpResponse
from .model.state import CameraState
from .poller import Poller
from .ptz import PtzController
from .streams import VideoStreams

UPLOAD_TIMEOUT = 300.0
"""Seconds that a camera may take for a file: it writes its flash before it answers."""
EVENT_TIMEOUT = 60.0
"""Seconds without an event after which the connection counts as dead; the next one tells all anew."""
VERIFY_INTERVAL = 600.0
"""Seconds after which a camera is asked again who it is."""

_NO_MARKUP = str.maketrans("", "", "<>[]`")
"""What a page would take for a picture or a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityCache:
    """What a camera has told of itself and its abilities, to be kept for the next start."""

    identity: Identity
    """Without the name, which may change and tells nothing."""
    records: Mapping[str, Record]
    """A reply of each getter that it has."""
    absent: frozenset[str]
    """Getters that it lacks."""


class Camera:
    """A camera behind a session."""

    def __init__(self, session: Session, options: CameraOptions, known_id: str = "") -> None:
        """Speak over `session`; `known_id` is the camera's id as the probe or the owner's entry has it."""
        self.session = session
        self.dialect: Dialect = session.dialect.with_options(session.dialect, options)
        self.options = options
        self.identity = Identity(id=known_id)
        self.poller = Poller(session, self.dialect)
        self.ptz = PtzController(session, self.dialect, options, self._moved)
        self.streams = VideoStreams(session, self.dialect, options)
        self._verified_at = 0.0
        self._unconfirmed_identity: Identity | None = None
        self._writing = asyncio.Lock()

    @property
    def state(self) -> CameraState:
        """What is known of the camera."""
        return self.poller.state

    async def login_and_identify(self, cache: CapabilityCache | None = None) -> Identity:
        """Log in and learn who the camera is and what the account may do.

        `cache` is of an earlier start. What was learned of another camera, of other firmware or with
        other rights is worth nothing.
        """
        self.identity = await self._ask_identity(cache.identity if cache else self._unproven)
        self.dialect = self.dialect.for_camera(self.dialect, self.identity)
        self.poller.use_dialect(self.dialect, self.role)
        self.ptz.use_dialect(self.dialect)
        if cache and self.identity == replace(cache.identity, name=self.identity.name):
            self.poller.restore_capabilities(cache.records, cache.absent)
        self._verified_at = monotonic()
        return self.identity

    @property
    def _unproven(self) -> Identity:
        return Identity(id=self.identity.id)

    @property
    def capability_cache(self) -> CapabilityCache | None:
        """What the camera has told of its abilities, None before it has told all of them."""
        if not self.poller.complete:
            return None
        return CapabilityCache(
            identity=replace(self.identity, name=""),
            records=dict(self.state.known),
            absent=self.poller.absent,
        )

    async def verify_identity(self) -> Identity:
        """Return who answers, asked anew if there is reason to doubt that it is who it was.

        There is after any loss, because another camera may have got the address, after a command that
        worked is refused, because the account or the firmware may be another, and after some time. A
        camera in trouble is not asked. Other rights or traits are believed when they are seen twice,
        because a tired camera leaves things out.
        """
        recent = monotonic() - self._verified_at < VERIFY_INTERVAL and not self.poller.identity_in_doubt
        if recent or self.poller.has_unexplained_failures or not self.poller.last_poll_ok:
            return self.identity
        found = replace(await self._ask_identity(self._unproven), name=self.identity.name)
        if found == self.identity:
            self._verified_at = monotonic()
            self.poller.identity_in_doubt = False
        elif found.id != self.identity.id:
            # What was just read is another's.
            self.expire()
        elif found != self._unconfirmed_identity:
            self._unconfirmed_identity = found
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
        return self.poller.supports(feature)

    def codec[T](self, feature: Feature[T]) -> Codec[T] | None:
        """Return the limits of a feature as this camera has them, None where there are none."""
        return self.poller.codec(feature)

    def is_assumed(self, feature: Feature) -> bool:
        """Whether the camera cannot tell this value, so that the last one written is shown."""
        binding = self.dialect.bindings.get(feature)
        return binding is not None and binding.accessor is None

    def is_available(self, feature: Feature) -> bool:
        """Whether the last reading of this feature succeeded."""
        return self.poller.is_available(feature)

    @property
    def alarms(self) -> list[Feature]:
        """Features that are read at every poll."""
        return self.poller.alarms

    @property
    def denied(self) -> list[Feature]:
        """Features that the camera has and this account may not use."""
        return self.poller.denied

    async def poll(self, wanted: Collection[Feature] | None = None) -> CameraState:
        """Read what `wanted` features (None: all) are due; raise like `Poller.poll`."""
        return await self.poller.poll(wanted)

    async def write[T](self, feature: Feature[T], value: T) -> None:
        """Bring a feature to `value` and read back what the camera made of it.

        Raise InvalidValueError before anything is sent, RejectedError when the camera refuses,
        UnsupportedError when it has no such feature; then the state is what it was.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.writer is None:
            raise UnsupportedError(f"this camera cannot set {feature.key}")
        async with self._writing:
            requests = await self._requests(binding, value)
            before = self.state.get(feature)
            self.state.set(feature, value)
            try:
                for request in requests:
                    await self.session.request(request)
            except CameraConnectionError:
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
            case Change(setter) if binding.accessor is not None:
                record: Record = {}
                getter = getter_of(self.dialect.commands, setter.group)
                if getter and (setter.whole or binding.accessor.merges or _has_needs(setter)):
                    record = await self.poller.base(getter, whole=setter.whole)
                changes = binding.accessor.patch(value, record)
                return (self._completed(setter, changes, record),)
            case Send(requests):
                if value not in requests:
                    raise InvalidValueError(f"{value!r} is not one of {', '.join(map(str, requests))}")
                return tuple(requests[value])
            case Compute(function):
                return tuple(function(value, self.state))
            case Rework(function, _, reads):
                merged: dict[str, str] = {}
                for getter in reversed(reads):
                    merged.update(await self.poller.base(getter))
                return tuple(function(value, merged))
        raise UnsupportedError(f"this camera cannot set {binding.feature.key}")

    def _completed(self, setter: Command, changes: Record, record: Record) -> Request:
        """Return the request that carries changes; raise ReplyError when what must go along was not told."""
        getter = getter_of(self.dialect.commands, setter.group)
        told = self.poller.fields(getter) if getter else ()
        needed = {need for param in setter.params if param.field in changes for need in param.needs}
        for field in (setter.param(need).field for need in needed):
            if field in told and field not in record and field not in changes:
                raise ReplyError(f"the answer lacks {field}, nothing was changed", command=setter.name)
        return Request(setter, setter.complete(changes, record))

    async def _reread(self, binding: Binding, requests: Iterable[Request]) -> None:
        """Read what a write has changed: more may follow from it than was asked for."""
        groups = {request.command.group for request in requests if request.command.group}
        getters = [getter_of(self.dialect.commands, group) for group in groups]
        if binding.accessor is not None:
            record = self.state.known.get(binding.getter.name) if binding.getter else None
            told_there = record is None or binding.accessor.present_in(record)
            getters.append(binding.getter if told_there else binding.bulk_getter)
            getters += (each for each in binding.extra_getters if each.name not in self.state.records)
        for getter in {getter.name: getter for getter in getters if getter}.values():
            if self.poller.may_read(getter):
                with suppress(CameraError):
                    await self.poller.refresh(getter)

    async def read[T](self, feature: Feature[T]) -> T:
        """Ask the camera for a feature now, whatever is known of it.

        Raise UnsupportedError when it cannot tell this feature, and whatever the reading fails with.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.accessor is None:
            raise UnsupportedError(f"this camera cannot tell {feature.key}")
        for getter in (*self.poller.asked(binding), *binding.extra_getters):
            self._require(getter)
            await self.poller.refresh(getter)
        value = self.state.get(feature)
        if value is None:
            raise UnsupportedError(f"the camera does not tell {feature.key}")
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

        Raise InvalidValueError for a parameter out of range and for a destructive command without
        `confirm`, UnsupportedError for a command the manual does not have. `body` is the file for a
        command that takes one.
        """
        command = self.dialect.command(name)
        self.check(command, values or {}, confirm=confirm, upload=body is not None)
        response = await self._perform(command, values or {}, body)
        try:
            return {} if response.is_binary else self.dialect.wire.parse(command, response)
        except ReplyError:
            if command.effect is Effect.READ and command.returns:
                raise
            return {}

    def check(self, command: Command, values: Mapping[str, object], *, confirm: bool, upload: bool) -> None:
        """Raise what stands against running a command like this; nothing is sent."""
        if command.effect is Effect.STREAM:
            raise InvalidValueError("it never ends: the camera entity shows it", command=command.name)
        if command.effect is Effect.DESTRUCTIVE and not confirm:
            raise InvalidValueError("it must be confirmed", command=command.name)
        if bool(command.upload) is not upload:
            reason = "it takes a file" if command.upload else "it takes no file"
            raise InvalidValueError(reason, command=command.name)
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
            record = await self.poller.base(getter, whole=command.whole) if getter else {}
            await self.session.request(self._completed(command, changes, record))
        self._expire(command.group)

    async def _perform(
        self, command: Command, values: Mapping[str, object], body: bytes | None = None
    ) -> HttpResponse:
        self._require(command)
        request = Request(command, command.encode(values))
        total_timeout = None if body is None else UPLOAD_TIMEOUT
        response = await self.session.request(request, body=body, total_timeout=total_timeout)
        if command.effect is not Effect.READ:
            # What else changed by it, the next poll tells.
            self._expire(command.group)
        return response

    def _require(self, command: Command) -> None:
        if not self.poller.allows(command):
            raise PermissionDeniedError("this account may not do that", command=command.name)

    def _expire(self, group: str) -> None:
        getter = getter_of(self.dialect.commands, group)
        if getter is not None:
            self.poller.expire(getter)

    async def recall(self, preset: str) -> None:
        """Go to a preset by name or number; raise InvalidValueError for one that cannot be."""
        await self.ptz.ready()
        codec = self.codec(PRESET)
        if isinstance(codec, Choice) and preset in codec.names:
            await self.write(PRESET, preset)
        else:
            await self.ptz.recall(preset)

    def _moved(self) -> None:
        self.state.set(PRESET, None)

    def expire(self) -> None:
        """Let the next poll read everything that is wanted, however fresh."""
        self.poller.expire()

    def patch(self, values: Mapping[Feature, object]) -> None:
        """Take over values that the camera pushed."""
        for feature, value in values.items():
            self.state.set(feature, value)

    async def events(self) -> AsyncGenerator[Mapping[Feature, object]]:
        """Yield what the camera pushes, as it comes.

        From the first part on the same is polled only once more. Ends when the camera ends it;
        raise CameraError when it fails, UnsupportedError when there is no such thing.
        """
        command = self.dialect.events
        if command is None or self.poller.lacks(command):
            raise UnsupportedError("this camera pushes nothing")
        async with self.session.stream(Request(command, {}), EVENT_TIMEOUT) as (_head, chunks):
            try:
                async for part in text_parts(chunks):
                    yield self.poller.news(command, part)
            finally:
                self.poller.resume_polling()

    @property
    def pushes(self) -> bool:
        """Whether the camera pushes its events at this moment."""
        return self.poller.pushes

    async def aclose(self) -> None:
        """Stop the motors and end the pictures."""
        await self.ptz.aclose()
        await self.streams.aclose()

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
