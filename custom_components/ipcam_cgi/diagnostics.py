"""What a bug report needs, without a secret; the simulator can load it."""

from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from .coordinator import CameraConfigEntry
from .redaction import redacted


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: CameraConfigEntry) -> dict[str, Any]:
    """Return the camera's state as it was last read."""
    coordinator = entry.runtime_data
    device = coordinator.device
    commands = device.dialect.commands
    return {
        "dialect": device.session.dialect.name,
        "firmware": device.identity.firmware,
        "model": device.identity.model,
        "role": device.role.name.lower(),
        "options": {name: value for name, value in entry.options.items() if name != "presets"},
        "available": coordinator.last_update_success,
        "failed": dict(device.state.failed),
        "records": {
            commands[name].group or name: redacted(commands[name], record)
            for name, record in device.records.items()
        },
        "streams": {key: asdict(stats) for key, stats in device.pictures.stats().items()},
        "rate": device.pictures.rate,
        "requests": device.session.transport.requests,
    }
