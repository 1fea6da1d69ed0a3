"""The Home Assistant that is measured, and what the kernel knows of its process."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Set as AbstractSet
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
import time
from time import perf_counter
from typing import Any, override

import aiohttp

from demo.home import HOST, ROOT, START_SECONDS, Home, HomeError

from .cameras import PASSWORD, USERNAME

FLOWS = "/api/config/config_entries/flow"
PAGE = 4096


UNKNOWN = ("unknown", "unavailable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How long a Home Assistant took to be what it was, in seconds from the start of its process."""

    available: float
    """Until no entity was unavailable any more."""
    known: float
    """Until every entity that showed something shows something again."""


class House(Home):
    """A Home Assistant to which cameras are added by the forms of their integrations."""

    @override
    def _write_config(self) -> None:
        super()._write_config()
        bare = self.config / "custom_components" / "bare"
        bare.unlink(missing_ok=True)
        bare.symlink_to(ROOT / "benchmarks" / "bare")

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def cpu(self) -> float:
        """Seconds of CPU that the process has used, all threads."""
        # How Linux numbers the CPU clocks of other processes (clock_getcpuclockid).
        return time.clock_gettime((~self.pid << 3) | 2)

    @property
    def resident(self) -> int:
        """Bytes of memory that are in use."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE

    async def add(self, domain: str, *forms: Mapping[str, Any]) -> str:
        """Fill in the forms of an integration and return the id of the new entry."""
        result = await self.post(FLOWS, {"handler": domain})
        for form in forms:
            result = await self.post(f"{FLOWS}/{result['flow_id']}", form)
        if result["type"] != "create_entry":
            raise HomeError(f"{domain} was not added: {result.get('errors') or result}")
        entry_id: str = result["result"]["entry_id"]
        return entry_id

    async def add_ours(self, port: int) -> str:
        """Add a camera to this integration."""
        account = {"username": USERNAME, "password": PASSWORD}
        return await self.add(
            "ipcam_cgi", {"host": HOST, "port": port, **account, "ssl": False, "verify_ssl": False}
        )

    async def add_mjpeg(self, live: str, still: str) -> str:
        """Add an address to Home Assistant's MJPEG integration."""
        account = {"username": USERNAME, "password": PASSWORD}
        return await self.add(
            "mjpeg",
            {"name": "mjpeg", "mjpeg_url": live, "still_image_url": still, **account, "verify_ssl": False},
        )

    async def add_generic(self, still: str) -> str:
        """Add an address to Home Assistant's generic camera integration."""
        advanced = {
            "framerate": 15,
            "verify_ssl": False,
            "authentication": "basic",
        }
        form = {
            "still_image_url": still,
            "username": USERNAME,
            "password": PASSWORD,
            "advanced": advanced,
        }
        return await self.add("generic", form, {"confirmed_ok": True})

    async def restart(self, domain: str) -> Start:
        """End the process and start it anew; wait until the entities of an integration are back."""
        enabled = {name for name, is_on in (await self.enabled(domain)).items() if is_on}
        shown = await self.states(domain)
        await self.stop()
        started = perf_counter()
        await self._launch()
        self._client = aiohttp.ClientSession(base_url=self.url)
        async with asyncio.timeout(START_SECONDS):
            await self._log_in()
            available, known = await self._watch(enabled, shown)
            await self._running()
        return Start(available=available - started, known=known - started)

    async def states(self, domain: str) -> dict[str, str]:
        """Return what the enabled entities of an integration show."""
        entities = await self.ask("config/entity_registry/list")
        ours = {each["entity_id"] for each in entities if each["platform"] == domain}
        return {
            each["entity_id"]: each["state"]
            for each in await self.get("/api/states")
            if each["entity_id"] in ours and "restored" not in each["attributes"]
        }

    async def _watch(self, enabled: AbstractSet[str], shown: Mapping[str, str]) -> tuple[float, float]:
        """Return when these entities were available, and when they showed something where they did before."""
        away = set(enabled)
        blank = {name for name in enabled if shown.get(name, UNKNOWN[0]) not in UNKNOWN}
        available = known = 0.0
        while away or blank:
            async with aclosing(self._changes()) as events:
                async for event in events:
                    changes = {name: change.get("+", {}) for name, change in event.get("c", {}).items()}
                    for name, change in (event.get("a", {}) | changes).items():
                        state = change.get("s", UNKNOWN[0])
                        if state != "unavailable":
                            away.discard(name)
                        if state not in UNKNOWN:
                            blank.discard(name)
                    available = available or (0.0 if away else perf_counter())
                    known = known or (0.0 if blank else perf_counter())
                    if not away and not blank:
                        break
        return available or perf_counter(), known or perf_counter()

    async def _changes(self) -> AsyncGenerator[dict[str, Any]]:
        """Yield all states, and then their changes until Home Assistant hangs up.

        It does so when thousands of entities are added before it has sent the first of them.
        """
        assert self._client is not None
        async with self._client.ws_connect("/api/websocket", max_msg_size=0) as connection:
            await connection.receive_json()
            await connection.send_json({"type": "auth", "access_token": self._token})
            await connection.receive_json()
            await connection.send_json({"id": 1, "type": "subscribe_entities"})
            async for message in connection:
                yield message.json().get("event", {})

    async def enable(self, domain: str, wanted: Mapping[str, bool]) -> None:
        """Enable and disable entities; it counts from the next start on."""
        for each in await self.ask("config/entity_registry/list"):
            enabled = wanted.get(each["entity_id"])
            if each["platform"] == domain and enabled is not None and enabled is bool(each["disabled_by"]):
                await self.ask(
                    "config/entity_registry/update",
                    entity_id=each["entity_id"],
                    disabled_by=None if enabled else "user",
                )

    async def enabled(self, domain: str) -> dict[str, bool]:
        """Return all entities of an integration and whether each is enabled."""
        entities = await self.ask("config/entity_registry/list")
        return {each["entity_id"]: not each["disabled_by"] for each in entities if each["platform"] == domain}

    async def entity_of(self, entry_id: str, start: str, end: str = "") -> str:
        """Return the entity of an entry whose id begins and ends like this."""
        for entity in await self.ask("config/entity_registry/list"):
            name: str = entity["entity_id"]
            if entity["config_entry_id"] == entry_id and name.startswith(start) and name.endswith(end):
                return name
        raise HomeError(f"entry {entry_id} has no {start}...{end}")

    async def address(self, view: str, entity: str) -> str:
        """Return the address under which a page shows a camera; it is good for some minutes."""
        state = await self.get(f"/api/states/{entity}")
        return f"{self.url}/api/{view}/{entity}?token={state['attributes']['access_token']}"
