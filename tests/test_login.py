"""However a camera refuses a login, one goes out and nothing more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, nullcontext, suppress

import pytest

from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraError,
    ChallengeError,
    PermissionDeniedError,
    UnsupportedError,
    WrongPasswordError,
)
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.dialect import Move
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials, HttpResponse, check_login
from simulator import Logged, SimulatedCamera
from simulator.faults import Body
from tests.conftest import PASSWORD, USERNAME, MakeCamera, every_camera

PAGE = b"<html><head><title>401 Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>"


ANSWERS: dict[str, Callable[[], Body]] = {
    "in words": lambda: Body(body=b"user or passwd is error"),
    "in one word": lambda: Body(body=b"Unauthorized\n"),
    "by a page": lambda: Body(body=PAGE, content_type="text/html"),
    "by a status": lambda: Body(status=401, body=PAGE, content_type="text/html"),
}


def carries_login(request: Logged) -> bool:
    """Whether a request has the password in it, in clear or in a header."""
    return (
        PASSWORD in request.target
        or Credentials(USERNAME, PASSWORD).basic in request.headers.get("authorization", "")
        or request.headers.get("authorization", "").startswith("Digest")
    )


@pytest.mark.parametrize("answer", ANSWERS)
@every_camera
async def test_one_login_at_set_up(camera: SimulatedCamera, make_camera: MakeCamera, answer: str) -> None:
    camera.faults.add(ANSWERS[answer]())
    with pytest.raises(AuthError):
        await make_camera()
    assert sum(carries_login(each) for each in camera.requests) == 1


async def watch(device: Camera) -> None:
    """Look at the live picture for a moment."""
    async with aclosing(device.streams.broadcaster("main").frames()) as frames:
        await anext(frames)


async def all_at_once(device: Camera) -> None:
    """Let twenty entities ask at the same time."""
    asked = (device.read(f.BRIGHTNESS) for _ in range(20))
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(each, AuthError) for each in results)
    raise AuthError("nobody was let in")


WAYS: dict[str, Callable[[Camera], Awaitable[object]]] = {
    "poll": Camera.poll,
    "still": lambda device: device.streams.still("main"),
    "live picture": watch,
    "write": lambda device: device.write(f.BRIGHTNESS, 1),
    "action": lambda device: device.ptz.step(Move(pan=1), 0.1),
    "20 entities at once": all_at_once,
}
"""What may notice first that the password was changed."""


@every_camera
@pytest.mark.parametrize("way", WAYS)
async def test_one_login_while_running(
    camera: SimulatedCamera,
    make_camera: MakeCamera,
    way: str,
    record_property: Callable[[str, object], None],
) -> None:
    """The password is changed: whoever notices it first, nobody tries it again."""
    device = await make_camera(CameraOptions())
    await device.poll()
    camera.wire.set_password("another")
    camera.wire.booted()
    for _ in range(3):
        for each in (WAYS[way], *WAYS.values()):
            device.expire()
            with suppress(UnsupportedError), pytest.raises(AuthError):
                await each(device)
    record_property("refused", camera.refused_logins)
    assert camera.refused_logins == 1


@every_camera
async def test_one_login_at_a_start(
    camera: SimulatedCamera, make_camera: MakeCamera, record_property: Callable[[str, object], None]
) -> None:
    """The form, a start of Home Assistant, a restart with a password that was changed: all connect once."""
    for _ in range(2):
        before = camera.refused_logins
        with pytest.raises(AuthError):
            await make_camera(password="wrong")
        assert camera.refused_logins == before + 1
    record_property("refused", camera.refused_logins // 2)


@pytest.mark.parametrize("dialect", ["foscam_hd"])
async def test_a_camera_that_denies_a_wrong_password(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    """Some HD cameras say -3 to a wrong password, as to a command that they do not know."""
    camera.faults.add(Body(body=b"<CGI_Result>\n<result>-3</result>\n</CGI_Result>\n"))
    with pytest.raises(AuthError, match="password may be wrong"):
        await make_camera()
    assert sum(carries_login(each) for each in camera.requests) == 1


@pytest.mark.parametrize("dialect", ["foscam_hd"])
async def test_a_camera_that_begins_to_deny_everything(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    device = await make_camera()
    device._session._denies_nobody = None
    await device.poll()
    camera.faults.add(Body(body=b"<CGI_Result>\n<result>-3</result>\n</CGI_Result>\n"))
    asked = len(camera.requests)
    for _ in range(3):
        device.expire()
        with pytest.raises(AuthError):
            await device.poll()
    # One that is denied, and the proof that it is not the command.
    assert sum(carries_login(each) for each in camera.requests[asked:]) <= 2


@pytest.mark.parametrize("dialect", ["foscam_hd"])
async def test_an_unknown_command_is_no_wrong_password(
    camera: SimulatedCamera, make_camera: MakeCamera
) -> None:
    device = await make_camera()
    device._session._denies_nobody = True
    denied = b"<CGI_Result><result>-3</result></CGI_Result>"
    camera.faults.add(Body(command="getMotionDetectConfig*", body=denied))
    for _ in range(3):
        device.expire()
        await device.poll()
    for _ in range(4):
        with pytest.raises(PermissionDeniedError):
            await device._session.ask("getMotionDetectConfig")
    assert device.state.get(f.MOTION) is not None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"user or passwd is error", WrongPasswordError),
        (b"Error: Invalid ID or Password\r\n", WrongPasswordError),
        (b"error: invalid username or password.", WrongPasswordError),
        (b"Unauthorized", ChallengeError),
        (b"401 Unauthorized\r\n", ChallengeError),
        (PAGE, ChallengeError),
        (b"var log_text='Mon, user or password is error';", None),
        (b"<CGI_Result><user>a</user><password>wrong</password></CGI_Result>", None),
        (b"title = user password wrong", None),
        (b"ok.", None),
        (b"", None),
    ],
)
def test_words_of_a_refused_login(body: bytes, kind: type[CameraError] | None) -> None:
    refusal = pytest.raises(kind) if kind else nullcontext()
    with refusal:
        check_login(HttpResponse(200, {}, body))
