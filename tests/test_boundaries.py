"""Imports run one way: from the cameras' values up to Home Assistant's entities."""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
import sys

from homeassistant.const import Platform
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = "custom_components.ipcam_cgi"
LIBRARY = f"{PACKAGE}.ipcam"
DIALECTS = f"{LIBRARY}.dialects"

# What stands to the right may use what stands to its left, never the reverse, not even by way of modules that
# are not named here.
LADDER = (
    "errors",
    "model.codecs",
    "model.catalogue",
    "model.features",
    "model.accessors",
    "model.binding",
    "model.dialect",
    "dialects",
)
# They do the work with what the ladder describes.
WORKERS = ("http.session", "video.broadcast", "ptz", "streams", "camera", "probe")
# Below a worker: the tools of only that one.
TOOLS = {"http.multipart": "video.broadcast"}

# What the library may use besides the standard library.
PERMITTED = {"aiohttp", "multidict", "yarl"}


@cache
def modules() -> dict[str, Path]:
    """Return the file of every module of the integration."""
    found = {}
    for path in sorted((ROOT / "custom_components" / "ipcam_cgi").rglob("*.py")):
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
    """Return what of the integration a module imports, directly or by way of others."""
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


@pytest.mark.parametrize("module", sorted(modules()))
def test_nothing_shipped_needs_what_is_not(module: str) -> None:
    """Users get neither the simulator nor the tests."""
    assert not {name.split(".")[0] for name in imports(module)} & {"benchmarks", "simulator", "tests"}


@pytest.mark.parametrize("module", sorted(below(LIBRARY)))
def test_library_has_no_cycles(module: str) -> None:
    """A module does not come back to itself. (A package and its parts count as different modules.)"""
    assert module not in reach(module)


def test_names_exist() -> None:
    """The rules below are about modules that are there."""
    for name in (*LADDER, *WORKERS, *TOOLS):
        assert f"{LIBRARY}.{name}" in modules(), name


@pytest.mark.parametrize(("lower", "upper"), combinations(LADDER, 2))
def test_ladder(lower: str, upper: str) -> None:
    """A lower rung does not reach a higher one."""
    for module in below(f"{LIBRARY}.{lower}"):
        assert not reach(module) & below(f"{LIBRARY}.{upper}"), module


@pytest.mark.parametrize("worker", WORKERS)
def test_workers_are_above_the_ladder(worker: str) -> None:
    """What describes a camera does no work."""
    for rung in LADDER:
        for module in below(f"{LIBRARY}.{rung}"):
            assert f"{LIBRARY}.{worker}" not in reach(module), module


@pytest.mark.parametrize(("tool", "worker"), TOOLS.items())
def test_tools(tool: str, worker: str) -> None:
    """A tool does not know who uses it."""
    assert f"{LIBRARY}.{worker}" not in reach(f"{LIBRARY}.{tool}")


@pytest.mark.parametrize("module", sorted(below(DIALECTS) - {DIALECTS}))
def test_dialects_do_not_know_each_other(module: str) -> None:
    """A dialect is one folder, which can be read and taken away alone."""
    assert {dialect_of(name) for name in reach(module)} <= {None, dialect_of(module)}


@pytest.mark.parametrize("module", sorted(modules().keys() - below(LIBRARY)))
def test_home_assistant_side_knows_no_dialect(module: str) -> None:
    """The integration knows the registry at most, a platform not even that."""
    used = imports(module) & below(DIALECTS)
    assert used <= {DIALECTS}
    if module.removeprefix(f"{PACKAGE}.") in set(Platform):
        assert not used
