"""Live pictures and stills: this integration beside `mjpeg` and `generic`, on one simulated camera."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from .house import House
from .worker import Worker

SETTLE = 1.5
"""Seconds that viewers look before anything is measured."""
SILENCE = 12.0
"""Seconds until a camera that nobody looks at must have been let go."""

CALM = 0.002
"""Share of one core below which Home Assistant is idle."""
CALMING = 20
"""Seconds that it may take to become so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured."""

    rounds: int
    seconds: float
    viewers: Sequence[int] = (1, 4, 16, 64)
    crowd: int = 16
    """Viewers beside the slow one, and people who ask for stills."""
    packets: Sequence[int] = (1, 16)
    """Viewers of the camera whose pictures come in packets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSample:
    """One measurement of a live picture."""

    upstream: int
    """Connections to the camera."""
    camera_rate: float
    """Bytes per second from the camera."""
    frames: int
    """Pictures that arrived, summed over the viewers."""
    least: float
    """Pictures per second that the worst served of them got."""
    cpu: float
    """Microseconds of Home Assistant's CPU time per picture and viewer."""
    age: float
    """Milliseconds from the camera to the viewer: median."""
    age_p99: float
    memory: int
    """Bytes that were added meanwhile, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillSample:
    """One measurement of stills."""

    requests: float
    """Requests to the camera per still that arrived."""
    rate: float
    """Stills per second."""
    cpu: float
    """Microseconds of Home Assistant's CPU time per still."""
    taken: float
    """Milliseconds from question to answer: median."""
    taken_p99: float
    age_p99: float


class Studio:
    """Everything a measurement needs, started."""

    def __init__(self, house: House, cameras: Worker, viewers: Worker) -> None:
        self.house = house
        self.cameras = cameras
        self.viewers = viewers
        self.idle = 0.0
        """Share of one core that Home Assistant uses while nobody looks."""
        self._shown = ""

    async def settle(self) -> None:
        """Wait until Home Assistant has done what it does after its start, but not for ever."""
        await self._silence()
        calm = 0
        for _ in range(CALMING):
            await self.measure_idle(1)
            calm = calm + 1 if self.idle < CALM else 0
            if calm == 3:
                break

    async def measure_idle(self, seconds: float) -> None:
        """Find out what Home Assistant uses while nobody looks."""
        before, started = self.house.cpu, perf_counter()
        await asyncio.sleep(seconds)
        self.idle = (self.house.cpu - before) / (perf_counter() - started)

    async def live(self, entity: str, viewers: int, seconds: float, *, slow: int = 0) -> LiveSample:
        """Let people look at a camera for some seconds."""
        if entity != self._shown:
            # The last one may still hold its connection, for a viewer who comes back.
            await self._silence()
        self._shown = entity
        memory = most = self.house.resident
        url = await self.house.address("camera_proxy_stream", entity)
        await self.viewers.ask("look", url=url, count=viewers, slow=slow)
        await asyncio.sleep(SETTLE)
        await self.viewers.ask("forget")
        before = await self.cameras.ask("stats")
        cpu, started = self.house.cpu, perf_counter()
        end = started + seconds
        while (left := end - perf_counter()) > 0:
            await asyncio.sleep(min(0.25, left))
            most = max(most, self.house.resident)
        passed = perf_counter() - started
        cpu = self.house.cpu - cpu - self.idle * passed
        after = await self.cameras.ask("stats")
        report = await self.viewers.ask("report")
        await self.viewers.ask("leave")
        ages = report["ages"]
        return LiveSample(
            upstream=after["open_streams"],
            camera_rate=(after["bytes"] - before["bytes"]) / passed,
            frames=len(ages),
            least=report["least"] / passed,
            cpu=cpu / len(ages) * 1e6,
            age=median(ages),
            age_p99=percentile(ages, 99),
            memory=most - memory,
        )

    async def stills(self, entity: str, people: int, seconds: float) -> StillSample:
        """Let people ask for stills for some seconds."""
        await self._silence()
        url = await self.house.address("camera_proxy", entity)
        before = await self.cameras.ask("stats")
        cpu, started = self.house.cpu, perf_counter()
        report = await self.viewers.ask("stills", url=url, count=people, seconds=seconds)
        passed = perf_counter() - started
        cpu = self.house.cpu - cpu - self.idle * passed
        after = await self.cameras.ask("stats")
        taken = report["taken"]
        return StillSample(
            requests=(after["requests"] - before["requests"]) / len(taken),
            rate=len(taken) / passed,
            cpu=cpu / len(taken) * 1e6,
            taken=median(taken),
            taken_p99=percentile(taken, 99),
            age_p99=percentile(report["ages"], 99),
        )

    async def _silence(self) -> None:
        async with asyncio.timeout(SILENCE):
            while (await self.cameras.ask("stats"))["open_streams"]:  # noqa: ASYNC110
                await asyncio.sleep(0.2)


def percentile(values: Iterable[float], percent: int) -> float:
    """Return the value that `percent` of 100 do not exceed."""
    values = sorted(values)
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]
