"""What a camera can do for an account, as its manual says and its answers have shown."""

from collections.abc import Collection, Iterable, Mapping

from .model.binding import Binding
from .model.catalogue import Access, Command, Effect, Record, Speed
from .model.codecs import Codec
from .model.dialect import Dialect
from .model.features import Feature
from .model.state import CameraState


class Capabilities:
    """Judges by a dialect, an account's rights and what is known of one camera; asks nothing."""

    def __init__(self, dialect: Dialect, role: Access, state: CameraState) -> None:
        """Judge by the bindings of `dialect`, as far as `role` may use them, and by `state`."""
        self.dialect = dialect
        self._role = role
        self._state = state

    def supports(self, feature: Feature) -> bool:
        """Whether this camera, with this account, has the feature.

        What was refused or is absent from an answer is not supported; what was not answered at
        all is expected to come.
        """
        binding = self.dialect.bindings.get(feature)
        if binding is None or not self._allows_all(binding):
            return False
        if binding.available_if is not None and not binding.available_if(self._state):
            return False
        if binding.getter is None or binding.accessor is None:
            return True
        if all(self._state.reading(each.name).absent for each in self.value_getters(binding)):
            return False
        armed = self.dialect.bindings.get(binding.requires_armed) if binding.requires_armed else None
        return self._may_tell(binding) and (armed is None or self._may_tell(armed))

    def _may_tell(self, binding: Binding) -> bool:
        record = self.record(binding, remembered=True)
        return record is None or binding.accessor is None or binding.accessor.present_in(record)

    def limits[T](self, feature: Feature[T]) -> Codec[T] | None:
        """Return the range or the choices of a feature as this camera has them, None where there are none.

        What it is set to is among them, whatever its manual says.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.codec is None:
            return None
        limits = binding.codec
        if binding.narrow_limits is not None:
            limits = binding.narrow_limits(limits, self._state)
        for value in self._state.told(feature):
            limits = limits.including(value)
        return limits

    def is_available(self, feature: Feature) -> bool:
        """Whether the last reading of this feature succeeded, and it counts as the camera is set now."""
        binding = self.dialect.bindings.get(feature)
        if binding is None or (binding.counts_if is not None and not binding.counts_if(self._state)):
            return False
        return all(self._state.reading(getter.name).failure is None for getter in self.value_getters(binding))

    def is_assumed(self, feature: Feature) -> bool:
        """Whether the camera cannot tell this value, so that the last one written is shown."""
        binding = self.dialect.bindings.get(feature)
        return binding is not None and binding.accessor is None

    @property
    def denied(self) -> list[Feature]:
        """Features that the camera has and this account may not use."""
        bindings = self.dialect.bindings
        return [feature for feature, binding in bindings.items() if not self._allows_all(binding)]

    @property
    def alarms(self) -> list[Feature]:
        """Features that are read at every poll."""
        return [
            feature
            for feature, binding in self.dialect.bindings.items()
            if binding.getter is not None and binding.getter.speed is Speed.FAST
        ]

    @property
    def is_complete(self) -> bool:
        """Whether the camera has told all of its abilities, now or before an earlier start."""
        return self.getters(self.dialect.bindings).keys() <= self._state.known.keys()

    def allows(self, command: Command) -> bool:
        """Whether the account may run a command, as far as is known."""
        may_ask = self.dialect.rights_vary and command.effect is Effect.READ
        return may_ask or command.access <= self._role

    def _allows_all(self, binding: Binding) -> bool:
        getter = (binding.getter,) if binding.getter else ()
        return all(self.allows(command) for command in (*binding.commands, *getter))

    def may_read(self, getter: Command) -> bool:
        """Whether reading this now would tell anything: it is allowed, there, and not pushed anyway."""
        reading = self._state.reading(getter.name)
        return self.allows(getter) and not reading.absent and reading.pushed_since is None

    def may_know(self, feature: Feature) -> bool:
        """Whether this account may ever learn a feature's value, as far as is known."""
        binding = self.dialect.bindings.get(feature)
        getters = self.value_getters(binding) if binding else ()
        readings = [(self.allows(getter), self._state.reading(getter.name)) for getter in getters]
        return not readings or any(
            allowed and not each.absent and not each.denied for allowed, each in readings
        )

    def forget_assumed(self) -> None:
        """Forget what the camera cannot tell, after it may have started anew."""
        for feature in self.dialect.bindings:
            if self.is_assumed(feature):
                self._state.set(feature, None)

    def value_getters(self, binding: Binding) -> tuple[Command, ...]:
        """Return what tells the value: the bulk getter unless this camera's lacks it."""
        bulk = binding.bulk_getter
        if bulk is not None and binding.accessor is not None:
            reading = self._state.reading(bulk.name)
            told = reading.newest is None or binding.accessor.present_in(reading.newest)
            if told and not reading.absent and self.allows(bulk):
                return (bulk,)
        return (binding.getter,) if binding.getter else ()

    def all_getters(self, binding: Binding) -> Iterable[Command]:
        """Yield what must be asked for a feature: its value, its limits, and whether it is armed."""
        yield from self.value_getters(binding)
        yield from binding.extra_getters
        yield from binding.capability_getters
        if binding.requires_armed and (armed := self.dialect.bindings.get(binding.requires_armed)):
            yield from self.all_getters(armed)

    def getters(self, features: Collection[Feature]) -> Mapping[str, Command]:
        """Return the getters of some features by name, as far as they are there and may be asked."""
        bindings = (self.dialect.bindings[each] for each in features if each in self.dialect.bindings)
        needed = {getter.name: getter for binding in bindings for getter in self.all_getters(binding)}
        return {
            name: getter
            for name, getter in needed.items()
            if self.allows(getter) and not self._state.reading(name).absent
        }

    def record(self, binding: Binding, *, remembered: bool = False) -> Record | None:
        """Return what the accessor of a binding looks at, None before all of it was read.

        `remembered`: replies from before the start count too.
        """
        if binding.getter is None:
            return None

        def told(getter: Command) -> Record | None:
            reading = self._state.reading(getter.name)
            return reading.newest if remembered else reading.record

        if binding.bulk_getter is not None and binding.accessor is not None:
            records = {each.name: told(each) for each in (binding.bulk_getter, binding.getter)}
            there = {name: record for name, record in records.items() if record is not None}
            plain = [name for name, record in there.items() if binding.accessor.present_in(record)]
            newest = max(plain or there, key=self._read_at, default=None)
            return None if newest is None else there[newest]
        extra = (each for each in binding.extra_getters if not self._state.reading(each.name).absent)
        first, *others = (told(getter) for getter in (binding.getter, *extra))
        if first is None or None in others:
            return None
        merged = dict[str, str]()
        for record in reversed(others):
            merged.update(record or {})
        return {**merged, **first} if others else first

    def _read_at(self, getter: str) -> float:
        return self._state.reading(getter).read_at or 0.0
