"""Alarms as they come: pushed where the camera does that, polled otherwise."""

from argparse import Namespace
import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from datetime import datetime

from .. import (
    AuthError,
    Camera,
    CameraConnectionError,
    CameraError,
    Feature,
    PermissionDeniedError,
    UnsupportedError,
)
from .output import Progress, complain, say, write_json
from .values import json_of, text_of

PAUSE = 5.0
"""Seconds until events that ended are asked for again; meanwhile the camera is polled."""

type Alarms = Mapping[Feature, object]


async def watch(camera: Camera, arguments: Namespace, progress: Progress) -> None:
    """Write a line for each change of an alarm until Ctrl-C."""
    async with progress.during("reading the alarms", lambda: camera.requests_sent):
        await camera.poll(camera.capabilities.alarms)
    # The same replies tell numbers that never stand still, such as the clock.
    alarms = [each for each in camera.capabilities.alarms if each.kind is bool and camera.supports(each)]
    if not alarms:
        raise UnsupportedError("this camera tells no alarms")
    shown: dict[Feature, object] = {}
    async with aclosing(_states(camera, alarms, arguments.interval)) as states:
        async for state in states:
            for feature, value in state.items():
                if feature not in shown or shown[feature] != value:
                    shown[feature] = value
                    _report(feature, value, as_json=arguments.json)


def _report(feature: Feature, value: object, *, as_json: bool) -> None:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    if as_json:
        write_json({"time": now, "feature": feature.key, "value": json_of(value)}, indent=None)
    else:
        say(f"{now} {feature.key}: {text_of(value)}")


async def _states(camera: Camera, alarms: Collection[Feature], interval: float) -> AsyncGenerator[Alarms]:
    """Yield the state of the alarms whenever it may have changed."""

    def present() -> Alarms:
        return {feature: camera.state.get(feature) for feature in alarms}

    pushed: asyncio.Queue[Alarms] = asyncio.Queue()

    async def listen() -> None:
        while True:
            try:
                async with aclosing(camera.events()) as events:
                    async for _ in events:
                        pushed.put_nowait(present())
            except AuthError, PermissionDeniedError, UnsupportedError:
                # A refused login ends the next poll, too.
                return
            except CameraError:
                pass
            await asyncio.sleep(PAUSE)

    yield present()
    listening = asyncio.create_task(listen()) if camera.has_events else None
    away = False
    try:
        while True:
            try:
                async with asyncio.timeout(interval):
                    while True:
                        yield await pushed.get()
            except TimeoutError:
                pass
            try:
                await camera.poll(alarms)
                same = await camera.verify_identity() == camera.identity
            except CameraConnectionError as error:
                if not away:
                    complain(f"{error}; trying again")
                away = True
                continue
            away = False
            if not same:
                raise CameraError("another camera answers, or the account's rights have changed")
            yield present()
    finally:
        if listening is not None:
            listening.cancel()
