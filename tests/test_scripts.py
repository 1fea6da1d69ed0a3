"""What the scripts do before they set anything up, in a copy of them without an environment."""

from pathlib import Path
import shutil
import subprocess

import pytest

ROOT = Path(__file__).parent.parent


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
