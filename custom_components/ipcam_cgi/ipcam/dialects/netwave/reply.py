"""Reads the JavaScript-like replies: `var name='text';` in all the forms that firmware writes."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
import re

from ...errors import ReplyError
from ...model.catalogue import Doubtful

MAX_LENGTH = 256 << 10
"""Characters of a reply; the largest real one, the log, has some ten thousand."""
PROOFS = 3
"""Different texts in which each quote must be escaped: one or two may have been typed so by the owner."""
BACKSLASHES = 2
"""Different texts in which backslashes must be escaped too, where quotes are."""
RARE = 10
"""One line in so many that holds several statements is more likely a text that looks like them."""

_LINE_END = re.compile(r"[\r\n]|\Z")
# `var` may be missing or stand on the line before, and a blank may stand before the `=`.
# It starts where a word does and never gives a letter back: else each letter of a long word is tried.
_NAME = re.compile(r"(?<!\w)([A-Za-z_]\w*+(?:\[\d++\])?)[ \t]*+=(?!=)[ \t]*+")
_BARE = re.compile(r"[^;\r\n]*")
# Most firmware does not escape an apostrophe inside a text: a text ends where its line does, or where
# a complete statement follows.
_NEXT = r"(?:var[ \t]++)?+[A-Za-z_]\w*+(?:\[\d++\])?[ \t]*+=(?!=)[ \t]*+(?:['\"]|[^'\";]*+(?:;|\Z))"
_CLOSE = {
    quote: re.compile(rf"{quote}[ \t]*+(?=;[; \t]*+(?:(?:var[ \t]*+)?+\Z|(?P<more>{_NEXT}))|\Z)")
    for quote in "'\""
}
_ANY_CLOSE = {quote: re.compile(rf"{quote}[ \t]*(?=;|[\r\n]|\Z)") for quote in "'\""}


def read_reply(text: str) -> dict[str, str]:
    """Return the variables of a reply; of one given twice, the last.

    A text of which it is not certain where it ends, or what its escapes stand for, is Doubtful.
    Raise ReplyError when the reply is too long. What cannot be read is passed over.
    """
    if len(text) > MAX_LENGTH:
        raise ReplyError(f"the reply is longer than {MAX_LENGTH} characters")
    statements = list(_statements(text))
    crowded = {each.line for each in statements if each.crowds}
    if RARE * len(crowded) >= len({each.line for each in statements}):
        crowded.clear()
    meanings = _meanings({(each.text, each.quote) for each in statements if each.quote})
    record: dict[str, str] = {}
    for each in statements:
        readings = {meaning(each.text, each.quote) for meaning in meanings} if each.quote else {each.text}
        sure = each.sure and each.line not in crowded and len(readings) == 1
        record[each.name] = readings.pop() if sure else Doubtful(each.text)
    return record


@dataclass(frozen=True, slots=True)
class _Statement:
    name: str
    text: str
    line: int
    """Where its line ends."""
    quote: str = ""
    sure: bool = True
    """Whether it ends where it must."""
    crowds: bool = False
    """Whether another statement follows in the same line."""


def _statements(text: str) -> Iterator[_Statement]:
    position = line = 0
    # Looked for once, to the end of the line or of all: no later text before it is closed either.
    barren = dict.fromkeys(_CLOSE, 0)
    unclosed: set[str] = set()
    while name := _NAME.search(text, position):
        position = name.end()
        if position > line or not line:
            line = _end_of_line(text, position)
        quote = text[position : position + 1]
        close = None
        if quote in _CLOSE and barren[quote] < line:
            close = _CLOSE[quote].search(text, position + 1, line)
            if close is None:
                barren[quote] = line
        if close:
            yield _Statement(
                name[1], text[position + 1 : close.start()], line, quote, crowds=bool(close["more"])
            )
            position = close.end()
            continue
        if quote in _CLOSE and quote not in unclosed:
            if close := _ANY_CLOSE[quote].search(text, position + 1):
                yield _Statement(name[1], text[position + 1 : close.start()], line, quote, sure=False)
                position = close.end()
                continue
            unclosed.add(quote)
        bare = _BARE.match(text, position)
        position = bare.end() if bare else position
        if bare and quote not in _CLOSE and not bare[0].startswith("new "):
            yield _Statement(name[1], bare[0].strip(), line)


def _end_of_line(text: str, position: int) -> int:
    end = _LINE_END.search(text, position)
    return end.start() if end else len(text)


type _Meaning = Callable[[str, str], str]
"""What a text between quotes stands for."""


def _as_it_is(text: str, _quote: str) -> str:
    return text


def _quotes_escaped(text: str, quote: str) -> str:
    return text.replace(f"\\{quote}", quote)


def _all_escaped(text: str, _quote: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


_ESCAPES = {quote: re.compile(rf"""(?:[^\\{quote}]|\\[\\'"])*+""", re.DOTALL) for quote in "'\""}


def _meanings(texts: Collection[tuple[str, str]]) -> list[_Meaning]:
    """Return how this firmware may have written its texts, by all that one reply tells of it."""
    if any(quote in text.replace(f"\\{quote}", "") for text, quote in texts):
        return [_as_it_is]
    meanings: list[_Meaning] = [_as_it_is, _quotes_escaped]
    if all(_ESCAPES[quote].fullmatch(text) for text, quote in texts):
        meanings.append(_all_escaped)
    if len({text for text, quote in texts if quote in text}) >= PROOFS:
        meanings.remove(_as_it_is)
        differ = {each[0] for each in texts if _quotes_escaped(*each) != _all_escaped(*each)}
        if _all_escaped in meanings and len(differ) >= BACKSLASHES:
            meanings.remove(_quotes_escaped)
    return meanings
