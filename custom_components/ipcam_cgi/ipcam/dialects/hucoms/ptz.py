"""Pan, tilt, lens, presets and what goes round by itself."""

from collections.abc import Sequence
from functools import partial

from ...errors import UnsupportedError
from ...model import features as f
from ...model.binding import Binder, Binding
from ...model.catalogue import Catalogue, Request
from ...model.codecs import Choice, Codec
from ...model.dialect import Move, PtzCommands
from ...model.options import CameraOptions
from ...model.presets import preset_names, preset_number
from ...model.state import CameraState
from .capabilities import PTZ
from .codes import STOP
from .manual.ptz import MAX_PRESETS

_AXES = {
    "pan": {-1: "left", 1: "right"},
    "tilt": {-1: "down", 1: "up"},
    "zoom": {-1: "out", 1: "in"},
    "focus": {-1: "in", 1: "out"},
}
_CONTROLS = {"pt_control.setptmove": ("pan", "tilt"), "zf_control.setzfmove": ("zoom", "focus")}


def ptz_commands(commands: Catalogue, lacks: frozenset[str] = frozenset()) -> PtzCommands | None:
    """Return the movements of a camera that `lacks` some of its motors."""
    if lacks.issuperset(f"no_{axis}" for axis in _AXES):
        return None

    def steps(move: Move, options: CameraOptions) -> dict[str, int]:
        wanted = {
            "pan": -move.pan if options.swap_pan else move.pan,
            "tilt": -move.tilt if options.swap_tilt else move.tilt,
            "zoom": move.zoom,
            "focus": move.focus,
        }
        if move.iris:
            raise UnsupportedError("this camera has no iris control")
        asked = {axis: step for axis, step in wanted.items() if step}
        if missing := sorted(axis for axis in asked if f"no_{axis}" in lacks):
            raise UnsupportedError(f"this camera has no {' and no '.join(missing)}")
        return asked

    def request(command: str, values: dict[str, object]) -> Request:
        return commands[command].request(**values)

    def start(move: Move, options: CameraOptions) -> Sequence[Request]:
        asked = steps(move, options)
        speed = options.speed if move.speed is None else move.speed
        requests = []
        for command, axes in _CONTROLS.items():
            values: dict[str, object] = {}
            for axis in axes:
                if axis in asked:
                    values |= {axis: _AXES[axis][asked[axis]], f"{axis}speed": speed}
            if values:
                requests.append(request(command, values))
        return requests

    def stop(move: Move, options: CameraOptions) -> Sequence[Request]:
        # Without a direction everything is meant, whoever moved it.
        asked = set(steps(move, options)) or {axis for axis in _AXES if f"no_{axis}" not in lacks}
        return [
            request(command, dict.fromkeys(moving, "stop"))
            for command, axes in _CONTROLS.items()
            if (moving := [axis for axis in axes if axis in asked])
        ]

    def preset(action: str, name: str, options: CameraOptions) -> Request:
        number = preset_number(name, options, MAX_PRESETS)
        return request(f"preset_control.{action}preset", {"number": number})

    return PtzCommands(
        start=start,
        stop=stop,
        recall=partial(preset, "go"),
        save=partial(preset, "set"),
        delete=partial(preset, "clear"),
    )


def options_bindings(bind: Binder, options: CameraOptions) -> Sequence[Binding | None]:
    """Bind what goes by names that the owner gave, and what goes round by itself."""
    commands = bind.commands
    if not options.movable:
        return ()
    presets = {
        name: (bind.request("preset_control.gopreset", number=number),)
        for number, name in enumerate(preset_names(options, MAX_PRESETS), start=1)
    }

    def around(value: str, state: CameraState) -> Sequence[Request]:
        if value in ("clockwise", "anticlockwise"):
            action = "autopan_cw" if value == "clockwise" else "autopan_ccw"
            return [_round(commands, action, speed=options.speed)]
        if value != "off":
            return [_round(commands, "autopan", number=int(value))]
        stops = [_round(commands, "autopan", number=STOP)] if _count(state, "AutopanSupported") else []
        return stops + ([_round(commands, "autopan_cw", speed=STOP)] if _turns(state) else [])

    def tour(value: str, _state: CameraState) -> Sequence[Request]:
        return [_round(commands, "tour", number=STOP if value == "off" else int(value))]

    rounds = [f"preset_control.{action}" for action in ("autopan", "autopan_cw", "autopan_ccw")]
    numbers = [str(number) for number in range(1, 101)]
    return (
        bind.send(
            f.PRESET,
            presets,
            available_if=partial(_has, "PresetSupported"),
            narrow_limits=_presets,
        ),
        bind.compute(
            f.AUTO_PAN_PATROL,
            around,
            *rounds,
            codec=Choice.plain("off", *numbers, "clockwise", "anticlockwise"),
            available_if=lambda state: _has("AutopanSupported", state) or _turns(state),
            narrow_limits=_pans,
        ),
        bind.compute(
            f.PRESET_PATROL,
            tour,
            "preset_control.tour",
            codec=Choice.plain("off", *numbers),
            available_if=partial(_has, "TourSupported"),
            narrow_limits=_tours,
        ),
    )


def _round(commands: Catalogue, action: str, **values: object) -> Request:
    return commands[f"preset_control.{action}"].request(**values)


def _told(state: CameraState, field: str) -> str:
    return state.known.get(PTZ, {}).get(field, "").strip().lower()


def _count(state: CameraState, field: str) -> int:
    """Return how many there are; where an old camera does not tell, or says yes, all are expected."""
    text = _told(state, field)
    if text == "no":
        return 0
    return int(text) if text.isdecimal() and len(text) < 6 else MAX_PRESETS


def _has(field: str, state: CameraState) -> bool:
    return PTZ in state.known and _count(state, field) > 0


def _turns(state: CameraState) -> bool:
    return _told(state, "AutopancwSupported") == "yes"


def _presets(codec: Codec[str], state: CameraState) -> Codec[str]:
    return _first(codec, _count(state, "PresetSupported"))


def _pans(codec: Codec[str], state: CameraState) -> Codec[str]:
    pans = _first(codec, 1 + _count(state, "AutopanSupported"))
    if not isinstance(pans, Choice):
        return codec
    numbers = [name for name in pans.names if name == "off" or name.isdecimal()]
    return Choice.plain(*numbers, *(("clockwise", "anticlockwise") if _turns(state) else ()))


def _tours(codec: Codec[str], state: CameraState) -> Codec[str]:
    return _first(codec, 1 + _count(state, "TourSupported"))


def _first(codec: Codec[str], count: int) -> Codec[str]:
    return Choice.plain(*codec.names[:count]) if isinstance(codec, Choice) else codec
