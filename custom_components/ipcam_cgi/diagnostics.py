"""What a bug report needs, without a secret; the simulator can load it."""

from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from .coordinator import CameraConfigEntry
from .ipcam import REDACTED, features as f, redacted


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: CameraConfigEntry) -> dict[str, Any]:
    """Return the camera's state as it was last read."""
    coordinator = entry.runtime_data
    camera = coordinator.camera
    commands = camera.commands.catalogue
    # Some cameras tell the name that their owner gave them as their model.
    own_names = {camera.identity.name, camera.state.get(f.DEVICE_NAME)} - {"", None}

    def anonymous(text: str) -> str:
        return REDACTED if text in own_names else text

    return {
        "dialect": camera.dialect_name,
        "firmware": camera.identity.firmware,
        "model": anonymous(camera.identity.model),
        "role": camera.identity.role.name.lower(),
        "options": {name: value for name, value in entry.options.items() if name != "presets"},
        "available": coordinator.last_update_success,
        "failed": dict(camera.state.failed),
        "records": {
            commands[name].group or name: {
                field: anonymous(text) for field, text in redacted(commands[name], record).items()
            }
            for name, record in camera.state.records.items()
        },
        "streams": {key: asdict(stats) for key, stats in camera.streams.stats().items()},
        "rate": camera.streams.rate,
        "requests": camera.requests_sent,
    }
