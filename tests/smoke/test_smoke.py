"""A real Home Assistant with the archive of a release, in which each camera lives from adding to removal.

For releases that the test plugin does not know yet. All share one event loop, the simulated cameras'.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
import re
import shutil
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from demo.cameras import CAMERAS, PASSWORD, USERNAME
from demo.dashboard import cameras
from demo.home import HOST, ROOT, Home, free_port
from tests.conftest import until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

FOLDER = ROOT / ".cache" / "smoke"
"""What is left of the run: the configuration and the log."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home(archive: Path) -> AsyncIterator[Home]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    async with Home(FOLDER, free_port(), archive) as running:
        yield running


async def see(home: Home, entity_id: str) -> None:
    """Take a still, then watch the live picture until it has changed."""
    token = (await home.get(f"/api/states/{entity_id}"))["attributes"]["access_token"]
    async with aiohttp.ClientSession(home.url, timeout=aiohttp.ClientTimeout(20)) as viewer:
        async with viewer.get(f"/api/camera_proxy/{entity_id}?token={token}") as still:
            assert still.status == 200
            assert (await still.read()).startswith(b"\xff\xd8")
        seen = b""
        async with viewer.get(f"/api/camera_proxy_stream/{entity_id}?token={token}") as live:
            assert live.status == 200
            assert live.content_type == "multipart/x-mixed-replace"
            while len(set(re.findall(rb"\xff\xd8.*?\xff\xd9", seen, re.DOTALL))) < 2:
                seen += await live.content.readany()
                assert len(seen) < 5_000_000


def absent(states: list[dict[str, Any]], ids: set[str]) -> set[str]:
    """Return the entities without a state of their own."""
    return ids - {each["entity_id"] for each in states if each["state"] != "unavailable"}


@pytest.mark.parametrize("name", CAMERAS)
async def test_camera(home: Home, name: str) -> None:
    row = CAMERAS[name]
    camera = row.build()
    async with camera.running() as address:
        account = {"username": USERNAME, "password": PASSWORD}
        form = {"host": HOST, "port": address.port, **account, "ssl": False, "verify_ssl": False}
        await home.add_camera(row.alias, form, row.options)
        await home.wait_until_loaded()
        (entry,) = await home.entries()
        (found,) = cameras([entry], await home.entities())
        assert len(found.ids) > 10
        assert not absent(await home.get("/api/states"), set(found.ids.values()))

        await see(home, found.picture)
        at = camera.position
        move = {"entity_id": found.picture, "pan": "right", "duration": 0.5}
        await home.post("/api/services/ipcam_cgi/ptz_move", move)
        await until(lambda: camera.position.pan > at.pan)
        await until(lambda: not camera.moving)

        camera.set_motion(False)
        for armed in found.of(["motion_detection"]):
            await home.post("/api/services/switch/turn_on", {"entity_id": armed})
            assert (await home.get(f"/api/states/{armed}"))["state"] == "on"
        for motion in found.of(["motion"]):
            camera.set_motion(True)
            async with asyncio.timeout(20):
                while (await home.get(f"/api/states/{motion}"))["state"] != "on":  # noqa: ASYNC110
                    await asyncio.sleep(0.1)

        await home.remove(entry["entry_id"])
    assert await home.entries() == []
    assert not set(found.ids.values()) & {each["entity_id"] for each in await home.get("/api/states")}


async def test_log(home: Home) -> None:
    """Home Assistant has no error and no deprecation to report, only that the integration is custom."""
    named = [line for line in home.log.read_text().splitlines() if "ipcam_cgi" in line]
    assert all("We found a custom integration ipcam_cgi" in line for line in named), "\n".join(named)


async def test_the_archive_ran(home: Home) -> None:
    """The checkout has a package of the same name, near the working directory."""
    assert list(home.bytecode.glob("coordinator.*.pyc"))
