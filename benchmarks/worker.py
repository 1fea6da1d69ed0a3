"""Processes of their own for the two ends of a measurement, spoken to in lines of JSON."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
import json
import sys
from typing import Any, Self

type Handler = Callable[[dict[str, Any]], Awaitable[Any]]

LIMIT = 64 << 20
"""Bytes of the longest answer."""


class Worker:
    """A module of this package that runs in a process of its own."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        """Start it."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"benchmarks.{self._module}",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LIMIT,
            start_new_session=True,
        )
        return self

    async def __aexit__(self, *_error: object) -> None:
        """End it: it does so by itself when nobody speaks to it any more."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(5):
                await process.wait()
        finally:
            with suppress(ProcessLookupError):
                process.kill()

    async def ask(self, action: str, /, **values: Any) -> Any:
        """Let it do something and return what comes of it."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"action": action, **values}).encode() + b"\n")
        line = await process.stdout.readline()
        if not line:
            raise RuntimeError(f"benchmarks.{self._module} has ended")
        return json.loads(line)


async def serve(handler: Handler) -> None:
    """Answer the lines on the standard input until it ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        sys.stdout.write(json.dumps(await handler(json.loads(line))) + "\n")
        sys.stdout.flush()
