"""`scripts/bench`: measure, and write the tables."""

import argparse
import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
import logging
from pathlib import Path
import shutil
import sys
from time import perf_counter

from demo.home import HOST, ROOT, HomeError, free_port

from .event_latency import run as measure_events
from .hd import HdPlan, Row, measure_bare, measure_hd
from .house import House
from .live import Plan, Studio
from .lives import measure_life
from .polls import measure_polls
from .report import Results, write
from .worker import Worker

FOLDER = ROOT / ".cache" / "bench"
OURS = "ipcam_cgi"
LINE = 12e6
"""Bytes per second of a 100 Mbit/s line, less what the packets' heads take."""
EVENTS = 1000
FULL = (Plan(rounds=3, seconds=3), HdPlan())
QUICK = (Plan(rounds=1, seconds=2, viewers=(1, 16), packets=(1,)), None)
STARTED = perf_counter()


def say(text: str) -> None:
    """Tell how far it is."""
    print(f"{perf_counter() - STARTED:5.0f} s  {text}", flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Some people before one camera."""

    camera: str
    viewers: int
    slow: int = 0

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.viewers}{' + 1 slow' if self.slow else ''}{', in packets' if self.camera else ''}"


def scenes(plan: Plan) -> list[Scene]:
    """Return what is measured in each round."""
    return [
        *(Scene(camera="", viewers=viewers) for viewers in plan.viewers),
        Scene(camera="", viewers=plan.crowd, slow=1),
        *(Scene(camera="packets", viewers=viewers) for viewers in plan.packets),
    ]


async def add_cameras(house: House, cameras: Worker) -> dict[str, dict[str, str]]:
    """Add two cameras, the second one behind a line, to each integration; return their entities."""
    found: dict[str, dict[str, str]] = {}
    for camera, line in (("", 0.0), ("packets", LINE)):
        [port] = await cameras.ask("start", count=1, options={"dialect": "netwave", "line": line})
        base = f"http://{HOST}:{port}"
        still = f"{base}/snapshot.cgi"
        entries = {
            OURS: await house.add_ours(port),
            "mjpeg": await house.add_mjpeg(f"{base}/videostream.cgi?resolution=32&rate=0", still),
        }
        if not camera:
            entries["generic"] = await house.add_generic(still)
        # What polling costs is another question.
        await house.set_options(entries[OURS], {"alarm_interval": 60})
        found[camera] = {name: await house.entity_of(entry, "camera.") for name, entry in entries.items()}
    return found


async def measure_pictures(plan: Plan, results: Results) -> None:
    """Measure live pictures and stills, in turns."""
    async with AsyncExitStack() as stack:
        cameras = await stack.enter_async_context(Worker("cameras"))
        viewers = await stack.enter_async_context(Worker("viewers"))
        house = await stack.enter_async_context(House(FOLDER / "pictures", free_port()))
        entities = await add_cameras(house, cameras)
        studio = Studio(house, cameras, viewers)
        for turn in range(plan.rounds):
            order = ["mjpeg", OURS] if turn % 2 else [OURS, "mjpeg"]
            await studio.settle()
            await studio.measure_idle(plan.seconds)
            for scene in scenes(plan):
                # A single viewer's work is small beside the noise.
                seconds = plan.seconds * (2 if scene.viewers == 1 else 1)
                order.reverse()
                for name in order:
                    entity = entities[scene.camera][name]
                    live = await studio.live(entity, scene.viewers, seconds, slow=scene.slow)
                    results.live[str(scene), name].append(live)
                    say(f"{scene!s:14} {name:10} {live.cpu:7.1f} us")
            for people in (1, plan.crowd):
                for name in [*order, "generic"]:
                    still = await studio.stills(entities[""][name], people, plan.seconds / 2)
                    results.stills[str(people), name].append(still)
                    say(f"{people:2} ask for stills {name:10} {still.cpu:7.1f} us")


async def measure_lives(results: Results) -> None:
    """Measure how long a viewer is served."""
    async with AsyncExitStack() as stack:
        cameras = await stack.enter_async_context(Worker("cameras"))
        house = await stack.enter_async_context(House(FOLDER / "lives", free_port()))
        entities = (await add_cameras(house, cameras))[""]
        names = (OURS, "mjpeg")
        addresses = [await house.address("camera_proxy_stream", entities[name]) for name in names]
        lived = await asyncio.gather(*(measure_life(address) for address in addresses))
        results.lives = dict(zip(names, lived, strict=True))
        say("long lives")


async def measure_houses(plan: HdPlan, results: Results) -> None:
    """Measure many HD cameras, both integrations at the same time."""
    async with AsyncExitStack() as stack:
        rows = []
        for domain in (OURS, "foscam"):
            cameras = await stack.enter_async_context(Worker("cameras"))
            house = await stack.enter_async_context(House(FOLDER / domain, free_port()))
            rows.append(Row(domain, house, cameras))
        say(f"HD cameras, {plan.cameras} in each of two houses ...")
        results.hd = await measure_hd(rows[0], rows[1], plan, say)
    for name, sample in results.hd.by_entities.items():
        if not sample.entities:
            continue
        async with House(FOLDER / f"bare-{name}", free_port()) as house:
            bare = await measure_bare(house, plan.entities_of, round(sample.entities))
            results.hd.bare[name] = bare
        say(f"bare sensors {name:7} {bare / 1e3:6.0f} kB")


async def run(arguments: argparse.Namespace) -> None:
    """Measure everything and write the tables."""
    pictures, houses = QUICK if arguments.quick else FULL
    shutil.rmtree(FOLDER, ignore_errors=True)
    results = Results(pictures)
    if not arguments.hd:
        results.polls = await measure_polls(5, say)
        await measure_pictures(pictures, results)
    if houses is not None and not arguments.pictures:
        await measure_houses(houses, results)
    if not (arguments.quick or arguments.hd or arguments.pictures):
        await measure_lives(results)
        logging.disable(logging.CRITICAL)
        results.events = await measure_events(EVENTS)
    results.seconds = perf_counter() - STARTED
    text = write(results)
    if arguments.quick or arguments.hd or arguments.pictures:
        print(f"\n{text}")
    else:
        arguments.output.write_text(text)
        print(f"\nWritten to {arguments.output}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="scripts/bench", add_help=False)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--hd", action="store_true")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md")
    try:
        asyncio.run(run(parser.parse_args()))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except (HomeError, TimeoutError) as error:
        reason = str(error) or "Home Assistant or a camera did not answer in time"
        sys.exit(f"error: {reason}\nLogs: {FOLDER}/")


if __name__ == "__main__":
    main()
