"""Finds out which manual a camera follows, without spending a login."""

import re

from .dialects import REGISTRY
from .errors import CameraConnectionError, CameraError, OverloadedError, Reason, UnsupportedError
from .http.transport import Transport
from .model.dialect import ProbeResult, Registry
from .model.protocol import HttpRequest, HttpResponse, check_scheme

MAX_PAGE = 4096
MAX_SAID = 100
_TITLE = re.compile(r"<title>([^<]{1,80})", re.IGNORECASE)
_OTHER_PORTS = {Reason.RTSP.value[1], Reason.NEEDS_TLS.value[1]}
_WEAK = (Reason.CLOSED, Reason.BROKE_OFF)
_FINAL = {reason.value[1] for reason in Reason if reason not in _WEAK}
"""Reasons for which it is of no use to ask in other words."""


async def probe(transport: Transport, registry: Registry = REGISTRY) -> ProbeResult:
    """Ask in the words of each manual until one is understood.

    Raise CameraConnectionError when nothing answers at all, OverloadedError when it has too much to do, and
    UnsupportedError when something answers that follows none of the manuals, with the reason of a dialect
    that knows better what it is.
    """

    async def fetch(http_request: HttpRequest) -> HttpResponse:
        response = await transport.fetch(http_request)
        if response.status in (429, 503):
            # Of whatever it may be, this is no sign.
            raise OverloadedError(f"HTTP status {response.status}")
        check_scheme(response)
        return response

    answered = False
    failure = CameraConnectionError("no reply")
    verdict = UnsupportedError(Reason.NOT_A_CAMERA)
    for ask in dict.fromkeys(dialect.probe for dialect in registry.values()):
        try:
            result = await ask(fetch)
        except CameraConnectionError as error:
            failure = error
            if not answered and error.reason_key in _FINAL:
                raise
            continue
        except UnsupportedError as error:
            answered = True
            verdict = error
            continue
        except CameraError:
            answered = True
            continue
        answered = True
        if result is not None:
            return result
    if not answered:
        raise failure
    if verdict.reason_key == Reason.NOT_A_CAMERA.value[1]:
        raise await _strange(transport)
    raise verdict


async def _strange(transport: Transport) -> CameraError:
    """Return what a device that is none of our cameras says of itself."""
    try:
        page = await transport.look(HttpRequest("GET", "/", []))
    except CameraConnectionError as error:
        return error if error.reason_key in _OTHER_PORTS else UnsupportedError(Reason.NOT_A_CAMERA)
    except CameraError:
        return UnsupportedError(Reason.NOT_A_CAMERA)
    title = _TITLE.search(page.text[:MAX_PAGE])
    said = [page.headers.get("Server", ""), title[1].strip() if title else "", f"HTTP status {page.status}"]
    return UnsupportedError(Reason.NOT_A_CAMERA, detail=", ".join(filter(None, said))[:MAX_SAID])
