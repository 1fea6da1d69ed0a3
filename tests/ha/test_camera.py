"""Stills, live pictures, and whether motion is detected."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, cast

from aiohttp import ClientPayloadError, ClientResponse, web
from aiohttp.test_utils import TestClient
from homeassistant.components.camera import (
    DOMAIN as CAMERA_DOMAIN,
    SERVICE_DISABLE_MOTION,
    SERVICE_ENABLE_MOTION,
    async_get_image,
    async_get_stream_source,
)
from homeassistant.components.camera.const import DATA_COMPONENT
from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.ipcam import streams
from custom_components.ipcam_cgi.ipcam.video.broadcast import Frame, FrameBroadcaster, write_mjpeg
from simulator import SimulatedCamera
from simulator.faults import Body, Html, Refused, StreamCut
from tests.conftest import PASSWORD, changes, every_camera, every_netwave, until, written
from tests.ha.conftest import act, compare, entity_id

if TYPE_CHECKING:
    from homeassistant.components.stream import Stream

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

VIEWERS = 16

type Browser = TestClient[web.Request, web.Application]


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.CAMERA]


@pytest.fixture
def quick_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reconnect at once, and linger only for a moment."""
    assert FrameBroadcaster.__init__.__kwdefaults__
    quick = FrameBroadcaster.__init__.__kwdefaults__ | {"linger": 0.05, "backoff": (0.02, 0.1)}
    monkeypatch.setattr(FrameBroadcaster.__init__, "__kwdefaults__", quick)


@pytest.fixture
async def browser(quick_hub: None, loaded: MockConfigEntry, hass_client: ClientSessionGenerator) -> Browser:
    """Somebody at the frontend."""
    client: Browser = await hass_client()
    return client


async def watch(browser: Browser, camera_id: str) -> ClientResponse:
    """Begin to look at the live picture."""
    return await browser.get(f"/api/camera_proxy_stream/{camera_id}")


async def next_picture(response: ClientResponse) -> bytes:
    """Return the next picture that a viewer is shown."""
    part = await response.content.readuntil(b"\r\n\r\n")
    picture = await response.content.readexactly(int(part.rpartition(b"Content-Length:")[2]))
    assert picture.startswith(b"\xff\xd8")
    assert picture.endswith(b"\xff\xd9")
    return picture


async def see(response: ClientResponse, pictures: int) -> None:
    """Wait until a viewer was shown this many pictures."""
    async with asyncio.timeout(20):
        for _ in range(pictures):
            await next_picture(response)


async def colours(response: ClientResponse) -> str:
    """Return the mode of the next picture: RGB, or L when it is grey."""
    with Image.open(BytesIO(await next_picture(response))) as image:
        return image.mode


def snapshots(camera: SimulatedCamera) -> int:
    """Return how often the camera was asked for a still."""
    return sum(each.command == "snapshot" for each in camera.requests)


@every_camera
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


@every_camera
async def test_still(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    response = await (await hass_client()).get(f"/api/camera_proxy/{main(hass, camera)}")
    assert response.status == HTTPStatus.OK
    assert response.content_type == "image/jpeg"
    picture = await response.read()
    assert picture.startswith(b"\xff\xd8")
    assert picture.endswith(b"\xff\xd9")


def main(hass: HomeAssistant, camera: SimulatedCamera) -> str:
    """Return the camera's first picture entity."""
    return entity_id(hass, camera, "camera", "camera_main")


@every_netwave
async def test_many_stills_are_one(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshots(camera)
    images = await asyncio.gather(*(async_get_image(hass, main(hass, camera)) for _ in range(VIEWERS)))
    assert len({image.content for image in images}) == 1
    assert snapshots(camera) == before + 1
    # What was taken a moment ago serves whoever comes later; then it is too old.
    await async_get_image(hass, main(hass, camera))
    assert snapshots(camera) == before + 1
    monkeypatch.setattr(streams, "FRESH", 0)
    await async_get_image(hass, main(hass, camera))
    assert snapshots(camera) == before + 2


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (Body(path="/[sv]*.cgi", body=b"error: forbidden."), "rejected"),
        (Html(path="/[sv]*.cgi"), "rejected"),
        (Refused(), "connection_refused"),
    ],
)
async def test_no_still(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, fault: Body, key: str
) -> None:
    camera.faults.add(fault)
    with pytest.raises(HomeAssistantError) as raised:
        await async_get_image(hass, main(hass, camera))
    assert raised.value.translation_key == key
    camera.faults.clear()
    assert (await async_get_image(hass, main(hass, camera))).content


@every_netwave
async def test_viewers_share_one_connection(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    viewers = await asyncio.gather(*(watch(browser, main(hass, camera)) for _ in range(VIEWERS)))
    assert {viewer.content_type for viewer in viewers} == {"multipart/x-mixed-replace"}
    await asyncio.gather(*(see(viewer, 4) for viewer in viewers))
    assert camera.streams_opened == camera.open_streams == 1

    # Stills come from the stream that runs anyway.
    before = snapshots(camera)
    assert (await async_get_image(hass, main(hass, camera))).content
    assert snapshots(camera) == before

    # The last one who leaves closes it.
    for viewer in viewers:
        viewer.close()
    await until(lambda: camera.open_streams == 0)
    assert camera.streams_opened == 1


@every_netwave
async def test_stream_survives_a_restart(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    viewer = await watch(browser, main(hass, camera))
    await see(viewer, 3)
    await camera.reboot(0.1)
    sent = camera.frames_sent
    await until(lambda: camera.frames_sent > sent)
    await see(viewer, 10)
    assert camera.open_streams == 1
    viewer.close()


async def test_camera_that_is_away(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    quick_hub: None,
    hass_client: ClientSessionGenerator,
) -> None:
    """Whoever looks sees that the picture is old; nobody gets it as a still."""
    hub = loaded.runtime_data.camera.streams.broadcaster("main")
    hub._stale, hub._keepalive = 0.2, 0.05
    viewer = await watch(await hass_client(), main(hass, camera))
    assert await colours(viewer) == "RGB"
    off = camera.faults.add(Refused())
    await camera.reboot(0.0)
    async with asyncio.timeout(20):
        while await colours(viewer) == "RGB":
            pass
    still = await hub.still(60)
    assert still
    with Image.open(BytesIO(still)) as image:
        assert image.mode == "RGB"
    camera.faults.remove(off)
    async with asyncio.timeout(20):
        while await colours(viewer) == "L":
            pass
    viewer.close()


async def test_stream_that_the_camera_ends(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    camera.faults.add(StreamCut(path="/videostream.cgi", after=3))
    viewer = await watch(browser, main(hass, camera))
    await see(viewer, 15)
    assert camera.streams_opened >= 3
    viewer.close()


async def test_viewer_who_knows_no_chunks(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    """Some proxies and small displays speak HTTP/1.0."""
    state = hass.states.get(main(hass, camera))
    assert state
    path = f"/api/camera_proxy_stream/{state.entity_id}?token={state.attributes['access_token']}"
    reader, writer = await asyncio.open_connection(browser.host, browser.port)
    writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 200 " in head
    assert b"chunked" not in head
    assert await reader.readuntil(b"\r\n") == b"--frame\r\n"
    part = await reader.readuntil(b"\r\n\r\n")
    picture = await reader.readexactly(int(part.rpartition(b"Content-Length:")[2]))
    assert picture.endswith(b"\xff\xd9")
    writer.close()


@pytest.fixture
def first_takes_nothing(monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    """Let nothing get through to the first viewer, however long Home Assistant writes."""
    first = True

    async def write(
        write: Callable[[bytes], Awaitable[None]], frames: AsyncGenerator[Frame], *, chunked: bool
    ) -> None:
        nonlocal first
        stalled, first = first, False
        await write_mjpeg(never if stalled else write, frames, chunked=chunked, write_timeout=patience)

    async def never(_part: bytes) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("custom_components.ipcam_cgi.camera.write_mjpeg", write)


@pytest.mark.usefixtures("first_takes_nothing")
@pytest.mark.parametrize("patience", [60])
async def test_stalled_viewer_delays_nobody(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    stalled = await watch(browser, main(hass, camera))
    viewer = await watch(browser, main(hass, camera))
    await see(viewer, 10)
    assert camera.streams_opened == 1
    stalled.close()
    viewer.close()


@pytest.mark.usefixtures("first_takes_nothing")
@pytest.mark.parametrize("patience", [0.05])
async def test_viewer_who_takes_nothing_is_let_go(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, browser: Browser
) -> None:
    stats = loaded.runtime_data.camera.streams.broadcaster("main").stats
    viewer = await watch(browser, main(hass, camera))
    await until(lambda: stats.viewers == 0 and stats.opened == 1)
    with pytest.raises(ClientPayloadError):
        await viewer.content.read()


async def test_picture_that_is_refused(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    camera.faults.add(Body(path="/videostream.cgi", body=b"error: forbidden."))
    viewer = await watch(browser, main(hass, camera))
    assert await viewer.content.read() == b""
    assert camera.open_streams == 0


async def test_unload_ends_the_picture(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, browser: Browser
) -> None:
    viewer = await watch(browser, main(hass, camera))
    await see(viewer, 2)
    await hass.config_entries.async_unload(loaded.entry_id)
    await viewer.content.read()
    assert viewer.content.at_eof()
    await until(lambda: camera.open_streams == 0)


@pytest.mark.parametrize("options", [{"resolution": "qvga", "rate": 5}])
async def test_live_options(hass: HomeAssistant, camera: SimulatedCamera, browser: Browser) -> None:
    viewer = await watch(browser, main(hass, camera))
    await see(viewer, 1)
    assert "/videostream.cgi?resolution=8&rate=11" in written(camera)
    viewer.close()


@pytest.mark.parametrize("profile", ["sdk21"])
@pytest.mark.parametrize("options", [{"resolution": "vga", "rate": 5}])
async def test_live_options_without_a_rate(
    hass: HomeAssistant, camera: SimulatedCamera, browser: Browser
) -> None:
    viewer = await watch(browser, main(hass, camera))
    await see(viewer, 1)
    assert "/videostream.cgi?resolution=32" in written(camera)
    viewer.close()


@every_netwave
async def test_motion_detection(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    target = {ATTR_ENTITY_ID: main(hass, camera)}
    before = camera.dump()
    for service, shown in ((SERVICE_ENABLE_MOTION, True), (SERVICE_DISABLE_MOTION, False)):
        await hass.services.async_call(CAMERA_DOMAIN, service, target, blocking=True)
        await hass.async_block_till_done()
        state = hass.states.get(main(hass, camera))
        assert state
        assert bool(state.attributes.get("motion_detection")) is shown
        assert len(changes(before, camera.dump())) == int(shown)


async def test_motion_detection_refused(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.faults.add(Body(path="/set_alarm.cgi", body=b"error: illegal params."))
    with pytest.raises(HomeAssistantError):
        await hass.services.async_call(
            CAMERA_DOMAIN, SERVICE_ENABLE_MOTION, {ATTR_ENTITY_ID: main(hass, camera)}, blocking=True
        )


@every_netwave
@pytest.mark.parametrize("platforms", [[Platform.CAMERA, Platform.SWITCH]])
async def test_switch_and_camera_agree(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await act(hass, camera, "switch", "motion_detection", True)
    await hass.async_block_till_done()
    state = hass.states.get(main(hass, camera))
    assert state
    assert state.attributes["motion_detection"] is True


async def test_no_stream_source(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """These cameras serve nothing by RTSP."""
    assert await async_get_stream_source(hass, main(hass, camera)) is None


class Player:
    """Stands for a stream that Home Assistant plays: it knows the camera's address with the password."""

    def __init__(self) -> None:
        """Play."""
        self.stopped = 0

    async def stop(self) -> None:
        """Play no more."""
        self.stopped += 1


@pytest.mark.parametrize("dialect", ["foscam_hd", "hucoms", "anjia"])
@pytest.mark.parametrize("options", [{"rtsp": True}])
async def test_nobody_plays_with_a_refused_login(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    assert PASSWORD in str(await async_get_stream_source(hass, main(hass, camera)))
    entity = hass.data[DATA_COMPONENT].get_entity(main(hass, camera))
    assert entity is not None
    player = Player()
    entity.stream = cast("Stream", player)
    camera.wire.set_password("another")
    camera.wire.booted()
    for _ in range(3):
        loaded.runtime_data.camera.expire()
        await loaded.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert player.stopped == 1
    with pytest.raises(HomeAssistantError):
        await async_get_stream_source(hass, main(hass, camera))
    assert camera.refused_logins == 1
