"""A long life in little time: nothing grows, whatever happens."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, suppress
import gc
import logging
from random import Random
import sys
from time import monotonic

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
import psutil  # type: ignore[import-untyped]
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi import listener
from custom_components.ipcam_cgi.ipcam import identity as identity_module, poller
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import wire as hucoms_wire
from custom_components.ipcam_cgi.ipcam.errors import CameraError
from custom_components.ipcam_cgi.ipcam.http import transport
from simulator import SimulatedCamera
from simulator.faults import StreamCut
from tests.conftest import DIALECTS, PASSWORD, USERNAME, until
from tests.ha.conftest import entity_id, make_entry
from tests.long.reliability import keep
from tests.test_fault_matrix import ANSWERS, STREAMS

pytestmark = pytest.mark.long

LARGE = ("ten megabytes", "an endless header")
FAULTS = [make for name, make in (ANSWERS | STREAMS).items() if name not in (*LARGE, "status 401")]
SLACK = {"memory": 24.0, "objects": 8000, "tasks": 6, "timers": 40, "files": 8}
"""What is no growth: what comes and goes, such as one stream with its five tasks; memory in MiB."""
DAYS, RECONNECTS, EVENTS = 7, 10_000, 100_000
"""How long the whole of it is."""
INTERVAL = 30
"""Seconds between two polls of the week."""
WARM_UP = 0.2
"""The part of a run after which is measured first: until then caches fill."""

type Measure = dict[str, float]


class House:
    """Some cameras in Home Assistant."""

    def __init__(self, hass: HomeAssistant, *, complete: bool) -> None:
        self.hass = hass
        self.complete = complete
        self.cameras: dict[SimulatedCamera, MockConfigEntry] = {}
        self.done = Counter[str]()

    async def add(self, dialect: str, **options: object) -> SimulatedCamera:
        """Add a camera and set it up."""
        number = len(self.cameras)
        camera = SimulatedCamera(
            dialect,
            username=USERNAME,
            password=PASSWORD,
            serial=f"00626E0001{number:02d}",
            reboot_seconds=0.1,
        )
        # Below the ports that the kernel gives to connections: it listens anew after each restart.
        await camera.start(11000 + number)
        self.cameras[camera] = make_entry(camera, options)
        self.cameras[camera].add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(self.cameras[camera].entry_id)
        return camera

    async def poll(self, camera: SimulatedCamera) -> None:
        """Ask a camera what is due."""
        coordinator = self.cameras[camera].runtime_data
        await coordinator.async_refresh()
        self.done["polls"] += 1
        self.done["polls that failed"] += not coordinator.last_update_success
        if len(camera.requests) > 500:
            self.forget(camera)

    def forget(self, camera: SimulatedCamera) -> None:
        """Let the simulator's own list not count as growth."""
        self.done["requests"] += len(camera.requests)
        camera.requests.clear()

    async def measure(self) -> Measure:
        """Return what may not grow, once all is quiet: pictures linger, a camera is listened to again."""
        for camera, entry in self.cameras.items():
            camera.faults.clear()
            self.forget(camera)
            if entry.state is not ConfigEntryState.LOADED:
                await self.hass.config_entries.async_reload(entry.entry_id)
        await asyncio.sleep(7)
        devices = [entry.runtime_data.camera for entry in self.cameras.values()]
        await until(lambda: all(each.is_pushing for each in devices if each.dialect.events), 90)
        await self.hass.async_block_till_done()
        for _ in range(3):
            gc.collect()
        process = psutil.Process()
        return {
            "memory": round(process.memory_info().rss / (1 << 20), 1),
            "objects": len(gc.get_objects()),
            "tasks": len(asyncio.all_tasks()),
            "timers": len(getattr(asyncio.get_running_loop(), "_scheduled", ())),
            "files": process.num_fds(),
        }

    async def judge(self, run: str, start: Measure) -> None:
        """Keep what a run has measured, and see that nothing has grown."""
        end = await self.measure()
        print(f"\n{run}:", ", ".join(f"{count} {name}" for name, count in sorted(self.done.items())))  # noqa: T201
        print("start:", start, "\nend:  ", end)  # noqa: T201
        if self.complete:
            keep(f"soak-{run}", done=self.done, start=start, end=end)
        grown = {name: (start[name], end[name]) for name in start if end[name] > start[name] + SLACK[name]}
        assert not grown


@pytest.fixture
async def house(hass: HomeAssistant, socket_enabled: None, part: float) -> AsyncIterator[House]:
    """Where the cameras are; nothing is logged, because pytest would keep it."""
    made = House(hass, complete=part >= 1)
    logging.disable(logging.CRITICAL)
    yield made
    for camera, entry in made.cameras.items():
        await hass.config_entries.async_unload(entry.entry_id)
        await camera.stop()
    logging.disable(logging.NOTSET)


@pytest.fixture
def part(request: pytest.FixtureRequest) -> float:
    """The part of the whole length that is run."""
    return float(request.config.getoption("part"))


@pytest.fixture
def advance(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what lets seconds pass on the only clock that the integration looks at."""
    ahead = 0.0

    def pass_by(seconds: float) -> None:
        nonlocal ahead
        ahead += seconds

    for name, module in list(sys.modules.items()):
        if name.startswith("custom_components.ipcam_cgi") and hasattr(module, "monotonic"):
            monkeypatch.setattr(module, "monotonic", lambda: monotonic() + ahead)
    return pass_by


async def test_week(hass: HomeAssistant, house: House, part: float, advance: Callable[[float], None]) -> None:
    """A camera of each dialect is polled for a week, and once a day they restart and are loaded anew."""
    for dialect in DIALECTS:
        await house.add(dialect, alarm_interval=INTERVAL)
    day = max(1, round(part * 24 * 60 * 60 / INTERVAL))
    polls = DAYS * day
    start = await house.measure()
    for number in range(polls):
        if number == round(WARM_UP * polls):
            start = await house.measure()
        if number % day == day // 2:
            for camera, entry in house.cameras.items():
                await camera.reboot()
                await hass.config_entries.async_reload(entry.entry_id)
                house.done["restarts and reloads"] += 1
        advance(INTERVAL)
        for camera in house.cameras:
            await house.poll(camera)
    await house.judge("week", start)
    assert not house.done["polls that failed"]


async def test_reconnects(
    hass: HomeAssistant, house: House, part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A camera ends its stream after the first picture, again and again; viewers come and go meanwhile."""
    hubs = {}
    for dialect in ("netwave", "hucoms"):
        camera = await house.add(dialect)
        camera.fps = 1000
        # To draw takes longer than all the rest.
        drawn = asyncio.get_running_loop().create_future()
        drawn.set_result(await camera.picture((640, 480)))
        monkeypatch.setattr(camera, "picture", lambda _size, drawn=drawn: drawn)
        hubs[camera] = house.cameras[camera].runtime_data.camera.streams.broadcaster("main")
        hubs[camera]._backoff = (0.0, 0.0)

    async def reconnect(camera: SimulatedCamera, times: float) -> None:
        camera.faults.add(StreamCut(after=1))
        stats = hubs[camera].stats
        end = stats.reconnects + round(times / len(hubs))
        while (begun := stats.reconnects) < end:
            async with aclosing(hubs[camera].frames()) as frames:
                async for _ in frames:
                    if stats.reconnects >= min(begun + 50, end):
                        break
            house.done["viewers"] += 1
            house.done["reconnects"] += stats.reconnects - begun

    async def all_reconnect(times: float) -> None:
        await asyncio.gather(*(reconnect(camera, times) for camera in hubs))

    await all_reconnect(WARM_UP * part * RECONNECTS)
    start = await house.measure()
    await all_reconnect((1 - WARM_UP) * part * RECONNECTS)
    await house.judge("reconnects", start)


async def test_events(
    hass: HomeAssistant, house: House, part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A camera pushes that motion has begun or ended; each is seen before the next."""
    monkeypatch.setattr(hucoms_wire, "QUIET", 0.05)
    camera = await house.add("hucoms")
    motion = entity_id(hass, camera, "binary_sensor", "motion")
    changed = asyncio.Event()

    @callback
    def see(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new and new.state == (STATE_ON if camera.sensors.motion else STATE_OFF):
            changed.set()

    async_track_state_change_event(hass, motion, see)
    start = await house.measure()
    events = round(part * EVENTS)
    for number in range(events):
        if number == round(WARM_UP * events):
            start = await house.measure()
        changed.clear()
        camera.set_motion(not camera.sensors.motion)
        async with asyncio.timeout(10):
            await changed.wait()
        house.done["events"] += 1
    await house.judge("events", start)


async def test_everything_goes_wrong(
    hass: HomeAssistant, house: House, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults, restarts, reloads, viewers and events strike at random for so many minutes of real time."""
    for module, name, value in (
        (transport, "TOTAL_TIMEOUT", 0.5),
        (transport, "CONNECT_TIMEOUT", 0.5),
        (transport, "STREAM_TIMEOUT", 0.5),
        (poller, "SLOW", 0.5),
        (identity_module, "VERIFY_INTERVAL", 2.0),
        (listener, "FIRST_PAUSE", 0.05),
        (hucoms_wire, "QUIET", 0.05),
    ):
        monkeypatch.setattr(module, name, value)
    chance, done = Random(1), house.done
    for dialect in 2 * DIALECTS:
        await house.add(dialect)

    async def look(entry: MockConfigEntry) -> None:
        if entry.state is not ConfigEntryState.LOADED:
            return
        done["viewers"] += 1
        with suppress(CameraError, TimeoutError):
            async with (
                asyncio.timeout(1),
                aclosing(entry.runtime_data.camera.streams.broadcaster("main").frames()) as frames,
            ):
                async for _ in frames:
                    if chance.random() < 0.3:
                        break

    async def live(camera: SimulatedCamera, entry: MockConfigEntry) -> None:
        match chance.randrange(20):
            case 0:
                camera.faults.add(chance.choice(FAULTS)())
                done["faults"] += 1
            case 1 if done["restarts"] < done["polls"] / 50:
                camera.reboot()
                done["restarts"] += 1
            case 2 if done["reloads"] < done["polls"] / 200:
                done["reloads"] += 1
                await hass.config_entries.async_reload(entry.entry_id)
            case 3 | 4:
                await look(entry)
            case 5 | 6 | 7:
                camera.set_motion(not camera.sensors.motion)
                done["events"] += 1
            case 8 | 9 | 10 | 11 | 12:
                camera.faults.clear()
        if entry.state is ConfigEntryState.SETUP_RETRY and not list(camera.faults):
            await hass.config_entries.async_reload(entry.entry_id)
        if entry.state is ConfigEntryState.LOADED:
            await house.poll(camera)

    async def run(seconds: float) -> None:
        deadline = monotonic() + seconds

        async def lifetime(camera: SimulatedCamera, entry: MockConfigEntry) -> None:
            while monotonic() < deadline:
                await live(camera, entry)

        await asyncio.gather(*(lifetime(camera, entry) for camera, entry in house.cameras.items()))

    seconds = 60 * request.config.getoption("minutes")
    await run(seconds / 3)
    start = await house.measure()
    await run(2 * seconds / 3)
    await house.judge("wrong", start)
