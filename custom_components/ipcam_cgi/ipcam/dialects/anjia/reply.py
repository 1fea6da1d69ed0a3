"""Reads the XML-like replies, well-formed or not.

The manual's own examples lack quotation marks and closing elements, so this looks for elements and
attributes only: no entities but the five of XML, no nesting that must match, every character looked at a
bounded number of times.
"""

from collections import Counter
from collections.abc import Iterator
import re

from ...errors import ReplyError

MAX_LENGTH = 256 << 10
"""Characters of a reply; the largest real one, the list of what the encoders can, has some ten thousand."""

_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*+)")
_BLANK = re.compile(r"[\s/?]*+")
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]*+)\s*+=\s*+([\"'])")
_WORD = re.compile(r"[^\s<>]++")
# A value ends at the quotation mark behind which the element can go on or end; where that was
# forgotten, before the next name; at the latest where the next element begins.
_END = {
    mark: re.compile(
        rf"{mark}(?=\s*+(?:[\w:.-]++\s*+=|[/?]?>|<|\Z))|(?=\s[A-Za-z_][\w:.-]*+={mark})|(?=<)|\Z"
    )
    for mark in ("'", '"')
}
_PAIR = re.compile(r'(?<![\w."])"?([A-Za-z_]\w*+)"?\s*+[=:]\s*+(?:"([^"]*)"|([^\s",;&}]++))')
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))


def read_reply(text: str) -> dict[str, str]:
    """Return the attributes and texts of a reply by name, whatever elements they are in.

    What is inside a list, whose elements are told apart by an attribute `name`, is called by its way
    from the root, such as `stream1/H264/VGA/bitrate_range`. Of a name that comes again, the second is
    called `name/2`. A reply that is no markup, or has one text only, is searched for `name=value`.
    Raise ReplyError when the reply is too long. What cannot be read is passed over.
    """
    if len(text) > MAX_LENGTH:
        raise ReplyError(f"the reply is longer than {MAX_LENGTH} characters")
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for name, value in _values(text):
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}/{seen[name]}"] = _ENTITY.sub(_plain, value)
    if len(found) <= 1:
        for pair in _PAIR.finditer(next(iter(found.values()), text)):
            found.setdefault(pair[1], pair[2] if pair[2] is not None else pair[3])
    return found


def _plain(entity: re.Match[str]) -> str:
    return _ENTITIES[entity[0]]


def _values(text: str) -> Iterator[tuple[str, str]]:
    path: list[tuple[str, str, bool]] = []
    position = 0
    while tag := _TAG.search(text, position):
        position = tag.end()
        if tag[1]:
            while path and path.pop()[0] != tag[2]:
                pass
            continue
        attributes, position, closed = _attributes(text, position)
        # The root's own name is no place in a list.
        label = attributes.pop("name", None) if path else None
        path.append((tag[2], label or tag[2], label is not None))
        yield from ((_called(path, name), value) for name, value in attributes.items())
        if closed:
            path.pop()
            continue
        following = text.find("<", position)
        content = text[position : following if following >= 0 else len(text)].strip()
        position = following if following >= 0 else len(text)
        if content or text.startswith(f"</{tag[2]}", position):
            yield _called(path), content


DEPTH = 8
"""Elements in one another that are told apart."""


def _called(path: list[tuple[str, str, bool]], name: str = "") -> str:
    """Return what a value is called: by its own name, or inside a list by its way from the root."""
    way = path[1:DEPTH]
    if any(in_list for _, _, in_list in way):
        return "/".join([*(label for _, label, _ in way), *([name] if name else [])])
    return name or path[-1][0]


def _attributes(text: str, position: int) -> tuple[dict[str, str], int, bool]:
    """Return the attributes of an element, where it ends, and whether it closes itself."""
    found: dict[str, str] = {}
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        if position >= len(text) or text[position] == "<":
            return found, position, False
        if text[position] == ">":
            return found, position + 1, text[position - 1] == "/"
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None:
            word = _WORD.match(text, position)
            position = word.end() if word else position + 1
            continue
        start = attribute.end()
        end = _END[attribute[2]].search(text, start)
        position = end.end() if end else len(text)
        found.setdefault(attribute[1], text[start : end.start() if end else len(text)])
