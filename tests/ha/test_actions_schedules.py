"""Weekly schedules by actions, in the format of Home Assistant's own."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.ipcam_cgi.const import DOMAIN
from simulator import SimulatedCamera
from simulator.faults import Body, Refused
from tests.conftest import changes, written
from tests.ha.conftest import entity_id

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NIGHTS = {"monday": [{"from": "00:00:00", "to": "06:15:00"}, {"from": "22:00:00", "to": "24:00:00"}]}
PREFIXES = {"alarm": ("params", "alarm_"), "ftp": ("params", "ftp_"), "privacy": ("forbidden", "")}

kinds = pytest.mark.parametrize("kind", PREFIXES)


@pytest.fixture
def platforms() -> list[Platform]:
    """Actions are about the camera entity."""
    return [Platform.CAMERA]


async def act(hass: HomeAssistant, camera: SimulatedCamera, action: str, /, **data: Any) -> Any:
    """Call an action and return its answer."""
    target = entity_id(hass, camera, "camera", "camera_main")
    response = await hass.services.async_call(
        DOMAIN,
        action,
        {ATTR_ENTITY_ID: target, **data},
        blocking=True,
        return_response=action.startswith("get_"),
    )
    return response[target] if response else None


def whole(week: Mapping[str, object]) -> dict[str, object]:
    """Return a week with all its days."""
    return {day: week.get(day, []) for day in DAYS}


@kinds
async def test_round_trip(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, kind: str
) -> None:
    before = camera.dump()
    await act(hass, camera, "set_schedule", schedule_type=kind, schedule=NIGHTS)
    group, prefix = PREFIXES[kind]
    assert changes(before, camera.dump()) == {
        # Midnight to a quarter past six are 25 quarters; the last eight of the day are in the third word.
        f"{group}.{prefix}schedule_mon_0": str((1 << 25) - 1),
        f"{group}.{prefix}schedule_mon_2": str(0xFF000000),
    }
    answer = await act(hass, camera, "get_schedule", schedule_type=kind)
    assert answer == {"schedule": whole(NIGHTS), "enabled": False}


@kinds
async def test_switched_on(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, kind: str
) -> None:
    group, prefix = PREFIXES[kind]
    for enabled in (True, False):
        await act(hass, camera, "set_schedule", schedule_type=kind, schedule=NIGHTS, enabled=enabled)
        assert camera.records[group][f"{prefix}schedule_enable"] == str(int(enabled))
        answer = await act(hass, camera, "get_schedule", schedule_type=kind)
        assert answer == {"schedule": whole(NIGHTS), "enabled": enabled}


async def test_one_request(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    asked = len(camera.requests)
    await act(hass, camera, "set_schedule", schedule={"sunday": {"from": "12:00", "to": "13:00"}})
    (sent,) = written(camera, asked)
    words = [
        f"schedule_{day}_{part}"
        for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
        for part in range(3)
    ]
    texts = dict.fromkeys(words, "0") | {"schedule_sun_1": str(0xF << 16)}
    assert sent == "/set_alarm.cgi?" + "&".join(f"{word}={texts[word]}" for word in words)


async def test_a_week_replaces_the_one_before(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    await act(hass, camera, "set_schedule", schedule=NIGHTS)
    await act(hass, camera, "set_schedule", schedule={})
    assert (await act(hass, camera, "get_schedule"))["schedule"] == whole({})


async def test_forms_of_times(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    week = {
        "tuesday": [
            {"from": "18:00:00", "to": "23:59:59.999999", "data": {"colour": "red"}},
            {"from": "8:15", "to": "9:00"},
            {"from": "09:00", "to": "09:30"},
        ]
    }
    await act(hass, camera, "set_schedule", schedule=week)
    assert (await act(hass, camera, "get_schedule"))["schedule"]["tuesday"] == [
        {"from": "08:15:00", "to": "09:30:00"},
        {"from": "18:00:00", "to": "24:00:00"},
    ]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ({"from": "08:10", "to": "09:00"}, "monday 08:10 to 09:00 is finer than the 15 minutes"),
        ({"from": "09:00", "to": "08:00"}, "monday 09:00 to 08:00 is no time of a day"),
        ({"from": "09:00", "to": "09:00"}, "monday 09:00 to 09:00 is no time of a day"),
    ],
)
async def test_impossible_weeks(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, day: object, reason: str
) -> None:
    asked = len(camera.requests)
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, camera, "set_schedule", schedule={"monday": [day]})
    assert raised.value.translation_key == "invalid_value"
    assert raised.value.translation_placeholders is not None
    assert reason in raised.value.translation_placeholders["reason"]
    assert written(camera, asked) == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"schedule": {"someday": []}},
        {"schedule": {"monday": [{"from": "08:00"}]}},
        {"schedule": {"monday": [{"from": "08:00", "to": "25:00"}]}},
        {"schedule": {"monday": [{"from": "08:00", "to": "09:00:30"}]}},
        {"schedule": {}, "schedule_type": "tea"},
    ],
)
async def test_not_a_week(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, data: dict[str, Any]
) -> None:
    asked = len(camera.requests)
    with pytest.raises(vol.Invalid):
        await act(hass, camera, "set_schedule", **data)
    assert len(camera.requests) == asked


async def test_no_such_schedule(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    asked = len(camera.requests)
    for action in ("get_schedule", "set_schedule"):
        extra: dict[str, Any] = {"schedule": {}} if action == "set_schedule" else {}
        with pytest.raises(ServiceValidationError) as raised:
            await act(hass, camera, action, schedule_type="infrared", **extra)
        assert raised.value.translation_key == "no_such_schedule"
        assert raised.value.translation_placeholders == {
            "camera": "Garden",
            "schedule": "infrared",
            "instead": "alarm, ftp, privacy",
        }
    assert len(camera.requests) == asked


@pytest.mark.parametrize("profile", ["sdk21"])
async def test_the_older_manual(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    """It has the viewing plan only."""
    await act(hass, camera, "set_schedule", schedule_type="privacy", schedule=NIGHTS)
    assert (await act(hass, camera, "get_schedule", schedule_type="privacy"))["schedule"] == whole(NIGHTS)
    with pytest.raises(ServiceValidationError):
        await act(hass, camera, "get_schedule", schedule_type="alarm")


@pytest.mark.parametrize(
    "action", ["get_motion_area", "set_motion_area", "get_privacy_mask", "set_privacy_mask"]
)
async def test_not_in_this_manual(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry, action: str
) -> None:
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, camera, action)
    assert raised.value.translation_key == "not_in_manual"
    placeholders = raised.value.translation_placeholders
    assert placeholders is not None
    assert placeholders["camera"] == "Garden"
    assert placeholders["action"] == action
    assert "get_schedule" in placeholders["instead"]
    assert action not in placeholders["instead"]


async def test_refused(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    before = camera.dump()
    camera.faults.add(Body(path="/set_alarm.cgi", body=b"error: illegal params.", execute=False))
    with pytest.raises(HomeAssistantError, match="illegal params"):
        await act(hass, camera, "set_schedule", schedule=NIGHTS, enabled=True)
    assert changes(before, camera.dump()) == {}
    camera.faults.clear()
    assert (await act(hass, camera, "get_schedule"))["schedule"] == whole({})


async def test_gone(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    camera.faults.add(Refused())
    for action, data in (("get_schedule", {}), ("set_schedule", {"schedule": NIGHTS})):
        with pytest.raises(HomeAssistantError) as raised:
            await act(hass, camera, action, **data)
        assert raised.value.translation_key == "connection_refused"


async def test_a_plan_that_the_camera_garbles(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    camera.records["params"]["alarm_schedule_thu_1"] = "sometimes"
    with pytest.raises(ServiceValidationError) as raised:
        await act(hass, camera, "get_schedule")
    assert raised.value.translation_key == "unsupported"


@pytest.mark.parametrize("profile", ["new"])
async def test_unknown_fields_of_newer_firmware_are_kept(
    hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry
) -> None:
    for kind, (group, prefix) in PREFIXES.items():
        before = camera.dump()
        await act(hass, camera, "set_schedule", schedule_type=kind, schedule=NIGHTS, enabled=True)
        assert changes(before, camera.dump()).keys() == {
            f"{group}.{prefix}schedule_{name}" for name in ("mon_0", "mon_2", "enable")
        }


slots = st.lists(st.integers(0, 96), min_size=2, max_size=8, unique=True).map(sorted)


def clock(slot: int) -> str:
    return f"{slot // 4:02}:{slot % 4 * 15:02}:00"


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """A random week of quarters whose spans do not touch."""
    week = {}
    for day in draw(st.sets(st.sampled_from(DAYS))):
        times = draw(slots)
        week[day] = [
            {"from": clock(start), "to": clock(end)}
            for start, end in zip(times[::2], times[1::2], strict=False)
        ]
    return week


async def test_random_weeks(hass: HomeAssistant, camera: SimulatedCamera, loaded: MockConfigEntry) -> None:
    """Written and read back, they are what they were."""
    drawn: list[dict[str, list[dict[str, str]]]] = []

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(week=weeks())
    def draw(week: dict[str, list[dict[str, str]]]) -> None:
        drawn.append(week)

    draw()
    for week in drawn:
        await act(hass, camera, "set_schedule", schedule_type="ftp", schedule=week)
        assert (await act(hass, camera, "get_schedule", schedule_type="ftp"))["schedule"] == whole(week)
