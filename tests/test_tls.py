"""Cameras with the TLS of their time, and with another scheme than was filled in; on real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from socket import AddressFamily
import ssl
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dh, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    ParameterFormat,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from homeassistant.util.ssl import get_default_context
import pytest
from yarl import URL

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import CameraConnectionError, CameraError, Reason
from custom_components.ipcam_cgi.ipcam.http.lenient import authority
from custom_components.ipcam_cgi.ipcam.http.session import make_client
from custom_components.ipcam_cgi.ipcam.http.tls import unverified_tls
from custom_components.ipcam_cgi.ipcam.http.transport import Transport
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpRequest
from custom_components.ipcam_cgi.ipcam.probe import probe

pytestmark = pytest.mark.usefixtures("socket_enabled")

READ = HttpRequest("GET", "/get.cgi", [])
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
GROUP_2 = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
    16,
)
"""The prime of RFC 2409 with 1024 bits."""


@cache
def certificate(bits: int = 1024) -> bytes:
    """Return a key and a certificate that expired long ago."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "camera")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2012, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 5, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return secret + made.public_bytes(Encoding.PEM)


def server_context(
    folder: Path, *, version: ssl.TLSVersion | None = None, ciphers: str = "DEFAULT", dh: bytes = b""
) -> ssl.SSLContext:
    """Return what a camera's server speaks: one version of TLS, with these ciphers and DH parameters."""
    chain = folder / "camera.pem"
    chain.write_bytes(certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    context.load_cert_chain(chain)
    if version is not None:
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = version
    if dh:
        (folder / "dh.pem").write_bytes(dh)
        context.load_dh_params(str(folder / "dh.pem"))
    return context


def weak_group() -> bytes:
    numbers = dh.DHParameterNumbers(GROUP_2, 2)
    return numbers.parameters().parameter_bytes(Encoding.PEM, ParameterFormat.PKCS3)


OLD: dict[str, dict[str, object]] = {
    "1.0": {"version": ssl.TLSVersion.TLSv1},
    "1.1": {"version": ssl.TLSVersion.TLSv1_1},
    "RSA key exchange": {"version": ssl.TLSVersion.TLSv1_2, "ciphers": "AES128-SHA"},
    "SHA-1": {"version": ssl.TLSVersion.TLSv1_2, "ciphers": "ECDHE-RSA-AES128-SHA"},
    "short DH": {"version": ssl.TLSVersion.TLSv1_2, "ciphers": "DHE-RSA-AES128-SHA", "dh": weak_group()},
    "today's": {},
}


@asynccontextmanager
async def serving(
    tls: ssl.SSLContext | None,
    answer: bytes = OK,
    *,
    client_tls: ssl.SSLContext | None,
    lenient: bool = False,
) -> AsyncIterator[Transport]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read(1000)
            writer.write(answer)
            await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server, make_client() as client:
        port = server.sockets[0].getsockname()[1]
        yield Transport(client, "127.0.0.1", port, tls=client_tls, lenient=lenient)


@pytest.mark.parametrize("kind", OLD)
@pytest.mark.parametrize("lenient", [False, True])
async def test_old_tls(tmp_path: Path, kind: str, lenient: bool) -> None:
    tls = server_context(tmp_path, **OLD[kind])  # type: ignore[arg-type]
    async with serving(tls, client_tls=unverified_tls(), lenient=lenient) as transport:
        assert (await transport.fetch(READ)).body == b"hello"


@pytest.mark.parametrize("kind", ["1.0", "1.1", "today's"])
async def test_what_is_to_be_verified_is(tmp_path: Path, kind: str) -> None:
    tls = server_context(tmp_path, **OLD[kind])  # type: ignore[arg-type]
    async with serving(tls, client_tls=get_default_context()) as transport:
        with pytest.raises(CameraConnectionError) as raised:
            await transport.fetch(READ)
    expected = Reason.NOT_TRUSTED if kind == "today's" else Reason.TLS_FAILED
    assert raised.value.reason_key == expected.value[1]


BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"


async def test_tls_on_a_plain_port() -> None:
    async with serving(None, BAD_REQUEST, client_tls=unverified_tls()) as transport:
        with pytest.raises(CameraConnectionError) as raised:
            await transport.fetch(READ)
    assert raised.value.reason_key == Reason.NO_TLS.value[1]


MOVED = b"HTTP/1.1 301 Moved Permanently\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
ALERT = b"\x15\x03\x01\x00\x02\x02\x46"
ROUTER = b"HTTP/1.1 200 OK\r\nServer: Boa/0.94\r\n\r\n<html><title>Router</title></html>"
TOLD = BAD_REQUEST + b"<html><body>The plain HTTP request was sent to HTTPS port</body></html>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (MOVED, Reason.REDIRECTED),
        (ALERT, Reason.NEEDS_TLS),
        (TOLD, Reason.NEEDS_TLS),
        (b"RTSP/1.0 400 Bad Request\r\nCSeq: 1\r\n\r\n", Reason.RTSP),
        (ROUTER, Reason.NOT_A_CAMERA),
        (b"", Reason.CLOSED),
    ],
)
async def test_what_answers_on_a_wrong_port(answer: bytes, reason: Reason) -> None:
    async with serving(None, answer, client_tls=None) as transport:
        with pytest.raises(CameraError) as raised:
            await probe(transport, REGISTRY)
    assert raised.value.reason_key == reason.value[1]
    if reason is Reason.NOT_A_CAMERA:
        assert raised.value.detail == "Boa/0.94, Router, HTTP status 200"


async def test_plain_on_a_tls_port(tmp_path: Path) -> None:
    """What a real TLS server answers to it."""
    async with serving(server_context(tmp_path), client_tls=None) as transport:
        with pytest.raises(CameraConnectionError) as raised:
            await probe(transport, REGISTRY)
    assert raised.value.reason_key in (Reason.NEEDS_TLS.value[1], Reason.CLOSED.value[1])


class Names(AbstractResolver):
    """A resolver that knows one name, which the system does not."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        if host != "shed.local":
            raise OSError(None, "DNS lookup failed")
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=AddressFamily.AF_INET, proto=0, flags=0
            )
        ]

    @override
    async def close(self) -> None:
        pass


@pytest.mark.parametrize("lenient", [False, True])
async def test_one_resolver_for_all(tmp_path: Path, lenient: bool) -> None:
    """Names that only Home Assistant knows, `.local` for one; the camera hears the name."""
    heard: list[str | None] = []
    tls = server_context(tmp_path)
    tls.sni_callback = lambda _socket, name, _context: heard.append(name)
    async with serving(tls, client_tls=None) as reached, make_client(Names()) as client:
        port = reached._base.port or 0
        shed, attic = (
            Transport(client, host, port, tls=unverified_tls(), lenient=lenient, resolver=Names())
            for host in ("shed.local", "attic.local")
        )
        assert (await shed.fetch(READ)).body == b"hello"
        with pytest.raises(CameraConnectionError) as raised:
            await attic.fetch(READ)
    assert raised.value.reason_key == Reason.UNKNOWN_HOST.value[1]
    assert heard == ["shed.local"]


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("shed.local", 80, "shed.local"),
        ("shed.local", 88, "shed.local:88"),
        ("fe80::1%eth0", 80, "[fe80::1]"),
        ("fd00::7", 81, "[fd00::7]:81"),
    ],
)
def test_what_a_host_header_says(host: str, port: int, said: str) -> None:
    assert authority(URL.build(scheme="http", host=host, port=port)) == said


@pytest.mark.parametrize("lenient", [False, True])
async def test_nobody_listens(lenient: bool) -> None:
    async with make_client() as client:
        with pytest.raises(CameraConnectionError) as raised:
            await Transport(client, "127.0.0.1", 1, lenient=lenient).fetch(READ)
    assert raised.value.reason_key == Reason.REFUSED.value[1]
