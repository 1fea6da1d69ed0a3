"""How long one viewer is served without an end."""

import asyncio
from time import perf_counter

import aiohttp

LIFE = 330.0
"""Seconds after which a viewer has seen enough; Home Assistant's client ends any answer after 300."""
MAX_PIECE = 1 << 16


async def measure_life(address: str, seconds: float = LIFE) -> float:
    """Look at a live picture; return the seconds until it ended, at most `seconds`."""
    started = perf_counter()
    endless = aiohttp.ClientTimeout(total=None)
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(timeout=endless) as client,
            client.get(address) as response,
        ):
            while await response.content.read(MAX_PIECE):
                pass
    except TimeoutError:
        return seconds
    except aiohttp.ClientError:
        pass
    return perf_counter() - started
