"""Anjia and Anjoy camera modules, in countless cameras without a name: Network Camera CGI 1.0.10."""

from dataclasses import replace

from ...model import features as f
from ...model.binding import Binder, table
from ...model.dialect import Dialect, Identity
from ...model.options import CameraOptions
from .features import bindings
from .identity import FIXED, find_role, identify, probe
from .login import AnjiaLogin
from .manual import COMMANDS
from .ptz import PTZ_COMMANDS, options_bindings
from .streams import STREAMS
from .tasks import TASKS
from .wire import AnjiaWire


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    return replace(
        dialect, bindings={**dialect.bindings, **table(*options_bindings(Binder(dialect.commands), options))}
    )


def _for_camera(dialect: Dialect, identity: Identity) -> Dialect:
    if FIXED not in identity.traits:
        return dialect
    still = {feature: row for feature, row in dialect.bindings.items() if feature is not f.PRESET}
    return replace(dialect, bindings=still, ptz=None)


ANJIA = Dialect(
    name="anjia",
    title="Network Camera CGI 1.0.10",
    manufacturer="Anjia",
    commands=COMMANDS,
    bindings=bindings(COMMANDS),
    wire=AnjiaWire(),
    login=AnjiaLogin,
    identify=identify,
    find_role=find_role,
    probe=probe,
    streams=STREAMS,
    ptz=PTZ_COMMANDS,
    tasks=TASKS,
    options=frozenset(
        {"movable", "swap_pan", "swap_tilt", "speed", "presets", "preset_count", "rate", "rtsp", "rtsp_path"}
    ),
    with_options=_with_options,
    for_camera=_for_camera,
)
