"""The wheel of the library: what is in it, and that it needs what it says and nothing else."""

import asyncio
from collections.abc import Awaitable
from email.parser import Parser
from importlib.metadata import Distribution, distribution
import json
from pathlib import Path
import re
import runpy
import signal
import subprocess
import sys
import tomllib
from typing import Any
from zipfile import ZipFile

from packaging.requirements import Requirement
import pytest

from simulator import SimulatedCamera
from tests.conftest import PASSWORD, USERNAME, every_camera, spoken

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "custom_components" / "ipcam_cgi" / "ipcam"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that a release would have."""
    folder = tmp_path_factory.mktemp("wheel")
    runpy.run_path(str(ROOT / "scripts" / "release"))["build_wheel"](folder, Path(sys.executable))
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the wheel and what it requires, and nothing else."""
    folder = tmp_path_factory.mktemp("packages")
    with ZipFile(wheel) as content:
        content.extractall(folder)
    for name, path in required(Distribution.at(next(folder.glob("*.dist-info")))).items():
        (folder / name).symlink_to(path)
    return folder


def required(of: Distribution) -> dict[str, Path]:
    """Return what there is of the packages that one requires, and of those that they require, by its name."""
    found: dict[str, Path] = {}
    for requirement in map(Requirement, of.requires or ()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            package = distribution(requirement.name)
            names = {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}
            found |= {name: Path(str(package.locate_file(name))) for name in names} | required(package)
    return found


def test_contents(wheel: Path) -> None:
    """All of the library, nothing else, by the name under which it is imported without Home Assistant."""
    modules = {path.relative_to(LIBRARY.parent).as_posix() for path in LIBRARY.rglob("*.py")}
    version = json.loads((LIBRARY.parent / "manifest.json").read_text(encoding="utf-8"))["version"]
    about = f"ipcam_cgi-{version}.dist-info"
    with ZipFile(wheel) as content:
        names = set(content.namelist())
        metadata = Parser().parsestr(content.read(f"{about}/METADATA").decode())
        sources = b"".join(content.read(name) for name in names if name.endswith(".py")).decode()
    assert {name for name in names if not name.startswith(about)} == {*modules, "ipcam/py.typed"}
    assert f"{about}/licenses/LICENSE" in names
    assert metadata["Version"] == version
    assert metadata.get_all("Requires-Dist") == PROJECT["dependencies"]
    assert not re.search(r"^\s*(from|import) (homeassistant|custom_components)\b", sources, re.MULTILINE)


def test_needs_only_what_it_requires(environment: Path) -> None:
    """Every module can be imported where there is nothing but aiohttp and what that requires."""
    program = """
import pkgutil, sys, ipcam
for module in pkgutil.walk_packages(ipcam.__path__, "ipcam."):
    __import__(module.name)
print(ipcam.__file__)
print(*sorted(sys.modules))
"""
    # -S: without the packages of this environment. -P: without the current folder.
    command = [sys.executable, "-S", "-P", "-W", "error", "-c", program]
    result = subprocess.run(
        command, check=False, capture_output=True, text=True, env={"PYTHONPATH": str(environment)}
    )
    assert result.returncode == 0, result.stderr
    place, modules = result.stdout.splitlines()
    assert Path(place).is_relative_to(environment)
    assert {"aiohttp", "ipcam.dialects.netwave"} <= set(modules.split())
    assert not {"homeassistant", "custom_components"} & set(modules.split())


def ipcam(environment: Path, *arguments: str) -> Awaitable[asyncio.subprocess.Process]:
    """Start the command of the wheel where there is nothing else."""
    return asyncio.create_subprocess_exec(
        *(sys.executable, "-S", "-P", "-W", "error", "-m", "ipcam", *arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(environment), "IPCAM_PASSWORD": PASSWORD},
    )


def test_entry_point(wheel: Path) -> None:
    with ZipFile(wheel) as content:
        (name,) = (each for each in content.namelist() if each.endswith("/entry_points.txt"))
        assert content.read(name).split() == [b"[console_scripts]", b"ipcam", b"=", b"ipcam.cli:main"]


async def test_help(environment: Path) -> None:
    out, said = await (await ipcam(environment, "--help")).communicate()
    assert out.startswith(b"usage: ipcam ")
    assert said == b""


@every_camera
async def test_probe(environment: Path, camera: SimulatedCamera) -> None:
    """Every dialect is there; the simulated camera runs outside of the environment."""
    process = await ipcam(environment, "probe", *at(camera), "--json")
    out, said = await process.communicate()
    assert (process.returncode, said) == (0, b"")
    assert json.loads(out)["dialect"] == spoken(camera)


async def test_commands(environment: Path, camera: SimulatedCamera, tmp_path: Path) -> None:
    """Every subcommand works with the wheel alone."""
    user = (*at(camera), f"--user={USERNAME}")
    picture = tmp_path / "picture.jpg"
    for command, *arguments in (
        ("get", *user, "brightness", "--json"),
        ("set", *user, "brightness", "7"),
        ("snapshot", *user, str(picture)),
        ("ptz", *user, "left", "--duration", "0.2"),
        ("run", *user, "get_misc"),
        ("dump", *user),
    ):
        process = await ipcam(environment, command, *arguments)
        out, said = await process.communicate()
        assert (process.returncode, said) == (0, b""), command
        assert bool(out) is (command not in ("snapshot", "ptz"))
    assert picture.read_bytes().startswith(b"\xff\xd8")
    watching = await ipcam(environment, "watch", *user, "--json")
    assert watching.stdout is not None
    assert json.loads(await watching.stdout.readline())["feature"]
    watching.send_signal(signal.SIGINT)
    assert await watching.wait() == 130


def at(camera: SimulatedCamera) -> tuple[str, str]:
    """Return the arguments that name a simulated camera."""
    return camera.address.host, f"--port={camera.address.port}"


def test_same_files_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    runpy.run_path(str(ROOT / "scripts" / "release"))["build_wheel"](tmp_path, Path(sys.executable))
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()
