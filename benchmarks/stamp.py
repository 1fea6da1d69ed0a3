"""Pictures that tell when they were taken."""

from collections.abc import Iterator

MARK = b"taken-at:"
DIGITS = 20
_COMMENT = b"\xff\xfe"
_END = b"\xff\xd9"


def stamped(jpeg: bytes, taken_at: int) -> bytes:
    """Return the picture with the time in a comment behind its start marker, in nanoseconds."""
    text = MARK + b"%020d" % taken_at
    return b"".join((jpeg[:2], _COMMENT, (len(text) + 2).to_bytes(2), text, jpeg[2:]))


class StampReader:
    """Finds the stamps of complete pictures in the body of a live picture, cut anywhere."""

    def __init__(self) -> None:
        self._data = b""

    def feed(self, data: bytes) -> Iterator[int]:
        """Take the next bytes and yield the stamps of the pictures that end in them."""
        data = self._data + data
        at = 0
        while (mark := data.find(MARK, at)) >= 0:
            end = data.find(_END, mark)
            if end < 0:
                self._data = data[mark:]
                return
            digits = mark + len(MARK)
            yield int(data[digits : digits + DIGITS])
            at = end
        self._data = data[max(at, len(data) - len(MARK)) :]


class Dechunker:
    """Takes the chunked transfer coding off an answer's body, cut anywhere."""

    def __init__(self) -> None:
        self._head = b""
        self._left = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take the next bytes and yield what is body in them."""
        at = 0
        while at < len(data):
            if self._left > 2:
                body = data[at : at + self._left - 2]
                at += len(body)
                self._left -= len(body)
                yield body
            elif self._left:
                # The line end behind a chunk.
                self._left -= 1
                at += 1
            else:
                end = data.find(b"\n", at)
                if end < 0:
                    self._head += data[at:]
                    return
                size = int(self._head + data[at:end], 16)
                self._head = b""
                self._left = size + 2
                at = end + 1
