"""One event for every alarm of a camera, for automations that want no state."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry, CameraCoordinator
from .entity import IpcamCgiEntity
from .ipcam import features as f

PARALLEL_UPDATES = 0

ALARMS = {feature.key: feature for feature in f.ALARMS}


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the event of a camera that has alarms."""
    coordinator = entry.runtime_data
    if any(coordinator.camera.supports(feature) for feature in ALARMS.values()):
        async_add_entities([AlarmEvent(coordinator)])


class AlarmEvent(IpcamCgiEntity, EventEntity):
    """Fires when an alarm begins."""

    def __init__(self, coordinator: CameraCoordinator) -> None:
        """Watch every alarm that the camera has."""
        self._alarms = {
            kind: feature for kind, feature in ALARMS.items() if coordinator.camera.supports(feature)
        }
        super().__init__(coordinator, "alarm", self._alarms.values())
        self._attr_event_types = list(self._alarms)
        self._active = self._now_active()
        """The alarms that last; None until the camera has told anything since the start."""

    def _now_active(self) -> set[str] | None:
        state = self.camera.state
        if not state.records:
            return None
        return {kind for kind, feature in self._alarms.items() if state.get(feature)}

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        active = self._now_active()
        # What lasts when it is told first may have begun long before.
        begun = set() if active is None or self._active is None else active - self._active
        self._active = active
        for kind in sorted(begun):
            self._trigger_event(kind)
            self.async_write_ha_state()
        if not begun:
            super()._handle_coordinator_update()
