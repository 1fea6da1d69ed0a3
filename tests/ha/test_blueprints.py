"""The blueprints: Home Assistant takes them, and their automations do what they say on every camera."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.ipcam_cgi.coordinator import CameraCoordinator
from custom_components.ipcam_cgi.ipcam.model import features as f
from simulator import SimulatedCamera
from tests.conftest import ROOT, every, every_that, every_with, simulated, until
from tests.ha.conftest import act, entity_id, keys, shown
from tests.test_readme import README
from tests.test_repository import read

FOLDER = ROOT / "blueprints" / "automation" / "ipcam_cgi"
BLUEPRINTS = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", BLUEPRINTS, ids=lambda path: path.stem)
def test_blueprint(path: Path) -> None:
    """Home Assistant takes it, from where it says it comes from, and the README imports it."""
    blueprint = Blueprint(
        load_yaml_dict(path), path=path.name, expected_domain="automation", schema=AUTOMATION_BLUEPRINT_SCHEMA
    )
    assert blueprint.validate() is None
    source = blueprint.metadata["source_url"]
    assert source.endswith(f"/blob/main/{path.relative_to(ROOT)}")
    assert f"/redirect/blueprint_import/?blueprint_url={quote(source, safe='')})" in README
    oldest = read(ROOT / "hacs.json")["homeassistant"]
    assert blueprint.metadata["homeassistant"]["min_version"] == oldest
    assert "\n" not in blueprint.metadata["description"]


async def automate(hass: HomeAssistant, tmp_path: Path, name: str, **inputs: Any) -> None:
    """Make an automation of a blueprint in Home Assistant's folder for them."""
    hass.config.config_dir = str(tmp_path)
    target = tmp_path / "blueprints" / "automation" / "ipcam_cgi"
    target.parent.mkdir(parents=True)
    target.symlink_to(FOLDER)
    assert await async_setup_component(hass, "homeassistant", {})
    use = {"alias": name, "use_blueprint": {"path": f"ipcam_cgi/{name}.yaml", "input": inputs}}
    assert await async_setup_component(hass, "automation", {"automation": use})
    state = hass.states.get(f"automation.{name}")
    assert state
    assert state.state == "on"


async def becomes(hass: HomeAssistant, entity: str, state: str, **attributes: object) -> None:
    """Let another integration's entity change, and wait until what began then is done."""
    hass.states.async_set(entity, state, attributes)
    await hass.async_block_till_done()
    await until(lambda: all(not each.attributes["current"] for each in hass.states.async_all("automation")))


@every_that(lambda dialect: dialect.bindings.keys() >= {f.MOTION, f.MOTION_DETECTION})
async def test_motion_picture(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator, tmp_path: Path
) -> None:
    phone = dr.async_get(hass).async_get_or_create(
        config_entry_id=coordinator.config_entry.entry_id, identifiers={("mobile_app", "1")}, name="My Phone"
    )
    messages = async_mock_service(hass, "notify", "mobile_app_my_phone")
    (picture, *_) = keys(hass, coordinator.config_entry, "camera").values()
    await act(hass, camera, "switch", "motion_detection", True)
    await coordinator.async_refresh()
    motion = entity_id(hass, camera, "binary_sensor", "motion")
    await automate(hass, tmp_path, "motion_picture", alarms=[motion], camera=picture, phone=phone.id, pause=0)
    assert not messages

    camera.set_motion(True)
    await coordinator.async_refresh()
    await until(lambda: messages)
    (message,) = messages
    assert message.data["title"] == camera.alias
    assert "Motion" in message.data["message"]
    assert message.data["data"]["image"] == f"/api/camera_proxy/{picture}"
    camera.set_motion(False)


async def test_motion_clip(
    hass: HomeAssistant, camera: SimulatedCamera, coordinator: CameraCoordinator, tmp_path: Path
) -> None:
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    done = async_mock_service(hass, "test", "done")
    (picture, *_) = keys(hass, coordinator.config_entry, "camera").values()
    await act(hass, camera, "switch", "motion_detection", True)
    await coordinator.async_refresh()
    inputs = {"alarms": [entity_id(hass, camera, "binary_sensor", "motion")], "camera": picture}
    then = [{"action": "test.done", "data": {"path": "{{ path }}"}}]
    await automate(hass, tmp_path, "motion_clip", **inputs, folder=str(tmp_path), after=1, then=then)

    camera.set_motion(True)
    await coordinator.async_refresh()
    await until(lambda: done)
    clip = Path(done[0].data["path"])
    assert clip.parent == tmp_path
    assert (await asyncio.to_thread(clip.read_bytes))[4:8] == b"ftyp"
    camera.set_motion(False)


PRESETS = {"foscam_hd": ("Door", "Rest")}
"""What positions are called where they have names; elsewhere they have numbers."""


@pytest.mark.parametrize(
    ("dialect", "profile"),
    [("netwave", "standard"), ("foscam_hd", "standard"), ("hucoms", "standard"), ("anjia", "standard")],
)
async def test_preset_on_open(
    hass: HomeAssistant,
    camera: SimulatedCamera,
    dialect: str,
    loaded: MockConfigEntry,
    tmp_path: Path,
) -> None:
    there, back = PRESETS.get(dialect, ("1", "2"))
    (picture, *_) = keys(hass, loaded, "camera").values()
    await becomes(hass, "binary_sensor.door", "off")
    for preset, pan in ((there, "right"), (back, "left")):
        for action, data in (
            ("ptz_move", {"pan": pan, "duration": 0.3}),
            ("ptz_preset", {"preset": preset, "action": "save"}),
        ):
            await hass.services.async_call("ipcam_cgi", action, {"entity_id": picture, **data}, blocking=True)
    inputs = {"door": "binary_sensor.door", "camera": picture, "there": there, "back": back, "stay": 0}
    await automate(hass, tmp_path, "preset_on_open", **inputs)

    seen = [camera.position]
    for door in ("on", "off"):
        await becomes(hass, "binary_sensor.door", door)
        async with asyncio.timeout(10):
            while camera.moving:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        seen.append(camera.position)
    assert seen[1] != seen[2]


NIGHT = {
    "netwave": ("switch", "infrared_light", "number", "motion_sensitivity"),
    "netwave_sdk21": ("switch", "infrared_light", "select", "motion_sensitivity_level"),
    "foscam_hd": ("switch", "infrared_light", "select", "motion_sensitivity_level"),
    "hucoms": ("switch", "infrared_light_at_night", "number", "motion_sensitivity"),
    "anjia": ("light", "infrared_light_brightness", "number", "motion_sensitivity"),
}


@every([simulated(name) for name in NIGHT])
async def test_night_mode(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, tmp_path: Path
) -> None:
    platform, lamp, kind, sensitivity = NIGHT[loaded.data["dialect"]]
    inputs: dict[str, Any] = {"on_at_night": [entity_id(hass, camera, platform, lamp)]}
    if kind == "number":
        inputs |= {
            "numbers": [entity_id(hass, camera, kind, sensitivity)],
            "night_number": 2,
            "day_number": 4,
        }
        values = {"night": "2", "day": "4"}
    else:
        inputs |= {"lists": [entity_id(hass, camera, kind, sensitivity)]}
        inputs |= {"night_choice": "low", "day_choice": "high"}
        values = {"night": "low", "day": "high"}
    await becomes(hass, "sun.sun", "above_horizon", elevation=5)
    await automate(hass, tmp_path, "night_mode", **inputs)

    await becomes(hass, "sun.sun", "below_horizon", elevation=-1)
    assert shown(hass, camera, platform, lamp) == "on"
    assert shown(hass, camera, kind, sensitivity) == values["night"]
    await becomes(hass, "sun.sun", "above_horizon", elevation=1)
    assert shown(hass, camera, platform, lamp) == "off"
    assert shown(hass, camera, kind, sensitivity) == values["day"]


@every_with(f.MOTION_DETECTION)
async def test_privacy_at_home(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, tmp_path: Path
) -> None:
    there = keys(hass, loaded, "switch")
    private = [there["privacy_mode"]] if "privacy_mode" in there else []
    await becomes(hass, "person.ann", "home")
    await becomes(hass, "person.bob", "home")
    inputs = {"people": ["person.ann", "person.bob"], "off_at_home": [there["motion_detection"]]}
    await automate(
        hass, tmp_path, "privacy_at_home", **inputs, **({"on_at_home": private} if private else {})
    )

    await becomes(hass, "person.ann", "not_home")
    assert shown(hass, camera, "switch", "motion_detection") == "off"
    assert all(shown(hass, camera, "switch", "privacy_mode") == "on" for _ in private)
    await becomes(hass, "person.bob", "not_home")
    assert shown(hass, camera, "switch", "motion_detection") == "on"
    assert all(shown(hass, camera, "switch", "privacy_mode") == "off" for _ in private)
