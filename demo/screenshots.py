"""Takes the pictures of the documentation in a browser in front of the demo."""

import asyncio
from io import BytesIO
from pathlib import Path
import shutil

from PIL import Image
from playwright.async_api import Browser, Page

from .browser import browser
from .cameras import CAMERAS, PASSWORD, USERNAME
from .dashboard import PATH
from .home import DOMAIN, HOST, ROOT, Home, free_port
from .stage import stage

FOLDER = ROOT / ".cache" / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
INTEGRATION = f"/config/integrations/integration/{DOMAIN}"
DESKTOP = (1440, 1000)
PHONE = (400, 860)
CAMERA = "garden"

HISTORY_SECONDS = 75
"""Until there is something to see in the history."""
SETTLE_SECONDS = 4
"""Until a page has drawn everything, pictures and graphs included."""


class Photographer:
    """Opens pages and keeps what they look like."""

    def __init__(self, running: Browser, url: str) -> None:
        """Look at the Home Assistant at `url`."""
        self._browser = running
        self._url = url

    async def open(self, path: str, *, dark: bool = False, size: tuple[int, int] = DESKTOP) -> Page:
        """Open a page in a new window."""
        page = await self._browser.new_page(
            base_url=self._url,
            color_scheme="dark" if dark else "light",
            viewport={"width": size[0], "height": size[1]},
        )
        await page.goto(path)
        return page

    async def keep(self, page: Page, name: str) -> None:
        """Save what the page looks like, small enough for a documentation, and close it."""
        await asyncio.sleep(SETTLE_SECONDS)
        picture = Image.open(BytesIO(await page.screenshot())).convert("RGB")
        path: Path = PICTURES / f"{name}.png"
        picture.quantize(256, kmeans=1, dither=Image.Dither.NONE).save(path, optimize=True)
        print(path.relative_to(ROOT))
        await page.close()


async def _until_somebody_comes(home: Home) -> None:
    """Wait for the beginning of a motion: when the page has settled, somebody is in the middle of it."""
    for state in ("off", "on"):
        while (await home.get(f"/api/states/binary_sensor.{CAMERA}_motion"))["state"] != state:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def take() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    async with (
        stage(FOLDER, free_port(), list(CAMERAS.values())) as (home, ports),
        browser() as running,
    ):
        await asyncio.sleep(HISTORY_SECONDS)
        photographer = Photographer(running, home.url)
        open_page, keep = photographer.open, photographer.keep

        await keep(await open_page(f"/{PATH}/overview"), "overview")
        page = await open_page(f"/{PATH}/{CAMERA}")
        await _until_somebody_comes(home)
        await keep(page, "camera-light")
        await keep(await open_page(f"/{PATH}/{CAMERA}", dark=True), "camera-dark")
        await keep(await open_page(f"/{PATH}/{CAMERA}", dark=True, size=PHONE), "camera-phone")

        devices = await home.ask("config/device_registry/list")
        (device,) = [each["id"] for each in devices if each["name"] == CAMERAS[CAMERA].alias]
        await keep(await open_page(f"/config/devices/device/{device}"), "device")

        page = await open_page(INTEGRATION)
        entry = page.locator("ha-config-entry-row").filter(has_text=CAMERAS[CAMERA].alias)
        await entry.get_by_role("button", name="Configure").click()
        await page.locator("step-flow-form").wait_for()
        await keep(page, "options")

        page = await open_page(INTEGRATION)
        await page.get_by_role("button", name="Add device").click()
        form = page.locator("step-flow-form")
        await form.get_by_role("textbox", name="Host").fill(HOST)
        await form.get_by_role("spinbutton", name="Port").fill(str(ports[0]))
        await form.get_by_role("textbox", name="Username").fill(USERNAME)
        await form.get_by_role("textbox", name="Password").fill(PASSWORD)
        await keep(page, "add")


if __name__ == "__main__":
    asyncio.run(take())
