"""How long it takes from the camera writing an event to the changed state in Home Assistant.

A simulated camera and a real core share this process and its event loop, so what is measured is more
than the integration's own part of it.
"""

import argparse
import asyncio
import logging
from statistics import median, quantiles
from time import perf_counter

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from simulator import SimulatedCamera

from .core import add, entity_of, home_assistant

PATIENCE = 5.0


async def measure(hass: HomeAssistant, camera: SimulatedCamera, events: int) -> list[float]:
    """Return the seconds that each event took; raise when one is lost or out of order."""
    motion = entity_of(hass, camera, "binary_sensor", "motion")
    changed = asyncio.Event()
    seen: list[tuple[str, float]] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        seen.append((state.state if state else "", perf_counter()))
        changed.set()

    stop = async_track_state_change_event(hass, motion, note)
    taken = []
    try:
        for number in range(events):
            changed.clear()
            begun = perf_counter()
            camera.set_motion(number % 2 == 0)
            async with asyncio.timeout(PATIENCE):
                await changed.wait()
            taken.append(seen[-1][1] - begun)
            await asyncio.sleep(0.002)
    finally:
        stop()
    wanted = ["on" if number % 2 == 0 else "off" for number in range(events)]
    if [state for state, _ in seen] != wanted:
        raise RuntimeError("events were lost, doubled or out of order")
    return taken


async def run(events: int, profile: str = "standard") -> list[float]:
    """Set everything up and measure."""
    camera = SimulatedCamera("hucoms", profile=profile)
    async with camera.running(), home_assistant() as hass:
        entry = await add(hass, camera)
        async with asyncio.timeout(PATIENCE):
            while not entry.runtime_data.camera.is_pushing:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        # The last poll, which completes what the first part may have left out.
        await entry.runtime_data.async_refresh()
        return await measure(hass, camera, events)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1000, help="how many events (default: %(default)s)")
    parser.add_argument("--profile", default="standard", help="firmware of the camera (default: %(default)s)")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    taken = asyncio.run(run(chosen.events, chosen.profile))
    percentile = quantiles(taken, n=100)[98]
    print(
        f"{len(taken)} events, none lost, in order: median {1000 * median(taken):.2f} ms, "
        f"99th percentile {1000 * percentile:.2f} ms, longest {1000 * max(taken):.2f} ms"
    )


if __name__ == "__main__":
    main()
