"""Finds out which manual a camera follows, without spending a login."""

from .dialects import REGISTRY
from .errors import CameraConnectionError, CameraError, OverloadedError, UnsupportedError
from .http.transport import Transport
from .model.dialect import ProbeResult, Registry
from .model.protocol import HttpRequest, HttpResponse


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
        return response

    answered = False
    failure = CameraConnectionError("no answer")
    verdict = "the device answers, but follows none of the manuals"
    for ask in dict.fromkeys(dialect.probe for dialect in registry.values()):
        try:
            result = await ask(fetch)
        except CameraConnectionError as error:
            failure = error
            if not answered and error.reason in ("no answer in time", "connection refused"):
                raise
            continue
        except UnsupportedError as error:
            answered = True
            verdict = error.reason
            continue
        except CameraError:
            answered = True
            continue
        answered = True
        if result is not None:
            return result
    if not answered:
        raise failure
    raise UnsupportedError(verdict)
