"""The life of a camera in the browser: added, watched, moved, set, moved to another address, removed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import os

from playwright.async_api import Locator, Page, expect
import pytest

from demo.cameras import CAMERAS, PASSWORD as PASSWORD_OF_DEMO, USERNAME as USERNAME_OF_DEMO
from demo.dashboard import ICON, PATH, TITLE, build, cameras
from demo.home import Home
from simulator import SimulatedCamera

USERNAME = "keeper"
PASSWORD = "Gard3n & Gate=7%"
INTEGRATION = "/config/integrations/integration/ipcam_cgi"


@pytest.fixture(scope="session")
async def camera() -> AsyncIterator[SimulatedCamera]:
    simulated = SimulatedCamera(username=USERNAME, password=PASSWORD, alias="Garden")
    async with simulated.running():
        yield simulated


async def becomes(condition: Callable[[], object | Awaitable[object]], what: str) -> None:
    """Wait until something outside of the browser is so."""
    try:
        async with asyncio.timeout(30):
            while not (await now if isinstance(now := condition(), Awaitable) else now):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    except TimeoutError:
        pytest.fail(f"never: {what}")


async def entity(home: Home, key: str) -> str:
    (found,) = [
        each for each in cameras(await home.entries(), await home.entities()) if each.name == "Garden"
    ]
    return found.ids[key]


async def state(home: Home, key: str) -> str:
    found: str = (await home.get(f"/api/states/{await entity(home, key)}"))["state"]
    return found


async def open_menu(page: Page, item: str) -> None:
    """Choose from the three dots of the camera."""
    await page.goto(INTEGRATION)
    entry = page.locator("ha-config-entry-row")
    await entry.locator("ha-icon-button-overflow-menu, ha-dropdown, ha-md-button-menu").first.click()
    await page.get_by_role("menuitem", name=item).click()


def form(page: Page) -> Locator:
    return page.locator("step-flow-form")


async def begin_adding(page: Page) -> None:
    await page.goto("/config/integrations/dashboard")
    await page.get_by_role("button", name="Add integration").click()
    await page.get_by_placeholder("Search for a brand name").fill("IP Camera CGI")
    await page.locator("ha-integration-list-item").filter(has_text="IP Camera CGI").click()


async def finish(page: Page) -> None:
    skip = page.get_by_role("button", name="Skip and finish")
    await skip.or_(page.get_by_role("button", name="Finish", exact=True)).click()


async def moves(picture: Locator) -> None:
    """Wait until a live picture shows something else than before."""
    await expect(picture).to_be_visible()
    before = await picture.screenshot()

    async def differs() -> object:
        return await picture.screenshot() != before

    await becomes(differs, "the picture moves")


async def fill_in(page: Page, port: int, username: str, password: str) -> None:
    fields = form(page)
    await fields.get_by_role("textbox", name="Host").fill("127.0.0.1")
    await fields.get_by_role("spinbutton", name="Port").fill(str(port))
    await fields.get_by_role("textbox", name="Username").fill(username)
    await fields.get_by_role("textbox", name="Password").fill(password)
    await page.get_by_role("button", name="Submit").click()


async def test_add(home: Home, page: Page, camera: SimulatedCamera) -> None:
    """A wrong password is tried once and can be put right in the same form."""
    await begin_adding(page)
    await fill_in(page, camera.address.port, USERNAME, "wrong")
    await expect(form(page)).to_contain_text("refused the username or password")
    assert camera.refused_logins == 1
    assert await home.entries() == []

    await fill_in(page, camera.address.port, USERNAME, PASSWORD)
    await finish(page)
    await page.goto(INTEGRATION)
    await expect(page.locator("ha-config-entry-row")).to_contain_text("Garden")
    assert camera.refused_logins == 1
    (entry,) = await home.entries()
    assert entry["state"] == "loaded"


async def test_live_picture(home: Home, page: Page, camera: SimulatedCamera) -> None:
    """The dashboard shows a picture that moves, and two viewers cost the camera one stream."""
    dashboard = build(cameras(await home.entries(), await home.entities()))
    await home.save_dashboard(PATH, TITLE, ICON, dashboard)
    await page.goto(f"/{PATH}/garden")
    picture = page.locator("hui-picture-elements-card ha-camera-stream img")
    await moves(picture)

    second = await page.context.new_page()
    await second.goto(f"/{PATH}/overview")
    await expect(second.locator("ha-camera-stream img")).to_be_visible()
    assert camera.open_streams == 1
    await second.close()
    await page.goto("/profile/general")
    await becomes(lambda: camera.open_streams == 0, "the stream ends after the last viewer")


async def test_switch(home: Home, page: Page, camera: SimulatedCamera) -> None:
    """A click changes exactly one setting in the camera."""
    before = camera.dump()
    assert before["params"]["alarm_motion_armed"] == "0"
    await page.goto(f"/{PATH}/garden")
    await page.locator("hui-tile-card").filter(has_text="Motion detection").click()
    await becomes(lambda: camera.records["params"]["alarm_motion_armed"] == "1", "the camera is armed")
    after = camera.dump()
    changed = {
        (group, name)
        for group, record in after.items()
        for name, text in record.items()
        if before[group].get(name) != text
    }
    assert changed == {("params", "alarm_motion_armed")}
    await expect(page.locator("hui-tile-card").filter(has_text="Motion detection")).to_contain_text("On")


async def test_move(page: Page, camera: SimulatedCamera) -> None:
    """An arrow on the picture moves the camera one step, and it stands still again."""
    at = camera.position
    await page.goto(f"/{PATH}/garden")
    await page.get_by_title("Right", exact=True).click()
    await becomes(lambda: camera.position.pan > at.pan, "the camera looks further right")
    await becomes(lambda: not camera.moving, "the camera stands still")
    assert camera.position.tilt == at.tilt


async def test_automation(home: Home, camera: SimulatedCamera) -> None:
    """Motion switches the lamp on, as the README has it."""
    lamp, event = await entity(home, "infrared_light"), await entity(home, "alarm")
    automation = {
        "alias": "Lamp on motion",
        "triggers": [{"trigger": "state", "entity_id": await entity(home, "motion"), "to": "on"}],
        "conditions": [],
        "actions": [{"action": "switch.turn_on", "target": {"entity_id": lamp}}],
    }
    await home.post("/api/config/automation/config/e2e", automation)
    assert not camera.infrared
    camera.set_motion(True)
    await becomes(lambda: camera.infrared, "the lamp is lit")
    assert (await home.get(f"/api/states/{event}"))["attributes"]["event_type"] == "motion"
    camera.set_motion(False)


async def test_options(home: Home, page: Page) -> None:
    """Options are shown, saved, and in force."""
    await page.goto(INTEGRATION)
    await page.locator("ha-config-entry-row").get_by_role("button", name="Configure").click()
    presets = form(page).get_by_role("spinbutton", name="Number of presets")
    await presets.fill("3")
    await page.get_by_role("button", name="Submit").click()
    await page.get_by_role("button", name="Finish").click()
    preset = await entity(home, "preset")

    async def offered() -> object:
        return (await home.get(f"/api/states/{preset}"))["attributes"].get("options") == ["1", "2", "3"]

    await becomes(offered, "three presets")


async def test_reconfigure(home: Home, page: Page, camera: SimulatedCamera) -> None:
    """The camera moves to another port, and all its entities follow."""
    await camera.stop()
    await camera.start()
    await open_menu(page, "Reconfigure")
    await form(page).get_by_role("spinbutton", name="Port").fill(str(camera.address.port))
    await page.get_by_role("button", name="Submit").click()
    await expect(page.get_by_text("Reconfiguration was successful")).to_be_visible()

    async def follows() -> object:
        return await state(home, "motion_detection") == "on"

    await becomes(follows, "the entities are back")


async def test_remove(home: Home, page: Page, camera: SimulatedCamera) -> None:
    """Nothing is left of a removed camera: no entity, no device, no issue, no request."""
    await open_menu(page, "Delete")
    await page.get_by_role("button", name="Delete").click()
    await expect(page.locator("ha-config-entry-row")).to_have_count(0)
    assert await home.entries() == []
    assert await home.entities() == []
    devices = await home.ask("config/device_registry/list")
    assert not [device for device in devices if ["ipcam_cgi", "00626e51ac0d"] in device["identifiers"]]
    issues = (await home.ask("repairs/list_issues"))["issues"]
    assert not [issue for issue in issues if issue["domain"] == "ipcam_cgi"]
    count = len(camera.requests)
    await asyncio.sleep(3)
    assert len(camera.requests) == count


@pytest.mark.parametrize("name", CAMERAS)
async def test_each_kind(home: Home, page: Page, name: str) -> None:
    """Cameras of every dialect are found out, added, and seen live."""
    row = CAMERAS[name]
    async with row.build().running() as address:
        await begin_adding(page)
        await fill_in(page, address.port, USERNAME_OF_DEMO, PASSWORD_OF_DEMO)
        await finish(page)
        (entry,) = await home.entries()
        assert entry["state"] == "loaded"
        dashboard = build(cameras([entry], await home.entities()))
        await home.save_dashboard(PATH, TITLE, ICON, dashboard)
        await page.goto(f"/{PATH}/overview")
        await moves(page.locator("ha-camera-stream img"))
        await home.remove(entry["entry_id"])


async def test_log(home: Home) -> None:
    """The log has one line about the move to another port, no trace through our files, and no secret."""
    log = home.log.read_text()
    assert PASSWORD not in log
    # What Home Assistant itself says of browser windows that were closed is its own matter.
    assert f"custom_components{os.sep}ipcam_cgi" not in log
    complaints = [line for line in log.splitlines() if " ERROR " in line and "ipcam_cgi" in line]
    assert len(complaints) <= 1
    assert all("Garden" in line and "refuses" in line for line in complaints)


async def test_the_archive_ran(home: Home) -> None:
    """The checkout has a package of the same name, near the working directory."""
    assert list(home.bytecode.glob("coordinator.*.pyc"))
