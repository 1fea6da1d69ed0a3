"""Takes out of a camera's reply what is nobody else's business."""

import re

from .ipcam import Command, Record, Text

REDACTED = "**REDACTED**"

# Newer firmware has fields that no manual lists; these names give away what they hold.
_SUSPECT = re.compile(
    r"pwd|passw|psk|key\d|user|usr|url|ssid|ap$|^ap\d|host|svr|server|mac|(^|_|stream|u)id$|ip$|addr|gate|dns"
    r"|mail_|sender|rec(ei|ie)ver|friend|alias|(?<!model)(?<!product)name$|title|textstr|mount",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|://")


def redacted(command: Command, record: Record) -> dict[str, str]:
    """Return a reply without what is nobody else's business."""
    codecs = {field.name: field.codec for field in command.returns}

    def is_private(name: str, text: str) -> bool:
        codec = codecs.get(name)
        if codec is not None and (codec.secret or not isinstance(codec, Text)):
            # A documented number or choice gives nothing away.
            return codec.secret
        return bool(_SUSPECT.search(name) or _ADDRESS.search(text))

    return {name: REDACTED if text and is_private(name, text) else text for name, text in record.items()}


def without_secrets(command: Command, record: Record) -> dict[str, str]:
    """Return a reply that may be stored where the camera's own password is, but shown to nobody."""
    documented = {field.name for field in command.returns}

    def is_secret(name: str) -> bool:
        return name in command.secrets or (name not in documented and bool(_SUSPECT.search(name)))

    return {name: "" if is_secret(name) else text for name, text in record.items()}
