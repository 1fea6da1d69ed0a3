"""What a manual documents: commands with their parameters, privileges and effects."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, StrEnum, auto
from typing import override

from ..errors import InvalidValueError, ReplyError
from .codecs import Codec, Flag, Int

type Record = Mapping[str, str]
"""One reply: wire text by the manual's field name. Fields come and go with the firmware."""


class Doubtful(str):
    """Wire text of which it is not certain what the camera means by it: good to be shown, not to be sent."""

    __slots__ = ()


class Access(IntEnum):
    """The privilege a command needs and an account has, in rising order."""

    NONE = 0
    VISITOR = 1
    OPERATOR = 2
    ADMINISTRATOR = 3


class Effect(StrEnum):
    """What a command does to the camera."""

    READ = auto()
    WRITE = auto()
    ACTION = auto()
    STREAM = auto()
    DESTRUCTIVE = auto()


class Speed(Enum):
    """How often a reading is worth asking for."""

    FAST = auto()
    """Alarms: every poll."""
    SLOW = auto()
    """Settings: every few minutes."""
    ONCE = auto()
    """Identity: once per connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a reply."""

    name: str
    """As the reply has it."""
    codec: Codec
    """How its text is read: type, range, unit, and whether it is secret."""
    doc: str = ""
    """What it means, where the name does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """One parameter of a request."""

    name: str
    """As the request has it."""
    codec: Codec
    """How a value is written: type, range, unit, and whether it is secret."""
    field: str = ""
    """The same value in the reply of the group's getter; empty: the command's `prefix` and `name`."""
    required: bool = True
    """Whether the request is wrong without it."""
    unset: str = "0"
    """What is sent in place of a number that nobody has set."""
    needs: tuple[str, ...] = ()
    """Parameters that must go along whenever this one is sent."""
    doc: str = ""
    """What it means, where the name does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Command:
    """One documented request."""

    name: str
    """What the manual calls it; unique within the manual."""
    path: str
    """Path of the URL, with the slash in front."""
    doc: str
    """What it does, in a few words of our own."""
    access: Access
    """The least privilege that an account needs for it."""
    effect: Effect
    """What it does to the camera. A destructive one is run only when that was confirmed."""
    section: str
    """Where the manual has it, for the reader of the reference."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Query pairs that tell it from others of the same path; they go first."""
    params: tuple[Param, ...] = ()
    """What it can be told, in the manual's order."""
    returns: tuple[Field, ...] = ()
    """What the manual says that it replies. Firmware may say less and more."""
    group: str = ""
    """The record that it reads or writes: ties a getter to the setters of the same settings. After a write
    the getter of its group is read again, and the base of a read, change, write is the getter's reply."""
    whole: bool = False
    """Whether a setter stands for the complete record: what it is not told, the camera forgets."""
    prefix: str | None = None
    """What the getter puts before the names of this setter's fields. Fields with it that the manual does not
    know are kept too; None: there is no such rule."""
    readonly: frozenset[str] = frozenset()
    """Fields that the getter shows and that are sent only when they are what is to change, such as the
    clock."""
    told_again: tuple[str, str] = ("", "")
    """A field and the code with which the `readonly` fields must go along with any change."""
    speed: Speed = Speed.SLOW
    """How often a getter is worth asking."""
    upload: str = ""
    """The file field of a POST; with a slash in it, the type of a body that is the file itself."""
    response_timeout: float = 0
    """Seconds that the answer may take where the usual ones are too few; 0: the usual ones."""
    bulk_getter: str = ""
    """The name of a command that tells this getter's record among others: where the camera has it, one
    request spares many."""
    bulk_lacks: frozenset[str] = frozenset()
    """Fields of this getter's record that the bulk getter leaves out."""
    capability_getters: tuple[str, ...] = ()
    """For a setter or an action: the names of the commands by which a camera tells what it can of this."""
    since: str = ""
    """The firmware or manual from which on it is there."""
    note: str = ""
    """What a person should know before using it."""

    def param(self, name: str) -> Param:
        """Return the parameter of this name; raise InvalidValueError when the manual has none."""
        for param in self.params:
            if param.name == name:
                return param
        raise InvalidValueError(f"has no parameter {name!r}", command=self.name)

    def field(self, name: str) -> Field:
        """Return the documented reply field of this name; raise InvalidValueError when there is none."""
        for field in self.returns:
            if field.name == name:
                return field
        raise InvalidValueError(f"has no field {name!r}", command=self.name)

    def encode(self, values: Mapping[str, object]) -> dict[str, str]:
        """Check `values` against the manual and return them as wire text, in manual order.

        Raise InvalidValueError for an unknown name, a value out of range or a missing parameter.
        """
        for name in values:
            self.param(name)
        sent = {}
        for param in self.params:
            if param.name in values:
                try:
                    sent[param.name] = param.codec.encode(values[param.name])
                except InvalidValueError as error:
                    raise InvalidValueError(f"{param.name}: {error.reason}", command=self.name) from None
            elif param.required:
                raise InvalidValueError(f"{param.name} is missing", command=self.name)
        return sent

    def request(self, **values: object) -> Request:
        """Return a request with these parameters; raise InvalidValueError like `encode`."""
        return Request(self, self.encode(values))

    def complete(self, changes: Record, record: Record, expected: Collection[str] = ()) -> dict[str, str]:
        """Return the parameters that carry `changes` to the camera without losing a setting.

        All arguments are keyed by the getter's field names. A whole-record setter gets every
        field of `record`, also those that the manual does not know, so that a newer firmware keeps
        what it has, and none that this camera does not have: `expected` are those that its getter has
        told before. Raise ReplyError when `record` lacks one of them that must go along,
        InvalidValueError when it lacks a required one and nothing was ever told: then nothing may be
        sent, nor when a text of it is Doubtful.
        """
        merged = {**record, **changes}
        needed = {need for param in self.params if param.field in changes for need in param.needs}
        for field in (self.param(need).field for need in needed):
            if field in expected and field not in merged:
                raise ReplyError(f"the reply lacks {field}; nothing was changed", command=self.name)
        wanted = {param.name for param in self.params if param.field in changes}
        if self.whole:
            wanted |= {param.name for param in self.params if param.field not in self.readonly}
            field, code = self.told_again
            if field and merged.get(field, "").strip() == code:
                wanted |= {param.name for param in self.params if param.field in merged}
        for param in self.params:
            if param.name in wanted:
                wanted.update(param.needs)
        sent = {}
        for param in self.params:
            if param.name not in wanted:
                continue
            if param.field in merged:
                text = merged[param.field]
                if not text.strip() and param.field not in changes and isinstance(param.codec, Int | Flag):
                    # A number that nobody has set: cameras tell it empty, and refuse it like that.
                    if not param.required:
                        continue
                    text = param.unset
                sent[param.name] = self._certain(param.field, text)
            elif param.required and param.field in expected:
                raise ReplyError(f"the reply lacks {param.field}; nothing was changed", command=self.name)
            elif param.required and not expected:
                raise InvalidValueError(
                    f"the camera did not report its {param.field}; nothing was changed",
                    command=self.name,
                )
        if self.whole and self.prefix is not None:
            known = {param.field for param in self.params} | self.readonly
            for name, text in merged.items():
                if name.startswith(self.prefix) and name not in known:
                    sent[name.removeprefix(self.prefix)] = self._certain(name, text)
        return sent

    def _certain(self, field: str, text: str) -> str:
        """Return what is to be sent back; raise InvalidValueError when the camera may mean another text."""
        if isinstance(text, Doubtful):
            raise InvalidValueError(
                f"it is not certain what the camera's {field} is, nothing was changed", command=self.name
            )
        return text

    @property
    def secrets(self) -> frozenset[str]:
        """Names of parameters and fields that must never be logged or shown."""
        items: tuple[Param | Field, ...] = (*self.params, *self.returns)
        return frozenset(item.name for item in items if item.codec.secret)


@dataclass(frozen=True, slots=True)
class Request:
    """A command with its parameters as wire text."""

    command: Command
    params: Record


class Catalogue(Mapping[str, Command]):
    """The commands of a manual by name, in its order, and what belongs to each group of them."""

    def __init__(self, commands: Iterable[Command]) -> None:
        """Index `commands` by name and name the field behind each parameter of a group's setter.

        Raise ValueError when a name is used twice.
        """
        self._commands: dict[str, Command] = {}
        self._getters: dict[str, Command] = {}
        for command in map(_with_fields, commands):
            if command.name in self._commands:
                raise ValueError(f"command {command.name} is listed twice")
            self._commands[command.name] = command
            if command.group and command.effect is Effect.READ:
                self._getters.setdefault(command.group, command)

    @override
    def __getitem__(self, name: str) -> Command:
        return self._commands[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    @override
    def __len__(self) -> int:
        return len(self._commands)

    def getter(self, group: str) -> Command | None:
        """Return the command that reads `group`, or None where the manual documents none."""
        return self._getters.get(group)

    def bulk_getter(self, getter: Command, fields: Iterable[str] = ()) -> Command | None:
        """Return the command that tells this getter's record too, None where it lacks one of `fields`."""
        if not getter.bulk_getter or not getter.bulk_lacks.isdisjoint(fields):
            return None
        return self[getter.bulk_getter]

    def capability_getters(self, *commands: Command) -> tuple[Command, ...]:
        """Return the commands by which a camera tells what it can of these."""
        names = dict.fromkeys(name for command in commands for name in command.capability_getters)
        return tuple(self[name] for name in names)

    def overlay(self, *, changed: Iterable[Command] = (), without: Iterable[str] = ()) -> Catalogue:
        """Return a relative's catalogue: rows replaced or added, others left out.

        Raise KeyError when a row to leave out is not there.
        """
        rows = {**self, **Catalogue(changed)}
        for name in without:
            del rows[name]
        return Catalogue(rows.values())


def _with_fields(command: Command) -> Command:
    """Return a group's command with the name of the getter's field behind each parameter."""
    if not command.group:
        return command
    prefix = command.prefix or ""
    params = (param if param.field else replace(param, field=prefix + param.name) for param in command.params)
    return replace(command, params=tuple(params))
