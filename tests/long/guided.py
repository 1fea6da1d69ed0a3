"""Coverage-guided fuzzing of every reader: an input that reaches something new is kept and changed further.

libFuzzer, by way of Atheris, changes the inputs and counts the edges of the library's code that each
takes. Every reader gets a process of its own and an equal share of the time. What is kept stays in
.cache/fuzz/ and is where the next run begins. Found is what `scripts/fuzz` finds without this:
any exception but the library's own, a reader that takes long, a reader that keeps more than it may.
"""

import argparse
import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from hashlib import sha1
from importlib import import_module
import json
import os
from pathlib import Path
import re
import subprocess
import sys
from time import process_time
import traceback

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.http import session
from custom_components.ipcam_cgi.ipcam.model.catalogue import Command
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpRequest, HttpResponse
from simulator import SimulatedCamera
from tests.long.readers import (
    MAX_SECONDS,
    STATUSES,
    TOKENS,
    Answering,
    collected,
    every_camera,
    find_out,
    meet,
    read_events,
    read_http,
    read_pictures,
    read_reply,
    streams,
)
from tests.long.reliability import keep

CORPUS, FOUND = Path(".cache/fuzz/corpus"), Path(".cache/fuzz/found")
READERS = (
    *("lenient.py", "multipart.py", "probe.py", "codecs.py", "accessors.py"),
    *("login.py", "wire.py", "reply.py", "identity.py", "capabilities.py", "dialects/*/accessors.py"),
)
"""The files that read what a camera sends, of which the covered lines are counted."""
BETWEEN = b"\xfe\xfe"
"""Parts the answers of one input."""
LOGIN = b"WWW-Authenticate: "
MAX_REQUESTS = 100
"""Requests of a device that are told apart."""
LIMITS = ("-max_len=65536", "-timeout=60", "-rss_limit_mb=3072", "-use_value_profile=1", "-len_control=20")

MODULE = "tests.long.guided"
START = """\
import atheris
with atheris.instrument_imports(include=["custom_components.ipcam_cgi.ipcam"]):
    from tests.long import guided
guided.feed()
"""

type Trial = Callable[[bytes], None]
type Genuine = Mapping[str, bytes]
"""What a camera answers to each getter."""


def targets(loop: asyncio.AbstractEventLoop) -> dict[str, tuple[Trial, list[bytes]]]:
    """Return, for each reader, what takes an input, and the genuine inputs to begin with."""
    cameras = every_camera()
    session.SPACING = 0.0
    mjpeg, events, told = loop.run_until_complete(genuine(cameras))
    found: dict[str, tuple[Trial, list[bytes]]] = {
        "http": (
            lambda data: loop.run_until_complete(read_http(data[1:], 1 + 16 * data[0])),
            [b"\x01HTTP/1.1 200 OK\r\nContent-Length: 5\r\nWWW-Authenticate: Basic\r\n\r\nhello"],
        ),
        "pictures": (lambda data: read_pictures(data[1:], 1 + 16 * data[0]), [b"\xff" + mjpeg]),
        "events": (lambda data: read_events(data[1:], 1 + 16 * data[0]), [b"\x04" + events]),
        "probe": (probing(loop), [joined(answers.values()) for answers in told.values()]),
    }
    for name, answers in told.items():
        names = sorted(REGISTRY[name].commands)
        found[f"replies of {name}"] = (
            replies(REGISTRY[name], [REGISTRY[name].commands[each] for each in names]),
            [names.index(each).to_bytes(2) + b"\0" + body for each, body in answers.items()],
        )
        found[f"whole {name}"] = (
            whole(loop, cameras[name], answers),
            [bytes([number % MAX_REQUESTS]) + b"\0" + body for number, body in enumerate(answers.values())],
        )
    return found


async def genuine(cameras: Mapping[str, SimulatedCamera]) -> tuple[bytes, bytes, dict[str, Genuine]]:
    """Return a stream of pictures, one of events, and the answers of each camera."""
    told: dict[str, Genuine] = {}
    for name, camera in cameras.items():
        async with camera.running():
            told[name] = dict(await collected(camera))
    return *await streams(cameras["netwave"]), told


def joined(bodies: Iterable[bytes]) -> bytes:
    """Return an input that answers so, one body after the other."""
    return BETWEEN.join(b"\0" + body[:1000] for body in bodies)


def answer(data: bytes) -> HttpResponse:
    """Return what an input answers: one byte of status, perhaps one header line, the body."""
    status, body = STATUSES[data[0] % len(STATUSES)] if data else 404, data[1:]
    header = ""
    if body.startswith(LOGIN):
        line, _, body = body.removeprefix(LOGIN).partition(b"\n")
        header = line.decode("latin-1")
    return HttpResponse(status, {"WWW-Authenticate": header}, body)


def replies(dialect: Dialect, commands: list[Command]) -> Trial:
    """Return a trial of a dialect's reader: two bytes of command, then an answer."""

    def trial(data: bytes) -> None:
        read_reply(dialect, commands[int.from_bytes(data[:2]) % len(commands)], answer(data[2:]))

    return trial


def probing(loop: asyncio.AbstractEventLoop) -> Trial:
    """Return a trial of finding out the dialect and of the logins: each request gets the next answer."""

    def trial(data: bytes) -> None:
        answers = iter(data.split(BETWEEN))
        loop.run_until_complete(find_out(Answering(lambda _call: answer(next(answers, b"")))))

    return trial


def whole(loop: asyncio.AbstractEventLoop, camera: SimulatedCamera, told: Genuine) -> Trial:
    """Return a trial of a device: a byte says which of its requests is not answered genuinely."""
    rows = [(camera.wire.commands[name], body) for name, body in told.items()]

    def genuinely(http_request: HttpRequest) -> HttpResponse:
        pairs = set(http_request.query)
        bodies = (body for row, body in rows if row.path == http_request.path and pairs.issuperset(row.fixed))
        return HttpResponse(200, {}, next(bodies, b""))

    def trial(data: bytes) -> None:
        odd = {part[0] % MAX_REQUESTS: part[1:] for part in data.split(BETWEEN) if part}
        asked = -1

        def answering(http_request: HttpRequest) -> HttpResponse:
            nonlocal asked
            asked += 1
            return (
                answer(odd[asked % MAX_REQUESTS]) if asked % MAX_REQUESTS in odd else genuinely(http_request)
            )

        loop.run_until_complete(meet(camera, Answering(answering)))

    return trial


def watched(name: str, trial: Trial, longest: float) -> Trial:
    """Return a trial that tells each kind of finding once and goes on."""
    seen: set[str] = set()

    def found(text: str, data: bytes) -> None:
        kind = text.partition(": ")[0]
        if kind in seen:
            return
        seen.add(kind)
        place = FOUND / name / sha1(data, usedforsecurity=False).hexdigest()[:12]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        print(f"FOUND {text[:300]}\n  scripts/fuzz --guided --repeat '{place}'", flush=True)  # noqa: T201

    def watch(data: bytes) -> None:
        began = process_time()
        try:
            trial(data or b"\0")
        except Exception as error:  # noqa: BLE001 - that is what it looks for
            last = traceback.extract_tb(error.__traceback__)[-1]
            found(f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {error}", data)
        if process_time() - began > longest:
            found(f"slow: {process_time() - began:.1f} s", data)

    return watch


def feed() -> None:
    """Feed one reader, in a process of its own that was started by START; does not return."""
    atheris = import_module("atheris")
    name, *arguments = sys.argv[1:]
    trial, inputs = targets(asyncio.new_event_loop())[name]
    corpus, words = CORPUS / name, CORPUS / f"{name}.dict"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        (corpus / sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    words.write_text("".join(f'"{_escaped(each)}"\n' for each in (*TOKENS, BETWEEN) if len(each) < 60))
    atheris.Setup(
        [sys.argv[0], *LIMITS, *arguments, f"-dict={words}", str(corpus)], watched(name, trial, MAX_SECONDS)
    )
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{octet:02x}" for octet in word)


_LAST = re.compile(r"#(\d+)\s+(?:DONE|INITED|NEW|REDUCE|RELOAD|pulse)\s+cov: (\d+) ft: \d+ corp: (\d+)/")


def run(minutes: float) -> int:
    """Feed every reader for its share of the time; return the number of findings."""
    with closing(asyncio.new_event_loop()) as loop:
        names = list(targets(loop))
    seconds = max(1, round(60 * minutes / len(names)))
    readers = {}
    for name in names:
        log = CORPUS.parent / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as output:
            subprocess.run(
                [sys.executable, "-c", START, name, f"-max_total_time={seconds}"],
                check=False,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Sets and hashes in the same order: the same edges for the same input.
                env={**os.environ, "PYTHONHASHSEED": "0"},
            )
        text = log.read_text(errors="replace")
        inputs, edges, kept = max((tuple(map(int, each)) for each in _LAST.findall(text)), default=(0, 0, 0))
        findings = text.count("FOUND ") + text.count("ERROR: libFuzzer") + (not inputs)
        readers[name] = {"inputs": inputs, "edges": edges, "kept": kept, "findings": findings}
        print(f"{name}:", ", ".join(f"{count} {what}" for what, count in readers[name].items()), flush=True)  # noqa: T201
        if findings:
            print(f"  see {log}", flush=True)  # noqa: T201
    lines, all_lines = covered()
    print(f"{lines} of {all_lines} lines of the readers")  # noqa: T201
    keep("guided", minutes=minutes, readers=readers, lines=lines, all_lines=all_lines)
    return sum(each["findings"] for each in readers.values())


def covered() -> tuple[int, int]:
    """Return how many lines of the readers the kept inputs reach, and how many there are."""
    data, report = CORPUS.parent / "coverage", CORPUS.parent / "lines.json"
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run(
        [*coverage, "run", f"--data-file={data}", "-m", MODULE, "--replay"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    include = ",".join(f"*/ipcam/*{each}" for each in READERS)
    subprocess.run(
        [*coverage, "json", f"--data-file={data}", f"--include={include}", "-q", "-o", str(report)],
        check=True,
    )
    totals = json.loads(report.read_text())["totals"]
    return totals["covered_lines"], totals["num_statements"]


def replay(file: Path | None) -> None:
    """Give the readers what was kept once more, or one reader one input."""
    with closing(asyncio.new_event_loop()) as loop:
        every = targets(loop)
        if file is not None:
            every[file.parent.name][0](file.read_bytes())
            return
        for name, (trial, _) in every.items():
            for path in (CORPUS / name).iterdir():
                trial(path.read_bytes() or b"\0")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz --guided", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--repeat", type=Path, metavar="FILE", help="only this finding")
    parser.add_argument("--replay", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.repeat or chosen.replay:
        replay(chosen.repeat)
    else:
        sys.exit(bool(run(chosen.minutes)))


if __name__ == "__main__":
    main()
