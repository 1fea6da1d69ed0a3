"""What all tests share: a simulated camera on a real loopback socket."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
import runpy
from time import process_time

import aiohttp
import pytest

# Imported before Home Assistant starts: the test plugin would bring its own package of this name.
import custom_components  # noqa: F401
from custom_components.ipcam_cgi.ipcam import Camera, connect
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.http import session
from custom_components.ipcam_cgi.ipcam.http.session import Session
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials
from simulator import Logged, SimulatedCamera
from simulator.wires import WIRES, variant

ROOT = Path(__file__).parent.parent
DIALECTS = tuple(WIRES)
USERNAME = "keeper"
PASSWORD = "Gard3n-Gat_7"


def simulated(name: str) -> tuple[str, str]:
    """Return dialect and profile of the simulated camera that speaks a registered dialect."""
    return variant(name)


def every(cameras: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """Return a mark that runs a test against each of these cameras."""
    ids = [f"{dialect}-{profile}" for dialect, profile in cameras]
    return pytest.mark.parametrize(("dialect", "profile"), cameras, ids=ids)


def every_that(can: Callable[[Dialect], object]) -> pytest.MarkDecorator:
    """Return a mark that runs a test against each camera whose dialect can do this."""
    tuned = {name: dialect.with_options(dialect, CameraOptions()) for name, dialect in REGISTRY.items()}
    return every([simulated(name) for name, dialect in tuned.items() if can(dialect)])


def every_with(*features: Feature) -> pytest.MarkDecorator:
    """Return a mark that runs a test against each camera whose dialect has one of these features."""
    return every_that(lambda dialect: not dialect.bindings.keys().isdisjoint(features))


EVERY_CAMERA = [simulated(name) for name in REGISTRY]
"""Dialect and profile of each simulated camera that the tests of every platform run against."""
every_camera = every(EVERY_CAMERA)
every_netwave = every([each for each in EVERY_CAMERA if each[0] == "netwave"])
every_movable = every_that(lambda dialect: dialect.ptz)
every_watchful = every_with(f.MOTION)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let everything be tried, however long it takes."""
    parser.addoption("--minutes", type=float, default=0.2, help="how long everything goes wrong")
    parser.addoption("--part", type=float, default=0.002, help="which part of the other soak tests is run")
    parser.addoption("--long", action="store_true", help="try every fault at every place on every camera")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is only tried when there is time."""
    if not config.getoption("long"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def chosen(index: int, place: int, every: int) -> bool:
    """Whether a fault is tried on the dialect at this place even where there is little time."""
    return index % every == 0 and index // every % len(DIALECTS) == place


def each_fault_on_each_camera(
    faults: Mapping[str, object], shift: int = 0, every: int = 1
) -> pytest.MarkDecorator:
    """Try every fault on every dialect; where there is no time for it, each `every`-th on one, in turn."""
    return pytest.mark.parametrize(
        ("dialect", "make"),
        [
            pytest.param(
                dialect,
                make,
                id=f"{dialect}-{name}",
                marks=() if chosen(index + shift, place, every) else pytest.mark.long,
            )
            for index, (name, make) in enumerate(faults.items())
            for place, dialect in enumerate(DIALECTS)
        ],
    )


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that a release would have."""
    path = tmp_path_factory.mktemp("release") / "ipcam_cgi.zip"
    runpy.run_path(str(ROOT / "scripts" / "release"))["build"](path)
    return path


@pytest.fixture
def dialect() -> str:
    """The dialect that the simulated camera speaks; parametrize to choose another."""
    return "netwave"


@pytest.fixture
def profile() -> str:
    """The firmware of the simulated camera; parametrize to choose another."""
    return "standard"


@pytest.fixture
async def camera(socket_enabled: None, dialect: str, profile: str) -> AsyncIterator[SimulatedCamera]:
    """A running simulated camera."""
    simulated = SimulatedCamera(
        dialect, profile=profile, username=USERNAME, password=PASSWORD, reboot_seconds=0.1
    )
    async with simulated.running():
        yield simulated


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the session rest no longer between two requests; a simulated camera needs no rest."""
    monkeypatch.setattr(session, "SPACING", 0.0)


@pytest.fixture
async def client(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    """The client of all cameras, where Home Assistant has not made it."""
    async with session.make_client() as each:
        yield each


type MakeCamera = Callable[..., Awaitable[Camera]]
type MakeSession = Callable[..., Session]


@pytest.fixture
async def make_camera(
    client: aiohttp.ClientSession, camera: SimulatedCamera, in_haste: None
) -> AsyncIterator[MakeCamera]:
    """Connects to the simulated camera, as often as wanted, and closes what came of it."""
    made: list[Camera] = []

    async def make(
        options: CameraOptions | None = None,
        *,
        username: str = USERNAME,
        password: str = PASSWORD,
        known_id: str = "",
    ) -> Camera:
        transport = Transport(client, *camera.address)
        credentials = Credentials(username, password)
        device = await connect(transport, REGISTRY[spoken(camera)], credentials, options, known_id=known_id)
        made.append(device)
        return device

    yield make
    for device in made:
        await device.aclose()


@pytest.fixture
def make_session(client: aiohttp.ClientSession, camera: SimulatedCamera, in_haste: None) -> MakeSession:
    """Makes sessions with the simulated camera in which nothing was asked yet."""

    def make(username: str = USERNAME, password: str = PASSWORD) -> Session:
        transport = Transport(client, *camera.address)
        return Session(transport, REGISTRY[spoken(camera)], Credentials(username, password))

    return make


def spoken(camera: SimulatedCamera) -> str:
    """Return the registered name of the manual that a simulated camera follows."""
    names = [name for name, dialect in REGISTRY.items() if dialect.commands is camera.wire.commands]
    return names[0] if names else camera.dialect


def bare(logged: Logged) -> str:
    """Return a request as the manual has it: not encoded, and without the login."""
    login = (USERNAME, PASSWORD)
    pairs = [(name, value) for name, value in logged.query if value not in login and name != "uid"]
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return f"{logged.path}?{query}" if query else logged.path


def written(camera: SimulatedCamera, since: int = 0) -> list[str]:
    """Return the requests since the `since`-th that do more than read, in the manual's form."""
    return [
        bare(each)
        for each in camera.requests[since:]
        if each.command is None or camera.wire.commands[each.command].effect is not Effect.READ
    ]


type Records = dict[str, dict[str, str]]


def changes(before: Records, after: Records) -> dict[str, str]:
    """Return what differs between two states of a camera: the new text by `record.field`."""
    return {
        f"{group}.{name}": after.get(group, {}).get(name, "")
        for group in before | after
        for name in before.get(group, {}) | after.get(group, {})
        if before.get(group, {}).get(name) != after.get(group, {}).get(name)
    }


MUCH = 3.0
"""Seconds of work that no reader needs for the longest text it takes; one whose work grows faster than
the text needs minutes."""


def work(doing: Callable[[], object]) -> float:
    """Return the seconds that something keeps the processor busy, whatever else the machine does."""
    began = process_time()
    doing()
    return process_time() - began


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something is true."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - anything may be waited for
                await asyncio.sleep(0.005)
    assert condition()
