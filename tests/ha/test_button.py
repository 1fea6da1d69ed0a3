"""What a camera can be told to do once."""

from time import time

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.ptz import PtzController
from simulator import SimulatedCamera
from simulator.motors import Position
from tests.conftest import (
    changes,
    every_camera,
    every_movable,
    every_netwave,
    every_with,
    spoken,
    until,
    written,
)
from tests.dialects import known
from tests.ha.conftest import act, compare, drive

pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")


@pytest.fixture
def platforms() -> list[Platform]:
    """This platform alone."""
    return [Platform.BUTTON]


@every_camera
async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry, snapshot: SnapshotAssertion) -> None:
    compare(hass, loaded, snapshot)


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the movements short that stand for a step."""
    monkeypatch.setattr(PtzController.step, "__defaults__", (0.1,))


@pytest.mark.usefixtures("short_steps")
@every_camera
async def test_every_button(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await drive(hass, camera, loaded, "button")


@pytest.mark.usefixtures("short_steps")
@every_movable
async def test_steps_end(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await act(hass, camera, "button", "ptz_up_left", None)
    await until(lambda: not camera.moving)
    pan, tilt, _ = camera.position
    assert pan < 0 < tilt


@every_with(f.RESTART)
async def test_restart(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await act(hass, camera, "button", "restart", None)
    await until(lambda: camera.reboots == 1)
    assert written(camera)[-1].startswith(known(spoken(camera)).restart)
    await until(lambda: camera.online)
    # The camera is back; nobody has to do anything.
    await loaded.runtime_data.async_refresh()
    assert loaded.runtime_data.last_update_success


@pytest.mark.usefixtures("zone_of_the_camera")
@every_with(f.SYNC_CLOCK)
async def test_sync_clock(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.clock.set(0)
    before = camera.dump()
    await act(hass, camera, "button", "sync_clock", None)
    assert abs(camera.clock.now - time()) < 5
    assert not changes(before, camera.dump())


@pytest.mark.parametrize(("key", "server"), [("test_mail", "mail_svr"), ("test_ftp", "ftp_svr")])
async def test_trials(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, key: str, server: str
) -> None:
    # The camera says ok to the request and tells in its answer what came of the trial.
    with pytest.raises(HomeAssistantError, match="cannot connect") as raised:
        await act(hass, camera, "button", key, None)
    assert raised.value.translation_key == "rejected"
    camera.records["params"][server] = "192.0.2.9"
    await act(hass, camera, "button", key, None)
    assert written(camera)[-2:] == [f"/{key}.cgi"] * 2


@every_netwave
@pytest.mark.parametrize("platforms", [[Platform.BUTTON, Platform.NUMBER]])
async def test_refresh(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.records["camera"]["brightness"] = "7"
    asked = len(camera.requests)
    await act(hass, camera, "button", "refresh", None)
    assert not written(camera, asked)
    await hass.async_block_till_done()
    states = {state.state for state in hass.states.async_all("number")}
    assert "7" in states


async def test_center(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.head.go(Position(10, 10, 0))
    await act(hass, camera, "button", "ptz_center", None)
    await until(lambda: not camera.moving)
    assert camera.position == (0, 0, 0)


@pytest.mark.parametrize("options", [{"movable": False}])
async def test_no_motors(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    assert not [state for state in hass.states.async_all("button") if "ptz" in state.entity_id]
    assert len(hass.states.async_all("button")) == len(known("netwave").apart)


@pytest.mark.parametrize("options", [{"swap_pan": True, "swap_tilt": True}])
async def test_swapped_motors(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    for key, command in (("ptz_left", 6), ("ptz_up", 2), ("ptz_up_left", 93)):
        asked = len(camera.requests)
        await act(hass, camera, "button", key, None)
        assert written(camera, asked)[0].startswith(f"/decoder_control.cgi?command={command}")
