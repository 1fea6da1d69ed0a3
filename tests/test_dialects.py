"""Every dialect has what the other tests go by."""

from pathlib import Path
import subprocess
import sys

import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.model import features as f
from simulator.wires import PROFILES, WIRES
from tests.conftest import ROOT, simulated
from tests.dialects import known

from . import dialects


@pytest.mark.parametrize("name", REGISTRY)
def test_simulated_camera(name: str) -> None:
    dialect, profile = simulated(name)
    assert dialect in WIRES, f"simulator/wires/__init__.py: WIRES has no {name}"
    assert profile in PROFILES.get(dialect, ()), f"simulator/wires/__init__.py: no profile {profile!r}"


@pytest.mark.parametrize("name", REGISTRY)
def test_facts(name: str) -> None:
    assert "{}" in known(name).refusal
    assert bool(known(name).restart) is (f.RESTART in REGISTRY[name].bindings)


@pytest.mark.parametrize("name", REGISTRY)
def test_a_dialect_is_known_by_its_name(name: str) -> None:
    assert REGISTRY[name].name == name


def test_only_what_is_spoken_is_loaded() -> None:
    script = """if True:
        import sys
        from custom_components.ipcam_cgi import config_flow
        from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
        start = f"{REGISTRY.__module__}."
        assert not [name for name in sys.modules if name.startswith(start)]
        assert REGISTRY.missing(["hucoms"]) == ["hucoms"]
        REGISTRY["hucoms"]
        assert REGISTRY.missing(["hucoms"]) == []
        print({name.removeprefix(start).partition(".")[0] for name in sys.modules if name.startswith(start)})
        print([name for name in sys.modules if name in ("numpy", "homeassistant.components.camera")])
    """
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["{'hucoms'}", "[]"]


def test_no_facts_are_left_over() -> None:
    files = {path.stem for path in Path(dialects.__file__).parent.glob("*.py")}
    assert files - {"__init__", "facts"} == REGISTRY.keys()
