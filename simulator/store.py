"""What a simulated camera remembers: one record per group of the catalogue, as wire text."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
import re

from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError, ReplyError
from custom_components.ipcam_cgi.ipcam.model.catalogue import Catalogue, Command, Effect, Param
from custom_components.ipcam_cgi.ipcam.model.codecs import Codec

type Records = dict[str, dict[str, str]]

REDACTED = "**"
"""How values begin that a diagnostics file hides."""


class IllegalParameterError(Exception):
    """The camera does not take this value or this set of parameters."""


def key(command: Command) -> str:
    """Return the name of the record a command reads or writes: its group, else its own name."""
    return command.group or command.name


class Store:
    """The records of a camera, changed by its setters as real firmware does it.

    `partial` is how the dialect's cameras treat a whole-record setter that lacks parameters: refuse
    it (False) or set what is missing to its default (True). `beyond` are the values that they take
    although no manual has them, as a regular expression per field.
    """

    def __init__(self, commands: Catalogue, *, partial: bool, beyond: Mapping[str, str]) -> None:
        self.records: Records = {}
        self._commands = commands
        self._partial = partial
        self._beyond = beyond
        self._defaults: Records = {}

    def reset(
        self,
        *,
        live: Mapping[str, Iterable[str]],
        defaults: Mapping[str, Mapping[str, str]],
        without: Mapping[str, Iterable[str]],
        extras: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Start with the catalogue's sample values and `defaults`.

        All is per record: `live` names what the camera works out anew for each answer, `without` what
        this firmware lacks, and `extras` are fields that no manual knows.
        """
        self.records.clear()
        for command in self._commands.values():
            if command.effect is Effect.READ and command.returns:
                fields = {field.name: sample(field.codec) for field in command.returns}
            elif command.group and self._commands.getter(command.group) is None:
                fields = {param.field: sample(param.codec) for param in command.params}
            else:
                continue
            record = self.records.setdefault(key(command), {})
            record.update((name, text) for name, text in fields.items() if name not in record)
        for name, fields_of in live.items():
            record = self.records.get(name, {})
            for field in fields_of:
                record.pop(field, None)
        for name in [name for name, record in self.records.items() if not record]:
            del self.records[name]
        for name, known in defaults.items():
            record = self.records.get(name, {})
            record.update((field, text) for field, text in known.items() if field in record)
        self._defaults = deepcopy(self.records)
        for name, missing in without.items():
            self.forget(name, missing)
        for name, more in extras.items():
            self.records.setdefault(name, {}).update(more)

    def forget(self, name: str, fields: Iterable[str]) -> None:
        """Take fields away that this firmware does not have."""
        for field in fields:
            self.records.get(name, {}).pop(field, None)

    def dump(self) -> Records:
        """Return a copy of everything."""
        return deepcopy(self.records)

    def load(self, dump: Mapping[str, Mapping[str, str]]) -> None:
        """Take over the records of a dump, named by group or by getter; redacted values stay."""
        for name, fields in dump.items():
            command = self._commands.get(name)
            record = self.records.setdefault(key(command) if command else name, {})
            record.update((field, text) for field, text in fields.items() if not text.startswith(REDACTED))

    def apply(self, setter: Command, sent: Mapping[str, str]) -> None:
        """Do what a setter does; raise IllegalParameterError and change nothing when it will not do."""
        record = self.records[key(setter)]
        changes: dict[str, str] = {}
        for param in setter.params:
            if param.name in sent:
                changes[param.field] = self.checked(param, sent[param.name])
            elif param.required and not self._partial and param.field in record:
                raise IllegalParameterError(f"{param.name} is missing")
            elif setter.whole:
                changes[param.field] = self._defaults[key(setter)].get(param.field, "")
        for field in self._unknown(setter, record):
            name = field.removeprefix(setter.prefix or "")
            if name in sent:
                changes[field] = sent[name]
            elif setter.whole:
                changes[field] = ""
        record.update((field, text) for field, text in changes.items() if field in record)

    def checked(self, param: Param, text: str) -> str:
        """Return the text as the camera stores it; raise IllegalParameterError for what it does not take."""
        beyond = self._beyond.get(param.field)
        if beyond is not None and re.fullmatch(beyond, text):
            return text
        return checked(param.codec, text)

    def _unknown(self, setter: Command, record: Mapping[str, str]) -> list[str]:
        """Return the fields of a setter's record that the firmware has and the manual does not know."""
        if setter.prefix is None:
            return []
        getter = self._commands.getter(setter.group)
        known = {param.field for param in setter.params} | setter.readonly
        known |= {field.name for field in getter.returns} if getter else set()
        return [field for field in record if field.startswith(setter.prefix) and field not in known]


def sample[T](codec: Codec[T]) -> str:
    """Return a valid wire text."""
    return codec.encode(codec.sample())


def checked[T](codec: Codec[T], text: str) -> str:
    """Return the text as the camera stores it; raise IllegalParameterError outside the manual's range."""
    # Text in some other charset than UTF-8: the camera does not look into it.
    known = text.encode("utf-8", "replace").decode()
    try:
        taken = codec.encode(codec.decode(known))
    except (ReplyError, InvalidValueError) as error:
        raise IllegalParameterError(error.reason) from None
    return taken if known == text else text
