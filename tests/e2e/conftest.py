"""One Home Assistant process and one browser for all tests; what went wrong is kept as pictures and logs."""

from collections.abc import AsyncIterator, Generator
from pathlib import Path
import shutil

from playwright.async_api import Browser, Page, expect
import pytest

from demo.browser import browser as running_browser
from demo.home import ROOT, Home, free_port

ARTIFACTS = ROOT / ".cache" / "e2e"
PATIENCE = 30_000
"""Milliseconds that the browser waits for what must come: slow machines run this too."""

expect.set_options(timeout=PATIENCE)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the fixtures how the test went."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
async def home(archive: Path) -> AsyncIterator[Home]:
    """A Home Assistant that has been installed this minute, with the archive of a release."""
    shutil.rmtree(ARTIFACTS, ignore_errors=True)
    async with Home(ARTIFACTS, free_port(), archive) as running:
        yield running


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium without a window."""
    async with running_browser() as running:
        yield running


@pytest.fixture
async def page(home: Home, browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """An empty page of an owner who is logged in."""
    context = await browser.new_context(base_url=home.url, viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    yield page
    if request.node.stash.get(FAILED, False):
        picture: Path = ARTIFACTS / f"{request.node.name}.png"
        await page.screenshot(path=picture)
    await context.close()
