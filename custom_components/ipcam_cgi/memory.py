"""Remembers over a restart what a camera can, so that all of that need not be asked again.

Reloading the entry forgets it: then the camera is asked for everything, as at the first time.
"""

from dataclasses import asdict
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .ipcam.catalogue import Access
from .ipcam.device import Device, Memory
from .ipcam.dialect import Identity
from .redaction import without_secrets

VERSION = 1


def _store(hass: HomeAssistant, entry: ConfigEntry) -> Store[dict[str, Any]]:
    return Store(hass, VERSION, f"{DOMAIN}.{entry.entry_id}", private=True, atomic_writes=True)


async def async_remember(hass: HomeAssistant, entry: ConfigEntry, device: Device) -> None:
    """Keep what the camera has told of its abilities, once it has told all of them; no secrets."""
    memory = device.memory
    if memory is None:
        return
    commands = device.dialect.commands
    await _store(hass, entry).async_save(
        {
            "dialect": device.dialect.name,
            "identity": asdict(memory.identity) | {"traits": sorted(memory.identity.traits)},
            "records": {name: without_secrets(commands[name], each) for name, each in memory.records.items()},
            "absent": sorted(memory.absent),
        }
    )


async def async_recall(hass: HomeAssistant, entry: ConfigEntry, dialect: str) -> Memory | None:
    """Return what an earlier start has learned of a camera of this dialect, if it has."""
    stored = await _store(hass, entry).async_load()
    if stored is None or stored.get("dialect") != dialect:
        return None
    identity = stored["identity"]
    return Memory(
        identity=Identity(
            **identity | {"role": Access(identity["role"]), "traits": frozenset(identity["traits"])}
        ),
        records=stored["records"],
        absent=frozenset(stored["absent"]),
    )


async def async_forget(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Let the next start ask for everything."""
    await _store(hass, entry).async_remove()
