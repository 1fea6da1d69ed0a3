"""decoder_control.cgi: the internal motors, their presets, and the switched output."""

from ...motors import Axis, Position
from ...store import IllegalParameterError, Records
from ..camera import Camera

STEP = 5.0
"""How far a single step goes where no degree is given."""
ZOOM_SPEED = 30.0

DIRECTIONS = {
    0: (0, 1),
    2: (0, -1),
    4: (-1, 0),
    6: (1, 0),
    90: (-1, 1),
    91: (1, 1),
    92: (-1, -1),
    93: (1, -1),
}
"""Pan and tilt of each starting code; codes from 90 are the diagonals of an internal motor."""


class Decoder:
    """The motors as their codes drive them."""

    def __init__(self, camera: Camera, records: Records) -> None:
        self.presets: dict[int, Position] = {}
        self._camera = camera
        self._records = records
        self._without_presets = False

    def start(self) -> None:
        """Do what the settings want after a start; until then, presets are as they were."""
        misc = self._records["misc"]
        self._without_presets = misc.get("ptz_disable_preset") == "1"
        if misc["ptz_center_onstart"] == "1":
            self._camera.head.go(Position(0, 0, 0))
        self.recall(int(misc.get("ptz_preset_onstart", "0")))

    def recall(self, number: int) -> None:
        """Go to a preset, if there is one of this number."""
        if number in self.presets and not self._without_presets:
            self._camera.head.go(self.presets[number])

    def act(self, code: str, *, once: bool, degree: str) -> None:
        """Do what a code stands for. Raise IllegalParameterError for one beyond the table."""
        if not code.isdecimal() or int(code) > 255 or not (degree or "0").isdecimal():
            raise IllegalParameterError(f"command {code}")
        head = self._camera.head
        match int(code):
            case direction if direction in DIRECTIONS:
                step = float(degree or 0) or STEP
                for axis, way in zip((head.pan, head.tilt), DIRECTIONS[direction], strict=True):
                    self._drive(axis, way, step if once and direction < 90 else None)
            case 1 | 3 | 5 | 7:
                # An internal motor takes any of these as the stop of everything.
                head.stop()
            case 16:
                head.zoom.run(ZOOM_SPEED)
            case 18:
                head.zoom.run(-ZOOM_SPEED)
            case 17 | 19:
                head.zoom.stop()
            case 25:
                head.go(Position(0, 0, head.zoom.position))
            case 26:
                head.tilt.swing(self._speed)
            case 27:
                head.tilt.stop()
            case 28:
                head.pan.swing(self._speed)
            case 29:
                head.pan.stop()
            case preset if 30 <= preset < 90 and preset % 2:
                self.recall((preset - 29) // 2)
            case preset if 30 <= preset < 90:
                self.presets[(preset - 28) // 2] = head.position
            case (94 | 95) as output:
                self._camera.output.high = output == 94

    def _drive(self, axis: Axis, way: int, step: float | None) -> None:
        if not way:
            return
        if step is None:
            axis.run(way * self._speed)
        else:
            axis.go(axis.position + way * step)

    @property
    def _speed(self) -> float:
        """Units per second at the rate of the settings, 0 the fastest and 100 the slowest."""
        return 60 / (1 + int(self._records["misc"]["ptz_patrol_rate"]) / 15)
