"""The system's Chromium, as the end-to-end test and the pictures use it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import os

from playwright.async_api import Browser, async_playwright

ARGUMENTS = (
    # Chromium's own sandbox does not work for root; the only page it sees is our own.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Run a browser without a window; scripts/_browser has found out which."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=list(ARGUMENTS), chromium_sandbox=False
        )
        try:
            yield running
        finally:
            await running.close()
