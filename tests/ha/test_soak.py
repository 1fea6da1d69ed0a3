"""A long life in little time: nothing grows, whatever happens."""

import asyncio
from collections import Counter
from contextlib import aclosing, suppress
import gc
import logging
from random import Random
from time import monotonic

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import psutil  # type: ignore[import-untyped]
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi import listener
from custom_components.ipcam_cgi.ipcam import device as device_module, session
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import wire as hucoms_wire
from custom_components.ipcam_cgi.ipcam.errors import CameraError
from simulator import SimulatedCamera
from tests.conftest import DIALECTS, PASSWORD, USERNAME, until
from tests.ha.conftest import make_entry
from tests.test_fault_matrix import ANSWERS, STREAMS

EACH = 2
"""Cameras of each dialect."""
LARGE = ("ten megabytes", "an endless header")
FAULTS = [make for name, make in (ANSWERS | STREAMS).items() if name not in (*LARGE, "status 401")]
SLACK = {"memory": 24.0, "tasks": 4, "timers": 40, "files": 8}
"""What is no growth: what comes and goes in the midst of things; memory in MiB."""


def measure() -> dict[str, float]:
    """Return what may not grow."""
    gc.collect()
    process = psutil.Process()
    loop = asyncio.get_running_loop()
    return {
        "memory": round(process.memory_info().rss / (1 << 20), 1),
        "tasks": len(asyncio.all_tasks()),
        "timers": len(getattr(loop, "_scheduled", ())),
        "files": process.num_fds(),
    }


async def settled(hass: HomeAssistant, cameras: dict[SimulatedCamera, MockConfigEntry]) -> dict[str, float]:
    """Return the measure of things once all is quiet."""
    for camera, entry in cameras.items():
        camera.faults.clear()
        camera.requests.clear()
        if entry.state is not ConfigEntryState.LOADED:
            await hass.config_entries.async_reload(entry.entry_id)
    # Pictures linger for a while, and a camera that pushes is listened to again.
    await asyncio.sleep(7)
    devices = [entry.runtime_data.device for entry in cameras.values()]
    await until(lambda: all(each.pushes for each in devices if each.dialect.events), 90)
    await hass.async_block_till_done()
    return measure()


@pytest.mark.long
async def test_nothing_grows(
    hass: HomeAssistant, socket_enabled: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    logging.disable(logging.CRITICAL)
    for module, name, value in (
        (session, "TOTAL_TIMEOUT", 0.5),
        (session, "CONNECT_TIMEOUT", 0.5),
        (session, "STREAM_TIMEOUT", 0.5),
        (device_module, "SLOW", 0.5),
        (device_module, "RECOGNIZE", 2.0),
        (listener, "FIRST_PAUSE", 0.05),
        (hucoms_wire, "QUIET", 0.05),
    ):
        monkeypatch.setattr(module, name, value)
    chance, done = Random(1), Counter[str]()
    cameras: dict[SimulatedCamera, MockConfigEntry] = {}
    for number in range(EACH * len(DIALECTS)):
        camera = SimulatedCamera(
            DIALECTS[number % len(DIALECTS)],
            username=USERNAME,
            password=PASSWORD,
            serial=f"00626E0001{number:02d}",
            reboot_seconds=0.1,
        )
        # Below the ports that the kernel gives to connections: it listens anew after each restart.
        await camera.start(21000 + number)
        cameras[camera] = make_entry(camera, {})
        cameras[camera].add_to_hass(hass)
        assert await hass.config_entries.async_setup(cameras[camera].entry_id)

    async def look(entry: MockConfigEntry) -> None:
        if entry.state is not ConfigEntryState.LOADED:
            return
        with suppress(CameraError, TimeoutError):
            async with (
                asyncio.timeout(1),
                aclosing(entry.runtime_data.device.pictures.hub("main").frames()) as frames,
            ):
                async for _ in frames:
                    done["pictures"] += 1
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
                done["streams"] += 1
            case 5 | 6 | 7:
                camera.set_motion(not camera.sensors.motion)
                done["motion"] += 1
            case 8 | 9 | 10 | 11 | 12:
                camera.faults.clear()
        if len(camera.requests) > 500:
            camera.requests.clear()
        if entry.state is ConfigEntryState.SETUP_RETRY and not list(camera.faults):
            await hass.config_entries.async_reload(entry.entry_id)
        if entry.state is ConfigEntryState.LOADED:
            await entry.runtime_data.async_refresh()
            done["polls"] += 1

    async def run(seconds: float) -> None:
        deadline = monotonic() + seconds

        async def lifetime(camera: SimulatedCamera, entry: MockConfigEntry) -> None:
            while monotonic() < deadline:
                await live(camera, entry)

        await asyncio.gather(*(lifetime(camera, entry) for camera, entry in cameras.items()))

    seconds = 60 * request.config.getoption("minutes")
    await run(seconds / 3)
    start = await settled(hass, cameras)
    await run(2 * seconds / 3)
    end = await settled(hass, cameras)
    print(f"\n{len(cameras)} cameras:", ", ".join(f"{count} {name}" for name, count in sorted(done.items())))  # noqa: T201
    print("start:", start, "\nend:  ", end)  # noqa: T201
    for camera, entry in cameras.items():
        await hass.config_entries.async_unload(entry.entry_id)
        await camera.stop()
    logging.disable(logging.NOTSET)
    grown = {name: (start[name], end[name]) for name in start if end[name] > start[name] + SLACK[name]}
    assert not grown
