"""What a camera can be told to do once, and the arrows that move it."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonDeviceClass, ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry, CameraCoordinator
from .entity import FeatureDescription, FeatureEntity, IpcamCgiEntity, supported
from .ipcam import Move, features as f

# The session sends one request at a time, and a stop must not wait for the movement that it ends.
PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class ActionDescription(FeatureDescription[None], ButtonEntityDescription):
    """Something that can only be done."""


def _action(
    feature: f.Feature[None],
    category: EntityCategory = EntityCategory.CONFIG,
    *,
    device_class: ButtonDeviceClass | None = None,
    enabled: bool = False,
) -> ActionDescription:
    return ActionDescription(
        key=feature.key,
        feature=feature,
        device_class=device_class,
        entity_category=category,
        entity_registry_enabled_default=enabled,
    )


ACTIONS = (
    _action(f.RESTART, device_class=ButtonDeviceClass.RESTART, enabled=True),
    _action(f.SYNC_CLOCK),
    _action(f.TEST_MAIL, EntityCategory.DIAGNOSTIC),
    _action(f.TEST_FTP, EntityCategory.DIAGNOSTIC),
    _action(f.RESET_IMAGE),
    _action(f.CLEAR_ALARM_OUTPUT),
    _action(f.RELOAD_RECORDINGS, EntityCategory.DIAGNOSTIC),
    _action(f.TRIGGER_ALARM_INPUT, EntityCategory.DIAGNOSTIC),
    _action(f.SNAPSHOT_TO_SD_CARD, EntityCategory.DIAGNOSTIC),
    _action(f.SNAPSHOT_TO_FTP, EntityCategory.DIAGNOSTIC),
    _action(f.SNAPSHOT_TO_MAIL, EntityCategory.DIAGNOSTIC),
    _action(f.SNAPSHOT_TO_NFS, EntityCategory.DIAGNOSTIC),
    _action(f.ONE_PUSH_FOCUS),
    _action(f.RESET_LENS),
)

STEPS = {
    "ptz_up": Move(tilt=1),
    "ptz_down": Move(tilt=-1),
    "ptz_left": Move(pan=-1),
    "ptz_right": Move(pan=1),
    "ptz_up_left": Move(pan=-1, tilt=1),
    "ptz_up_right": Move(pan=1, tilt=1),
    "ptz_down_left": Move(pan=-1, tilt=-1),
    "ptz_down_right": Move(pan=1, tilt=-1),
    "ptz_zoom_in": Move(zoom=1),
    "ptz_zoom_out": Move(zoom=-1),
}
STOP = "ptz_stop"
CENTER = "ptz_center"
REFRESH = "refresh"

# For the corners two steps do, and few of these cameras have a lens that moves.
DIRECTIONS = {"ptz_up", "ptz_down", "ptz_left", "ptz_right"}
ZOOM = {"ptz_zoom_in", "ptz_zoom_out"}


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add what this camera can do."""
    coordinator = entry.runtime_data
    ptz = coordinator.camera.ptz
    buttons: list[ButtonEntity] = [ActionButton(coordinator, row) for row in supported(coordinator, ACTIONS)]
    steps = [key for key, move in STEPS.items() if ptz.can(move)]
    buttons += [MoveButton(coordinator, key) for key in steps]
    if steps:
        buttons.append(StopButton(coordinator, STOP))
    if ptz.can_center:
        buttons.append(CenterButton(coordinator, CENTER))
    buttons.append(RefreshButton(coordinator, REFRESH))
    async_add_entities(buttons)


class ActionButton(FeatureEntity[None], ButtonEntity):
    """Something that a camera does once."""

    entity_description: ActionDescription

    @override
    async def async_press(self) -> None:
        await self.write(None)


class MoveButton(IpcamCgiEntity, ButtonEntity):
    """One step in one direction."""

    def __init__(self, coordinator: CameraCoordinator, key: str) -> None:
        """Move as `key` says."""
        super().__init__(coordinator, key)
        self._move = STEPS[key]
        zooms = self.camera.ptz.has_zoom or self.camera.supports(f.ZOOM_FOCUS)
        self._attr_entity_registry_enabled_default = key in DIRECTIONS or (zooms and key in ZOOM)

    @override
    async def async_press(self) -> None:
        with self.translated():
            await self.camera.ptz.step(self._move)


class StopButton(IpcamCgiEntity, ButtonEntity):
    """Stops every movement."""

    @override
    async def async_press(self) -> None:
        with self.translated():
            await self.camera.ptz.halt()


class CenterButton(IpcamCgiEntity, ButtonEntity):
    """Goes to the middle."""

    @override
    async def async_press(self) -> None:
        with self.translated():
            await self.camera.ptz.home()


class RefreshButton(IpcamCgiEntity, ButtonEntity):
    """Reads all settings again now."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False

    @override
    async def async_press(self) -> None:
        self.camera.expire()
        await self.coordinator.async_refresh()
