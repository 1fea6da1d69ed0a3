"""Pan, tilt, lens and presets by ptz_ctrl."""

from collections.abc import Sequence

from ... import features as f
from ...binding import Binder, Binding, Request
from ...dialect import Motors, Move
from ...errors import InvalidValue
from ...tuning import Tuning
from .commands import COMMANDS
from .control import MOST_PRESETS

_STEPS = {-1: "back", 0: "none", 1: "forth"}


def _request(name: str, **values: object) -> Request:
    row = COMMANDS[f"ptz_ctrl.{name}"]
    return Request(row, row.encode(values))


def _start(move: Move, tuning: Tuning) -> Sequence[Request]:
    requests = []
    pan = -move.pan if tuning.swap_pan else move.pan
    tilt = -move.tilt if tuning.swap_tilt else move.tilt
    if pan or tilt:
        percent = tuning.speed if move.speed is None else move.speed
        speed = max(1, round(percent / 10))
        requests.append(_request("move", move_x=_STEPS[pan], move_y=_STEPS[tilt], speed=speed))
    lens = {"zoom": move.zoom, "focus": move.focus, "iris": move.iris}
    requests += [_request(name, **{name: _STEPS[step]}) for name, step in lens.items() if step]
    return requests


def _preset(action: str, name: str, tuning: Tuning) -> Request:
    names = preset_names(tuning)
    number = names.index(name) + 1 if name in names else int(name) if name.isdecimal() else 0
    if not 1 <= number <= MOST_PRESETS:
        raise InvalidValue(f"{name!r} is neither a preset's name nor a number to {MOST_PRESETS}")
    return _request(action, **{action: number})


MOTORS = Motors(
    start=_start,
    stop=lambda _move, _tuning: [_request("stop")],
    recall=lambda name, tuning: _preset("call_preset", name, tuning),
    save=lambda name, tuning: _preset("add_preset", name, tuning),
    delete=lambda name, tuning: _preset("delete_preset", name, tuning),
)


def preset_names(tuning: Tuning) -> list[str]:
    """Return a name for each preset on offer, numbers where the owner gave none."""
    count = min(tuning.preset_count, MOST_PRESETS)
    given = tuning.presets[:count]
    names = [name or str(number) for number, name in enumerate(given, start=1)]
    return names + [str(number) for number in range(len(names) + 1, count + 1)]


def presets(tuning: Tuning) -> Binding[str] | None:
    """Bind the presets by the names that their owner gave them."""
    bind = Binder(COMMANDS)
    return bind.send(
        f.PRESET,
        {
            name: (bind.request("ptz_ctrl.call_preset", call_preset=number),)
            for number, name in enumerate(preset_names(tuning), start=1)
        },
    )
