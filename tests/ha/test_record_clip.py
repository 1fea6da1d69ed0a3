"""Clips of the live picture, which everybody shares: from before the call to a while after."""

import asyncio
from itertools import pairwise
from pathlib import Path
import sys
from time import monotonic
from typing import Any
from unittest.mock import AsyncMock, Mock, patch

import av
from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import Context, Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
import voluptuous as vol

from custom_components.ipcam_cgi.actions.record_clip import MAX_CLIPS
from custom_components.ipcam_cgi.camera import CgiCamera
from custom_components.ipcam_cgi.clip import ClipWriter
from custom_components.ipcam_cgi.const import DOMAIN, EVENT_CLIP_RECORDED
from custom_components.ipcam_cgi.ipcam import streams
from custom_components.ipcam_cgi.ipcam.video.broadcast import FrameBroadcaster
from custom_components.ipcam_cgi.services import ACTIONS
from simulator import SimulatedCamera
from simulator.faults import Body, Refused
from tests.conftest import every, every_camera, until
from tests.ha.conftest import entity_id

PRE_ROLL = {"pre_roll": 3}


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


@pytest.fixture(autouse=True)
def quick_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reconnect at once, and linger only for a moment."""
    assert FrameBroadcaster.__init__.__kwdefaults__
    quick = FrameBroadcaster.__init__.__kwdefaults__ | {"linger": 0.05, "backoff": (0.02, 0.1)}
    monkeypatch.setattr(FrameBroadcaster.__init__, "__kwdefaults__", quick)


@pytest.fixture
def path(hass: HomeAssistant, tmp_path: Path) -> Path:
    """A place in a folder that Home Assistant may use."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    return tmp_path / "garden.mp4"


def main(hass: HomeAssistant, camera: SimulatedCamera) -> str:
    """Return the camera's first picture entity."""
    return entity_id(hass, camera, "camera", "camera_main")


def entity(hass: HomeAssistant, camera: SimulatedCamera) -> CgiCamera:
    """Return the same as an object."""
    found = hass.data[CAMERA_DOMAIN].get_entity(main(hass, camera))
    assert isinstance(found, CgiCamera)
    return found


async def record(hass: HomeAssistant, camera: SimulatedCamera, path: Path, **data: Any) -> dict[str, Any]:
    """Record a clip of the main picture; return the answer."""
    target = main(hass, camera)
    response = await hass.services.async_call(
        DOMAIN,
        "record_clip",
        {ATTR_ENTITY_ID: target, "filename": str(path), **data},
        blocking=True,
        return_response=True,
    )
    assert response
    answer: Any = response[target]
    assert answer.keys() == {"path", "seconds", "frames"}
    assert answer["path"] == str(path)
    return dict(answer)


def shown(path: Path) -> tuple[list[float], float]:
    """Return when each picture of a clip is shown, and where it ends."""
    with av.open(path) as file:
        assert file.streams.video[0].codec_context.name == "h264"
        times = [image.time for image in file.decode(video=0)]
        assert file.duration is not None
        return times, file.duration / av.time_base


def is_picture(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"\xff\xd8") and content.endswith(b"\xff\xd9")


def dangling_link(path: Path, target: Path) -> Path:
    path.parent.mkdir()
    path.symlink_to(target)
    return path


def left(path: Path) -> list[str]:
    """Return what is in the folder of a clip."""
    return sorted(each.name for each in path.parent.iterdir())


async def kept(hass: HomeAssistant, camera: SimulatedCamera, seconds: float) -> None:
    """Wait until so much of the picture is kept."""
    pre_roll = entity(hass, camera).pre_roll
    assert pre_roll is not None
    await until(lambda: (frames := pre_roll.since(0)) and frames[-1].at - frames[0].at >= seconds)


async def test_clip(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    answer = await record(hass, camera, path, after=1)
    times, end = shown(path)
    assert answer["frames"] == len(times) > 2
    assert answer["seconds"] == pytest.approx(end, abs=0.002)
    assert 0.2 < end < 1.2
    assert left(path) == ["garden.mp4"]
    await until(lambda: camera.open_streams == 0)


@every_camera
async def test_every_dialect(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "STILL_INTERVAL", 0.1)
    answer = await record(hass, camera, path, after=1)
    assert answer["frames"] >= 2
    assert shown(path)[1] == pytest.approx(answer["seconds"], abs=0.002)


@pytest.mark.parametrize("options", [PRE_ROLL])
async def test_clip_from_before(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    await kept(hass, camera, 1.6)
    pre_roll = entity(hass, camera).pre_roll
    assert pre_roll is not None
    asked = monotonic()
    answer = await record(hass, camera, path, before=1.5, after=1)
    came = [frame.at for frame in pre_roll.since(asked - 1.5) if frame.at <= asked + 1]
    times, end = shown(path)
    # All that came, at the times at which it came.
    assert len(times) == pytest.approx(len(came), abs=2)
    assert times[:20] == pytest.approx([at - came[0] for at in came[:20]], abs=0.002)
    assert 2.1 < end < 2.8
    assert answer["seconds"] == pytest.approx(end, abs=0.002)
    # For all this, the camera serves one stream.
    assert camera.streams_opened == camera.open_streams == 1


@pytest.mark.parametrize("options", [{"pre_roll": 1}])
async def test_no_more_than_is_kept(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    await kept(hass, camera, 0.9)
    await asyncio.sleep(0.8)
    answer = await record(hass, camera, path, before=30, after=1)
    assert 1.5 < answer["seconds"] < 2.6


@pytest.mark.parametrize("options", [{}, {"pre_roll": 0}])
async def test_nothing_is_kept_unless_the_owner_wants_it(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    assert entity(hass, camera).pre_roll is None
    with pytest.raises(ServiceValidationError) as raised:
        await record(hass, camera, path, before=1)
    assert raised.value.translation_key == "no_pre_roll"
    assert camera.streams_opened == 0
    assert left(path) == []


@pytest.mark.parametrize("options", [PRE_ROLL])
@every([("foscam_hd", "standard")])
async def test_only_the_main_picture_is_kept(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    await kept(hass, camera, 0.2)
    assert loaded.runtime_data.camera.streams.stats()["sub"].opened == 0
    sub = entity_id(hass, camera, "camera", "camera_sub")
    with pytest.raises(ServiceValidationError) as raised:
        await hass.services.async_call(
            DOMAIN,
            "record_clip",
            {ATTR_ENTITY_ID: sub, "filename": str(path), "before": 1},
            blocking=True,
        )
    assert raised.value.translation_key == "no_pre_roll"


@pytest.mark.parametrize("options", [PRE_ROLL])
async def test_pictures_are_kept_through_a_restart_and_after_a_refusal(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "AGAIN", 0.05)
    await kept(hass, camera, 0.2)
    refusal = camera.faults.add(Body(path="/videostream.cgi", body=b"error: forbidden."))
    await camera.reboot(0.1)
    broadcaster = entity(hass, camera).broadcaster
    await until(lambda: "forbidden" in broadcaster.stats.last_error)
    camera.faults.remove(refusal)
    frames = broadcaster.stats.frames
    await until(lambda: broadcaster.stats.frames > frames + 3)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    await until(lambda: camera.open_streams == 0)


async def test_not_allowed(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    hass.config.allowlist_external_dirs = {str(path.parent / "other")}
    for elsewhere in (path, Path("garden.mp4"), path.parent / "other" / ".." / "garden.mp4"):
        with pytest.raises(ServiceValidationError) as raised:
            await record(hass, camera, elsewhere)
        assert raised.value.translation_key == "path_not_allowed"
    assert camera.streams_opened == 0
    assert left(path) == []


async def test_link_that_leads_out(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    hass.config.allowlist_external_dirs = {str(path.parent / "allowed")}
    link = dangling_link(path.parent / "allowed" / "garden.mp4", path)
    with pytest.raises(ServiceValidationError) as raised:
        await record(hass, camera, link)
    assert raised.value.translation_key == "path_not_allowed"
    assert left(path) == ["allowed"]


async def test_place_that_is_a_folder(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    path = path.parent
    with pytest.raises(ServiceValidationError) as raised:
        await record(hass, camera, path)
    assert raised.value.translation_key == "file_failed"
    assert camera.streams_opened == 0


async def test_template_and_new_folder(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    name = path.parent / "{{ 1 + 1 }}" / "{{ now().year }}.mp4"
    target = {ATTR_ENTITY_ID: main(hass, camera), "filename": str(name), "after": 1}
    await hass.services.async_call(DOMAIN, "record_clip", target, blocking=True)
    (made,) = (path.parent / "2").iterdir()
    assert made.stem.isdecimal()
    assert shown(made)[0]


@pytest.mark.parametrize("data", [{"before": 31}, {"before": -1}, {"after": 0}, {"after": 121}])
def test_limits(data: dict[str, int]) -> None:
    schema = vol.Schema(ACTIONS["record_clip"].fields)
    assert schema({"filename": "/media/garden.mp4"}).items() >= {"before": 0, "after": 10}.items()
    with pytest.raises(vol.Invalid):
        schema({"filename": "/media/garden.mp4", **data})


async def test_event(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    events: list[Event[Any]] = async_capture_events(hass, EVENT_CLIP_RECORDED)
    context = Context()
    target = main(hass, camera)
    await hass.services.async_call(
        DOMAIN,
        "record_clip",
        {ATTR_ENTITY_ID: target, "filename": str(path), "after": 1},
        blocking=True,
        context=context,
    )
    await hass.async_block_till_done()
    (event,) = events
    registered = er.async_get(hass).async_get(target)
    assert registered
    assert EVENT_CLIP_RECORDED == "ipcam_cgi_clip_recorded"
    assert event.context is context
    assert event.data == {
        "entity_id": target,
        "device_id": registered.device_id,
        "path": str(path),
        "seconds": pytest.approx(shown(path)[1], abs=0.002),
        "frames": len(shown(path)[0]),
    }


@pytest.mark.parametrize("options", [PRE_ROLL])
async def test_camera_goes_off_line_in_the_middle(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    await kept(hass, camera, 0.5)
    clip = asyncio.create_task(record(hass, camera, path, before=0.5, after=2))
    await asyncio.sleep(0.7)
    off = camera.faults.add(Refused())
    await camera.reboot(0.0)
    answer = await clip
    assert 0.7 < answer["seconds"] < 1.9
    assert shown(path)[1] == pytest.approx(answer["seconds"], abs=0.002)
    assert left(path) == ["garden.mp4"]
    camera.faults.remove(off)


async def test_camera_restarts_in_the_middle(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    clip = asyncio.create_task(record(hass, camera, path, after=2))
    await until(lambda: camera.frames_sent > 5)
    await camera.reboot(0.5)
    answer = await clip
    times, _ = shown(path)
    assert max(later - at for at, later in pairwise(times)) > 0.45
    assert answer["seconds"] > 1
    assert camera.streams_opened == 2


async def test_unload_in_the_middle(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    clip = asyncio.create_task(record(hass, camera, path, after=60))
    await until(lambda: camera.frames_sent > 10)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    answer = await clip
    assert answer["frames"] == len(shown(path)[0]) >= 5
    assert left(path) == ["garden.mp4"]


async def test_cancelled_in_the_middle(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    earlier = await record(hass, camera, path, after=1)
    target = entity(hass, camera)
    clip = asyncio.create_task(record(hass, camera, path, after=60))
    sent = camera.frames_sent
    await until(lambda: camera.frames_sent > sent + 5)
    assert target.clips == 1
    clip.cancel()
    with pytest.raises(asyncio.CancelledError):
        await clip
    await until(lambda: target.clips == 0 and left(path) == ["garden.mp4"])
    assert len(shown(path)[0]) == earlier["frames"]
    await until(lambda: camera.open_streams == 0)


async def test_no_picture(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    camera.faults.add(Refused())
    events = async_capture_events(hass, EVENT_CLIP_RECORDED)
    with pytest.raises(HomeAssistantError) as raised:
        await record(hass, camera, path, after=1)
    assert raised.value.translation_key == "cannot_connect"
    assert raised.value.translation_placeholders
    assert raised.value.translation_placeholders["reason"] == "connection refused"
    assert left(path) == []
    assert not events


async def test_picture_that_is_refused(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    camera.faults.add(Body(path="/videostream.cgi", body=b"error: forbidden."))
    with pytest.raises(HomeAssistantError) as raised:
        await record(hass, camera, path, after=60)
    assert raised.value.translation_key == "rejected"
    assert left(path) == []


async def test_nothing_that_can_be_decoded(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    with patch.object(ClipWriter, "_decoded", return_value=[]), pytest.raises(HomeAssistantError) as raised:
        await record(hass, camera, path, after=1)
    assert raised.value.translation_key == "rejected"
    assert left(path) == []


async def test_full_disk(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    failure = av.FFmpegError(28, "No space left on device")
    with patch.object(ClipWriter, "_write", side_effect=failure), pytest.raises(HomeAssistantError) as raised:
        await record(hass, camera, path, after=60)
    assert raised.value.translation_key == "file_failed"
    assert left(path) == []


async def test_without_an_encoder(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    with patch.dict(sys.modules, {"av": None}), pytest.raises(HomeAssistantError) as raised:
        await record(hass, camera, path)
    assert raised.value.translation_key == "no_encoder"
    assert camera.streams_opened == 0


async def test_several_at_once(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    clips = [
        asyncio.create_task(record(hass, camera, path.with_name(f"{number}.mp4"), after=2))
        for number in range(MAX_CLIPS)
    ]
    await until(lambda: camera.frames_sent)
    with pytest.raises(ServiceValidationError) as raised:
        await record(hass, camera, path)
    assert raised.value.translation_key == "too_many_clips"
    answers = await asyncio.gather(*clips)
    assert all(answer["frames"] > 4 for answer in answers)
    assert camera.streams_opened == 1
    assert (await record(hass, camera, path, after=1))["frames"]


# Home Assistant's own


@every_camera
async def test_snapshot(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    picture = path.with_suffix(".jpg")
    target = {ATTR_ENTITY_ID: main(hass, camera), "filename": str(picture)}
    await hass.services.async_call(CAMERA_DOMAIN, "snapshot", target, blocking=True)
    assert is_picture(picture)


@every_camera
async def test_record_without_rtsp(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    target = {ATTR_ENTITY_ID: main(hass, camera), "filename": str(path)}
    with pytest.raises(HomeAssistantError, match="does not support"):
        await hass.services.async_call(CAMERA_DOMAIN, "record", target, blocking=True)


@every([("foscam_hd", "standard"), ("hucoms", "standard"), ("anjia", "standard")])
@pytest.mark.parametrize("options", [{"rtsp": True}])
async def test_record_by_rtsp(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, path: Path
) -> None:
    """What is played is Home Assistant's business; here it learns the address."""
    stream = Mock(async_record=AsyncMock())
    target = {ATTR_ENTITY_ID: main(hass, camera), "filename": str(path), "duration": 5}
    with patch("homeassistant.components.camera.create_stream", return_value=stream) as create:
        await hass.services.async_call(CAMERA_DOMAIN, "record", target, blocking=True)
    assert create.call_args.args[1].startswith("rtsp://")
    assert camera.address.host in create.call_args.args[1]
    stream.async_record.assert_awaited_once_with(str(path), duration=5, lookback=0)
