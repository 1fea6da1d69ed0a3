"""What raises an alarm on a netwave camera and what follows from it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from ...store import Records
from ..camera import Camera
from .decoder import Decoder

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
NAMES = ("", "motion", "input", "sound")
"""What the codes of an alarm mean."""
LOG_LINES = 100
"""Lines that the camera's log keeps."""


class Diary:
    """The camera's log: who came, and every alarm."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._callers: set[tuple[str, str]] = set()

    def note(self, when: datetime, name: str, client: str, text: str) -> None:
        """Write a line, in columns filled up with blanks."""
        self._lines.append(f"{when:%a, %Y-%m-%d %H:%M:%S}   {name:<14} {client:<16} {text}")
        del self._lines[:-LOG_LINES]

    def greet(self, when: datetime, name: str, client: str) -> None:
        """Write who came, once."""
        if (name, client) not in self._callers:
            self._callers.add((name, client))
            self.note(when, name, client, "access")

    def forget_callers(self) -> None:
        """Write the next visit of everybody again."""
        self._callers.clear()

    @property
    def text(self) -> str:
        """All lines, each with the two characters behind it that stand for a line end in JavaScript."""
        return "".join(f"{line}\\n" for line in self._lines)


class Alarm:
    """Sensors, weekly plans, and the consequences."""

    def __init__(self, camera: Camera, records: Records, decoder: Decoder, diary: Diary) -> None:
        self.pushes: list[str] = []
        """Addresses that were called."""
        self._camera = camera
        self._records = records
        self._decoder = decoder
        self._diary = diary
        self._before = 0

    @property
    def local_time(self) -> datetime:
        """The camera's local time: its zone counts seconds west of UTC."""
        params = self._records["params"]
        seconds = int(params.get("daylight_saving_time", "0")) - int(params["tz"])
        return datetime.fromtimestamp(self._camera.clock.now, UTC) + timedelta(seconds=seconds)

    @property
    def code(self) -> int:
        """The alarm of this moment. Of what is armed, motion counts before input before sound."""
        params, sensors = self._records["params"], self._camera.sensors
        if params.get("alarm_schedule_enable") == "1" and not self._planned(params, "alarm_"):
            return 0
        for code, felt, armed in (
            (1, sensors.motion, "alarm_motion_armed"),
            (2, sensors.input, "alarm_input_armed"),
            (3, sensors.sound, "alarm_sounddetect_armed"),
        ):
            if felt and params.get(armed) == "1":
                return code
        return 0

    @property
    def viewing_forbidden(self) -> bool:
        """Whether nobody may watch now."""
        record = self._records["forbidden"]
        return record["schedule_enable"] == "1" and self._planned(record, "")

    def _planned(self, record: Mapping[str, str], prefix: str) -> bool:
        """Whether the bit of the current quarter of an hour is set in a weekly plan."""
        now = self.local_time
        word, bit = divmod(now.hour * 4 + now.minute // 15, 32)
        text = record.get(f"{prefix}schedule_{DAYS[now.isoweekday() % 7]}_{word}", "0")
        return bool(int(text) >> bit & 1)

    def react(self) -> None:
        """Do what follows when an alarm begins or ends."""
        before, self._before = self._before, self.code
        if self._before == before:
            return
        params, active = self._records["params"], self._before != 0
        if params.get("alarm_iolinkage") == "1":
            self._camera.output.high = (params.get("alarm_ioout_level") == "1") is active
        if not active:
            return
        self._diary.note(self.local_time, "", self._camera.address.host, f"{NAMES[self._before]} detect")
        self._decoder.recall(int(params.get("alarm_preset", "0")))
        if params.get("alarm_http") == "1" and self._camera.online:
            self._camera.later(self._push(params["alarm_http_url"]))

    async def _push(self, address: str) -> None:
        """Call an address as the camera does: in HTTP/1.0, and nobody reads the answer."""
        with suppress(ValueError, OSError, TimeoutError):
            parts = urlsplit(address)
            if parts.hostname not in ("127.0.0.1", "localhost"):
                return
            self.pushes.append(address)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            head = f"GET {target} HTTP/1.0\r\nHOST: {parts.netloc.rpartition('@')[2]}\r\n"
            async with asyncio.timeout(5):
                reader, writer = await asyncio.open_connection("127.0.0.1", parts.port or 80)
                try:
                    writer.write(f"{head}User-Agent: Netwave IP Camera\r\n\r\n".encode())
                    await reader.read(4096)
                finally:
                    writer.close()
