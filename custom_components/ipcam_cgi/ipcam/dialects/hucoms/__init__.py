"""Hucoms cameras and their relatives: HTTP API 1.20 under /cgi-bin/control."""

from dataclasses import replace

from ...model.binding import Binder, table
from ...model.dialect import Dialect, Identity
from ...model.options import CameraOptions
from .features import EVENTS, bindings, clock
from .identity import identify, probe
from .login import HucomsLogin
from .manual import COMMANDS
from .ptz import options_bindings, ptz_commands
from .streams import MAIN, SUB, THIRD
from .wire import HucomsWire


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    bind = Binder(dialect.commands)
    special = table(*clock(bind, options.zone), *options_bindings(bind, options))
    return replace(
        dialect,
        bindings={**dialect.bindings, **special},
        # Over HTTP there is one picture; the other streams are there by RTSP.
        streams=(MAIN, SUB, THIRD) if options.rtsp else (MAIN,),
    )


def _for_camera(dialect: Dialect, identity: Identity) -> Dialect:
    return replace(dialect, ptz=ptz_commands(dialect.commands, identity.traits))


HUCOMS = Dialect(
    name="hucoms",
    title="Hucoms HTTP API 1.20",
    manufacturer="Hucoms",
    commands=COMMANDS,
    bindings={**bindings(COMMANDS), **table(*clock(Binder(COMMANDS), None))},
    wire=HucomsWire(),
    login=HucomsLogin,
    identify=identify,
    probe=probe,
    streams=(MAIN,),
    ptz=ptz_commands(COMMANDS),
    events=COMMANDS[EVENTS],
    options=frozenset(
        {"movable", "swap_pan", "swap_tilt", "speed", "preset_count", "presets", "rate", "rtsp", "rtsp_path"}
    ),
    with_options=_with_options,
    for_camera=_for_camera,
)
