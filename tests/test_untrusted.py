"""What a camera says is untrusted: it costs little, shows no secret, and proves nothing it does not."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.netwave.login import challenge
from custom_components.ipcam_cgi.ipcam.dialects.netwave.tasks import _entry
from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
)
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.codecs import Int, Real
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse
from simulator import SimulatedCamera
from simulator.faults import Body, Short, Status
from tests.conftest import DIALECTS, MUCH, PASSWORD, MakeCamera, work
from tests.dialects import known

SIZE = 200_000
PIECES = [
    *(
        "a",
        "a ",
        "a=",
        "a='",
        'a="',
        "'",
        '"',
        "<",
        "<a ",
        "<a b=",
        "<a b='",
        "</a>",
        "<a>",
        "</",
        "= ",
        " ",
        "\t",
    ),
    *(
        "a[1",
        "[1",
        " *",
        "\n",
        "a=1 ",
        "a:",
        "{",
        "&",
        "&#x1",
        "<img ",
        "<img src='",
        "1.1.",
        "--a\n",
        ";",
        "0",
    ),
]


def reader(name: str) -> Callable[[str], object]:
    """Return a dialect's reader of a reply."""
    dialect = REGISTRY[name]
    getter = next(each for each in dialect.commands.values() if each.returns and not each.params)
    return lambda text: dialect.wire.parse(getter, HttpResponse(200, {}, text.encode()))


READERS: dict[str, Callable[[str], object]] = {
    **{name: reader(name) for name in DIALECTS},
    "challenge": lambda text: challenge(f"Digest {text[:60_000]}"),
    "log": lambda text: _entry(f"2026-01-01 00:00:00 {text}"),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_no_text_is_much_work(read: Callable[[str], object]) -> None:
    def attempt(text: str) -> None:
        with suppress(CameraError):
            read(text)

    for piece in PIECES:
        for end in ("", "x", "'", '"', "="):
            text = piece * (SIZE // len(piece)) + end
            assert work(partial(attempt, text)) < MUCH, (piece, end)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "99999999999999999999999", "1e400", "nan", "inf", "²", "--5", "", "0x"]
)
def test_numbers_are_bounded(text: str) -> None:
    with pytest.raises(ReplyError):
        Int(0, 9).decode(text)
    if not text.strip("9"):
        return
    with pytest.raises(ReplyError):
        Real().decode(text)


def test_reasons_are_one_short_line() -> None:
    error = RejectedError("no\r\nERROR forged line\x1b[31m " + "x" * 9000, command="set")
    assert error.reason.startswith("no ERROR forged line [31m xxx")
    assert len(error.reason) <= 500
    assert str(error).startswith("set: no ERROR")
    assert "ERROR" in repr(error)


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_repeated_login_is_taken_out(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    camera.faults.add(Body(body=known(camera.dialect).refusal.format(PASSWORD).encode()))
    command = next(each for each in device.dialect.commands.values() if each.returns and not each.params)
    with pytest.raises(CameraError) as raised:
        await device.commands.ask(command.name)
    assert PASSWORD not in str(raised.value) + repr(raised.value) + raised.value.reason
    assert "**" in raised.value.reason


async def test_names_are_plain(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    camera.records["params"]["alias"] = "![x](http://203.0.113.9)\n<b>\x07"
    assert (await make_camera()).identity.name == "!x(http://203.0.113.9) b"


async def test_open_answers_prove_no_password(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.poll()
    camera.records["params"]["user1_pwd"] = "changed"
    await device.commands.ask("get_status")
    for _ in range(5):
        with pytest.raises(AuthError):
            await device.commands.ask("get_params")
        with pytest.raises(AuthError):
            await device.commands.ask("get_status")
    assert camera.refused_logins == 1


async def test_fewer_rights_are_no_wrong_password(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.poll()
    camera.faults.add(Status(status=401, path="/get_params.cgi", execute=False))
    with pytest.raises(CameraConnectionError):
        await device.commands.ask("get_params")
    await device.commands.ask("get_camera_params")
    with pytest.raises(PermissionDeniedError):
        await device.commands.ask("get_params")
    await device.commands.ask("get_camera_params")
    camera.faults.clear()
    assert await device.commands.ask("get_params")


async def test_what_is_refused_is_asked_rarely(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.poll()
    camera.faults.add(Status(status=404, path="/get_misc.cgi"))
    for _ in range(5):
        device.expire() if not device.state.failed else None
        await device.poll()
    assert sum(each.path == "/get_misc.cgi" for each in camera.requests) == 2
    assert not device.is_available(f.STATUS_LED)
    camera.faults.clear()
    device.expire()
    await device.poll()
    assert device.is_available(f.STATUS_LED)


async def test_noise_does_not_block_a_record(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    await device.poll()
    misc = camera.records["misc"]
    misc["nonsense"] = "1"
    device.expire()
    await device.poll()
    del misc["nonsense"]
    for _ in range(3):
        device.expire()
        await device.poll()
    assert "nonsense" not in device.state.reading("get_misc").expected
    camera.faults.add(Short(path="/get_misc.cgi"))
    device.expire()
    await device.poll()
    assert "led_mode" in device.state.reading("get_misc").expected
