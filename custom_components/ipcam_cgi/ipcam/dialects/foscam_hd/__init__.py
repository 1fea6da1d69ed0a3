"""The H.264 Foscam generation: Foscam IPCamera CGI User Guide 1.0.10."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import lru_cache

from ...errors import PermissionDeniedError, RejectedError, ReplyError, UnsupportedError
from ...model.binding import Binder, Bindings
from ...model.catalogue import Request
from ...model.dialect import Dialect, Identity, PtzCommands, Rtsp, Stream
from ...model.options import CameraOptions
from ...model.protocol import Ask
from .codes import PORT
from .commands import COMMANDS
from .features import bindings
from .login import QueryLogin
from .motors import motors
from .tasks import TASKS
from .wire import FoscamHdWire, identify, probe


def _rtsp(path: str) -> Callable[[Ask, CameraOptions], Awaitable[Rtsp]]:
    async def place(ask: Ask, _options: CameraOptions) -> Rtsp:
        try:
            ports = await ask("getPortInfo")
            # Newer firmware has a port for RTSP alone; older serves it where the pages are.
            port = PORT.decode(ports.get("rtspPort") or ports.get("mediaPort", ""))
        except ReplyError, PermissionDeniedError, RejectedError, UnsupportedError:
            return Rtsp(path=path)
        return Rtsp(path=path, port=port if PORT.minimum <= port <= PORT.maximum else None)

    return place


def _streams() -> tuple[Stream, ...]:
    still = Request(COMMANDS["snapPicture2"], {})
    return tuple(
        Stream(key=key, still=lambda _options: still, rtsp=_rtsp(path))
        for key, path in (("main", "/videoMain"), ("sub", "/videoSub"))
    )


def _with_options(dialect: Dialect, options: CameraOptions) -> Dialect:
    """Let the sub stream be the camera's MJPEG where the user wants that."""
    if not options.mjpeg:
        return dialect
    main, sub = dialect.streams
    live = Request(COMMANDS["GetMJStream"], {})
    opening = Binder(COMMANDS).request("setSubStreamFormat", format="mjpeg")
    sub = replace(sub, live=lambda _options: live, opening=(opening,) if opening else ())
    return replace(dialect, streams=(main, sub))


@lru_cache(maxsize=32)
def _able(traits: frozenset[str]) -> tuple[Bindings, PtzCommands | None]:
    """Return what cameras with these traits can; equal ones share it."""
    return bindings(COMMANDS, traits), motors(COMMANDS, traits)


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
    streams=_streams(),
    ptz=motors(COMMANDS),
    tasks=TASKS,
    options=frozenset({"movable", "swap_pan", "swap_tilt", "rtsp", "mjpeg"}),
    # Years of Home Assistant's own integration show that they take one request right after the other.
    request_spacing=False,
    rights_vary=True,
    with_options=_with_options,
    for_camera=_for_camera,
)
