"""One camera as a person sees it: who it is, what it can, what it is set to, and how to change that."""

from collections.abc import AsyncGenerator, Collection, Mapping
from dataclasses import dataclass, replace
import logging

from .capabilities import Capabilities
from .commands import CameraCommands
from .errors import AuthError, CameraError, UnsupportedError
from .http.multipart import text_parts
from .http.session import Session
from .http.transport import Transport
from .http.trust import State
from .identity import IdentityCheck, ask_identity
from .model.binding import Binding
from .model.catalogue import Record, Request
from .model.codecs import Choice, Codec
from .model.dialect import Dialect, Identity
from .model.features import FLIP, MIRROR, PRESET, Feature
from .model.options import CameraOptions
from .model.protocol import Credentials
from .model.state import CameraState
from .poller import Poller
from .ptz import PtzController
from .replies import ReplyInterpreter
from .streams import VideoStreams
from .tasks import CameraTasks
from .video.broadcast import Mark
from .writing import FeatureWriter

LOGGER = logging.getLogger(__name__)

EVENT_TIMEOUT = 60.0
"""Seconds without an event after which the connection counts as dead; the next one tells all anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityCache:
    """What a camera has told of itself and its abilities, to be kept for the next start."""

    identity: Identity
    """Without the name, which may change and tells nothing."""
    records: Mapping[str, Record]
    """A reply of each getter that it has."""
    absent: frozenset[str]
    """Getters that it lacks."""


async def connect(
    transport: Transport,
    dialect: Dialect,
    credentials: Credentials,
    options: CameraOptions | None = None,
    *,
    known_id: str = "",
    cache: CapabilityCache | None = None,
    mark_stale: Mark | None = None,
) -> Camera:
    """Log in to a camera, ask it who it is, and return it, fitted to what it told.

    `dialect` is what `probe` found, `known_id` the camera's id as the probe or an earlier login has it, for
    cameras that do not tell it to every account. With a `cache` of an earlier start a camera need not
    be asked again for all that it can. `mark_stale` draws on a picture that it is old, given the JPEG and
    the monotonic time at which it came.

    Raise AuthError when the login is refused: do not connect again without other credentials, because many of
    these cameras lock. Raise PermissionDeniedError when the account may not even ask who the camera is,
    ApiDisabledError when its owner has switched the interface off, CameraConnectionError without a
    usable answer, and any other CameraError.
    """
    options = options or CameraOptions()
    dialect = replace(dialect, wire=dialect.wire.own())
    session = Session(transport, dialect, credentials)
    try:
        identity = await ask_identity(session, cache.identity if cache else Identity(id=known_id))
    except BaseException:
        await session.aclose()
        raise
    fitted = dialect.with_options(dialect, options)
    fitted = fitted.for_camera(fitted, identity)
    return Camera(session, fitted, identity, options, cache, mark_stale)


class Camera:
    """A camera that has told who it is. `connect` makes it; everything about it but its state is final."""

    def __init__(
        self,
        session: Session,
        dialect: Dialect,
        identity: Identity,
        options: CameraOptions,
        cache: CapabilityCache | None = None,
        mark_stale: Mark | None = None,
    ) -> None:
        """Speak over `session` by the bindings of `dialect`, which fits the camera of `identity`.

        What was learned of another camera, of other firmware or with other rights is worth nothing: then
        `cache` is not used.
        """
        self._session = session
        self.identity = identity
        """Who it is, and what the account may do."""
        self.options = options
        self.dialect = dialect
        self.state = CameraState()
        """What is known of its settings and alarms."""
        if cache and identity == replace(cache.identity, name=identity.name):
            self.state.restore(cache.records, cache.absent)
        self.capabilities = Capabilities(dialect, identity.role, self.state)
        self._replies = ReplyInterpreter(self.capabilities, self.state)
        self._poller = Poller(session, self.capabilities, self.state, self._replies)
        self._writer = FeatureWriter(session, self.capabilities, self.state, self._poller)
        self._identity_check = IdentityCheck(session, identity, self._poller)
        self.commands = CameraCommands(session, self.capabilities, self._writer)
        """Every command of its manual."""
        self.tasks = CameraTasks(dialect.tasks, self.commands)
        self.ptz = PtzController(
            session,
            dialect.ptz,
            options,
            moved=self._forget_preset,
            turned=self.turned,
            allows=self.capabilities.allows,
        )
        self.streams = VideoStreams(session, dialect.streams, options, mark_stale)
        self.dialect_name = dialect.name
        self.manual = dialect.title
        """The title of the manual that it follows."""
        self.url = session.transport.url
        """Its own page."""
        self.has_events = dialect.events is not None
        """Whether its manual has a way to push events."""
        self.alarm_webhook = dialect.alarm_webhook
        """How it is told whom to call when an alarm begins; None: it calls nobody."""

    @property
    def login_refused(self) -> bool:
        """Whether the camera has refused the login: then nothing more is sent, to any port of it."""
        return self._session.trust.state is State.REFUSED

    @property
    def requests_sent(self) -> int:
        """Requests sent to the camera so far."""
        return self._session.transport.requests

    @property
    def requests_per_minute(self) -> int:
        """Requests sent to the camera within the last minute."""
        return self._session.transport.requests_per_minute

    @property
    def is_lenient(self) -> bool:
        """Whether its answers are so malformed that only the lenient reader takes them."""
        return self._session.transport.lenient

    @property
    def capability_cache(self) -> CapabilityCache | None:
        """What the camera has told of its abilities, None before it has told all of them."""
        if not self.capabilities.is_complete:
            return None
        return CapabilityCache(
            identity=replace(self.identity, name=""),
            records=dict(self.state.known),
            absent=self.state.absent,
        )

    async def verify_identity(self) -> Identity:
        """Return who answers, asked anew if there is reason to doubt that it is who it was.

        There is after any loss, because another camera may have got the address, after a command that
        worked is refused, because the account or the firmware may be another, and after some time. A
        camera in trouble is not asked. Other rights or traits are believed when they are seen twice,
        because a tired camera leaves things out. For whoever is not `identity`, connect anew.
        """
        return await self._identity_check.verify()

    def is_documented(self, feature: Feature) -> bool:
        """Whether the manual has the feature; firmware and account may lack it."""
        return feature in self.dialect.bindings

    def supports(self, feature: Feature) -> bool:
        """Whether this camera, with this account, has the feature.

        What was refused or is absent from an answer is not supported; what was not answered at
        all is expected to come.
        """
        return self.capabilities.supports(feature)

    def limits[T](self, feature: Feature[T]) -> Codec[T] | None:
        """Return the range or the choices of a feature as this camera has them, None where there are none."""
        return self.capabilities.limits(feature)

    def is_available(self, feature: Feature) -> bool:
        """Whether the last reading of this feature succeeded, and it counts as the camera is set now."""
        return self.capabilities.is_available(feature)

    async def poll(self, wanted: Collection[Feature] | None = None) -> CameraState:
        """Read what `wanted` features (None: all) are due, and return the state.

        Alarms are due at every poll, settings every five minutes, identity once. A command that fails makes
        its features unavailable and leaves the others alone.

        Raise AuthError when the login is refused, ApiDisabledError when the owner has switched the interface
        off, CameraConnectionError when nothing usable comes, and PermissionDeniedError when all of it is
        refused that was allowed at an earlier start.
        """
        await self._poller.poll(wanted)
        return self.state

    def expire(self, features: Collection[Feature] | None = None) -> None:
        """Let the next poll read everything that is wanted (or these features), however fresh."""
        if features is None:
            self._poller.expire()
            return
        for getter in self.capabilities.getters(features).values():
            self._poller.expire(getter)

    async def write[T](self, feature: Feature[T], value: T) -> None:
        """Bring a feature to `value` and read back what the camera made of it.

        Raise InvalidValueError before anything is sent, RejectedError when the camera refuses,
        UnsupportedError when it has no such feature; then the state is what it was.
        """
        await self._writer.write(feature, value)

    async def read[T](self, feature: Feature[T]) -> T:
        """Ask the camera for a feature now, whatever is known of it.

        Raise UnsupportedError when it cannot tell this feature, and whatever the reading fails with.
        """
        binding: Binding[T] | None = self.dialect.bindings.get(feature)
        if binding is None or binding.accessor is None:
            raise UnsupportedError(f"this camera does not report {feature.key}")
        for getter in (*self.capabilities.value_getters(binding), *binding.extra_getters):
            self.commands.require(getter)
            await self._poller.refresh(getter)
        value = self.state.get(feature)
        if value is None:
            raise UnsupportedError(f"the camera does not report {feature.key}")
        return value

    async def run(
        self,
        name: str,
        values: Mapping[str, object] | None = None,
        *,
        confirm: bool = False,
        body: bytes | None = None,
    ) -> Record:
        """Run any command of the manual by its name, checked against the manual first.

        Raise InvalidValueError for a parameter out of range and for a destructive command without
        `confirm`, UnsupportedError for a command the manual does not have, PermissionDeniedError for one
        beyond the account's rights. `body` is the file for a command that takes one.
        """
        return await self.commands.run(name, values or {}, confirm=confirm, body=body)

    async def recall(self, preset: str) -> None:
        """Go to a preset by name or number; raise InvalidValueError for one that cannot be."""
        await self.ptz.ready()
        choice = self.limits(PRESET)
        if isinstance(choice, Choice) and preset in choice.names:
            await self.write(PRESET, preset)
        else:
            await self.ptz.recall(preset)

    async def turned(self) -> tuple[bool, bool]:
        """Return whether the picture is flipped and whether it is mirrored; ask where that is not known."""
        for feature in (FLIP, MIRROR):
            if self.state.get(feature) is None:
                try:
                    await self.read(feature)
                except AuthError:
                    raise
                except CameraError as error:
                    LOGGER.debug("%s: %s", feature.key, error)
        return self.state.get(FLIP) is True, self.state.get(MIRROR) is True

    def _forget_preset(self) -> None:
        self.state.set(PRESET, None)

    async def events(self) -> AsyncGenerator[Mapping[Feature, object]]:
        """Take over what the camera pushes, and yield it as it comes.

        From the first part on the same is polled only once more. Ends when the camera ends it;
        raise CameraError when it fails, UnsupportedError when there is no such thing.
        """
        command = self.dialect.events
        if command is None or self.state.reading(command.name).absent:
            raise UnsupportedError("this camera does not push events")
        async with self._session.stream(Request(command, {}), EVENT_TIMEOUT) as (_head, chunks):
            try:
                async for part in text_parts(chunks):
                    yield self._replies.take_pushed(command, self._session.pushed(command, part))
            finally:
                self._replies.end_push(command)

    @property
    def is_pushing(self) -> bool:
        """Whether the camera pushes its events at this moment."""
        return self.state.is_pushed

    async def aclose(self) -> None:
        """Stop the motors and end the pictures."""
        await self.ptz.aclose()
        await self.streams.aclose()
        await self._session.aclose()
