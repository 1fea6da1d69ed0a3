"""How a dialect reads and writes a feature.

A lens looks at one value inside a record: it gets the value out and puts a new one in, and what it
does not look at stays as it is. A binding joins a feature to the getter whose reply it is in and to
the way it is written.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack, override

from .catalogue import Catalogue, Command, Record, getter_of
from .errors import BadReply, InvalidValue
from .features import Feature
from .snapshot import Snapshot
from .values import Choice, Codec, Int


class Lens[T = Any](ABC):
    """One value inside a record."""

    merges = False
    """Whether `put` needs the record as it is in the camera now."""

    @abstractmethod
    def get(self, record: Record) -> T | None:
        """Return the value, None when the reply lacks or garbles it."""

    @abstractmethod
    def seen(self, record: Record) -> bool:
        """Whether the reply speaks of this value at all, readable or not."""

    def put(self, value: T, record: Record) -> dict[str, str]:
        """Return the changed fields; raise InvalidValue when the value or the record will not do."""
        raise InvalidValue("cannot be written")


@dataclass(frozen=True, slots=True)
class Value[T = Any](Lens[T]):
    """A field of its own."""

    field: str
    codec: Codec[T]

    @override
    def get(self, record: Record) -> T | None:
        if self.field not in record:
            return None
        try:
            return self.codec.decode(record[self.field])
        except BadReply:
            return None

    @override
    def seen(self, record: Record) -> bool:
        return self.field in record

    @override
    def put(self, value: T, record: Record) -> dict[str, str]:
        return {self.field: self.codec.encode(value)}


@dataclass(frozen=True, slots=True)
class Bit(Lens[bool]):
    """One bit of a number; the other bits, known or not, stay as they are."""

    field: str
    index: int
    merges = True

    @override
    def get(self, record: Record) -> bool | None:
        number = Value(self.field, BITS).get(record)
        return None if number is None else bool(number >> self.index & 1)

    @override
    def seen(self, record: Record) -> bool:
        return self.field in record

    @override
    def put(self, value: bool, record: Record) -> dict[str, str]:
        number = Value(self.field, BITS).get(record)
        if number is None:
            raise InvalidValue(f"the camera did not tell its {self.field}, nothing was changed")
        mask = 1 << self.index
        return {self.field: str(number | mask if value else number & ~mask)}


BITS = Int(0, (1 << 64) - 1)


@dataclass(frozen=True, slots=True)
class Is(Lens[bool]):
    """Whether a state field shows `code`; read only."""

    field: str
    code: str

    @override
    def get(self, record: Record) -> bool | None:
        text = record.get(self.field, "").strip()
        return text == self.code if text else None

    @override
    def seen(self, record: Record) -> bool:
        return self.field in record


@dataclass(frozen=True, slots=True)
class Computed[T = Any](Lens[T]):
    """A value that a dialect works out of a record by a plain function; read only."""

    function: Callable[[Record], T | None]

    @override
    def get(self, record: Record) -> T | None:
        return self.function(record)

    @override
    def seen(self, record: Record) -> bool:
        return self.function(record) is not None


@dataclass(frozen=True, slots=True)
class Request:
    """A command with its parameters as wire text."""

    command: Command
    params: Record


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

    function: Callable[[T, Snapshot], Sequence[Request]]
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Rework[T = Any]:
    """Write by requests of `commands` worked out of what the `reads` answer right before."""

    function: Callable[[T, Record], Sequence[Request]]
    commands: tuple[Command, ...]
    reads: tuple[Command, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding[T = Any]:
    """A feature in one dialect.

    Without a getter the camera cannot tell the value: the last one written is assumed.
    `armed_by` names the switch without which a detection means nothing: while that is off or not
    known, so is this. `when` tells whether this camera has the feature at all, `refine` narrows
    the documented limits to what this camera tells of itself. `beside` are further getters whose
    fields the lens needs to see, `facts` are those by which the camera tells what `when` and
    `refine` want to know. `cover` tells this and much more, and spares the getter where the camera
    has it.
    """

    feature: Feature[T]
    getter: Command | None = None
    lens: Lens[T] | None = None
    writer: Change | Send[T] | Compute[T] | Rework[T] | None = None
    codec: Codec[T] | None = None
    armed_by: Feature[bool] | None = None
    when: Callable[[Snapshot], bool] | None = None
    refine: Callable[[Codec[T], Snapshot], Codec[T]] | None = None
    beside: tuple[Command, ...] = ()
    facts: tuple[Command, ...] = ()
    cover: Command | None = None

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

    armed_by: Feature[bool]
    when: Callable[[Snapshot], bool]
    refine: Callable[[Codec[T], Snapshot], Codec[T]]
    beside: tuple[Command, ...]
    facts: tuple[Command, ...]
    cover: Command | None


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
        except (KeyError, InvalidValue) as error:
            self._missing(error)
            return None

    def kind(self, command: str, param: str) -> type | None:
        """Return the Python type of a parameter, None where the catalogue has none."""
        try:
            return self._commands[command].param(param).codec.kind
        except KeyError, InvalidValue:
            return None

    def setting[T](
        self, feature: Feature[T], setter: str, param: str, **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a setting to the parameter that writes it; the group's getter reads it."""
        try:
            command = self._commands[setter]
            row = command.param(param)
        except (KeyError, InvalidValue) as error:
            self._missing(error)
            return None
        self._check(feature, row.codec)
        return Binding(
            feature=feature,
            getter=getter_of(self._commands, command.group),
            lens=Value[T](row.field or param, row.codec),
            writer=Change(command),
            codec=row.codec,
            **extras,
        )

    def change[T](
        self, feature: Feature[T], setter: str, lens: Lens[T], **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a value that a lens finds in the record of a setter."""
        try:
            command = self._commands[setter]
        except KeyError as error:
            self._missing(error)
            return None
        getter = getter_of(self._commands, command.group)
        codec = lens.codec if isinstance(lens, Value) else None
        return Binding(
            feature=feature, getter=getter, lens=lens, writer=Change(command), codec=codec, **extras
        )

    def state[T](
        self, feature: Feature[T], getter: str, what: str | Lens[T], **extras: Unpack[Extras[T]]
    ) -> Binding[T] | None:
        """Bind a reading to a documented field of a getter, or to a lens on its reply."""
        try:
            command = self._commands[getter]
            lens = what if isinstance(what, Lens) else self._field(feature, command, what)
        except (KeyError, InvalidValue) as error:
            self._missing(error)
            return None
        codec = lens.codec if isinstance(lens, Value) else None
        return Binding(feature=feature, getter=command, lens=lens, codec=codec, **extras)

    def send[T](
        self,
        feature: Feature[T],
        requests: Mapping[T, Sequence[Request | None]],
        *,
        getter: str = "",
        lens: Lens[T] | None = None,
        **extras: Unpack[Extras[T]],
    ) -> Binding[T] | None:
        """Bind values to the requests that bring them about; without a lens the state is assumed."""
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
            lens=lens,
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
        function: Callable[[T, Snapshot], Sequence[Request]],
        *commands: str,
        codec: Codec[T] | None = None,
        getter: str = "",
        lens: Lens[T] | None = None,
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
            lens=lens,
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
        lens: Lens[T] | None = None,
        codec: Codec[T] | None = None,
        **extras: Unpack[Extras[T]],
    ) -> Binding[T] | None:
        """Bind to a plain function that makes requests out of fresh readings; a lens sees them too."""
        try:
            used = tuple(self._commands[name] for name in commands)
            read = tuple(self._commands[name] for name in reads)
        except KeyError as error:
            self._missing(error)
            return None
        if lens is not None:
            extras["beside"] = read[1:]
        return Binding(
            feature=feature,
            getter=read[0] if lens is not None else None,
            lens=lens,
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
