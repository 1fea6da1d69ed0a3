"""Every dialect has what the other tests go by."""

from pathlib import Path

import pytest

from custom_components.ipcam_cgi.ipcam import features as f
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from simulator.wires import PROFILES, WIRES
from tests.conftest import simulated
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


def test_no_facts_are_left_over() -> None:
    files = {path.stem for path in Path(dialects.__file__).parent.glob("*.py")}
    assert files - {"__init__", "facts"} == REGISTRY.keys()
