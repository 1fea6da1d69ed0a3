"""Finds out which manual a camera follows, without spending a login."""

from .dialect import Registry, Sighting
from .errors import CameraError, ConnectionFailed, Unsupported
from .session import Transport


async def probe(transport: Transport, registry: Registry) -> Sighting:
    """Ask in the words of each manual until one is understood.

    Raise ConnectionFailed when nothing answers at all and Unsupported when something does that
    follows none of the manuals, with the reason of a dialect that knows better what it is.
    """
    answered = False
    failure = ConnectionFailed("no answer")
    verdict = "the device answers, but follows none of the manuals"
    for ask in dict.fromkeys(dialect.probe for dialect in registry.values()):
        try:
            sighting = await ask(transport.fetch)
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
