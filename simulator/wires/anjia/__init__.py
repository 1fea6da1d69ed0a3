"""Anjia cameras: Network Camera CGI 1.0.10."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
import re
from secrets import token_hex
from time import monotonic
from typing import override
from urllib.parse import unquote

from custom_components.ipcam_cgi.ipcam.dialects.anjia.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Command

from ...http import Outcome, Request, Response
from ...login import NOBODY, Account, HeaderLogin, known
from ...motors import Position
from ...scene import Size, Tone
from ...store import IllegalParameterError, key
from ..base import SimulatedWire, Visit
from ..camera import Camera
from .firmware import DEFAULTS, PROFILES, VIDEO
from .markup import ROOTS, audio_capabilities, element, escaped, video_capabilities

UID_LIFE = 60.0
MAX_FAILURES = 5
LOCK_SECONDS = 60.0

PICTURES: Mapping[str, Size] = {"1": (640, 480), "0": (320, 240)}


class SimulatedAnjia(SimulatedWire):
    """An Anjia camera of one firmware. It finds parameters the way the real ones do: by first substring."""

    live = {
        "getinfo": ("kernel", "filesystem", "sn", "model", "mac_address"),
        "network": ("macaddr",),
        "time": ("current_time",),
        "videoencoder": ("encode_mode", "resolution", "framerate", "govlength", "bitrate", "bitrate_control"),
        "videoencoder.getcapabilities": tuple(
            each.name for each in COMMANDS["videoencoder.getcapabilities"].returns
        ),
        "audioencoder.getcapabilities": tuple(
            each.name for each in COMMANDS["audioencoder.getcapabilities"].returns
        ),
        "setScheduleStorage": ("LocalStore", "RemoteStore"),
        "onvif": ("rtsp_auth",),
    }

    def __init__(self, camera: Camera, profile: str) -> None:
        self.profile = PROFILES[profile]
        super().__init__(camera, COMMANDS)
        self.uid_life = UID_LIFE
        """Seconds that an id lives after its last use."""
        self.logins: list[float] = []
        """When ids were given out."""
        self.expired = 0
        """Requests with an id that was not good any more."""
        self.accounts: list[Account] = []
        self.lamps: dict[str, int] = {}
        """Brightness of each lamp that is lit, in percent."""
        self.ircut_mode = ""
        self.presets: dict[int, Position] = {}
        self.uploads: list[tuple[str, bytes]] = []
        """Where pictures were sent to, and firmware that was written."""
        self.recording = False
        self._uids: dict[str, tuple[Account, float]] = {}
        self._failures: list[float] = []
        self._basic = HeaderLogin(digest=False)
        self.behaviours = {
            "getuid": self._getuid,
            "time.set": self._set_time,
            "videoencoder.stream1.set": self._set_encoder,
            "videoencoder.stream2.set": self._set_encoder,
            "reboot": self.reboot,
            "factory_reset": self._factory_reset,
            "ptz_ctrl.move": self._move,
            "ptz_ctrl.zoom": self._zoom,
            "ptz_ctrl.stop": self._stop,
            "ptz_ctrl.call_preset": self._preset,
            "ptz_ctrl.add_preset": self._preset,
            "ptz_ctrl.delete_preset": self._preset,
            "setScheduleStorage.set": self._set_storage,
            "OnvifFirmwareUpgrade": self._upgrade,
            "snapshot": self._snapshot,
            "snapshot.upload": self._snapshot,
            "set_ircut": self._set_ircut,
            "set_led": self._set_led,
            "setUidValidTime": self._set_life,
            "setManualInputAlarm": self._trigger,
            "user_management.get_user": self._users,
            "user_management.add": self._edit_users,
            "user_management.edit": self._edit_users,
            "user_management.delete": self._edit_users,
            "WEBlogin": self._web_login,
        }
        self._factory_settings(camera.first_accounts)

    def _factory_settings(self, accounts: Iterable[Account]) -> None:
        self.accounts = list(accounts)
        profile = self.profile
        self.store.reset(live=self.live, defaults=DEFAULTS, without=profile.without, extras=profile.extras)
        self.store.records["getcapabilities"]["ptz"] = "1" if self.profile.motors else "0"
        self.recording = False
        self.accent.settle(self.store.records)

    # Finding things in a request

    @override
    def have_all(self) -> None:
        self.profile = replace(self.profile, lacks=frozenset())

    @override
    def find(self, request: Request) -> Command | None:
        """Return the row for a path: of several the one that most of the parameters are for."""
        if not self.profile.cgi or request.path in self.profile.lacks:
            return None
        rows = [row for row in self.commands.values() if row.path == request.path]
        fitting = [
            row
            for row in rows
            if all(_value(request, name) == text for name, text in row.fixed)
            and all(_value(request, param.name) is not None for param in row.params if param.required)
        ]

        def fit(row: Command) -> tuple[int, int]:
            given = [param for param in row.params if _value(request, param.name) is not None]
            return len(row.fixed) + len(given), -len(row.params)

        return max(fitting, key=fit, default=next(iter(rows), None))

    @override
    def login(self, visit: Visit) -> dict[str, str]:
        command, request = _row(visit), visit.request
        name, password = _value(request, "username"), _value(request, "password")
        uid = _value(request, "uid")
        if request.method == "POST":
            visit.account, _ = self._basic.check(request, "", self.accounts)
        elif name is not None and password is not None and command.access is not Access.NONE:
            visit.account = known(self.accounts, name, password)
            self.camera.refused_logins += visit.account is NOBODY
        elif uid is not None:
            account, used = self._uids.get(uid, (NOBODY, float("-inf")))
            if monotonic() - used <= self.uid_life:
                visit.account = account
                self._uids[uid] = (account, monotonic())
            else:
                self.expired += 1
        values = ((param.name, _value(request, param.name)) for param in command.params)
        return {name: text for name, text in values if text is not None}

    @override
    def access(self, command: Command) -> Access:
        if self.profile.open_users and command.name == "user_management.get_user":
            return Access.VISITOR
        return super().access(command)

    # How answers look

    def _answer(self, body: bytes, status: int = 200, content_type: str = "text/xml") -> Response:
        headers = [
            ("Server", "gSOAP/2.8"),
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
        return Response(status=status, headers=headers, body=body)

    def _markup(self, text: str, status: int = 200) -> Response:
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        if self.profile.loose:
            # What real cameras and the manual's examples do, all at once.
            head = '<?xml version="1.0"  encoding="UTF-8"?>\r\n'
            text = re.sub(r'" (\w+=")', r'"  \1', text)
            text = re.sub(r'(blockcount="[^"]*)"', r"\1", text)
            text = re.sub(r"</(fault|model|RelayStatus)>$", "", text)
        return self._answer((head + text).encode("utf-8", "surrogateescape"), status)

    def _fault(self, visit: Visit, reason: str, status: int = 400) -> Response:
        path = visit.request.path
        text = f"<fault>\n<value>{path}</value>\n<reason>{reason}</reason>\n</fault>"
        return self._markup(text, status).meaning(Outcome.ILLEGAL)

    @override
    def unknown(self, visit: Visit) -> Response:
        if not self.profile.cgi:
            return self._answer(b"<html><body>HTTP 404 Not Found</body></html>", 404, "text/html")
        if visit.request.path == "/":
            return self._answer(b"<html><head><title>IP Camera</title></head></html>", 200, "text/html")
        return self._fault(visit, "no such cgi interface", 404)

    @override
    def refused(self, visit: Visit) -> Response:
        request = visit.request
        if request.path == "/cgi-bin/snapshot.cgi" or request.method == "POST":
            return self._answer(b"login failed", 401, "text/plain")
        if "?" not in request.target:
            return self._fault(visit, "error, parse parameters")
        if _value(request, "username") is not None:
            return self._fault(visit, "error username")
        return self._fault(visit, "error, parse uid" if _value(request, "uid") is None else "uid error")

    @override
    def denied(self, visit: Visit) -> Response:
        if visit.request.path == "/cgi-bin/user_management":
            return self._fault(visit, "Non-administrators cannot edit users")
        return self._fault(visit, "no permission")

    @override
    def illegal(self, visit: Visit) -> Response:
        return self._fault(visit, "error, parse parameters")

    @override
    async def carry_out(self, command: Command, visit: Visit) -> Response:
        if visit.request.method == "GET" and "?" not in visit.request.target:
            raise IllegalParameterError
        for param in command.params:
            if param.name not in visit.values:
                if param.required:
                    return self._fault(visit, f"not find param {param.name}")
                continue
            try:
                self.store.checked(param, visit.values[param.name])
            except IllegalParameterError:
                return self._fault(visit, f"{param.name}: {param.codec.limits}")
        return await super().carry_out(command, visit)

    @override
    def done(self, visit: Visit) -> Response:
        """Answer with what is now in effect."""
        return self._done(visit).meaning(Outcome.DONE)

    def _done(self, visit: Visit) -> Response:
        command = _row(visit)
        if command.group == "relay":
            return self._markup(f"<RelayStatus> set {self._pairs('relay')}</RelayStatus>")
        if command.group == "model":
            return self._markup("<setDeviceName>Set device name successful!</setDeviceName>")
        if command.group:
            return self.show(command, visit)
        name = command.path.rpartition("/")[2]
        return self._markup(f"<{name}>true</{name}>")

    @override
    def show(self, command: Command, visit: Visit) -> Response:
        group = key(command)
        record = self.told(command, {**self.store.records.get(group, {}), **self._fresh(group)})
        match group:
            case "videoencoder.getcapabilities":
                return self._markup(video_capabilities())
            case "audioencoder.getcapabilities":
                return self._markup(audio_capabilities())
            case "model":
                return self._markup(f"<model>{escaped(record['model'])}</model>")
            case "relay":
                return self._markup(f"<RelayStatus>{self._pairs(group)}</RelayStatus>")
            case "setShutterSpeed":
                return self._markup(f"<setShutterSpeed>Set {self._pairs(group)}</setShutterSpeed>")
            case "setScheduleStorage":
                common = ("LocalEnable", "RemoteEnable", "MountParam", "RecordFileSize")
                inner = (
                    element("Common", record, common),
                    element("ScheduleRecord", record, record.keys() - common),
                )
                return self._markup(f"<RecordConfig>\n{'\n'.join(inner)}\n</RecordConfig>")
            case "set_service_port":
                inside = element("StreamAccess", record)
                return self._markup(f"<MediaStreamConfig>\n{inside}\n</MediaStreamConfig>")
            case "onvif" if not self.profile.loose:
                return self._markup(
                    element("RtspConfig", {"rtsp_auth": self.store.records[group]["onvif_auth"]})
                )
        return self._markup(element(ROOTS.get(group, command.path.rpartition("/")[2]), record))

    def _pairs(self, group: str) -> str:
        return ", ".join(f"{name}={text}" for name, text in self.store.records[group].items())

    def _fresh(self, group: str) -> Mapping[str, str]:
        """Return what is worked out anew for each answer."""
        mac = self.camera.serial.upper()
        match group:
            case "getinfo":
                info = {
                    "kernel": "3.4.35-quay",
                    "filesystem": "V2.7.31",
                    "sn": f"QY{mac[-6:]}",
                    "model": self.store.records["model"]["model"],
                    "mac_address": ":".join(mac[n : n + 2] for n in range(0, 12, 2)),
                }
                lacks = self.profile.without.get("getinfo", frozenset())
                return {name: text for name, text in info.items() if name not in lacks}
            case "network":
                return {"macaddr": "-".join(mac[n : n + 2] for n in range(0, 12, 2))}
            case "time":
                return {"current_time": f"{self.wall_clock():%Y-%m-%d %H:%M:%S}"}
            case "videoencoder":
                return self.store.records["videoencoder.stream1"]
            case "osd":
                pattern = self.store.records["osd"]["time_format"]
                return {"time_format": pattern.replace("_", " ")}
            case "motion" if self.store.records["motion"]["enable"] == "0":
                # Nobody watches, so nothing is watched.
                return {"areavalue": "0" * len(self.store.records["motion"]["areavalue"])}
            case "setScheduleStorage":
                record = self.store.records[group]
                return {
                    "LocalStore": record["LocalEnable"] if self.recording else "0",
                    "RemoteStore": record["RemoteEnable"] if self.recording else "0",
                }
        return {}

    # What commands do

    def _getuid(self, visit: Visit) -> Response:
        now = monotonic()
        self._failures = [when for when in self._failures if now - when < LOCK_SECONDS]
        if len(self._failures) > MAX_FAILURES:
            return self._fault(visit, "The user is locked")
        account = known(self.accounts, visit.values["username"], visit.values["password"])
        if account is NOBODY:
            self._failures.append(now)
            self.camera.refused_logins += 1
            return self._fault(visit, "password error").meaning(Outcome.STRANGER)
        uid = token_hex(4).upper()
        self._uids[uid] = (account, now)
        self.logins.append(now)
        return self._markup(f"<uid>{uid}</uid>")

    def _set_time(self, visit: Visit) -> Response:
        sent = visit.values
        command = _row(visit)
        names = ("year", "month", "day", "hour", "min", "sec")
        if any(name in sent for name in names) and not all(name in sent for name in names):
            return self._fault(visit, "time error")
        self.store.apply(command, {name: text for name, text in sent.items() if name not in names})
        if "year" in sent:
            now = datetime(*(int(sent[name]) for name in names))  # type: ignore[arg-type]  # noqa: DTZ001
            self.camera.clock.set((now - self._ahead - datetime(1970, 1, 1)).total_seconds())  # noqa: DTZ001
        return self.done(visit)

    @property
    def _ahead(self) -> timedelta:
        zone = self.store.records["time"]["timezone"].removeprefix("GMT")
        hours, minutes = int(zone[1:3]), int(zone[4:])
        return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)

    def _set_encoder(self, visit: Visit) -> Response:
        command = _row(visit)
        wanted = {**self.store.records[command.group], **visit.values}
        sizes = VIDEO[command.group.partition(".")[2]].get(wanted["encode_mode"].upper(), {})
        if wanted["resolution"] not in sizes:
            if "resolution" in visit.values:
                return self._fault(visit, "resolution error")
            wanted["resolution"] = next(iter(sizes))
        rates, bits = sizes[wanted["resolution"]]
        for name, limits in (("framerate", rates), ("bitrate", bits)):
            least, most = map(int, limits.split("-"))
            if name in visit.values and not least <= int(wanted[name]) <= most:
                return self._fault(visit, f"{name} range: {limits}")
        rate = int(wanted["framerate"])
        if not rate <= int(wanted["govlength"]) <= 4 * rate:
            return self._fault(visit, f"govlength range: {rate}-{4 * rate}")
        self.store.apply(command, {**visit.values, "resolution": wanted["resolution"]})
        return self.done(visit)

    def _factory_reset(self, visit: Visit) -> Response:
        network = dict(self.store.records["network"])
        self._factory_settings(self.camera.first_accounts)
        if visit.values.get("retain_network") == "1":
            self.store.records["network"].update(network)
        return self.reboot(visit)

    def _move(self, visit: Visit) -> Response:
        if not self.profile.motors:
            return self._fault(visit, "not support")
        speed = 5.0 * int(visit.values.get("speed", "5"))
        for axis, name in ((self.camera.head.pan, "move_x"), (self.camera.head.tilt, "move_y")):
            if step := int(visit.values[name]):
                axis.run(speed * step)
        return self.done(visit)

    def _zoom(self, visit: Visit) -> Response:
        if step := int(visit.values["zoom"]):
            self.camera.head.zoom.run(20.0 * step)
        return self.done(visit)

    def _stop(self, visit: Visit) -> Response:
        self.camera.head.stop()
        return self.done(visit)

    def _preset(self, visit: Visit) -> Response:
        ((name, text),) = visit.values.items()
        number = int(text)
        if name == "add_preset":
            self.presets[number] = self.camera.position
        elif name == "delete_preset":
            self.presets.pop(number, None)
        elif number in self.presets:
            self.camera.head.go(self.presets[number])
        else:
            return self._fault(visit, "no such preset")
        return self.done(visit)

    def _set_storage(self, visit: Visit) -> Response:
        sent = dict(visit.values)
        if (enable := sent.pop("enable", None)) is not None:
            self.recording = enable == "1"
        server, path = sent.pop("remote_nfs_server", None), sent.pop("nfs_server_path", None)
        command, record = _row(visit), self.store.records["setScheduleStorage"]
        host, _, folder = record["MountParam"].partition(":")
        if server is not None or path is not None:
            record["MountParam"] = f"{host if server is None else server}:{folder if path is None else path}"
        self.store.apply(command, sent)
        return self.done(visit)

    def _upgrade(self, visit: Visit) -> Response:
        self.uploads.append(("firmware", visit.request.body))
        response = self._answer(b"OK", content_type="text/plain")
        response.after = self.camera.reboot
        return response

    async def _snapshot(self, visit: Visit) -> Response:
        picture = await self.camera.picture(PICTURES[visit.values["stream"]])
        if (target := visit.values.get("upload")) is None:
            return self._answer(picture, content_type="image/jpeg")
        if target == "1":
            return self._fault(visit, "Ftp not deploy")
        self.uploads.append((target, picture))
        return self._markup("<snapshot>true</snapshot>")

    def _set_ircut(self, visit: Visit) -> Response:
        self.ircut_mode = visit.values["ircutmode"]
        return self.done(visit)

    def _set_led(self, visit: Visit) -> Response:
        lamp = visit.values["ledmode"]
        self.lamps.pop(lamp, None)
        if visit.values["ledstatus"] == "1":
            self.lamps[lamp] = int(visit.values["brightness"])
        self.camera.output.high = "1" not in self.lamps
        self.camera.changed()
        return self.done(visit)

    def _set_life(self, visit: Visit) -> Response:
        # The manual says seconds; this firmware takes milliseconds.
        self.uid_life = int(visit.values["validTime"]) / 1000
        return self._markup("<SetUidValidTime>Uid valid time is 60 sec</SetUidValidTime>")

    def _trigger(self, visit: Visit) -> Response:
        self.camera.set_input(True)
        return self._markup("<ManualInputAlarm>successful</ManualInputAlarm>")

    def _users(self, visit: Visit) -> Response:
        rows = (
            f'<user name="{escaped(each.name)}" privilege="{_PRIVILEGES[each.access]}" enable="Enable"/>'
            for each in self.accounts
        )
        return self._markup(f"<users>\n{'\n'.join(rows)}\n</users>")

    def _edit_users(self, visit: Visit) -> Response:
        command, sent = _row(visit), visit.values
        names = [each.name for each in self.accounts]
        adding = command.name == "user_management.add"
        if adding is (sent["name"] in names):
            return self._fault(visit, "error username duplicated" if adding else "error username")
        old = next((each for each in self.accounts if each.name == sent["name"]), NOBODY)
        self.accounts = [each for each in self.accounts if each is not old]
        if command.name != "user_management.delete":
            access = next(
                (access for access, name in _PRIVILEGES.items() if name == sent.get("privilege")), old.access
            )
            self.accounts.append(Account(sent["name"], sent.get("newpasswd", old.password), access))
        return self._markup("<user_management>OK</user_management>")

    def _web_login(self, visit: Visit) -> Response:
        return self._answer(b"<html></html>", content_type="text/html")

    # What the picture shows

    @override
    def tone(self) -> Tone:
        image = self.store.records["image"]
        return Tone(brightness=int(image["brightness"]) / 255, contrast=int(image["contrast"]) / 255)

    @override
    def title(self) -> str:
        osd = self.store.records["osd"]
        return osd["title_utf8"] if osd["enable"] == "1" else ""

    @override
    def wall_clock(self) -> datetime:
        return datetime(1970, 1, 1) + timedelta(seconds=self.camera.clock.now) + self._ahead  # noqa: DTZ001

    @override
    def set_password(self, password: str) -> None:
        self.accounts[0] = replace(self.accounts[0], password=password)
        self._uids.clear()

    @override
    def booted(self) -> None:
        self._uids.clear()


_PRIVILEGES = {
    Access.VISITOR: "User",
    Access.OPERATOR: "Operator",
    Access.ADMINISTRATOR: "Administrator",
}


def _row(visit: Visit) -> Command:
    """Return the row of a request; raise IllegalParameterError when there is none."""
    if visit.command is None:
        raise IllegalParameterError
    return visit.command


def _value(request: Request, name: str) -> str | None:
    """Return what stands behind the first occurrence of a name, wherever in the query that is."""
    query = request.target.partition("?")[2]
    found = query.find(name)
    if found < 0:
        return None
    return unquote(query[found:].partition("=")[2].partition("&")[0], errors="surrogateescape")
