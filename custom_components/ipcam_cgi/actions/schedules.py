"""Weekly plans, watched areas and privacy masks: read and written in neutral terms."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..entity import IpcamCgiEntity
from ..ipcam import (
    DAY,
    DAYS,
    NOWHERE,
    Camera,
    Grid,
    InvalidValueError,
    Rectangle,
    Span,
    WeekPlan,
    clock,
    features as f,
)
from . import Action, refusal

PLANS: Mapping[str, f.Feature[WeekPlan]] = {
    "alarm": f.ALARM_PLAN,
    "alarm_input": f.ALARM_INPUT_PLAN,
    "sound": f.SOUND_PLAN,
    "ftp": f.FTP_PLAN,
    "record": f.RECORD_PLAN,
    "snapshot": f.SNAPSHOT_PLAN,
    "privacy": f.PRIVACY_PLAN,
    "infrared": f.INFRARED_PLAN,
}
SWITCHES: Mapping[f.Feature[WeekPlan], f.Feature[bool]] = {
    f.ALARM_PLAN: f.ALARM_SCHEDULE,
    f.FTP_PLAN: f.FTP_SCHEDULE,
    f.RECORD_PLAN: f.RECORD_SCHEDULE,
    f.SNAPSHOT_PLAN: f.SNAPSHOT_SCHEDULE,
    f.PRIVACY_PLAN: f.PRIVACY_SCHEDULE,
}
"""What decides whether a plan counts."""

PERCENT = vol.All(vol.Coerce(float), vol.Range(0, 100))
SIDES = ("left", "top", "width", "height")


def _minutes(value: Any) -> int:
    """Return a time of day, `24:00` for the end of it, in minutes."""
    # The last is what Home Assistant's own schedule keeps for the end of a day.
    if str(value).strip() in ("24:00", "24:00:00", "23:59:59.999999"):
        return DAY
    time = cv.time(value)
    if time.second or time.microsecond:
        raise vol.Invalid(f"{value} is finer than a minute")
    return time.hour * 60 + time.minute


SPAN = vol.Schema({vol.Required("from"): _minutes, vol.Required("to"): _minutes}, extra=vol.REMOVE_EXTRA)
WEEK = vol.Schema({vol.Optional(day, default=list): vol.All(cv.ensure_list, [SPAN]) for day in DAYS})


async def _get_schedule(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    camera = entity.camera
    plan = _plan(entity, data["schedule_type"])
    week = await camera.read(plan)
    return {
        "schedule": {
            day: [{"from": _time(start), "to": _time(end)} for start, end in spans]
            for day, spans in zip(DAYS, week.days, strict=True)
        },
        "enabled": _enabled(camera, plan),
    }


async def _set_schedule(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    camera = entity.camera
    plan = _plan(entity, data["schedule_type"])
    switch = SWITCHES.get(plan)
    if "enabled" in data and (switch is None or not camera.supports(switch)):
        raise InvalidValueError("this camera cannot turn this schedule on or off")
    await camera.write(plan, WeekPlan(tuple(_spans(data["schedule"][day]) for day in DAYS)))
    if "enabled" in data and switch is not None:
        await camera.write(switch, data["enabled"])


def _plan(entity: IpcamCgiEntity, name: str) -> f.Feature[WeekPlan]:
    if entity.camera.supports(PLANS[name]):
        return PLANS[name]
    there = [each for each, plan in PLANS.items() if entity.camera.supports(plan)]
    raise refusal("no_such_schedule", entity, schedule=name, instead=", ".join(there) or "-")


def _enabled(camera: Camera, plan: f.Feature[WeekPlan]) -> bool | None:
    switch = SWITCHES.get(plan)
    return camera.state.get(switch) if switch and camera.supports(switch) else None


def _spans(day: list[dict[str, int]]) -> tuple[Span, ...]:
    return tuple((each["from"], each["to"]) for each in day)


def _time(minutes: int) -> str:
    return f"{clock(minutes)}:00"


async def _get_area(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    grid = await entity.camera.read(f.MOTION_AREA)
    return {
        "columns": grid.columns,
        "rows": len(grid.rows),
        "cells": list(grid.text),
        "rectangles": [asdict(each) for each in grid.rectangles],
    }


async def _set_area(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    camera = entity.camera
    if "cells" in data:
        grid = Grid.from_text(data["cells"])
    elif "rectangles" in data:
        wanted = [Rectangle(**each) for each in data["rectangles"]]
        now = await camera.read(f.MOTION_AREA)
        grid = Grid.covering(now.columns, len(now.rows), wanted)
    else:
        raise InvalidValueError("either cells or rectangles are required")
    await camera.write(f.MOTION_AREA, grid)


async def _get_masks(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> ServiceResponse:
    camera = entity.camera
    masks = {
        number: mask
        for number, feature in enumerate(f.PRIVACY_MASK_AREAS, start=1)
        if camera.supports(feature) and (mask := await camera.read(feature))
    }
    return {
        "masks": [{"number": number, **asdict(mask)} for number, mask in masks.items()],
        "most": _masks(camera),
        "shown": any(camera.state.get(_switch(camera, number)) for number in masks or (1,)),
    }


async def _set_mask(entity: IpcamCgiEntity, data: Mapping[str, Any]) -> None:
    given = {side: data[side] for side in SIDES if side in data}
    if data["clear"] is bool(given):
        raise InvalidValueError("either a rectangle or clear is required")
    if given and len(given) < len(SIDES):
        raise InvalidValueError(f"{', '.join(side for side in SIDES if side not in given)} is missing")
    mask = Rectangle(**given) if given else NOWHERE
    if given and not mask:
        raise InvalidValueError("a rectangle needs a width and a height")
    feature = f.PRIVACY_MASK_AREAS[data["number"] - 1]
    if not entity.camera.supports(feature):
        raise InvalidValueError(f"the masks of this camera are numbered 1 to {_masks(entity.camera)}")
    await entity.camera.write(feature, mask)
    switch = _switch(entity.camera, data["number"])
    if mask and entity.camera.supports(switch) and await entity.camera.read(switch) is False:
        await entity.camera.write(switch, True)


def _switch(camera: Camera, number: int) -> f.Feature[bool]:
    """Return the switch without which a mask is not seen: one for all of them, or its own."""
    return f.PRIVACY_MASK if camera.is_documented(f.PRIVACY_MASK) else f.PRIVACY_MASKS[number - 1]


def _masks(camera: Camera) -> int:
    return sum(camera.supports(feature) for feature in f.PRIVACY_MASK_AREAS)


def _has_plans(camera: Camera) -> bool:
    return any(map(camera.is_documented, PLANS.values()))


def _has_area(camera: Camera) -> bool:
    return camera.is_documented(f.MOTION_AREA)


def _has_masks(camera: Camera) -> bool:
    return camera.is_documented(f.PRIVACY_MASK_AREAS[0])


ACTIONS = {
    "get_schedule": Action(
        run=_get_schedule,
        has=_has_plans,
        fields={vol.Optional("schedule_type", default="alarm"): vol.In(PLANS)},
        response=SupportsResponse.ONLY,
    ),
    "set_schedule": Action(
        run=_set_schedule,
        has=_has_plans,
        fields={
            vol.Optional("schedule_type", default="alarm"): vol.In(PLANS),
            vol.Required("schedule"): WEEK,
            vol.Optional("enabled"): cv.boolean,
        },
    ),
    "get_motion_area": Action(run=_get_area, has=_has_area, response=SupportsResponse.ONLY),
    "set_motion_area": Action(
        run=_set_area,
        has=_has_area,
        fields={
            vol.Exclusive("cells", "area"): vol.All(cv.ensure_list, [cv.string]),
            vol.Exclusive("rectangles", "area"): vol.All(
                cv.ensure_list, [{vol.Required(side): PERCENT for side in SIDES}]
            ),
        },
    ),
    "get_privacy_mask": Action(run=_get_masks, has=_has_masks, response=SupportsResponse.ONLY),
    "set_privacy_mask": Action(
        run=_set_mask,
        has=_has_masks,
        fields={
            vol.Optional("number", default=1): vol.All(
                vol.Coerce(int), vol.Range(1, len(f.PRIVACY_MASK_AREAS))
            ),
            **{vol.Optional(side): PERCENT for side in SIDES},
            vol.Optional("clear", default=False): cv.boolean,
        },
    ),
}
