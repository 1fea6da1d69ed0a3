r"""Speaks to IP cameras of five documented CGI manuals, without Home Assistant.

This is all that anybody outside needs; the modules behind it may change.

    import asyncio

    from ipcam import REGISTRY, Credentials, Transport, connect, features, make_client, probe


    async def main(host: str, port: int, credentials: Credentials) -> None:
        async with make_client() as client:
            transport = Transport(client, host, port)
            found = await probe(transport)  # spends no login
            camera = await connect(transport, REGISTRY[found.dialect], credentials, known_id=found.id)
            try:
                print(camera.identity.manufacturer, camera.identity.model)
                state = await camera.poll()  # reads everything once
                print("Motion:", state.get(features.MOTION))
                if camera.supports(features.BRIGHTNESS):
                    print(camera.limits(features.BRIGHTNESS))
                    await camera.write(features.BRIGHTNESS, 6)
                picture = await camera.streams.still(camera.streams.keys[0])
                print("JPEG:", picture.startswith(b"\xff\xd8"))
            finally:
                await camera.aclose()


    asyncio.run(main("192.0.2.10", 80, Credentials("admin", "secret")))

Whatever fails raises a `CameraError`. After an `AuthError` nothing more is sent: many cameras lock an account
after a few wrong passwords, so ask a person before the next `connect`.
"""

from .camera import Camera, CapabilityCache, connect
from .dialects import REGISTRY
from .errors import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    OverloadedError,
    PermissionDeniedError,
    Reason,
    RejectedError,
    ReplyError,
    SessionExpiredError,
    UnconfirmedError,
    UnsupportedError,
    WrongPasswordError,
)
from .http.session import make_client
from .http.tls import unverified_tls
from .http.transport import Transport
from .model import features
from .model.catalogue import Access, Command, Effect, Record
from .model.codecs import Choice, Codec, Int, Text, readable, unescape
from .model.dialect import Account, AlarmWebhook, Dialect, Identity, Move, ProbeResult, Row
from .model.features import Feature
from .model.options import MAX_PRE_ROLL, OPTION_LIMITS, OPTION_SECTION, CameraOptions, OptionSection, Output
from .model.protocol import Credentials
from .model.regions import NOWHERE, Grid, Rectangle
from .model.schedule import DAY, DAYS, Span, WeekPlan, clock
from .model.state import CameraState
from .probe import probe
from .ptz import MAX_DURATION
from .redaction import REDACTED, redacted, shown, without_secrets
from .video.broadcast import CONTENT_TYPE, Frame, FrameBroadcaster, write_mjpeg
from .video.pre_roll import PreRollBuffer

__all__ = [
    "CONTENT_TYPE",
    "DAY",
    "DAYS",
    "MAX_DURATION",
    "MAX_PRE_ROLL",
    "NOWHERE",
    "OPTION_LIMITS",
    "OPTION_SECTION",
    "REDACTED",
    "REGISTRY",
    "Access",
    "Account",
    "AlarmWebhook",
    "ApiDisabledError",
    "AuthError",
    "Camera",
    "CameraConnectionError",
    "CameraError",
    "CameraOptions",
    "CameraState",
    "CapabilityCache",
    "Choice",
    "Codec",
    "Command",
    "Credentials",
    "Dialect",
    "Effect",
    "Feature",
    "Frame",
    "FrameBroadcaster",
    "Grid",
    "Identity",
    "Int",
    "InvalidValueError",
    "Move",
    "OptionSection",
    "Output",
    "OverloadedError",
    "PermissionDeniedError",
    "PreRollBuffer",
    "ProbeResult",
    "Reason",
    "Record",
    "Rectangle",
    "RejectedError",
    "ReplyError",
    "Row",
    "SessionExpiredError",
    "Span",
    "Text",
    "Transport",
    "UnconfirmedError",
    "UnsupportedError",
    "WeekPlan",
    "WrongPasswordError",
    "clock",
    "connect",
    "features",
    "make_client",
    "probe",
    "readable",
    "redacted",
    "shown",
    "unescape",
    "unverified_tls",
    "without_secrets",
    "write_mjpeg",
]
