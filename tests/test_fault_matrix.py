"""Every fault of an old camera, at every place where it can strike.

Whatever goes wrong, nothing but a CameraError leaves the library, no setting but the one that was
to change is touched, no refused login is repeated, and the camera is well again once the fault is gone.
"""

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress

import aiohttp
import pytest

from custom_components.ipcam_cgi.ipcam.camera import Camera
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.hucoms import wire as hucoms_wire
from custom_components.ipcam_cgi.ipcam.errors import AuthError, CameraError
from custom_components.ipcam_cgi.ipcam.http import transport as transport_module
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.identity import ask_identity
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect, Identity
from custom_components.ipcam_cgi.ipcam.probe import probe
from custom_components.ipcam_cgi.ipcam.video.broadcast import FrameBroadcaster
from simulator import SimulatedCamera, faults
from tests.conftest import MakeCamera, MakeSession, changes, each_fault_on_each_camera

type Make = Callable[[], faults.Fault]

# A camera that everything was asked of before it is answered counts as gone after this many seconds.
PATIENCE = 0.2

ANSWERS: dict[str, Make] = {
    "refused": faults.Refused,
    "unreachable": faults.Unreachable,
    "reset": faults.Reset,
    "reset after doing it": lambda: faults.Reset(execute=True),
    "silence": faults.Silence,
    "silence after doing it": lambda: faults.Silence(execute=True),
    "half an answer": faults.Cut,
    "half an answer and a reset": lambda: faults.Cut(reset=True),
    "the head only": lambda: faults.Cut(keep=0),
    "half an answer of the right length": faults.Short,
    "nothing": faults.Empty,
    "a web page": faults.Html,
    "status 404": lambda: faults.Status(status=404),
    "status 500": lambda: faults.Status(status=500),
    "status 503": faults.Status,
    "status 401": lambda: faults.Status(status=401, execute=False),
    "a redirection": lambda: faults.Body(status=302, body=b"elsewhere"),
    "another manual's answer": lambda: faults.Body(body=b"<CGI_Result>\n<result>0</result>\n</CGI_Result>"),
    "another manual's error": lambda: faults.Body(body=b"Error: Invalid ID or Password"),
    "zeros": lambda: faults.Body(body=bytes(5000)),
    "noise": lambda: faults.Body(body=bytes(range(256)) * 20),
    "ten megabytes": lambda: faults.Huge(times=3),
    "an endless header": lambda: faults.EndlessHeader(times=3),
    "a wrong charset": faults.Charset,
    "a header line without a colon": faults.HeaderLine,
    "a header line without a name": lambda: faults.HeaderLine(line=b": GoAhead"),
    "no reason": faults.NoReason,
    "two lengths": faults.TwoLengths,
    "two different lengths": lambda: faults.TwoLengths(error=7),
    "less than announced": lambda: faults.WrongLength(error=50),
    "more than announced": faults.WrongLength,
    "byte by byte": lambda: faults.Slow(delay=0.0001, times=2),
}

STREAMS: dict[str, Make] = {
    "cut": faults.StreamCut,
    "reset": lambda: faults.StreamCut(reset=True),
    "stall": faults.StreamStall,
    "zeros": faults.StreamZeros,
    "truncated pictures": faults.StreamTruncated,
    "no length": faults.StreamLength,
    "length too small": lambda: faults.StreamLength(error=-9),
    "length too large": lambda: faults.StreamLength(error=9),
    "boundary doubled": faults.Boundary,
    "boundary dashed": lambda: faults.Boundary(form="dashed"),
    "boundary missing": lambda: faults.Boundary(form="missing"),
    "boundary announced with dashes": lambda: faults.Boundary(form="announced_dashed"),
}

LIES = ("another manual's answer", "another manual's error")
"""Answers that tell a camera for one of another manual; the login shows it."""


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in TIMEOUTS.items():
        monkeypatch.setattr(transport_module, name, seconds)
    monkeypatch.setattr(hucoms_wire, "QUIET", 0.05)


@each_fault_on_each_camera(ANSWERS, 0)
async def test_detection(camera: SimulatedCamera, client: aiohttp.ClientSession, make: Make) -> None:
    transport = Transport(client, *camera.address)
    spoil(camera, make)
    try:
        found = await probe(transport, REGISTRY)
    except CameraError:
        pass
    else:
        honest = not any(make is ANSWERS[lie] for lie in LIES)
        assert not honest or REGISTRY[found.dialect].probe is camera_dialect(camera).probe
    assert camera.refused_logins == 0
    cure(camera)
    assert (await probe(transport, REGISTRY)).dialect == camera_dialect(camera).name


@each_fault_on_each_camera(ANSWERS, 1, every=2)
async def test_login(camera: SimulatedCamera, make_session: MakeSession, make: Make) -> None:
    session = make_session()
    spoil(camera, make)
    try:
        await ask_identity(session, Identity(id=""))
    except AuthError:
        # What looks like a refused login is final, even if it was none: better asked than locked out.
        session = make_session()
    except CameraError:
        pass
    cure(camera)
    identity = await ask_identity(session, Identity(id=""))
    assert identity.id in ("", camera.serial.lower())
    assert camera.refused_logins == 0


@each_fault_on_each_camera(ANSWERS, 2, every=2)
async def test_poll(camera: SimulatedCamera, make_camera: MakeCamera, make: Make) -> None:
    device = await ready(make_camera)
    known = dict(device.state)
    spoil(camera, make)
    for _ in range(2):
        device.expire()
        try:
            await device.poll()
        except CameraError:
            continue
        for feature in device.dialect.bindings:
            shown = device.state.get(feature)
            assert shown is None or not device.is_available(feature) or isinstance(shown, feature.kind)
    cure(camera)
    device = await healed(device, make_camera)
    await device.poll()
    assert camera.refused_logins == 0
    assert not device.state.failed
    moving = {f.CLOCK_OFFSET}
    assert {feature for feature, value in device.state if known.get(feature) != value} <= moving


@each_fault_on_each_camera(ANSWERS, 3, every=2)
async def test_write(camera: SimulatedCamera, make_camera: MakeCamera, make: Make) -> None:
    device = await ready(make_camera)
    features = (f.MOTION_DETECTION, f.BRIGHTNESS, f.FLIP, f.PRIVACY_MODE)
    for feature in [each for each in features if device.supports(each)][:2]:
        before = camera.dump()
        old = device.state.get(feature)
        new = (not old) if isinstance(old, bool) else (old or 0) + 1
        spoil(camera, make)
        try:
            await device.write(feature, new)
        except AuthError:
            device = await ready(make_camera, camera)
        except CameraError:
            pass
        cure(camera)
        changed = changes(before, camera.dump())
        device = await healed(device, make_camera)
        # The camera did it or it did not: the state says which, and nothing else is different.
        await device.poll()
        assert device.state.get(feature) == (new if changed else old)
        await device.write(feature, new)
        wanted = changes(before, camera.dump())
        assert not changed or changed == wanted
        await device.write(feature, old)
        assert changes(before, camera.dump()).keys() <= wanted.keys()
    assert camera.refused_logins == 0


@each_fault_on_each_camera(ANSWERS, 4, every=2)
async def test_still(camera: SimulatedCamera, make_camera: MakeCamera, make: Make) -> None:
    device = await ready(make_camera)
    key = device.dialect.streams[0].key
    spoil(camera, make)
    try:
        picture = await device.streams.still(key)
    except CameraError:
        pass
    else:
        assert picture[:2] == b"\xff\xd8"
        assert picture[-2:] == b"\xff\xd9"
    cure(camera)
    device = await healed(device, make_camera)
    await asyncio.sleep(0)
    assert (await device.streams.still(key))[:2] == b"\xff\xd8"


@each_fault_on_each_camera(ANSWERS | STREAMS, 1)
async def test_stream(
    camera: SimulatedCamera, make_camera: MakeCamera, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "STREAM_TIMEOUT", PATIENCE)
    device = await ready(make_camera)
    source = device.streams._source(device.dialect.streams[0])
    broadcaster = FrameBroadcaster(
        source, stall=PATIENCE, backoff=(0.01, 0.05), linger=0, first_frame_timeout=10
    )
    before = len(camera.requests)
    spoil(camera, make)
    cured = asyncio.get_running_loop().call_later(0.5, cure, camera)
    healthy: set[int] = set()
    try:
        async with asyncio.timeout(20), aclosing(broadcaster.frames()) as frames:
            async for frame in frames:
                assert frame.data[:2] == b"\xff\xd8"
                assert frame.data[-2:] == b"\xff\xd9"
                if not list(camera.faults):
                    healthy.add(frame.number)
                if len(healthy) == 3:
                    break
    except AuthError:
        assert len(camera.requests) - before <= 5
    except CameraError:
        # What another attempt would not cure ends the viewers; whoever looks anew sees again.
        cure(camera)
        async with asyncio.timeout(20), aclosing(broadcaster.frames()) as frames:
            assert (await anext(frames)).data[:2] == b"\xff\xd8"
    finally:
        cured.cancel()
        await broadcaster.aclose()
    assert camera.refused_logins == 0


TIMEOUTS = {"TOTAL_TIMEOUT": 10.0, "CONNECT_TIMEOUT": 5.0}


def spoil(camera: SimulatedCamera, make: Make) -> None:
    """Let something go wrong, and nobody wait long for it."""
    for name in TIMEOUTS:
        setattr(transport_module, name, PATIENCE)
    camera.faults.add(make())


def cure(camera: SimulatedCamera) -> None:
    """Let all be well, and give even a busy machine time to show it."""
    for name, seconds in TIMEOUTS.items():
        setattr(transport_module, name, seconds)
    camera.faults.clear()


def camera_dialect(camera: SimulatedCamera) -> Dialect:
    return next(each for each in REGISTRY.values() if each.commands is camera.wire.commands)


async def ready(make_camera: MakeCamera, camera: SimulatedCamera | None = None) -> Camera:
    if camera is not None:
        cure(camera)
    device = await make_camera()
    await device.poll()
    return device


async def healed(device: Camera, make_camera: MakeCamera) -> Camera:
    """Return the device, or a new one where a fault looked like a refused login."""
    try:
        device.expire()
        await device.poll()
    except AuthError:
        return await ready(make_camera)
    return device


@pytest.mark.parametrize("make", (ANSWERS | STREAMS).values(), ids=ANSWERS | STREAMS)
@pytest.mark.parametrize("dialect", ["hucoms"])
async def test_events(
    camera: SimulatedCamera, make_camera: MakeCamera, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A camera that pushes: whatever becomes of the connection, the next one tells all anew."""
    monkeypatch.setattr("custom_components.ipcam_cgi.ipcam.camera.EVENT_TIMEOUT", PATIENCE)
    device = await ready(make_camera)
    command = device.dialect.events
    assert command is not None
    spoil(camera, make)
    with suppress(CameraError, TimeoutError):
        async with asyncio.timeout(3 * PATIENCE), aclosing(device.events()) as events:
            async for values in events:
                assert all(value is None or isinstance(value, key.kind) for key, value in values.items())
    cure(camera)
    assert not device.is_pushing
    camera.set_motion(True)
    device = await healed(device, make_camera)
    async with asyncio.timeout(5), aclosing(device.events()) as events:
        async for _values in events:
            if device.state.get(f.MOTION):
                break
    assert device.state.get(f.MOTION)
    assert camera.refused_logins == 0
