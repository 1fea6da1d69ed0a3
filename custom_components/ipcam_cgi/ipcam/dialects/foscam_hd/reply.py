"""Reads the cameras' XML, which often is none: unescaped `&` and `<`, cut short, with or without a head."""

import re

from .texts import decoded, unmarked

MAX_REPLY = 256 << 10
"""Characters of a reply that are read; the largest real one is the log."""

ROOT = "CGI_Result"

_CLOSE = re.compile(r"</([A-Za-z_][\w.-]{0,63})\s*>")
_IMAGE = re.compile(r"<img\s[^<>]{0,200}?src=[\"']([^\"'<>]{1,500})[\"']", re.IGNORECASE)


def read_reply(text: str) -> dict[str, str]:
    """Return the fields of a reply, of whatever firmware it is."""
    return {name: decoded(unmarked(told.strip()), plus="+") for name, told in read_fields(text).items()}


def read_fields(text: str) -> dict[str, str]:
    """Return the fields of a reply as they are written; an element that is cut off is left out.

    Whatever stands between a start tag and the next end tag of the same name is the value, so that
    a name with `<` or `&` in it does no harm.
    """
    record: dict[str, str] = {}
    position = 0
    text = text[:MAX_REPLY]
    for close in _CLOSE.finditer(text):
        name = close[1]
        start = text.find(f"<{name}>", position, close.start())
        if start >= 0 and name != ROOT:
            told = text[start + len(name) + 2 : close.start()].strip("\r\n\t")
            record.setdefault(name, told if told.strip() else "")
        position = close.end()
    return record


def is_complete(text: str) -> bool:
    """Whether the reply was not cut off."""
    return f"</{ROOT}>" in text[-200:]


def read_image(text: str) -> dict[str, str]:
    """Return the address of the picture that a page shows."""
    image = _IMAGE.search(text[:MAX_REPLY])
    return {"src": image[1]} if image else {}
