"""What each kind of answer means to a read, a write and an action of a Hucoms and an Anjia camera."""

import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import CameraError
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse

COMMANDS = {
    "hucoms": ("camcolor.getcolor", "camcolor.setcolor", "reboot.setreboot"),
    "anjia": ("image", "image.set", "reboot"),
}
DONE = "done"
GONE, BROKEN, NO = "UnsupportedError", "ReplyError", "RejectedError"
AWAY, BUSY, MAYBE = "CameraConnectionError", "OverloadedError", "UnconfirmedError"
WRONG, DENIED, OFF = "WrongPasswordError", "PermissionDeniedError", "ApiDisabledError"
ASKS, LOGIN, EXPIRED = "ChallengeError", "AuthError", "SessionExpiredError"


def page(title: str) -> bytes:
    """Return a page for a browser."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>".encode()


def fault(reason: str) -> bytes:
    """Return a fault as Anjia cameras have it."""
    return f"<fault><value>/cgi-bin/x</value><reason>{reason}</reason></fault>".encode()


KINDS: list[tuple[int, bytes, tuple[str, ...], tuple[str, ...]]] = [
    # Status and body; then what it is to a read, a write and an action: of Hucoms, of Anjia.
    (200, b"[Values]\r\nbright = 50\r\n", (DONE, DONE, DONE), (BROKEN, NO, NO)),
    (200, b'<image brightness="50"/>', (BROKEN, DONE, DONE), (DONE, DONE, DONE)),
    (200, b'{"brightness": "50"}', (BROKEN, NO, NO), (DONE, DONE, NO)),
    (200, b"<reboot>true</reboot>", (BROKEN, NO, NO), (DONE, DONE, DONE)),
    (200, b"<reboot>false</reboot>", (BROKEN, NO, NO), (DONE, NO, NO)),
    (200, b"ok", (BROKEN, DONE, DONE), (BROKEN, DONE, DONE)),
    (200, b"OK.\r\n", (BROKEN, DONE, DONE), (BROKEN, DONE, DONE)),
    (200, b"", (BROKEN, DONE, DONE), (BROKEN, MAYBE, MAYBE)),
    (204, b"", (GONE, DONE, DONE), (GONE, MAYBE, MAYBE)),
    (200, b"user or passwd is error", (WRONG,) * 3, (EXPIRED,) * 3),
    (200, b"Unauthorized\n", (ASKS,) * 3, (EXPIRED,) * 3),
    (200, page("401 Unauthorized"), (ASKS,) * 3, (EXPIRED,) * 3),
    (401, b"", (LOGIN,) * 3, (EXPIRED,) * 3),
    (200, b"var result=-1;\r\n", (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, b"var ret=1;", (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, b"fail", (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, b"busy\r\n", (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, b"error: illegal params.", (NO,) * 3, (BROKEN, NO, NO)),
    (200, b"illegal params.", (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, page("IP Camera"), (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, b"\x00\x01\x02\xff", (BROKEN, NO, NO), (BROKEN, NO, NO)),
    (200, b"Error: Invalid ID or Password", (WRONG,) * 3, (EXPIRED,) * 3),
    (200, b"Error: unsupported command", (GONE,) * 3, (BROKEN, NO, NO)),
    (200, b"Error: unauthorized", (DENIED,) * 3, (BROKEN, LOGIN, LOGIN)),
    (200, b"Error: apictrlstatus disabled", (OFF,) * 3, (BROKEN, NO, NO)),
    (200, fault("range: 0-1"), (BROKEN, NO, NO), (NO,) * 3),
    (400, fault("range: 0-1"), (AWAY,) * 3, (NO,) * 3),
    (404, fault("no such cgi interface"), (GONE,) * 3, (GONE,) * 3),
    (400, fault("uid error"), (AWAY,) * 3, (EXPIRED,) * 3),
    (400, fault("Non-administrators cannot edit users"), (AWAY,) * 3, (DENIED,) * 3),
    (404, page("404 Not Found"), (GONE,) * 3, (GONE,) * 3),
    (500, b"", (AWAY,) * 3, (AWAY,) * 3),
    (503, b"", (BUSY,) * 3, (BUSY,) * 3),
]


def meaning(dialect: str, command: str, status: int, body: bytes) -> str:
    """Return what an answer is to a command."""
    rows, wire = REGISTRY[dialect].commands, REGISTRY[dialect].wire
    response = HttpResponse(status, {}, body)
    try:
        wire.check(rows[command], response)
        wire.parse(rows[command], response)
    except CameraError as error:
        return type(error).__name__
    return DONE


@pytest.mark.parametrize("dialect", COMMANDS)
@pytest.mark.parametrize(("status", "body", "hucoms", "anjia"), KINDS)
def test_answers(
    dialect: str, status: int, body: bytes, hucoms: tuple[str, ...], anjia: tuple[str, ...]
) -> None:
    wanted = {"hucoms": hucoms, "anjia": anjia}[dialect]
    assert tuple(meaning(dialect, each, status, body) for each in COMMANDS[dialect]) == wanted
