"""What all tests share: a simulated camera on a real loopback socket."""

from collections.abc import AsyncIterator

import pytest

# Imported before Home Assistant starts: the test plugin would bring its own package of this name.
import custom_components  # noqa: F401
from simulator import SimulatedCamera

USERNAME = "keeper"
PASSWORD = "Gard3n-Gate_7"


@pytest.fixture
def dialect() -> str:
    """The dialect that the simulated camera speaks; parametrize to choose another."""
    return "netwave"


@pytest.fixture
def profile() -> str:
    """The firmware of the simulated camera; parametrize to choose another."""
    return "standard"


@pytest.fixture
async def camera(socket_enabled: None, dialect: str, profile: str) -> AsyncIterator[SimulatedCamera]:
    """A running simulated camera."""
    simulated = SimulatedCamera(dialect, profile=profile, username=USERNAME, password=PASSWORD)
    async with simulated.running():
        yield simulated
