"""The pictures of a camera."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import override

from aiohttp import HttpVersion11, web
from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CameraConfigEntry, CameraCoordinator
from .entity import CameraEntity
from .ipcam import features as f
from .ipcam.dialect import Stream
from .ipcam.errors import CameraError
from .ipcam.frames import CONTENT_TYPE, write_mjpeg

# The session sends one request at a time, and a stop must not wait for the movement that it ends.
PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the picture streams."""
    coordinator = entry.runtime_data
    streams = coordinator.device.dialect.streams
    async_add_entities(CgiCamera(coordinator, stream, main=stream is streams[0]) for stream in streams)


class CgiCamera(CameraEntity, Camera):
    """One picture stream; all who look share one connection to the camera."""

    def __init__(self, coordinator: CameraCoordinator, stream: Stream, *, main: bool) -> None:
        """Show `stream`; the main one bears the camera's name."""
        Camera.__init__(self)
        super().__init__(coordinator, f"camera_{stream.key}", [f.MOTION_DETECTION, f.RECORDING])
        self._stream = stream
        if self.device.pictures.has_address(stream.key):
            self._attr_supported_features = CameraEntityFeature.STREAM
        if main:
            self._attr_name = None
        identity = self.device.identity
        self._attr_brand = identity.manufacturer
        self._attr_model = identity.model

    @property
    @override
    def motion_detection_enabled(self) -> bool:
        return bool(self.device.state.get(f.MOTION_DETECTION))

    @property
    @override
    def is_recording(self) -> bool:
        return bool(self.device.state.get(f.RECORDING))

    @override
    async def async_enable_motion_detection(self) -> None:
        await self.write_feature(f.MOTION_DETECTION, True)

    @override
    async def async_disable_motion_detection(self) -> None:
        await self.write_feature(f.MOTION_DETECTION, False)

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        with self.translated():
            return await self.device.pictures.still(self._stream.key)

    @override
    async def stream_source(self) -> str | None:
        with self.translated():
            return await self.device.pictures.address(self._stream.key)

    @override
    async def handle_async_mjpeg_stream(self, request: web.Request) -> web.StreamResponse | None:
        response = web.StreamResponse(headers={"Content-Type": CONTENT_TYPE})
        chunked = request.version >= HttpVersion11
        if chunked:
            response.enable_chunked_encoding()
        await response.prepare(request)
        write = await _straight(request, response) if chunked else response.write
        frames = self.device.pictures.hub(self._stream.key).frames()
        # What ends the picture for good is in the entities' state; the browser can only be let go.
        with suppress(CameraError, ConnectionError):
            try:
                await write_mjpeg(write, frames, chunked=chunked)
            except TimeoutError:
                # This viewer takes nothing any more; a proper end would wait for it for ever.
                if request.transport is not None:
                    request.transport.abort()
        return response


async def _straight(request: web.Request, response: web.StreamResponse) -> Callable[[bytes], Awaitable[None]]:
    """Return what writes ready-made chunks to a browser.

    All browsers get the very same bytes: to let each response put its own chunk around them would
    be a fifth of all the work.
    """
    # The head is held back for the first piece of the body.
    await response.write(b"")
    transport = request.transport

    async def write(chunk: bytes) -> None:
        if transport is None or transport.is_closing():
            raise ConnectionResetError
        transport.write(chunk)
        if transport.get_write_buffer_size():
            await response.drain()

    return write
