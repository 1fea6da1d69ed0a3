"""Polls one camera: alarms often, settings rarely, and only what enabled entities want."""

from contextlib import suppress
from datetime import timedelta
from functools import cached_property
import logging
from time import monotonic
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import CONNECTION_NETWORK_MAC, DeviceEntry, format_mac
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from .capability_cache import async_load_capabilities, async_store_capabilities
from .const import CONF_DIALECT, CONF_LENIENT, DOMAIN
from .factory import async_connect, make_camera_options
from .ipcam import (
    ApiDisabledError,
    AuthError,
    Camera,
    CameraError,
    CameraState,
    Feature,
    Identity,
    PermissionDeniedError,
    features as f,
)
from .repairs import report_disabled

LOGGER = logging.getLogger(__name__)

DURING_ALARM = timedelta(seconds=2)
"""The longest pause between two polls while an alarm lasts: its end comes by no other way."""
MAX_PAUSE = 60
"""Seconds between two polls of a camera that has been away for a while, or is very slow."""
REST = 4
"""A camera rests this many times as long as it was busy: a slow one is asked less often."""

type CameraConfigEntry = ConfigEntry[CameraCoordinator]


class CameraCoordinator(DataUpdateCoordinator[int]):
    """Keeps one camera's state fresh without tiring it; its data is the revision of that state."""

    config_entry: CameraConfigEntry
    camera: Camera
    """There from the first refresh on."""

    def __init__(self, hass: HomeAssistant, entry: CameraConfigEntry) -> None:
        """Poll the camera of `entry`."""
        self._pause = timedelta(seconds=make_camera_options(entry.options).alarm_interval)
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=entry.title,
            update_interval=self._pause,
            # Alarms are polled every other second: most polls tell nothing new.
            always_update=False,
        )
        self.recalled = False
        """Whether what the camera can is known from an earlier start."""
        self._complete = False
        """Whether all that the camera can is known."""
        self._stored = False
        """Whether that is kept for the next start."""
        self._absent: frozenset[str] = frozenset()
        """What the camera seemed to lack when its entities were made."""
        self._first = True
        self._failures = 0

    @override
    async def _async_setup(self) -> None:
        """Log in, and make sure that this is still the camera that was added."""
        entry = self.config_entry
        cache = await async_load_capabilities(self.hass, entry, entry.data[CONF_DIALECT])
        known_id = entry.unique_id or ""
        try:
            camera = await async_connect(self.hass, entry.data, entry.options, known_id, cache)
        except CameraError as error:
            raise self._translated(error) from error
        # However far the set-up comes: no connection stays open.
        entry.async_on_unload(camera.aclose)
        self._require_same(camera.identity)
        self.camera = camera
        self.recalled = self._complete = cache is not None and camera.capabilities.is_complete
        self._stored = self.recalled
        self._absent = camera.state.absent

    def _require_same(self, identity: Identity) -> None:
        if identity.id and self.config_entry.unique_id and identity.id != self.config_entry.unique_id:
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key="other_camera",
                translation_placeholders={"camera": self.config_entry.title, "id": identity.id},
                retry_after=MAX_PAUSE,
            )

    async def _verify_identity(self) -> None:
        """Make sure that nothing of another camera is shown, and follow a change of this one."""
        identity = await self.camera.verify_identity()
        self._require_same(identity)
        if identity != self.camera.identity:
            # Another firmware or other rights: other entities.
            self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)

    @override
    async def _async_update_data(self) -> int:
        if self.recalled and self._first:
            # It has just told who it is, and what it can is known: enough for its entities to be there.
            self._begin()
            return self.camera.state.revision
        started = monotonic()
        try:
            # The first time everything is read once: so the camera shows what it has.
            state = await self.camera.poll(self._wanted() if self._complete else None)
            if self._complete:
                await self._verify_identity()
        except CameraError as error:
            if isinstance(error, PermissionDeniedError):
                # It lets this account do less than before the start: what was learned is no more true.
                self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)
            raise self._translated(error) from error
        if self._first:
            self._begin()
        if self._absent - state.absent:
            # It has after all what it seemed to lack: that needs entities.
            self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)
        self._absent = state.absent
        if not self._stored and self.camera.capabilities.is_complete:
            self._stored = True
            await async_store_capabilities(self.hass, self.config_entry, self.camera)
        if not self._complete:
            self._complete = True
            # Reading everything takes long and is done once: no measure of what a poll costs the camera.
            started = monotonic()
        self._failures = 0
        self.update_interval = self._next_pause(state, monotonic() - started)
        return state.revision

    def _next_pause(self, state: CameraState, busy: float) -> timedelta:
        """Return how long to leave the camera alone after it was `busy` for so many seconds with us."""
        alarmed = any(state.get(alarm) for alarm in (f.MOTION, f.SOUND, f.ALARM_INPUT))
        pause = min(self._pause, DURING_ALARM) if alarmed else self._pause
        return max(pause, timedelta(seconds=min(REST * busy, MAX_PAUSE)))

    def _begin(self) -> None:
        self._first = False
        self._remember_leniency()
        report_disabled(self.hass, self.config_entry, disabled=False)

    async def async_read_alarms(self) -> None:
        """Show what is urgent; of what fails the next poll tells."""
        with suppress(CameraError):
            await self.camera.poll(self._wanted() & set(self.camera.capabilities.alarms))
        self.async_update_listeners()

    def _remember_leniency(self) -> None:
        """Spare a camera with malformed answers the proper client's attempt at the next start."""
        entry = self.config_entry
        if self.camera.is_lenient and not entry.data.get(CONF_LENIENT):
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_LENIENT: True})

    @property
    def camera_id(self) -> str:
        """What the camera's entities and its device are known by."""
        return self.config_entry.unique_id or self.config_entry.entry_id

    def unique_id(self, key: str) -> str:
        """Return what an entity is known by."""
        return f"{self.camera_id}_{key}"

    @cached_property
    def device_entry(self) -> DeviceEntry:
        """The camera in the device registry.

        Told of a device_info, Home Assistant would look it up for each entity anew: a tenth of a start.
        """
        identity = self.camera.identity
        return dr.async_get(self.hass).async_get_or_create(
            config_entry_id=self.config_entry.entry_id,
            identifiers={(DOMAIN, self.camera_id)},
            connections={(CONNECTION_NETWORK_MAC, format_mac(identity.mac))} if identity.mac else set(),
            name=self.config_entry.title,
            manufacturer=identity.manufacturer or None,
            model=identity.model or None,
            model_id=self.camera.manual,
            sw_version=identity.firmware or None,
            hw_version=identity.hardware or None,
            configuration_url=self.camera.url,
        )

    @cached_property
    def disabled(self) -> frozenset[str]:
        """The unique ids of entities that were disabled when the camera was set up."""
        registry = er.async_get(self.hass)
        known = er.async_entries_for_config_entry(registry, self.config_entry.entry_id)
        enabled = {each.unique_id for each in known if not each.disabled}
        return frozenset(each.unique_id for each in known if each.disabled) - enabled

    def _wanted(self) -> set[Feature]:
        return {feature for context in self.async_contexts() for feature in context}

    def _translated(self, error: CameraError) -> ConfigEntryAuthFailed | UpdateFailed:
        placeholders = {"camera": self.config_entry.title, "reason": error.reason}
        if isinstance(error, AuthError):
            return ConfigEntryAuthFailed(
                translation_domain=DOMAIN,
                translation_key="invalid_auth",
                translation_placeholders=placeholders,
            )
        if isinstance(error, ApiDisabledError):
            report_disabled(self.hass, self.config_entry, disabled=True)
            # What comes after it is switched on again is not what was known.
            self._first = True
            self._complete = self._stored = False
        self._failures += 1
        return UpdateFailed(
            translation_domain=DOMAIN,
            translation_key=error.reason_key or "cannot_connect",
            translation_placeholders=placeholders,
            retry_after=min(2**self._failures, MAX_PAUSE),
        )
