"""Builds the library's objects from what a config entry holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import timedelta
from time import monotonic
from typing import Any

from aiohttp import ClientSession
from homeassistant.const import (
    CONF_HOST,
    CONF_PASSWORD,
    CONF_PORT,
    CONF_SSL,
    CONF_USERNAME,
    CONF_VERIFY_SSL,
    EVENT_HOMEASSISTANT_CLOSE,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import DATA_RESOLVER, async_get_clientsession
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.ssl import get_default_context

from .const import CONF_DIALECT, CONF_LENIENT, CONF_PATH, DOMAIN
from .ipcam import (
    REGISTRY,
    Camera,
    CameraOptions,
    CapabilityCache,
    Credentials,
    ProbeResult,
    Transport,
    UnsupportedError,
    connect,
    make_client,
    probe,
    unverified_tls,
)

CLIENT: HassKey[ClientSession] = HassKey(f"{DOMAIN}_client")


@callback
def async_get_client(hass: HomeAssistant) -> ClientSession:
    """Return the one client for all cameras, which finds names as Home Assistant does."""
    if CLIENT in hass.data:
        return hass.data[CLIENT]
    # There is a resolver as soon as there is a session.
    async_get_clientsession(hass)
    client = hass.data[CLIENT] = make_client(hass.data[DATA_RESOLVER])

    async def close(_event: Event) -> None:
        await client.close()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, close)
    return client


def make_transport(hass: HomeAssistant, data: Mapping[str, Any]) -> Transport:
    """Return the plain HTTP side of a camera."""
    tls = None
    if data.get(CONF_SSL):
        tls = get_default_context() if data[CONF_VERIFY_SSL] else unverified_tls()
    client = async_get_client(hass)
    return Transport(
        client,
        data[CONF_HOST],
        data[CONF_PORT],
        tls=tls,
        lenient=data.get(CONF_LENIENT, False),
        prefix=data.get(CONF_PATH, ""),
        resolver=hass.data[DATA_RESOLVER],
    )


async def async_load_dialects(hass: HomeAssistant, names: Iterable[str] = REGISTRY) -> None:
    """Read the files of these dialects (by default of all), so that nobody has to wait for it later."""
    if missing := REGISTRY.missing(names):
        await hass.async_add_executor_job(lambda: [REGISTRY[name] for name in missing])


async def async_probe(hass: HomeAssistant, transport: Transport) -> ProbeResult:
    """Find out, without a login, which of all dialects a camera speaks; raise like `probe`."""
    await async_load_dialects(hass)
    return await probe(transport)


async def async_connect(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    options: Mapping[str, Any],
    known_id: str,
    cache: CapabilityCache | None = None,
) -> Camera:
    """Log in to the camera that an entry's data and options describe; raise like `connect`.

    Raise UnsupportedError for a dialect that only another version of this integration knows.
    """
    dialect = data[CONF_DIALECT]
    if dialect not in REGISTRY:
        raise UnsupportedError(f"this version does not know the dialect {dialect!r}")
    await async_load_dialects(hass, [dialect])
    credentials = Credentials(data[CONF_USERNAME], data[CONF_PASSWORD])

    async def mark_stale(jpeg: bytes, at: float) -> bytes:
        taken = dt_util.now() - timedelta(seconds=monotonic() - at)
        return await hass.async_add_executor_job(_marked, jpeg, f"{taken:%Y-%m-%d %H:%M:%S}")

    return await connect(
        make_transport(hass, data),
        REGISTRY[dialect],
        credentials,
        make_camera_options(options),
        known_id=known_id,
        cache=cache,
        mark_stale=mark_stale,
    )


def _marked(jpeg: bytes, time: str) -> bytes:
    # What it needs to draw takes long to import, and most cameras never need it.
    from .stale_frame import marked  # noqa: PLC0415

    return marked(jpeg, time)


def make_camera_options(options: Mapping[str, Any]) -> CameraOptions:
    """Return the owner's choices; what an older entry lacks has its default."""
    # What is stored as JSON has no tuples and no enumerations.
    kinds: dict[str, Callable[[Any], Any]] = {
        each.name: type(each.default) for each in fields(CameraOptions) if each.metadata
    }
    chosen = {name: kinds[name](value) for name, value in options.items() if name in kinds}
    return CameraOptions(**chosen, zone=dt_util.get_default_time_zone())
