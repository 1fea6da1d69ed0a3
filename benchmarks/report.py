"""Writes what was measured as tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import os
import platform
from statistics import median, quantiles

from .hd import HdPlan, HdResults, HdSample
from .live import LiveSample, Plan, StillSample
from .lives import LIFE
from .polls import PollSample

INTRODUCTION = """\
# Benchmarks

Written by `scripts/bench` on {cores} cores ({machine}, Python {python}) in {minutes:.0f} minutes;
how long that machine takes says nothing, only the comparison does. Each number is a median, with
the least and the greatest of the rounds behind it. Home Assistant, the simulated cameras and the
people who look are processes of their own, on the loopback address; both integrations are set up by
their forms in the same Home Assistant, show the same camera and take turns.
"""
LIVE = """\
## Live pictures

640x480, {fps} pictures per second. CPU is what the Home Assistant process uses for each picture
that reaches a viewer, less what it uses while nobody looks. The age of a picture counts from the
moment the camera has taken it until its last byte is with the viewer. "At least" is the number of
pictures per second that the worst served viewer got, of those that are not slow themselves. A
camera in the simulator hands its pictures over in one piece, which a network does not do: in the
lines "in packets", they come as over a line of 100 Mbit/s, in a few packets at a time. There, what
forwards every packet by itself has more to do for each viewer.
"""
STILLS = """\
## Stills

People who ask for one still after the other, all at the same time. Nobody looks at the live picture
meanwhile.
"""
LIVES = """\
## How long a picture lives

Two viewers before one camera, one by each integration, for {seconds:.0f} s:
"""
EVENTS = """\
## Events

From the moment a camera with event push (Hucoms) writes an event until Home Assistant's state has
changed, with camera and Home Assistant in one process:
"""
POLLS = """\
## Polls and connections

An alarm poll of one camera (its status, without entities), over a new connection for each and over one that
the camera keeps, in turns. The camera is a process of its own; the CPU is that of the library's.
"""
HD = """\
## HD cameras that nobody looks at

This integration and Home Assistant's own `foscam`, each in a Home Assistant of its own with cameras
of its own, which take 50 ms to answer. "Available" and "all known" are the seconds from the start of
Home Assistant's process, with cameras that it knows from before, until no entity is unavailable and
until all show what they are set to; they take turns, {starts} starts each. In which order Home Assistant
imports what it needs is left to chance, which moves a start by half a second. The requests are those
until then. The rest is measured at the same time. Memory is what the process has grown by since it had
no camera, per camera.
"""
ENTITIES = """\
### Entities

The same, of this integration alone with {cameras} cameras, by which of their entities are enabled; and what
Home Assistant takes for as many sensors that belong to as many devices and do nothing at all:
"""


@dataclass(slots=True)
class Results:
    """Everything that was measured."""

    plan: Plan
    live: defaultdict[tuple[str, str], list[LiveSample]] = field(default_factory=lambda: defaultdict(list))
    stills: defaultdict[tuple[str, str], list[StillSample]] = field(default_factory=lambda: defaultdict(list))
    lives: dict[str, float] = field(default_factory=dict)
    """Seconds that a viewer was served, by integration."""
    events: list[float] = field(default_factory=list)
    """Seconds that each event took."""
    polls: dict[str, list[PollSample]] = field(default_factory=dict)
    """By how the camera ends its connections."""
    hd: HdResults | None = None
    seconds: float = 0.0


def write(results: Results) -> str:
    """Return the page."""
    text = INTRODUCTION.format(
        cores=os.cpu_count(),
        machine=platform.machine(),
        python=platform.python_version(),
        minutes=results.seconds / 60,
    )
    if results.live:
        text += "\n" + LIVE.format(fps=15) + _live(results.live)
        text += "\n" + STILLS + _stills(results.stills)
    if results.lives:
        text += "\n" + LIVES.format(seconds=LIFE) + _lives(results.lives)
    if results.events:
        text += "\n" + EVENTS + _events(results.events)
    if results.polls:
        text += "\n" + POLLS + _polls(results.polls)
    if results.hd:
        text += "\n" + HD.format(starts=HdPlan().starts) + _hd(results.hd)
    return text


def _live(measured: Mapping[tuple[str, str], Sequence[LiveSample]]) -> str:
    head = [
        "viewers",
        "",
        "connections to the camera",
        "kB/s from the camera",
        "CPU, us",
        "against `mjpeg`",
        "age, ms",
        "age p99, ms",
        "at least, 1/s",
        "memory added, MB",
    ]
    rows = []
    for (scene, name), samples in in_order(measured):
        rivals = measured[scene, "mjpeg"]
        rows.append(
            [
                scene,
                f"`{name}`",
                spread((each.upstream for each in samples), 0),
                spread((each.camera_rate / 1e3 for each in samples), 0),
                spread((each.cpu for each in samples), 0),
                ratio(samples, rivals, lambda each: each.cpu),
                spread((each.age for each in samples), 1),
                spread((each.age_p99 for each in samples), 1),
                spread((each.least for each in samples), 1),
                spread((each.memory / 1e6 for each in samples), 1),
            ]
        )
    return table(head, rows)


def _stills(measured: Mapping[tuple[str, str], Sequence[StillSample]]) -> str:
    head = [
        "people",
        "",
        "requests to the camera per still",
        "stills/s",
        "CPU, us",
        "answer, ms",
        "answer p99, ms",
        "age p99, ms",
    ]
    rows = [
        [
            people,
            f"`{name}`",
            spread((each.requests for each in samples), 2),
            spread((each.rate for each in samples), 0),
            spread((each.cpu for each in samples), 0),
            spread((each.taken for each in samples), 1),
            spread((each.taken_p99 for each in samples), 1),
            spread((each.age_p99 for each in samples), 0),
        ]
        for (people, name), samples in in_order(measured)
    ]
    return table(head, rows)


def _lives(measured: Mapping[str, float]) -> str:
    rows = [
        [f"`{name}`", f"{lived:.0f} s" if lived < LIFE else "all the time"]
        for name, lived in measured.items()
    ]
    return table(["", "was served for"], rows)


def _events(taken: Sequence[float]) -> str:
    figures = [median(taken), quantiles(taken, n=100)[98], max(taken)]
    row = [f"{len(taken)}", "0", *(f"{1e3 * each:.2f}" for each in figures)]
    return table(["events", "lost", "median, ms", "p99, ms", "longest, ms"], [row])


def _polls(measured: Mapping[str, Sequence[PollSample]]) -> str:
    rows = [
        [
            name,
            spread((each.per_connection for each in samples), 0),
            spread((each.cpu for each in samples), 0),
            ratio(samples, measured["new"], lambda each: each.cpu),
        ]
        for name, samples in measured.items()
    ]
    return table(["connection", "requests per connection", "CPU, us", "against new ones"], rows)


COSTS = [
    "entities each",
    "available, s",
    "all known, s",
    "requests for that, each",
    "requests/min each",
    "CPU, % of a core",
    "memory each, kB",
]

BARE = "memory of as many bare sensors, kB"
OF_ENTITIES = (0, 1, 4, 5, 6)
"""The columns that say something of entities that were not there before the start."""


def _costs(sample: HdSample) -> list[str]:
    return [
        f"{sample.entities:.0f}",
        spread((start.available for start in sample.starts), 1),
        spread((start.known for start in sample.starts), 1),
        f"{sample.start_requests:.0f}",
        f"{sample.per_minute:.1f}",
        f"{sample.cpu:.2f}",
        f"{sample.memory / 1e3:.0f}",
    ]


def _hd(measured: HdResults) -> str:
    rows = [
        [f"{cameras}", f"`{name}`", *_costs(sample)] for (cameras, name), sample in measured.samples.items()
    ]
    by_entities = [
        [
            "",
            name,
            *(_costs(sample)[column] for column in OF_ENTITIES),
            f"{measured.bare[name] / 1e3:.0f}" if name in measured.bare else "",
        ]
        for name, sample in measured.by_entities.items()
    ]
    return (
        table(["cameras", "", *COSTS], rows)
        + "\nAlarms are asked for every two seconds here; `foscam`, which has no entity for motion, asks\n"
        "for its settings every 30 s. Asked for every 30 s as well, a camera gets\n"
        f"{measured.same_age:.1f} requests per minute from us. Motion was seen after {measured.motion:.1f} s"
        " (median of a few).\n\n"
        + ENTITIES.format(cameras=HdPlan().entities_of)
        + table(["", "enabled", *(COSTS[column] for column in OF_ENTITIES), BARE], by_entities)
    )


def in_order[S](measured: Mapping[tuple[str, str], S]) -> list[tuple[tuple[str, str], S]]:
    """Return what was measured, scene by scene, ours first."""
    scenes = list(dict.fromkeys(scene for scene, _ in measured))
    return sorted(measured.items(), key=lambda row: (scenes.index(row[0][0]), row[0][1] != "ipcam_cgi"))


def spread(values: Iterable[float], digits: int) -> str:
    """Return median, least and greatest."""
    ordered = sorted(values)
    middle, least, most = (f"{each:.{digits}f}" for each in (median(ordered), ordered[0], ordered[-1]))
    return middle if least == most else f"{middle} ({least}-{most})"


def ratio[S](samples: Sequence[S], rivals: Sequence[S], value: Callable[[S], float]) -> str:
    """Return how two compare that took turns."""
    return spread((value(one) / value(other) for one, other in zip(samples, rivals, strict=True)), 2)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * 2 + ["---:"] * (len(head) - 2), *rows]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)
