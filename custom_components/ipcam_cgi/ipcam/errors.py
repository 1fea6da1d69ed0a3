"""Everything the library can fail with. No error text ever holds a credential or a URL."""


class CameraError(Exception):
    """Base of all errors of this library.

    `reason` is a short text for a person, in the camera's own words where it gave any;
    `command` is the manual's name of the request that failed.
    """

    def __init__(self, reason: str = "", *, command: str = "") -> None:
        """Keep the reason and the command apart, so that each caller can word its message."""
        super().__init__(f"{command}: {reason}" if command else reason)
        self.reason = reason
        self.command = command


class ConnectionFailed(CameraError):
    """No usable answer: refused, reset, timed out, overloaded."""


class AuthFailed(CameraError):
    """The camera refused the user name or password. Never tried again without new credentials."""


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
