"""Everything the library can fail with. No error text ever holds a credential or a URL."""

from enum import Enum
from typing import override

MAX_REASON = 500
"""Characters of a reason: some of it is what a camera said, and that may be anything."""


def one_line(text: str) -> str:
    """Return a text as a log and a page can show it, without control characters and runs of blanks."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


class Reason(Enum):
    """Why a camera cannot be reached: a text, and the key of its translations."""

    UNKNOWN_HOST = ("the host name is unknown", "unknown_host")
    REFUSED = ("connection refused", "connection_refused")
    NO_ROUTE = ("no way to this address", "no_route")
    TIMEOUT = ("timed out waiting for a reply", "no_answer")
    CLOSED = ("the camera closed the connection", "connection_closed")
    BROKE_OFF = ("the reply was cut off", "answer_broke_off")
    NOT_TRUSTED = ("the camera's certificate is not trusted", "certificate_not_trusted")
    TLS_FAILED = ("no TLS connection: its TLS may be too old, or of another kind", "tls_failed")
    NO_TLS = ("the port speaks plain HTTP, no TLS", "plain_port")
    NEEDS_TLS = ("the port speaks TLS, no plain HTTP", "tls_port")
    REDIRECTED = ("the camera sends everybody to its https address", "redirected_to_https")
    RTSP = ("the port speaks RTSP, no HTTP", "rtsp_port")
    ONVIF = ("the device supports ONVIF only: add it with the ONVIF integration", "onvif_only")
    NOT_A_CAMERA = ("the device answers, but follows none of the manuals", "not_a_camera")


class CameraError(Exception):
    """Base of all errors of this library.

    `reason` is a short text for a person, in the camera's own words where it gave any; `reason_key` says the
    same to whoever has a text of its own for it, where the reason is one of ours (empty: it is not), and
    `detail` is what it then still lacks; `command` is the manual's name of the request that failed.
    """

    def __init__(self, reason: str | Reason = "", *, command: str = "", detail: str = "") -> None:
        """Keep reason and command apart, so that each caller can word its message."""
        super().__init__()
        text, key = reason.value if isinstance(reason, Reason) else (reason, "")
        self.reason = one_line(f"{text} ({detail})" if detail else text)[:MAX_REASON]
        self.reason_key = key
        self.detail = one_line(detail)[:MAX_REASON]
        self.command = command

    @override
    def __str__(self) -> str:
        return f"{self.command}: {self.reason}" if self.command else self.reason

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class CameraConnectionError(CameraError):
    """No usable answer: refused, reset, timed out, overloaded."""


class OverloadedError(CameraConnectionError):
    """The camera answers that it cannot serve one more, or as cameras do that cannot."""


class AuthError(CameraError):
    """The camera refused the user name or password. Never tried again without new credentials."""


class WrongPasswordError(AuthError):
    """The camera says in words that the name or the password is wrong, as none does that is overloaded."""


class ChallengeError(AuthError):
    """The camera asks for a login as if there had been none: the password is wrong, or the rights too few."""


class LoginLockedError(CameraConnectionError):
    """The camera takes no login for a while, because too many were wrong; this one may well be right."""


class SessionExpiredError(CameraError):
    """The login has run out and may be renewed once."""


class PermissionDeniedError(CameraError):
    """The account's privilege is too low for this command."""


class ApiDisabledError(CameraError):
    """The camera's owner has switched this interface off, in its own pages."""


class RejectedError(CameraError):
    """The camera understood the request and refused it; `reason` is what it said."""


class UnconfirmedError(CameraError):
    """The camera's answer does not tell whether it did what it was asked for."""


class ReplyError(CameraError):
    """The answer is not what the manual describes, even read leniently."""


class InvalidValueError(CameraError):
    """A value outside the manual's range, stopped before anything was sent."""


class UnsupportedError(CameraError):
    """This camera, its firmware or its manual has no such command or feature."""
