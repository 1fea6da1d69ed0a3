"""The MJPEG Foscam generation and its clones: IP Camera CGI 1.27 and IPCAM CGI SDK 2.1."""

from dataclasses import replace

from ...model.binding import Binder, table
from ...model.catalogue import Catalogue, Request
from ...model.codecs import Choice
from ...model.dialect import AlarmWebhook, Dialect, Stream
from ...model.options import CameraOptions
from .commands import COMMANDS
from .features import bindings
from .login import NetwaveLogin
from .motors import motors, tuned
from .sdk21 import COMMANDS_21
from .tasks import tasks
from .wire import NetwaveWire, identify, identify_21, probe

# Pictures per second of each rate code; between two codes the camera knows nothing.
RATES = {20: 1, 15: 3, 10: 6, 5: 11, 4: 12, 3: 13, 2: 14, 1: 15}


def _streams(commands: Catalogue) -> tuple[Stream, ...]:
    live, still = commands["videostream"], commands["snapshot"]

    def open_live(options: CameraOptions) -> Request:
        values: dict[str, object] = {}
        if options.resolution:
            values["resolution"] = options.resolution
        if options.rate and any(param.name == "rate" for param in live.params):
            slower = [code for rate, code in RATES.items() if rate <= options.rate]
            values["rate"] = min(slower, default=max(RATES.values()))
        return Request(live, live.encode(values))

    resolutions = live.param("resolution").codec
    return (
        Stream(
            key="main",
            still=lambda _options: Request(still, {}),
            live=open_live,
            resolutions=tuple(resolutions.names) if isinstance(resolutions, Choice) else (),
        ),
    )


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    special = table(*tuned(Binder(dialect.commands, partial=True), options))
    return replace(dialect, bindings={**dialect.bindings, **special}, ptz=motors(dialect))


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
    streams=_streams(COMMANDS),
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
    streams=_streams(COMMANDS_21),
    tasks=tasks(COMMANDS_21),
    options=NETWAVE.options - {"presets", "preset_count", "rate"},
)
