"""How the command ends: a code for scripts, and a line for people."""

from collections.abc import Mapping
from enum import IntEnum

from .. import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    UnsupportedError,
)


class Exit(IntEnum):
    """The codes with which the command ends."""

    DONE = 0
    CAMERA = 1
    USAGE = 2
    LOGIN = 3
    CONNECTION = 4
    INVALID = 5
    RIGHTS = 6
    FILE = 7
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143


MEANINGS: Mapping[Exit, str] = {
    Exit.DONE: "done",
    Exit.CAMERA: "the camera refused, or its reply cannot be read",
    Exit.USAGE: "the command line is wrong",
    Exit.LOGIN: "the camera refused the user name or password; it was tried once",
    Exit.CONNECTION: "no connection, or no answer in time",
    Exit.INVALID: "the camera has no such thing, or the value is out of range; nothing was changed",
    Exit.RIGHTS: "the account may not do this, or the camera's interface is switched off",
    Exit.FILE: "a file cannot be read or written",
    Exit.INTERRUPTED: "ended by Ctrl-C; motors that ran were stopped",
}
"""What the codes mean, for the help. The others are what a shell makes of a signal, too."""

_OF_ERRORS: tuple[tuple[type[CameraError], Exit], ...] = (
    (AuthError, Exit.LOGIN),
    (CameraConnectionError, Exit.CONNECTION),
    (InvalidValueError, Exit.INVALID),
    (UnsupportedError, Exit.INVALID),
    (PermissionDeniedError, Exit.RIGHTS),
    (ApiDisabledError, Exit.RIGHTS),
)


class UsageError(Exception):
    """The command line asks for what cannot be; the text says why."""


def exit_of(error: CameraError) -> Exit:
    """Return the code for what a camera failed with."""
    return next((code for kind, code in _OF_ERRORS if isinstance(error, kind)), Exit.CAMERA)
