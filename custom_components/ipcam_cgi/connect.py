"""Builds the library's objects from what a config entry holds."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_SSL, CONF_USERNAME, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util.dt import get_default_time_zone
from homeassistant.util.ssl import get_default_context, get_default_no_verify_context

from .const import CONF_DIALECT, CONF_OUTPUT, CONF_PRESETS, CONF_TOLERANT
from .ipcam.device import Device
from .ipcam.dialect import Sighting
from .ipcam.dialects import REGISTRY
from .ipcam.probe import probe
from .ipcam.session import Session, Transport
from .ipcam.tuning import Output, Tuning
from .ipcam.wire import Credentials


def make_transport(hass: HomeAssistant, data: Mapping[str, Any]) -> Transport:
    """Return the plain HTTP side of a camera."""
    tls = None
    if data.get(CONF_SSL):
        tls = get_default_context() if data[CONF_VERIFY_SSL] else get_default_no_verify_context()
    return Transport(
        async_get_clientsession(hass),
        data[CONF_HOST],
        data[CONF_PORT],
        tls=tls,
        tolerant=data.get(CONF_TOLERANT, False),
    )


async def async_load_dialects(hass: HomeAssistant, names: Iterable[str] = REGISTRY) -> None:
    """Read the files of these dialects (by default of all), so that nobody has to wait for it later."""
    if missing := REGISTRY.missing(names):
        await hass.async_add_executor_job(lambda: [REGISTRY[name] for name in missing])


async def async_probe(hass: HomeAssistant, transport: Transport) -> Sighting:
    """Find out, without a login, which of all dialects a camera speaks; raise like `probe`."""
    await async_load_dialects(hass)
    return await probe(transport, REGISTRY)


async def async_make_device(
    hass: HomeAssistant, data: Mapping[str, Any], options: Mapping[str, Any], known_id: str
) -> Device:
    """Return the camera that an entry's data and options describe; nothing is sent yet."""
    dialect = data[CONF_DIALECT]
    await async_load_dialects(hass, [dialect])
    credentials = Credentials(data[CONF_USERNAME], data[CONF_PASSWORD])
    session = Session(make_transport(hass, data), REGISTRY[dialect], credentials)
    return Device(session, make_tuning(options), known_id)


def make_tuning(options: Mapping[str, Any]) -> Tuning:
    """Return the owner's choices; what an older entry lacks has its default."""
    names = {field.name for field in fields(Tuning)}
    chosen = {name: value for name, value in options.items() if name in names}
    if CONF_OUTPUT in chosen:
        chosen[CONF_OUTPUT] = Output(chosen[CONF_OUTPUT])
    if CONF_PRESETS in chosen:
        chosen[CONF_PRESETS] = tuple(chosen[CONF_PRESETS])
    return Tuning(**chosen, zone=get_default_time_zone())
