"""Feeds broken replies and streams to every reader, and broken answers to whole devices.

Each input is a genuine answer of a simulated camera, mutated at random. Found is: any exception but the
library's own, a reader that takes long, a reader that keeps more than it may. The seed of a finding
repeats it: `scripts/fuzz --seed N --minutes 0`.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
import sys
from time import monotonic, process_time
import traceback
from typing import override

import aiohttp

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.netwave.login import challenge
from custom_components.ipcam_cgi.ipcam.errors import CameraError
from custom_components.ipcam_cgi.ipcam.http import session, transport as transport_module
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import SimulatedCamera
from simulator.faults import Fault
from simulator.http import Response
from tests.long.readers import (
    MAX_SECONDS,
    STATUSES,
    TOKENS,
    collected,
    connected,
    every_camera,
    live,
    read_events,
    read_pictures,
    read_reply,
    streams,
)
from tests.long.reliability import keep


@dataclass
class Findings:
    """What was tried and what came of it."""

    inputs: Counter[str] = field(default_factory=Counter)
    seen: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, seed: int, error: BaseException | str) -> None:
        """Remember a finding, each kind once."""
        if isinstance(error, BaseException):
            place = traceback.extract_tb(error.__traceback__)[-1]
            text = f"{type(error).__name__} at {place.filename.rpartition('/')[2]}:{place.lineno}: {error}"[
                :200
            ]
        else:
            text = error
        if self.seen.setdefault(f"{what}: {text.partition(': ')[0]}", f"seed {seed}: {text}").startswith(
            f"seed {seed}:"
        ):
            print(f"FOUND {what}: seed {seed}: {text}", flush=True)  # noqa: T201


def mutated(chance: Random, genuine: bytes) -> bytes:
    """Return an input with some things wrong."""
    data = bytearray(genuine)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0:
                del data[place:]
            case 1:
                del data[place : place + chance.randrange(1, 40)]
            case 2:
                data[place:place] = chance.choice(TOKENS)
            case 3:
                data[place : place + chance.randrange(1, 20)] = chance.choice(TOKENS)
            case 4:
                data[place:place] = data[place : place + chance.randrange(1, 200)] * chance.choice((1, 2, 50))
            case 5:
                data[place : place + 4] = chance.randbytes(chance.randrange(1, 6))
            case 6:
                for index in range(place, min(place + 3, len(data))):
                    data[index] ^= 1 << chance.randrange(8)
    return bytes(data)


def replies(name: str, corpus: Iterable[tuple[str, bytes]]) -> Callable[[Random], None]:
    """Return a trial of a dialect's reader, and of every binding on what it read."""
    dialect = REGISTRY[name]
    answers = [(dialect.commands[command], body) for command, body in corpus]

    def trial(chance: Random) -> None:
        command, body = chance.choice(answers)
        header = chance.choice(('Digest realm="ipcamera_00626E51AC0D", nonce="1"', "Basic", ""))
        headers = {"WWW-Authenticate": mutated(chance, header.encode()).decode("latin-1")}
        challenge(headers["WWW-Authenticate"])
        read_reply(dialect, command, HttpResponse(chance.choice(STATUSES), headers, mutated(chance, body)))

    return trial


def stream(read: Callable[[bytes, int], None], genuine: bytes) -> Callable[[Random], None]:
    """Return a trial of a reader of streams."""
    return lambda chance: read(mutated(chance, genuine), chance.choice((1, 7, 1000, 65536)))


@dataclass(slots=True, kw_only=True)
class Mutation(Fault):
    """Every answer is mutated on its way, its head too."""

    chance: Random
    head: bool = True

    @override
    def alter(self, response: Response) -> Response:
        if not self.head:
            response.body = mutated(self.chance, response.body)
            response.set("Content-Length", str(len(response.body)))
        return response

    @override
    async def spoil(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        async for chunk in chunks:
            yield mutated(self.chance, chunk) if self.head else chunk


async def whole(camera: SimulatedCamera, chance: Random) -> None:
    """Let a device live with a camera that mutates every other answer; nothing may be changed by it."""
    before = camera.dump()
    async with aiohttp.ClientSession() as client:
        transport = Transport(client, *camera.address)
        device = await connected(camera, transport)
        await device.poll()
        camera.faults.add(Mutation(chance=chance, head=chance.random() < 0.5, probability=0.5))
        with suppress(CameraError):
            await probe(transport, REGISTRY)
        with suppress(CameraError):
            await live(await connected(camera, transport))
        await live(device)
        for stream in device.dialect.streams:
            with suppress(CameraError):
                await device.streams.still(stream.key)
        if device.dialect.events is not None:
            with suppress(CameraError, TimeoutError):
                async with asyncio.timeout(0.2):
                    async for _values in device.events():
                        pass
        camera.faults.clear()
        await device.aclose()
    after = camera.dump()
    assert after == before or "clock" in str(set(after) ^ set(before)), "reading changed the camera"


async def fuzz(minutes: float, seed: int | None) -> Findings:
    """Try inputs for so long, or one seed."""
    findings = Findings()
    session.SPACING, transport_module.TOTAL_TIMEOUT, transport_module.CONNECT_TIMEOUT = 0.0, 0.3, 0.3
    cameras = every_camera()
    for camera in cameras.values():
        await camera.start()
    mjpeg, events = await streams(cameras["netwave"])
    readers = {name: replies(name, await collected(camera)) for name, camera in cameras.items()}
    readers |= {"pictures": stream(read_pictures, mjpeg), "events": stream(read_events, events)}
    started, number = monotonic(), seed or 0
    while True:
        chance = Random(number)
        for what, trial in readers.items():
            began = process_time()
            try:
                trial(chance)
            except Exception as error:  # noqa: BLE001 - that is what it looks for
                findings.add(what, number, error)
            if process_time() - began > MAX_SECONDS:
                findings.add(what, number, f"slow: {process_time() - began:.1f} s")
            findings.inputs[what] += 1
        if number % 100 == 0 or seed is not None:
            for name, camera in cameras.items():
                try:
                    await whole(camera, Random(number))
                except Exception as error:  # noqa: BLE001
                    findings.add(f"whole {name}", number, error)
                findings.inputs[f"whole {name}"] += 1
        number += 1
        if seed is not None or monotonic() - started > 60 * minutes:
            break
    for camera in cameras.values():
        await camera.stop()
    return findings


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, help="only this one")
    chosen = parser.parse_args()
    findings = asyncio.run(fuzz(chosen.minutes, chosen.seed))
    for what, count in sorted(findings.inputs.items()):
        print(f"{what}: {count} inputs")  # noqa: T201
    print(f"total: {findings.inputs.total()} inputs, {len(findings.seen)} findings")  # noqa: T201
    if chosen.seed is None:
        devices = sum(count for what, count in findings.inputs.items() if what.startswith("whole"))
        keep(
            "fuzz",
            minutes=chosen.minutes,
            inputs=findings.inputs.total(),
            devices=devices,
            findings=len(findings.seen),
        )
    sys.exit(bool(findings.seen))


if __name__ == "__main__":
    main()
