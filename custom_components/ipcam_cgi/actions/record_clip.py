"""Clips of the live picture, from before they are asked for to a while after."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from time import monotonic
from typing import TYPE_CHECKING, Any

from homeassistant.const import CONF_FILENAME
from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..clip import Clip, ClipWriter, NoEncoderError
from ..const import DOMAIN
from ..entity import IpcamCgiEntity
from ..ipcam import MAX_PRE_ROLL, Camera, CameraConnectionError, CameraError, Frame, ReplyError
from . import Action, refusal
from .files import allowed, work_on

if TYPE_CHECKING:
    from ..camera import CgiCamera

MAX_CLIPS = 3
"""Clips of one picture that are recorded at a time."""
MAX_CLIP_SECONDS = 120
"""Seconds that are recorded at most from the moment on when somebody asks for it."""


async def _record(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    # Brings Home Assistant's streams and numpy: every start would wait for them.
    from ..camera import CgiCamera  # noqa: PLC0415

    asked_at = monotonic()
    if not isinstance(entity, CgiCamera):
        raise TypeError(entity)
    if data["before"] and entity.pre_roll is None:
        raise refusal("no_pre_roll", entity)
    if entity.clips >= MAX_CLIPS:
        raise refusal("too_many_clips", entity, most=str(MAX_CLIPS))
    path = data[CONF_FILENAME].async_render(parse_result=False)
    entity.clips += 1
    try:
        clip = await _film(entity, path, asked_at - data["before"], asked_at + data["after"])
    finally:
        entity.clips -= 1
    return entity.clip_recorded(path, clip)


async def _film(entity: CgiCamera, path: str, since: float, until: float) -> Clip:
    """Record what comes between two times on the clock of `time.monotonic`, or as much of it as there is."""
    hass, broadcaster = entity.hass, entity.broadcaster
    try:
        writer = await work_on(hass, path, lambda: ClipWriter(allowed(hass, path)))
    except NoEncoderError:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_encoder") from None
    seen = 0
    failure: CameraError | None = None

    async def take(*frames: Frame) -> None:
        nonlocal seen
        seen = frames[-1].number
        await work_on(hass, path, lambda: writer.add(frames))

    try:
        try:
            async with asyncio.timeout(until - monotonic()), aclosing(broadcaster.frames()) as frames:
                # While these are encoded, the next ones come and are kept.
                while entity.pre_roll and (kept := entity.pre_roll.since(since, seen)):
                    await take(*kept)
                async for frame in frames:
                    # A camera that is away repeats its last picture.
                    if frame.number > seen and frame.at >= since:
                        await take(frame)
        except TimeoutError:
            pass
        except CameraError as error:
            failure = error
        clip = await work_on(hass, path, writer.finish)
    finally:
        await hass.async_add_executor_job(writer.discard)
    if clip is None:
        if seen:
            raise ReplyError("no picture can be decoded")
        raise failure or CameraConnectionError(broadcaster.stats.last_error or "no picture came in time")
    return clip


def _has_pictures(camera: Camera) -> bool:
    return bool(camera.streams.keys)


ACTIONS = {
    "record_clip": Action(
        run=_record,
        has=_has_pictures,
        fields={
            vol.Required(CONF_FILENAME): cv.template,
            vol.Optional("before", default=0): vol.All(vol.Coerce(float), vol.Range(0, MAX_PRE_ROLL)),
            vol.Optional("after", default=10): vol.All(vol.Coerce(float), vol.Range(1, MAX_CLIP_SECONDS)),
        },
        response=SupportsResponse.OPTIONAL,
    ),
}
