"""What a bug report needs, without a secret; the simulator can load it."""

from dataclasses import asdict
import re
from typing import Any

from homeassistant.core import HomeAssistant

from .coordinator import CameraConfigEntry
from .ipcam.catalogue import Command, Record
from .ipcam.values import Text

REDACTED = "**REDACTED**"

# Newer firmware has fields that no manual lists; these names give away what they hold.
_SUSPECT = re.compile(
    r"pwd|passw|psk|key\d|user\d?_name|_user$|usr|url|ssid|host|svr|mac|(^|_)id$|ip$|gateway|dns|mail_|friend"
    r"|alias",
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
            commands[name].group or name: redacted(commands[name], record)
            for name, record in device.records.items()
        },
        "streams": {key: asdict(stats) for key, stats in device.pictures.stats().items()},
        "requests": device.session.transport.requests,
    }


def redacted(command: Command, record: Record) -> dict[str, str]:
    """Return a reply without what is nobody else's business."""
    codecs = {field.name: field.codec for field in command.returns}

    def is_private(name: str) -> bool:
        codec = codecs.get(name)
        if codec is not None and (codec.secret or not isinstance(codec, Text)):
            # A documented number or choice gives nothing away.
            return codec.secret
        return _SUSPECT.search(name) is not None

    return {name: REDACTED if text and is_private(name) else text for name, text in record.items()}
