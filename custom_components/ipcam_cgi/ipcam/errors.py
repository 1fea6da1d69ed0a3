"""Everything the library can fail with. No error text ever holds a credential or a URL."""

from typing import override

LONGEST_REASON = 500
"""Characters of a reason: some of it is what a camera said, and that may be anything."""


def one_line(text: str) -> str:
    """Return a text as a log and a page can show it, without control characters and runs of blanks."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


class CameraError(Exception):
    """Base of all errors of this library.

    `reason` is a short text for a person, in the camera's own words where it gave any;
    `command` is the manual's name of the request that failed.
    """

    def __init__(self, reason: str = "", *, command: str = "") -> None:
        """Keep the reason and the command apart, so that each caller can word its message."""
        super().__init__()
        self.reason = one_line(reason)[:LONGEST_REASON]
        self.command = command

    @override
    def __str__(self) -> str:
        return f"{self.command}: {self.reason}" if self.command else self.reason

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class ConnectionFailed(CameraError):
    """No usable answer: refused, reset, timed out, overloaded."""


class Overloaded(ConnectionFailed):
    """The camera answers that it cannot serve one more, or as cameras do that cannot."""


class AuthFailed(CameraError):
    """The camera refused the user name or password. Never tried again without new credentials."""


class WrongPassword(AuthFailed):
    """The camera says in words that the name or the password is wrong, as none does that is overloaded."""


class SessionExpired(CameraError):
    """The login has run out and may be renewed once."""


class Denied(CameraError):
    """The account's privilege is too low for this command."""


class Disabled(CameraError):
    """The camera's owner has switched this interface off, in its own pages."""


class Rejected(CameraError):
    """The camera understood the request and refused it; `reason` is what it said."""


class BadReply(CameraError):
    """The answer is not what the manual describes, even read tolerantly."""


class InvalidValue(CameraError):
    """A value outside the manual's range, stopped before anything was sent."""


class Unsupported(CameraError):
    """This camera, its firmware or its manual has no such command or feature."""
