"""The simulated cameras of the demo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator import SimulatedCamera
from simulator.wires import WIRES

from .garden import GARDEN

USERNAME = "admin"
PASSWORD = "secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCamera:
    """One camera: how it is built, what happens in front of it, and what its owner chose."""

    dialect: str
    alias: str
    serial: str
    profile: str = "standard"
    night: bool = False
    motion: tuple[float, float]
    """Seconds with motion, and seconds without."""
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the command line calls it."""
        return self.alias.lower().replace(" ", "-")

    def build(self) -> SimulatedCamera:
        """Return the camera, not yet listening."""
        camera = SimulatedCamera(
            self.dialect,
            profile=self.profile,
            username=USERNAME,
            password=PASSWORD,
            alias=self.alias,
            serial=self.serial,
            night=self.night,
            scenery=GARDEN,
            reboot_seconds=8,
        )
        camera.motion_every(*self.motion)
        return camera


CAMERAS = {
    camera.name: camera
    for camera in (
        DemoCamera(
            dialect="netwave",
            alias="Garden",
            serial="00626E51AC01",
            motion=(12, 28),
            options={"alarm_interval": 2, "presets": ["Gate", "Pond", "Shed"], "preset_count": 3},
        ),
        DemoCamera(
            dialect="netwave",
            profile="sdk21",
            alias="Hallway",
            serial="00626E51AC02",
            night=True,
            motion=(8, 45),
        ),
        DemoCamera(dialect="foscam_hd", alias="Living room", serial="00626E51AC03", motion=(15, 35)),
        DemoCamera(dialect="hucoms", alias="Car park", serial="000000BEEF04", motion=(10, 20)),
        DemoCamera(dialect="anjia", alias="Workshop", serial="000000BEEF05", motion=(10, 40)),
    )
    if camera.dialect in WIRES
}
