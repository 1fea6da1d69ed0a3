"""Listens to a camera that pushes its events: what happens there is shown here at once.

While nobody listens, because the camera is away or takes no more connections, the coordinator polls the
same. Each new connection begins with the state of everything, so nothing that was missed stays wrong.
"""

import asyncio
import logging
import random
from time import monotonic

from homeassistant.core import HomeAssistant, callback

from .coordinator import CameraConfigEntry
from .ipcam import AuthError, CameraError, PermissionDeniedError, UnsupportedError

LOGGER = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
"""Seconds until the second attempt to connect; each further pause is twice as long."""
MAX_PAUSE = 60.0
STEADY = 10.0
"""Seconds that a connection must have lasted for the next one to follow without a pause."""


class EventListener:
    """The one connection over which a camera pushes its events."""

    def __init__(self, entry: CameraConfigEntry) -> None:
        """Listen to the camera of `entry`."""
        self._entry = entry
        self._coordinator = entry.runtime_data

    @callback
    def start(self, hass: HomeAssistant) -> None:
        """Listen until the entry is unloaded."""
        self._entry.async_create_background_task(hass, self.run(), f"events of {self._entry.title}")

    async def run(self) -> None:
        """Keep the connection for as long as the camera has events to push."""
        pause = FIRST_PAUSE
        while True:
            heard_at = None
            try:
                async for _ in self._coordinator.camera.events():
                    if heard_at is None:
                        heard_at = monotonic()
                    self._coordinator.async_update_listeners()
            except AuthError:
                self._entry.async_start_reauth(self._coordinator.hass)
                break
            except (PermissionDeniedError, UnsupportedError) as error:
                LOGGER.debug("%s pushes no events: %s", self._entry.title, error)
                break
            except CameraError as error:
                LOGGER.debug("Events of %s: %s", self._entry.title, error)
            if heard_at is not None and monotonic() - heard_at >= STEADY:
                # A camera that was silent for long, or ended the connection in passing.
                pause = FIRST_PAUSE
                continue
            self._coordinator.async_update_listeners()
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(2 * pause, MAX_PAUSE)
        self._coordinator.async_update_listeners()
