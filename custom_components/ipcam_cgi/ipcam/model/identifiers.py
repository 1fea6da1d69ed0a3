"""What cameras say of themselves, in one form and within bounds."""

import re

MAX_NAME = 64
"""Characters of a name, a model or a version that are kept: a camera may send any text."""

_SEPARATORS = re.compile(r"[-:.\s]")
_MAC = re.compile(r"[0-9a-f]{12}")


def mac_digits(text: str) -> str:
    """Return the twelve digits of a MAC address, lower case without separators; nothing for other texts."""
    digits = _SEPARATORS.sub("", text[:MAX_NAME].lower())
    return digits if _MAC.fullmatch(digits) else ""
