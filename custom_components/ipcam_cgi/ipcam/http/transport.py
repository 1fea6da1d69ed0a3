"""The plain HTTP side of one camera: one request, one answer, no login."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
import errno
import socket
import ssl
from time import monotonic
from urllib.parse import quote

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from ..errors import CameraConnectionError, Reason, ReplyError
from ..model.dialect import Rtsp
from ..model.protocol import Credentials, HttpRequest, HttpResponse
from .keep_alive import KeepAlive
from .lenient import authority, exchange
from .reply_end import ReplyEnd, ReplyEnds

CONNECT_TIMEOUT = 5.0
"""Seconds until a camera must have taken a connection."""
TOTAL_TIMEOUT = 10.0
"""Seconds until a camera must have answered a request completely."""
STREAM_TIMEOUT = 15.0
"""Seconds of silence after which a stream counts as dead."""

REPEATS = 2
"""Times that a reading is asked again whose connection broke."""
MAX_BODY = 8 << 20
"""Bytes of an answer that are read; the largest real one is a still picture."""

MAX_COUNTED = 10_000
"""Requests that are remembered for the count per minute."""

# Some firmware answers nothing at all to a User-Agent or an Accept header it does not know.
HEADERS = {"User-Agent": "Mozilla/5.0", "Accept": "*/*"}

type Opened = tuple[HttpResponse, AsyncIterator[bytes]]
"""The head of an answer, and its body as it comes."""


class Transport:
    """The plain HTTP side: turns an HttpRequest into an HttpResponse and every fault into a CameraError."""

    def __init__(
        self,
        client: aiohttp.ClientSession,
        host: str,
        port: int,
        *,
        tls: ssl.SSLContext | None = None,
        lenient: bool = False,
        prefix: str = "",
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Speak to `host`:`port` through `client` (see `make_client`), over `tls` where there is a context.

        `lenient`: this camera is known for answers that only the lenient reader takes. `prefix`: what goes in
        front of each path, as behind a reverse proxy (`/shed`). `resolver`: who knows the names, by default
        the system.
        """
        self._client = client
        self._resolver = resolver
        self._keep_alive = KeepAlive(resolver)
        self._ends = ReplyEnds()
        self._base = URL.build(scheme="https" if tls else "http", host=host, port=port, path=prefix)
        self._prefix = self._base.raw_path.rstrip("/")
        self._tls = tls
        self.lenient = lenient
        """Whether the lenient reader is in use; found out by itself."""
        self.requests = 0
        """Requests sent so far."""
        self._recent: deque[float] = deque()

    async def aclose(self) -> None:
        """Close the connection that may be open for the next request."""
        await self._keep_alive.aclose()

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

    async def fetch(self, http_request: HttpRequest, total_timeout: float | None = None) -> HttpResponse:
        """Send one request and read the whole answer, whatever its status.

        What only reads is asked again, over a new connection, when the connection broke, at most REPEATS
        times. Raise CameraConnectionError without a usable answer and ReplyError for one beyond MAX_BODY.
        """
        end = monotonic() + (total_timeout or TOTAL_TIMEOUT)
        repeats = REPEATS if http_request.repeatable and not http_request.is_login else 0
        is_kept = repeats > 0 and not self.lenient and self._keep_alive.wants()
        while True:
            try:
                return await self._fetch(http_request, end, is_kept=is_kept)
            except CameraConnectionError as error:
                is_weak = error.reason_key in _WEAK or (is_kept and error.reason_key in _SILENT)
                if not repeats or not is_weak or monotonic() >= end:
                    raise
            is_kept = False
            repeats -= 1

    async def look(self, http_request: HttpRequest) -> HttpResponse:
        """Read an answer with the lenient reader, whoever gives it; raise what it is if it is no HTTP."""
        end = monotonic() + CONNECT_TIMEOUT
        return await self._read(self._open_leniently(http_request, None), http_request, end)

    async def _fetch(self, http_request: HttpRequest, end: float, *, is_kept: bool) -> HttpResponse:
        if not self.lenient or http_request.upload is not None:
            opener = self._open_kept if is_kept else self._open_strictly
            try:
                return await self._read(opener(http_request, None), http_request, end)
            except aiohttp.ClientResponseError:
                self.lenient = True
                if not http_request.repeatable:
                    # The camera has done it; only what it said is lost.
                    raise CameraConnectionError("unreadable reply") from None
        return await self._read(self._open_leniently(http_request, None), http_request, end)

    async def _read(
        self, opening: AbstractAsyncContextManager[Opened], http_request: HttpRequest, end: float
    ) -> HttpResponse:
        body = bytearray()
        head: HttpResponse | None = None
        reply: ReplyEnd | None = None
        clock = asyncio.get_running_loop().time
        end += clock() - monotonic()
        try:
            async with asyncio.timeout_at(end) as limit, opening as (head, chunks):
                reply = self._ends.begin(http_request, head, clock())
                limit.reschedule(min(end, reply.first(clock())))
                async for chunk in chunks:
                    body += chunk
                    if len(body) > MAX_BODY:
                        raise ReplyError(f"the reply is longer than {MAX_BODY} bytes")
                    limit.reschedule(min(end, reply.after(body, clock())))
        except TimeoutError:
            if head is None or reply is None or not reply.is_over:
                raise CameraConnectionError(Reason.TIMEOUT) from None
            reply.learn()
        except CameraConnectionError as error:
            if head is None or reply is None or not reply.is_whole or error.reason_key not in _BROKEN:
                raise
        return HttpResponse(head.status, head.headers, bytes(body))

    @asynccontextmanager
    async def stream(
        self, http_request: HttpRequest, read_timeout: float | None = STREAM_TIMEOUT
    ) -> AsyncIterator[Opened]:
        """Open an endless answer: its head, and its body as it comes; `read_timeout` ends it."""
        opener = self._open_leniently if self.lenient else self._open_strictly
        try:
            async with opener(http_request, read_timeout) as opened:
                yield opened
        except aiohttp.ClientResponseError:
            self.lenient = True
            raise CameraConnectionError("unreadable reply") from None

    @asynccontextmanager
    async def _open_leniently(
        self, http_request: HttpRequest, read_timeout: float | None
    ) -> AsyncIterator[Opened]:
        self._count()
        with _plain_errors():
            async with exchange(
                http_request,
                self._base,
                HEADERS,
                self._tls,
                self._resolver,
                connect_timeout=CONNECT_TIMEOUT,
                read_timeout=read_timeout,
            ) as opened:
                yield opened

    @asynccontextmanager
    async def _open_strictly(
        self, http_request: HttpRequest, read_timeout: float | None
    ) -> AsyncIterator[Opened]:
        async with self._request(self._client, http_request, read_timeout, "close") as response:
            yield HttpResponse(response.status, response.headers, b""), response.content.iter_any()

    @asynccontextmanager
    async def _open_kept(
        self, http_request: HttpRequest, read_timeout: float | None
    ) -> AsyncIterator[Opened]:
        """Ask over the connection that is kept, or over one that may be."""
        client = self._keep_alive.borrow()
        try:
            patience = self._keep_alive.patience or read_timeout
            async with self._request(client, http_request, patience, "keep-alive") as response:
                yield HttpResponse(response.status, response.headers, b""), response.content.iter_any()
                answer = response if response.content.is_eof() else None
        except asyncio.CancelledError:
            await self._keep_alive.drop()
            raise
        except Exception:
            await self._keep_alive.give_back(None)
            raise
        await self._keep_alive.give_back(answer)

    @asynccontextmanager
    async def _request(
        self,
        client: aiohttp.ClientSession,
        http_request: HttpRequest,
        read_timeout: float | None,
        connection: str,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        self._count()
        # A client would end any answer, a live picture too, after five minutes.
        limits = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT, sock_read=read_timeout)
        headers = {"Host": authority(self._base), **HEADERS, "Connection": connection}
        with _plain_errors():
            async with client.request(
                http_request.method,
                self._base.join(URL(f"{self._prefix}{http_request.target}", encoded=True)),
                headers={**headers, **http_request.headers},
                data=_form(http_request),
                timeout=limits,
                ssl=self._tls or True,
                # A camera has no business sending us elsewhere.
                allow_redirects=False,
                middlewares=(_once,),
            ) as response:
                yield response

    def _count(self) -> None:
        self.requests += 1
        self._recent.append(monotonic())
        if len(self._recent) > MAX_COUNTED:
            self._recent.popleft()


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Hide a lost connection from aiohttp: it would send a GET again, but here a GET moves motors."""
    try:
        return await send(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _plain(error) from None


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what the network does into CameraConnectionError; the texts of aiohttp hold the URL."""
    try:
        yield
    except TimeoutError:
        raise CameraConnectionError(Reason.TIMEOUT) from None
    except aiohttp.ClientResponseError:
        raise
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise _plain(error) from None


def _form(http_request: HttpRequest) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if http_request.upload is None:
        return None
    name, content = http_request.upload
    if "/" in name:
        return aiohttp.BytesPayload(content, content_type=name)
    form = aiohttp.FormData()
    form.add_field(name, content, filename=name, content_type="application/octet-stream")
    return form


_BROKEN = {Reason.CLOSED.value[1], Reason.BROKE_OFF.value[1]}
"""Reasons by which an answer ends before its end."""
_SILENT = {Reason.TIMEOUT.value[1]}
"""Reasons after which a new connection may do in place of one that was kept."""
_WEAK = {*_BROKEN, Reason.TLS_FAILED.value[1]}
"""Reasons after which a new connection may do."""
_NO_ROUTE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL}
_PLAIN_ANSWER = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG")
"""What OpenSSL says of an answer that is no TLS."""


def _plain(error: Exception) -> CameraConnectionError:
    """Return what an error of the network says, without the address that aiohttp puts in its texts."""
    if isinstance(error, aiohttp.ClientPayloadError):
        return CameraConnectionError(Reason.BROKE_OFF)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return CameraConnectionError(Reason.UNKNOWN_HOST)
    if isinstance(error, aiohttp.ClientConnectorError):
        reason = _reason(error.os_error) or Reason.NO_ROUTE
        # What took the connection and then closed it was asked for TLS.
        return CameraConnectionError(Reason.TLS_FAILED if reason is Reason.CLOSED else reason)
    return CameraConnectionError(_reason(error) or f"unreadable reply ({type(error).__name__})")


def _reason(cause: BaseException) -> Reason | None:
    match cause:
        case ssl.SSLCertVerificationError():
            return Reason.NOT_TRUSTED
        case ssl.SSLError(reason=str(said)) if said.upper() in _PLAIN_ANSWER:
            return Reason.NO_TLS
        case ssl.SSLError():
            return Reason.TLS_FAILED
        case socket.gaierror():
            return Reason.UNKNOWN_HOST
        case ConnectionRefusedError():
            return Reason.REFUSED
        case OSError(errno=number) if number in _NO_ROUTE:
            return Reason.NO_ROUTE
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | ConnectionError():
            return Reason.CLOSED
    return None
