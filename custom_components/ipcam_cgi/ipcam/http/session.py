"""All requests to one camera: one at a time, bounded, logged in, without a secret in the log."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
import logging
from time import monotonic

import aiohttp
from aiohttp.abc import AbstractResolver

from ..errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    ChallengeError,
    LoginLockedError,
    OverloadedError,
    PermissionDeniedError,
    ReplyError,
    SessionExpiredError,
    WrongPasswordError,
)
from ..model.catalogue import Access, Command, Effect, Record, Request
from ..model.dialect import Dialect, Rtsp
from ..model.protocol import Credentials, HttpRequest, HttpResponse
from .transport import STREAM_TIMEOUT, Opened, Transport
from .trust import LoginTrust, Refusal, State, Verdict

LOGGER = logging.getLogger(__name__)

SPACING = 0.05
"""Seconds of rest between two requests: the oldest cameras drop the second connection otherwise."""


def make_client(resolver: AbstractResolver | None = None) -> aiohttp.ClientSession:
    """Return a client for any number of cameras: a new connection for each request.

    Many cameras close a connection without saying so, or long after they have answered, and lose what is
    sent over it. aiohttp looks for the end in the answer only, however plainly the request asked for it.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True, limit=0, resolver=resolver),
        # Two cameras behind one name are no reason to tell one what the other has said.
        cookie_jar=aiohttp.DummyCookieJar(),
    )


class Session:
    """One camera's login and the queue of requests to it.

    After a refused login nothing more is sent: these cameras lock accounts. A new Session with new
    credentials is the way on.
    """

    def __init__(self, transport: Transport, dialect: Dialect, credentials: Credentials) -> None:
        """Speak `dialect` over `transport`."""
        self.dialect = dialect
        self.transport = transport
        self._response_listeners: list[Callable[[Command, float], None]] = []
        self.trust = LoginTrust()
        self._login = dialect.login(credentials)
        self._renewals = 0
        self._queue = asyncio.Lock()
        self._urgent = asyncio.Lock()
        self._last = 0.0
        self._preparing = asyncio.Lock()
        self._denies_nobody: bool | None = None
        """Whether somebody without a login is denied in the words of a lack of rights; None: not known."""
        self._accepted: Request | None = None
        """The last reading that was carried out for this login."""
        self._allowed: set[str] = set()
        """Commands that were carried out for this login."""

    async def request(
        self,
        request: Request,
        *,
        urgent: bool = False,
        total_timeout: float | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        """Send one request and return its answer once the dialect found no error in it.

        An urgent one (a motor's stop) waits for no other; the answer must come `total_timeout` seconds, by
        default TOTAL_TIMEOUT. Raise any CameraError.
        """
        async with self._urgent if urgent else self._queue:
            rest = self._last + SPACING - monotonic()
            if self.dialect.request_spacing and not urgent and rest > 0:
                await asyncio.sleep(rest)
            try:
                with self._discreet():
                    return await self._send(request, total_timeout, body)
            finally:
                self._last = monotonic()

    def add_response_listener(self, listener: Callable[[Command, float], None]) -> None:
        """Let `listener` hear how many seconds the camera took for each request, answered or not."""
        self._response_listeners.append(listener)

    async def aclose(self) -> None:
        """Close the connection that may be open."""
        await self.transport.aclose()

    async def ask(self, command: str, /, **values: object) -> Record:
        """Run a command of the dialect by name and return the parsed reply."""
        row = self.dialect.command(command)
        return await self.read(Request(row, row.encode(values)))

    async def read(self, request: Request) -> Record:
        """Send a request and return the fields of its reply."""
        return self.dialect.wire.parse(request.command, await self.request(request))

    def rtsp_url(self, place: Rtsp) -> str:
        """Return a player's address, with the password in it: for no log and no screen.

        Raise AuthError when the login was refused.
        """
        self.trust.require(monotonic())
        return self.transport.rtsp_url(place, self._login.credentials)

    @property
    def username(self) -> str:
        """The account that is logged in."""
        return self._login.credentials.username

    @asynccontextmanager
    async def stream(
        self, request: Request, read_timeout: float | None = STREAM_TIMEOUT
    ) -> AsyncIterator[Opened]:
        """Open an endless answer beside the queue; raise like `request`."""
        command = request.command
        with self._discreet():
            await self._ready()
            http_request = self._signed(request)
            async with self.transport.stream(http_request, read_timeout) as (head, chunks):
                self._judge(command, head, proves=False)
                yield head, chunks

    def pushed(self, command: Command, part: bytes) -> Record:
        """Return the fields of one part of an endless answer; raise what it stands for."""
        response = HttpResponse(200, {}, part)
        with self._discreet():
            self._judge(command, response)
        return self.dialect.wire.parse(command, response)

    def refusal(self, command: Command, text: str) -> CameraError:
        """Return the error that text instead of pictures stands for."""
        try:
            with self._discreet():
                self._judge(command, HttpResponse(200, {}, text.encode()))
        except CameraError as error:
            return error
        return ReplyError("text instead of pictures", command=command.name)

    async def _send(self, request: Request, total_timeout: float | None, body: bytes | None) -> HttpResponse:
        await self._ready()
        renewals = self._renewals
        try:
            return await self._once(request, total_timeout, body)
        except SessionExpiredError:
            if renewals == self._renewals:
                # Else another request, on its way at the same time, has found it out before.
                self._renewals += 1
                self._login.invalidate()
            await self._ready()
            return await self._once(request, total_timeout, body)

    async def _once(self, request: Request, total_timeout: float | None, body: bytes | None) -> HttpResponse:
        command = request.command
        http_request = self._signed(request)
        if body is not None:
            http_request.upload = (command.upload, body)
        started = monotonic()
        try:
            response = await self.transport.fetch(
                http_request, total_timeout or command.response_timeout or None
            )
        except CameraConnectionError as error:
            LOGGER.debug("%s %s: %s", command.name, shown(request), error.reason)
            error.command = command.name
            raise
        finally:
            for heard in self._response_listeners:
                heard(command, monotonic() - started)
        LOGGER.debug(
            "%s %s: status %d, %d bytes in %.0f ms",
            command.name,
            shown(request),
            response.status,
            len(response.body),
            1000 * (monotonic() - started),
        )
        await self._learn_denials(request, response)
        try:
            self._judge(command, response)
        except PermissionDeniedError:
            await self._prove()
            raise
        if command.effect is Effect.READ and command.access is not Access.NONE:
            self._accepted = request
        return response

    async def _prove(self) -> None:
        """Ask again what was accepted last, after a denial that may be one of the login itself."""
        if self.trust.doubted is None or not self._denies_nobody or self._accepted is None:
            return
        try:
            response = await self.transport.fetch(self._signed(self._accepted))
            self._judge(self._accepted.command, response)
        except AuthError:
            raise
        except CameraError as error:
            LOGGER.debug("%s: %s", self._accepted.command.name, error.reason)

    async def _learn_denials(self, request: Request, response: HttpResponse) -> None:
        """Find out, at the first denial, whether this camera tells a wrong password from a lack of rights.

        Some answer both in the same words; then somebody without any login hears them too.
        """
        if self._denies_nobody is not None or not self._is_denial(request.command, response):
            return
        http_request = self.dialect.wire.request(request.command, request.params)
        if http_request.repeatable:
            nobody = await self.transport.fetch(http_request)
            self._denies_nobody = self._is_denial(request.command, nobody)

    def _is_denial(self, command: Command, response: HttpResponse) -> bool:
        try:
            self.dialect.wire.check(command, response)
        except PermissionDeniedError:
            return True
        except CameraError:
            pass
        return False

    async def _ready(self) -> None:
        self.trust.require(monotonic())
        async with self._preparing:
            # Whoever was first may have been refused meanwhile.
            self.trust.require(monotonic())
            with self._judging(Access.VISITOR, ""):
                await self._login.prepare(self.transport.fetch)

    @contextmanager
    def _discreet(self) -> Iterator[None]:
        """Keep the login out of an error: some cameras repeat a request when they refuse it."""
        try:
            yield
        except CameraError as error:
            for secret in filter(None, self._login.secrets):
                error.reason = error.reason.replace(secret, "**")
            raise

    def _signed(self, request: Request) -> HttpRequest:
        http_request = self.dialect.wire.request(request.command, request.params)
        self._login.sign(http_request)
        http_request.is_login = self.trust.state is not State.TRUSTED
        return http_request

    def _judge(self, command: Command, response: HttpResponse, *, proves: bool = True) -> None:
        """Raise what an answer stands for, and keep what it says of the login.

        The head alone of an answer proves nothing: a refusal may follow as text.
        """
        with self._judging(command.access, command.name):
            try:
                self.dialect.wire.check(command, response)
            except ChallengeError:
                if self._login.is_outdated(response):
                    raise SessionExpiredError("the challenge is too old", command=command.name) from None
                raise
        if proves and command.access is not Access.NONE:
            self._allowed.add(command.name)
            self.trust.accepted(command.access, monotonic())
            self._login.accepted()

    @contextmanager
    def _judging(self, level: Access, command: str) -> Iterator[None]:
        """Tell a wrong password from missing rights and from an overloaded camera."""
        try:
            yield
        except LoginLockedError:
            self.trust.locked(monotonic())
            raise
        except OverloadedError:
            self.trust.overloaded(monotonic())
            raise
        except AuthError as error:
            verdict = self.trust.refused(
                _KINDS.get(type(error), Refusal.STATUS), level, error.reason, monotonic()
            )
            if verdict is Verdict.RIGHTS:
                raise PermissionDeniedError(
                    "this account is not allowed to do that", command=command
                ) from None
            if verdict is Verdict.OVERLOAD:
                self._login.invalidate()
                raise OverloadedError("the login was refused before", command=command) from None
            kind = WrongPasswordError if isinstance(error, WrongPasswordError) else AuthError
            raise kind(error.reason, command=command) from None
        except PermissionDeniedError:
            if self._denies_nobody:
                # Denied what it was allowed before: then it is the login, or its rights.
                how = Refusal.CHALLENGE if command in self._allowed else Refusal.DENIAL
                verdict = self.trust.refused(how, level, DENIED, monotonic())
                if verdict is Verdict.REFUSED:
                    raise AuthError(DENIED, command=command) from None
            raise


DENIED = "the camera denies everything: the user name or the password may be wrong"

_KINDS: Mapping[type[CameraError], Refusal] = {
    WrongPasswordError: Refusal.PASSWORD,
    ChallengeError: Refusal.CHALLENGE,
}


def shown(request: Request) -> Mapping[str, str]:
    """Return a request's parameters as they may be logged: what is known to be no secret."""
    known = {param.name for param in request.command.params if not param.codec.secret}
    return {name: value if name in known else "**" for name, value in request.params.items()}
