"""Hucoms cameras and their relatives: HTTP API 1.20 under /cgi-bin/control."""

from dataclasses import replace
import re

from ...errors import ReplyError
from ...model.binding import Binder, table
from ...model.catalogue import Request
from ...model.dialect import Dialect, Identity, Rtsp, Stream
from ...model.options import CameraOptions
from ...model.protocol import Ask
from .commands import COMMANDS
from .features import EVENTS, bindings, clock
from .motors import motors, tuned
from .wire import HucomsWire, identify, login, probe

MAX_REST = 300
"""The most rest between two pictures, in hundredths of a second."""

_ADDRESS = re.compile(r"rtsps?://[^/\s]*?(?::(\d{1,5}))?(/[!-~]{0,255})", re.IGNORECASE)


def _still(_options: CameraOptions) -> Request:
    return Request(COMMANDS["jpeg"], {})


def _live(options: CameraOptions) -> Request:
    command = COMMANDS["mjpeg"]
    rest = min(round(100 / options.rate), MAX_REST) if options.rate else 0
    return Request(command, command.encode({"refresh": rest} if rest else {}))


def _stream(key: str, number: int) -> Stream:
    async def rtsp(ask: Ask, options: CameraOptions) -> Rtsp:
        """Of the address only port and path are taken: the host is the one we know."""
        told = await ask("connectinfo.getconnect")
        found = _ADDRESS.fullmatch(told.get(f"stream{number}.address", ""))
        if found is None:
            raise ReplyError(
                f"the camera told no address of stream {number}", command="connectinfo.getconnect"
            )
        path = options.rtsp_path if number == 1 and options.rtsp_path else found[2]
        return Rtsp(path=path, port=int(found[1] or 554))

    return Stream(key=key, still=_still, live=_live, rtsp=rtsp)


MAIN, SUB, THIRD = _stream("main", 1), _stream("sub", 2), _stream("third", 3)


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    special = table(
        *clock(dialect.commands, options.zone),
        *tuned(Binder(dialect.commands), dialect.commands, options),
    )
    return replace(
        dialect,
        bindings={**dialect.bindings, **special},
        # Over HTTP there is one picture; the other streams are there by RTSP.
        streams=(MAIN, SUB, THIRD) if options.rtsp else (MAIN,),
    )


def _for_camera(dialect: Dialect, identity: Identity) -> Dialect:
    return replace(dialect, ptz=motors(dialect.commands, identity.traits))


HUCOMS = Dialect(
    name="hucoms",
    title="Hucoms HTTP API 1.20",
    manufacturer="Hucoms",
    commands=COMMANDS,
    bindings={**bindings(COMMANDS), **table(*clock(COMMANDS, None))},
    wire=HucomsWire(),
    login=login,
    identify=identify,
    probe=probe,
    streams=(MAIN,),
    ptz=motors(COMMANDS),
    events=COMMANDS[EVENTS],
    options=frozenset(
        {"movable", "swap_pan", "swap_tilt", "speed", "preset_count", "presets", "rate", "rtsp", "rtsp_path"}
    ),
    with_options=_with_options,
    for_camera=_for_camera,
)
