"""Remembers over a restart what a camera can, so that all of that need not be asked again.

Reloading the entry forgets it: then the camera is asked for everything, as at the first time.
"""

from dataclasses import asdict, fields
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
import voluptuous as vol

from .const import DOMAIN
from .ipcam import Access, Camera, CapabilityCache, Identity, Record, without_secrets

LOGGER = logging.getLogger(__name__)

VERSION = 2


def _stored(record: Record) -> Record:
    """Return wire text as a file can hold it: a character for each byte."""
    return {name: text.encode("utf-8", "surrogateescape").decode("latin-1") for name, text in record.items()}


def _restored(record: Record) -> Record:
    return {name: text.encode("latin-1").decode("utf-8", "surrogateescape") for name, text in record.items()}


_IDENTITY = {vol.Required(each.name): str for each in fields(Identity)} | {
    vol.Required("role"): vol.Coerce(Access),
    vol.Required("traits"): vol.All([str], vol.Coerce(frozenset)),
}
_STORED = vol.Schema(
    {
        vol.Required("dialect"): str,
        vol.Required("identity"): vol.All(_IDENTITY, lambda identity: Identity(**identity)),
        vol.Required("records"): {str: vol.All({str: str}, _restored)},
        vol.Required("absent"): vol.All([str], vol.Coerce(frozenset)),
    }
)
"""The shape of what this version keeps; of any other shape, nothing is remembered."""

_UNREADABLE = (
    HomeAssistantError,
    vol.Invalid,
    NotImplementedError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
)
"""What comes of a file that another version wrote, or nobody."""


def _store(hass: HomeAssistant, entry: ConfigEntry) -> Store[dict[str, Any]]:
    return Store(hass, VERSION, f"{DOMAIN}.{entry.entry_id}", private=True, atomic_writes=True)


async def async_store_capabilities(hass: HomeAssistant, entry: ConfigEntry, camera: Camera) -> None:
    """Keep what the camera has told of its abilities, once it has told all of them; no secrets."""
    cache = camera.capability_cache
    if cache is None:
        return
    commands = camera.commands.catalogue
    await _store(hass, entry).async_save(
        {
            "dialect": camera.dialect_name,
            "identity": asdict(cache.identity) | {"traits": sorted(cache.identity.traits)},
            "records": {
                name: _stored(without_secrets(commands[name], each)) for name, each in cache.records.items()
            },
            "absent": sorted(cache.absent),
        }
    )


async def async_load_capabilities(
    hass: HomeAssistant, entry: ConfigEntry, dialect: str
) -> CapabilityCache | None:
    """Return what an earlier start has learned of a camera of this dialect, if it has."""
    try:
        stored = await _store(hass, entry).async_load()
        known = None if stored is None else _STORED(stored)
    except _UNREADABLE as error:
        LOGGER.debug("Nothing is remembered of %s: %s", entry.title, type(error).__name__)
        return None
    if known is None or known["dialect"] != dialect:
        return None
    return CapabilityCache(identity=known["identity"], records=known["records"], absent=known["absent"])


async def async_forget_capabilities(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Let the next start ask for everything."""
    await _store(hass, entry).async_remove()
