"""The pictures of a camera."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import override

from aiohttp import HttpVersion11, web
from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.const import ATTR_DEVICE_ID, ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.json import JsonObjectType

from .actions import refusal
from .clip import Clip
from .const import EVENT_CLIP_RECORDED
from .coordinator import CameraConfigEntry, CameraCoordinator
from .entity import IpcamCgiEntity
from .ipcam import CONTENT_TYPE, CameraError, FrameBroadcaster, PreRollBuffer, features as f, write_mjpeg

# The session sends one request at a time, and a stop must not wait for the movement that it ends.
PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant, entry: CameraConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the picture streams."""
    coordinator = entry.runtime_data
    keys = coordinator.camera.streams.keys
    async_add_entities(CgiCamera(coordinator, key, main=key == keys[0]) for key in keys)


class CgiCamera(IpcamCgiEntity, Camera):
    """One picture stream; all who look share one connection to the camera."""

    def __init__(self, coordinator: CameraCoordinator, stream: str, *, main: bool) -> None:
        """Show the stream of a key; the main one bears the camera's name."""
        Camera.__init__(self)
        super().__init__(coordinator, f"camera_{stream}", [f.MOTION_DETECTION, f.RECORDING])
        self._stream = stream
        self._main = main
        self.pre_roll: PreRollBuffer | None = None
        """The last pictures, where the owner wants them to be kept."""
        self.clips = 0
        """Clips that are being recorded."""
        if self.camera.streams.has_rtsp(stream):
            self._attr_supported_features = CameraEntityFeature.STREAM
        if main:
            self._attr_name = None
        self._attr_entity_registry_enabled_default = stream in self.camera.streams.keys[:2]
        identity = self.camera.identity
        self._attr_brand = identity.manufacturer
        self._attr_model = identity.model

    @property
    def broadcaster(self) -> FrameBroadcaster:
        """The live picture that everybody shares."""
        return self.camera.streams.broadcaster(self._stream)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if self._main and (seconds := self.camera.options.pre_roll):
            self.pre_roll = self.camera.streams.start_pre_roll(self._stream, seconds)

    @callback
    def clip_recorded(self, path: str, clip: Clip) -> JsonObjectType:
        """Tell everybody that a clip is there; return what is to be known of it."""
        told: JsonObjectType = {"path": path, "seconds": clip.seconds, "frames": clip.frames}
        origin = {
            ATTR_ENTITY_ID: self.entity_id,
            ATTR_DEVICE_ID: self.registry_entry.device_id if self.registry_entry else None,
        }
        self.hass.bus.async_fire(EVENT_CLIP_RECORDED, {**origin, **told}, context=self._context)
        return told

    @property
    @override
    def motion_detection_enabled(self) -> bool:
        return bool(self.camera.state.get(f.MOTION_DETECTION))

    @property
    @override
    def is_recording(self) -> bool:
        return bool(self.camera.state.get(f.RECORDING))

    @override
    def _seen(self) -> tuple[object, ...]:
        return (*super()._seen(), self.is_recording, self.motion_detection_enabled)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        if self.camera.login_refused and self.stream is not None:
            # Its player has the password in its address, and would try it again and again.
            stream, self.stream = self.stream, None
            self.hass.async_create_task(stream.stop(), f"{self.entity_id} stops")
        super()._handle_coordinator_update()

    @override
    async def async_enable_motion_detection(self) -> None:
        await self._write_supported(f.MOTION_DETECTION, True, "no_motion_detection")

    @override
    async def async_disable_motion_detection(self) -> None:
        await self._write_supported(f.MOTION_DETECTION, False, "no_motion_detection")

    @override
    async def async_turn_on(self) -> None:
        await self._write_supported(f.PRIVACY_MODE, False, "no_privacy_mode")

    @override
    async def async_turn_off(self) -> None:
        await self._write_supported(f.PRIVACY_MODE, True, "no_privacy_mode")

    async def _write_supported(self, feature: f.Feature[bool], value: bool, refused: str) -> None:
        """Set a feature that not every camera has and not every account may set."""
        if not self.camera.supports(feature):
            raise refusal(refused, self)
        await self.write_feature(feature, value)

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        with self.translated():
            return await self.camera.streams.still(self._stream)

    @override
    async def stream_source(self) -> str | None:
        with self.translated():
            return await self.camera.streams.rtsp_url(self._stream)

    @override
    async def handle_async_mjpeg_stream(self, request: web.Request) -> web.StreamResponse | None:
        response = web.StreamResponse(headers={"Content-Type": CONTENT_TYPE})
        chunked = request.version >= HttpVersion11
        if chunked:
            response.enable_chunked_encoding()
        await response.prepare(request)
        write = await _straight(request, response) if chunked else response.write
        frames = self.broadcaster.frames()
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
