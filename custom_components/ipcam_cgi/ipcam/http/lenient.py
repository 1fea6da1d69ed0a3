"""HTTP for cameras whose answers no proper client takes.

Some send header lines without a colon or a name, a length twice, no status line, or more than they
announced. What they mean is plain; this reads it. It is used for no other camera.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
import re
from socket import AF_UNSPEC
import ssl

from aiohttp.abc import AbstractResolver
from multidict import CIMultiDict
from yarl import URL

from ..errors import CameraConnectionError, Reason, ReplyError
from ..model.protocol import HttpRequest, HttpResponse

MAX_HEAD = 64 << 10
"""Bytes of the head of an answer."""
CHUNK = 64 << 10
GRACE = 0.3
"""Seconds in which what comes after the announced length still belongs to the answer."""

_STATUS = re.compile(rb"\s*HTTP/\d(?:\.\d)?\s+(\d{3})", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_OTHERS = {b"\x15\x03": Reason.NEEDS_TLS, b"RTSP/": Reason.RTSP}
"""How answers of other protocols begin."""


@asynccontextmanager
async def exchange(
    http_request: HttpRequest,
    base: URL,
    headers: Mapping[str, str],
    tls: ssl.SSLContext | None,
    resolver: AbstractResolver | None,
    *,
    connect_timeout: float,
    read_timeout: float | None,
) -> AsyncIterator[tuple[HttpResponse, AsyncIterator[bytes]]]:
    """Send `http_request` and open its answer: the head, and the body as it comes.

    `connect_timeout` and `read_timeout` are seconds until the camera must have taken the connection and
    between two pieces of its answer. Raise ReplyError, CameraConnectionError, TimeoutError or OSError.
    """
    async with asyncio.timeout(connect_timeout):
        reader, writer = await _connect(base.host or "", base.port or 80, tls, resolver)
    try:
        writer.write(_request(http_request, base, headers))
        await writer.drain()
        head, rest = await _head(reader, read_timeout)
        yield head, _body(reader, rest, _length(head), read_timeout)
    finally:
        writer.close()
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await writer.wait_closed()


async def _connect(
    host: str, port: int, tls: ssl.SSLContext | None, resolver: AbstractResolver | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a connection to the first address of a host that takes it; TLS hears the name."""
    addresses = [host]
    if resolver is not None and not is_ip_address(host):
        try:
            addresses = [each["host"] for each in await resolver.resolve(host, port, AF_UNSPEC)]
        except OSError:
            raise CameraConnectionError(Reason.UNKNOWN_HOST) from None
    failure = OSError("no address")
    for address in addresses:
        try:
            return await asyncio.open_connection(
                address, port, ssl=tls, server_hostname=host.partition("%")[0] if tls else None
            )
        except ConnectionResetError:
            raise CameraConnectionError(Reason.TLS_FAILED if tls else Reason.CLOSED) from None
        except OSError as error:
            failure = error
    raise failure


def is_ip_address(host: str) -> bool:
    """Whether a host is an address and not a name; an IPv6 address may have a zone."""
    with suppress(ValueError):
        ip_address(host)
        return True
    return False


def authority(base: URL) -> str:
    """Return what a Host header says: the name that was asked for, an IPv6 address without its zone."""
    host = (base.host or "").partition("%")[0]
    host = f"[{host}]" if ":" in host else host
    return host if base.is_default_port() else f"{host}:{base.port}"


def _request(http_request: HttpRequest, base: URL, headers: Mapping[str, str]) -> bytes:
    # HTTP/1.0, so that nothing comes in chunks; a file goes to a camera by the proper client only.
    target = f"{base.raw_path.rstrip('/')}{http_request.target}"
    lines = [f"{http_request.method} {target} HTTP/1.0", f"Host: {authority(base)}"]
    lines += [f"{name}: {value}" for name, value in {**headers, **http_request.headers}.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


async def _head(reader: asyncio.StreamReader, read_timeout: float | None) -> tuple[HttpResponse, bytes]:
    received = bytearray()
    seen = total = 0
    while not (end := _END_OF_HEAD.search(received, max(0, seen - 3))):
        seen = len(received)
        if total > MAX_HEAD:
            raise ReplyError(f"the head of the reply is longer than {MAX_HEAD} bytes")
        async with asyncio.timeout(read_timeout):
            piece = await reader.read(CHUNK)
        if not piece:
            raise CameraConnectionError(Reason.CLOSED)
        total += len(piece)
        # Blank lines before an answer belong to none.
        received += piece if received else piece.lstrip()
        for start, reason in _OTHERS.items():
            if received.startswith(start):
                raise CameraConnectionError(reason)
    first, *lines = bytes(received[: end.start()]).splitlines()
    status = _STATUS.match(first)
    if status is None:
        lines.insert(0, first)
    fields: CIMultiDict[str] = CIMultiDict()
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon and name.strip():
            fields.setdefault(name.strip(), value.strip())
    return HttpResponse(int(status[1]) if status else 200, fields, b""), bytes(received[end.end() :])


def _length(head: HttpResponse) -> int | None:
    text = head.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() else None


async def _body(
    reader: asyncio.StreamReader, rest: bytes, length: int | None, read_timeout: float | None
) -> AsyncIterator[bytes]:
    received = 0
    piece = rest
    while True:
        if piece:
            received += len(piece)
            yield piece
        complete = length is not None and received >= length
        try:
            async with asyncio.timeout(GRACE if complete else read_timeout):
                piece = await reader.read(CHUNK)
        except TimeoutError:
            if complete:
                return
            raise
        if not piece:
            break
    if length is not None and received < length:
        raise CameraConnectionError(Reason.BROKE_OFF)
