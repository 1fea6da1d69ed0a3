"""What the scripts do before they set anything up, in a copy of them without an environment."""

from pathlib import Path
import re
import shutil
import subprocess
from time import monotonic

import pytest

ROOT = Path(__file__).parent.parent

# What begins with an underscore is read by the others.
SCRIPTS = sorted(path.name for path in (ROOT / "scripts").glob("[!_]*") if path.is_file())
# An option that they do not know is for pytest to judge.
PASSING_ON = {"e2e", "reliability", "test"}

# Seconds. They need a hundredth of that; a set-up needs a multiple.
AT_ONCE = 1


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what scripts/setup works on."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT / "scripts", copy / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "versions", copy / "tests" / "versions")
    for path in ROOT.glob("requirements_*.txt"):
        shutil.copy(path, copy)
    return copy


def run(checkout: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the copy; one that went on to set something up would take longer than this."""
    return subprocess.run(
        [checkout / "scripts" / script, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
        stdin=subprocess.DEVNULL,
    )


def seconds(checkout: Path, script: str, option: str) -> float:
    """Return how long a script takes."""
    started = monotonic()
    run(checkout, script, option)
    return monotonic() - started


def contents(folder: Path) -> dict[str, bytes | str | None]:
    """Return what lies in a folder: the files' contents, the links' targets."""
    found: dict[str, bytes | str | None] = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = str(path.readlink())
        else:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


@pytest.mark.parametrize(
    ("link", "arguments"), [(".venv", ()), (".venv", ("--demo",)), (".venv-2026.4.0", ("--ha", "2026.4.0"))]
)
def test_setup_refuses_a_linked_environment(
    checkout: Path, tmp_path: Path, link: str, arguments: tuple[str, ...]
) -> None:
    """Another checkout's environment is neither cleared nor filled through a link."""
    target = tmp_path / "environment of another"
    (target / "bin").mkdir(parents=True)
    (target / "bin" / "python").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    (target / "test.stamp").write_text("all there\n", encoding="utf-8")
    (checkout / link).symlink_to(target)
    before = contents(tmp_path)

    result = run(checkout, "setup", *arguments)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"error: {link} is a symbolic link; remove it, and it is made here as a folder of its own."
    ]
    assert contents(tmp_path) == before


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_help_sets_nothing_up(checkout: Path, script: str, option: str) -> None:
    """Who only asks how a script is used waits for nothing."""
    before = contents(checkout)
    result = run(checkout, script, option)
    assert result.returncode == 0
    assert re.match(rf"usage: (scripts/)?{script}\b", result.stdout, re.IGNORECASE)
    assert result.stderr == ""
    # The shortest: the machine may have other things to do.
    assert min(seconds(checkout, script, option) for _ in range(3)) < AT_ONCE
    assert contents(checkout) == before


@pytest.mark.parametrize("option", ["--no-such-option", "--no-such-option=1", "-z"])
@pytest.mark.parametrize("script", sorted({*SCRIPTS} - PASSING_ON))
def test_unknown_option_sets_nothing_up(checkout: Path, script: str, option: str) -> None:
    """A slip of the pen is told before the minute that a set-up takes."""
    before = contents(checkout)
    result = run(checkout, script, option)
    assert result.returncode == 2
    assert result.stdout == ""
    assert re.match(rf"usage: (scripts/)?{script}\b", result.stderr, re.IGNORECASE)
    assert option in result.stderr.splitlines()[-1]
    assert contents(checkout) == before


def test_known_options_go_on(checkout: Path) -> None:
    """What the usage names reaches the set-up, in every way of writing it."""
    (checkout / "scripts" / "setup").write_text("#!/bin/sh\necho set up >&2\nexit 9\n", encoding="utf-8")
    for script, *arguments in (
        ("bench", "--quick", "--output", "page.md"),
        ("bench", "--output=page.md"),
        ("fuzz", "--guided", "--minutes", "1"),
        ("generate_docs", "--check"),
        ("lint", "--fix"),
        ("soak", "--part", "0.1"),
        ("test", "-k", "grid", "--no-such-option"),
    ):
        result = run(checkout, script, *arguments)
        assert (result.returncode, result.stderr) == (9, "set up\n"), script
