"""A dialect: one manual's commands, bound to the shared vocabulary."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

from ..errors import UnsupportedError
from .binding import Bindings
from .catalogue import Access, Catalogue, Command, Record, Request
from .options import CameraOptions
from .protocol import Ask, Credentials, Fetch, Login, Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a camera is. What it does not tell is empty."""

    id: str
    """Its MAC address or serial number, lower case without separators."""
    mac: str = ""
    """Its MAC address, lower case without separators."""
    name: str = ""
    """What its owner calls it."""
    manufacturer: str = ""
    model: str = ""
    firmware: str = ""
    hardware: str = ""
    role: Access = Access.ADMINISTRATOR
    """What the account may do, as far as the camera tells."""
    traits: frozenset[str] = frozenset()
    """What this very camera has or lacks, in the words of its dialect, for `Dialect.for_camera`."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """A camera seen without a login: which dialect answers, and its id where it tells."""

    dialect: str
    """Its name in the registry."""
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A direction for the motors, -1, 0 or 1 each, as it is seen in the picture."""

    pan: int = 0
    """-1: left, 1: right."""
    tilt: int = 0
    """-1: down, 1: up."""
    zoom: int = 0
    """-1: out, 1: in."""
    focus: int = 0
    """-1: near, 1: far."""
    iris: int = 0
    """-1: close, 1: open."""
    speed: int | None = None
    """In percent, 1-100; None: as the owner has set it."""
    degree: int | None = None
    """For a small step: how far, in degrees; None: as far as the camera goes by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PtzCommands:
    """How a dialect moves: requests to start, to stop, and, where there is one, for a small step.

    Each raises UnsupportedError for a movement that the manual does not have. To stop a Move without a
    direction is to stop whatever may be moving.
    """

    start: Callable[[Move, CameraOptions], Sequence[Request]]
    stop: Callable[[Move, CameraOptions], Sequence[Request]]
    step: Callable[[Move, CameraOptions], Sequence[Request]] | None = None
    degrees: bool = False
    """Whether a step may be of a given size."""
    recall: Callable[[str, CameraOptions], Request] | None = None
    """Go to a preset, by number or name; raises InvalidValueError for one that cannot be."""
    save: Callable[[str, CameraOptions], Request] | None = None
    delete: Callable[[str, CameraOptions], Request] | None = None
    home: Callable[[], Request] | None = None
    """Go to the middle."""
    follows_sensor: bool = False
    """Whether the motors turn as if the picture were neither flipped nor mirrored, so that up and down, or
    left and right, are exchanged when it is."""
    has_zoom: bool = False
    """Whether this very camera says that its lens zooms."""


class CommandRunner(Protocol):
    """What a task may do with a camera: commands of its manual, each checked, one at a time."""

    async def ask(self, name: str, /, **values: object) -> Record:
        """Run a command and return the fields of its reply."""

    async def fetch(self, name: str, /, **values: object) -> bytes:
        """Run a command and return what it answers as it is."""

    async def change(self, setter: str, /, **values: object) -> None:
        """Set these parameters of a record and leave the others as they are."""


type Row = Mapping[str, str | int | bool]
"""One line of a list, in neutral terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user of the camera as it is to be; None: as it is."""

    name: str
    password: str | None = field(default=None, repr=False)
    role: Access | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """What a camera does when asked and no feature stands for. None: its manual lacks it."""

    log: Callable[[CommandRunner], Awaitable[Sequence[Row]]] | None = None
    """What happened; keys of a row: time, event, user, address."""
    networks: Callable[[CommandRunner], Awaitable[Sequence[Row]]] | None = None
    """Wi-Fi networks in reach; keys of a row: ssid, bssid, security, quality."""
    recordings: Callable[[CommandRunner, int, int], Awaitable[Sequence[Row]]] | None = None
    """Recordings between two times, in seconds since 1970."""
    accounts: Callable[[CommandRunner], Awaitable[Sequence[Row]]] | None = None
    """Users; keys of a row: name, role. Never a password."""
    add_account: Callable[[CommandRunner, Account], Awaitable[None]] | None = None
    edit_account: Callable[[CommandRunner, Account], Awaitable[None]] | None = None
    delete_account: Callable[[CommandRunner, str], Awaitable[None]] | None = None
    serial: Callable[[CommandRunner, bytes, int, int], Awaitable[None]] | None = None
    """Sends bytes over the port of a number, at so many bits per second."""
    save_route: Callable[[CommandRunner, str, Sequence[str], Sequence[int]], Awaitable[None]] | None = None
    """Makes a patrol of presets, with the seconds to stay at each (none: as they are)."""
    delete_route: Callable[[CommandRunner, str], Awaitable[None]] | None = None
    backup: Callable[[CommandRunner], Awaitable[bytes]] | None = None
    restore: str = ""
    """The command that takes such a backup."""
    firmware: str = ""
    """The command that takes a firmware file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rtsp:
    """Where a camera serves a stream by RTSP. The host is the one we speak to, never one it names."""

    path: str
    """Path and query, with the slash in front."""
    port: int | None = None
    """None: the port of the web pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One picture stream: stills, and perhaps a live request and an RTSP address.

    `opening` are requests that must come before the live one; a camera that refuses them is asked
    for the picture all the same.
    """

    key: str
    still: Callable[[CameraOptions], Request]
    live: Callable[[CameraOptions], Request] | None = None
    opening: tuple[Request, ...] = ()
    rtsp: Callable[[Ask, CameraOptions], Awaitable[Rtsp]] | None = None
    resolutions: tuple[str, ...] = ()
    """What `CameraOptions.resolution` may ask of the live picture."""
    access: Access = Access.VISITOR


@dataclass(frozen=True, slots=True)
class AlarmWebhook:
    """How a camera is told whom to call when an alarm begins: parameters of a setter."""

    setter: Command
    getter: Command
    enable: str
    url: str

    async def read(self, camera: CommandRunner) -> Record:
        """Return the present setting, by the names of the parameters."""
        record = await camera.ask(self.getter.name)
        fields = {name: self.setter.param(name).field for name in (self.enable, self.url)}
        present = {name: record[field] for name, field in fields.items() if field in record}
        url = present.get(self.url, "")
        if "://" not in url and "://" in unquote(url):
            # Some firmware encodes what it tells, and none what it is told.
            present[self.url] = unquote(url)
        return present


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Everything that makes one manual's cameras different from another's."""

    name: str
    """What it is registered and remembered by; never to be changed."""
    title: str
    """The manual's title and version, for people."""
    manufacturer: str
    """Whose cameras these are, where the camera does not tell."""
    commands: Catalogue
    """Every documented command by its name."""
    bindings: Bindings
    """How each feature is read and written by these commands."""
    wire: Wire
    """How requests and replies look, and which answer stands for which error."""
    login: Callable[[Credentials], Login]
    """Makes the login of one session; nothing is sent by making it."""
    identify: Callable[[Ask, Identity], Awaitable[Identity]]
    """Logs in and asks a camera who it is. The second argument is what is known of it: of its id by the
    probe, or all of it by an earlier start. What follows from its firmware need not be asked again then."""
    probe: Callable[[Fetch], Awaitable[ProbeResult | None]]
    """Asks without a login; returns None when this is no camera of the dialect, and raises UnsupportedError
    when it is one that cannot be spoken to."""
    streams: tuple[Stream, ...]
    """The picture streams, the main one first."""
    find_role: Callable[[Ask, str], Awaitable[Access]] | None = None
    """Asks what the account of this name may do, where the camera tells it by name; None: `identify`
    tells it."""
    ptz: PtzCommands | None = None
    """How the motors are moved; None: the manual has none."""
    tasks: Tasks = Tasks()
    """What is done on demand and no feature stands for."""
    events: Command | None = None
    """The getter whose answer never ends: each part tells what has just changed."""
    alarm_webhook: AlarmWebhook | None = None
    """Whom the camera can call when an alarm begins."""
    options: frozenset[str] = frozenset()
    """The fields of CameraOptions that concern these cameras, for the form that asks for them."""
    request_spacing: bool = True
    """Whether its cameras need a rest between two requests."""
    rights_vary: bool = False
    """Whether firmware lets lower accounts read more than the manual says: then asking tells."""
    with_options: Callable[[Dialect, CameraOptions], Dialect] = lambda dialect, _options: dialect
    """Returns the dialect as the owner's options want it. Applied once, before `for_camera`."""
    for_camera: Callable[[Dialect, Identity], Dialect] = lambda dialect, _identity: dialect
    """Returns the dialect that fits one camera, which has just told who it is. Applied once."""

    def command(self, name: str) -> Command:
        """Return a command by the manual's name; raise UnsupportedError when there is none."""
        try:
            return self.commands[name]
        except KeyError:
            raise UnsupportedError(f"the manual has no command {name!r}") from None


type Registry = Mapping[str, Dialect]
