"""Lenient readers for the endless multipart answers of cameras.

Both take the raw body as it arrives, cut anywhere, and give the same result for every cut. Neither
relies on the boundary the camera announces: it is doubled, dashed, misspelt or missing too often.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
import re
from typing import Final

MAX_FRAME: Final = 4 << 20
"""Bytes of the largest picture that is taken; these cameras send 5 to 500 KiB."""
MAX_PART: Final = 64 << 10
"""Bytes of the largest text part that is taken; an event is a few lines."""

QUIET: Final = 0.05
"""Seconds without a byte after which text that has no end is taken as it is."""

_MAX_HEADER: Final = 4 << 10
_MAX_BOUNDARY_LINE: Final = 1 << 10

_PICTURE_START: Final = b"\xff\xd8\xff"
_PICTURE_END: Final = b"\xff\xd9"
_START_OF_SCAN: Final = 0xDA

# Stuffed FF00, restart markers and the stray FF of a careless encoder are compressed data.
_AFTER_SCAN: Final = re.compile(rb"\xff[\xc4\xd8-\xdd\xe0-\xef\xfe]")

_LENGTH: Final = rb"content-length[ \t]*:[ \t]*"
_CONTENT_LENGTH: Final = re.compile(_LENGTH + rb"(\d{1,9})", re.IGNORECASE)
_FRAMING_LINE: Final = re.compile(r"--|content-[\w-]+\s*:", re.IGNORECASE)


class FrameReader:
    """Cuts JPEG pictures out of an MJPEG body.

    A picture begins at its JPEG start marker and ends where its JPEG segments lead. A camera whose
    Content-Length was right for the last picture is believed for the next, as long as there is a
    JPEG end marker where it says; so is one whose segments lead nowhere. Whatever stands between
    two pictures is skipped, and so is a picture that breaks off or is larger than `max_frame`
    bytes. Holds at most `max_frame` bytes and one chunk.
    """

    def __init__(self, max_frame: int = MAX_FRAME) -> None:
        """Take pictures of up to `max_frame` bytes."""
        self.frames = 0
        """Complete pictures so far."""
        self.damaged = 0
        """Pictures dropped so far: broken off, not well-formed, or too large."""
        self._max = max_frame
        self._data = bytearray()
        self._inside = False
        self._pos = 0
        self._resume = 0
        self._scan = False
        self._length = 0
        self._trusted = False

    @property
    def text(self) -> str:
        """What the camera has said since the last picture, in one line; empty if that is no text.

        Cameras refuse a stream with a line of text in place of pictures, under HTTP 200.
        """
        if self._inside:
            return ""
        lines = self._data[:_MAX_HEADER].decode(errors="replace").splitlines()
        words = " ".join(line for line in lines if not _FRAMING_LINE.match(line)).split()
        said = " ".join(words)
        return said if said.isprintable() else ""

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take the next bytes of the body; return the pictures they complete, oldest first."""
        data = self._data
        data += chunk
        pictures: list[bytes] = []
        while self._inside or self._find_start():
            end = self._find_end()
            if end is None:
                break
            if end:
                pictures.append(bytes(memoryview(data)[:end]))
                self.frames += 1
            else:
                self.damaged += 1
            del data[: end or self._resume]
            self._inside = False
            self._pos = 0
        return pictures

    def _find_start(self) -> bool:
        """Bring the next picture to the front of the buffer and learn its announced length."""
        data = self._data
        start = data.find(_PICTURE_START, self._pos)
        if start < 0:
            del data[: -(_MAX_HEADER + len(_PICTURE_START))]
            self._pos = max(0, len(data) - len(_PICTURE_START) + 1)
            return False
        self._length = 0
        for found in _CONTENT_LENGTH.finditer(data, max(0, start - _MAX_HEADER), start):
            self._length = int(found[1])
        if self._length > self._max:
            self._length = 0
        self._trusted = self._trusted and self._length > 0
        del data[:start]
        self._inside = True
        self._pos = self._resume = len(_PICTURE_START) - 1
        self._scan = False
        return True

    def _find_end(self) -> int | None:
        """Return the length of the picture, 0 for a damaged one, None while it is incomplete.

        Behind a damaged one, `_resume` is where to look for the next.
        """
        if not self._trusted:
            end = self._walk()
            if end:
                self._trusted = end == self._length
            if end != 0 or not self._length:
                return end
        # Believed, or the only hope for a picture whose segments lead nowhere.
        if len(self._data) < self._length:
            return None
        if self._data.startswith(_PICTURE_END, self._length - len(_PICTURE_END)):
            self._trusted = True
            return self._length
        if not self._trusted:
            return 0
        self._trusted = False
        return self._find_end()

    def _walk(self) -> int | None:
        """Follow the JPEG segments from `_pos`; result as `_find_end`.

        Segments are stepped over, not searched: a thumbnail inside one has its own end marker.
        """
        data = self._data
        limit = min(len(data), self._max)
        while True:
            if self._scan:
                found = _AFTER_SCAN.search(data, self._pos, limit)
                if found is None:
                    self._pos = max(self._pos, limit - 1)
                    break
                if found[0] == _PICTURE_END:
                    return found.end()
                self._pos = found.start()
                self._scan = False
            if limit < self._pos + 4:
                break
            marker = data[self._pos + 1]
            end = self._pos + 2 + int.from_bytes(data[self._pos + 2 : self._pos + 4])
            if data[self._pos] != 0xFF or marker < 0xC0 or 0xD0 <= marker <= 0xD9:
                return 0
            if marker == 0xFF:
                self._pos += 1
                continue
            if limit < end + 2:
                break
            # Only the segments of applications hold pictures; in any other, one has broken off.
            if marker < 0xE0 and data.find(_PICTURE_START, self._pos, end + 2) >= 0:
                return 0
            self._resume = self._pos
            self._pos = end
            self._scan = marker == _START_OF_SCAN
        return None if limit < self._max else 0


_HEADER: Final = rb"(?:content|x|date)[\w-]*[ \t]*:[^\n]*\n"
_BLANK: Final = rb"[ \t\r]*\n"

# Some cameras put a blank line between Content-type and Content-Length, or none behind the latter.
_HEAD: Final = re.compile(
    rb"(?:(?!" + _LENGTH + rb"\d)" + _HEADER + rb"|" + _BLANK + rb")*+"
    rb"(?:" + _LENGTH + rb"(\d{1,9})[^\n]*\n(?:" + _HEADER + rb"){0,50}+(?:" + _BLANK + rb"|(?=[^\n]+\n)))?",
    re.IGNORECASE,
)
_BOUNDARY_LINE: Final = re.compile(rb"^-{2,80}[^\s-][^\n]{0,200}\n", re.MULTILINE)


class PartReader:
    """Cuts the text parts out of a multipart body, or out of one that turns out to be plain text.

    A part ends with its Content-Length or at the next boundary, whichever comes first. One without
    a length stays pending until the next boundary, which may be minutes away: after a moment of
    quiet, and when the body has ended, call `take_pending`. Text behind a Content-Length that was
    too short comes as a part of its own. A part of more than `max_part` bytes, its headers
    included, is skipped. Holds at most `max_part` bytes, a boundary line and one chunk.
    """

    def __init__(self, max_part: int = MAX_PART) -> None:
        """Take parts of up to `max_part` bytes."""
        self._max = max_part
        self._data = bytearray()
        self._boundary = _BOUNDARY_LINE
        self._taken = 0
        self._headers = 0
        """Where to look for more headers: those before are done with, however slowly they come."""
        self._start = 0
        """Where the text begins."""
        self._end = 0
        """Where it ends by its Content-Length, 0 if that is unknown."""
        self._oversize = False

    def pending(self) -> bool:
        """Whether there is text that neither `feed` nor `take_pending` has returned."""
        return bool(self._text(len(self._data)))

    def take_pending(self) -> bytes:
        """Return the text that waits for its end; empty if there is none."""
        text = self._text(len(self._data))
        self._taken = len(self._data)
        return text

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take the next bytes of the body; return the parts they complete, oldest first.

        Blank parts are left out, and so is white space around the others.
        """
        data = self._data
        line = data.rfind(b"\n") + 1
        data += chunk
        # Headers and boundaries are lines: a long one that comes in small pieces is looked at once.
        ended = b"\n" in chunk
        parts: list[bytes] = []
        while True:
            if ended:
                self._find_start()
            due = self._taken < self._end <= len(data)
            found = self._boundary.search(data, line, self._end if due else len(data)) if ended else None
            if found is None and not due:
                break
            end = found.start() if found else self._end
            if end <= self._max and (text := self._text(end)):
                parts.append(text)
            self._taken = end
            if found:
                self._learn(found[0])
                del data[: found.end()]
                self._taken = self._headers = self._start = self._end = line = 0
                self._oversize = False
        if len(data) > self._max + _MAX_BOUNDARY_LINE:
            self._oversize = True
            self._headers = self._start = self._end = 0
            del data[:-_MAX_BOUNDARY_LINE]
        return parts

    def _find_start(self) -> None:
        """Learn from the headers where the text begins and ends."""
        head = _HEAD.match(self._data, self._headers)
        if head is None or self._oversize:
            self._end = 0
            return
        self._start = head.end()
        if head[1]:
            end = head.end() + int(head[1])
            self._end = end if end <= self._max else 0
        else:
            self._headers = head.end()
            self._end = 0

    def _text(self, end: int) -> bytes:
        """Return what is new up to `end`, without headers and an unfinished boundary."""
        if self._oversize:
            return b""
        start = max(self._taken, self._start)
        line = max(start, self._data.rfind(b"\n", start, end) + 1)
        if self._data.startswith(b"-", line):
            end = line
        return bytes(self._data[start:end].strip())

    def _learn(self, line: bytes) -> None:
        """From the first boundary on, recognize its word also behind text without a line end."""
        if self._boundary is _BOUNDARY_LINE:
            word = re.escape(line.strip(b"- \t\r\n"))
            self._boundary = re.compile(
                rb"-{2,80}" + word + rb"[^\n]{0,200}\n|" + _BOUNDARY_LINE.pattern, re.MULTILINE
            )


async def text_parts(chunks: AsyncIterator[bytes], idle_end: float = QUIET) -> AsyncGenerator[bytes]:
    """Yield the text parts of a body as it arrives; one without an end after `idle_end` seconds."""
    reader = PartReader()
    # A task, because to time out on an iterator itself would end it.
    coming: asyncio.Task[bytes | None] | None = None
    try:
        while True:
            coming = coming or asyncio.create_task(_next(chunks))
            await asyncio.wait({coming}, timeout=idle_end if reader.pending() else None)
            if not coming.done():
                yield reader.take_pending()
                continue
            chunk, coming = coming.result(), None
            if chunk is None:
                break
            for part in reader.feed(chunk):
                yield part
        if reader.pending():
            yield reader.take_pending()
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.wait({coming})


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    return await anext(chunks, None)
