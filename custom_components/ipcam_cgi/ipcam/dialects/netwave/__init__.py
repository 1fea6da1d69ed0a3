"""The MJPEG Foscam generation and its clones: IP Camera CGI 1.27 and IPCAM CGI SDK 2.1."""

from dataclasses import replace

from ...model.binding import Binder, table
from ...model.dialect import AlarmWebhook, Dialect
from ...model.options import CameraOptions
from .features import bindings
from .identity import identify, identify_21, probe
from .login import NetwaveLogin
from .manual import COMMANDS
from .manual.sdk21 import COMMANDS_21
from .ptz import options_bindings, ptz_commands
from .streams import streams
from .tasks import tasks
from .wire import NetwaveWire


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    special = table(*options_bindings(Binder(dialect.commands, partial=True), options))
    return replace(dialect, bindings={**dialect.bindings, **special}, ptz=ptz_commands(dialect))


NETWAVE = Dialect(
    alarm_webhook=AlarmWebhook(COMMANDS["set_alarm"], COMMANDS["get_params"], "http", "http_url"),
    name="netwave",
    title="IP Camera CGI 1.27",
    manufacturer="Netwave",
    commands=COMMANDS,
    bindings=bindings(COMMANDS),
    wire=NetwaveWire(),
    login=NetwaveLogin,
    identify=identify,
    probe=probe,
    streams=streams(COMMANDS),
    tasks=tasks(COMMANDS),
    options=frozenset(
        {
            "movable",
            "swap_pan",
            "swap_tilt",
            "output",
            "presets",
            "preset_count",
            "resolution",
            "rate",
        }
    ),
    with_options=_with_options,
)

SDK_21 = replace(
    NETWAVE,
    name="netwave_sdk21",
    title="IPCAM CGI SDK 2.1",
    commands=COMMANDS_21,
    bindings=bindings(COMMANDS_21),
    identify=identify_21,
    streams=streams(COMMANDS_21),
    tasks=tasks(COMMANDS_21),
    options=NETWAVE.options - {"presets", "preset_count", "rate"},
)
