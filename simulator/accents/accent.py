"""How a firmware words things: a record apart from the manual it follows and from the server before it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from ..http import Outcome, Response

type Fields = Mapping[str, str]
type Twist = Callable[[Fields], dict[str, str]]
"""What becomes of the fields of a reply, or of the values of a request."""

ALL = ("netwave", "foscam_hd", "hucoms", "anjia")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said in place of every answer of an outcome, to the commands of a shell pattern."""

    on: Outcome
    body: bytes = b""
    status: int = 200
    content_type: str = "text/plain"
    commands: str = "*"

    def say(self, response: Response, challenge: str) -> Response:
        """Return the answer in these words; its place in the server's order stays."""
        said = replace(response, status=self.status, body=self.body, headers=list(response.headers))
        said.drop("WWW-Authenticate")
        if self.status == 204:
            said.drop("Content-Type")
            said.drop("Content-Length")
            return said
        said.set("Content-Type", self.content_type)
        said.set("Content-Length", str(len(self.body)))
        if self.status == 401 and challenge:
            said.headers.append(("WWW-Authenticate", challenge))
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """One way of wording things. Everything that is left out is as the dialect's manual has it.

    Records are named by their group, else by their getter; those that a dialect does not have are passed
    over.
    """

    about: str = "in the words of the manual"
    """What real cameras do."""
    dialects: tuple[str, ...] = ALL
    profile: str = "standard"
    """The firmware variant that it is found in."""

    words: tuple[Words, ...] = ()
    """What is said instead; the first that fits."""
    challenge: str = ""
    """What a 401 asks for in place of the usual Basic realm; `{id}` is the camera's."""
    lacks: tuple[str, ...] = ()
    """Commands that it does not have, as shell patterns."""
    serial: str = ""
    """An id that is not this camera's own."""

    memory: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """What its owner has set, per record, as the camera keeps it."""
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields that its records lack."""
    extras: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Fields that no manual knows."""
    presets: tuple[bytes, ...] = ()
    """Names of positions that its owner has stored."""
    takes: Mapping[str, str] = field(default_factory=dict)
    """Values beyond the manual that it takes, as a regular expression per field."""

    tells: Mapping[str, Twist] = field(default_factory=dict)
    """What becomes of the fields of a record when it is told."""
    hears: Mapping[str, Twist] = field(default_factory=dict)
    """What becomes of the values of a request, by command."""
    writes: Callable[[str], str] | None = None
    """How a text is escaped in a reply."""
    reads: Callable[[str], str] | None = None
    """How a value in the query of a request is read."""

    def lacking(self, command: str) -> bool:
        """Whether it does not have a command."""
        return any(fnmatchcase(command, pattern) for pattern in self.lacks)

    def heard(self, command: str, values: dict[str, str]) -> dict[str, str]:
        """Return what a request comes to."""
        twist = self.hears.get(command)
        return values if twist is None else twist(values)

    def told(self, name: str, record: Fields) -> dict[str, str]:
        """Return what is told of a record."""
        twist = self.tells.get(name)
        return dict(record) if twist is None else twist(record)

    def worded(self, response: Response, command: str, serial: str) -> Response:
        """Return an answer in its own words."""
        challenge = self.challenge.format(id=serial)
        for words in self.words:
            if words.on is response.outcome and fnmatchcase(command, words.commands):
                return words.say(response, challenge)
        if challenge and response.get("WWW-Authenticate").startswith("Basic"):
            response.set("WWW-Authenticate", challenge)
        return response

    def settle(self, records: dict[str, dict[str, str]]) -> None:
        """Fill a camera's memory as its owner and its maker have left it."""
        for name, texts in self.memory.items():
            record = records.get(name, {})
            known = {field: raw for field, raw in texts.items() if field in record}
            record.update((field, raw.decode("utf-8", "surrogateescape")) for field, raw in known.items())
        for name, fields in self.extras.items():
            if name in records:
                records[name].update(fields)
        for name, missing in self.without.items():
            for each in missing:
                records.get(name, {}).pop(each, None)
