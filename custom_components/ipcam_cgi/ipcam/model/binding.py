"""How a dialect reads and writes a feature.

A binding joins a feature to the getter whose reply it is in, to the accessor that finds the value there,
and to the way it is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from ..errors import InvalidValueError
from .accessors import Accessor, Value
from .catalogue import Catalogue, Command, Record, Request, getter_of
from .codecs import Choice, Codec
from .features import Feature
from .state import CameraState


@dataclass(frozen=True, slots=True)
class Change:
    """Write by a record's setter, which leaves the rest of the record as it is."""

    setter: Command


@dataclass(frozen=True, slots=True)
class Send[T = Any]:
    """Write by the requests that stand for each value."""

    requests: Mapping[T, Sequence[Request]]


@dataclass(frozen=True, slots=True)
class Compute[T = Any]:
    """Write by requests of `commands` that a dialect works out by a plain function."""

    function: Callable[[T, CameraState], Sequence[Request]]
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Rework[T = Any]:
    """Write by requests of `commands` worked out of what the `reads` answer right before."""

    function: Callable[[T, Record], Sequence[Request]]
    commands: tuple[Command, ...]
    reads: tuple[Command, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding[T = Any]:
    """A feature in one dialect."""

    feature: Feature[T]
    getter: Command | None = None
    """The command in whose reply the value is; None: the camera cannot tell it, and the last one written is
    assumed."""
    accessor: Accessor[T] | None = None
    """Finds the value in the reply, and says how a record must change to hold another."""
    writer: Change | Send[T] | Compute[T] | Rework[T] | None = None
    """How it is written; None: it can only be read."""
    codec: Codec[T] | None = None
    """The documented range or choices; None: there are none to show."""
    requires_armed: Feature[bool] | None = None
    """The switch without which a detection means nothing: while that is off or not known, so is this."""
    available_if: Callable[[CameraState], bool] | None = None
    """Whether this camera has the feature, by what it has told of itself; None: by its manual alone."""
    narrow_limits: Callable[[Codec[T], CameraState], Codec[T]] | None = None
    """Returns the documented limits narrowed to what this camera has told of itself."""
    extra_getters: tuple[Command, ...] = ()
    """Further getters whose fields the accessor needs to see; the getter's own fields go first."""
    capability_getters: tuple[Command, ...] = ()
    """By which the camera tells what `available_if` and `narrow_limits` want to know."""
    bulk_getter: Command | None = None
    """Tells this and much more, and spares the getter where the camera has it."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that a write of this feature may send."""
        match self.writer:
            case Change(setter):
                return (setter,)
            case Send(requests):
                return tuple(request.command for each in requests.values() for request in each)
            case Compute(_, commands) | Rework(_, commands, _):
                return commands
        return ()


type Bindings = Mapping[Feature, Binding]


class Extras[T = Any](TypedDict, total=False):
    """The optional parts of a binding."""

    requires_armed: Feature[bool]
    available_if: Callable[[CameraState], bool]
    narrow_limits: Callable[[Codec[T], CameraState], Codec[T]]
    extra_getters: tuple[Command, ...]
    capability_getters: tuple[Command, ...]
    bulk_getter: Command | None


class Binder:
    """Makes bindings against a catalogue, and fails at once where the two do not fit.

    For a relative that lacks some of the commands, `partial` gives None for what cannot be bound.
    """

    def __init__(self, commands: Catalogue, *, partial: bool = False) -> None:
        """Bind to `commands`."""
        self._commands = commands
        self._partial = partial

    def request(self, command: str, /, **values: object) -> Request | None:
        """Return a request of this command; its values are checked against the manual now."""
        try:
            row = self._commands[command]
            return Request(row, row.encode(values))
        except (KeyError, InvalidValueError) as error:
            self._missing(error)
            return None

    def kind(self, command: str, param: str) -> type | None:
        """Return the Python type of a parameter, None where the catalogue has none."""
        try:
            return self._commands[command].param(param).codec.kind
        except KeyError, InvalidValueError:
            return None

    def setting[T](
        self, feature: Feature[T], setter: str, param: str, **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a setting to the parameter that writes it; the group's getter reads it."""
        try:
            command = self._commands[setter]
            row = command.param(param)
        except (KeyError, InvalidValueError) as error:
            self._missing(error)
            return None
        self._check(feature, row.codec)
        return Binding(
            feature=feature,
            getter=getter_of(self._commands, command.group),
            accessor=Value[T](row.field or param, row.codec),
            writer=Change(command),
            codec=row.codec,
            **extras,
        )

    def change[T](
        self, feature: Feature[T], setter: str, accessor: Accessor[T], **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a value that an accessor finds in the record of a setter."""
        try:
            command = self._commands[setter]
        except KeyError as error:
            self._missing(error)
            return None
        getter = getter_of(self._commands, command.group)
        codec = accessor.codec if isinstance(accessor, Value) else None
        return Binding(
            feature=feature, getter=getter, accessor=accessor, writer=Change(command), codec=codec, **extras
        )

    def state[T](
        self, feature: Feature[T], getter: str, what: str | Accessor[T], **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a reading to a documented field of a getter, or to an accessor on its reply."""
        try:
            command = self._commands[getter]
            accessor = what if isinstance(what, Accessor) else self._field(feature, command, what)
        except (KeyError, InvalidValueError) as error:
            self._missing(error)
            return None
        codec = accessor.codec if isinstance(accessor, Value) else None
        return Binding(feature=feature, getter=command, accessor=accessor, codec=codec, **extras)

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
        return Binding(
            feature=feature,
            getter=self._commands[getter] if getter else None,
            accessor=accessor,
            writer=Send(table),
            codec=codec,
            **extras,
        )

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
            used = tuple(self._commands[name] for name in commands)
        except KeyError as error:
            self._missing(error)
            return None
        return Binding(
            feature=feature,
            getter=self._commands[getter] if getter else None,
            accessor=accessor,
            writer=Compute(function, used),
            codec=codec,
            **extras,
        )

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
            used = tuple(self._commands[name] for name in commands)
            read = tuple(self._commands[name] for name in reads)
        except KeyError as error:
            self._missing(error)
            return None
        if accessor is not None:
            extras["extra_getters"] = read[1:]
        return Binding(
            feature=feature,
            getter=read[0] if accessor is not None else None,
            accessor=accessor,
            writer=Rework(function, used, read),
            codec=codec,
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
