"""How a dialect reads and writes a feature.

A binding joins a feature to the getter whose reply it is in, to the accessor that finds the value there,
and to the writer that changes it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from ..errors import InvalidValueError
from .accessors import Accessor, Value
from .catalogue import Catalogue, Command, Record, Request
from .codecs import Choice, Codec
from .features import Feature
from .state import CameraState
from .writer import Writer, by_record, by_setter, by_state, by_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding[T = Any]:
    """A feature in one dialect."""

    feature: Feature[T]
    getter: Command | None = None
    """The command in whose reply the value is; None: the camera cannot tell it, and the last one written is
    assumed."""
    accessor: Accessor[T] | None = None
    """Finds the value in the reply, and says how a record must change to hold another."""
    writer: Writer[T] | None = None
    """How it is written; None: it can only be read."""
    codec: Codec[T] | None = None
    """The documented range or choices; None: there are none to show."""
    requires_armed: Feature[bool] | None = None
    """The switch without which a detection means nothing: while that is off or not known, so is this."""
    available_if: Callable[[CameraState], bool] | None = None
    """Whether this camera has the feature, by what it has told of itself; None: by its manual alone."""
    counts_if: Callable[[CameraState], bool] | None = None
    """Whether it counts as the camera is set now, in its present mode for one; None: always."""
    narrow_limits: Callable[[Codec[T], CameraState], Codec[T]] | None = None
    """Returns the documented limits narrowed to what this camera has told of itself."""
    extra_getters: tuple[Command, ...] = ()
    """Further getters whose fields the accessor needs to see, as far as the camera has them; the getter's own
    fields go first."""
    capability_getters: tuple[Command, ...] = ()
    """By which the camera tells what `available_if` and `narrow_limits` want to know; from the rows."""
    bulk_getter: Command | None = None
    """Tells this and much more, and spares the getter where the camera has it; from the getter's row."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that a write of this feature may send."""
        return self.writer.commands if self.writer else ()


type Bindings = Mapping[Feature, Binding]


class Extras[T = Any](TypedDict, total=False):
    """What a dialect may say of a binding besides."""

    requires_armed: Feature[bool]
    available_if: Callable[[CameraState], bool]
    counts_if: Callable[[CameraState], bool]
    narrow_limits: Callable[[Codec[T], CameraState], Codec[T]]


class Binder:
    """Makes bindings against a catalogue, and fails at once where the two do not fit.

    For a relative that lacks some of the commands, `partial` gives None for what cannot be bound.
    """

    def __init__(self, commands: Catalogue, *, partial: bool = False) -> None:
        """Bind to `commands`."""
        self.commands = commands
        self._partial = partial

    def request(self, command: str, /, **values: object) -> Request | None:
        """Return a request of this command; its values are checked against the manual now."""
        try:
            return self.commands[command].request(**values)
        except (KeyError, InvalidValueError) as error:
            self._missing(error)
            return None

    def kind(self, command: str, param: str) -> type | None:
        """Return the Python type of a parameter, None where the catalogue has none."""
        try:
            return self.commands[command].param(param).codec.kind
        except KeyError, InvalidValueError:
            return None

    def setting[T](
        self, feature: Feature[T], setter: str, param: str, **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a setting to the parameter that writes it; the group's getter reads it."""
        try:
            row = self.commands[setter].param(param)
        except (KeyError, InvalidValueError) as error:
            self._missing(error)
            return None
        self._check(feature, row.codec)
        return self.change(feature, setter, Value[T](row.field or param, row.codec), **extras)

    def change[T](
        self, feature: Feature[T], setter: str, accessor: Accessor[T], **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a value that an accessor finds in the record of a setter."""
        try:
            command = self.commands[setter]
        except KeyError as error:
            self._missing(error)
            return None
        getter = self.commands.getter(command.group)
        writer = by_setter(command, accessor, getter)
        return self._bound(feature, getter, accessor, writer, **extras)

    def state[T](
        self, feature: Feature[T], getter: str, what: str | Accessor[T], **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a reading to a documented field of a getter, or to an accessor on its reply."""
        try:
            command = self.commands[getter]
            accessor = what if isinstance(what, Accessor) else self._field(feature, command, what)
        except (KeyError, InvalidValueError) as error:
            self._missing(error)
            return None
        return self._bound(feature, command, accessor, **extras)

    def send[T](
        self,
        feature: Feature[T],
        requests: Mapping[T, Sequence[Request | None]],
        *,
        getter: str = "",
        accessor: Accessor[T] | None = None,
        **extras: Unpack[Extras[T]],
    ) -> Binding[T] | None:
        """Bind values to the requests that bring them about; without an accessor the state is assumed."""
        table: dict[T, Sequence[Request]] = {}
        for value, each in requests.items():
            known = [request for request in each if request]
            if len(known) == len(each):
                table[value] = known
        if not table:
            return None
        codec: Codec | None = None
        if feature.kind is str:
            codec = Choice({str(value): str(value) for value in table})
        told = self.commands[getter] if getter else None
        return self._bound(feature, told, accessor, by_value(table), codec=codec, **extras)

    def action(
        self, feature: Feature[None], *requests: Request | None, **extras: Unpack[Extras]
    ) -> Binding[None] | None:
        """Bind something that can only be done."""
        return self.send(feature, {None: requests}, **extras)

    def compute[T](
        self,
        feature: Feature[T],
        function: Callable[[T, CameraState], Sequence[Request]],
        *commands: str,
        codec: Codec[T] | None = None,
        getter: str = "",
        accessor: Accessor[T] | None = None,
        **extras: Unpack[Extras[T]],
    ) -> Binding[T] | None:
        """Bind to a plain function of the dialect that makes requests of `commands`."""
        try:
            used = [self.commands[name] for name in commands]
        except KeyError as error:
            self._missing(error)
            return None
        told = self.commands[getter] if getter else None
        return self._bound(feature, told, accessor, by_state(function, used), codec=codec, **extras)

    def rework[T](
        self,
        feature: Feature[T],
        function: Callable[[T, Record], Sequence[Request]],
        *commands: str,
        reads: Sequence[str],
        accessor: Accessor[T] | None = None,
        codec: Codec[T] | None = None,
        **extras: Unpack[Extras[T]],
    ) -> Binding[T] | None:
        """Bind to a plain function that makes requests out of fresh readings; an accessor sees them too."""
        try:
            used = [self.commands[name] for name in commands]
            getters = [self.commands[name] for name in reads]
        except KeyError as error:
            self._missing(error)
            return None
        writer = by_record(function, used, getters)
        if accessor is None:
            return self._bound(feature, None, None, writer, codec=codec, **extras)
        getter, *others = getters
        return self._bound(feature, getter, accessor, writer, codec=codec, others=others, **extras)

    def _bound[T](
        self,
        feature: Feature[T],
        getter: Command | None,
        accessor: Accessor[T] | None,
        writer: Writer[T] | None = None,
        *,
        codec: Codec[T] | None = None,
        others: Sequence[Command] = (),
        **extras: Unpack[Extras[T]],
    ) -> Binding[T]:
        """Return a binding with what the catalogue says of its commands."""
        fields = accessor.looks_at if accessor else ()
        if isinstance(accessor, Value):
            codec = codec or accessor.codec
        asks = "available_if" in extras or "narrow_limits" in extras
        return Binding(
            feature=feature,
            getter=getter,
            accessor=accessor,
            writer=writer,
            codec=codec,
            extra_getters=tuple(others),
            bulk_getter=self.commands.bulk_getter(getter, fields) if getter else None,
            capability_getters=self.commands.capability_getters(*writer.commands) if asks and writer else (),
            **extras,
        )

    def _field[T](self, feature: Feature[T], command: Command, name: str) -> Value[T]:
        codec = command.field(name).codec
        self._check(feature, codec)
        return Value(name, codec)

    def _missing(self, error: Exception) -> None:
        if not self._partial:
            raise error

    @staticmethod
    def _check(feature: Feature, codec: Codec) -> None:
        if codec.kind is not feature.kind:
            raise TypeError(f"{feature.key} is {feature.kind}, its codec reads {codec.kind}")


def table(*bindings: Binding | None) -> Bindings:
    """Index bindings by feature; raise ValueError when a feature is bound twice."""
    rows: dict[Feature, Binding] = {}
    for binding in bindings:
        if binding is None:
            continue
        if binding.feature in rows:
            raise ValueError(f"feature {binding.feature.key} is bound twice")
        rows[binding.feature] = binding
    return rows
