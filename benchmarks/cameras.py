"""The simulated cameras of the benchmarks: `python -m benchmarks.cameras`, spoken to by `Worker`."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import datetime
from time import time, time_ns
from typing import Any, override

from simulator import SimulatedCamera
from simulator.http import Request
from simulator.motors import Position
from simulator.scene import Size, Tone, View, render

from .stamp import stamped
from .worker import serve

USERNAME = "admin"
PASSWORD = "secret"
PIECE = 6 * 1460
"""Bytes that a computer's network card hands over at a time: a few packets."""
PICTURES = 30
"""Different pictures; they are drawn before anything is measured."""


class BenchCamera(SimulatedCamera):
    """A camera whose pictures cost nothing to make and tell when they were taken.

    Like a real one, it takes a picture once and then sends it to all who look: the age of a picture
    counts from when it was taken. A picture leaves it in pieces, as through a line of `line` bytes
    per second, or at once where that is 0. (However many look, each has such a line to himself.)
    It thinks for `latency` seconds about each request.
    """

    def __init__(self, *, line: float = 0, latency: float = 0, **options: Any) -> None:
        super().__init__(**options)
        self._line = line
        self._latency = latency
        self.bytes_sent = 0
        self._drawn: dict[Size, list[bytes]] = {}
        self._ticking: asyncio.Future[None] | None = None
        self._striking: asyncio.TimerHandle | None = None
        self._taken: dict[Size, tuple[int, bytes]] = {}
        self._ticks = 0

    @override
    async def stop(self) -> None:
        await super().stop()
        if self._striking is not None:
            self._striking.cancel()

    def draw(self, size: Size) -> list[bytes]:
        """Return the pictures of somebody walking by."""
        if size not in self._drawn:
            self._drawn[size] = [render(size, _view(index)) for index in range(PICTURES)]
        return self._drawn[size]

    @override
    async def picture(self, size: Size) -> bytes:
        return stamped(self.draw(size)[self._ticks % PICTURES], time_ns())

    @override
    async def pictures(
        self, size: Size, interval: float, allowed: Callable[[], bool]
    ) -> AsyncGenerator[bytes]:
        self.open_streams += 1
        self.streams_opened += 1
        try:
            while allowed():
                await self._tick()
                ticks, jpeg = self._taken.get(size, (0, b""))
                if ticks != self._ticks:
                    jpeg = await self.picture(size)
                    self._taken[size] = (self._ticks, jpeg)
                yield jpeg
                self.frames_sent += 1
        finally:
            self.open_streams -= 1

    async def _tick(self) -> None:
        """Wait until the next picture is due; all who wait do so together."""
        if self._ticking is None:
            loop = asyncio.get_running_loop()
            self._ticking = loop.create_future()
            period = 1 / self.fps
            self._striking = loop.call_later(period - time() % period, self._strike)
        await asyncio.shield(self._ticking)

    def _strike(self) -> None:
        waiting, self._ticking = self._ticking, None
        self._ticks += 1
        if waiting is not None:
            waiting.set_result(None)

    @override
    async def _serve(self, request: Request) -> AsyncGenerator[bytes]:
        await asyncio.sleep(self._latency)
        async with aclosing(super()._serve(request)) as chunks:
            async for chunk in chunks:
                self.bytes_sent += len(chunk)
                piece = PIECE if self._line else len(chunk)
                for start in range(0, len(chunk), piece):
                    if start:
                        await asyncio.sleep(piece / self._line)
                    yield chunk[start : start + piece]


def _view(index: int) -> View:
    return View(
        position=Position(0, 0, 0),
        moving=False,
        night=False,
        infrared=False,
        walking=1 + index / 15,
        tone=Tone(),
        title="Benchmark",
        time=datetime(2026, 1, 1, 12, 0, index),  # noqa: DTZ001 - a camera's clock has no zone
        seconds=index / 15,
        frame=index,
    )


class Cameras:
    """Starts cameras on demand and counts what is asked of them."""

    def __init__(self) -> None:
        self._cameras: list[BenchCamera] = []

    async def handle(self, asked: dict[str, Any]) -> Any:
        """Do one of `start`, `stop`, `stats`, `motion`."""
        match asked["action"]:
            case "start":
                return [await self._start(asked["options"]) for _ in range(asked["count"])]
            case "stop":
                await asyncio.gather(*(camera.stop() for camera in self._cameras))
                self._cameras.clear()
            case "motion":
                for camera in self._cameras:
                    camera.set_motion(asked["on"])
                return None
        return self._stats()

    async def _start(self, options: dict[str, Any]) -> int:
        index = len(self._cameras)
        options = {"username": USERNAME, "password": PASSWORD, **options}
        camera = BenchCamera(serial=f"00626E51{index:04X}", alias=f"Camera {index}", **options)
        if options["dialect"] == "netwave":
            camera.draw((640, 480))
        self._cameras.append(camera)
        return (await camera.start()).port

    def _stats(self) -> dict[str, int]:
        return {
            "open_streams": sum(camera.open_streams for camera in self._cameras),
            "bytes": sum(camera.bytes_sent for camera in self._cameras),
            "requests": sum(len(camera.requests) for camera in self._cameras),
        }


if __name__ == "__main__":
    asyncio.run(serve(Cameras().handle))
