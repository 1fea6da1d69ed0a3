"""What a simulated camera takes from a dump of a real one besides its memory."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import NotRequired, TypedDict

from custom_components.ipcam_cgi.ipcam.model.catalogue import Catalogue, Effect, Speed

from .accents.accent import Fields, Twist
from .store import REDACTED, key


class Dump(TypedDict):
    """What counts in the output of `ipcam dump`, and in the diagnostics."""

    dialect: NotRequired[str]
    """By its registered name."""
    records: Mapping[str, Mapping[str, str]]
    """What each getter told, by group or by getter."""
    failed: NotRequired[Collection[str]]
    """Getters that told nothing."""


def twists(commands: Catalogue, dump: Dump) -> Mapping[str, Twist]:
    """Return what becomes of the replies of a simulated camera, by the names of its records."""
    found: dict[str, Twist] = {}
    for command in commands.values():
        record = dump["records"].get(key(command)) or dump["records"].get(command.name)
        if command.effect is Effect.READ and record:
            lacks = {field.name for field in command.returns} - record.keys()
            lasting = record if command.speed is Speed.ONCE else {}
            found[key(command)] = partial(_as_told, lacks, lasting)
    return found


def _as_told(lacks: Collection[str], lasting: Fields, fields: Fields) -> dict[str, str]:
    """Return a reply without the fields that the other camera lacks, and with what it said of itself."""
    told = {name: text for name, text in fields.items() if name not in lacks}
    return told | {name: text for name, text in lasting.items() if not text.startswith(REDACTED)}
