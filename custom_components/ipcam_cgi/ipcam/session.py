"""All requests to one camera: one at a time, bounded, logged in, without a secret in the log."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
import logging
import ssl
from time import monotonic
from urllib.parse import quote

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from .binding import Request
from .catalogue import Access, Command, Record
from .dialect import Dialect, Rtsp
from .errors import (
    AuthFailed,
    BadReply,
    CameraError,
    ConnectionFailed,
    Denied,
    Overloaded,
    SessionExpired,
    WrongPassword,
)
from .tolerant import exchange
from .wire import Answer, Call, Credentials

LOGGER = logging.getLogger(__name__)

CONNECT_TIMEOUT = 5.0
"""Seconds until a camera must have taken a connection."""
TOTAL_TIMEOUT = 10.0
"""Seconds until a camera must have answered a request completely."""
STREAM_TIMEOUT = 15.0
"""Seconds of silence after which a stream counts as dead."""
SPACING = 0.05
"""Seconds of rest between two requests: the oldest cameras drop the second connection otherwise."""
MOST_QUIETS = 5
"""Times the silence that ends an endless answer, after which it ends without any."""
MAX_BODY = 8 << 20
"""Bytes of an answer that are read; the largest real one is a still picture."""

MOST_COUNTED = 10_000
"""Requests that are remembered for the count per minute."""

# Some firmware answers nothing at all to a User-Agent or an Accept header it does not know.
HEADERS = {"User-Agent": "Mozilla/5.0", "Accept": "*/*"}


type Opened = tuple[Answer, AsyncIterator[bytes]]
"""The head of an answer, and its body as it comes."""


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


class Transport:
    """The plain HTTP side: turns a Call into an Answer and every fault into a CameraError."""

    def __init__(
        self,
        client: aiohttp.ClientSession,
        host: str,
        port: int,
        *,
        tls: ssl.SSLContext | None = None,
        tolerant: bool = False,
    ) -> None:
        """Speak to `host`:`port` through `client` (see `make_client`), over `tls` where there is a context.

        `tolerant`: this camera is known for answers that only the tolerant reader takes.
        """
        self._client = client
        self._base = URL.build(scheme="https" if tls else "http", host=host, port=port)
        self._tls = tls
        self.tolerant = tolerant
        """Whether the tolerant reader is in use; found out by itself."""
        self.requests = 0
        """Requests sent so far."""
        self._recent: deque[float] = deque()

    @property
    def url(self) -> str:
        """The camera's own page."""
        return str(self._base)

    @property
    def requests_per_minute(self) -> int:
        """Requests sent within the last minute."""
        while self._recent and self._recent[0] < monotonic() - 60:
            self._recent.popleft()
        return len(self._recent)

    def rtsp_url(self, place: Rtsp, credentials: Credentials) -> str:
        """Return a player's address, with the password in it: for no log and no screen."""
        account = ":".join(quote(part, safe="") for part in (credentials.username, credentials.password))
        host = f"[{self._base.host}]" if ":" in (self._base.host or "") else self._base.host
        return f"rtsp://{account}@{host}:{place.port or self._base.port}{place.path}"

    async def fetch(self, call: Call, within: float | None = None) -> Answer:
        """Send one request and read the whole answer, whatever its status.

        Raise ConnectionFailed without a usable answer and BadReply for one beyond MAX_BODY.
        """
        within = within or TOTAL_TIMEOUT
        if not self.tolerant or call.upload is not None:
            try:
                return await self._read(self._open_strictly(call, within), within, call.quiet)
            except aiohttp.ClientResponseError:
                self.tolerant = True
                if not call.repeatable:
                    # The camera has done it; only what it said is lost.
                    raise ConnectionFailed("unreadable answer") from None
        return await self._read(self._open_tolerantly(call, within), within, call.quiet)

    async def _read(
        self, opening: AbstractAsyncContextManager[Opened], within: float, quiet: float
    ) -> Answer:
        body = bytearray()
        head: Answer | None = None
        latest = float("inf")
        try:
            async with asyncio.timeout(within) as patience, opening as (head, chunks):
                async for chunk in chunks:
                    body += chunk
                    if len(body) > MAX_BODY:
                        raise BadReply(f"the answer is longer than {MAX_BODY} bytes")
                    if quiet:
                        now = asyncio.get_running_loop().time()
                        latest = min(latest, now + MOST_QUIETS * quiet)
                        patience.reschedule(min(latest, now + quiet))
        except TimeoutError:
            if head is None or not (quiet and body):
                raise ConnectionFailed("no answer in time") from None
        return Answer(head.status, head.headers, bytes(body))

    @asynccontextmanager
    async def stream(self, call: Call, silence: float | None = STREAM_TIMEOUT) -> AsyncIterator[Opened]:
        """Open an endless answer: its head, and its body as it comes; `silence` ends it."""
        opener = self._open_tolerantly if self.tolerant else self._open_strictly
        try:
            async with opener(call, silence) as opened:
                yield opened
        except aiohttp.ClientResponseError:
            self.tolerant = True
            raise ConnectionFailed("unreadable answer") from None

    @asynccontextmanager
    async def _open_tolerantly(self, call: Call, silence: float | None) -> AsyncIterator[Opened]:
        self._count()
        with _plain_errors():
            async with exchange(
                call, self._base, HEADERS, self._tls, connect=CONNECT_TIMEOUT, silence=silence
            ) as opened:
                yield opened

    @asynccontextmanager
    async def _open_strictly(self, call: Call, silence: float | None) -> AsyncIterator[Opened]:
        self._count()
        # A client would end any answer, a live picture too, after five minutes.
        limits = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT, sock_read=silence)
        with _plain_errors():
            async with self._client.request(
                call.method,
                self._base.join(URL(call.target, encoded=True)),
                headers={**HEADERS, "Connection": "close", **call.headers},
                data=_form(call),
                timeout=limits,
                ssl=self._tls or True,
                # A camera has no business sending us elsewhere.
                allow_redirects=False,
                middlewares=(_once,),
            ) as response:
                head = Answer(response.status, response.headers, b"")
                yield head, response.content.iter_any()

    def _count(self) -> None:
        self.requests += 1
        self._recent.append(monotonic())
        if len(self._recent) > MOST_COUNTED:
            self._recent.popleft()


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Hide a lost connection from aiohttp: it would send a GET again, but here a GET moves motors."""
    try:
        return await send(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise ConnectionFailed(_plain(error)) from None


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what the network does into ConnectionFailed; the texts of aiohttp hold the URL."""
    try:
        yield
    except TimeoutError:
        raise ConnectionFailed("no answer in time") from None
    except aiohttp.ClientResponseError:
        raise
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise ConnectionFailed(_plain(error)) from None


def _form(call: Call) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if call.upload is None:
        return None
    name, content = call.upload
    if "/" in name:
        return aiohttp.BytesPayload(content, content_type=name)
    form = aiohttp.FormData()
    form.add_field(name, content, filename=name, content_type="application/octet-stream")
    return form


def _plain(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "the camera's certificate is not trusted"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "connection refused" if isinstance(error.os_error, ConnectionRefusedError) else "no connection"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError | ConnectionError):
        return "the camera closed the connection"
    return f"unreadable answer ({type(error).__name__})"


class Session:
    """One camera's login and the queue of requests to it.

    After a refused login nothing more is sent: these cameras lock accounts. A new Session with new
    credentials is the way on.
    """

    def __init__(self, transport: Transport, dialect: Dialect, credentials: Credentials) -> None:
        """Speak `dialect` over `transport`."""
        self.dialect = dialect
        self.transport = transport
        self.on_answer: Callable[[Command, float], None] | None = None
        """Hears how many seconds the camera took for a request, answered or not."""
        self._login = dialect.login(credentials)
        self._renewals = 0
        self._queue = asyncio.Lock()
        self._urgent = asyncio.Lock()
        self._last = 0.0
        self._proven: Access | None = None
        self._doubted: Access | None = None
        self._vouched = Access.NONE
        self._refusal = ""

    async def request(
        self,
        request: Request,
        *,
        urgent: bool = False,
        within: float | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request and return its answer once the dialect found no error in it.

        An urgent one (a motor's stop) waits for no other; the answer must come `within` seconds, by
        default TOTAL_TIMEOUT. Raise any CameraError.
        """
        async with self._urgent if urgent else self._queue:
            rest = self._last + SPACING - monotonic()
            if self.dialect.rests and not urgent and rest > 0:
                await asyncio.sleep(rest)
            try:
                with self._discreet():
                    return await self._send(request, within, body)
            finally:
                self._last = monotonic()

    @property
    def doubted(self) -> Access | None:
        """What was refused to a password that was right before, until it is clear why."""
        return self._doubted

    async def ask(self, command: str, /, **values: object) -> Record:
        """Run a command of the dialect by name and return the parsed reply."""
        row = self.dialect.command(command)
        return await self.read(Request(row, row.encode(values)))

    async def read(self, request: Request) -> Record:
        """Send a request and return the fields of its reply."""
        return self.dialect.wire.parse(request.command, await self.request(request))

    def rtsp_url(self, place: Rtsp) -> str:
        """Return a player's address, with the password in it: for no log and no screen."""
        return self.transport.rtsp_url(place, self._login.credentials)

    @asynccontextmanager
    async def stream(self, request: Request, silence: float | None = STREAM_TIMEOUT) -> AsyncIterator[Opened]:
        """Open an endless answer beside the queue; raise like `request`."""
        command = request.command
        with self._discreet():
            await self._ready()
            call = self._signed(request)
            async with self.transport.stream(call, silence) as (head, chunks):
                self._judge(command, head, proves=False)
                yield head, chunks

    def pushed(self, command: Command, part: bytes) -> Record:
        """Return the fields of one part of an endless answer; raise what it stands for."""
        answer = Answer(200, {}, part)
        with self._discreet():
            self._judge(command, answer)
        return self.dialect.wire.parse(command, answer)

    def refusal(self, command: Command, text: str) -> CameraError:
        """Return the error that a text in place of pictures stands for."""
        try:
            with self._discreet():
                self._judge(command, Answer(200, {}, text.encode()))
        except CameraError as error:
            return error
        return BadReply("a text in place of pictures", command=command.name)

    async def _send(self, request: Request, within: float | None, body: bytes | None) -> Answer:
        await self._ready()
        renewals = self._renewals
        try:
            return await self._once(request, within, body)
        except SessionExpired:
            if renewals == self._renewals:
                # Else another request, on its way at the same time, has found it out before.
                self._renewals += 1
                self._login.forget()
            await self._ready()
            return await self._once(request, within, body)

    async def _once(self, request: Request, within: float | None, body: bytes | None) -> Answer:
        command = request.command
        call = self._signed(request)
        if body is not None:
            call.upload = (command.upload, body)
        started = monotonic()
        try:
            answer = await self.transport.fetch(call, within or command.patience or None)
        except ConnectionFailed as error:
            LOGGER.debug("%s %s: %s", command.name, shown(request), error.reason)
            raise ConnectionFailed(error.reason, command=command.name) from None
        finally:
            if self.on_answer:
                self.on_answer(command, monotonic() - started)
        LOGGER.debug(
            "%s %s: status %d, %d bytes in %.0f ms",
            command.name,
            shown(request),
            answer.status,
            len(answer.body),
            1000 * (monotonic() - started),
        )
        self._judge(command, answer)
        return answer

    async def _ready(self) -> None:
        if self._refusal:
            raise AuthFailed(self._refusal)
        try:
            await self._login.prepare(self.transport.fetch)
        except AuthFailed as error:
            self._refusal = error.reason
            raise

    @contextmanager
    def _discreet(self) -> Iterator[None]:
        """Keep the login out of an error: some cameras repeat a request when they refuse it."""
        try:
            yield
        except CameraError as error:
            for secret in filter(None, self._login.secrets):
                error.reason = error.reason.replace(secret, "**")
            raise

    def _signed(self, request: Request) -> Call:
        call = self.dialect.wire.call(request.command, request.params)
        self._login.sign(call)
        return call

    def _judge(self, command: Command, answer: Answer, *, proves: bool = True) -> None:
        """Tell a wrong password from missing rights and from an overloaded camera.

        The head alone of an answer proves nothing: a refusal may follow as text.
        """
        try:
            self.dialect.wire.check(command, answer)
        except AuthFailed as error:
            if self._proven is not None and command.access > self._proven:
                raise Denied("this account may not do that", command=command.name) from None
            doubtful = not isinstance(error, WrongPassword) and (self._doubted is None or self._vouched)
            if self._proven is not None and doubtful:
                if self._doubted is not None and self._vouched < command.access:
                    # The password was right meanwhile: it is the account that may do less than before.
                    self._proven, self._doubted = self._vouched, None
                    raise Denied("this account may not do that any more", command=command.name) from None
                # Out of connections, some cameras answer 401 to a password that was right before.
                self._doubted, self._vouched = command.access, Access.NONE
                self._login.forget()
                raise Overloaded("login refused once", command=command.name) from None
            self._refusal = error.reason
            raise
        # What everybody may ask says nothing of a password.
        if not proves or command.access is Access.NONE:
            return
        self._vouched = max(self._vouched, command.access)
        if self._doubted is not None and self._vouched >= self._doubted:
            self._doubted = None
        self._login.taken()
        self._proven = max(self._proven or Access.NONE, command.access)


def shown(request: Request) -> Mapping[str, str]:
    """Return a request's parameters as they may be logged: what is known to be no secret."""
    known = {param.name for param in request.command.params if not param.codec.secret}
    return {name: value if name in known else "**" for name, value in request.params.items()}
