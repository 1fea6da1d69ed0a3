"""Whether the camera still takes the login, and what may be sent while that is not sure.

Many of these cameras lock an account after a few wrong logins. So this is the one place where a refusal is
judged: it knows what the camera said and what it took before, asks nothing and waits for nothing.
"""

from enum import Enum, auto

from ..errors import AuthError, LoginLockedError
from ..model.catalogue import Access

RECENT = 5.0
"""Seconds for which an accepted request shows that the next refusal is not about the password."""
TROUBLE = 30.0
"""Seconds after a sign of overload within which a refusal may be another one."""
LOCKED = 60.0
"""Seconds in which a camera that has locked the account is not asked for anything."""


class State(Enum):
    """What is known of the login."""

    UNPROVEN = auto()
    """The camera has taken nothing yet."""
    TRUSTED = auto()
    """The camera took it, for commands up to a level."""
    DOUBTED = auto()
    """It took it once and refused it since, without a word about the reason. One more refusal is final."""
    REFUSED = auto()
    """Nothing is sent until the user has answered, which makes a new session."""


class Refusal(Enum):
    """How a camera refuses."""

    PASSWORD = auto()
    """It says in words that the name or the password is wrong."""
    CHALLENGE = auto()
    """It asks for a login as if there had been none: for a wrong password, and for a lack of rights."""
    STATUS = auto()
    """A status and nothing else: for a wrong password, and for one connection too many."""
    DENIAL = auto()
    """It denies a command, in the words that somebody without a login hears too."""


class Verdict(Enum):
    """What a refusal stands for."""

    REFUSED = auto()
    """The login is wrong."""
    RIGHTS = auto()
    """The login is right, the account may not do this."""
    OVERLOAD = auto()
    """Nothing is known of the login: later, once more."""


class LoginTrust:
    """The state of one login at one camera. All times are seconds of one clock that only goes forward."""

    def __init__(self) -> None:
        """Begin with a login of which nothing is known."""
        self.state = State.UNPROVEN
        self.level = Access.NONE
        """What the login is known to be good for."""
        self.doubted: Access | None = None
        """The level of what was refused without a reason, until it is clear why."""
        self._reason = ""
        self._shown = Access.NONE
        """The highest level that was accepted since the doubt began."""
        self._latest = Access.NONE
        self._accepted_at = self._troubled_at = self._locked_at = float("-inf")

    def require(self, now: float) -> None:
        """Raise what stands against sending the login: AuthError, or LoginLockedError for a while."""
        if self.state is State.REFUSED:
            raise AuthError(self._reason)
        if now < self._locked_at + LOCKED:
            raise LoginLockedError("the camera accepts no logins at the moment")

    def accepted(self, level: Access, now: float) -> None:
        """Note that a command which needs `level` was carried out.

        What everybody may ask (Access.NONE) says nothing of a login.
        """
        if level is Access.NONE or self.state is State.REFUSED:
            return
        self._latest, self._accepted_at = level, now
        self._shown = max(self._shown, level)
        if self.doubted is None or self._shown >= self.doubted:
            self.state, self.doubted = State.TRUSTED, None
            self.level = max(self.level, level)

    def refused(self, how: Refusal, level: Access, reason: str, now: float) -> Verdict:
        """Judge the refusal of a command that needs `level`; `reason` is for the user, if it is final."""
        match self.state:
            case State.REFUSED:
                return Verdict.REFUSED
            case State.UNPROVEN:
                return self._refuse(reason)
            case _ if how is Refusal.PASSWORD:
                return self._refuse(reason)
            case State.TRUSTED:
                return Verdict.RIGHTS if level > self.level else self._first(how, level, reason, now)
            case State.DOUBTED:
                return self._again(how, level, reason, now)

    def _first(self, how: Refusal, level: Access, reason: str, now: float) -> Verdict:
        """Judge the refusal of what the login was good for."""
        if how is Refusal.CHALLENGE and self._latest < level and now - self._accepted_at < RECENT:
            self.level = self._latest
            return Verdict.RIGHTS
        if how is Refusal.CHALLENGE and now - self._troubled_at >= TROUBLE:
            return self._refuse(reason)
        return self._doubt(how, level, now)

    def _again(self, how: Refusal, level: Access, reason: str, now: float) -> Verdict:
        """Judge the second one in a row, or one after something of a lower level was accepted."""
        if self._shown is Access.NONE:
            return self._refuse(reason)
        if self._shown >= level:
            return self._doubt(how, level, now)
        # The login was right meanwhile: it is the account that may do less than before.
        self.state, self.doubted = State.TRUSTED, None
        if how is not Refusal.DENIAL:
            self.level = self._shown
        return Verdict.RIGHTS

    def _refuse(self, reason: str) -> Verdict:
        self.state, self.doubted, self._reason = State.REFUSED, None, reason
        return Verdict.REFUSED

    def _doubt(self, how: Refusal, level: Access, now: float) -> Verdict:
        self.state, self.doubted, self._shown = State.DOUBTED, level, Access.NONE
        if how is Refusal.DENIAL:
            return Verdict.RIGHTS
        self._troubled_at = now
        return Verdict.OVERLOAD

    def overloaded(self, now: float) -> None:
        """Note that the camera said to have too much to do."""
        self._troubled_at = now

    def locked(self, now: float) -> None:
        """Note that the camera has locked the account: of somebody else's attempts, perhaps."""
        self._locked_at = now
