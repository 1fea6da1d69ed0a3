"""The actions: moving, presets, and any command of the camera's manual."""

from typing import Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_platform_entity_service
import voluptuous as vol

from .const import DOMAIN
from .entity import CameraEntity
from .ipcam.dialect import Move
from .ipcam.errors import InvalidValue

PAN = {"left": -1, "right": 1}
TILT = {"down": -1, "up": 1}
ZOOM = {"out": -1, "in": 1}
FOCUS = {"near": -1, "far": 1}
IRIS = {"close": -1, "open": 1}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""

    def register(
        name: str,
        schema: dict[Any, Any],
        function: Any,
        response: SupportsResponse = SupportsResponse.NONE,
    ) -> None:
        async_register_platform_entity_service(
            hass,
            DOMAIN,
            name,
            entity_domain=Platform.CAMERA,
            schema=schema,
            func=function,
            supports_response=response,
        )

    register(
        "ptz_move",
        {
            vol.Optional("pan"): vol.In(PAN),
            vol.Optional("tilt"): vol.In(TILT),
            vol.Optional("zoom"): vol.In(ZOOM),
            vol.Optional("focus"): vol.In(FOCUS),
            vol.Optional("iris"): vol.In(IRIS),
            vol.Optional("speed"): vol.All(vol.Coerce(int), vol.Range(1, 100)),
            vol.Optional("duration"): vol.All(vol.Coerce(float), vol.Range(0.1, 30)),
            vol.Optional("continuous", default=False): cv.boolean,
        },
        _ptz_move,
    )
    register("ptz_stop", {}, _ptz_stop)
    register(
        "ptz_preset",
        {
            vol.Required("preset"): vol.All(vol.Coerce(str), vol.Length(1, 64)),
            vol.Optional("action", default="go"): vol.In(("go", "save", "delete")),
        },
        _ptz_preset,
    )
    register(
        "send_command",
        {
            vol.Optional("command"): cv.string,
            vol.Optional("parameters", default=dict): dict,
            vol.Optional("confirm", default=False): cv.boolean,
        },
        _send_command,
        SupportsResponse.OPTIONAL,
    )


async def _ptz_move(entity: CameraEntity, call: ServiceCall) -> None:
    data = call.data
    move = Move(
        pan=PAN.get(data.get("pan", ""), 0),
        tilt=TILT.get(data.get("tilt", ""), 0),
        zoom=ZOOM.get(data.get("zoom", ""), 0),
        focus=FOCUS.get(data.get("focus", ""), 0),
        iris=IRIS.get(data.get("iris", ""), 0),
        speed=data.get("speed"),
    )
    motor = entity.device.motor
    with entity.translated():
        if data["continuous"]:
            await motor.start(move)
        elif "duration" in data:
            await motor.move(move, data["duration"])
        else:
            await motor.step(move)


async def _ptz_stop(entity: CameraEntity, call: ServiceCall) -> None:
    with entity.translated():
        await entity.device.motor.halt()


async def _ptz_preset(entity: CameraEntity, call: ServiceCall) -> None:
    motor = entity.device.motor
    preset = call.data["preset"]
    with entity.translated():
        match call.data["action"]:
            case "save":
                await motor.save(preset)
            case "delete":
                await motor.delete(preset)
            case _:
                await entity.device.recall(preset)


async def _send_command(entity: CameraEntity, call: ServiceCall) -> ServiceResponse:
    device = entity.device
    name = call.data.get("command")
    if name is None:
        return {"commands": {key: command.doc for key, command in device.dialect.commands.items()}}
    with entity.translated():
        command = device.dialect.command(name)
        if command.effect == "stream" or command.upload:
            raise InvalidValue("cannot be sent this way", command=name)
        reply = await device.run(name, call.data["parameters"], confirm=call.data["confirm"])
    return {key: "**" if key in command.secrets else value for key, value in reply.items()}
