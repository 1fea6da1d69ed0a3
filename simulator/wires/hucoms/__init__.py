"""Hucoms cameras: HTTP API 1.20."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import override

from custom_components.ipcam_cgi.ipcam.dialects.hucoms.codes import STOP
from custom_components.ipcam_cgi.ipcam.dialects.hucoms.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.model.catalogue import Command

from ...http import Multipart, Outcome, Part, Response, moving
from ...login import NOBODY, known
from ...motors import SPEED, Position
from ...scene import Size, Tone
from ...store import IllegalParameterError
from ..base import SimulatedWire, Visit
from ..camera import Camera
from .firmware import (
    DEFAULTS,
    GO_TOGETHER,
    LEFT_OUT,
    MISSPELT,
    NEED_MODE,
    PROFILES,
    REMARKS,
    SECTIONS,
    TOLD_IN,
    Events,
)

BOUNDARY = "eventlist"
STEPS = {"right": 1, "up": 1, "in": 1, "left": -1, "down": -1, "out": -1}


class SimulatedHucoms(SimulatedWire):
    """A Hucoms camera of one firmware."""

    partial = True
    live: Mapping[str, Iterable[str]] = {
        **{name: [field.name for field in COMMANDS[name].returns] for name in SECTIONS},
        "alarmout.getalarmout0": [field.name for field in COMMANDS["alarmout.getalarmout0"].returns],
        "connectinfo.getconnect": [field.name for field in COMMANDS["connectinfo.getconnect"].returns],
        "serverdate": ("serverdate",),
        "servermac.getmac": ("mac",),
        "videoset": ("need_reboot",),
        "event": [field.name for field in COMMANDS["requestevent.getevent"].returns],
        **{
            name: [field.name for field in COMMANDS[name].returns]
            for name in COMMANDS
            if name.startswith("capability") and name not in DEFAULTS
        },
    }

    def __init__(self, camera: Camera, profile: str) -> None:
        super().__init__(camera, COMMANDS)
        self.profile = PROFILES[profile]
        self.api = True
        """Whether commands are taken."""
        self.tampered = False
        self.relay = False
        self.need_reboot = False
        self.presets: dict[int, Position] = {}
        self.round = ""
        """What goes on by itself: an automatic pan or a tour."""
        self.focused = 0
        """Times the lens was told to focus."""
        self.event_streams = 0
        """Clients that listen now."""
        self._told: dict[str, str] = {}
        self._listeners: set[asyncio.Queue[dict[str, str] | None]] = set()
        self.behaviours = {
            "serverdate.getdate": lambda visit: self._lines([("serverdate", self._date())]),
            "serverdate.setdate": self._set_date,
            "servermac.getmac": lambda visit: self._lines([("mac", self._mac())]),
            "reboot.setreboot": self._reboot,
            "reboot.setfactory": self._factory,
            "reboot.setfactoryexip": self._factory,
            "alarmout.getalarmout0": lambda visit: self._lines(self._record("alarmout1").items()),
            "httpapi.setapi": self._set_api,
            "connectinfo.getconnect": self._connect,
            "requestevent.getevent": self._events,
            "requestevent.getevent.one": self._events,
            "ctrl_alarmout.setalarmout": self._set_relay,
            "jpeg": self._jpeg,
            "mjpeg": self._mjpeg,
            "pt_control.setptmove": self._move,
            "zf_control.setzfmove": self._move,
            "zf_control.onepush": self._focus,
            "ptzf_status.lensreset": lambda visit: self._moved(),
            **{name: self._preset for name in COMMANDS if name.startswith("preset_control.")},
            **dict.fromkeys(SECTIONS, self._cover),
        }
        self._factory_settings()

    def _factory_settings(self) -> None:
        profile, records = self.profile, self.store.records
        self.store.reset(live=self.live, defaults=DEFAULTS, without=profile.without, extras=profile.extras)
        for name, fields in profile.changed.items():
            records[name].update((field, text) for field, text in fields.items() if field in records[name])
        records["servername"]["servername"] = self.camera.alias[:10]
        if profile.coarse:
            self.store.forget("motion1", [f"motion1.area{row}" for row in range(7, 19)])
            records["motion1"].update({f"motion1.area{row}": "60" for row in range(1, 7)})
        for n in range(1, 17):
            records[f"privacy{n}"]["maxno"] = str(profile.areas)
        self.accent.settle(records)

    @override
    def login(self, visit: Visit) -> dict[str, str]:
        values: dict[str, str] = {}
        for name, text in self.query(visit.request):
            values.setdefault(name, text)
        name, password = values.pop("id", ""), values.pop("passwd", "")
        visit.account = known(self.camera.first_accounts, name, password)
        if name and visit.account is NOBODY:
            self.camera.refused_logins += 1
        return values

    @override
    async def carry_out(self, command: Command, visit: Visit) -> Response:
        control = command.path.startswith("/cgi-bin/control/")
        if control and not self.api:
            return self._error("apictrlstatus disabled")
        if command.name in self.profile.lacks:
            return self.lacking(visit).meaning(Outcome.LACKING)
        if command.group.startswith("privacy") and int(command.group[7:]) > self.profile.areas:
            raise IllegalParameterError
        if control:
            self._check(command, visit.values)
        response = await super().carry_out(command, visit)
        self._settled(command, visit.values)
        return response

    def _check(self, command: Command, values: Mapping[str, str]) -> None:
        """Refuse what does not go together."""
        mode = values.get("shutmode", values.get("mode", ""))
        for name in GO_TOGETHER.get((command.name, mode), ()):
            if name not in values:
                raise IllegalParameterError(f"{name} is missing")
        field, dependent = NEED_MODE.get(command.name, ("", frozenset[str]()))
        if field and field not in values and dependent & values.keys():
            raise IllegalParameterError(f"{field} is missing")
        if command.name == "camdaynight.setdaynight":
            pair = {**self.store.records["camdaynight"], **values}
            if _number(pair["ptn"]) < _number(pair["ptd"]):
                raise IllegalParameterError("ptn")
        areas = [_number(text) for name, text in values.items() if name.startswith("motion1.area")]
        if self._grid() == "8x6" and any(area > 255 for area in areas):
            raise IllegalParameterError("area")
        for start, length, whole in (("startx", "endx", 320), ("starty", "endy", 240)):
            if f"privacy.{length}" in values:
                end = _number(values.get(f"privacy.{start}", "0")) + _number(values[f"privacy.{length}"])
                if end >= whole:
                    raise IllegalParameterError(length)

    def _grid(self) -> str:
        return self.store.records["motion1"].get("motion1.size", "8x6")

    def _settled(self, command: Command, values: Mapping[str, str]) -> None:
        """Let follow what a setting brings about elsewhere."""
        if command.group.startswith("privacy") and "allstatus" in values:
            for n in range(1, 17):
                self.store.records[f"privacy{n}"]["allstatus"] = values["allstatus"]
        if any(name.startswith("capture") for name in values):
            self.need_reboot = True

    # How answers look

    def _text(self, text: str) -> Response:
        body = text.encode("utf-8", "surrogateescape")
        headers = [
            ("Content-type", "text/plain"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
        return Response(headers=headers, body=body)

    def _error(self, reason: str) -> Response:
        return self._text(f"Error: {reason}").meaning(Outcome.ILLEGAL)

    def _lines(self, fields: Iterable[tuple[str, str]]) -> Response:
        return self._text("".join(self._line(*field) for field in fields))

    def _line(self, name: str, text: str) -> str:
        remark = REMARKS.get(name, "") if self.profile.remarks else ""
        written = text if self.accent.writes is None else self.accent.writes(text)
        return f"{MISSPELT.get(name, name)} = {written}{remark}{self.profile.line_end}"

    def _record(self, name: str) -> dict[str, str]:
        """Return what is told of a record: some fields depend on the mode, or come from elsewhere."""
        record = dict(self.store.records.get(name, {}))
        if name.startswith("capability") and not record:
            # A narrower question is answered with a part of what the widest one tells.
            asked = {each.name for each in COMMANDS[name].returns}
            kind = name.partition(".")[0]
            told = next((each for whole, each in self.store.records.items() if whole.startswith(kind)), {})
            record = {field: text for field, text in told.items() if field in asked}
        if name == "serverdate":
            record["serverdate"] = self._date()
        if name == "servermac.getmac":
            record["mac"] = self._mac()
        if name == "videoset" and "need_reboot" not in self.profile.without.get("videoset", ()):
            record["need_reboot"] = "yes" if self.need_reboot else "no"
        if name == "motion1" and self._grid() == "8x6":
            for row in range(7, 19):
                record.pop(f"motion1.area{row}", None)
        return {
            field: text
            for field, text in record.items()
            if field not in TOLD_IN or record.get(TOLD_IN[field][0]) in TOLD_IN[field][1]
        }

    @override
    def have_all(self) -> None:
        self.profile = replace(self.profile, lacks=frozenset())

    @override
    def show(self, command: Command, visit: Visit) -> Response:
        record = self.told(command, self._record(command.group or command.name))
        if command.group == "camdaynight":
            record.pop("autolevel", None)
        plain = {name: text for name, text in record.items() if "/" not in name and " " not in name}
        lines = [f"[Values]{self.profile.line_end}"] if self.profile.sections else []
        lines += [self._line(name, text) for name, text in plain.items()]
        sections: dict[str, list[str]] = {}
        for name, text in record.items():
            section, slash, field = name.partition("/")
            if slash:
                sections.setdefault(section, []).append(self._line(field, text))
            elif " " in name:
                sections[name] = [f"{line}{self.profile.line_end}" for line in text.splitlines()]
        for section, rows in sections.items():
            lines += [f"[{section}]{self.profile.line_end}", *rows]
        return self._text("".join(lines))

    def _cover(self, visit: Visit) -> Response:
        lines = []
        for section, name in SECTIONS[visit.name]:
            lines.append(f"[{section}]{self.profile.line_end}")
            left_out = LEFT_OUT.get(section, frozenset())
            lines += [
                self._line(field, "jpeg" if field.endswith(".codec") and text == "mjpeg" else text)
                for field, text in self._record(name).items()
                if field not in left_out
            ]
        return self._text("".join(lines))

    @override
    def done(self, visit: Visit) -> Response:
        if self.profile.done is not None:
            return self._text(self.profile.done).meaning(Outcome.DONE)
        values = visit.values.items() - {("action", visit.values.get("action", ""))}
        return self._lines(values).meaning(Outcome.DONE)

    @override
    def unknown(self, visit: Visit) -> Response:
        response = self._text("<html><body>404 Not Found</body></html>")
        response.status = 404
        response.set("Content-type", "text/html")
        return response

    @override
    def lacking(self, visit: Visit) -> Response:
        if visit.account is NOBODY:
            self.login(visit)
        if visit.account is NOBODY:
            return self.refused(visit).meaning(Outcome.STRANGER)
        return self._error("unsupported command")

    @override
    def refused(self, visit: Visit) -> Response:
        return self._error("Invalid ID or Password")

    @override
    def denied(self, visit: Visit) -> Response:
        return self._error("unauthorized")

    @override
    def illegal(self, visit: Visit) -> Response:
        return self._error("invalid parameter")

    # The device

    def _date(self) -> str:
        now = self.wall_clock()
        return f"{now:%B} {now.day}, {now:%Y %H:%M:%S}"

    def _mac(self) -> str:
        serial = self.camera.serial
        return ":".join(serial[index : index + 2] for index in range(0, 12, 2))

    def _set_date(self, visit: Visit) -> Response:
        names = ("year", "month", "day", "hour", "minute", "second")
        try:
            time = datetime(*(int(visit.values.get(name, "0")) for name in names))  # type: ignore[arg-type] # noqa: DTZ001
        except ValueError:
            raise IllegalParameterError from None
        self.camera.clock.set(time.timestamp())
        return self.done(visit)

    def _reboot(self, visit: Visit) -> Response:
        response = self._text("reboot = rebooting")
        response.after = self.camera.reboot
        return response

    def _factory(self, visit: Visit) -> Response:
        records = self.store.records
        kept: dict[str, dict[str, str]] = {
            name: dict(records[name]) for name in ("netset", "dnsset", "webport") if name in records
        }
        self._factory_settings()
        if visit.name.endswith("exip"):
            self.store.records.update(kept)
        return self._reboot(visit)

    def _set_api(self, visit: Visit) -> Response:
        status = visit.values.get("apictrlstatus")
        if status not in ("enable", "disable"):
            raise IllegalParameterError
        self.api = status == "enable"
        return self._lines([("apictrlstatus", status)])

    def _connect(self, visit: Visit) -> Response:
        video = self.store.records["videoset"]
        rows = []
        for n in (1, 2, 3):
            source = video.get(f"encoder{n}.source", "capture1")
            rows += [
                (f"stream{n}.codec", video.get(f"encoder{n}.codec", "h264")),
                (f"stream{n}.size", video.get(f"{source}.size", "640x480")),
                # An address behind some router: nobody who asks can go by it.
                (f"stream{n}.address", f"rtsp://10.99.0.1:8554/stream{n}"),
            ]
        return self._lines(rows)

    # Events

    def _state(self) -> dict[str, str]:
        records, sensors = self.store.records, self.camera.sensors

        def watched(name: str, field: str) -> bool:
            record = records.get(name, {})
            return record.get(field) == "enable" and record.get("allstatus", "enable") == "enable"

        on = {
            "alarmin1": sensors.input and watched("alarmin1", "alarmin1.enable"),
            "alarmout1": self.relay,
            "motion1": sensors.motion and watched("motion1", "motion1.enable"),
            "videotamper": self.tampered and watched("shock", "shock.enable"),
        }
        missing = self.profile.without.get("event", ())
        state = {name: "on" if value else "off" for name, value in on.items() if name not in missing}
        return state | dict(self.profile.extras.get("event", {}))

    def set_tamper(self, on: bool) -> None:
        """Cover the lens, or uncover it."""
        self.tampered = on
        self.camera.changed()

    def push(self, news: Mapping[str, str]) -> None:
        """Send an event part to everybody who listens."""
        for queue in self._listeners:
            queue.put_nowait(dict(news))

    def cut_events(self) -> None:
        """End all event streams."""
        for queue in self._listeners:
            queue.put_nowait(None)

    def _events(self, visit: Visit) -> Response:
        kind = visit.request.get("eventtype")
        if kind not in ("all", "alarmin", "alarmout", "motion", "videotamper"):
            raise IllegalParameterError

        def chosen(state: Mapping[str, str]) -> dict[str, str]:
            return {name: text for name, text in state.items() if kind == "all" or name.startswith(kind)}

        if self.profile.events is Events.PLAIN:
            return self._lines(chosen(self._state()).items())

        async def parts() -> AsyncGenerator[Part]:
            queue: asyncio.Queue[dict[str, str] | None] = asyncio.Queue()
            self._listeners.add(queue)
            self.event_streams += 1
            try:
                yield self._part(chosen(self._state()))
                while (news := await queue.get()) is not None:
                    if told := chosen(news):
                        yield self._part(told)
            finally:
                self.event_streams -= 1
                self._listeners.discard(queue)

        headers = [("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")]
        opening = f"--{BOUNDARY}\r\n".encode()
        return Response(headers=headers, multipart=Multipart(parts=parts(), opening=opening))

    def _part(self, state: Mapping[str, str]) -> Part:
        data = "".join(f"{name} = {text}{self.profile.line_end}" for name, text in state.items()).encode()
        headers = [("Content-type", "text/plain")]
        match self.profile.events:
            case Events.DECLARED:
                headers.append(("Content-Length", str(len(data))))
            case Events.MISPLACED:
                data = f"Content-Length: {len(data)}\n".encode() + data
        return Part(headers=headers, content=data)

    @override
    def react(self) -> None:
        state = self._state()
        news = {name: text for name, text in state.items() if self._told.get(name) != text}
        self._told = state
        if news:
            self.push(news)

    def _set_relay(self, visit: Visit) -> Response:
        state = visit.values.get("alarmout1")
        if state not in ("on", "off"):
            raise IllegalParameterError
        self.relay = state == "on"
        self.camera.changed()
        return self._lines([("alarmout1", state)])

    # Pictures

    def _size(self) -> Size:
        # Not larger than the scene is drawn quickly.
        return (640, 480)

    async def _jpeg(self, visit: Visit) -> Response:
        jpeg = await self.camera.picture(self._size())
        headers = [("Content-type", "image/jpeg"), ("Content-Length", str(len(jpeg)))]
        return Response(headers=headers, body=jpeg)

    def _mjpeg(self, visit: Visit) -> Response:
        rest = visit.values.get("refresh", "0")
        if not rest.isdecimal() or int(rest) > 300:
            raise IllegalParameterError
        pictures = self.camera.pictures(self._size(), int(rest) / 100, lambda: True)
        return moving(pictures, "image_boundary_at")

    # Motors

    def _moved(self) -> Response:
        response = self._text("")
        if self.profile.no_content:
            response.status, response.headers = 204, [("Connection", "close")]
        return response.meaning(Outcome.DONE)

    def _move(self, visit: Visit) -> Response:
        head = self.camera.head
        axes = {"pan": head.pan, "tilt": head.tilt, "zoom": head.zoom}
        for param in COMMANDS[visit.name].params:
            text = visit.values.get(param.name)
            if text is None or param.name not in axes:
                continue
            if text == "stop":
                axes[param.name].stop()
            elif text in STEPS:
                speed = int(visit.values.get(f"{param.name}speed", "50"))
                axes[param.name].run(STEPS[text] * SPEED * speed / 100)
            else:
                raise IllegalParameterError(param.name)
        return self._moved()

    def _focus(self, visit: Visit) -> Response:
        self.focused += 1
        return self._moved()

    def _preset(self, visit: Visit) -> Response:
        action = visit.name.partition(".")[2]
        text = visit.values.get("speed" if action.startswith("autopan_") else "number", "")
        number = int(text) if text.isdecimal() else 0
        if not number:
            raise IllegalParameterError
        head = self.camera.head
        match action:
            case "setpreset":
                self.presets[number] = self.camera.position
            case "clearpreset":
                self.presets.pop(number, None)
            case "gopreset":
                head.go(self.presets.get(number, Position(0, 0, 0)))
            case _ if number == STOP:
                self.round = ""
                head.stop()
            case _:
                self.round = f"{action} {number}"
                head.pan.swing()
        return self._moved()

    # The picture

    @override
    def tone(self) -> Tone:
        color = self.store.records["camcolor"]
        flip = self.store.records["videoset"]["videoflip"]
        return Tone(
            brightness=int(color["bright"]) / 100,
            contrast=int(color["contrast"]) / 100,
            flip=flip in ("flip", "both"),
            mirror=flip in ("mirror", "both"),
        )

    @override
    def title(self) -> str:
        return self.store.records["servername"]["servername"]

    @override
    def wall_clock(self) -> datetime:
        return datetime.fromtimestamp(self.camera.clock.now)  # noqa: DTZ006

    @override
    def booted(self) -> None:
        self.need_reboot = False
        self.round = ""


def _number(text: str) -> int:
    if not text.isdecimal():
        raise IllegalParameterError(text)
    return int(text)
