"""The still of Anjia cameras over HTTP, and their streams by RTSP."""

from ...errors import PermissionDeniedError, RejectedError, ReplyError, UnsupportedError
from ...model.dialect import Rtsp, Stream
from ...model.options import CameraOptions
from ...model.protocol import Ask
from .manual import COMMANDS

RTSP_PORT = 554

RTSP_PATHS = {"/stream0": "/stream1", "/video1": "/video2", "/mpeg4": "/mpeg4cif"}
"""The sub stream's path for each usual path of the main stream: newer, without sound, older."""


def _stream(key: str) -> Stream:
    still = COMMANDS["snapshot"].request(stream=key)

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


STREAMS = (_stream("main"), _stream("sub"))
