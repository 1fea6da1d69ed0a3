"""scripts/dump_device against simulated cameras: complete, without secrets, and of use to the simulator."""

import asyncio
import json
from pathlib import Path
import sys
from typing import Any

import pytest

from simulator import SimulatedCamera
from simulator.wires import WIRES

from .conftest import PASSWORD, USERNAME

SCRIPT = Path(__file__).parent.parent / "scripts" / "dump_device"


async def dump(camera: SimulatedCamera, password: str) -> tuple[int | None, str, str]:
    """Run the script; return how it ended, what it wrote and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        SCRIPT,
        camera.address.host,
        f"--port={camera.address.port}",
        f"--username={USERNAME}",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, said = await process.communicate(f"{password}\n".encode())
    return process.returncode, out.decode(), said.decode()


@pytest.mark.parametrize("dialect", WIRES)
async def test_dump(camera: SimulatedCamera, dialect: str) -> None:
    before = camera.dump()
    code, out, said = await dump(camera, PASSWORD)
    assert code == 0, said
    assert PASSWORD not in out + said
    found: dict[str, Any] = json.loads(out)
    assert found["dialect"] == dialect
    assert found["records"]
    assert camera.dump() == before

    other = SimulatedCamera(dialect, password=PASSWORD)
    untouched = other.dump()
    other.load(found["records"])
    assert other.dump().keys() >= untouched.keys()


async def test_wrong_password_is_tried_once(camera: SimulatedCamera) -> None:
    code, out, said = await dump(camera, "wrong")
    assert code == 1
    assert not out
    assert "refused the login" in said
    assert camera.refused_logins == 1
