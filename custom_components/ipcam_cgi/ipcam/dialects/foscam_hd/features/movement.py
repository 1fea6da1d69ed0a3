"""Presets, cruises, speeds."""

from collections.abc import Sequence
from functools import partial

from ....model import features as f
from ....model.binding import Binder, Binding
from ....model.catalogue import Request
from ....model.codecs import Choice
from ....model.state import CameraState
from ..manual.ptz_control import MAP_LIST, MAX_MAPS, MAX_POINTS, POINT_LIST

NO_NAMES = Choice({})
PATROL_OFF = "off"


def _names(getter: str, prefix: str, most: int, state: CameraState) -> list[str]:
    """Return the names that a camera lists, each once; unused places are empty."""
    record = state.known.get(getter, {})
    names = (record.get(f"{prefix}{index}", "").strip() for index in range(most))
    return list(dict.fromkeys(name for name in names if name))


_points = partial(_names, POINT_LIST, "point", MAX_POINTS)
_maps = partial(_names, MAP_LIST, "map", MAX_MAPS)


def motors(bind: Binder) -> Sequence[Binding | None]:
    """Bind what goes by the names that the camera keeps, and the speeds."""
    goto, start, stop = (
        bind.commands[name] for name in ("ptzGotoPresetPoint", "ptzStartCruise", "ptzStopCruise")
    )

    def patrol(value: str, _state: CameraState) -> Sequence[Request]:
        return (Request(stop, {}) if value == PATROL_OFF else Request(start, {"mapName": value}),)

    return (
        bind.compute(
            f.PRESET,
            lambda value, _state: (Request(goto, {"name": value}),),
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
        bind.setting(
            f.MOTOR_TEST_PRESET,
            "setPTZPrePointForSelfTest",
            "name",
            narrow_limits=lambda _codec, state: Choice.plain(*_points(state)),
        ),
    )
