"""A simulated camera: its memory, clock, motors, sensors and pictures, whatever its dialect."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
import logging
import ssl
from time import monotonic

from .accents import ACCENTS, Accent
from .dump import Dump, twists
from .faults import Door, DroppedError, Fault, Faults, Reset
from .hardware import Clock, Output, Sensors
from .http import Query, Request, Response
from .login import Account
from .manners import MANNERS, Framing, Manners, page
from .motors import Head, Position
from .scene import Size, View, render
from .scenery import FIELD, Scenery
from .server import Address, Server
from .store import Records, Store
from .wires import WIRES
from .wires.base import Visit

LOGGER = logging.getLogger(__name__)

MAX_LOG = 10_000
"""Requests that are kept; of more, the older half is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One request that the camera got. `command` is the manual's name, None when it has none."""

    method: str
    target: str
    path: str
    query: Query
    headers: Mapping[str, str]
    command: str | None
    status: int
    authorised: bool
    at: float
    """When it came, on the clock of `time.monotonic`."""
    connections: int
    """Connections that were open then, this one and streams included."""


class SimulatedCamera:
    """One camera on a loopback port.

    `profile` is one of the dialect's firmware variants, `manners` how its server speaks HTTP, `accent`
    how it words things (it brings a variant of its own if none is chosen). `serial` is the MAC address,
    12 hexadecimal digits. `fps` is how many pictures per second it makes at most, of the `scenery`
    before it.
    """

    def __init__(
        self,
        dialect: str = "netwave",
        *,
        profile: str = "",
        manners: Manners = MANNERS["plain"],
        accent: Accent = ACCENTS["plain"],
        username: str = "admin",
        password: str = "secret",
        accounts: Iterable[Account] = (),
        alias: str = "Garden",
        serial: str = "00626E51AC0D",
        night: bool = False,
        lamp_when_low: bool = True,
        fps: float = 15.0,
        scenery: Scenery = FIELD,
        reboot_seconds: float = 1.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.dialect = dialect
        if dialect not in accent.dialects:
            raise ValueError(f"No {dialect} camera has this accent: {accent.about}")
        self.manners = manners
        self.accent = accent
        self.refusing: set[str] = set()
        """Shell patterns of commands that the camera refuses from now on, whatever their parameters."""
        self.serial = accent.serial or serial
        self.alias = alias
        self.night = night
        self.fps = fps
        self.scenery = scenery
        self.reboot_seconds = reboot_seconds
        self.first_accounts = (Account(username, password), *accounts)
        self.clock = Clock()
        self.sensors = Sensors()
        self.head = Head.make()
        self.output = Output(lamp_when_low=lamp_when_low)
        self.requests: list[Logged] = []
        self.refused_logins = 0
        """Requests with a wrong user name or password."""
        self.open_streams = 0
        self.streams_opened = 0
        self.frames_sent = 0
        self.reboots = 0
        self.wire = WIRES[dialect](self, profile or accent.profile)
        self.store: Store = self.wire.store
        self.faults = Faults(self._faults_changed)
        self._server = Server(self._serve, manners, tls)
        self._mishap = Reset(probability=manners.resets)
        self._tls = tls is not None
        self._tasks: set[asyncio.Task[None]] = set()
        self._cadence: tuple[float, float] | None = None
        self._asleep = True
        self._frame = 0
        self._pictures: dict[Size, tuple[float, bytes]] = {}
        self._rendering = asyncio.Lock()

    async def start(self, port: int = 0) -> Address:
        """Listen on a loopback port; 0 takes a free one."""
        address = await self._server.start(port)
        self._asleep = False
        self._faults_changed()
        if self._cadence is not None:
            self._spawn(self._come_and_go(*self._cadence), "motion")
        return address

    async def stop(self) -> None:
        """End all connections and everything that goes on in the camera."""
        self._asleep = True
        await self._server.stop()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[Address]:
        """Run for the length of a block."""
        try:
            yield await self.start(port)
        finally:
            await self.stop()

    @property
    def address(self) -> Address:
        """Where the camera listens."""
        return self._server.address

    @property
    def url(self) -> str:
        """The camera's own page."""
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{self.address.host}:{self.address.port}/"

    @property
    def online(self) -> bool:
        """Whether the camera runs and is not restarting."""
        return not self._asleep

    @property
    def connections(self) -> int:
        """Connections that are open now."""
        return self._server.connections

    @property
    def connections_accepted(self) -> int:
        """Connections so far, without those that were turned away unheard."""
        return self._server.accepted

    @property
    def requests_per_connection(self) -> list[int]:
        """How many requests came on each connection, oldest first."""
        return list(self._server.served.values())

    def reboot(self, seconds: float | None = None) -> asyncio.Task[None]:
        """Drop all connections and come back with the saved state; return the task that waits."""
        self._asleep = True
        self.reboots += 1
        self._server.turn(Door.CLOSED)
        self._server.hang_up()
        self.head.stop()
        return self._spawn(self._boot(self.reboot_seconds if seconds is None else seconds), "boot")

    async def _boot(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.wire.booted()
        self._asleep = False
        self._faults_changed()

    @property
    def records(self) -> Records:
        """The camera's memory: per group the fields with their wire text."""
        return self.store.records

    def dump(self) -> Records:
        """Return a copy of the camera's memory."""
        return self.store.dump()

    def load(self, records: Mapping[str, Mapping[str, str]]) -> None:
        """Take over the memory of another camera; redacted values stay as they are."""
        self.store.load(records)
        self.changed()

    def load_dump(self, dump: Dump) -> None:
        """Become the camera that was written down by `ipcam dump` or in the diagnostics.

        It has its settings and its model, tells the fields that it told, and lacks the commands that it
        refused.
        """
        self.load(dump["records"])
        tells = twists(self.wire.commands, dump)
        lacks = (*self.accent.lacks, *dump.get("failed", ()))
        self.accent = replace(self.accent, lacks=lacks, tells={**self.accent.tells, **tells})
        self.wire.have_all()

    def changed(self) -> None:
        """Take notice of a new setting or of what a sensor feels."""
        self._pictures.clear()
        self.wire.react()

    @property
    def position(self) -> Position:
        """Where the camera looks."""
        return self.head.position

    @property
    def moving(self) -> bool:
        """Whether a motor was told to move and is not done."""
        return self.head.moving

    @property
    def infrared(self) -> bool:
        """Whether the infrared lamp is lit."""
        return self.output.infrared

    def set_motion(self, on: bool) -> None:
        """Let something move before the camera, or not."""
        if on and not self.sensors.motion:
            self.sensors.motion_since = monotonic()
        self.sensors.motion = on
        self.changed()

    def set_sound(self, on: bool) -> None:
        """Let there be noise, or not."""
        self.sensors.sound = on
        self.changed()

    def set_input(self, on: bool) -> None:
        """Close the contact on the alarm input, or open it."""
        self.sensors.input = on
        self.changed()

    def motion_every(self, seconds_on: float, seconds_off: float) -> None:
        """Let motion come and go."""
        self._cadence = (seconds_on, seconds_off)
        if self.online:
            self._spawn(self._come_and_go(seconds_on, seconds_off), "motion")

    async def _come_and_go(self, seconds_on: float, seconds_off: float) -> None:
        while True:
            await asyncio.sleep(seconds_off)
            self.set_motion(True)
            await asyncio.sleep(seconds_on)
            self.set_motion(False)

    async def picture(self, size: Size) -> bytes:
        """Return the newest picture as JPEG; whoever asks meanwhile gets the same."""
        async with self._rendering:
            taken_at, jpeg = self._pictures.get(size, (float("-inf"), b""))
            # A little less than the interval: a timer that is early must not show the same picture twice.
            if monotonic() - taken_at >= 0.9 / self.fps:
                self._frame += 1
                taken_at = monotonic()
                jpeg = self.wire.encoded(await asyncio.to_thread(render, size, self._view(), self.scenery))
                self._pictures[size] = (taken_at, jpeg)
            return jpeg

    def _view(self) -> View:
        sensors = self.sensors
        return View(
            position=self.position,
            moving=self.moving,
            night=self.night,
            infrared=self.infrared,
            walking=monotonic() - sensors.motion_since if sensors.motion else None,
            tone=self.wire.tone(),
            title=self.wire.title(),
            time=self.wire.wall_clock(),
            seconds=monotonic(),
            frame=self._frame,
        )

    async def pictures(
        self, size: Size, interval: float, allowed: Callable[[], bool]
    ) -> AsyncGenerator[bytes]:
        """Yield pictures at an interval as long as they are allowed; a slow viewer misses some."""
        self.open_streams += 1
        self.streams_opened += 1
        try:
            due = monotonic()
            while allowed():
                yield await self.picture(size)
                self.frames_sent += 1
                due = max(due + max(interval, 1 / self.fps), monotonic())
                await asyncio.sleep(due - monotonic())
        finally:
            self.open_streams -= 1

    def later(self, doing: Coroutine[None, None, None]) -> None:
        """Do something beside the requests."""
        self._spawn(doing, "errand")

    def _spawn(self, doing: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(doing, name=f"camera {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _faults_changed(self) -> None:
        if not self._asleep:
            self._server.turn(self.faults.door)

    async def _serve(self, request: Request) -> AsyncGenerator[bytes]:
        visit = Visit(request, self.wire.find(request), self.connections)
        fault = self._fault(visit)
        response = self._turned_away(visit)
        if response is None:
            carries_out = fault is None or fault.execute
            response = await self.wire.answer(visit) if carries_out else self.wire.nothing()
        stream = response.multipart
        try:
            if fault is not None:
                response = fault.alter(response)
            self._log(visit, response.status)
            # What has neither a length nor chunks ends with its connection.
            runs_out = stream is not None and self.manners.framing is Framing.LENGTH
            response = self.manners.dress(response, last=request.last or runs_out)
            chunks = response.chunks()
            if fault is not None:
                chunks = fault.spoil(chunks)
            async for chunk in self.manners.transmit(chunks, response):
                yield chunk
            if response.after is not None:
                self.later(_soon(response.after))
            if runs_out:
                raise DroppedError(reset=False)
        finally:
            if stream is not None:
                await stream.parts.aclose()

    def _fault(self, visit: Visit) -> Fault | None:
        """Return what goes wrong with a request."""
        struck = (visit.request, visit.name, visit.connections)
        fault = self.faults.pick(*struck)
        if fault is None and self.manners.resets and self._mishap.strikes(*struck):
            self._mishap.execute = self._mishap.struck % 2 == 0
            return self._mishap
        return fault

    def _turned_away(self, visit: Visit) -> Response | None:
        """Return the answer of a server that does not let a request in."""
        manners = self.manners
        if manners.most is not None and manners.excess is not None and visit.connections > manners.most:
            refused = self.wire.refused(visit)
            # As if the login were wrong, where that is a matter of status.
            return refused if refused.status == manners.excess else page(manners.excess)
        return None if self._tls else manners.redirected(visit.request)

    def _log(self, visit: Visit, status: int) -> None:
        request = visit.request
        if len(self.requests) >= MAX_LOG:
            del self.requests[: MAX_LOG // 2]
        self.requests.append(
            Logged(
                method=request.method,
                target=request.target,
                path=request.path,
                query=request.query,
                headers=request.headers,
                command=visit.name or None,
                status=status,
                authorised=visit.authorised,
                at=visit.came_at,
                connections=visit.connections,
            )
        )


async def _soon(doing: Callable[[], object]) -> None:
    await asyncio.sleep(0.05)
    doing()
