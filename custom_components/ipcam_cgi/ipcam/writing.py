"""Brings features to values: what must be known is read right before, what follows is read right after."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from .capabilities import Capabilities
from .errors import CameraConnectionError, CameraError, Reason, UnconfirmedError, UnsupportedError
from .http.session import Session
from .model.binding import Binding
from .model.catalogue import Command, Request
from .model.features import FACTORY_RESET, RESTART, Feature
from .model.state import CameraState
from .model.writer import Before, Writer
from .poller import Poller

STARTS_ANEW = frozenset({FACTORY_RESET, RESTART})
"""After these, nobody knows what a camera has lit or switched that it cannot tell. It may do them at once,
without an answer."""
_LOST = frozenset(reason.value[1] for reason in (Reason.CLOSED, Reason.BROKE_OFF, Reason.TIMEOUT))
"""How requests fail that have gone out."""


class FeatureWriter:
    """Writes to one camera, one write after the other: each begins with what the one before has left."""

    def __init__(
        self, session: Session, capabilities: Capabilities, state: CameraState, poller: Poller
    ) -> None:
        """Write over `session`, within `capabilities`; what it makes of it goes into `state` by `poller`."""
        self._session = session
        self._capabilities = capabilities
        self._dialect = capabilities.dialect
        self._state = state
        self._poller = poller
        self._lock = asyncio.Lock()

    async def write[T](self, feature: Feature[T], value: T) -> None:
        """Bring a feature to `value` and read back what the camera made of it; raise like `Camera.write`."""
        binding: Binding[T] | None = self._dialect.bindings.get(feature)
        if binding is None or binding.writer is None:
            raise UnsupportedError(f"this camera cannot set {feature.key}")
        async with self._lock:
            requests = await self._requests(feature, binding.writer, value)
            before = self._state.get(feature)
            self._state.set(feature, value)
            try:
                for request in requests:
                    await self._session.request(request)
            except CameraConnectionError as error:
                self._state.set(feature, before)
                if feature in STARTS_ANEW and error.reason_key in _LOST:
                    return
                # It may have arrived all the same: the next poll tells, a silent camera is not asked now.
                for request in requests:
                    self.expire(request.command.group)
                raise
            except CameraError as error:
                self._state.set(feature, before)
                await self._reread(binding, requests)
                if isinstance(error, UnconfirmedError) and self._has_taken(binding, value):
                    return
                raise
            await self._reread(binding, requests)
            if any([await self._amend(request) for request in requests]):
                await self._reread(binding, requests)
            if feature in STARTS_ANEW:
                self._capabilities.forget_assumed()

    def _has_taken[T](self, binding: Binding[T], value: T) -> bool:
        """Whether a value was read back just now."""
        getters = self._capabilities.value_getters(binding)
        fresh = bool(getters) and self._capabilities.is_available(binding.feature)
        return fresh and binding.accessor is not None and self._state.get(binding.feature) == value

    async def change(self, setter: Command, values: Mapping[str, object]) -> None:
        """Set these parameters of a record and leave the others as they are."""
        changes: dict[str, str] = {}
        for name, value in values.items():
            param = setter.param(name)
            changes[param.field] = param.codec.encode(value)
        async with self._lock:
            getter = self._dialect.commands.getter(setter.group)
            record = await self._poller.read_to_change(getter, whole=setter.whole) if getter else {}
            expected = self._state.reading(getter.name).expected if getter else ()
            request = Request(setter, setter.complete(changes, record, expected))
            await self._session.request(request)
            if getter and self._dialect.wire.in_doubt(request):
                with suppress(CameraError):
                    await self._poller.refresh(getter)
                await self._amend(request)
        self.expire(setter.group)

    async def _amend(self, request: Request) -> bool:
        """Send once more what the camera took otherwise than it was meant, by what was just read back."""
        getter = self._dialect.commands.getter(request.command.group)
        reading = self._state.reading(getter.name) if getter else None
        if reading is None or reading.record is None or reading.failure is not None:
            return False
        amended = self._dialect.wire.amended(request, reading.record)
        if amended is not None:
            await self._session.request(amended)
        return amended is not None

    def expire(self, group: str) -> None:
        """Let the next poll read a record, however fresh."""
        getter = self._dialect.commands.getter(group)
        if getter is not None:
            self._poller.expire(getter)

    async def _requests[T](self, feature: Feature[T], writer: Writer[T], value: T) -> Sequence[Request]:
        limits = self._capabilities.limits(feature)
        if limits is not None:
            limits.encode(value)
        record: dict[str, str] = {}
        expected: set[str] = set()
        for getter in reversed(writer.reads):
            if self._state.reading(getter.name).absent:
                continue
            record.update(await self._poller.read_to_change(getter, whole=writer.whole))
            expected.update(self._state.reading(getter.name).expected)
        return writer.requests(value, Before(record=record, expected=expected, state=self._state))

    async def _reread(self, binding: Binding, requests: Iterable[Request]) -> None:
        """Read what a write has changed: more may follow from it than was asked for."""
        groups = {request.command.group for request in requests if request.command.group}
        getters = [self._dialect.commands.getter(group) for group in groups]
        if binding.accessor is not None:
            record = self._state.known.get(binding.getter.name) if binding.getter else None
            told_there = record is None or binding.accessor.present_in(record)
            getters.append(binding.getter if told_there else binding.bulk_getter)
            extra = binding.extra_getters
            getters += (each for each in extra if self._state.reading(each.name).record is None)
        for getter in {getter.name: getter for getter in getters if getter}.values():
            if self._capabilities.may_read(getter):
                with suppress(CameraError):
                    await self._poller.refresh(getter)
