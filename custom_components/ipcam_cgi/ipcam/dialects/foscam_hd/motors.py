"""Pan, tilt and zoom, and presets by name."""

from collections.abc import Collection, Sequence

from ...binding import Request
from ...catalogue import Catalogue
from ...dialect import Motors, Move
from ...errors import Unsupported
from ...tuning import Tuning
from ...values import Choice

_DIRECTIONS = {
    (0, 1): "ptzMoveUp",
    (0, -1): "ptzMoveDown",
    (-1, 0): "ptzMoveLeft",
    (1, 0): "ptzMoveRight",
    (-1, 1): "ptzMoveTopLeft",
    (1, 1): "ptzMoveTopRight",
    (-1, -1): "ptzMoveBottomLeft",
    (1, -1): "ptzMoveBottomRight",
}
_ZOOM = {1: "zoomIn", -1: "zoomOut"}


def motors(commands: Catalogue, traits: Collection[str] = ()) -> Motors | None:
    """Return the movements of a camera with these traits, None when it has none."""
    turns, zooms = "no ptFlag" not in traits, "no zoomFlag" not in traits
    if not turns and not zooms:
        return None

    def request(name: str, /, **values: object) -> Request:
        return Request(commands[name], commands[name].encode(values))

    def speed(name: str, percent: int) -> Request:
        steps = commands[name].param("speed").codec
        names = steps.names if isinstance(steps, Choice) else []
        return request(name, speed=names[min(percent * len(names) // 100, len(names) - 1)])

    def start(move: Move, tuning: Tuning) -> Sequence[Request]:
        if move.focus or move.iris:
            raise Unsupported("this camera's manual has neither focus nor iris")
        pan = -move.pan if tuning.swap_pan else move.pan
        tilt = -move.tilt if tuning.swap_tilt else move.tilt
        requests: list[Request] = []
        if pan or tilt:
            if not turns:
                raise Unsupported("this camera cannot pan and tilt")
            if move.speed is not None:
                requests.append(speed("setPTZSpeed", move.speed))
            requests.append(request(_DIRECTIONS[pan, tilt]))
        if move.zoom:
            if not zooms:
                raise Unsupported("this camera cannot zoom")
            if move.speed is not None:
                requests.append(speed("setZoomSpeed", move.speed))
            requests.append(request(_ZOOM[move.zoom]))
        return requests

    def stop(move: Move, _tuning: Tuning) -> Sequence[Request]:
        everything = not (move.pan or move.tilt or move.zoom)
        names = []
        if move.pan or move.tilt or (everything and turns):
            names.append("ptzStopRun")
        # A camera that says nothing of its lens may not know this.
        if move.zoom or (everything and "zoom" in traits):
            names.append("zoomStop")
        return [request(name) for name in names]

    return Motors(
        start=start,
        stop=stop,
        recall=(lambda name, _tuning: request("ptzGotoPresetPoint", name=name)) if turns else None,
        save=(lambda name, _tuning: request("ptzAddPresetPoint", name=name)) if turns else None,
        delete=(lambda name, _tuning: request("ptzDeletePresetPoint", name=name)) if turns else None,
        home=(lambda: request("ptzReset")) if turns else None,
    )
