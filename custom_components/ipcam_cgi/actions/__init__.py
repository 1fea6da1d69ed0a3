"""What the integration can do on demand: one row per action, in neutral terms for all cameras."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..entity import IpcamCgiEntity
from ..ipcam import Camera


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action. `has` tells whether the manual of a camera knows such a thing."""

    run: Callable[[IpcamCgiEntity, Mapping[str, Any]], Awaitable[ServiceResponse]]
    has: Callable[[Camera], bool]
    fields: dict[Any, Any] = field(default_factory=dict)
    response: SupportsResponse = SupportsResponse.NONE
    admin: bool = False
    """Whether only administrators may call it, because it gives away or takes away the camera."""


def refusal(key: str, entity: IpcamCgiEntity, **placeholders: str) -> ServiceValidationError:
    """Return an error about what was asked of a camera, in the user's language."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"camera": entity.coordinator.config_entry.title, **placeholders},
    )
