"""A dialect: one manual's commands, bound to the shared vocabulary."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from .binding import Bindings, Request
from .catalogue import Access, Catalogue, Command
from .errors import Unsupported
from .tuning import Tuning
from .wire import Ask, Credentials, Fetch, Login, Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a camera is. `id` is its MAC address or serial number, lower case without separators."""

    id: str
    mac: str = ""
    name: str = ""
    manufacturer: str = ""
    model: str = ""
    firmware: str = ""
    hardware: str = ""
    role: Access = Access.ADMINISTRATOR


@dataclass(frozen=True, slots=True)
class Sighting:
    """A camera seen without a login: which dialect answers, and its id where it tells."""

    dialect: str
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A direction for the motors: -1, 0 or 1 each; `speed` in percent, 1-100, None: as set."""

    pan: int = 0
    tilt: int = 0
    zoom: int = 0
    focus: int = 0
    iris: int = 0
    speed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Motors:
    """How a dialect moves: requests to start, to stop, and, where there is one, for a small step.

    Each raises Unsupported for a movement that the manual does not have. To stop a Move without a
    direction is to stop whatever may be moving.
    """

    start: Callable[[Move, Tuning], Sequence[Request]]
    stop: Callable[[Move, Tuning], Sequence[Request]]
    step: Callable[[Move, Tuning], Sequence[Request]] | None = None
    recall: Callable[[str, Tuning], Request] | None = None
    """Go to a preset, by number or name; raises InvalidValue for one that cannot be."""
    save: Callable[[str, Tuning], Request] | None = None
    delete: Callable[[str, Tuning], Request] | None = None
    home: Callable[[], Request] | None = None
    """Go to the middle."""


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
    still: Callable[[Tuning], Request]
    live: Callable[[Tuning], Request] | None = None
    opening: tuple[Request, ...] = ()
    rtsp: Callable[[Ask, Tuning], Awaitable[Rtsp]] | None = None
    resolutions: tuple[str, ...] = ()
    """What `Tuning.resolution` may ask of the live picture."""
    access: Access = Access.VISITOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Everything that makes one manual's cameras different from another's."""

    name: str
    title: str
    manufacturer: str
    commands: Catalogue
    bindings: Bindings
    wire: Wire
    login: Callable[[Credentials], Login]
    identify: Callable[[Ask, str], Awaitable[Identity]]
    """Asks a logged-in camera who it is; the second argument is what the probe knew of its id."""
    probe: Callable[[Fetch], Awaitable[Sighting | None]]
    """Asks without a login; returns None when this is no camera of the dialect."""
    streams: tuple[Stream, ...]
    motors: Motors | None = None
    options: frozenset[str] = frozenset()
    """The fields of Tuning that concern these cameras, for the form that asks for them."""
    tune: Callable[[Dialect, Tuning], Dialect] = lambda dialect, _tuning: dialect

    def command(self, name: str) -> Command:
        """Return a command by the manual's name; raise Unsupported when there is none."""
        try:
            return self.commands[name]
        except KeyError:
            raise Unsupported(f"the manual has no command {name!r}") from None


type Registry = Mapping[str, Dialect]
