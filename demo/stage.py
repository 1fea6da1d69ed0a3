"""Sets the stage: simulated cameras, and a Home Assistant that has them on a dashboard."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from .cameras import CAMERAS, PASSWORD, USERNAME, DemoCamera
from .dashboard import ICON, PATH, SHOWN, TITLE, build, cameras
from .home import HOST, Home, is_free


@asynccontextmanager
async def stage(
    folder: Path, port: int, chosen: Sequence[DemoCamera], *, keep: bool = False
) -> AsyncIterator[tuple[Home, list[int]]]:
    """Run the chosen cameras on the ports after `port` and Home Assistant on it, until the block ends."""
    async with AsyncExitStack() as stack:
        ports = []
        for row in chosen:
            # The same port as last time, where it is free.
            wanted = port + 1 + tuple(CAMERAS).index(row.name)
            address = await stack.enter_async_context(row.build().running(wanted if is_free(wanted) else 0))
            ports.append(address.port)
        home = await stack.enter_async_context(Home(folder, port))
        await _furnish(home, chosen, ports, keep=keep)
        yield home, ports


async def _furnish(home: Home, chosen: Sequence[DemoCamera], ports: Sequence[int], *, keep: bool) -> None:
    """Add the cameras, remove those that are not running, and make the dashboard."""
    entities = await home.entities()
    serials = {row.serial.lower() for row in chosen}
    for entry in await home.entries():
        own = {each["unique_id"] for each in entities if each["config_entry_id"] == entry["entry_id"]}
        if not {unique_id.partition("_")[0] for unique_id in own} & serials:
            await home.remove(entry["entry_id"])
    for row, port in zip(chosen, ports, strict=True):
        account = {"username": USERNAME, "password": PASSWORD}
        form = {"host": HOST, "port": port, **account, "ssl": False, "verify_ssl": False}
        await home.add_camera(row.alias, form, row.options)
    await home.wait_until_loaded()
    await home.enable_keys(SHOWN)
    await home.wait_until_loaded()
    found = cameras(await home.entries(), await home.entities())
    armed = [entity for camera in found for entity in camera.of(["motion_detection"])]
    await home.post("/api/services/switch/turn_on", {"entity_id": armed})
    if not (keep and await home.has_dashboard(PATH)):
        await home.save_dashboard(PATH, TITLE, ICON, build(found))
