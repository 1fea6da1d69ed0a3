"""What a poll costs over a new connection and over one that the camera keeps, in turns."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from time import process_time

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.http import session as session_module
from custom_components.ipcam_cgi.ipcam.http.keep_alive import PROBATION
from custom_components.ipcam_cgi.ipcam.http.session import Session, make_client
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials

from .worker import Worker

POLLS = 500
POLL = "get_camera_params"
"""A reading with a login, as HD cameras want one for their alarms too; the answer is a status's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSample:
    """One round of polls."""

    cpu: float
    """Microseconds of this process for each."""
    per_connection: float
    """Requests over each connection."""


async def measure_polls(rounds: int, say: Callable[[str], None]) -> dict[str, list[PollSample]]:
    """Measure alarm polls of one camera, over new connections and over a kept one."""
    measured: dict[str, list[PollSample]] = {"new": [], "kept": []}
    session_module.SPACING = 0.0
    keepers: dict[str, Worker] = {}
    sessions: dict[str, Session] = {}
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(make_client())
        for name in measured:
            keepers[name] = await stack.enter_async_context(Worker("keeper"))
            port = await keepers[name].ask("start", keeps=name == "kept")
            transport = Transport(client, "127.0.0.1", port)
            stack.push_async_callback(transport.aclose)
            sessions[name] = Session(transport, REGISTRY["netwave"], Credentials("a", "b"))
            for pause in (0, PROBATION):
                await asyncio.sleep(pause)
                for _ in range(POLLS // 10):
                    await sessions[name].ask(POLL)
        for turn in range(rounds):
            for name, each in sorted(sessions.items(), reverse=bool(turn % 2)):
                before, began = await keepers[name].ask("connections"), process_time()
                for _ in range(POLLS):
                    await each.ask(POLL)
                cpu = (process_time() - began) / POLLS * 1e6
                opened = await keepers[name].ask("connections") - before
                measured[name].append(PollSample(cpu=cpu, per_connection=POLLS / max(opened, 1)))
                say(f"polls over {name} connections {cpu:7.1f} us")
    return measured
