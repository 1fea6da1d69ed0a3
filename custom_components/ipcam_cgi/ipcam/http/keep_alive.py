"""The one connection to a camera that is used again, where the camera really keeps it.

Many cameras close a connection without saying so, at once or a while after they have answered, and lose what
is sent over it. So a connection is tried out first: only one that is still open after a rest is used again.
"""

from collections.abc import Mapping
from enum import Enum, auto
from time import monotonic
from types import SimpleNamespace
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver

TRY_AFTER: Final = 5
"""Requests over connections of their own after which one is tried that may last."""
PROBATION: Final = 2.5
"""Seconds that a first connection must stay open without being used."""
TRIAL: Final = 3.0
"""Seconds in which a camera answers over a connection that it may not hear any more."""
IDLE: Final = 15.0
"""Seconds after which a connection is closed that nobody uses."""


class Habit(Enum):
    """What a camera does with a connection that it was not asked to close."""

    UNKNOWN = auto()
    TRIED = auto()
    """One was left open, and is not used before its time."""
    KEEPS = auto()
    CLOSES = auto()


class KeepAlive:
    """Holds at most one connection, for one request at a time, of those that only read."""

    def __init__(self, resolver: AbstractResolver | None) -> None:
        """Find names by `resolver`."""
        self.habit = Habit.UNKNOWN
        self._resolver = resolver
        self._count = 0
        self._free_at = 0.0
        self._is_reused = False
        self._is_busy = False
        self._was_silent = False
        """Whether the last request that went over a kept connection was given up."""
        self._client: aiohttp.ClientSession | None = None

    def wants(self) -> bool:
        """Whether the next reading should go over the connection that is kept."""
        self._count += 1
        if self._is_busy or self.habit is Habit.CLOSES:
            return False
        if self.habit is Habit.UNKNOWN:
            return self._count > TRY_AFTER
        return self.habit is Habit.KEEPS or monotonic() >= self._free_at

    @property
    def patience(self) -> float | None:
        """Seconds of silence after which a request is lost that goes over a connection on trial."""
        return TRIAL if self.habit is Habit.TRIED or self._was_silent else None

    def borrow(self) -> aiohttp.ClientSession:
        """Return the client of the connection; to be given back."""
        self._is_busy = True
        self._is_reused = False
        if self._client is None:
            tracing = aiohttp.TraceConfig()
            tracing.on_connection_reuseconn.append(self._reused)
            self._client = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=1, keepalive_timeout=IDLE, resolver=self._resolver),
                cookie_jar=aiohttp.DummyCookieJar(),
                trace_configs=[tracing],
            )
        return self._client

    async def give_back(self, answer: aiohttp.ClientResponse | None) -> None:
        """Learn from how a request ended: with a whole answer, or with a connection that broke (None)."""
        self._is_busy = False
        if answer is None or not _may_last(answer):
            if self._is_reused or self.habit is not Habit.KEEPS:
                self.habit = Habit.CLOSES
            await self.aclose()
        elif self.habit is Habit.UNKNOWN:
            self.habit = Habit.TRIED
            self._free_at = monotonic() + PROBATION
        elif self._is_reused:
            self.habit = Habit.KEEPS
            self._was_silent = False
        elif self.habit is Habit.TRIED:
            self.habit = Habit.CLOSES
            await self.aclose()

    async def drop(self) -> None:
        """Close the connection of a request that was given up: that need not be the camera's fault."""
        self._is_busy = False
        self._was_silent = self._is_reused
        await self.aclose()

    async def _reused(
        self,
        _client: aiohttp.ClientSession,
        _context: SimpleNamespace,
        _params: aiohttp.TraceConnectionReuseconnParams,
    ) -> None:
        self._is_reused = True

    async def aclose(self) -> None:
        """Close the connection; another is opened when it is wanted."""
        if self.habit is Habit.TRIED:
            # Closed by us, it tells nothing of the camera.
            self.habit = Habit.UNKNOWN
        client, self._client = self._client, None
        if client is not None:
            await client.close()


def _may_last(answer: aiohttp.ClientResponse) -> bool:
    """Whether an answer leaves its connection open, as far as its head says."""
    headers: Mapping[str, str] = answer.headers
    is_old = answer.version is None or answer.version < aiohttp.HttpVersion11
    ends = {each.strip().lower() for each in headers.get("Connection", "").split(",")}
    is_measured = "Content-Length" in headers or "Transfer-Encoding" in headers or answer.status in (204, 304)
    return is_measured and "close" not in ends and (not is_old or "keep-alive" in ends)
