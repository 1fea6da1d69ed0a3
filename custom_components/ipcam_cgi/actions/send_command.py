"""Any command of a camera's manual by its own name, checked against the manual before it is sent."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from ..entity import IpcamCgiEntity
from ..ipcam import Camera, Command, Effect, shown
from . import Action
from .files import read_file


async def _send_command(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    camera = entity.camera
    name = data.get("command")
    if name is None:
        return {"commands": {each.name: _described(each) for each in camera.commands.catalogue.values()}}
    command = camera.commands.command(name)
    body = None
    if "file" in data:
        # What the manual or the account forbids is said before any file is looked at.
        camera.commands.check(name, data["parameters"], confirm=data["confirm"], upload=True)
        body = await read_file(entity.hass, data["file"])
    reply = await camera.run(name, data["parameters"], confirm=data["confirm"], body=body)
    return dict(shown(command, reply))


def _described(command: Command) -> JsonObjectType:
    described: JsonObjectType = {
        "doc": command.doc,
        "effect": str(command.effect),
        "account": command.access.name.lower(),
        "confirm": command.effect is Effect.DESTRUCTIVE,
        "file": bool(command.upload),
        "parameters": {
            param.name: {
                "doc": param.doc,
                "limits": param.codec.limits,
                "required": param.required,
            }
            for param in command.params
        },
    }
    if command.since:
        described["since"] = command.since
    if command.note:
        described["note"] = command.note
    return described


def _always(camera: Camera) -> bool:
    return True


ACTIONS = {
    "send_command": Action(
        run=_send_command,
        has=_always,
        fields={
            vol.Optional("command"): cv.string,
            vol.Optional("parameters", default=dict): dict,
            vol.Optional("file"): cv.string,
            vol.Optional("confirm", default=False): cv.boolean,
        },
        response=SupportsResponse.OPTIONAL,
        admin=True,
    ),
}
