"""Pan, tilt and zoom, and presets by name."""

from collections.abc import Collection, Sequence

from ...errors import UnsupportedError
from ...model.catalogue import Catalogue, Request
from ...model.codecs import Choice
from ...model.dialect import Move, PtzCommands
from ...model.options import CameraOptions

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


def ptz_commands(commands: Catalogue, traits: Collection[str] = ()) -> PtzCommands | None:
    """Return the movements of a camera with these traits, None when it has none."""
    turns, zooms = "no ptFlag" not in traits, "no zoomFlag" not in traits
    if not turns and not zooms:
        return None

    def request(name: str, /, **values: object) -> Request:
        return commands[name].request(**values)

    def speed(name: str, percent: int) -> Request:
        steps = commands[name].param("speed").codec
        names = steps.names if isinstance(steps, Choice) else []
        return request(name, speed=names[min(percent * len(names) // 100, len(names) - 1)])

    def start(move: Move, options: CameraOptions) -> Sequence[Request]:
        if move.focus or move.iris:
            raise UnsupportedError("this camera has neither focus nor iris control")
        pan = -move.pan if options.swap_pan else move.pan
        tilt = -move.tilt if options.swap_tilt else move.tilt
        requests: list[Request] = []
        if pan or tilt:
            if not turns:
                raise UnsupportedError("this camera cannot pan and tilt")
            if move.speed is not None:
                requests.append(speed("setPTZSpeed", move.speed))
            requests.append(request(_DIRECTIONS[pan, tilt]))
        if move.zoom:
            if not zooms:
                raise UnsupportedError("this camera cannot zoom")
            if move.speed is not None:
                requests.append(speed("setZoomSpeed", move.speed))
            requests.append(request(_ZOOM[move.zoom]))
        return requests

    def stop(move: Move, _options: CameraOptions) -> Sequence[Request]:
        everything = not (move.pan or move.tilt or move.zoom)
        names = []
        if move.pan or move.tilt or (everything and turns):
            names.append("ptzStopRun")
        # A camera that says nothing of its lens may not know this.
        if move.zoom or (everything and "zoom" in traits):
            names.append("zoomStop")
        return [request(name) for name in names]

    return PtzCommands(
        start=start,
        stop=stop,
        recall=(lambda name, _options: request("ptzGotoPresetPoint", name=name)) if turns else None,
        save=(lambda name, _options: request("ptzAddPresetPoint", name=name)) if turns else None,
        delete=(lambda name, _options: request("ptzDeletePresetPoint", name=name)) if turns else None,
        home=(lambda: request("ptzReset")) if turns else None,
        has_zoom="zoom" in traits,
    )
