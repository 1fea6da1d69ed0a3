"""Many HD cameras that nobody looks at: this integration beside `foscam`, in a house each."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from demo.home import HOST

from .cameras import PASSWORD, USERNAME
from .house import House, Start
from .worker import Worker

LATENCY = 0.05
"""Seconds that a camera thinks about each request."""
OPTIONS: dict[str, Any] = {"dialect": "foscam_hd", "latency": LATENCY}
AT_A_TIME = 10
"""Cameras that are added at the same time."""
QUIET = 3.0
"""Seconds between the last camera's set-up and a measurement."""
RELOAD = 10.0
"""Seconds in which a camera with new options is surely set up again."""
POLLS = 0.05
"""Seconds between two looks at the state of motion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HdPlan:
    """How much is measured."""

    cameras: Sequence[int] = (1, 10, 50, 100, 200)
    starts: int = 5
    """How often Home Assistant is started with as many cameras: the order in which it imports is chance."""
    entities_of: int = 10
    """With how many cameras the cost of entities is measured; one of `cameras`."""
    seconds: float = 30
    """At least the longest interval at which one of the two polls."""
    motions: int = 6
    """Even, so that nothing moves any more in the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HdSample:
    """One house with some cameras."""

    entities: float
    """Entities of a camera that are enabled."""
    starts: Sequence[Start]
    """How long each start of Home Assistant took."""
    start_requests: float
    """Requests that each camera got for that."""
    per_minute: float
    """Requests per minute to each camera afterwards."""
    cpu: float
    """Percent of one core."""
    memory: float
    """Bytes per camera, beyond a house without any."""


class Row:
    """One integration: its house, its cameras and what has been measured."""

    def __init__(self, domain: str, house: House, cameras: Worker) -> None:
        self.domain = domain
        self.house = house
        self.cameras = cameras
        self.ports: list[int] = []
        self.entries: list[str] = []
        self._empty = house.resident

    async def grow(self, count: int) -> None:
        """Add cameras until there are `count`."""
        new = await self.cameras.ask("start", count=count - len(self.ports), options=OPTIONS)
        self.ports += new
        for start in range(0, len(new), AT_A_TIME):
            adding = [self._add(port) for port in new[start : start + AT_A_TIME]]
            self.entries += await asyncio.gather(*adding)

    async def _add(self, port: int) -> str:
        if self.domain == "ipcam_cgi":
            return await self.house.add_ours(port)
        account = {"username": USERNAME, "password": PASSWORD}
        return await self.house.add(
            self.domain, {"host": HOST, "port": port, **account, "stream": "Main", "rtsp_port": port}
        )

    async def restart(self) -> tuple[Start, float]:
        """Start Home Assistant anew; return how long that took, and the requests to each camera."""
        before = (await self.cameras.ask("stats"))["requests"]
        start = await self.house.restart(self.domain)
        requests = (await self.cameras.ask("stats"))["requests"] - before
        return start, requests / len(self.entries)

    async def rest(self, seconds: float) -> tuple[float, float]:
        """Let some time pass; return the requests per minute to each camera, and the share of a core."""
        before = (await self.cameras.ask("stats"))["requests"]
        cpu, started = self.house.cpu, perf_counter()
        await asyncio.sleep(seconds)
        passed = perf_counter() - started
        requests = (await self.cameras.ask("stats"))["requests"] - before
        return requests / len(self.entries) / passed * 60, (self.house.cpu - cpu) / passed

    async def _polled(self) -> None:
        """Return after the next poll."""
        await asyncio.sleep(QUIET)
        requests = now = (await self.cameras.ask("stats"))["requests"]
        async with asyncio.timeout(70):
            while now == requests:
                await asyncio.sleep(0.2)
                now = (await self.cameras.ask("stats"))["requests"]

    async def measure(self, starts: Sequence[tuple[Start, float]], seconds: float) -> HdSample:
        """Measure the house as it is after that start."""
        entities = len(await self.house.states(self.domain)) / len(self.entries)
        if entities:
            await self._polled()
        per_minute, cpu = await self.rest(seconds)
        return HdSample(
            entities=entities,
            starts=[start for start, _ in starts],
            start_requests=starts[-1][1],
            per_minute=per_minute,
            cpu=cpu * 100,
            memory=(self.house.resident - self._empty) / len(self.entries),
        )

    async def measure_entities(self, seconds: float) -> dict[str, HdSample]:
        """Measure what entities cost: without any, with those that are enabled at first, and with all."""
        usual = await self.house.enabled(self.domain)
        wishes = {"none": dict.fromkeys(usual, False), "all": dict.fromkeys(usual, True), "default": usual}
        samples = {}
        for name, wish in wishes.items():
            await self.house.enable(self.domain, wish)
            samples[name] = await self.measure([await self.restart()], seconds)
        return samples

    async def motion_ages(self, count: int) -> list[float]:
        """Let something move before the cameras, and return how long the first one's entity took."""
        entity = await self.house.entity_of(self.entries[0], "binary_sensor.", "_motion")
        ages = []
        for turn in range(count):
            on = turn % 2 == 0
            # Not in step with the polls.
            await asyncio.sleep(0.37 * turn)
            await self.cameras.ask("motion", on=on)
            started = perf_counter()
            async with asyncio.timeout(30):
                wanted = "on" if on else "off"
                while (await self.house.get(f"/api/states/{entity}"))["state"] != wanted:  # noqa: ASYNC110
                    await asyncio.sleep(POLLS)
            ages.append(perf_counter() - started)
        return ages


@dataclass(slots=True)
class HdResults:
    """What was measured of HD cameras."""

    samples: dict[tuple[int, str], HdSample]
    by_entities: dict[str, HdSample]
    """Ours, by which entities were enabled."""
    bare: dict[str, float]
    """Bytes that Home Assistant takes for a device with as many sensors that do nothing, the same way."""
    same_age: float
    """Our requests per minute and camera when alarms are asked for as rarely as `foscam` asks."""
    motion: float
    """Seconds until motion is seen: median."""


async def measure_hd(ours: Row, theirs: Row, plan: HdPlan, say: Callable[[str], None]) -> HdResults:
    """Measure both: starts one after the other, and then two processes that are almost idle."""
    samples: dict[tuple[int, str], HdSample] = {}
    by_entities: dict[str, HdSample] = {}
    same_age = motion = 0.0
    for count in plan.cameras:
        await asyncio.gather(ours.grow(count), theirs.grow(count))
        turns = [[await row.restart() for row in (ours, theirs)] for _ in range(plan.starts)]
        pair = await asyncio.gather(
            *(
                row.measure(starts, plan.seconds)
                for row, starts in zip((ours, theirs), zip(*turns, strict=True), strict=True)
            )
        )
        samples.update(zip(((count, ours.domain), (count, theirs.domain)), pair, strict=True))
        for sample, row in zip(pair, (ours, theirs), strict=True):
            available = median(start.available for start in sample.starts)
            say(f"{count:3} HD cameras {row.domain:10} {available:5.1f} s")
        if count == plan.cameras[0]:
            motion = median(await ours.motion_ages(plan.motions))
            await ours.house.set_options(ours.entries[0], {"alarm_interval": 30})
            await asyncio.sleep(RELOAD)
            same_age, _ = await ours.rest(plan.seconds)
            await ours.house.set_options(ours.entries[0], {"alarm_interval": 2})
        if count == plan.entities_of:
            by_entities = await ours.measure_entities(plan.seconds)
            say("entities")
    return HdResults(samples, by_entities, {}, same_age, motion)


async def measure_bare(house: House, devices: int, sensors: int) -> float:
    """Return the bytes of each of so many devices with sensors that do nothing."""
    empty = house.resident
    for _ in range(devices):
        await house.add("bare", {"sensors": sensors})
    await house.restart("bare")
    await house.states("bare")
    await asyncio.sleep(QUIET)
    return (house.resident - empty) / devices
