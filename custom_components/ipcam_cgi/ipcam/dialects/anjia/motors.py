"""Pan, tilt, lens and presets by ptz_ctrl."""

from collections.abc import Sequence

from ...errors import InvalidValueError
from ...model import features as f
from ...model.binding import Binder, Binding
from ...model.catalogue import Request
from ...model.dialect import Move, PtzCommands
from ...model.options import CameraOptions
from .commands import COMMANDS
from .control import MAX_PRESETS

_STEPS = {-1: "back", 0: "none", 1: "forth"}


def _request(name: str, **values: object) -> Request:
    row = COMMANDS[f"ptz_ctrl.{name}"]
    return Request(row, row.encode(values))


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
    names = preset_names(options)
    number = names.index(name) + 1 if name in names else int(name) if name.isdecimal() else 0
    if not 1 <= number <= MAX_PRESETS:
        raise InvalidValueError(f"{name!r} is neither a preset's name nor a number to {MAX_PRESETS}")
    return _request(action, **{action: number})


MOTORS = PtzCommands(
    start=_start,
    stop=lambda _move, _options: [_request("stop")],
    recall=lambda name, options: _preset("call_preset", name, options),
    save=lambda name, options: _preset("add_preset", name, options),
    delete=lambda name, options: _preset("delete_preset", name, options),
)


def preset_names(options: CameraOptions) -> list[str]:
    """Return a name for each preset on offer, numbers where the owner gave none."""
    count = min(options.preset_count, MAX_PRESETS)
    given = options.presets[:count]
    names = [name or str(number) for number, name in enumerate(given, start=1)]
    return names + [str(number) for number in range(len(names) + 1, count + 1)]


def presets(options: CameraOptions) -> Binding[str] | None:
    """Bind the presets by the names that their owner gave them."""
    bind = Binder(COMMANDS)
    return bind.send(
        f.PRESET,
        {
            name: (bind.request("ptz_ctrl.call_preset", call_preset=number),)
            for number, name in enumerate(preset_names(options), start=1)
        },
    )
