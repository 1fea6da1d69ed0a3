"""How one camera writes texts and reads them: it depends on its firmware, and it does not say so.

Firmware before 1.11.1.18 tells texts as they are, newer one percent-encodes them, and some of it makes a
plus of a blank. What a text means follows from what else the camera tells: whoever encodes never encodes a
letter or a digit, and always a blank, a colon or a slash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
import re
from typing import Self
from urllib.parse import unquote_to_bytes

_ESCAPE = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_UNESCAPED = re.compile(r"<|&(?!#?\w{1,10};)")
_PLAIN = re.compile(
    r"[ :/?#&\"<>\\]|[^\x00-\x7f]|%(?![0-9A-Fa-f]{2})|%(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa])"
)
"""What is in no text that was encoded: a sign that never stays, or one that is never encoded."""
_ENCODED = re.compile(
    r"%[89A-Fa-f][0-9A-Fa-f]|^[a-z]{3,5}%3A%2F%2F|^[\w.-]+%40[\w-]+\.[\w.-]+(?:$|%2C)", re.IGNORECASE
)
"""What nobody calls anything by: encoded letters beyond ASCII, the beginning of an URL, a mail address."""
_TWO_WAYS = re.compile(r"%|\+")
JOINED = re.compile(r"(?:ap|log|usr|record)\d+")
"""Fields of several parts, with plus signs between them."""


class Unclear(str):
    """A text that may mean this or another one; `wire` is what the camera wrote."""

    __slots__ = ("wire",)
    wire: str

    def __new__(cls, meaning: str, wire: str) -> Self:
        """Return the likelier meaning of a text."""
        text = super().__new__(cls, meaning)
        text.wire = wire
        return text


@dataclass(slots=True)
class TextHabits:
    """What was learned of one camera so far."""

    decodes: bool | None = None
    """Whether it decodes what it is sent."""
    on_trial: bool = False
    """Whether a text was just sent to find that out: what is told then is no proof of anything."""
    _seen: set[bool] = field(default_factory=set)
    """Whether texts were seen that are encoded for sure, and such that are not."""

    @property
    def encodes(self) -> bool | None:
        """Whether it encodes what it tells; None: that is not known, or it does now this and now that."""
        return next(iter(self._seen)) if len(self._seen) == 1 else None

    def learn(self, text: str) -> None:
        """Learn from what is told of a setting."""
        text = unmarked(text)
        if self.on_trial:
            return
        if _PLAIN.search(text.strip(" ")):
            self._seen.add(False)
        elif _ENCODED.search(text):
            self._seen.add(True)

    def meaning(self, text: str, *, joined: bool = False) -> str:
        """Return what a text of a reply means; an Unclear one where that is not known."""
        text = unmarked(text)
        if joined and "%2b" not in text.lower():
            return text if self.encodes is False else decoded(text, plus="+")
        if self.encodes is False or not _TWO_WAYS.search(text) or _PLAIN.search(text.strip(" ")):
            return text
        meant = decoded(text)
        return meant if self.encodes or _ENCODED.search(text) else Unclear(meant, text)


def unmarked(text: str) -> str:
    """Take the escapes of XML off, unless there are signs that would have been escaped."""
    if _UNESCAPED.search(text):
        return text
    return _ESCAPE.sub(lambda found: unescape(found[0]), text)


def decoded(text: str, plus: str = " ") -> str:
    """Take the form-encoding off, byte for byte."""
    octets = unquote_to_bytes(text.replace("+", plus).encode("utf-8", "surrogateescape"))
    return octets.decode("utf-8", "surrogateescape")


def unclear(params: Mapping[str, str]) -> Mapping[str, Unclear]:
    """Return the parameters whose meaning is not known."""
    return {name: text for name, text in params.items() if isinstance(text, Unclear)}
