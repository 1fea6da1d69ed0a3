"""Moving: directions, presets and patrols."""

from collections.abc import Mapping
from typing import Any

from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..entity import IpcamCgiEntity
from ..ipcam import MAX_DURATION, Camera, InvalidValueError, Move, UnsupportedError, features as f
from . import Action

PAN = {"left": -1, "right": 1}
TILT = {"down": -1, "up": 1}
ZOOM = {"out": -1, "in": 1}
FOCUS = {"near": -1, "far": 1}
IRIS = {"close": -1, "open": 1}

OFF = "off"
"""The option of every patrol select that ends it."""
PATROLS = {"": f.PATROL, "autopan": f.AUTO_PAN_PATROL, "tour": f.PRESET_PATROL}
"""What goes on by itself, by the word that comes before its name."""
NAME = vol.All(vol.Coerce(str), vol.Length(1, 64))


async def _move(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    move = Move(
        pan=PAN.get(data.get("pan", ""), 0),
        tilt=TILT.get(data.get("tilt", ""), 0),
        zoom=ZOOM.get(data.get("zoom", ""), 0),
        focus=FOCUS.get(data.get("focus", ""), 0),
        iris=IRIS.get(data.get("iris", ""), 0),
        speed=data.get("speed"),
        degree=data.get("degree"),
    )
    ptz = entity.camera.ptz
    if move.degree is not None and (data["continuous"] or "duration" in data):
        raise InvalidValueError("either a duration or degrees can be given, not both")
    if data["continuous"]:
        await ptz.start(move)
    elif "duration" in data:
        await ptz.move(move, data["duration"])
    else:
        await ptz.step(move)


async def _stop(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    await entity.camera.ptz.halt()


async def _preset(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    ptz = entity.camera.ptz
    preset = data["preset"]
    match data["action"]:
        case "save":
            await ptz.save(preset)
        case "delete":
            await ptz.delete(preset)
        case _:
            await entity.camera.recall(preset)


async def _patrol(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    camera = entity.camera
    tasks = camera.tasks
    match data["action"]:
        case "stop":
            for patrol in PATROLS.values():
                if camera.supports(patrol):
                    await camera.write(patrol, OFF)
        case "start":
            await _start(camera, _named(data))
        case "save" if tasks.supports("save_route"):
            if not data["presets"]:
                raise InvalidValueError("presets are required for a patrol")
            if len(data["seconds"]) > len(data["presets"]):
                raise InvalidValueError("more times than presets were given")
            await tasks.save_route(_named(data), data["presets"], data["seconds"])
        case "delete" if tasks.supports("delete_route"):
            await tasks.delete_route(_named(data))
        case _:
            raise UnsupportedError("this camera's patrols are built in: they can only be started and stopped")


async def _start(camera: Camera, name: str) -> None:
    kind, _, which = name.partition(" ")
    if (patrol := PATROLS.get(kind)) and camera.supports(patrol):
        await camera.write(patrol, which)
    elif camera.is_documented(f.PATROL):
        await camera.write(f.PATROL, name)
    else:
        kinds = [kind for kind, patrol in PATROLS.items() if camera.supports(patrol)]
        examples = ", ".join(f"'{kind} 1'" for kind in kinds)
        raise InvalidValueError(f"a patrol of this camera is called by kind and number: {examples}")


def _named(data: Mapping[str, Any]) -> str:
    if "patrol" not in data:
        raise InvalidValueError("a name for the patrol is required")
    name: str = data["patrol"]
    return name


def _has_motors(camera: Camera) -> bool:
    return camera.ptz.is_documented


def _has_presets(camera: Camera) -> bool:
    return camera.ptz.has_presets


def _has_patrols(camera: Camera) -> bool:
    return any(map(camera.is_documented, PATROLS.values()))


ACTIONS = {
    "ptz_move": Action(
        run=_move,
        has=_has_motors,
        fields={
            vol.Optional("pan"): vol.In(PAN),
            vol.Optional("tilt"): vol.In(TILT),
            vol.Optional("zoom"): vol.In(ZOOM),
            vol.Optional("focus"): vol.In(FOCUS),
            vol.Optional("iris"): vol.In(IRIS),
            vol.Optional("speed"): vol.All(vol.Coerce(int), vol.Range(1, 100)),
            vol.Optional("duration"): vol.All(vol.Coerce(float), vol.Range(0.1, MAX_DURATION)),
            vol.Optional("degree"): vol.All(vol.Coerce(int), vol.Range(1, 360)),
            vol.Optional("continuous", default=False): cv.boolean,
        },
    ),
    "ptz_stop": Action(run=_stop, has=_has_motors),
    "ptz_preset": Action(
        run=_preset,
        has=_has_presets,
        fields={
            vol.Required("preset"): NAME,
            vol.Optional("action", default="go"): vol.In(("go", "save", "delete")),
        },
    ),
    "ptz_patrol": Action(
        run=_patrol,
        has=_has_patrols,
        fields={
            vol.Optional("action", default="start"): vol.In(("start", "stop", "save", "delete")),
            vol.Optional("patrol"): NAME,
            vol.Optional("presets", default=list): vol.All(cv.ensure_list, [NAME]),
            vol.Optional("seconds", default=list): vol.All(
                cv.ensure_list, [vol.All(vol.Coerce(int), vol.Range(0, 3600))]
            ),
        },
    ),
}
