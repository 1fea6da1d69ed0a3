"""What a bug report needs, without a secret; the simulator can load it."""

from dataclasses import asdict
import re
from typing import Any

from homeassistant.core import HomeAssistant

from .coordinator import CameraConfigEntry
from .ipcam.catalogue import Command, Record

REDACTED = "**REDACTED**"

# Newer firmware has fields that no manual lists; these names give away what they hold.
_SUSPECT = re.compile(
    r"pwd|passw|psk|key\d|user\d?_name|_user$|usr|url|ssid|host|mac|(^|_)id$|ip$|gateway|dns|mail_|friend|alias",
    re.IGNORECASE,
)


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
            commands[name].group or name: _redacted(commands[name], record)
            for name, record in device.records.items()
        },
        "streams": {key: asdict(stats) for key, stats in device.pictures.stats().items()},
        "requests": device.session.transport.requests,
    }


def _redacted(command: Command, record: Record) -> dict[str, str]:
    secrets = command.secrets
    return {
        name: REDACTED if text and (name in secrets or _SUSPECT.search(name)) else text
        for name, text in record.items()
    }
