"""Pan, tilt, lens, presets and the switched output by decoder_control.cgi."""

from collections.abc import Sequence
from functools import partial

from ...errors import UnsupportedError
from ...model import features as f
from ...model.binding import Binder, Binding
from ...model.catalogue import Request
from ...model.dialect import Dialect, Move, PtzCommands
from ...model.options import CameraOptions, Output
from ...model.presets import preset_names, preset_number
from ...model.state import CameraState

MAX_PRESETS = 30
"""Presets 31 and 32 share their codes with the diagonals of cameras that have motors."""

_DIAGONALS = {
    (-1, 1): "up_left",
    (1, 1): "up_right",
    (-1, -1): "down_left",
    (1, -1): "down_right",
}
_AXES = {
    "pan": {-1: "left", 1: "right"},
    "tilt": {-1: "down", 1: "up"},
    "zoom": {-1: "zoom_far", 1: "zoom_close"},
    "focus": {-1: "focus_close", 1: "focus_far"},
    "iris": {-1: "small_aperture", 1: "large_aperture"},
}


def ptz_commands(dialect: Dialect) -> PtzCommands:
    """Return the movements of a catalogue of this family."""
    bind = Binder(dialect.commands, partial=True)

    def control(command: str, **values: object) -> Request:
        request = bind.request("decoder_control", command=command, **values)
        if request is None:
            raise UnsupportedError(f"this camera does not support {command.replace('_', ' ')}")
        return request

    def start(move: Move, options: CameraOptions) -> Sequence[Request]:
        return [control(name) for name in _names(move, options, bind)]

    def stop(move: Move, options: CameraOptions) -> Sequence[Request]:
        # The stop of "up" ends every movement of an internal motor, diagonals too; an external
        # decoder wants the stop of the very movement.
        names = [name for name in _names(move, options, bind) if name not in _DIAGONALS.values()]
        return [control(f"stop_{name}") for name in names] or [control("stop_up")]

    def step(move: Move, options: CameraOptions) -> Sequence[Request]:
        names = _names(move, options, bind)
        if any(name not in ("up", "down", "left", "right") for name in names):
            raise UnsupportedError("the camera makes small steps in four directions only")
        size = {} if move.degree is None else {"degree": move.degree}
        return [control(name, onestep=True, **size) for name in names]

    def preset(action: str, name: str, options: CameraOptions) -> Request:
        number = preset_number(name, options, MAX_PRESETS)
        return control(f"{action}_preset_{number}")

    has_presets = bind.request("decoder_control", command="go_preset_1") is not None
    return PtzCommands(
        start=start,
        stop=stop,
        step=step,
        degrees=bind.kind("decoder_control", "degree") is not None,
        recall=partial(preset, "go") if has_presets else None,
        save=partial(preset, "set") if has_presets else None,
        home=lambda: control("center"),
        follows_sensor=True,
    )


def _names(move: Move, options: CameraOptions, bind: Binder) -> list[str]:
    pan = -move.pan if options.swap_pan else move.pan
    tilt = -move.tilt if options.swap_tilt else move.tilt
    diagonal = _DIAGONALS.get((pan, tilt))
    steps = {"pan": pan, "tilt": tilt, "zoom": move.zoom, "focus": move.focus, "iris": move.iris}
    names = []
    if diagonal and bind.request("decoder_control", command=diagonal):
        names.append(diagonal)
        del steps["pan"], steps["tilt"]
    return names + [_AXES[axis][step] for axis, step in steps.items() if step]


def options_bindings(bind: Binder, options: CameraOptions) -> Sequence[Binding | None]:
    """Bind what depends on how this one camera is built and what its owner calls things."""
    low = (bind.request("decoder_control", command="output_low"),)
    high = (bind.request("decoder_control", command="output_high"),)
    if options.output is Output.RELAY:
        output = bind.send(f.ALARM_OUTPUT, {True: high, False: low})
    elif options.output is Output.INFRARED_LOW:
        output = bind.send(f.INFRARED_LIGHT, {True: low, False: high})
    else:
        output = bind.send(f.INFRARED_LIGHT, {True: high, False: low})
    names = preset_names(options, MAX_PRESETS)
    presets = bind.send(
        f.PRESET,
        {
            name: (bind.request("decoder_control", command=f"go_preset_{number}"),)
            for number, name in enumerate(names, start=1)
        },
        available_if=_presets_enabled,
    )
    return (output, presets)


def _presets_enabled(state: CameraState) -> bool:
    return state.get(f.DISABLE_PRESETS) is not True
