"""Takes over what a camera replies and pushes: what it says of each feature, and what it may be held to."""

from collections.abc import Iterable, Mapping
from time import monotonic

from .capabilities import Capabilities
from .model.binding import Binding
from .model.catalogue import Command, Record
from .model.features import Feature
from .model.state import CameraState, Reading

MAX_FIELDS = 4096
"""Fields of one record that a camera is held to."""
MAX_MISSES = 3
"""Times that a field which no manual knows may be missing until it counts as noise."""


class ReplyInterpreter:
    """Reads replies by a dialect's bindings into the state of one camera."""

    def __init__(self, capabilities: Capabilities, state: CameraState) -> None:
        """Read by the bindings behind `capabilities` into `state`."""
        self._capabilities = capabilities
        self._bindings = capabilities.dialect.bindings
        self._state = state
        self._dependents: dict[str, list[tuple[Feature, Binding]]] = {}
        """The features that may depend on the reply of each getter."""
        # What is armed comes first: it decides what an alarm's absence means.
        for feature, binding in sorted(
            self._bindings.items(), key=lambda item: item[1].requires_armed is not None
        ):
            if binding.getter is None or binding.accessor is None:
                continue
            for name in {command.name for command in self._possible(binding)}:
                self._dependents.setdefault(name, []).append((feature, binding))

    def _possible(self, binding: Binding) -> Iterable[Command]:
        """Yield every getter on whose reply a feature may depend."""
        yield from filter(
            None, (binding.getter, binding.bulk_getter, *binding.extra_getters, *binding.capability_getters)
        )
        if binding.requires_armed and (armed := self._bindings.get(binding.requires_armed)):
            yield from self._possible(armed)

    def take(self, getter: Command, record: Record) -> None:
        """Take over a reply and what it says, and nothing else: other values may have been pushed."""
        reading = self._state.reading(getter.name)
        self._expect(getter, reading, record)
        self._state.store_reply(getter, record)
        reading.denied = False
        reading.read_at = monotonic()
        for feature, binding in self._dependents.get(getter.name, ()):
            if getter == binding.getter or getter in self._capabilities.all_getters(binding):
                whole = self._capabilities.record(binding)
                self._state.set(feature, None if whole is None else self._meaning(binding, whole))

    def take_pushed(self, command: Command, record: Record) -> Mapping[Feature, object]:
        """Take over a part of an endless answer and return what it says; from now on it is not polled."""
        reading = self._state.reading(command.name)
        self._state.store_reply(command, {**(reading.record or {}), **record})
        if reading.pushed_since is None:
            reading.pushed_since = monotonic()
        values = {
            feature: self._meaning(binding, record)
            for feature, binding in self._bindings.items()
            if binding.getter is command and binding.accessor and binding.accessor.present_in(record)
        }
        for feature, value in values.items():
            self._state.set(feature, value)
        return values

    def end_push(self, command: Command) -> None:
        """Let it be polled again."""
        self._state.reading(command.name).pushed_since = None

    def _expect(self, getter: Command, reading: Reading, record: Record) -> None:
        """Hold the camera to the fields that it has, except what no manual knows and soon is gone."""
        documented = {field.name for field in getter.returns}
        missed = {name: 0 if name in record else times + 1 for name, times in reading.expected.items()}
        missed = dict.fromkeys(record, 0) | missed
        known = [name for name, times in missed.items() if times < MAX_MISSES or name in documented]
        reading.expected = {name: missed[name] for name in known[:MAX_FIELDS]}

    def _meaning(self, binding: Binding, record: Record) -> object:
        value = binding.accessor.read(record) if binding.accessor else None
        armed = binding.requires_armed
        if armed and not value and self._state.get(armed) is not True and self._capabilities.may_know(armed):
            # No alarm means nothing where nobody watches.
            return None
        return value
