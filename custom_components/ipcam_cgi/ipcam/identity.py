"""Asks a camera who it is, when it is met and whenever there is reason to doubt that it is still the same."""

from dataclasses import replace
from time import monotonic

from .errors import one_line
from .http.session import Session
from .model.codecs import readable
from .model.dialect import Identity
from .poller import Poller

VERIFY_INTERVAL = 600.0
"""Seconds after which a camera is asked again who it is."""

_NO_MARKUP = str.maketrans("", "", "<>[]`")
"""What a page would take for a picture or a link."""


async def ask_identity(session: Session, known: Identity) -> Identity:
    """Log in and return what the camera says of itself, as it can be shown: a name may be meant to be more.

    `known` is what is known of it: its id by the probe or the owner, or all of it by an earlier start.
    """
    found = await session.dialect.identify(session.ask, known)
    if session.dialect.find_role is not None and found is not known:
        found = replace(found, role=await session.dialect.find_role(session.ask, session.username))
    return replace(
        found,
        name=one_line(readable(found.name)).translate(_NO_MARKUP),
        model=one_line(readable(found.model)),
        firmware=one_line(found.firmware),
        hardware=one_line(found.hardware),
    )


class IdentityCheck:
    """Makes sure that the camera that answers is the one that was met."""

    def __init__(self, session: Session, identity: Identity, poller: Poller) -> None:
        """Compare with `identity`, which the camera has just told; `poller` knows how it fares."""
        self._session = session
        self._identity = identity
        self._poller = poller
        self._verified_at = monotonic()
        self._unconfirmed: Identity | None = None

    async def verify(self) -> Identity:
        """Return who answers; see `Camera.verify_identity`."""
        now = monotonic()
        recent = now - self._verified_at < VERIFY_INTERVAL and self._poller.doubted_at <= self._verified_at
        if recent or self._poller.has_unexplained_failures or not self._poller.last_poll_ok:
            return self._identity
        found = await ask_identity(self._session, Identity(id=self._identity.id))
        found = replace(found, name=self._identity.name)
        if found == self._identity:
            self._verified_at = now
        elif found.id != self._identity.id:
            # What was just read is another's.
            self._poller.expire()
        elif found != self._unconfirmed:
            self._unconfirmed = found
            return self._identity
        return found
