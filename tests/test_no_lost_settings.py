"""No setting is ever lost: whoever changes one finds all the others as they were.

Every setter that stands for a whole record, and every value that shares a field with others, is written
while the connection breaks, the camera leaves half of its answer out, or another user is at work.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from functools import partial

import pytest

from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.errors import CameraError, InvalidValueError
from custom_components.ipcam_cgi.ipcam.model.catalogue import Command, Effect, Param
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice, Codec, Flag, Int, Text
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.regions import Grid, Rectangle
from custom_components.ipcam_cgi.ipcam.model.schedule import WeekPlan
from simulator import SimulatedCamera
from simulator.faults import Fault, Meanwhile, Reset, Short
from simulator.store import key
from tests.conftest import MakeCamera, Records, changes, every_camera, spoken
from tests.dialects import known

WIDE = {"privacy_mode", "main_video_codec", "sub_video_codec", "third_video_codec", "fourth_video_codec"}
"""What by its nature changes other settings of its record too."""
NOON = WeekPlan((((720, 780),), *((),) * 6))
SOMEWHERE = Rectangle(20, 20, 40, 40)


@dataclass(frozen=True)
class Job:
    """A write of one value: how it is done, by which commands, and what of them is read before."""

    name: str
    do: Callable[[], Awaitable[None]]
    setters: tuple[Command, ...]
    getters: tuple[Command, ...]
    wide: bool = False
    """Whether the value is about many fields at once."""


async def ready(make_camera: MakeCamera) -> Camera:
    device = await make_camera()
    await device.poll()
    return device


def jobs(device: Camera) -> Iterator[Job]:
    """Yield what could lose a setting: by feature where there is one, else by any parameter."""
    commands = device.dialect.commands
    driven: set[str] = set()
    for feature, binding in device.dialect.bindings.items():
        if not device.supports(feature) or any(
            each.effect is Effect.DESTRUCTIVE for each in binding.commands
        ):
            continue
        writer = binding.writer
        if writer is None or not writer.reads:
            continue
        if not (writer.whole or (binding.accessor and binding.accessor.merges)):
            continue
        value = another(device, feature)
        if value is None:
            continue
        driven.update(each.name for each in binding.commands)
        yield Job(
            feature.key,
            partial(device.write, feature, value),
            binding.commands,
            writer.reads,
            feature.key in WIDE or feature.kind not in (bool, int, str),
        )
    for setter in commands.values():
        getter = commands.getter(setter.group)
        if not setter.whole or getter is None or setter.name in driven:
            continue
        record = device.state.records.get(getter.name, {})
        for param in reversed(setter.params):
            text = record.get(param.field)
            value = None if text is None else other(param.codec, text)
            if value is not None and param.field not in setter.readonly:
                yield Job(
                    f"{setter.name} {param.name}",
                    partial(device.commands.change, setter.name, **{param.name: value}),
                    (setter,),
                    (getter,),
                )
                break


def another(device: Camera, feature: Feature) -> object:
    """Return a value that a feature may have and has not now, None where there is none."""
    now, codec = device.state.get(feature), device.limits(feature)
    if feature.kind is bool:
        return not now
    if feature.kind is WeekPlan:
        return NOON
    if feature.kind is Rectangle:
        return SOMEWHERE
    if feature.kind is time:
        return time(5, 30)
    if isinstance(now, Grid):
        return Grid(tuple(tuple(not cell for cell in row) for row in now.rows))
    if isinstance(codec, Choice):
        return next((name for name in codec.names if name != now), None)
    if isinstance(codec, Int):
        return next(each for each in (codec.minimum, codec.minimum + 1) if each != now)
    if isinstance(codec, Text):
        return "other"[: codec.maximum]
    return None


def other(codec: Codec, text: str) -> object:
    """Return a value that is not what the text stands for, None where there is none."""
    if isinstance(codec, Flag):
        return text.strip() != codec.on
    if isinstance(codec, Choice):
        return next((name for code, name in codec.options.items() if code != text.strip()), None)
    if isinstance(codec, Int):
        return codec.minimum if text.strip() != str(codec.minimum) else codec.maximum
    return "other" if isinstance(codec, Text) and codec.maximum >= 5 else None


def elsewhere(camera: SimulatedCamera, job: Job, wanted: dict[str, str]) -> tuple[str, ...] | None:
    """Return a field beside those of a job: record, field, parameter, and another text for it."""
    if job.wide:
        return None
    for setter in job.setters:
        record = camera.records.get(key(setter), {})
        for param in reversed(setter.params):
            if f"{key(setter)}.{param.field}" in wanted or not plain(param) or param.field in setter.readonly:
                continue
            text = record.get(param.field)
            value = None if text is None else other(param.codec, text)
            if value is not None:
                return key(setter), param.field, param.name, param.codec.encode(value)
    return None


def plain(param: Param) -> bool:
    """Whether any text of the codec's will do, whatever the others of the record are."""
    return isinstance(param.codec, Flag | Int | Choice)


class Trial:
    """One job at one camera that is put back after each attempt."""

    def __init__(self, camera: SimulatedCamera, device: Camera, job: Job) -> None:
        self.camera, self.device, self.job = camera, device, job
        self.before = camera.dump()

    async def run(self, *faults: Fault) -> dict[str, str]:
        """Return what the camera has differently afterwards, and put it back."""
        for fault in faults:
            self.camera.faults.add(fault)
        with suppress(CameraError):
            await self.job.do()
        self.camera.faults.clear()
        return self.restored()

    def restored(self) -> dict[str, str]:
        after = self.camera.dump()
        self.camera.records.clear()
        self.camera.load(self.before)
        return settings(self.before, after)


def settings(before: Records, after: Records) -> dict[str, str]:
    """Return what differs, the clock aside."""
    return {name: text for name, text in changes(before, after).items() if not is_clock(name)}


def is_clock(name: str) -> bool:
    return name.rpartition(".")[2] in {"now", "year", "mon", "month", "day", "hour", "min", "minute", "sec"}


@every_camera
async def test_nothing_is_lost(
    camera: SimulatedCamera, make_camera: MakeCamera, request: pytest.FixtureRequest
) -> None:
    device = await ready(make_camera)
    tried = 0
    everything = list(jobs(device))
    if not request.config.getoption("long"):
        everything = list({(job.setters, job.wide): job for job in everything}.values())
    for job in everything:
        trial = Trial(camera, device, job)
        try:
            await job.do()
        except InvalidValueError:
            # What it is set to forbids it; nothing was sent.
            assert not trial.restored(), job.name
            continue
        wanted = trial.restored()
        # An Anjia camera without a storage takes the wish to record, and remembers nothing.
        assert wanted or job.name == "record_schedule", job.name
        tried += 1

        for setter in job.setters:
            done = await trial.run(Reset(command=setter.name))
            # Of several requests, the first ones have arrived; or this one was not needed.
            assert not done or (len(job.setters) > 1 and done.items() <= wanted.items()), job.name
            done = await trial.run(Reset(command=setter.name, execute=True))
            assert done.items() <= wanted.items(), job.name

        for getter in job.getters:
            assert not await trial.run(Reset(command=getter.name)), job.name
            for keep in (0.5, 0.95):
                done = await trial.run(Short(command=getter.name, keep=keep))
                assert done in ({}, wanted), (job.name, keep)

        if (place := elsewhere(camera, job, wanted)) is None:
            continue
        record, field, param, text = place
        theirs = {f"{record}.{field}": text}

        def change(record: str = record, field: str = field, text: str = text) -> None:
            camera.records[record][field] = text

        change()
        done = await trial.run()
        assert done == wanted | theirs, job.name

        # Nobody can help it where the camera takes several fields or none: but never more than those.
        setters = {each.name for each in job.setters}
        done = await trial.run(*(Meanwhile(command=each.name, what=change, times=1) for each in job.getters))
        sent = {name for each in camera.requests[-9:] for name, _ in each.query if each.command in setters}
        assert done == wanted | theirs or (done == wanted and param in sent), job.name
    assert tried >= known(spoken(camera)).least
