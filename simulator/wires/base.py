"""What every dialect of a simulated camera has to say for itself."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatchcase
from time import monotonic

from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Catalogue, Command, Effect

from ..accents import Accent
from ..http import Outcome, Query, Request, Response
from ..login import NOBODY, Account
from ..scene import Tone
from ..store import IllegalParameterError, Store, key
from .camera import Camera


@dataclass(slots=True)
class Visit:
    """One request on its way through the camera."""

    request: Request
    command: Command | None
    connections: int
    came_at: float = field(default_factory=monotonic)
    account: Account = NOBODY
    """Who asks, as far as the login was right."""
    authorised: bool = False
    """Whether the account was good enough for the command."""
    values: dict[str, str] = field(default_factory=dict)
    """The query without what is part of the login, first values only."""

    @property
    def name(self) -> str:
        """The manual's name of the command, empty for a request that no manual has."""
        return self.command.name if self.command else ""


type Behaviour = Callable[[Visit], Response | Awaitable[Response]]


class SimulatedWire(ABC):
    """A dialect: who may do what, how answers look, and what commands do.

    A command without a behaviour of its own reads or writes the record of its group.
    """

    commands: Catalogue
    partial = False
    """Whether a whole-record setter takes an incomplete set, and forgets what it is not told."""
    live: Mapping[str, Iterable[str]] = {}
    """Fields that are worked out anew for each answer, per record."""

    def __init__(self, camera: Camera, commands: Catalogue) -> None:
        self.camera = camera
        self.commands = commands
        self.store = Store(commands, partial=self.partial, beyond=camera.accent.takes)
        self.behaviours: Mapping[str, Behaviour] = {}

    def find(self, request: Request) -> Command | None:
        """Return the catalogue's row for a request: the one whose fixed pairs fit best."""
        rows = [row for row in self.commands.values() if row.path.lower() == request.path.lower()]
        fitting = [row for row in rows if fits(row, request)]
        return max(fitting, key=lambda row: len(row.fixed), default=next(iter(rows), None))

    async def answer(self, visit: Visit) -> Response:
        """Return the answer to a request, in the camera's own words."""
        response = await self._conclude(visit)
        return self.accent.worded(response, visit.name, self.camera.serial)

    async def _conclude(self, visit: Visit) -> Response:
        """Check who asks, do what is asked, and return the answer."""
        command = visit.command
        if command is None:
            return self._unknown(visit)
        if self.accent.lacking(command.name):
            response = self.lacking(visit)
            return response if response.outcome is Outcome.STRANGER else response.meaning(Outcome.LACKING)
        visit.values = self.accent.heard(command.name, self.login(visit))
        needed = self.access(command)
        if visit.account.access < needed:
            if visit.account is NOBODY:
                return self.refused(visit).meaning(Outcome.STRANGER)
            return self.denied(visit).meaning(Outcome.DENIED)
        visit.authorised = True
        if any(fnmatchcase(command.name, pattern) for pattern in self.camera.refusing):
            return self.illegal(visit).meaning(Outcome.ILLEGAL)
        try:
            return await self.carry_out(command, visit)
        except IllegalParameterError:
            return self.illegal(visit).meaning(Outcome.ILLEGAL)

    def _unknown(self, visit: Visit) -> Response:
        response = self.unknown(visit)
        if response.outcome is Outcome.STRANGER:
            return response
        path = visit.request.path.lower()
        is_documented = any(row.path.lower() == path for row in self.commands.values())
        return response.meaning(Outcome.LACKING if is_documented else Outcome.UNKNOWN)

    async def carry_out(self, command: Command, visit: Visit) -> Response:
        """Do what an authorised request asks for; raise IllegalParameterError."""
        if not fits(command, visit.request):
            raise IllegalParameterError
        behaviour = self.behaviours.get(command.name)
        if behaviour is not None:
            response = behaviour(visit)
            return response if isinstance(response, Response) else await response
        if command.effect is Effect.READ:
            return self.show(command, visit)
        if command.group:
            self.store.apply(command, visit.values)
            self.camera.changed()
        return self.done(visit)

    def have_all(self) -> None:  # noqa: B027
        """Lack no command from now on but those that the camera's accent lacks."""

    def access(self, command: Command) -> Access:
        """Return the privilege that this firmware wants for a command."""
        return command.access

    @property
    def accent(self) -> Accent:
        """How this firmware words things."""
        return self.camera.accent

    def query(self, request: Request) -> Query:
        """Return the query of a request as this firmware reads it."""
        if self.accent.reads is None:
            return request.query
        return pairs(request.target, self.accent.reads)

    def told(self, command: Command, record: Mapping[str, str]) -> dict[str, str]:
        """Return what this firmware tells of a record."""
        return self.accent.told(key(command), record)

    @abstractmethod
    def login(self, visit: Visit) -> dict[str, str]:
        """Find out who asks, count a wrong login, and return the query without the login."""

    def nothing(self) -> Response:
        """Return an empty good answer."""
        return Response(headers=[("Content-Length", "0"), ("Connection", "close")])

    @abstractmethod
    def unknown(self, visit: Visit) -> Response:
        """Answer a request that no manual has."""

    def lacking(self, visit: Visit) -> Response:
        """Answer a command that this firmware does not have, or a wrong login if that is looked at first."""
        return self.unknown(visit)

    @abstractmethod
    def refused(self, visit: Visit) -> Response:
        """Answer a missing or wrong login."""

    @abstractmethod
    def denied(self, visit: Visit) -> Response:
        """Answer an account that may not do this."""

    @abstractmethod
    def illegal(self, visit: Visit) -> Response:
        """Answer parameters that will not do."""

    @abstractmethod
    def show(self, command: Command, visit: Visit) -> Response:
        """Answer with the record of a getter."""

    @abstractmethod
    def done(self, visit: Visit) -> Response:
        """Answer that it is done."""

    def reboot(self, visit: Visit) -> Response:
        """Answer that it is done, and reboot."""
        response = self.done(visit)
        response.after = self.camera.reboot
        return response

    @abstractmethod
    def tone(self) -> Tone:
        """Return how the picture is set."""

    def encoded(self, jpeg: bytes) -> bytes:
        """Return a picture as the camera's own encoder writes it."""
        return jpeg

    @abstractmethod
    def title(self) -> str:
        """Return the name in the picture."""

    @abstractmethod
    def wall_clock(self) -> datetime:
        """Return the time in the picture."""

    def react(self) -> None:  # noqa: B027
        """Take notice of a new setting or of what a sensor feels; not called at the start."""

    def set_password(self, password: str) -> None:
        """Give the first account another password, as somebody does in the camera's own pages."""
        first, *others = self.camera.first_accounts
        self.camera.first_accounts = (replace(first, password=password), *others)

    def booted(self) -> None:  # noqa: B027
        """Start after a reboot."""


def fits(command: Command, request: Request) -> bool:
    """Whether a request has all the fixed pairs of a command."""
    return all(request.get(name) == value for name, value in command.fixed)


def pairs(target: str, read: Callable[[str], str]) -> Query:
    """Return the names and values of a query, each value read in some way."""
    parts = (part.partition("=") for part in target.partition("?")[2].split("&") if part)
    return [(name, read(text)) for name, _, text in parts]
