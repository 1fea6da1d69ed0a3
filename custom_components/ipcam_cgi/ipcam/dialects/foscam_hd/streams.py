"""The still of HD cameras over HTTP, their streams by RTSP, and the MJPEG that a sub stream can be."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from ...errors import PermissionDeniedError, RejectedError, ReplyError, UnsupportedError
from ...model.dialect import Rtsp, Stream
from ...model.options import CameraOptions
from ...model.protocol import Ask
from .codes import PORT
from .manual import COMMANDS


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
    still = COMMANDS["snapPicture2"].request()
    return tuple(
        Stream(key=key, still=lambda _options: still, rtsp=_rtsp(path))
        for key, path in (("main", "/videoMain"), ("sub", "/videoSub"))
    )


def _mjpeg(sub: Stream) -> Stream:
    """Return the sub stream as the camera's own MJPEG, which it must be asked for first."""
    live = COMMANDS["GetMJStream"].request()
    opening = COMMANDS["setSubStreamFormat"].request(format="mjpeg")
    return replace(sub, live=lambda _options: live, opening=(opening,))


STREAMS = _streams()
MJPEG_STREAMS = (STREAMS[0], _mjpeg(STREAMS[1]))
