"""HTTP for cameras whose answers no proper client takes.

Some send header lines without a colon or a name, a length twice, no status line, or more than they
announced. What they mean is plain; this reads it. It is used for no other camera.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
import re
import ssl

from multidict import CIMultiDict
from yarl import URL

from ..errors import CameraConnectionError, ReplyError
from ..model.protocol import HttpRequest, HttpResponse

MAX_HEAD = 64 << 10
"""Bytes of the head of an answer."""
CHUNK = 64 << 10
GRACE = 0.3
"""Seconds in which what comes after the announced length still belongs to the answer."""

_STATUS = re.compile(rb"\s*HTTP/\d(?:\.\d)?\s+(\d{3})", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


@asynccontextmanager
async def exchange(
    http_request: HttpRequest,
    base: URL,
    headers: Mapping[str, str],
    tls: ssl.SSLContext | None,
    *,
    connect_timeout: float,
    read_timeout: float | None,
) -> AsyncIterator[tuple[HttpResponse, AsyncIterator[bytes]]]:
    """Send `http_request` and open its answer: the head, and the body as it comes.

    `connect_timeout` and `read_timeout` are seconds until the camera must have taken the connection and
    between two pieces of its answer. Raise ReplyError, CameraConnectionError, TimeoutError or OSError.
    """
    host, port = base.host or "", base.port or 80
    async with asyncio.timeout(connect_timeout):
        reader, writer = await asyncio.open_connection(host, port, ssl=tls)
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


def _request(http_request: HttpRequest, base: URL, headers: Mapping[str, str]) -> bytes:
    # HTTP/1.0, so that nothing comes in chunks; a file goes to a camera by the proper client only.
    lines = [f"{http_request.method} {http_request.target} HTTP/1.0", f"Host: {base.authority}"]
    lines += [f"{name}: {value}" for name, value in {**headers, **http_request.headers}.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


async def _head(reader: asyncio.StreamReader, read_timeout: float | None) -> tuple[HttpResponse, bytes]:
    received = bytearray()
    seen = total = 0
    while not (end := _END_OF_HEAD.search(received, max(0, seen - 3))):
        seen = len(received)
        if total > MAX_HEAD:
            raise ReplyError(f"the head of the answer is longer than {MAX_HEAD} bytes")
        async with asyncio.timeout(read_timeout):
            piece = await reader.read(CHUNK)
        if not piece:
            raise CameraConnectionError("the camera closed the connection")
        total += len(piece)
        # Blank lines before an answer belong to none.
        received += piece if received else piece.lstrip()
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
        raise CameraConnectionError("the answer broke off")
