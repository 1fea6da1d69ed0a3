"""What goes to the terminal. Much of it is what a camera said, and that may be anything."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
import json
import sys

from .values import Json, json_of, text_of

TICK = 0.2
"""Seconds between two looks at how far it is."""
CLEAR = "\r\x1b[K"
"""Goes back to the beginning of the line and empties it."""


def visible(text: str) -> str:
    """Return a text with what could steer a terminal written as an escape."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text
    )


def say(text: str) -> None:
    """Write a line for people, at once: a program may wait for it at the other end of a pipe."""
    print(visible(text), flush=True)


def complain(text: str) -> None:
    """Write a line beside the output."""
    print(visible(f"ipcam: {text}"), file=sys.stderr, flush=True)


def write_json(value: Json, *, indent: int | None = 2) -> None:
    """Write a value as JSON."""
    # What is no text (a byte of unknown charset) is escaped rather than lost.
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    print(text.encode("utf-8", "backslashreplace").decode(), flush=True)


def write_fields(fields: Mapping[str, object], *, as_json: bool) -> None:
    """Write names and values: one JSON object, or a line each."""
    if as_json:
        write_json({name: json_of(value) for name, value in fields.items()})
        return
    for name, value in fields.items():
        say(f"{name}: {text_of(value)}")


class Progress:
    """One line on a terminal that says what takes so long; nothing where nobody looks."""

    def __init__(self) -> None:
        """Write to standard error if that is a terminal."""
        self._stream = sys.stderr if sys.stderr.isatty() else None

    def show(self, text: str) -> None:
        """Put `text` in place of what the line was."""
        if self._stream is not None:
            self._stream.write(f"{CLEAR}{visible(text)}")
            self._stream.flush()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._stream is not None:
            self._stream.write(CLEAR)
            self._stream.flush()

    @asynccontextmanager
    async def during(self, text: str, count: Callable[[], int] | None = None) -> AsyncIterator[None]:
        """Show what is going on, with the number of requests so far, for the length of a block."""
        task = asyncio.create_task(self._tick(text, count))
        try:
            yield
        finally:
            task.cancel()
            self.clear()

    async def _tick(self, text: str, count: Callable[[], int] | None) -> None:
        while self._stream is not None:
            self.show(f"{text} ..." if count is None else f"{text} (requests sent: {count()}) ...")
            await asyncio.sleep(TICK)
