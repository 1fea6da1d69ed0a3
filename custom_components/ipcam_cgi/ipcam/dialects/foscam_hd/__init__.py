"""The H.264 Foscam generation: Foscam IPCamera CGI User Guide 1.0.10."""

from dataclasses import replace
from functools import lru_cache

from ...model.binding import Bindings
from ...model.dialect import Dialect, Identity, PtzCommands
from ...model.options import CameraOptions
from .features import bindings
from .identity import identify, probe
from .login import QueryLogin
from .manual import COMMANDS
from .ptz import ptz_commands
from .streams import MJPEG_STREAMS, STREAMS
from .tasks import TASKS
from .wire import FoscamHdWire


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    return replace(dialect, streams=MJPEG_STREAMS) if options.mjpeg else dialect


@lru_cache(maxsize=32)
def _able(traits: frozenset[str]) -> tuple[Bindings, PtzCommands | None]:
    """Return what cameras with these traits can; equal ones share it."""
    return bindings(COMMANDS, traits), ptz_commands(COMMANDS, traits)


def _for_camera(dialect: Dialect, identity: Identity) -> Dialect:
    able, moving = _able(identity.traits)
    return replace(dialect, bindings=able, ptz=moving)


FOSCAM_HD = Dialect(
    name="foscam_hd",
    title="Foscam IPCamera CGI 1.0.10",
    manufacturer="Foscam",
    commands=COMMANDS,
    bindings=bindings(COMMANDS),
    wire=FoscamHdWire(),
    login=QueryLogin,
    identify=identify,
    probe=probe,
    streams=STREAMS,
    ptz=ptz_commands(COMMANDS),
    tasks=TASKS,
    options=frozenset({"movable", "swap_pan", "swap_tilt", "rtsp", "mjpeg"}),
    # Years of Home Assistant's own integration show that they take one request right after the other.
    request_spacing=False,
    rights_vary=True,
    with_options=_with_options,
    for_camera=_for_camera,
)
