"""Reads the replies: `key = value` lines in sections, with remarks behind some of the values."""

import re

from ...errors import ReplyError

MAX_LENGTH = 256 << 10
"""Characters of a reply; the largest real one has some five thousand."""
MAX_FIELDS = 4096

_SECTION = re.compile(r"[ \t]*\[([^\]\r\n]{1,80})\]")
_FIELD = re.compile(r"[ \t]*([A-Za-z][\w.#]{0,63})[ \t]*=[ \t]*(.*)")
_REMARK = re.compile(r"[ \t]\*|\A\*")
_LINE = re.compile(r"[^\r\n]+")

# Words that somebody chose are taken as they are, asterisks too.
_CHOSEN = ("name", "textstr")
_RIGHT = {
    "multicastvidioip": "multicastvideoip",
    "multicastvidioport": "multicastvideoport",
    "MaxVideosizeH.264": "MaxVideosizeH264",
    "CodecH.264Maxuse": "CodecH264Maxuse",
    "MaxVideoCodec": "MaxVideoCodecsize",
    "MaxCapture": "CaptureMaxsize",
}
"""Names that the manual's own replies write in two ways, some of them misspelt."""
_CODECS = {"jpeg": "mjpeg", "mpeg4": "mpeg"}


def read_reply(text: str) -> dict[str, str]:
    """Return the fields of a reply; one that an earlier section has is called `section/field`.

    What a section says in lines without a name is one text under the section's name. Raise
    ReplyError when the reply is too long; what cannot be read is passed over.
    """
    if len(text) > MAX_LENGTH:
        raise ReplyError(f"the reply is longer than {MAX_LENGTH} characters")
    record: dict[str, str] = {}
    loose: dict[str, list[str]] = {}
    section = ""
    for line in _LINE.findall(text):
        if found := _SECTION.match(line):
            section = found[1].strip()
        elif found := _FIELD.match(line):
            name = _RIGHT.get(found[1], found[1])
            if name in record and section:
                name = f"{section}/{name}"
            if len(record) < MAX_FIELDS:
                record[name] = _value(name, found[2])
        elif section and line.strip():
            loose.setdefault(section, []).append(line.strip())
    return {name: "\n".join(lines) for name, lines in loose.items()} | record


def _value(name: str, text: str) -> str:
    if not name.endswith(_CHOSEN):
        text = _REMARK.split(text, maxsplit=1)[0]
    text = text.strip()
    return _CODECS.get(text, text) if name.endswith(".codec") else text
