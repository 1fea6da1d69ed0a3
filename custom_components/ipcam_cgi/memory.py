"""Remembers over a restart what a camera can, so that all of that need not be asked again.

Reloading the entry forgets it: then the camera is asked for everything, as at the first time.
"""

from dataclasses import asdict
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .ipcam.device import Device
from .ipcam.reader import Memory
from .redaction import without_secrets

VERSION = 1


def _store(hass: HomeAssistant, entry: ConfigEntry) -> Store[dict[str, Any]]:
    return Store(hass, VERSION, f"{DOMAIN}.{entry.entry_id}", private=True, atomic_writes=True)


async def async_remember(hass: HomeAssistant, entry: ConfigEntry, device: Device) -> None:
    """Keep what the camera has told of its abilities, once it has told all of them; no secrets."""
    memory = device.reader.memory
    if memory is None:
        return
    commands = device.dialect.commands
    records = {name: without_secrets(commands[name], record) for name, record in memory.records.items()}
    await _store(hass, entry).async_save(
        {"of": _of(device), "records": records, "absent": sorted(memory.absent)}
    )


async def async_recall(hass: HomeAssistant, entry: ConfigEntry, device: Device) -> bool:
    """Tell the device what an earlier start has learned; return whether there is such a thing.

    What was learned of other firmware or with other rights is worth nothing.
    """
    stored = await _store(hass, entry).async_load()
    if stored is None or stored["of"] != _of(device):
        return False
    device.reader.remember(Memory(records=stored["records"], absent=frozenset(stored["absent"])))
    return device.reader.memory is not None


async def async_forget(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Let the next start ask for everything."""
    await _store(hass, entry).async_remove()


def _of(device: Device) -> dict[str, Any]:
    """Return whom the memory is of."""
    identity = device.identity
    known = asdict(identity) | {"role": int(identity.role), "traits": sorted(identity.traits)}
    del known["name"]
    return {"dialect": device.dialect.name, **known}
