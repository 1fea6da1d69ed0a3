"""What there is to know of a dialect, and of one write of one entity."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Write:
    """A value to set, the requests that must go out, and the fields that change, by `record.field`.

    What is read before and after is not listed, for any of it is harmless; `reads` is the getter
    that must come first where the request stands for a whole record. `given` are records with what
    the camera must be set to before.
    """

    value: object
    requests: tuple[str, ...]
    changes: Mapping[str, str] = field(default_factory=dict)
    reads: str = ""
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def when(self, record: str, **fields: str) -> Write:
        """Return the same write on a camera that is set to these fields of a record."""
        return replace(self, given={record: fields})


COMMON = frozenset({"button.restart", "button.sync_clock", "button.refresh"})
TRIALS = frozenset({"button.test_mail", "button.test_ftp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the tests cannot find out from the code, because the code is what they try."""

    writes: Mapping[str, Write]
    """What each writable entity must send and may change, by platform and key."""
    apart: frozenset[str] = COMMON
    """Entities that have tests of their own."""
    restart: str = ""
    """How the request begins that restarts the camera; nothing where the manual has none."""
    refusal: str
    """What a camera answers that refuses a request and repeats a part of it, which stands for {}."""
    least: int = 0
    """How many writes there are at least that could lose other settings, see test_no_lost_settings."""


def by_platform(**writes: Mapping[str, Write]) -> Mapping[str, Write]:
    """Return all writes by platform and key."""
    return {f"{platform}.{key}": write for platform, each in writes.items() for key, write in each.items()}


def one(value: object, request: str, changed: str = "", text: str = "", *, reads: str = "") -> Write:
    """Return a write of one request that changes one field at most."""
    return Write(value, (request,), {changed: text} if changed else {}, reads)


WORDS = [
    f"schedule_{day}_{part}" for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat") for part in range(3)
]


def privacy() -> Write:
    """Return the write that forbids viewing all week."""
    fields = {"schedule_enable": "1", **dict.fromkeys(WORDS, "4294967295")}
    changes = {f"forbidden.{name}": text for name, text in fields.items()}
    return Write(True, (forbidden(fields),), changes, "get_forbidden")


def privacy_schedule() -> Write:
    """Return the write that lets the viewing plan count, which stays as it is."""
    fields = {"schedule_enable": "1", **dict.fromkeys(WORDS, "0")}
    return Write(True, (forbidden(fields),), {"forbidden.schedule_enable": "1"}, "get_forbidden")


def forbidden(fields: Mapping[str, str]) -> str:
    """Return the request that sets the whole viewing plan."""
    return "/set_forbidden.cgi?" + "&".join(f"{name}={text}" for name, text in fields.items())
