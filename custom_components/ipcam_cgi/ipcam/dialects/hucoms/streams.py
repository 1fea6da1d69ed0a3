"""The still and the live picture of Hucoms cameras over HTTP, and their streams by RTSP."""

import re

from ...errors import ReplyError
from ...model.catalogue import Request
from ...model.dialect import Rtsp, Stream
from ...model.options import CameraOptions
from ...model.protocol import Ask
from .manual import COMMANDS

MAX_REST = 300
"""The most rest between two pictures, in hundredths of a second."""

_ADDRESS = re.compile(r"rtsps?://[^/\s]*?(?::(\d{1,5}))?(/[!-~]{0,255})", re.IGNORECASE)


def _still(_options: CameraOptions) -> Request:
    return COMMANDS["jpeg"].request()


def _live(options: CameraOptions) -> Request:
    rest = min(round(100 / options.rate), MAX_REST) if options.rate else 0
    return COMMANDS["mjpeg"].request(**({"refresh": rest} if rest else {}))


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
