"""Finds out which manual a camera follows, without spending a login."""

from .dialect import Registry, Sighting
from .errors import CameraError, ConnectionFailed, Overloaded, Unsupported
from .session import Transport
from .wire import Answer, Call


async def probe(transport: Transport, registry: Registry) -> Sighting:
    """Ask in the words of each manual until one is understood.

    Raise ConnectionFailed when nothing answers at all, Overloaded when it has too much to do, and
    Unsupported when something answers that follows none of the manuals, with the reason of a dialect that
    knows better what it is.
    """

    async def fetch(call: Call) -> Answer:
        answer = await transport.fetch(call)
        if answer.status in (429, 503):
            # Of whatever it may be, this is no sign.
            raise Overloaded(f"HTTP status {answer.status}")
        return answer

    answered = False
    failure = ConnectionFailed("no answer")
    verdict = "the device answers, but follows none of the manuals"
    for ask in dict.fromkeys(dialect.probe for dialect in registry.values()):
        try:
            sighting = await ask(fetch)
        except ConnectionFailed as error:
            failure = error
            if not answered and error.reason in ("no answer in time", "connection refused"):
                raise
            continue
        except Unsupported as error:
            answered = True
            verdict = error.reason
            continue
        except CameraError:
            answered = True
            continue
        answered = True
        if sighting is not None:
            return sighting
    if not answered:
        raise failure
    raise Unsupported(verdict)
