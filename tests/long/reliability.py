"""Writes what the long test runs have found and measured into docs/reliability.md."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
import json
from pathlib import Path
import re
import sys
from textwrap import fill
from typing import Any
from xml.etree import ElementTree as ET  # noqa: TID251 - our own test run wrote it

from custom_components.ipcam_cgi.ipcam import REGISTRY

type Figures = Mapping[str, Any]

FIGURES = Path(".cache/figures")
"""What the last long runs measured, by the name of the run."""
PLACES = {
    "test_detection": "detection",
    "test_login": "set-up",
    "test_poll": "poll",
    "test_write": "write",
    "test_still": "still",
    "test_stream": "stream",
    "test_events": "events",
    "test_what_a_user_sees": "in Home Assistant",
}
_NAME = re.compile(r"(\w+)\[([a-z_]+)-(.+)\]")


def table(report: Path) -> str:
    """Return the results as Markdown: faults by places, good ones of all tried."""
    good: dict[tuple[str, str], int] = defaultdict(int)
    tried: dict[tuple[str, str], int] = defaultdict(int)
    seen: dict[str, set[str]] = defaultdict(set)
    faults: dict[str, None] = {}
    others: dict[str, list[bool]] = defaultdict(list)
    for case in ET.parse(report).getroot().iter("testcase"):
        bad = any(case.find(kind) is not None for kind in ("failure", "error"))
        name = _NAME.fullmatch(case.get("name", ""))
        if name is None or name[1] not in PLACES:
            others[words(case.get("name", ""))].append(not bad)
            continue
        place, fault = PLACES[name[1]], name[3]
        faults[fault] = None
        tried[fault, place] += 1
        good[fault, place] += not bad
        for each in case.iter("property"):
            if each.get("name") == "seen":
                seen[fault].add(each.get("value", ""))
    lines = [
        "| fault | " + " | ".join(PLACES.values()) + " | what a user sees |",
        "| --- |" + " --- |" * (len(PLACES) + 1),
    ]
    for fault in faults:
        cells = [
            f"{good[fault, place]}/{tried[fault, place]}" if tried[fault, place] else ""
            for place in PLACES.values()
        ]
        lines.append(f"| {fault} | " + " | ".join(cells) + f" | {'; '.join(sorted(seen[fault]))} |")
    total, all_well = sum(tried.values()), sum(good.values())
    return "\n".join(
        [
            f"{all_well} of {total} came out well (number of manuals that came out well / that were tried).",
            "",
            *lines,
            "",
            "| event | came out well, of all cameras and ways that were tried |",
            "| --- | --- |",
            *(f"| {event} | {sum(well)}/{len(well)} |" for event, well in sorted(others.items())),
            "",
        ]
    )


def matrix(report: Path, tests: Mapping[str, str], corner: str, value: str = "") -> str:
    """Return the results of some tests as Markdown: by a camera's dialect, and by what else was different.

    `tests` has what is written of a test where nothing else was. In each cell is what the test has recorded
    as `value`, else whether it came out well.
    """
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for case in ET.parse(report).getroot().iter("testcase"):
        name, _, rest = case.get("name", "").removesuffix("]").partition("[")
        if name not in tests:
            continue
        parts = rest.split("-")
        dialect = next((part for part in parts if part in REGISTRY), "")
        profile = "sdk21" if "sdk21" in parts else ""
        others = [part for part in parts if part not in (dialect, profile, "standard")]
        recorded = (each.get("value", "") for each in case.iter("property") if each.get("name") == value)
        bad = any(case.find(kind) is not None for kind in ("failure", "error"))
        column = f"{dialect} {profile}".strip()
        cells[", ".join(others) or tests[name]][column] = "failed" if bad else next(recorded, "well")
    columns = sorted({column for row in cells.values() for column in row})
    return "\n".join(
        [
            f"| {corner} | " + " | ".join(columns) + " |",
            "| --- |" + " --- |" * len(columns),
            *(
                f"| {row.replace('_', ' ')} | {' | '.join(told.get(each, '') for each in columns)} |"
                for row, told in cells.items()
            ),
            "",
        ]
    )


def keep(run: str, **figures: object) -> None:
    """Keep the figures of a long run for the page."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / f"{run}.json").write_text(json.dumps(figures, indent=2) + "\n")


def words(name: str) -> str:
    """Return a test's name as people write it."""
    return name.removeprefix("test_").partition("[")[0].replace("_", " ")


def fuzzing(random: Figures, guided: Figures) -> str:
    """Return what both kinds of fuzzing have tried and found, as Markdown."""
    readers: Mapping[str, Mapping[str, int]] = guided["readers"]
    inputs = sum(each["inputs"] for each in readers.values())
    found = sum(each["findings"] for each in readers.values())
    summary = (
        f"The last run at random took {random['minutes']:g} minutes and tried {random['inputs']:,} inputs, "
        f"{random['devices']:,} of them whole devices: {random['findings'] or 'no'} findings. "
        f"The last guided run took {guided['minutes']:g} minutes and tried {inputs:,} inputs: "
        f"{found or 'no'} findings. What it has kept reaches {guided['lines']:,} of the "
        f"{guided['all_lines']:,} lines of the readers."
    )
    return "\n".join(
        [
            fill(summary, 118),
            "",
            "| reader | inputs | edges reached | inputs kept | findings |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {name} | {each['inputs']:,} | {each['edges']:,} | {each['kept']:,} | {each['findings']} |"
                for name, each in readers.items()
            ),
            "",
        ]
    )


RUNS = {
    "week": "a week of polling",
    "reconnects": "streams that break off",
    "events": "events",
    "wrong": "everything goes wrong",
}
MEASURED = {
    "memory": "memory of the process, simulated cameras included, in MiB",
    "objects": "objects of Python",
    "tasks": "tasks",
    "timers": "timers",
    "files": "open files and sockets",
}


def soak(runs: Mapping[str, Figures]) -> str:
    """Return what the soak test has done and measured, as Markdown."""
    lines = ["| run | what was done |", "| --- | --- |"]
    for run, figures in runs.items():
        done = (f"{count:,} {what}" for what, count in sorted(figures["done"].items()) if count)
        lines.append(f"| {RUNS[run]} | {', '.join(done)} |")
    lines += ["", "| start → end | " + " | ".join(RUNS[run] for run in runs) + " |"]
    lines.append("| --- |" + " --- |" * len(runs))
    for what, name in MEASURED.items():
        cells = (f"{each['start'][what]:,.0f} → {each['end'][what]:,.0f}" for each in runs.values())
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def figures(run: str) -> Figures:
    """Return what a run has kept."""
    kept: Figures = json.loads((FIGURES / f"{run}.json").read_text())
    return kept


def replaced(page: str, section: str, text: str) -> str:
    """Return the page with another text between the marks of a section."""
    begin = f"<!-- {section}: written by scripts/reliability -->\n"
    end = f"<!-- end of {section} -->\n"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n{end}{after}"


MATRICES: Mapping[str, tuple[Mapping[str, str], str, str]] = {
    "servers": ({"test_every_camera_behind_every_server": ""}, "server", ""),
    "logins": (
        {"test_one_login_at_a_start": "form, start, restart", "test_one_login_while_running": ""},
        "noticed first by",
        "refused",
    ),
    "words": ({"test_one_refused_login": ""}, "how it is refused", "refused"),
}
"""By the section of the page: what is in the table."""


def main() -> None:
    """Run from the command line: write what there is of results and figures into the page."""
    report, page = map(Path, sys.argv[1:])
    text = page.read_text()
    if report.exists():
        text = replaced(text, "results", table(report))
    if (servers := report.with_name("servers.xml")).exists():
        for section, arguments in MATRICES.items():
            text = replaced(text, section, matrix(servers, *arguments))
    with suppress(FileNotFoundError):
        text = replaced(text, "fuzzing", fuzzing(figures("fuzz"), figures("guided")))
    with suppress(FileNotFoundError):
        text = replaced(text, "soak", soak({run: figures(f"soak-{run}") for run in RUNS}))
    page.write_text(text)


if __name__ == "__main__":
    main()
