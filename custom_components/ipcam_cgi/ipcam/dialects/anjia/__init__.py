"""Anjia and Anjoy camera modules, in countless cameras without a name: Network Camera CGI 1.0.10."""

from dataclasses import replace

from ...errors import PermissionDeniedError, RejectedError, ReplyError, UnsupportedError
from ...model import features as f
from ...model.binding import table
from ...model.catalogue import Request
from ...model.dialect import Dialect, Identity, Rtsp, Stream
from ...model.options import CameraOptions
from ...model.protocol import Ask
from .commands import COMMANDS
from .features import bindings
from .login import AnjiaLogin
from .motors import MOTORS, presets
from .tasks import TASKS
from .wire import FIXED, AnjiaWire, identify, probe

RTSP_PORT = 554
RTSP_PATHS = {"/stream0": "/stream1", "/video1": "/video2", "/mpeg4": "/mpeg4cif"}
"""The sub stream's path for each usual path of the main stream: newer, without sound, older."""


def _stream(key: str) -> Stream:
    snapshot = COMMANDS["snapshot"]
    still = Request(snapshot, snapshot.encode({"stream": key}))

    async def rtsp(ask: Ask, options: CameraOptions) -> Rtsp:
        try:
            port = (await ask("set_service_port")).get("rtspport", "").strip()
        except RejectedError, PermissionDeniedError, UnsupportedError, ReplyError:
            port = ""
        path = f"/{options.rtsp_path.lstrip('/')}" if options.rtsp_path else next(iter(RTSP_PATHS))
        if key == "sub":
            path = RTSP_PATHS.get(path, path)
        known = port.isdecimal() and 0 < int(port) < 1 << 16
        return Rtsp(path=path, port=int(port) if known else RTSP_PORT)

    return Stream(key=key, still=lambda _options: still, rtsp=rtsp)


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    return replace(dialect, bindings={**dialect.bindings, **table(presets(options))})


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
    bindings=bindings(),
    wire=AnjiaWire(),
    login=AnjiaLogin,
    identify=identify,
    probe=probe,
    streams=(_stream("main"), _stream("sub")),
    ptz=MOTORS,
    tasks=TASKS,
    options=frozenset(
        {"movable", "swap_pan", "swap_tilt", "speed", "presets", "preset_count", "rate", "rtsp", "rtsp_path"}
    ),
    with_options=_with_options,
    for_camera=_for_camera,
)
