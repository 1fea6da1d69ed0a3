"""What the subcommands do."""

from argparse import Namespace
import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from pathlib import Path
import sys
from types import NoneType

from .. import (
    REGISTRY,
    Camera,
    CameraError,
    Choice,
    Effect,
    Feature,
    InvalidValueError,
    Move,
    UnsupportedError,
    features,
    probe,
    readable,
    shown,
)
from .connection import open_transport
from .dump import dump
from .output import Progress, complain, say, write_fields, write_json
from .values import Json, json_of, limits_json, limits_text, suggestion, switch, text_of
from .watch import watch

DIRECTIONS: Mapping[str, Move] = {
    "up": Move(tilt=1),
    "down": Move(tilt=-1),
    "left": Move(pan=-1),
    "right": Move(pan=1),
    "up-left": Move(pan=-1, tilt=1),
    "up-right": Move(pan=1, tilt=1),
    "down-left": Move(pan=-1, tilt=-1),
    "down-right": Move(pan=1, tilt=-1),
    "zoom-in": Move(zoom=1),
    "zoom-out": Move(zoom=-1),
    "focus-near": Move(focus=-1),
    "focus-far": Move(focus=1),
    "iris-open": Move(iris=1),
    "iris-close": Move(iris=-1),
}


async def find(arguments: Namespace, progress: Progress) -> None:
    """Say which manual a camera follows; nobody logs in."""
    async with open_transport(arguments) as transport:
        async with progress.during(f"asking {arguments.host}", lambda: transport.requests):
            found = await probe(transport)
        told = {"dialect": found.dialect, "manual": REGISTRY[found.dialect].title}
        write_fields(told | {"id": found.id, "name": readable(found.name)}, as_json=arguments.json)


async def get(camera: Camera, arguments: Namespace, progress: Progress) -> None:
    """Write the values of features, by default of all that the camera has."""
    wanted: list[Feature] = arguments.features
    for feature in wanted:
        _require(camera, feature)
    async with progress.during("reading the settings", lambda: camera.requests_sent):
        await camera.poll(wanted or None)
    for feature in wanted:
        _require(camera, feature)
        if not camera.is_available(feature):
            raise CameraError(f"{feature.key} could not be read")
    known = wanted or [each for each in camera.dialect.bindings if camera.supports(each)]
    if not wanted and not arguments.limits:
        known = [each for each in known if each.kind is not NoneType]
    for feature in sorted(known, key=lambda each: each.key) if not arguments.json else ():
        allowed = limits_text(feature, camera.limits(feature)) if arguments.limits else ""
        value = text_of(camera.state.get(feature))
        say(
            f"{feature.key}: {value}"
            + (f"  ({allowed})" if allowed and _is_settable(camera, feature) else "")
        )
    if arguments.json:
        write_json({feature.key: _told(camera, feature, limits=arguments.limits) for feature in known})


def _require(camera: Camera, feature: Feature) -> None:
    if not camera.supports(feature):
        raise UnsupportedError(f"this camera, with this account, has no {feature.key}")


def _is_settable(camera: Camera, feature: Feature) -> bool:
    return bool(camera.dialect.bindings[feature].commands)


def _told(camera: Camera, feature: Feature, *, limits: bool) -> Json:
    value = json_of(camera.state.get(feature))
    if not limits:
        return value
    return {
        "value": value,
        "settable": _is_settable(camera, feature),
        "limits": limits_json(camera.limits(feature)),
    }


async def put(camera: Camera, arguments: Namespace, progress: Progress) -> None:
    """Set one feature, and write what the camera made of it."""
    feature: Feature = arguments.feature
    value = arguments.value
    _require(camera, feature)
    commands = camera.dialect.bindings[feature].commands
    if not commands:
        raise UnsupportedError(f"{feature.key} can only be read")
    if any(each.effect is Effect.DESTRUCTIVE for each in commands) and not arguments.confirm:
        raise InvalidValueError(f"{feature.key} can cut you off from the camera: add --confirm")
    async with progress.during("setting", lambda: camera.requests_sent):
        # What it can be set to follows from what it is set to.
        await camera.poll([feature])
        _require(camera, feature)
        if isinstance(choice := camera.limits(feature), Choice):
            value = choice.decode(choice.encode(str(value)))
        await camera.write(feature, value)
    if feature.kind is NoneType:
        return
    now = camera.state.get(feature)
    write_fields({feature.key: now}, as_json=arguments.json)
    if isinstance(value, bool | int | str) and now not in (value, None):
        raise CameraError(f"it took the command, but tells {text_of(now)} for {feature.key}")


async def snapshot(camera: Camera, arguments: Namespace, progress: Progress) -> None:
    """Write one picture to a file, or to standard output for `-`."""
    key = arguments.stream or camera.streams.keys[0]
    if key not in camera.streams.keys:
        raise UnsupportedError(f"this camera has no stream {key!r}, but {', '.join(camera.streams.keys)}")
    async with progress.during("taking a picture"):
        picture = await camera.streams.still(key)
    if arguments.file == "-":
        sys.stdout.buffer.write(picture)
        sys.stdout.flush()
    else:
        await asyncio.to_thread(Path(arguments.file).write_bytes, picture)


async def ptz(camera: Camera, arguments: Namespace, progress: Progress) -> None:
    """Move the camera; every movement ends with a stop, however this ends."""
    match arguments.action:
        case "stop":
            await camera.ptz.halt()
        case "home":
            await camera.ptz.home()
        case "preset":
            await camera.poll([features.PRESET])
            await camera.recall(arguments.name)
        case direction:
            move = replace(DIRECTIONS[direction], speed=arguments.speed)
            if arguments.duration is None:
                await camera.ptz.step(move)
            else:
                async with progress.during(f"moving {direction}"):
                    await camera.ptz.move(move, arguments.duration)


async def run(camera: Camera, arguments: Namespace, progress: Progress) -> None:
    """Run any command of the manual, checked against it first, and write the fields of its reply."""
    catalogue = camera.commands.catalogue
    if arguments.command not in catalogue:
        close = suggestion(arguments.command, catalogue)
        raise UnsupportedError(f"the manual has no command {arguments.command!r}{close}")
    command = catalogue[arguments.command]
    values: dict[str, object] = dict(arguments.values)
    for param in command.params:
        text = values.get(param.name)
        if param.codec.kind is bool and isinstance(text, str) and not text.isdigit():
            try:
                values[param.name] = switch(text)
            except ValueError:
                # Some manuals have words of their own.
                continue
    async with progress.during(f"running {command.name}"):
        reply = await camera.run(command.name, values, confirm=arguments.confirm, body=arguments.content)
    fields = shown(command, reply)
    if arguments.json:
        write_json(dict[str, Json](fields))
    else:
        for name, text in fields.items():
            say(f"{name}={text}")
    if not fields and command.effect is Effect.READ:
        complain("the reply has no fields that could be shown")


ON_A_CAMERA: Mapping[str, Callable[[Camera, Namespace, Progress], Coroutine[None, None, None]]] = {
    "get": get,
    "set": put,
    "watch": watch,
    "snapshot": snapshot,
    "ptz": ptz,
    "run": run,
    "dump": dump,
}
"""The subcommands that log in."""
