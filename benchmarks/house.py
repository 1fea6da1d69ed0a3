"""The Home Assistant that is measured, and what the kernel knows of its process."""

from collections.abc import Mapping
from pathlib import Path
import time
from typing import Any

from demo.home import HOST, Home, HomeError

from .cameras import PASSWORD, USERNAME

FLOWS = "/api/config/config_entries/flow"
PAGE = 4096


class House(Home):
    """A Home Assistant to which cameras are added by the forms of their integrations."""

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

    async def reload(self, entry_id: str) -> None:
        """Set an entry up again; return when that is done."""
        await self.post(f"/api/config/config_entries/entry/{entry_id}/reload", {})

    async def entity_of(self, entry_id: str, start: str, end: str = "") -> str:
        """Return the entity of an entry whose id begins and ends like this."""
        for entity in await self.ask("config/entity_registry/list"):
            name: str = entity["entity_id"]
            if entity["config_entry_id"] == entry_id and name.startswith(start) and name.endswith(end):
                return name
        raise HomeError(f"entry {entry_id} has no {start}...{end}")

    async def count_entities(self, domain: str) -> int:
        """Return how many entities of an integration are enabled."""
        entities = await self.ask("config/entity_registry/list")
        return sum(each["platform"] == domain and not each["disabled_by"] for each in entities)

    async def address(self, view: str, entity: str) -> str:
        """Return the address under which a page shows a camera; it is good for some minutes."""
        state = await self.get(f"/api/states/{entity}")
        return f"{self.url}/api/{view}/{entity}?token={state['attributes']['access_token']}"
