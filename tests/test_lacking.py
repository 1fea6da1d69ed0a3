"""Commands that a camera lacks, and those that only fail: what is asked again, and what is left alone."""

import pytest

from custom_components.ipcam_cgi.ipcam import poller
from custom_components.ipcam_cgi.ipcam.http import transport
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.state import CERTAIN
from simulator import ACCENTS, SimulatedCamera, accents_of
from simulator.faults import Silence

from .conftest import DIALECTS, MakeCamera

LACKS = [(dialect, name) for dialect in DIALECTS for name in accents_of(dialect) if name.startswith("lacks_")]
every_way = pytest.mark.parametrize(("dialect", "name"), LACKS)


def asked(camera: SimulatedCamera, since: int = 0) -> list[str]:
    return [each.command or "" for each in camera.requests[since:]]


def lacking(camera: SimulatedCamera) -> set[str]:
    return {name for name in camera.wire.commands if camera.accent.lacking(name)}


@every_way
async def test_what_a_camera_lacks_is_left_alone(
    camera: SimulatedCamera, make_camera: MakeCamera, name: str
) -> None:
    camera.accent = ACCENTS[name]
    device = await make_camera()
    await device.poll()
    assert set(asked(camera)) & lacking(camera)
    since = len(camera.requests)
    for _ in range(5):
        await device.poll()
    assert not set(asked(camera, since)) & lacking(camera)
    assert device.capabilities.is_complete
    assert device.state.absent <= lacking(camera)


@every_way
async def test_what_seemed_to_lack_is_asked_again_slowly(
    camera: SimulatedCamera, make_camera: MakeCamera, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera.accent = ACCENTS[name]
    device = await make_camera()
    await device.poll()
    absent = device.state.absent
    assert absent
    monkeypatch.setattr(poller, "SLOW", 0.0)
    camera.accent = ACCENTS["plain"]
    for _ in absent:
        await device.poll(set())
    assert not device.state.absent
    # What has told something and fails then is trouble.
    camera.accent = ACCENTS[name]
    await device.poll()
    assert not device.state.absent


async def test_asking_again_comes_to_an_end(
    camera: SimulatedCamera, make_camera: MakeCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera.accent = ACCENTS["lacks_204"]
    device = await make_camera()
    await device.poll()
    absent = device.state.absent
    monkeypatch.setattr(poller, "SLOW", 0.0)
    for _ in range(CERTAIN * len(absent)):
        await device.poll(set())
    since = len(camera.requests)
    await device.poll(set())
    assert not set(asked(camera, since)) & absent
    assert device.state.absent == absent


@pytest.mark.parametrize("dialect", ["hucoms"])
@pytest.mark.parametrize("name", ["lacks_204", "lacks_empty", "lacks_page", "lacks_illegal"])
async def test_single_getters_take_the_place_of_a_missing_bulk_getter(
    camera: SimulatedCamera, make_camera: MakeCamera, name: str
) -> None:
    camera.accent = ACCENTS[name]
    device = await make_camera()
    await device.poll()
    assert device.state.get(f.BRIGHTNESS) is not None
    assert device.is_available(f.BRIGHTNESS)


@pytest.mark.parametrize(("dialect", "silent"), [("netwave", "get_misc"), ("foscam_hd", "getPTZSpeed")])
async def test_what_never_answers_counts_as_absent_while_others_work(
    camera: SimulatedCamera, make_camera: MakeCamera, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = await make_camera()
    monkeypatch.setattr(transport, "TOTAL_TIMEOUT", 0.3)
    camera.faults.add(Silence(command=silent))
    for _ in range(poller.MAX_SILENCES):
        assert not device.state.absent
        await device.poll()
    assert device.state.absent == {silent}
    since = len(camera.requests)
    await device.poll()
    assert silent not in asked(camera, since)


@pytest.mark.parametrize("dialect", ["foscam_hd"])
@pytest.mark.parametrize("field", ["area9", "snapInterval", "triggerInterval"])
async def test_a_write_asks_for_what_the_camera_has_told(
    camera: SimulatedCamera, make_camera: MakeCamera, field: str
) -> None:
    camera.records["motion"].pop(field)
    device = await make_camera()
    await device.poll()
    before = dict(camera.records["motion"])
    await device.write(f.MOTION_DETECTION, True)
    assert device.state.get(f.MOTION_DETECTION) is True
    after = {name: text for name, text in camera.records["motion"].items() if name != field}
    assert after == before | {"isEnable": "1"}
