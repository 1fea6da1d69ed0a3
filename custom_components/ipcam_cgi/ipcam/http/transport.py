"""The plain HTTP side of one camera: one request, one answer, no login."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
import ssl
from time import monotonic
from urllib.parse import quote

import aiohttp
from yarl import URL

from ..errors import CameraConnectionError, ReplyError
from ..model.dialect import Rtsp
from ..model.protocol import Credentials, HttpRequest, HttpResponse
from .lenient import exchange

CONNECT_TIMEOUT = 5.0
"""Seconds until a camera must have taken a connection."""
TOTAL_TIMEOUT = 10.0
"""Seconds until a camera must have answered a request completely."""
STREAM_TIMEOUT = 15.0
"""Seconds of silence after which a stream counts as dead."""

MAX_IDLE_ENDS = 5
"""Times the silence that ends an endless answer, after which it ends without any."""
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
    ) -> None:
        """Speak to `host`:`port` through `client` (see `make_client`), over `tls` where there is a context.

        `lenient`: this camera is known for answers that only the lenient reader takes.
        """
        self._client = client
        self._base = URL.build(scheme="https" if tls else "http", host=host, port=port)
        self._tls = tls
        self.lenient = lenient
        """Whether the lenient reader is in use; found out by itself."""
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

    async def fetch(self, http_request: HttpRequest, total_timeout: float | None = None) -> HttpResponse:
        """Send one request and read the whole answer, whatever its status.

        Raise CameraConnectionError without a usable answer and ReplyError for one beyond MAX_BODY.
        """
        total_timeout = total_timeout or TOTAL_TIMEOUT
        if not self.lenient or http_request.upload is not None:
            try:
                return await self._read(
                    self._open_strictly(http_request, total_timeout), total_timeout, http_request.idle_end
                )
            except aiohttp.ClientResponseError:
                self.lenient = True
                if not http_request.repeatable:
                    # The camera has done it; only what it said is lost.
                    raise CameraConnectionError("unreadable answer") from None
        return await self._read(
            self._open_leniently(http_request, total_timeout), total_timeout, http_request.idle_end
        )

    async def _read(
        self, opening: AbstractAsyncContextManager[Opened], total_timeout: float, idle_end: float
    ) -> HttpResponse:
        body = bytearray()
        head: HttpResponse | None = None
        latest = float("inf")
        try:
            async with asyncio.timeout(total_timeout) as limit, opening as (head, chunks):
                async for chunk in chunks:
                    body += chunk
                    if len(body) > MAX_BODY:
                        raise ReplyError(f"the answer is longer than {MAX_BODY} bytes")
                    if idle_end:
                        now = asyncio.get_running_loop().time()
                        latest = min(latest, now + MAX_IDLE_ENDS * idle_end)
                        limit.reschedule(min(latest, now + idle_end))
        except TimeoutError:
            if head is None or not (idle_end and body):
                raise CameraConnectionError("no answer in time") from None
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
            raise CameraConnectionError("unreadable answer") from None

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
                connect_timeout=CONNECT_TIMEOUT,
                read_timeout=read_timeout,
            ) as opened:
                yield opened

    @asynccontextmanager
    async def _open_strictly(
        self, http_request: HttpRequest, read_timeout: float | None
    ) -> AsyncIterator[Opened]:
        self._count()
        # A client would end any answer, a live picture too, after five minutes.
        limits = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT, sock_read=read_timeout)
        with _plain_errors():
            async with self._client.request(
                http_request.method,
                self._base.join(URL(http_request.target, encoded=True)),
                headers={**HEADERS, "Connection": "close", **http_request.headers},
                data=_form(http_request),
                timeout=limits,
                ssl=self._tls or True,
                # A camera has no business sending us elsewhere.
                allow_redirects=False,
                middlewares=(_once,),
            ) as response:
                head = HttpResponse(response.status, response.headers, b"")
                yield head, response.content.iter_any()

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
        raise CameraConnectionError(_plain(error)) from None


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what the network does into CameraConnectionError; the texts of aiohttp hold the URL."""
    try:
        yield
    except TimeoutError:
        raise CameraConnectionError("no answer in time") from None
    except aiohttp.ClientResponseError:
        raise
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise CameraConnectionError(_plain(error)) from None


def _form(http_request: HttpRequest) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if http_request.upload is None:
        return None
    name, content = http_request.upload
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
