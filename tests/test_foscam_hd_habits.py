"""What HD firmware does in its own way: texts, clocks, records with more or less in them."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import pytest

from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd import tasks
from custom_components.ipcam_cgi.ipcam.errors import AuthError, CameraError, InvalidValueError
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.regions import Grid, Rectangle
from simulator import ACCENTS, Accent, SimulatedCamera
from simulator.login import Account

from .conftest import PASSWORD, USERNAME, MakeCamera, changes

SIGNS = b" +%41&=?#/:@<>' \" ;\\ "
BYTES = bytes(range(0x80, 0x100))


@pytest.fixture
def dialect() -> str:
    return "foscam_hd"


@pytest.fixture
def accent() -> Accent:
    return ACCENTS["plain"]


@pytest.fixture
async def camera(socket_enabled: None, accent: str | Accent, profile: str) -> AsyncIterator[SimulatedCamera]:
    accent = ACCENTS[accent] if isinstance(accent, str) else accent
    simulated = SimulatedCamera(
        "foscam_hd",
        profile=profile if profile != "standard" else accent.profile,
        accent=accent,
        username=USERNAME,
        password=PASSWORD,
        reboot_seconds=0.1,
    )
    async with simulated.running():
        yield simulated


def accents(*names: str | Accent) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("accent", names)


def differs(before: dict[str, dict[str, str]], camera: SimulatedCamera) -> dict[str, str]:
    return changes(before, camera.dump())


# Texts

HABITS = (
    "texts_signs",
    "texts_gbk",
    "texts_latin1",
    "texts_mixed",
    "form_texts",
    "plain_texts",
    "verbatim_texts",
)


@accents(*HABITS)
async def test_texts_beside_a_change_stay_as_they_are(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    device = await make_camera()
    await device.poll()
    before = camera.dump()
    await device.write(f.MAIL, False)
    assert differs(before, camera) == {"mail.isEnable": "0"}
    await device.write(f.FTP_MODE, "port")
    assert differs(before, camera) == {"mail.isEnable": "0", "ftp.mode": "1"}
    await device.commands.change("setWifiSetting", defaultKey=2)
    assert differs(before, camera) == {"mail.isEnable": "0", "ftp.mode": "1", "wifi.defaultKey": "2"}


@pytest.mark.parametrize(
    "raw", [SIGNS, BYTES[:64], BYTES[64:], "池塘 +%20".encode("gbk"), b"x" * 64, b"", b"a%2Bb+c", b"%2B"]
)
@accents("texts_signs", "form_texts")
async def test_any_bytes_stay(raw: bytes, make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    for record, name in (("mail", "password"), ("wifi", "psk"), ("ddns", "password")):
        camera.records[record][name] = raw.decode("utf-8", "surrogateescape")
    device = await make_camera()
    await device.poll()
    before = camera.dump()
    await device.write(f.MAIL_ENCRYPTION, "none")
    await device.write(f.DDNS, True)
    assert differs(before, camera) == {"mail.tls": "0", "ddns.isEnable": "1"}


NOTHING = {
    "mail": dict.fromkeys(("server", "user", "sender", "reciever"), b"x"),
    "ftp": {"ftpAddr": b"x", "password": b"Front Door"},
    "wifi": {"psk": b"x"},
    "ddns": {"password": b"x"},
}


@accents(
    replace(
        ACCENTS["texts_signs"],
        memory={**NOTHING, "mail": {**NOTHING["mail"], "password": b"a b"}},
        presets=(),
    ),
    replace(
        ACCENTS["form_texts"], memory={**NOTHING, "mail": {**NOTHING["mail"], "password": b"a b"}}, presets=()
    ),
    replace(
        ACCENTS["plain_texts"],
        memory={**NOTHING, "mail": {**NOTHING["mail"], "password": b"a+b"}},
        presets=(),
    ),
)
async def test_what_may_mean_two_things_is_not_written_back(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    camera.records["ftp"]["password"] = "plain"
    device = await make_camera()
    before = camera.dump()
    await device.poll([f.MAIL])
    with pytest.raises(InvalidValueError, match="password"):
        await device.write(f.MAIL, False)
    assert differs(before, camera) == {}


@accents(
    "plain_texts", "verbatim_texts", "form_texts", "texts_gbk", "texts_latin1", "texts_utf8", "texts_mixed"
)
async def test_presets_are_recalled_by_their_own_names(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    device = await make_camera()
    await device.poll()
    codec = device.limits(f.PRESET)
    assert isinstance(codec, Choice)
    for name in codec.names:
        await device.write(f.PRESET, name)
        await device.write(f.MOTOR_TEST_PRESET, name)
    stored = camera.records["selftest_preset"]["name"]
    own = [raw.decode("utf-8", "surrogateescape") for raw in camera.accent.presets]
    assert stored == own[-1]


@accents("form_texts")
async def test_blanks_are_shown_as_blanks(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll()
    assert device.state.get(f.DEVICE_NAME) == "Front Door"
    assert "Front Door" in device.limits(f.PRESET).names  # type: ignore[union-attr]


@accents("plain_texts", "verbatim_texts")
async def test_texts_that_are_not_encoded_are_shown_as_they_are(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    device = await make_camera()
    await device.poll()
    device.expire()
    await device.poll([f.DEVICE_NAME])
    assert device.state.get(f.DEVICE_NAME) == "Front+Door"


# Clock


@accents("plain", "clock_in_utc", "short_minutes", "summer_time")
@pytest.mark.parametrize("ahead", [0.0, 5000.0])
async def test_clock_is_set_right_and_stays(
    ahead: float, make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    camera.clock.ahead = ahead
    device = await make_camera()
    await device.poll()
    for feature, value in (
        (f.DATE_FORMAT, "mm_dd_yyyy"),
        (f.TIME_FORMAT, "hours_12"),
        (f.NTP_SERVER, "ntp.example.org"),
        (f.TIME_ZONE_OFFSET, 18000),
        (f.DAYLIGHT_SAVING_TIME, True),
        (f.DAYLIGHT_SAVING_TIME, False),
    ):
        await device.write(feature, value)
        assert abs(camera.clock.ahead - ahead) < 4, feature.key
    await device.commands.change("setSystemTime", dateFormat="dd_mm_yyyy")
    assert abs(camera.clock.ahead - ahead) < 4
    await device.write(f.SYNC_CLOCK, None)
    assert abs(camera.clock.ahead) < 4
    device.expire()
    await device.poll([f.CLOCK_OFFSET])
    assert abs(device.state.get(f.CLOCK_OFFSET) or 0) < 4


@accents("clock_in_utc")
async def test_habit_of_the_clock_is_remembered(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.write(f.SYNC_CLOCK, None)
    asked = len(camera.requests)
    await device.write(f.SYNC_CLOCK, None)
    sent = [each.command for each in camera.requests[asked:]]
    assert sent.count("setSystemTime") == 1
    assert abs(camera.clock.ahead) < 4


@accents("ddnsp_state", "plain")
async def test_both_spellings_are_read(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll()
    assert device.supports(f.DDNS_STATUS)
    assert device.state.get(f.DDNS_STATUS) == "disabled"


# Fields


@accents("fields_missing", "nine_rows", "fields_added")
@pytest.mark.parametrize(
    ("feature", "value", "fields"),
    [
        (f.MOTION_DETECTION, False, {"motion.isEnable": "0"}),
        (f.OVERLAY_NAME, False, {"osd.isEnableDevName": "0"}),
        (f.SNAPSHOT_SCHEDULE, True, {"snap_schedule.isEnable": "1"}),
        (f.TIME_FORMAT, "hours_12", {"time.timeFormat": "0"}),
    ],
    ids=lambda each: getattr(each, "key", ""),
)
async def test_records_with_other_fields_are_written(
    feature: Feature, value: object, fields: dict[str, str], make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    device = await make_camera()
    await device.poll([feature])
    before = camera.dump()
    await device.write(feature, value)
    assert differs(before, camera) == fields


@accents("fields_missing")
async def test_record_that_was_never_asked_for_is_written(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    device = await make_camera()
    before = camera.dump()
    await device.commands.change("setMotionDetectConfig", isEnable=False)
    await device.commands.change("setWifiSetting", defaultKey=2)
    assert differs(before, camera) == {"motion.isEnable": "0", "wifi.defaultKey": "2"}


@accents("nine_rows")
async def test_nine_rows_are_nine_rows(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll([f.MOTION_AREA])
    area = device.state.get(f.MOTION_AREA)
    assert area is not None
    assert (area.columns, len(area.rows)) == (10, 9)
    await device.write(f.MOTION_AREA, Grid.covering(10, 9, [Rectangle(0, 0, 50, 50)]))
    assert camera.records["motion"]["area0"] == "31"
    assert "area9" not in camera.records["motion"]


# Codes and meanings


@accents("new_codes")
async def test_newer_codes_have_names_and_a_way_back(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    camera.records["main_video"]["resolution0"] = "5"
    device = await make_camera()
    await device.poll()
    assert device.state.get(f.RESOLUTION) == "code 5"
    assert device.state.get(f.BIT_RATE) == 6291456
    assert device.state.get(f.INFRARED_MODE) == "schedule"
    assert device.state.get(f.COMPUTER_SOUND_ON_ALARM) is True
    before = camera.dump()
    for feature, value in (
        (f.RESOLUTION, "1080p"),
        (f.RESOLUTION, "code 5"),
        (f.BIT_RATE, 1048576),
        (f.BIT_RATE, 6291456),
        (f.INFRARED_MODE, "auto"),
        (f.INFRARED_MODE, "schedule"),
        (f.COMPUTER_SOUND_ON_ALARM, False),
    ):
        await device.write(feature, value)
        assert device.state.get(feature) == value
    assert differs(before, camera) == {"pc_audio.isEnablePCAudioAlarm": "10"}
    await device.write(f.COMPUTER_SOUND_ON_ALARM, True)
    assert differs(before, camera) == {}


@accents("garbage_areas")
async def test_level_is_that_of_the_areas_in_use(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll()
    assert device.state.get(f.MOTION_SENSITIVITY_LEVEL) == "high"
    before = camera.dump()
    await device.write(f.MOTION_SENSITIVITY_LEVEL, "low")
    assert differs(before, camera) == {"motion_areas.sensitivity2": "0"}
    assert device.state.get(f.MOTION_SENSITIVITY_LEVEL) == "low"
    # An area that comes into use has the level of the others, and not whatever was in memory.
    await device.write(f.MOTION_AREA, Grid.covering(10, 10, [Rectangle(0, 0, 50, 50)]))
    record = camera.records["motion_areas"]
    assert (record["valid1"], record["sensitivity1"], record["width1"]) == ("1", "0", "5000")
    assert device.state.get(f.MOTION_SENSITIVITY_LEVEL) == "low"


@accents("account_lists")
async def test_lists_of_newer_firmware(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    first, *_ = await device.tasks.accounts()
    assert first == {"name": USERNAME, "role": "administrator"}
    entry, *_ = await device.tasks.log()
    assert (entry["address"], entry["event"]) == ("192.0.2.7", "sound")


def test_address_in_a_log_has_its_low_byte_first() -> None:
    entry = tasks._entry("1400000000+admin+503425216+9")
    assert (entry["address"], entry["event"]) == ("192.168.1.30", "person")
    entry = tasks._entry("1400000000+admin+192.0.2.7+2")
    assert (entry["address"], entry["event"]) == ("192.0.2.7", "login")


async def test_nobody_is_locked_out(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    camera.records["firewall"] |= {"rule": "1", "isEnable": "0"}
    camera.records["pppoe"] |= {"userName": ""}
    device = await make_camera()
    await device.poll()
    before = camera.dump()
    with pytest.raises(InvalidValueError, match="listed"):
        await device.write(f.FIREWALL, True)
    with pytest.raises(InvalidValueError, match="account"):
        await device.write(f.PPPOE, True)
    camera.records["firewall"] |= {"rule": "0", "isEnable": "1"}
    with pytest.raises(InvalidValueError, match="listed"):
        await device.write(f.FIREWALL_RULE, "allow")
    assert differs(before, camera) == {"firewall.rule": "0", "firewall.isEnable": "1"}
    camera.records["firewall"]["ipList3"] = "503425216"
    await device.write(f.FIREWALL_RULE, "allow")
    assert camera.records["firewall"]["rule"] == "1"


async def test_more_correction_is_a_lower_number(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll([f.LENS_CORRECTION])
    await device.write(f.LENS_CORRECTION, 511)
    assert camera.records["ratio"]["ratio"] == "0"
    assert device.state.get(f.LENS_CORRECTION) == 511


# Logins and rights


@pytest.mark.parametrize("role", [Access.OPERATOR, Access.VISITOR])
async def test_lower_accounts_are_let_in(
    role: Access, make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    camera.wire.accounts.append(Account("dora", "fig-8", role))  # type: ignore[attr-defined]
    device = await make_camera(username="dora", password="fig-8")
    assert device.identity.role is role
    await device.poll()
    assert (await device.verify_identity()).id == device.identity.id
    assert device.capabilities.denied


@accents("login_minus3")
async def test_wrong_password_is_sent_no_oftener_than_needed(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    with pytest.raises(AuthError):
        await make_camera(password="wrong")
    assert camera.refused_logins <= 2


@accents("login_minus3")
async def test_password_that_is_changed_meanwhile(make_camera: MakeCamera, camera: SimulatedCamera) -> None:
    device = await make_camera()
    await device.poll()
    camera.wire.set_password("another")
    refused = camera.refused_logins
    for _ in range(4):
        device.expire()
        with suppress(CameraError):
            await device.poll()
    with pytest.raises(AuthError):
        await device.poll()
    assert camera.refused_logins - refused <= 4


@accents(
    "lacks_minus1", "lacks_minus3", "lacks_minus4", "lacks_204", "lacks_empty", "lacks_page", "lacks_404"
)
async def test_what_is_not_there_is_not_asked_for_again(
    make_camera: MakeCamera, camera: SimulatedCamera
) -> None:
    device = await make_camera()
    for _ in range(4):
        await device.poll()
    assert not device.supports(f.PTZ_SPEED)
    assert not device.supports(f.SNAPSHOT_QUALITY)
    asked = len(camera.requests)
    for _ in range(3):
        await device.poll()
    commands = [each.command for each in camera.requests[asked:]]
    assert set(commands) == {"getDevState"}
