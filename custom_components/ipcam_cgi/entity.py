"""What all entities share: one feature each, and one translation of errors."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, override

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinator import CameraCoordinator
from .ipcam import (
    AuthError,
    CameraConnectionError,
    CameraError,
    Feature,
    InvalidValueError,
    OverloadedError,
    PermissionDeniedError,
    UnconfirmedError,
    UnsupportedError,
    WrongPasswordError,
)


@dataclass(frozen=True, kw_only=True)
class FeatureDescription[T = Any](EntityDescription):
    """An entity of one feature; its key and translation key are the feature's."""

    feature: Feature[T]


class IpcamCgiEntity(CoordinatorEntity[CameraCoordinator]):
    """An entity of a camera, and the features that it wants to be polled."""

    _attr_has_entity_name = True
    _shown: tuple[object, ...] | None = None

    def __init__(self, coordinator: CameraCoordinator, key: str, wants: Iterable[Feature] = ()) -> None:
        """Belong to the camera of `coordinator` under `key`."""
        self._wants = tuple(wants)
        super().__init__(coordinator, context=self._wants)
        self.camera = coordinator.camera
        self._attr_unique_id = coordinator.unique_id(key)
        self._attr_translation_key = key
        self.device_entry = coordinator.device_entry

    def _seen(self) -> tuple[object, ...]:
        """Return all that is shown of the camera's state."""
        return (self.available,)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        seen = self._seen()
        if seen != self._shown:
            self._shown = seen
            super()._handle_coordinator_update()

    @override
    async def async_update(self) -> None:
        """Read what this entity shows now, however fresh it is."""
        if self.enabled:
            self.camera.expire(self._wants)
        await super().async_update()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the library's errors into Home Assistant's, in the user's language."""
        with translated_errors(self.coordinator):
            yield

    async def write_feature[V](self, feature: Feature[V], value: V) -> None:
        """Set any feature of the camera; raise the translated error when the camera does not take it."""
        try:
            with self.translated():
                await self.camera.write(feature, value)
        finally:
            self.coordinator.async_update_listeners()


class FeatureEntity[T = Any](IpcamCgiEntity):
    """An entity that shows and perhaps sets one feature."""

    entity_description: FeatureDescription[T]

    def __init__(self, coordinator: CameraCoordinator, description: FeatureDescription[T]) -> None:
        """Show the feature of `description`."""
        self.feature = description.feature
        super().__init__(coordinator, self.feature.key, [self.feature])
        self.entity_description = description
        self._attr_assumed_state = self.camera.capabilities.is_assumed(self.feature)

    @property
    def current(self) -> T | None:
        """The feature's value, None when it is not known."""
        return self.camera.state.get(self.feature)

    @property
    @override
    def available(self) -> bool:
        return super().available and self.camera.is_available(self.feature)

    async def write(self, value: T) -> None:
        """Set the feature; raise the translated error when the camera does not take it."""
        await self.write_feature(self.feature, value)

    @override
    def _seen(self) -> tuple[object, ...]:
        return (*super()._seen(), self.current, self.camera.limits(self.feature))


def supported[D: FeatureDescription](coordinator: CameraCoordinator, descriptions: Iterable[D]) -> list[D]:
    """Return the descriptions whose feature this camera has, without what its owner has disabled.

    To make an entity that stays disabled costs as much as another. Once it is enabled, Home Assistant
    sets the camera up again.
    """
    off, camera = coordinator.disabled, coordinator.camera
    return [
        each
        for each in descriptions
        if coordinator.unique_id(each.key) not in off and camera.supports(each.feature)
    ]


@contextmanager
def translated_errors(coordinator: CameraCoordinator) -> Iterator[None]:
    """Turn the library's errors into Home Assistant's: the user's fault or the camera's."""
    try:
        yield
    except CameraError as error:
        entry = coordinator.config_entry
        placeholders = {"camera": entry.title, "reason": str(error)}
        if isinstance(error, AuthError):
            entry.async_start_reauth(coordinator.hass)
        kind = (
            ServiceValidationError
            if isinstance(error, InvalidValueError | UnsupportedError)
            else HomeAssistantError
        )
        raise kind(
            translation_domain=DOMAIN,
            translation_key=error.reason_key or _KEYS.get(type(error), "rejected"),
            translation_placeholders=placeholders,
        ) from error


_KEYS = {
    AuthError: "invalid_auth",
    CameraConnectionError: "cannot_connect",
    PermissionDeniedError: "denied",
    InvalidValueError: "invalid_value",
    OverloadedError: "cannot_connect",
    UnconfirmedError: "unconfirmed",
    UnsupportedError: "unsupported",
    WrongPasswordError: "invalid_auth",
}
