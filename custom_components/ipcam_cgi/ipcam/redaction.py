"""What of a camera's reply may be shown, reported or kept. One rule for all who show, report or keep it."""

import re

from .model.catalogue import Command, Record
from .model.codecs import Text, readable

REDACTED = "**REDACTED**"

# Newer firmware has fields that no manual lists; these names give away what they hold.
_HIDDEN = r"pwd|pass|psk|key|secret|token|credential"
_PRIVATE = (
    r"user|usr|url|ssid|ap$|^ap\d|host|svr|server|mac|(^|_|stream|u|p2p)id$|(^|_)sn$|serial|ip$|addr|gate|dns"
    r"|mail_|sender|rec(ei|ie)ver|friend|alias|(?<!model)(?<!product)name$|title|textstr|mount|(^|_)log(_text)?\d*$"
)
_SECRET_NAME = re.compile(_HIDDEN, re.IGNORECASE)
_PRIVATE_NAME = re.compile(f"{_HIDDEN}|{_PRIVATE}", re.IGNORECASE)
_ADDRESS = re.compile(r"@|://")


def shown(command: Command, record: Record) -> dict[str, str]:
    """Return a reply for its owner, without secrets: a trace or a log may keep it."""
    return {
        name: REDACTED if text and _is_secret(command, name) else readable(text)
        for name, text in record.items()
    }


def redacted(command: Command, record: Record) -> dict[str, str]:
    """Return a reply for a bug report: without secrets and without what tells about people or networks."""
    return {
        name: REDACTED if text and _is_private(command, name, text) else readable(text)
        for name, text in record.items()
    }


def without_secrets(command: Command, record: Record) -> dict[str, str]:
    """Return a reply in wire text that may be stored where the camera's own password is."""
    documented = {field.name for field in command.returns}

    def is_kept(name: str) -> bool:
        return name not in command.secrets and (name in documented or not _PRIVATE_NAME.search(name))

    return {name: text if is_kept(name) else "" for name, text in record.items()}


def _is_secret(command: Command, name: str) -> bool:
    known = any(field.name == name for field in command.returns)
    return name in command.secrets or (not known and bool(_SECRET_NAME.search(name)))


def _is_private(command: Command, name: str, text: str) -> bool:
    codec = next((field.codec for field in command.returns if field.name == name), None)
    if codec is not None and not isinstance(codec, Text):
        # A documented number or choice gives nothing away.
        return codec.secret
    secret = codec is not None and codec.secret
    return secret or bool(_PRIVATE_NAME.search(name) or _ADDRESS.search(text))
