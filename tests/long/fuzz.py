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

from custom_components.ipcam_cgi.ipcam import session
from custom_components.ipcam_cgi.ipcam.catalogue import Effect, Record
from custom_components.ipcam_cgi.ipcam.device import Device
from custom_components.ipcam_cgi.ipcam.dialect import Dialect, Tasks
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.netwave.login import challenge
from custom_components.ipcam_cgi.ipcam.errors import CameraError
from custom_components.ipcam_cgi.ipcam.multipart import MAX_FRAME, MAX_PART, FrameReader, PartReader
from custom_components.ipcam_cgi.ipcam.probe import probe
from custom_components.ipcam_cgi.ipcam.session import Session, Transport
from custom_components.ipcam_cgi.ipcam.snapshot import Snapshot
from custom_components.ipcam_cgi.ipcam.tuning import Tuning
from custom_components.ipcam_cgi.ipcam.wire import Answer, Credentials
from simulator import SimulatedCamera
from simulator.faults import Fault
from simulator.http import Response

LONGEST = 1.0
"""Seconds of work for one input: all of them are small."""
TOKENS = [
    *(b"=", b"'", b'"', b"<", b">", b"</", b"/>", b"&", b"&#x41;", b"[", b"]", b";", b"\n", b"\r\n", b"\0"),
    *(
        b"var ",
        b"<CGI_Result>",
        b"</CGI_Result>",
        b"<fault>",
        b"Error:",
        b"error: ",
        b"ok.",
        b"-",
        b"--",
        b"%",
    ),
    *(
        b"\xff\xd8\xff",
        b"\xff\xd9",
        b"\xff\xff",
        b"\xff\xda\x00\x02",
        b"\xc3\x28",
        b"\xed\xa0\x80",
        "²".encode(),
    ),
    *(b"9" * 5000, b"-1", b"nan", b"inf", b"1e999", b"0x", b"--5", b"4294967296", b"99999999999999999999"),
    *(b"Content-Length: ", b"Content-Length: 999999999\r\n\r\n", b" " * 2000, b"a" * 2000, b"x=" * 1000),
    "٣".encode(),
]


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
        answer = Answer(
            chance.choice((200, 200, 200, 204, 302, 400, 401, 404, 407, 500)), headers, mutated(chance, body)
        )
        challenge(headers["WWW-Authenticate"])
        with suppress(CameraError):
            dialect.wire.check(command, answer)
        with suppress(CameraError):
            interpret(dialect, dialect.wire.parse(command, answer))

    return trial


def interpret(dialect: Dialect, record: Record) -> None:
    """Let every lens look at a reply."""
    for binding in dialect.bindings.values():
        if binding.lens is None:
            continue
        binding.lens.seen(record)
        value = binding.lens.get(record)
        assert value is None or isinstance(value, binding.feature.kind | int)
        state = Snapshot()
        state.records = dict.fromkeys((each.name for each in (*binding.facts, *binding.beside)), record)
        if binding.getter:
            state.records[binding.getter.name] = record
        if binding.when is not None:
            binding.when(state)
        if binding.refine is not None and binding.codec is not None:
            binding.refine(binding.codec, state)
        if value is not None and binding.writer is not None:
            with suppress(CameraError):
                binding.lens.put(value, record)


def frames(genuine: bytes) -> Callable[[Random], None]:
    """Return a trial of the reader of pictures."""

    def trial(chance: Random) -> None:
        reader = FrameReader()
        data = mutated(chance, genuine)
        while data:
            size = chance.choice((1, 7, 1000, 65536))
            for picture in reader.feed(data[:size]):
                assert picture.startswith(b"\xff\xd8")
            assert len(reader._data) <= MAX_FRAME + size
            data = data[size:]
            _ = reader.text

    return trial


def parts(genuine: bytes) -> Callable[[Random], None]:
    """Return a trial of the reader of events."""

    def trial(chance: Random) -> None:
        reader = PartReader()
        data = mutated(chance, genuine)
        while data:
            size = chance.choice((1, 7, 1000))
            for part in reader.feed(data[:size]):
                assert len(part) <= MAX_PART
            assert len(reader._data) <= MAX_PART + 4096
            reader.pending()
            data = data[size:]
        reader.take_pending()

    return trial


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


async def collected(camera: SimulatedCamera) -> list[tuple[str, bytes]]:
    """Return the genuine answer to every getter of a camera."""
    async with aiohttp.ClientSession() as client:
        device = device_of(camera, client)
        await device.identify()
        found = []
        for command in device.dialect.commands.values():
            if command.effect is Effect.READ and not any(param.required for param in command.params):
                with suppress(CameraError):
                    found.append((command.name, await device.fetch(command.name)))
        return found


def device_of(camera: SimulatedCamera, client: aiohttp.ClientSession) -> Device:
    """Return a device of the library for a simulated camera."""
    name = next(name for name, each in REGISTRY.items() if each.commands is camera.wire.commands)
    transport = Transport(client, *camera.address)
    return Device(Session(transport, REGISTRY[name], Credentials("admin", "secret")), Tuning(rtsp=True))


async def whole(camera: SimulatedCamera, chance: Random) -> None:
    """Let a device live with a camera that mutates every other answer; nothing may be changed by it."""
    before = camera.dump()
    async with aiohttp.ClientSession() as client:
        device = device_of(camera, client)
        await device.identify()
        await device.poll()
        camera.faults.add(Mutation(chance=chance, head=chance.random() < 0.5, probability=0.5))
        with suppress(CameraError):
            await probe(device.session.transport, REGISTRY)
        with suppress(CameraError):
            await device_of(camera, client).identify()
        for _ in range(2):
            device.expire()
            with suppress(CameraError):
                await device.poll()
            for feature in device.dialect.bindings:
                device.supports(feature)
                device.codec(feature)
                device.is_available(feature)
        with suppress(CameraError):
            await device.recognize()
        for stream in device.dialect.streams:
            with suppress(CameraError):
                await device.pictures.still(stream.key)
            with suppress(CameraError):
                await device.pictures.address(stream.key)
        tasks: Tasks = device.dialect.tasks
        for task in (tasks.log, tasks.accounts):
            if task is not None:
                with suppress(CameraError):
                    await task(device)
        if device.dialect.events is not None:
            with suppress(CameraError, TimeoutError):
                async with asyncio.timeout(0.2):
                    async for values in device.events():
                        device.patch(values)
        camera.faults.clear()
        await device.aclose()
    after = camera.dump()
    assert after == before or "clock" in str(set(after) ^ set(before)), "reading changed the camera"


async def fuzz(minutes: float, seed: int | None) -> Findings:
    """Try inputs for so long, or one seed."""
    findings = Findings()
    session.SPACING, session.TOTAL_TIMEOUT, session.CONNECT_TIMEOUT = 0.0, 0.3, 0.3
    cameras = {name: SimulatedCamera(name) for name in ("netwave", "foscam_hd", "anjia", "hucoms")}
    cameras["netwave_sdk21"] = SimulatedCamera("netwave", profile="sdk21")
    for camera in cameras.values():
        await camera.start()
    picture = await cameras["netwave"].picture((320, 240))
    mjpeg = b"".join(
        b"--ipcamera\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"
        % (len(picture), picture)
        for _ in range(3)
    )
    event = b"motion1 = on\r\nalarmin1 = off\r\n"
    events = b"".join(
        b"--event\r\nContent-type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(event), event)
        for _ in range(5)
    )
    readers = {name: replies(name, await collected(camera)) for name, camera in cameras.items()}
    readers |= {"pictures": frames(mjpeg), "events": parts(events)}
    started, number = monotonic(), seed or 0
    while True:
        chance = Random(number)
        for what, trial in readers.items():
            began = process_time()
            try:
                trial(chance)
            except Exception as error:  # noqa: BLE001 - that is what it looks for
                findings.add(what, number, error)
            if process_time() - began > LONGEST:
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
    sys.exit(bool(findings.seen))


if __name__ == "__main__":
    main()
