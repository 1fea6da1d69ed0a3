"""What the library offers to whoever comes in by its front door."""

import ast
import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
import subprocess
import sys
import textwrap

import aiohttp
import pytest

from custom_components.ipcam_cgi import ipcam
from custom_components.ipcam_cgi.ipcam import (
    REGISTRY,
    Access,
    AuthError,
    CameraOptions,
    Credentials,
    Dialect,
    Identity,
    Transport,
    connect,
    features as f,
)
from simulator import SimulatedCamera
from tests.conftest import PASSWORD, USERNAME, every_camera, written

ROOT = Path(__file__).parent.parent


@every_camera
async def test_example(
    camera: SimulatedCamera, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example of the module's docstring works as it stands, with a camera's address and login."""
    documented = ipcam.__doc__ or ""
    lines = documented.splitlines()
    code = [line for line in lines if line.startswith("    ") or not line]
    example = textwrap.dedent("\n".join(code)).replace("from ipcam import", f"from {ipcam.__name__} import")
    address = f'"{camera.address.host}", {camera.address.port}, Credentials("{USERNAME}", "{PASSWORD}")'
    assert '"192.0.2.10", 80, Credentials("admin", "secret")' in example
    example = example.replace('"192.0.2.10", 80, Credentials("admin", "secret")', address)
    started: list[Coroutine[None, None, None]] = []
    monkeypatch.setattr(asyncio, "run", started.append)
    exec(compile(example, "docstring", "exec"), {})
    await started[0]
    said = capsys.readouterr().out
    assert "Motion: None\n" in said or "Motion: False\n" in said
    assert "JPEG: True\n" in said
    assert written(camera)
    assert camera.refused_logins == 0


def test_all_that_is_offered() -> None:
    """What is imported there is offered, and nothing else."""
    tree = ast.parse(Path(ipcam.__file__).read_text(encoding="utf-8"))
    names = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(names) == sorted(ipcam.__all__)
    assert len(set(names)) == len(names)


def test_no_dialect_is_loaded_before_it_is_needed() -> None:
    script = """if True:
        import sys
        from custom_components.ipcam_cgi.ipcam import REGISTRY
        loaded = lambda: {name.split(".")[4] for name in sys.modules if ".ipcam.dialects." in name}
        assert not loaded(), loaded()
        assert len(REGISTRY) > 1
        assert not loaded(), loaded()
        REGISTRY["hucoms"]
        assert loaded() == {"hucoms"}, loaded()
    """
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


def adapted(dialect: Dialect) -> Dialect:
    """Return a dialect that learns of a second stream by what the camera tells of itself."""

    def for_camera(fitted: Dialect, identity: Identity) -> Dialect:
        assert identity.id
        assert f.PRESET in fitted.bindings, "the options come first"
        return replace(fitted, streams=(*fitted.streams, replace(fitted.streams[0], key="second")))

    return replace(dialect, for_camera=for_camera)


async def test_streams_follow_from_what_the_camera_tells(
    client: aiohttp.ClientSession, camera: SimulatedCamera, in_haste: None
) -> None:
    """Also of a stream that nobody knew before the login there are pictures."""
    transport = Transport(client, *camera.address)
    device = await connect(transport, adapted(REGISTRY["netwave"]), Credentials(USERNAME, PASSWORD))
    try:
        assert device.streams.keys == ["main", "second"]
        assert (await device.streams.still("second")).startswith(b"\xff\xd8")
        assert set(device.streams.stats()) == {"main", "second"}
    finally:
        await device.aclose()


async def test_complete_from_the_beginning(
    client: aiohttp.ClientSession, camera: SimulatedCamera, in_haste: None
) -> None:
    transport = Transport(client, *camera.address)
    credentials = Credentials(USERNAME, PASSWORD)
    device = await connect(transport, REGISTRY["netwave"], credentials, CameraOptions(presets=("Gate",)))
    assert device.identity.id == camera.serial.lower()
    assert device.identity.role is Access.ADMINISTRATOR
    assert (device.dialect_name, device.manual) == ("netwave", "IP Camera CGI 1.27")
    assert device.url == camera.url.removesuffix("/")
    assert device.requests_sent == device.requests_per_minute == len(camera.requests)
    assert not device.is_lenient
    assert device.ptz.is_documented
    assert device.tasks.supports("log")
    assert not device.has_events
    await device.poll()
    assert device.capability_cache is not None
    await device.aclose()


async def test_a_refused_login_is_no_camera(
    client: aiohttp.ClientSession, camera: SimulatedCamera, in_haste: None
) -> None:
    transport = Transport(client, *camera.address)
    with pytest.raises(AuthError):
        await connect(transport, REGISTRY["netwave"], Credentials(USERNAME, "wrong"))
    assert camera.refused_logins == 1
