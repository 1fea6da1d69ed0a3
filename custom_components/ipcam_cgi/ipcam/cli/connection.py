"""From the command line to a camera."""

from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import ssl

from .. import REGISTRY, Camera, CameraError, Credentials, ProbeResult, Transport, connect, make_client, probe
from .exits import UsageError
from .output import Progress


@asynccontextmanager
async def open_transport(arguments: Namespace) -> AsyncIterator[Transport]:
    """Speak to the host that was named, for the length of a block."""
    port = arguments.port or (443 if arguments.ssl else 80)
    tls = _tls(verify=arguments.verify) if arguments.ssl else None
    async with make_client() as client:
        try:
            transport = Transport(client, arguments.host, port, tls=tls)
        except ValueError:
            raise UsageError("HOST must be a host name or an IP address, without http:// and path") from None
        yield transport


@asynccontextmanager
async def open_camera(arguments: Namespace, progress: Progress) -> AsyncIterator[Camera]:
    """Log in to the camera that was named; its motors and pictures end with the block."""
    credentials = Credentials(arguments.user, arguments.password)
    async with open_transport(arguments) as transport:
        async with progress.during(f"connecting to {arguments.host}", lambda: transport.requests):
            found = ProbeResult(arguments.dialect) if arguments.dialect else await probe(transport)
            camera = await connect(transport, REGISTRY[found.dialect], credentials, known_id=found.id)
        try:
            yield camera
        finally:
            with suppress(CameraError):
                await camera.aclose()


def _tls(*, verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        # Cameras sign their certificates themselves, and most have run out.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
