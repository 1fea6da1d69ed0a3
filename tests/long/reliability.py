"""Writes what a test run found about faults into the table of docs/reliability.md."""

from collections import defaultdict
from pathlib import Path
import re
import sys
from xml.etree import ElementTree as ET  # noqa: TID251 - our own test run wrote it

BEGIN, END = "<!-- results: written by scripts/reliability -->\n", "<!-- end of results -->\n"
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
    others: list[str] = []
    for case in ET.parse(report).getroot().iter("testcase"):
        bad = any(case.find(kind) is not None for kind in ("failure", "error"))
        name = _NAME.fullmatch(case.get("name", ""))
        if name is None or name[1] not in PLACES:
            others.append(f"| {words(case.get('name', ''))} | {'failed' if bad else 'good'} |")
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
    total, well = sum(tried.values()), sum(good.values())
    return "\n".join(
        [
            f"{well} of {total} came out well (number of manuals that came out well / that were tried).",
            "",
            *lines,
            "",
            "| event | result |",
            "| --- | --- |",
            *sorted(others),
            "",
        ]
    )


def words(name: str) -> str:
    """Return a test's name as people write it."""
    what, _, which = name.removeprefix("test_").partition("[")
    return what.replace("_", " ") + (f" ({which.removesuffix(']')})" if which else "")


def main() -> None:
    """Run from the command line: report, page."""
    report, page = map(Path, sys.argv[1:])
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{table(report)}\n{END}{after}")


if __name__ == "__main__":
    main()
