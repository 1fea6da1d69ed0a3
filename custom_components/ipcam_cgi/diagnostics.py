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
    r"pwd|passw|psk|key\d|user|usr|url|ssid|ap$|^ap\d|host|svr|server|mac|(^|_|stream|u)id$|ip$|addr|gate|dns"
    r"|mail_|sender|rec(ei|ie)ver|friend|alias|(?<!model)(?<!product)name$|title|textstr|mount",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|://")


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

    def is_private(name: str, text: str) -> bool:
        codec = codecs.get(name)
        if codec is not None and (codec.secret or not isinstance(codec, Text)):
            # A documented number or choice gives nothing away.
            return codec.secret
        return bool(_SUSPECT.search(name) or _ADDRESS.search(text))

    return {name: REDACTED if text and is_private(name, text) else text for name, text in record.items()}
