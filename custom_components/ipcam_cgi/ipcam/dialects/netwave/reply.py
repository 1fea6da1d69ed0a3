"""Reads the JavaScript-like replies: `var name='text';` in all the forms that firmware writes."""

from collections.abc import Iterator
import re

from ...errors import ReplyError

MAX_LENGTH = 256 << 10
"""Characters of a reply; the largest real one, the log, has some ten thousand."""

# `var` may be missing or stand on the line before, and a blank may stand before the `=`.
# It starts where a word does and never gives a letter back: else each letter of a long word is tried.
_NAME = re.compile(r"(?<!\w)([A-Za-z_]\w*+(?:\[\d++\])?)[ \t]*+=(?!=)[ \t]*+")
_BARE = re.compile(r"[^;\r\n]*")
# An apostrophe inside a text is not escaped: a text ends where a statement can end.
_CLOSE = {
    "'": re.compile(r"'[ \t]*(?=;|[\r\n]|\Z)"),
    '"': re.compile(r'"[ \t]*(?=;|[\r\n]|\Z)'),
}


def read_reply(text: str) -> dict[str, str]:
    """Return the variables of a reply; of one given twice, the last.

    Raise ReplyError when the reply is too long. What cannot be read is passed over.
    """
    if len(text) > MAX_LENGTH:
        raise ReplyError(f"the reply is longer than {MAX_LENGTH} characters")
    return dict(_statements(text))


def _statements(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    unclosed: set[str] = set()
    while name := _NAME.search(text, position):
        position = name.end()
        quote = text[position : position + 1]
        if quote in _CLOSE and quote not in unclosed:
            if close := _CLOSE[quote].search(text, position + 1):
                yield name[1], text[position + 1 : close.start()]
                position = close.end()
                continue
            # Looked for once to the very end: no later text is closed either.
            unclosed.add(quote)
        bare = _BARE.match(text, position)
        position = bare.end() if bare else position
        if bare and quote not in _CLOSE and not bare[0].startswith("new "):
            yield name[1], bare[0].strip()
