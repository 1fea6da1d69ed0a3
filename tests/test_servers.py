"""However a camera's server speaks HTTP, the camera can be found, polled, written and watched."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing, nullcontext, suppress

import pytest

from custom_components.ipcam_cgi.ipcam import (
    REGISTRY,
    AuthError,
    CameraConnectionError,
    Credentials,
    Reason,
    Transport,
    connect,
    features as f,
    make_client,
    probe,
)
from custom_components.ipcam_cgi.ipcam.http import keep_alive
from simulator import SimulatedCamera
from simulator.accents import ACCENTS
from simulator.accents.words import LOGINS
from simulator.manners import MANNERS
from tests.conftest import PASSWORD, USERNAME, each_fault_on_each_camera, spoken

pytestmark = pytest.mark.usefixtures("socket_enabled", "in_haste")


@each_fault_on_each_camera({name: name for name in MANNERS if name != "to_https"})
async def test_every_camera_behind_every_server(
    dialect: str, make: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_alive, "PROBATION", 1.2)
    camera = SimulatedCamera(dialect, username=USERNAME, password=PASSWORD, manners=MANNERS[make])
    async with camera.running(), make_client() as client:
        transport = Transport(client, *camera.address)
        found = await probe(transport)
        assert found.dialect == spoken(camera)
        device = await connect(
            transport, REGISTRY[found.dialect], Credentials(USERNAME, PASSWORD), known_id=found.id
        )
        assert device.identity.id == camera.serial.lower()
        await device.poll()
        await asyncio.sleep(1.2)
        for _ in range(4):
            await device.poll([f.MOTION, f.BRIGHTNESS])
        assert not device.state.failed

        old = device.state.get(f.BRIGHTNESS)
        assert old is not None
        # Where one connection in ten breaks, a write may fail; it is not sent twice.
        with suppress(CameraConnectionError) if MANNERS[make].resets else nullcontext():
            await device.write(f.BRIGHTNESS, old + 1)
            assert device.state.get(f.BRIGHTNESS) == old + 1
        assert (await device.streams.still("main")).startswith(b"\xff\xd8")
        async with asyncio.timeout(15), aclosing(device.streams.broadcaster("main").frames()) as frames:
            assert (await anext(frames)).data.startswith(b"\xff\xd8")
            assert (await anext(frames)).data.endswith(b"\xff\xd9")
        assert camera.refused_logins == 0
        await device.aclose()


async def test_a_server_that_sends_everybody_elsewhere(dialect: str) -> None:
    camera = SimulatedCamera(dialect, manners=MANNERS["to_https"])
    async with camera.running(), make_client() as client:
        with pytest.raises(CameraConnectionError) as raised:
            await probe(Transport(client, *camera.address))
    assert raised.value.reason_key == Reason.REDIRECTED.value[1]


REFUSING = [
    pytest.param(dialect, name, id=f"{dialect}-{name}")
    for name, accent in LOGINS.items()
    for dialect in accent.dialects
]


@pytest.mark.parametrize(("dialect", "name"), REFUSING)
@pytest.mark.parametrize("meanwhile", [False, True], ids=["wrong", "changed meanwhile"])
async def test_one_refused_login(
    dialect: str, name: str, record_property: Callable[[str, object], None], *, meanwhile: bool
) -> None:
    """In whatever words a camera refuses a login, it hears one, and no more before the user has answered."""
    accent = ACCENTS[name]
    camera = SimulatedCamera(
        dialect, profile=accent.profile, username=USERNAME, password=PASSWORD, accent=accent
    )
    async with camera.running(), make_client() as client:
        transport = Transport(client, *camera.address)
        spoken_ = REGISTRY[spoken(camera)]
        if not meanwhile:
            with pytest.raises(AuthError):
                await connect(transport, spoken_, Credentials(USERNAME, "wrong"))
            await transport.aclose()
            record_property("refused", camera.refused_logins)
            assert camera.refused_logins == 1
            return
        device = await connect(transport, spoken_, Credentials(USERNAME, PASSWORD))
        await device.poll()
        assert camera.refused_logins == 0
        camera.wire.set_password("another")
        camera.wire.booted()
        for _ in range(4):
            device.expire()
            with pytest.raises(AuthError):
                await device.poll()
            with pytest.raises(AuthError):
                await device.streams.still("main")
        record_property("refused", camera.refused_logins)
        assert camera.refused_logins == 1
        await device.aclose()
