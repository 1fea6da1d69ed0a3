"""Reads the cameras' XML, which often is none: unescaped `&` and `<`, cut short, with or without a head."""

from html import unescape
import re
from urllib.parse import unquote

MAX_REPLY = 256 << 10
"""Characters of a reply that are read; the largest real one is the log."""

ROOT = "CGI_Result"

_CLOSE = re.compile(r"</([A-Za-z_][\w.-]{0,63})\s*>")
_ESCAPE = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_IMAGE = re.compile(r"<img\s[^<>]{0,200}?src=[\"']([^\"'<>]{1,500})[\"']", re.IGNORECASE)


def read_reply(text: str) -> dict[str, str]:
    """Return the fields of a reply; an element that is cut off is left out.

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
            record.setdefault(name, _plain(text[start + len(name) + 2 : close.start()]))
        position = close.end()
    return record


def is_complete(text: str) -> bool:
    """Whether the reply was not cut off."""
    return f"</{ROOT}>" in text[-200:]


def read_image(text: str) -> dict[str, str]:
    """Return the address of the picture that a page shows."""
    image = _IMAGE.search(text[:MAX_REPLY])
    return {"src": image[1]} if image else {}


def _plain(text: str) -> str:
    """Take the escapes of XML and the percent-encoding off, which come in any mixture."""
    return unquote(_ESCAPE.sub(lambda found: unescape(found[0]), text.strip()))
