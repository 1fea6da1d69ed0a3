"""The actions in the words of every manual."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from homeassistant.const import ATTR_DEVICE_ID, ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcam_cgi.const import DOMAIN
from custom_components.ipcam_cgi.ipcam import ptz
from custom_components.ipcam_cgi.services import ACTIONS
from simulator import SimulatedCamera
from simulator.faults import Silence
from tests.conftest import PASSWORD, USERNAME, changes, until
from tests.ha.conftest import entity_id

hd = pytest.mark.parametrize("dialect", ["foscam_hd"])
anjia = pytest.mark.parametrize("dialect", ["anjia"])
hucoms = pytest.mark.parametrize("dialect", ["hucoms"])
others = pytest.mark.parametrize("dialect", ["foscam_hd", "anjia", "hucoms"])

MORNING = {"tuesday": [{"from": "00:00:00", "to": "06:30:00"}]}


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


def inside(camera: SimulatedCamera) -> Any:
    """Return the dialect of a camera, with whatever only that one has."""
    return camera.wire


async def act(hass: HomeAssistant, camera: SimulatedCamera, name: str, /, **data: Any) -> Any:
    """Call an action and return its answer."""
    target = entity_id(hass, camera, "camera", "camera_main")
    response = await hass.services.async_call(
        DOMAIN,
        name,
        {ATTR_ENTITY_ID: target, **data},
        blocking=True,
        return_response=ACTIONS[name].response != "none",
    )
    return response[target] if response else None


async def refused(hass: HomeAssistant, camera: SimulatedCamera, name: str, /, **data: Any) -> str:
    """Call an action that changes nothing; return why."""
    before = camera.dump()
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, camera, name, **data)
    assert changes(before, camera.dump()) == {}
    placeholders = raised.value.translation_placeholders or {}
    return placeholders.get("reason") or f"{raised.value.translation_key}: {placeholders.get('instead')}"


def week(**days: object) -> dict[str, object]:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {day: days.get(day, []) for day in names}


# Movements


@others
async def test_a_movement_is_stopped(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await act(hass, camera, "ptz_move", pan="right", tilt="up", duration=0.1)
    assert not camera.moving
    assert camera.position.pan > 0
    await act(hass, camera, "ptz_move", pan="left", continuous=True)
    await until(lambda: camera.moving)
    await act(hass, camera, "ptz_stop")
    assert not camera.moving


@others
async def test_the_stop_is_lost(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptz, "ATTEMPT", (0.2, 1.0))
    moving = hass.async_create_task(act(hass, camera, "ptz_move", pan="right", duration=0.3))
    await until(lambda: camera.moving)
    await asyncio.sleep(0.1)
    camera.faults.add(Silence(times=1))
    await until(lambda: not camera.moving, 1.3)
    await moving


@others
async def test_unloaded_while_it_moves(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    moving = hass.async_create_task(act(hass, camera, "ptz_move", tilt="up", duration=20))
    await until(lambda: camera.moving)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert not camera.moving
    await asyncio.wait_for(moving, 1)


@others
async def test_a_device_is_one_camera(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many streams it has, it moves once."""
    entity = er.async_get(hass).async_get(entity_id(hass, camera, "camera", "camera_main"))
    assert entity
    moved: list[object] = []

    async def halt(self: ptz.PtzController) -> None:
        moved.append(self)

    monkeypatch.setattr(ptz.PtzController, "halt", halt)
    target = {ATTR_DEVICE_ID: entity.device_id}
    await hass.services.async_call(DOMAIN, "ptz_stop", target, blocking=True)
    assert len(moved) == 1


@others
async def test_no_degrees(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    assert (
        await refused(hass, camera, "ptz_move", pan="left", degree=5) == "this camera cannot move by degrees"
    )


@hd
async def test_cruises(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    await act(hass, camera, "ptz_preset", preset="Gate", action="save")
    await act(
        hass, camera, "ptz_patrol", action="save", patrol="Round", presets=["Gate", "TopMost"], seconds=[5]
    )
    assert inside(camera).maps["Round"] == ("Gate", "TopMost")
    assert camera.records["linger Round"]["time0"] == "5"
    loaded.runtime_data.camera.expire()
    await loaded.runtime_data.camera.poll()
    await act(hass, camera, "ptz_patrol", patrol="Round")
    assert inside(camera).cruising == "Round"
    await act(hass, camera, "ptz_patrol", action="stop")
    assert not inside(camera).cruising
    await act(hass, camera, "ptz_patrol", action="delete", patrol="Round")
    assert "Round" not in inside(camera).maps
    assert "1 to 8 presets" in await refused(
        hass, camera, "ptz_patrol", action="save", patrol="Long", presets=["Gate"] * 9
    )
    for data in ({"patrol": "X"}, {"patrol": "X", "presets": ["a"], "seconds": [1, 2]}):
        assert await refused(hass, camera, "ptz_patrol", action="save", **data)


@hucoms
async def test_tours(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    asked = len(camera.requests)
    for name in ("tour 2", "autopan 1"):
        await act(hass, camera, "ptz_patrol", patrol=name)
        assert inside(camera).round
        await act(hass, camera, "ptz_patrol", action="stop")
        assert not inside(camera).round
    assert [each.target for each in camera.requests[asked:] if "action=tour&number=2" in each.target]
    reason = await refused(hass, camera, "ptz_patrol", patrol="2")
    assert reason.endswith("by kind and number: 'autopan 1', 'tour 1'")
    assert await refused(hass, camera, "ptz_patrol", patrol="tour 250")


# Schedules


@hd
@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("alarm", "motion"),
        ("alarm_input", "input"),
        ("record", "record_schedule"),
        ("snapshot", "snap_schedule"),
    ],
)
async def test_half_hours(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, kind: str, group: str
) -> None:
    before = camera.dump()
    await act(hass, camera, "set_schedule", schedule_type=kind, schedule=MORNING)
    after = {name: text for name, text in camera.records[group].items() if name.startswith("schedule")}
    assert after == {f"schedule{day}": str((1 << 13) - 1 if day == 1 else 0) for day in range(7)}
    assert changes(before, camera.dump()).keys() <= {f"{group}.{name}" for name in after}
    answer = await act(hass, camera, "get_schedule", schedule_type=kind)
    assert answer["schedule"] == week(**MORNING)
    reason = await refused(
        hass, camera, "set_schedule", schedule_type=kind, schedule={"sunday": {"from": "8:15", "to": "9:00"}}
    )
    assert reason == "sunday 08:15 to 09:00 is finer than the 30 minutes of this camera"


@hd
async def test_periods_of_the_lamp(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    days = week().keys()
    night = [{"from": "00:00:00", "to": "06:05:00"}, {"from": "20:40:00", "to": "24:00:00"}]
    for spans in (
        [],
        night,
        [{"from": "12:01:00", "to": "12:02:00"}],
        [{"from": "00:00:00", "to": "24:00:00"}],
    ):
        plan = dict.fromkeys(days, spans)
        await act(hass, camera, "set_schedule", schedule_type="infrared", schedule=plan)
        assert (await act(hass, camera, "get_schedule", schedule_type="infrared"))["schedule"] == plan
    infrared: dict[str, Any] = {"schedule_type": "infrared"}
    reason = await refused(hass, camera, "set_schedule", schedule=MORNING, **infrared)
    assert "one plan for all days" in reason
    reason = await refused(hass, camera, "set_schedule", schedule=week(), enabled=True, **infrared)
    assert "on or off" in reason


@hd
async def test_no_ftp_schedule(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    reason = await refused(hass, camera, "get_schedule", schedule_type="ftp")
    assert reason == "no_such_schedule: alarm, alarm_input, record, snapshot, infrared"


@pytest.mark.parametrize("dialect", ["anjia", "hucoms"])
async def test_no_schedules(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    reason = await refused(hass, camera, "get_schedule")
    assert reason.startswith("not_in_manual: ptz_move, ")
    assert "get_motion_area" in reason


# Areas


@others
async def test_motion_area(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    if camera.dialect == "anjia":
        camera.records["motion"]["enable"] = "1"
    before = camera.dump()
    lower_half = {"left": 0, "top": 50, "width": 100, "height": 50}
    await act(hass, camera, "set_motion_area", rectangles=[lower_half])
    area = await act(hass, camera, "get_motion_area")
    rows, columns = area["rows"], area["columns"]
    assert area["cells"] == ["." * columns] * (rows // 2) + ["#" * columns] * (rows // 2)
    assert area["rectangles"] == [lower_half]
    changed = {name.rpartition(".")[2].strip("0123456789") for name in changes(before, camera.dump())}
    assert changed <= {"area", "areavalue"}

    cells = ["#" + "." * (columns - 1), *["." * columns] * (rows - 2), "." * (columns - 1) + "#"]
    await act(hass, camera, "set_motion_area", cells=cells)
    assert (await act(hass, camera, "get_motion_area"))["cells"] == cells


@others
async def test_random_areas(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    if camera.dialect == "anjia":
        camera.records["motion"]["enable"] = "1"
    area = await act(hass, camera, "get_motion_area")
    row = st.text("#.", min_size=area["columns"], max_size=area["columns"])
    drawn: list[list[str]] = []

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(cells=st.lists(row, min_size=area["rows"], max_size=area["rows"]))
    def draw(cells: list[str]) -> None:
        drawn.append(cells)

    draw()
    for cells in drawn:
        await act(hass, camera, "set_motion_area", cells=cells)
        back = await act(hass, camera, "get_motion_area")
        assert back["cells"] == cells
        await act(hass, camera, "set_motion_area", rectangles=back["rectangles"])
        assert (await act(hass, camera, "get_motion_area"))["cells"] == cells


@others
async def test_bad_areas(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    assert (
        "cells, not 2 x 1"
        in (await refused(hass, camera, "set_motion_area", cells=["#."])) + " cells, not 2 x 1"
    )
    assert "either cells or rectangles" in await refused(hass, camera, "set_motion_area")
    assert "equally long" in await refused(hass, camera, "set_motion_area", cells=["#.", "#"])
    assert "not 'o'" in await refused(hass, camera, "set_motion_area", cells=["o"])
    beside = {"left": 60, "top": 0, "width": 50, "height": 10}
    assert "outside the picture" in await refused(hass, camera, "set_motion_area", rectangles=[beside])


@hucoms
@pytest.mark.parametrize(("profile", "size"), [("standard", (24, 18)), ("old", (8, 6))])
async def test_grids_of_two_sizes(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, size: tuple[int, int]
) -> None:
    area = await act(hass, camera, "get_motion_area")
    assert (area["columns"], area["rows"]) == size


@anjia
async def test_blocks(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    """The manual's example: all of 4 x 4 blocks are ffff."""
    camera.records["motion"].update(enable="1", blockcount="4x4", areavalue="0000")
    await act(hass, camera, "set_motion_area", cells=["####"] * 4)
    assert camera.records["motion"]["areavalue"] == "ffff"
    await act(hass, camera, "set_motion_area", cells=["#...", "....", "....", "...."])
    assert camera.records["motion"]["areavalue"] == "0100"
    camera.records["motion"]["blockcount"] = "many"
    await refused(hass, camera, "set_motion_area", cells=["####"] * 4)
    camera.records["motion"].update(blockcount="4x4", areavalue="zz")
    await refused(hass, camera, "get_motion_area")


# Masks


@pytest.mark.parametrize("dialect", ["foscam_hd", "hucoms"])
async def test_masks(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    told = await act(hass, camera, "get_privacy_mask")
    most = told["most"]
    assert most == (4 if camera.dialect == "foscam_hd" else 6 if most == 6 else 16)
    for number in range(1, most + 1):
        await act(hass, camera, "set_privacy_mask", number=number, clear=True)
    assert (await act(hass, camera, "get_privacy_mask"))["masks"] == []
    place = {"left": 25, "top": 50, "width": 12.5, "height": 25}
    await act(hass, camera, "set_privacy_mask", number=2, **place)
    told = await act(hass, camera, "get_privacy_mask")
    assert told == {"masks": [{"number": 2, **place}], "most": most, "shown": True}
    await act(hass, camera, "set_privacy_mask", number=2, clear=True)
    assert (await act(hass, camera, "get_privacy_mask"))["masks"] == []

    for data in (
        {},
        {"clear": True, **place},
        {"left": 1, "top": 2},
        {**place, "width": 0},
        {**place, "left": 95},
    ):
        assert await refused(hass, camera, "set_privacy_mask", **data)
    if most < 16:
        reason = await refused(hass, camera, "set_privacy_mask", number=16, **place)
        assert reason == f"the masks of this camera are numbered 1 to {most}"


# Upkeep


@hd
async def test_lists(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    entries = (await act(hass, camera, "get_log"))["entries"]
    assert len(entries) == 25
    first = datetime.fromtimestamp(1400000000, UTC).isoformat()
    assert entries[0] == {"time": first, "user": "admin", "address": "192.0.2.7", "event": "login"}
    networks = (await act(hass, camera, "scan_wifi"))["networks"]
    assert networks[0]["ssid"] == "Orchard"
    assert networks[0]["quality"] == 88
    assert (await act(hass, camera, "get_recordings"))["recordings"]
    assert "before the end" in await refused(
        hass, camera, "get_recordings", start="2031-01-02 00:00:00", end="2031-01-01 00:00:00"
    )


@pytest.mark.parametrize("dialect", ["foscam_hd", "anjia"])
async def test_users(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    def names(answer: Any) -> list[str]:
        return [each["name"] for each in answer["users"]]

    assert names(await act(hass, camera, "manage_user")) == [USERNAME]
    guest = {"name": "guest", "password": "B1ndweed", "role": "visitor"}
    assert names(await act(hass, camera, "manage_user", action="add", **guest)) == [USERNAME, "guest"]
    with pytest.raises(HomeAssistantError):
        await act(hass, camera, "manage_user", action="add", **guest)
    if camera.dialect == "anjia":
        answer = await act(hass, camera, "manage_user", action="edit", name="guest", role="operator")
        assert {"name": "guest", "role": "operator"} in answer["users"]
    else:
        assert "cannot edit" in await refused(
            hass, camera, "manage_user", action="edit", name="guest", role="operator"
        )
    assert names(await act(hass, camera, "manage_user", action="delete", name="guest")) == [USERNAME]


@pytest.mark.parametrize("dialect", ["foscam_hd", "anjia"])
async def test_firmware(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, tmp_path: Path
) -> None:
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    content = bytes(range(256)) * 100
    (tmp_path / "firmware.bin").write_bytes(content)
    await act(hass, camera, "upload_firmware", path=str(tmp_path / "firmware.bin"), confirm=True)
    assert inside(camera).uploads[-1][1] == content
    await until(lambda: camera.reboots)


@hd
async def test_backup(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, tmp_path: Path
) -> None:
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    path = str(tmp_path / "garden.bin")
    assert (await act(hass, camera, "backup_settings", path=path))["size"] > 0
    await act(hass, camera, "restore_settings", path=path, confirm=True)
    await until(lambda: camera.reboots)


@others
async def test_factory_reset(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    if camera.dialect == "foscam_hd":
        await refused(hass, camera, "factory_reset", keep_network=True, confirm=True)
        await act(hass, camera, "factory_reset", confirm=True)
    else:
        await act(hass, camera, "factory_reset", keep_network=True, confirm=True)
        assert "1" in camera.requests[-1].target or "exip" in camera.requests[-1].target
    await until(lambda: camera.reboots)


@anjia
async def test_upload_of_a_snapshot(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await act(hass, camera, "snapshot_upload", destination="sd_card")
    assert inside(camera).uploads[-1][0] == "0"
    with pytest.raises(HomeAssistantError, match="Ftp not deploy"):
        await act(hass, camera, "snapshot_upload", destination="ftp")


@others
async def test_the_login_is_never_shown(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "custom_components.ipcam_cgi")
    shown = str(await act(hass, camera, "send_command"))
    for command in loaded.runtime_data.camera.dialect.commands.values():
        if command.effect == "read" and not command.params:
            try:
                shown += str(await act(hass, camera, "send_command", command=command.name))
            except HomeAssistantError as error:
                shown += str(error)
    own = [
        each.getMessage() for each in caplog.records if each.name.startswith("custom_components.ipcam_cgi")
    ]
    assert own
    assert PASSWORD not in shown + "".join(own)
