"""Imports run one way: from the cameras' values up to Home Assistant's entities."""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
import sys

from homeassistant.const import Platform
import pytest

from custom_components.ipcam_cgi import ipcam

ROOT = Path(__file__).parent.parent
PACKAGE = "custom_components.ipcam_cgi"
LIBRARY = f"{PACKAGE}.ipcam"
DIALECTS = f"{LIBRARY}.dialects"

# Each layer may use those before it, never the reverse, not even by way of others.
LAYERS = (
    ("errors",),
    ("model",),
    ("http", "video"),
    ("dialects",),
    (
        "capabilities",
        "commands",
        "identity",
        "poller",
        "probe",
        "ptz",
        "redaction",
        "replies",
        "streams",
        "tasks",
        "writing",
    ),
    ("camera",),
)
# Within the model: what a manual says, what a person calls it, and how the two are bound.
MODEL = ("codecs", "catalogue", "features", "accessors", "state", "binding", "dialect")

# What stands on top of all of it.
OUTSIDE = {"cli", "__main__"}

# What the library may use besides the standard library.
PERMITTED = {"aiohttp", "multidict", "yarl"}


@cache
def modules() -> dict[str, Path]:
    """Return the file of every module of the integration and of the simulator."""
    found = {}
    folders = (ROOT / "custom_components" / "ipcam_cgi", ROOT / "simulator")
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(module: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the modules that one statement brings in, as absolute names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        package = module.split(".")
        if modules()[module].name != "__init__.py":
            package.pop()
        package = package[: len(package) - node.level + 1]
        base = ".".join([*package, base] if base else package)
    submodules = [f"{base}.{alias.name}" for alias in node.names if f"{base}.{alias.name}" in modules()]
    yield from submodules
    if len(submodules) < len(node.names):
        yield base


@cache
def statements(module: str) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """Return the import statements of a module, those for type checkers and those inside functions too."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


@cache
def imports(module: str) -> frozenset[str]:
    """Return what a module imports itself."""
    return frozenset(name for node in statements(module) for name in imported(module, node))


@cache
def reach(module: str) -> frozenset[str]:
    """Return what of these modules one imports, directly or by way of others."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in (imports(waiting.pop()) & modules().keys()) - seen:
            seen.add(name)
            waiting.append(name)
    return frozenset(seen)


def below(package: str) -> set[str]:
    """Return a module and, if it is a package, all that is in it."""
    return {name for name in modules() if name == package or name.startswith(f"{package}.")}


def dialect_of(module: str) -> str | None:
    """Return the name of the dialect that a module is part of."""
    return module.removeprefix(f"{DIALECTS}.").split(".")[0] if module.startswith(f"{DIALECTS}.") else None


@pytest.mark.parametrize("module", sorted(below(LIBRARY)))
def test_library_stands_alone(module: str) -> None:
    """The library knows nothing of Home Assistant and would work from any other place."""
    foreign = {name.split(".")[0] for name in imports(module) if not f"{name}.".startswith(f"{LIBRARY}.")}
    assert foreign <= PERMITTED | sys.stdlib_module_names
    for node in statements(module):
        assert getattr(node, "level", 0) or not any(name in modules() for name in imported(module, node))


@pytest.mark.parametrize("module", sorted(below(PACKAGE)))
def test_nothing_shipped_needs_what_is_not(module: str) -> None:
    """Users get neither the simulator nor the tests."""
    assert not {name.split(".")[0] for name in imports(module)} & {"benchmarks", "simulator", "tests"}


@pytest.mark.parametrize("module", sorted(modules()))
def test_no_cycles(module: str) -> None:
    """A module does not come back to itself. (A package and its parts count as different modules.)"""
    assert module not in reach(module)


def test_every_module_has_its_layer() -> None:
    """The rules below are about all that there is, and about nothing else."""
    layered = [name for layer in LAYERS for name in layer]
    parts = {name.removeprefix(f"{LIBRARY}.").split(".")[0] for name in below(LIBRARY) - {LIBRARY}}
    assert sorted(layered) == sorted(parts - OUTSIDE)
    for name in MODEL:
        assert f"{LIBRARY}.model.{name}" in modules(), name


@pytest.mark.parametrize(("lower", "upper"), combinations(LAYERS, 2), ids=lambda layer: layer[0])
def test_layers(lower: tuple[str, ...], upper: tuple[str, ...]) -> None:
    """A lower layer does not reach a higher one, and none the front door."""
    above = {module for name in upper for module in below(f"{LIBRARY}.{name}")}
    for name in lower:
        for module in below(f"{LIBRARY}.{name}"):
            assert not reach(module) & (above | {LIBRARY}), module


@pytest.mark.parametrize(("lower", "upper"), combinations(MODEL, 2))
def test_model(lower: str, upper: str) -> None:
    """What a manual says knows nothing of what is made of it."""
    assert f"{LIBRARY}.model.{upper}" not in reach(f"{LIBRARY}.model.{lower}")


@pytest.mark.parametrize("module", sorted(below(DIALECTS) - {DIALECTS}))
def test_dialects_do_not_know_each_other(module: str) -> None:
    """A dialect is one folder, which can be read and taken away alone."""
    assert {dialect_of(name) for name in reach(module)} <= {None, dialect_of(module)}


HOME_ASSISTANT_SIDE = sorted(below(PACKAGE) - below(LIBRARY))


@pytest.mark.parametrize("module", HOME_ASSISTANT_SIDE)
def test_home_assistant_side_comes_in_by_the_front_door(module: str) -> None:
    """By one statement in each file, and it takes only what is offered."""
    entries = [
        node for node in statements(module) if any(name in below(LIBRARY) for name in imported(module, node))
    ]
    assert len(entries) <= 1
    for node in entries:
        assert isinstance(node, ast.ImportFrom)
        assert node.module == "ipcam"
        assert {alias.name for alias in node.names} <= set(ipcam.__all__)


@pytest.mark.parametrize("module", HOME_ASSISTANT_SIDE)
def test_home_assistant_side_does_not_reach_through(module: str) -> None:
    """It asks a camera, not the parts that a camera is made of, and a platform names no dialect."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).split(".")[-1] in ("camera", "_camera")
    }
    assert not {name for name in asked if name == "dialect" or name.startswith("_")}
    if module.removeprefix(f"{PACKAGE}.") in set(Platform):
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not names & {"REGISTRY", "Dialect", *ipcam.REGISTRY}
