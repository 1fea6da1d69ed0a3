"""Looks for a camera at an address, without a login."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from homeassistant.const import CONF_PORT, CONF_SSL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant

from .const import CONF_LENIENT, CONF_PATH
from .factory import async_probe, make_transport
from .ipcam import CameraConnectionError, CameraError, ProbeResult, Reason, UnsupportedError

AT_A_TIME = 2
"""Ports that are tried at the same time. One port takes one connection after the other."""
SECONDS = 9.0
"""What all of it may take."""
_HOPELESS = {Reason.UNKNOWN_HOST.value[1], Reason.NO_ROUTE.value[1]}
"""Reasons that hold for all ports."""


@dataclass(frozen=True, slots=True)
class Found:
    """A camera, and how it is reached: what is to be changed in an entry's data."""

    result: ProbeResult
    data: Mapping[str, Any]


class NothingFoundError(Exception):
    """No camera was recognized; `failures` tells what happened at each place, in the order of the places."""

    def __init__(self, failures: Sequence[tuple[Mapping[str, Any], CameraError]]) -> None:
        """Keep what happened."""
        super().__init__()
        self.failures = failures

    @property
    def telling(self) -> tuple[Mapping[str, Any], CameraError]:
        """What says most: where something answered, else where somebody listens, else the first."""
        return min(self.failures, key=lambda failure: _silence(failure[1]))


def _silence(error: CameraError) -> int:
    """Return how little an error says."""
    if isinstance(error, UnsupportedError):
        return 0
    if error.reason_key in _SPEAKING:
        return 1
    return 3 if error.reason_key == Reason.REFUSED.value[1] else 2


_SPEAKING = {
    reason.value[1]
    for reason in (Reason.REDIRECTED, Reason.NEEDS_TLS, Reason.NO_TLS, Reason.RTSP, Reason.NOT_TRUSTED)
}
"""Reasons that a server has given, or shown."""


async def async_find(
    hass: HomeAssistant, data: Mapping[str, Any], places: Iterable[tuple[int, bool]]
) -> Found:
    """Return the camera at the first of these ports (with TLS or not) where one is recognized.

    Raise NothingFoundError when there is none.
    """
    tries = [{**data, CONF_PORT: port, CONF_SSL: ssl} for port, ssl in places]
    if data.get(CONF_PATH):
        # Pages are pasted too: then the folder is the camera's own.
        tries += [{**each, CONF_PATH: ""} for each in tries]
    gate = asyncio.Semaphore(min(AT_A_TIME, len({each[CONF_PORT] for each in tries})))
    failures: list[tuple[Mapping[str, Any], CameraError]] = []
    async with asyncio.TaskGroup() as group:
        end = asyncio.get_running_loop().time() + SECONDS
        tasks = [group.create_task(_look(hass, each, gate, end)) for each in tries]
        try:
            for each, task in zip(tries, tasks, strict=True):
                found = await task
                if isinstance(found, Found):
                    return found
                failures.append((each, found))
                if found.reason_key in _HOPELESS:
                    break
        finally:
            for task in tasks:
                task.cancel()
    raise NothingFoundError(failures)


async def _look(
    hass: HomeAssistant, data: Mapping[str, Any], gate: asyncio.Semaphore, end: float
) -> Found | CameraError:
    """Return the camera at one place, or why there is none."""
    transport = make_transport(hass, {CONF_VERIFY_SSL: False, **data})
    try:
        async with asyncio.timeout_at(end), gate, aclosing(transport):
            result = await async_probe(hass, transport)
    except CameraError as error:
        return error
    except TimeoutError:
        return CameraConnectionError(Reason.TIMEOUT)
    how = {name: data[name] for name in (CONF_PORT, CONF_SSL)} | {CONF_PATH: data.get(CONF_PATH, "")}
    return Found(result, how | {CONF_LENIENT: transport.lenient})
