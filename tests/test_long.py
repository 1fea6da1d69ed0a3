"""What the long runs are made of, so that it still works when somebody has the time for one."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custom_components.ipcam_cgi.ipcam.http import session
from tests.long import guided, reliability
from tests.long.guided import BETWEEN, Trial

GUIDED = {
    "minutes": 15.0,
    "readers": {"http": {"inputs": 120_000, "edges": 58, "kept": 97, "findings": 0}},
    "lines": 900,
    "all_lines": 981,
}
RANDOM = {"minutes": 5, "inputs": 90_000, "devices": 700, "findings": 2}
RUN = {
    "done": {"polls": 80_640, "polls that failed": 0},
    "start": {"memory": 250.4, "objects": 34_000, "tasks": 6, "timers": 60, "files": 24},
    "end": {"memory": 251.6, "objects": 34_100, "tasks": 6, "timers": 13, "files": 24},
}


@pytest.fixture
def targets(
    socket_enabled: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, tuple[Trial, list[bytes]]]]:
    """What is fuzzed by coverage."""
    monkeypatch.setattr(session, "SPACING", 0.0)
    with closing(asyncio.new_event_loop()) as loop:
        yield guided.targets(loop)


def test_every_reader_takes_what_is_genuine_and_what_is_not(
    targets: dict[str, tuple[Trial, list[bytes]]],
) -> None:
    assert {"http", "pictures", "events", "probe"} < targets.keys()
    for trial, inputs in targets.values():
        assert inputs
        for data in (*inputs[:20], b"\0", bytes(range(256)), BETWEEN.join(inputs[:3])):
            trial(data)


def test_a_finding_is_told_once_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guided, "FOUND", tmp_path)

    def trial(data: bytes) -> None:
        raise ValueError(data.decode())

    watch = guided.watched("http", trial, 60.0)
    for data in (b"first", b"second"):
        watch(data)
    (kept,) = (tmp_path / "http").iterdir()
    assert kept.read_bytes() == b"first"
    assert capsys.readouterr().out.count("FOUND ValueError at test_long.py") == 1


def test_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliability, "FIGURES", tmp_path)
    marks = [
        f"<!-- {section}: written by scripts/reliability -->\n<!-- end of {section} -->\n"
        for section in ("results", "fuzzing", "soak")
    ]
    page, report = tmp_path / "page.md", tmp_path / "report.xml"
    page.write_text("Before\n" + "Between\n".join(marks) + "Behind\n")
    empty = page.read_text()
    monkeypatch.setattr("sys.argv", ["reliability", str(report), str(page)])
    reliability.main()
    assert page.read_text() == empty, "nothing was measured"

    reliability.keep("fuzz", **RANDOM)
    reliability.keep("guided", **GUIDED)
    for run in reliability.RUNS:
        reliability.keep(f"soak-{run}", **RUN)
    report.write_text(
        '<testsuite><testcase name="test_poll[netwave-reset]"><properties>'
        '<property name="seen" value="unavailable"/></properties></testcase>'
        '<testcase name="test_clock_of_1970[anjia]"/>'
        '<testcase name="test_clock_of_1970[hucoms]"><failure/></testcase></testsuite>'
    )
    for _ in range(2):
        reliability.main()
        text = page.read_text()
        assert text.startswith("Before\n")
        assert text.endswith("Behind\n")
        assert text.count("Between\n") == 2
        assert text.count("1 of 1 came out well") == 1
        assert "| clock of 1970 | 1/2 |" in text
        assert "2 findings" in text
        assert "120,000 inputs: no findings" in " ".join(text.split())
        assert "| a week of polling | 80,640 polls |" in text
        assert "| tasks | 6 → 6 |" in text
