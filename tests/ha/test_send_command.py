"""Any command of the camera's manual, checked before it is sent."""

from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
from custom_components.ipcam_cgi.ipcam.redaction import REDACTED
from simulator import SimulatedCamera
from simulator.faults import Refused
from tests.conftest import PASSWORD, changes, every_netwave, until, written
from tests.ha.conftest import entity_id, make_entry


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


async def send(hass: HomeAssistant, camera: SimulatedCamera, **data: Any) -> Any:
    """Send a command and return its answer."""
    target = entity_id(hass, camera, "camera", "camera_main")
    response = await hass.services.async_call(
        DOMAIN,
        "send_command",
        {ATTR_ENTITY_ID: target, **data},
        blocking=True,
        return_response=True,
    )
    assert response
    return response[target]


@every_netwave
async def test_list(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    asked = len(camera.requests)
    listed = (await send(hass, camera))["commands"]
    assert listed.keys() == camera.wire.commands.keys()
    assert len(camera.requests) == asked


@every_netwave
async def test_read(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    reply = await send(hass, camera, command="get_camera_params")
    assert reply == camera.records["camera"]


@every_netwave
async def test_secrets_are_hidden(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.records["params"].update(wifi_wpa_psk="apple-tree-27", ftp_pwd="Ladder", mail_pwd="Trellis")
    reply = await send(hass, camera, command="get_params")
    assert reply["alias"] == camera.alias
    for name in ("user1_pwd", "wifi_wpa_psk", "ftp_pwd", "mail_pwd"):
        assert reply[name] == REDACTED
    assert PASSWORD not in str(reply)


@every_netwave
async def test_write(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    before, asked = camera.dump(), len(camera.requests)
    assert await send(hass, camera, command="set_alias", parameters={"alias": "Orchard & shed"}) == {}
    assert written(camera, asked) == ["/set_alias.cgi?alias=Orchard & shed"]
    assert changes(before, camera.dump()) == {"params.alias": "Orchard & shed"}


async def test_own_words_and_the_manuals(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    for value in ("vga", "32", 32):
        await send(hass, camera, command="camera_control.resolution", parameters={"value": value})
    assert written(camera) == ["/camera_control.cgi?param=0&value=32"] * 3


@every_netwave
@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"command": "camera_control.brightness", "parameters": {"value": 256}}, "invalid_value"),
        ({"command": "camera_control.brightness", "parameters": {"value": -1}}, "invalid_value"),
        ({"command": "camera_control.brightness", "parameters": {"value": "much"}}, "invalid_value"),
        ({"command": "camera_control.brightness"}, "invalid_value"),
        ({"command": "set_alias", "parameters": {"alias": "x", "colour": 1}}, "invalid_value"),
        ({"command": "restore_factory"}, "invalid_value"),
        ({"command": "videostream"}, "invalid_value"),
        ({"command": "upgrade_firmware", "confirm": True}, "invalid_value"),
        ({"command": "make_tea"}, "unsupported"),
    ],
)
async def test_stopped_before_it_is_sent(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any], key: str
) -> None:
    asked = len(camera.requests)
    with pytest.raises(ServiceValidationError) as raised:
        await send(hass, camera, **data)
    assert raised.value.translation_key == key
    assert len(camera.requests) == asked


@every_netwave
async def test_every_destructive_command_wants_a_word(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    asked = len(camera.requests)
    for name, command in camera.wire.commands.items():
        if command.effect is Effect.DESTRUCTIVE:
            with pytest.raises(ServiceValidationError):
                await send(hass, camera, command=name)
    assert len(camera.requests) == asked


async def test_confirmed(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await send(hass, camera, command="restore_factory", confirm=True)
    assert written(camera) == ["/restore_factory.cgi"]
    await until(lambda: camera.reboots == 1)


async def test_refused_by_the_camera(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    data = {"port": 0, "baud": "b9600", "bytes": 9, "data": "ab"}
    with pytest.raises(HomeAssistantError, match="illegal params") as raised:
        await send(hass, camera, command="comm_write", parameters=data)
    assert raised.value.translation_key == "rejected"


async def test_camera_away(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.faults.add(Refused())
    with pytest.raises(HomeAssistantError) as raised:
        await send(hass, camera, command="get_misc")
    assert raised.value.translation_key == "connection_refused"


async def test_account_may_not(hass: HomeAssistant, camera: SimulatedCamera) -> None:
    camera.records["params"].update(user2_name="helper", user2_pwd="trowel", user2_pri="1")
    entry = make_entry(camera, {}, username="helper", password="trowel")
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    asked = len(camera.requests)
    with pytest.raises(HomeAssistantError) as raised:
        await send(hass, camera, command="get_params")
    assert raised.value.translation_key == "denied"
    assert len(camera.requests) == asked
