"""Dumps of cameras, real forms with invented values: see docs/adding-a-field-case.md for how to add one."""

import json
from pathlib import Path
import re
from typing import Any

import aiohttp
import pytest

from custom_components.ipcam_cgi.ipcam import (
    REDACTED,
    REGISTRY,
    CameraError,
    Command,
    Credentials,
    Effect,
    Transport,
    connect,
    features,
    redacted,
)
from simulator import SimulatedCamera
from simulator.wires import variant

from .conftest import PASSWORD, USERNAME
from .test_no_lost_settings import WIDE, another, settings

DEVICES = Path(__file__).parent / "devices"
DUMPS = sorted(DEVICES.glob("*/*.json"))
# What a camera works out by itself.
LIVE = {features.CLOCK_OFFSET, features.SYNC_CLOCK}
CHOSEN = (bool, int, str)
# What a manual wants to be set together with something else of the same record.
TOGETHER = WIDE | {"video_codec", "frame_rate", "sub_frame_rate", "shutter_mode"}


def read(path: Path) -> dict[str, Any]:
    dump: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return dump


every_device = pytest.mark.parametrize(
    "path", DUMPS, ids=[f"{path.parent.name}-{path.stem}" for path in DUMPS]
)


def test_every_dialect_has_an_old_and_a_new_one() -> None:
    for dialect in REGISTRY:
        assert len([path for path in DUMPS if path.parent.name == dialect]) >= 2, dialect
    assert {path.parent.name for path in DUMPS} == set(REGISTRY)


@every_device
def test_form(path: Path) -> None:
    """As `ipcam dump` writes it, by the name that it should have, and without a secret."""
    dump = read(path)
    assert dump["dialect"] == path.parent.name
    model, _, firmware = path.stem.partition("_")
    assert re.fullmatch(r"[\w.-]+", model)
    assert dump["firmware"] in (firmware, "")
    commands = REGISTRY[dump["dialect"]].commands
    getters = {each.group or each.name: each for each in commands.values() if each.effect is Effect.READ}
    for name, record in dump["records"].items():
        hidden = redacted(getters[name], record)
        assert hidden == record, f"{name}: {sorted(hidden.items() ^ record.items())}"
    assert set(dump["failed"]) <= set(commands)
    assert REDACTED in path.read_text(encoding="utf-8")


@every_device
async def test_device(client: aiohttp.ClientSession, in_haste: None, path: Path) -> None:
    """All that it has can be read; nothing fails; a setting of each command changes nothing else."""
    dump = read(path)
    dialect, profile = variant(dump["dialect"])
    camera = SimulatedCamera(dialect, profile=profile, username=USERNAME, password=PASSWORD)
    camera.load_dump(dump)  # type: ignore[arg-type]
    async with camera.running():
        transport = Transport(client, *camera.address)
        device = await connect(transport, REGISTRY[dump["dialect"]], Credentials(USERNAME, PASSWORD))
        try:
            assert (device.identity.model, device.identity.firmware) == (dump["model"], dump["firmware"])
            state = await device.poll()
            assert not state.failed.keys() - dump["failed"].keys()
            supported = [each for each in device.dialect.bindings if device.supports(each)]
            assert len(supported) > 20
            assert all(
                device.is_available(each)
                for each in supported
                # Some count in another mode only.
                if device.dialect.bindings[each].counts_if is None
            )
            tried: set[tuple[Command, ...]] = set()
            for feature in supported:
                commands = device.dialect.bindings[feature].commands
                if not commands or feature.kind not in CHOSEN or feature in LIVE:
                    continue
                if state.get(feature) is None or any(each.effect is not Effect.WRITE for each in commands):
                    continue
                value = another(device, feature)
                if value is None or commands in tried:
                    continue
                before = camera.dump()
                try:
                    await device.write(feature, value)
                except CameraError:
                    assert not settings(before, camera.dump()), feature.key
                    continue
                tried.add(commands)
                changed = settings(before, camera.dump())
                # One field or, where they belong together, one record or one of each number.
                records = {name.partition(".")[0].rstrip("0123456789") for name in changed}
                assert len(records if feature.key in TOGETHER else changed) <= 1, (feature.key, changed)
                assert state.get(feature) == value, feature.key
            assert len(tried) >= 5
        finally:
            await device.aclose()
