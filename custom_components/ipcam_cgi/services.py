"""Registers the actions and finds the cameras that a call is about."""

from collections.abc import Iterable
from functools import partial

from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL, Platform
from homeassistant.core import (
    EntityServiceResponse,
    HassJob,
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.entity_platform import async_get_platforms
from homeassistant.helpers.service import async_register_admin_service, entity_service_call
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from .actions import Action, maintenance, ptz, record_clip, refusal, schedules, send_command
from .const import DOMAIN
from .entity import IpcamCgiEntity

ACTIONS = {
    **ptz.ACTIONS,
    **record_clip.ACTIONS,
    **schedules.ACTIONS,
    **maintenance.ACTIONS,
    **send_command.ACTIONS,
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, action in ACTIONS.items():
        _register(hass, name, action)


def _register(hass: HomeAssistant, name: str, action: Action) -> None:
    async def run(entity: IpcamCgiEntity, call: ServiceCall) -> ServiceResponse:
        if not action.has(entity.camera):
            raise refusal(
                "not_in_manual",
                entity,
                action=name,
                manual=entity.camera.manual,
                instead=", ".join(each for each, row in ACTIONS.items() if row.has(entity.camera)),
            )
        try:
            with entity.translated():
                return await action.run(entity, call.data)
        finally:
            entity.coordinator.async_update_listeners()

    async def handle(call: ServiceCall) -> EntityServiceResponse | None:
        cameras = _targets(hass, call)
        return await entity_service_call(hass, cameras, HassJob(run), call)

    register = partial(async_register_admin_service, hass) if action.admin else hass.services.async_register
    register(DOMAIN, name, handle, cv.make_entity_service_schema(action.fields), action.response)


def _targets(hass: HomeAssistant, call: ServiceCall) -> dict[str, IpcamCgiEntity]:
    """Return the cameras that a call is about, each device once; raise when one cannot be reached.

    A camera with several streams has several entities, and a call to the device means it once.
    """
    loaded = _cameras(hass)
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        named, meant = set[str](), set(loaded)
    else:
        selected = async_extract_referenced_entity_ids(hass, TargetSelection(call.data))
        named, meant = selected.referenced, selected.referenced | selected.indirectly_referenced
    chosen = {entity_id: loaded[entity_id] for entity_id in named if entity_id in loaded}
    for entity_id, entity in loaded.items():
        others = chosen.values()
        if entity_id in meant and not any(other.coordinator is entity.coordinator for other in others):
            chosen[entity_id] = entity
    _require_loaded(hass, named - chosen.keys())
    if not chosen:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_camera")
    away = [entity for entity in chosen.values() if not entity.available]
    if away and (len(away) == len(chosen) or any(entity.entity_id in named for entity in away)):
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="offline",
            translation_placeholders={
                "camera": ", ".join(sorted(entity.coordinator.config_entry.title for entity in away))
            },
        )
    return chosen


def _cameras(hass: HomeAssistant) -> dict[str, IpcamCgiEntity]:
    return {
        entity_id: entity
        for platform in async_get_platforms(hass, DOMAIN)
        if platform.domain == Platform.CAMERA
        for entity_id, entity in platform.entities.items()
        if isinstance(entity, IpcamCgiEntity)
    }


def _require_loaded(hass: HomeAssistant, absent: Iterable[str]) -> None:
    registry = er.async_get(hass)
    for entity_id in absent:
        entry = registry.async_get(entity_id)
        if entry is not None and entry.platform == DOMAIN:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="not_loaded",
                translation_placeholders={"entity": entity_id},
            )
