"""Pan, tilt, lens and presets by ptz_ctrl."""

from collections.abc import Sequence

from ...model import features as f
from ...model.binding import Binder, Binding
from ...model.catalogue import Request
from ...model.dialect import Move, PtzCommands
from ...model.options import CameraOptions
from ...model.presets import preset_names, preset_number
from .manual import COMMANDS
from .manual.camera_control import MAX_PRESETS

_STEPS = {-1: "back", 0: "none", 1: "forth"}


def _request(name: str, **values: object) -> Request:
    return COMMANDS[f"ptz_ctrl.{name}"].request(**values)


def _start(move: Move, options: CameraOptions) -> Sequence[Request]:
    requests = []
    pan = -move.pan if options.swap_pan else move.pan
    tilt = -move.tilt if options.swap_tilt else move.tilt
    if pan or tilt:
        percent = options.speed if move.speed is None else move.speed
        speed = max(1, round(percent / 10))
        requests.append(_request("move", move_x=_STEPS[pan], move_y=_STEPS[tilt], speed=speed))
    lens = {"zoom": move.zoom, "focus": move.focus, "iris": move.iris}
    requests += [_request(name, **{name: _STEPS[step]}) for name, step in lens.items() if step]
    return requests


def _preset(action: str, name: str, options: CameraOptions) -> Request:
    number = preset_number(name, options, MAX_PRESETS)
    return _request(action, **{action: number})


PTZ_COMMANDS = PtzCommands(
    start=_start,
    stop=lambda _move, _options: [_request("stop")],
    recall=lambda name, options: _preset("call_preset", name, options),
    save=lambda name, options: _preset("add_preset", name, options),
    delete=lambda name, options: _preset("delete_preset", name, options),
)


def options_bindings(bind: Binder, options: CameraOptions) -> Sequence[Binding | None]:
    """Bind the presets by the names that their owner gave them."""
    presets = {
        name: (bind.request("ptz_ctrl.call_preset", call_preset=number),)
        for number, name in enumerate(preset_names(options, MAX_PRESETS), start=1)
    }
    return (bind.send(f.PRESET, presets),)
