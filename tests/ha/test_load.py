"""A camera that is slow is asked less often."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from simulator import SimulatedCamera
from simulator.faults import Late


async def test_the_pause_grows_with_the_answer_and_shrinks_again(
    hass: HomeAssistant, loaded: MockConfigEntry, camera: SimulatedCamera
) -> None:
    coordinator = loaded.runtime_data
    usual = timedelta(seconds=CameraOptions().alarm_interval)
    slow = camera.faults.add(Late(command="get_status", delay=0.8))
    await coordinator.async_refresh()
    assert coordinator.update_interval > 1.5 * usual
    camera.faults.remove(slow)
    await coordinator.async_refresh()
    assert coordinator.update_interval == usual
