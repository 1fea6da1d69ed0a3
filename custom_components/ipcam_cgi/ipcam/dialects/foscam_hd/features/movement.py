"""Presets, cruises, speeds."""

from collections.abc import Mapping, Sequence
from functools import partial

from ....model import features as f
from ....model.accessors import Value
from ....model.binding import Binder, Binding
from ....model.catalogue import Request
from ....model.codecs import Choice, Text, readable
from ....model.state import CameraState
from ..manual.ptz_control import MAP_LIST, MAX_MAPS, MAX_POINTS, POINT_LIST

NO_NAMES = Choice({})
PATROL_OFF = "off"
POINT = Value("name", Text(20))


def _names(getter: str, prefix: str, most: int, state: CameraState) -> Mapping[str, str]:
    """Return the names that a camera lists, by how people read them; unused places are empty."""
    record = state.known.get(getter, {})
    names: dict[str, str] = {}
    for index in range(most):
        text = record.get(f"{prefix}{index}", "")
        if text.strip():
            names.setdefault(readable(text).strip(), text)
    return names


_points = partial(_names, POINT_LIST, "point", MAX_POINTS)
_maps = partial(_names, MAP_LIST, "map", MAX_MAPS)


def motors(bind: Binder) -> Sequence[Binding | None]:
    """Bind what goes by the names that the camera keeps, and the speeds."""
    goto, start, stop, after_test = (
        bind.commands[name]
        for name in ("ptzGotoPresetPoint", "ptzStartCruise", "ptzStopCruise", "setPTZPrePointForSelfTest")
    )

    def patrol(value: str, state: CameraState) -> Sequence[Request]:
        name = _maps(state).get(value, value)
        return (Request(stop, {}) if value == PATROL_OFF else Request(start, {"mapName": name}),)

    return (
        bind.compute(
            f.PRESET,
            lambda value, state: (Request(goto, {"name": _points(state).get(value, value)}),),
            goto.name,
            codec=NO_NAMES,
            available_if=lambda state: bool(_points(state)),
            narrow_limits=lambda _codec, state: Choice.plain(*_points(state)),
        ),
        bind.compute(
            f.PATROL,
            patrol,
            start.name,
            stop.name,
            codec=NO_NAMES,
            available_if=lambda state: bool(_maps(state)),
            narrow_limits=lambda _codec, state: Choice.plain(PATROL_OFF, *_maps(state)),
        ),
        bind.setting(f.PTZ_SPEED, "setPTZSpeed", "speed"),
        bind.setting(f.PATROL_END, "setCruiseCtrlMode", "mode"),
        bind.setting(f.PATROL_DURATION, "setCruiseTime", "time"),
        bind.setting(f.PATROL_CUSTOM_DURATION_USED, "setCruiseTimeCustomed", "customed"),
        bind.setting(f.PATROL_CUSTOM_DURATION, "setCruiseTimeCustomed", "time"),
        bind.setting(f.PATROL_LOOPS, "setCruiseLoopCnt", "count"),
        bind.setting(f.MOTOR_TEST, "setPTZSelfTestMode", "mode"),
        bind.compute(
            f.MOTOR_TEST_PRESET,
            lambda value, state: (Request(after_test, {"name": _points(state).get(value, value)}),),
            after_test.name,
            getter="getPTZPrePointForSelfTest",
            accessor=POINT,
            narrow_limits=lambda _codec, state: Choice.plain(*_points(state)),
        ),
    )
