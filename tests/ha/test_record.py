"""What Home Assistant itself does with the address of a stream: record it."""

import logging
from pathlib import Path

import av
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import SimulatedCamera
from simulator.rtsp import SIZE, RtspServer
from tests.conftest import PASSWORD, every, simulated
from tests.ha.conftest import entity_id

SECONDS = 3


@pytest.fixture
async def stream(hass: HomeAssistant) -> None:
    """Home Assistant's own streams, before there is a camera."""
    assert await async_setup_component(hass, "stream", {})


@every([simulated("foscam_hd")])
@pytest.mark.parametrize("options", [{"rtsp": True}])
async def test_record(
    hass: HomeAssistant,
    stream: None,
    camera: SimulatedCamera,
    loaded: MockConfigEntry,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    path = tmp_path / "garden.mp4"
    server = RtspServer(camera)
    async with server.running() as port:
        camera.records["ports"]["rtspPort"] = str(port)
        await hass.services.async_call(
            "camera",
            "record",
            {
                ATTR_ENTITY_ID: entity_id(hass, camera, "camera", "camera_main"),
                "filename": str(path),
                "duration": SECONDS,
                "lookback": 0,
            },
            blocking=True,
        )
        await hass.async_block_till_done(wait_background_tasks=True)
    # The address holds it.
    assert "/videoMain" in caplog.text
    assert PASSWORD not in caplog.text
    assert server.paths == [f"rtsp://127.0.0.1:{port}/videoMain/"]
    with av.open(str(path)) as clip:
        frames = list(clip.decode(video=0))
    assert (frames[0].width, frames[0].height) == SIZE
    assert frames[-1].time - frames[0].time >= SECONDS - 1
    assert len({bytes(frame.reformat(format="gray").planes[0]) for frame in frames}) > SECONDS
