"""HD cameras: XML with a result code under status 200, the login in the query."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import override
from urllib.parse import unquote

from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.manual.device_manage import FLAGS
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.manual.ptz_control import MAX_POINTS
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Command, Effect

from ...http import Outcome, Request, Response, moving
from ...login import NOBODY, Account, known
from ...motors import Position
from ...scene import Tone
from ...store import IllegalParameterError
from ..base import SimulatedWire, Visit, fits, pairs
from ..camera import Camera
from .firmware import DEFAULTS, MAPS, POINTS, PROFILES

OK, BAD_REQUEST, BAD_LOGIN, DENIED, FAILED = "0", "-1", "-2", "-3", "-4"
BOUNDARY = "ThisString"
SIZE, SUB_SIZE = (640, 360), (640, 480)
PAN, TILT = "pan", "tilt"
MOVES: Mapping[str, tuple[int, int]] = {
    "ptzMoveUp": (0, 1),
    "ptzMoveDown": (0, -1),
    "ptzMoveLeft": (-1, 0),
    "ptzMoveRight": (1, 0),
    "ptzMoveTopLeft": (-1, 1),
    "ptzMoveTopRight": (1, 1),
    "ptzMoveBottomLeft": (-1, -1),
    "ptzMoveBottomRight": (1, -1),
}
BACKUP = b"SIMHDCFG"
CLOCK = ("year", "mon", "day", "hour", "minute", "sec")
NETWORKS = ("Orchard+02c0ffee0a01+88+1+3", "Mill & Co+02c0ffee0a02+41+1+2", "+02c0ffee0a03+12+0+0")


class SimulatedFoscamHd(SimulatedWire):
    """Foscam IPCamera CGI 1.0.10, with firmware of different age."""

    partial = True
    live = {
        "getDevState": (
            "IOAlarm", "motionDetectAlarm", "soundAlarm", "record", "sdState", "sdFreeSpace",
            "sdTotalSpace", "ntpState", "ddnsState", "url", "upnpState", "isWifiConnected",
            "wifiConnectedAP", "infraLedState",
        ),
        "time": CLOCK,
    }  # fmt: skip

    def __init__(self, camera: Camera, profile: str) -> None:
        self.profile = PROFILES[profile]
        super().__init__(camera, COMMANDS)
        self.accounts: list[Account] = []
        self.points: dict[str, Position] = {}
        self.maps: dict[str, tuple[str, ...]] = {}
        self.cruising = ""
        self.uploads: list[tuple[str, bytes]] = []
        """Files that were sent, by command."""
        self.output_cleared = 0
        self._lit = False
        self._networks: tuple[str, ...] = ()
        self._log: list[str] = []
        self.behaviours = {
            **dict.fromkeys(MOVES, self._move),
            **{f"getProduct{name}": self._product for name in _PRODUCT_PARTS},
            "setVideoStreamParam": self._set_video,
            "setSubVideoStreamParam": self._set_video,
            "setPwrFreq": self._write_only,
            "setSubStreamFormat": self._write_only,
            "setSystemTime": self._set_time,
            "resetImageSetting": self._reset_image,
            "snapPicture": self._snap_page,
            "snapPicture2": self._snap,
            "GetMJStream": self._stream,
            "getDevState": self._state,
            "getDevInfo": self._info,
            "openInfraLed": self._infrared,
            "closeInfraLed": self._infrared,
            "clearIOAlarmOutput": self._clear_output,
            "ptzStopRun": self._stop,
            "ptzReset": self._center,
            "zoomIn": self._zoom,
            "zoomOut": self._zoom,
            "zoomStop": self._zoom,
            "getPTZPresetPointList": self._point_list,
            "ptzAddPresetPoint": self._add_point,
            "ptzDeletePresetPoint": self._delete_point,
            "ptzGotoPresetPoint": self._go_to_point,
            "ptzGetCruiseMapList": self._map_list,
            "ptzGetCruiseMapInfo": self._map,
            "ptzSetCruiseMap": self._set_map,
            "ptzDelCruiseMap": self._delete_map,
            "ptzStartCruise": self._start_cruise,
            "ptzStopCruise": self._stop,
            "getCruisePrePointLingerTime": self._linger,
            "setCruisePrePointLingerTime": self._set_linger,
            "addAccount": self._change_accounts,
            "delAccount": self._change_accounts,
            "changePassword": self._change_accounts,
            "changeUserName": self._change_accounts,
            "changeUserNameAndPwdTogether": self._change_accounts,
            "getUserList": self._users,
            "getSessionList": self._users,
            "logIn": self._log_in,
            "refreshWifiList": self._scan,
            "getWifiList": self._scan_result,
            "testFtpServer": self._test,
            "smtpTest": self._test,
            "getLog": self._get_log,
            "getRecordList": self._record_list,
            "getRecordList2": self._record_list,
            "rebootSystem": self.reboot,
            "restoreToFactorySetting": self._restore,
            "toolResetToFactory": self._refuse_code,
            "exportConfig": self._export,
            "configs.bin": self._file,
            "importConfig": self._upload,
            "fwUpgrade": self._upload,
        }
        self._factory_settings(camera.first_accounts)

    def _factory_settings(self, accounts: tuple[Account, ...]) -> None:
        gone, new = self.profile.fields_gone, self.profile.fields_new
        self.store.reset(live=self.live, defaults=DEFAULTS, without=gone, extras=new)
        records = self.store.records
        records["write_only"] = {"freq": "0", "format": "0"}
        records["name"]["devName"] = self.camera.alias
        self.accounts = list(accounts)
        self.points = {name: Position(*place, 0) for name, place in POINTS.items()}
        for raw in self.accent.presets:
            self.points[raw.decode("utf-8", "surrogateescape")] = Position(10, 0, 0)
        self.maps = dict(MAPS)
        self.accent.settle(records)

    # Who asks

    @override
    def find(self, request: Request) -> Command | None:
        command = super().find(request)
        known = command is not None and fits(command, request) and command.name not in self.profile.lacks
        return command if known else None

    def _lacks(self, command: str) -> bool:
        return command in self.profile.lacks or self.accent.lacking(command)

    @override
    def have_all(self) -> None:
        self.profile = replace(self.profile, lacks=())

    @override
    def access(self, command: Command) -> Access:
        if command.name == "getPortInfo" and self.profile.reads is not None:
            return Access.NONE
        if command.effect is Effect.READ and self.profile.reads is not None:
            return min(command.access, self.profile.reads)
        return command.access

    @override
    def login(self, visit: Visit) -> dict[str, str]:
        """Take the login out of the query: the last of its names, for one command has its own pwd."""
        values: dict[str, str] = {}
        read = self.accent.reads or _decoded
        for name, text in pairs(visit.request.target, read):
            values.setdefault(name, text)
        for name in ("cmd", "usr", *(() if visit.name == "logIn" else ("pwd",))):
            values.pop(name, None)
        raw = dict(pairs(visit.request.target, read if self.profile.decodes else str))
        visit.account = known(self.accounts, raw.get("usr", ""), raw.get("pwd", ""))
        if visit.account is NOBODY and "usr" in raw:
            self.camera.refused_logins += 1
        return values

    # How answers look

    def _answer(self, body: bytes, content_type: str) -> Response:
        headers = [
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
            ("Server", "lighttpd/1.4.31"),
        ]
        return Response(headers=headers, body=body)

    def _xml(self, record: Mapping[str, str], command: Command | None = None) -> Response:
        told = dict(record) if command is None else self.told(command, record)
        body = self.profile.write(told, self.accent.writes).encode("utf-8", "surrogateescape")
        return self._answer(body, self.profile.content_type)

    def _code(self, code: str) -> Response:
        return self._xml({"result": code}).meaning(_MEANINGS.get(code, Outcome.ILLEGAL))

    @override
    def unknown(self, visit: Visit) -> Response:
        path = visit.request.path
        if path == "/cgi-bin/CGIProxy.fcgi":
            self.login(visit)
            return self._code(BAD_LOGIN if visit.account is NOBODY else self.profile.unknown)
        if path == "/":
            return self._answer(b"<html><head><title>IPCam Client</title></head></html>", "text/html")
        page = self._answer(b"<html><body><h1>404 - Not Found</h1></body></html>", "text/html")
        page.status = 404
        return page

    @override
    def refused(self, visit: Visit) -> Response:
        if visit.name == "GetMJStream":
            return self._answer(b"Usr or pwd error", "text/plain")
        return self._code(BAD_LOGIN)

    @override
    def denied(self, visit: Visit) -> Response:
        return self._code(DENIED)

    @override
    def illegal(self, visit: Visit) -> Response:
        return self._code(BAD_REQUEST)

    @override
    def done(self, visit: Visit) -> Response:
        told = {"result": OK, **self._second_result(visit.command)}
        return self._xml(told).meaning(Outcome.DONE)

    @override
    def show(self, command: Command, visit: Visit) -> Response:
        record = dict(self.store.records.get(command.group or command.name, {}))
        if command.name == "getSystemTime":
            record |= self._clock()
        return self._xml({"result": OK, **record}, command)

    @staticmethod
    def _second_result(command: Command | None, code: str = OK) -> dict[str, str]:
        returns = command.returns if command else ()
        return {each.name: code for each in returns if each.name.endswith("Result")}

    # Clock and name

    @property
    def local_time(self) -> datetime:
        """The camera's local time: its zone counts seconds west of UTC."""
        record = self.store.records["time"]
        # Where there is such a field, isDst only says that there are rules for summer time.
        is_summer = record.get("hasStartDst", record["isDst"]) == "1"
        ahead = timedelta(hours=is_summer) - timedelta(seconds=int(record["timeZone"]))
        return datetime.fromtimestamp(self.camera.clock.now, UTC) + ahead

    def _clock(self) -> dict[str, str]:
        now = self.local_time
        parts = (now.year, now.month, now.day, now.hour, now.minute, now.second)
        return {name: str(part) for name, part in zip(CLOCK, parts, strict=True)}

    def _set_time(self, visit: Visit) -> Response:
        self.store.apply(self.commands["setSystemTime"], visit.values)
        record = self.store.records["time"]
        if record["timeSource"] == "0":
            self.camera.clock.ahead = 0
        else:
            # What it is not told becomes nothing, the clock too.
            parts = [int(visit.values.get(name) or least) for name, least in zip(CLOCK, _EPOCH, strict=True)]
            try:
                told = datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]
            except ValueError:
                raise IllegalParameterError("clock") from None
            shift = self.local_time - datetime.fromtimestamp(self.camera.clock.now, UTC)
            self.camera.clock.set((told - shift).timestamp())
        self.camera.changed()
        return self.done(visit)

    @override
    def wall_clock(self) -> datetime:
        return self.local_time

    @override
    def title(self) -> str:
        return self.store.records["name"]["devName"]

    def _info(self, visit: Visit) -> Response:
        clock = self._clock()
        clock["min"] = clock.pop("minute")
        return self._xml(
            {
                "result": OK,
                "productName": self.profile.model,
                "serialNo": "1",
                "devName": self.title(),
                "mac": self.camera.serial.upper(),
                **clock,
                "timeZone": self.store.records["time"]["timeZone"],
                "firmwareVer": self.profile.version,
                "hardwareVer": "1.4.1.5",
                "pkgTime": "2014-06-01_10:20:30",
            },
            visit.command,
        )

    def _product(self, visit: Visit) -> Response:
        facts = {
            "model": "3112",
            "modelName": self.profile.model,
            "language": "0",
            "sensorType": "1",
            "wifiType": "2",
            "appVer": self.profile.version,
        }
        facts |= {flag: str(int(flag in self.profile.flags)) for flag, _ in FLAGS.values()}
        facts |= {"Rs485Flag": facts["rs485Flag"], "OutdoorFlag": facts["outdoorFlag"]}
        told = self.commands[visit.name].returns
        named = {each.name: facts.get(each.name, "0") for each in told}
        return self._xml({"result": OK} | named, visit.command)

    # Sensors and lamp

    def _watched(self, record: Mapping[str, str]) -> bool:
        now = self.local_time
        slot = now.hour * 2 + now.minute // 30
        bits = int(record.get(f"schedule{now.weekday()}") or "0")
        return record.get("isEnable") == "1" and bool(bits >> slot & 1)

    def _alarm(self, felt: bool, watched: bool) -> str:
        return ("2" if felt else "1") if watched else "0"

    def _state(self, visit: Visit) -> Response:
        records, sensors = self.store.records, self.camera.sensors
        motion = records["motion_areas" if self._lacks("getMotionDetectConfig") else "motion"]
        # Newer firmware has more bits than this one.
        listens = records["pc_audio"]["isEnablePCAudioAlarm"] != "0"
        unit = self.profile.unit
        state = {
            "IOAlarm": self._alarm(sensors.input, self._watched(records["input"])),
            "motionDetectAlarm": self._alarm(sensors.motion, self._watched(motion)),
            "soundAlarm": self._alarm(sensors.sound, listens),
            "record": str(int(self._watched(records["record_schedule"]))),
            "sdState": "1",
            "sdFreeSpace": f"15000000{unit}",
            "sdTotalSpace": f"31000000{unit}",
            "ntpState": str(int(records["time"]["timeSource"] == "0")),
            "ddnsState": records["ddns"]["isEnable"],
            "url": "http://garden.example.org:88",
            "upnpState": records["upnp"]["isEnable"],
            "isWifiConnected": "1",
            "wifiConnectedAP": records["wifi"]["ssid"],
            "infraLedState": str(int(self.camera.infrared)),
        }
        for name in self.profile.fields_gone.get("getDevState", ()):
            del state[name]
        return self._xml({"result": OK, **state, **records.get("getDevState", {})}, visit.command)

    @override
    def react(self) -> None:
        automatic = self.store.records["infrared"]["mode"] == "0"
        self._light(self.camera.night if automatic else self._lit)

    def _light(self, lit: bool) -> None:
        output = self.camera.output
        self._lit = lit
        output.high = output.lamp_when_low ^ lit

    @override
    def set_password(self, password: str) -> None:
        self.accounts[0] = replace(self.accounts[0], password=password)

    @override
    def booted(self) -> None:
        self._halt()
        point = self.store.records["selftest_preset"]["name"]
        if self.store.records["selftest"]["mode"] == "2" and point in self.points:
            self.camera.head.go(self.points[point])

    def _infrared(self, visit: Visit) -> Response:
        self._light(visit.name == "openInfraLed")
        self.camera.changed()
        return self.done(visit)

    def _clear_output(self, visit: Visit) -> Response:
        self.output_cleared += 1
        return self.done(visit)

    # Picture

    @override
    def tone(self) -> Tone:
        image, mirror = self.store.records["image"], self.store.records["mirror"]
        return Tone(
            brightness=int(image["brightness"]) / 100,
            contrast=int(image["contrast"]) / 100,
            flip=mirror["isFlip"] == "1",
            mirror=mirror["isMirror"] == "1",
        )

    def _reset_image(self, visit: Visit) -> Response:
        self.store.records["image"].update(DEFAULTS["image"])
        self.camera.changed()
        return self.done(visit)

    async def _snap(self, visit: Visit) -> Response:
        return self._answer(await self.camera.picture(SIZE), "image/jpeg")

    def _snap_page(self, visit: Visit) -> Response:
        name = self.local_time.strftime("%Y%m%d-%H%M%S")
        page = f'<html><body><img src="../snapPic/{name}.jpg"/></body></html>'
        return self._answer(page.encode(), "text/html")

    def _stream(self, visit: Visit) -> Response:
        if self.store.records["write_only"]["format"] != "1":
            return self._answer(b"No MJ stream", "text/plain")
        wanted = self.store.records["write_only"]
        response = moving(self.camera.pictures(SUB_SIZE, 1 / 15, lambda: wanted["format"] == "1"), BOUNDARY)
        if self.profile.doubled:
            response.body = f"--{BOUNDARY}\r\n".encode()
        return response

    def _set_video(self, visit: Visit) -> Response:
        command = self.commands[visit.name]
        number = visit.values.get("streamType", "")
        record = self.store.records["sub_video" if "Sub" in command.name else "main_video"]
        if f"resolution{number}" not in record:
            raise IllegalParameterError("streamType")
        known = {each.name: each for each in command.params}
        changes = {}
        for field in [name for name in record if name.endswith(number)]:
            name = field.removesuffix(number)
            text = visit.values.get(name, "0")
            is_checked = name in known and name in visit.values
            changes[field] = self.store.checked(known[name], text) if is_checked else text
        record.update(changes)
        self.camera.changed()
        return self.done(visit)

    def _write_only(self, visit: Visit) -> Response:
        command = self.commands[visit.name]
        (param,) = command.params
        text = self.store.checked(param, visit.values.get(param.name, ""))
        self.store.records["write_only"][param.name] = text
        return self.done(visit)

    # Motors

    def _move(self, visit: Visit) -> Response:
        pan, tilt = MOVES[visit.name]
        speed = 60.0 / (1 + int(self.store.records["ptz_speed"]["speed"]))
        self._halt()
        if pan:
            self.camera.head.pan.run(pan * speed)
        if tilt:
            self.camera.head.tilt.run(tilt * speed)
        return self.done(visit)

    def _halt(self) -> None:
        self.cruising = ""
        self.camera.head.pan.stop()
        self.camera.head.tilt.stop()

    def _stop(self, visit: Visit) -> Response:
        self._halt()
        return self.done(visit)

    def _center(self, visit: Visit) -> Response:
        self._halt()
        self.camera.head.go(Position(0, 0, self.camera.position.zoom))
        return self.done(visit)

    def _zoom(self, visit: Visit) -> Response:
        if "zoomFlag" not in self.profile.flags:
            return self._code(FAILED)
        speed = 10.0 * (1 + int(self.store.records["zoom_speed"]["speed"]))
        zoom = self.camera.head.zoom
        zoom.stop()
        if visit.name != "zoomStop":
            zoom.run(speed if visit.name == "zoomIn" else -speed)
        return self.done(visit)

    def _named(self, names: Mapping[str, object], visit: Visit, param: str = "name") -> str:
        name = visit.values.get(param, "")
        if name not in names:
            raise IllegalParameterError(name)
        return name

    def _listed(self, prefix: str, names: Mapping[str, object], most: int) -> Response:
        slots = [*islice(names, most), *[""] * (most - len(names))]
        listed = {f"{prefix}{index}": name for index, name in enumerate(slots)}
        return self._xml({"result": OK, "cnt": str(len(names)), **listed})

    def _point_list(self, visit: Visit) -> Response:
        return self._listed("point", self.points, MAX_POINTS)

    def _add_point(self, visit: Visit) -> Response:
        name = visit.values.get("name", "")
        if not name or len(self.points) >= MAX_POINTS:
            raise IllegalParameterError("name")
        self.points[name] = self.camera.position
        return self.done(visit)

    def _delete_point(self, visit: Visit) -> Response:
        del self.points[self._named(self.points, visit)]
        return self.done(visit)

    def _go_to_point(self, visit: Visit) -> Response:
        name = self._named(self.points, visit)
        self._halt()
        self.camera.head.go(self.points[name])
        return self.done(visit)

    def _map_list(self, visit: Visit) -> Response:
        return self._listed("map", self.maps, 8)

    def _map(self, visit: Visit) -> Response:
        points = self.maps[self._named(self.maps, visit)]
        listed = {f"point{index}": (*points, *[""] * 8)[index] for index in range(8)}
        return self._xml({"result": OK, "getResult": OK, **listed})

    def _set_map(self, visit: Visit) -> Response:
        name = visit.values.get("name", "")
        points = tuple(text for index in range(8) if (text := visit.values.get(f"point{index}", "")))
        if not name or any(point not in self.points for point in points):
            raise IllegalParameterError("name")
        self.maps[name] = points
        return self.done(visit)

    def _delete_map(self, visit: Visit) -> Response:
        del self.maps[self._named(self.maps, visit)]
        return self.done(visit)

    def _start_cruise(self, visit: Visit) -> Response:
        self.cruising = self._named(self.maps, visit, "mapName")
        axis = self.camera.head.tilt if self.cruising == "Vertical" else self.camera.head.pan
        axis.swing()
        return self.done(visit)

    def _linger(self, visit: Visit) -> Response:
        name = self._named(self.maps, visit)
        record = self.store.records.get(f"linger {name}", {})
        times = {f"time{index}": record.get(f"time{index}", "0") for index in range(8)}
        return self._xml({"result": OK, **times})

    def _set_linger(self, visit: Visit) -> Response:
        name = self._named(self.maps, visit)
        times = {f"time{index}": visit.values.get(f"time{index}", "0") for index in range(8)}
        self.store.records[f"linger {name}"] = times
        return self.done(visit)

    # Accounts

    def _change_accounts(self, visit: Visit) -> Response:
        values = visit.values
        name = values.get("usrName", "")
        found = next((each for each in self.accounts if each.name == name), None)
        if visit.name == "addAccount":
            if found or not name or values.get("privilege") not in ("0", "1", "2"):
                raise IllegalParameterError("usrName")
            access = Access(int(values["privilege"]) + Access.VISITOR)
            self.accounts.append(Account(name, values.get("usrPwd", ""), access))
            return self.done(visit)
        if found is None or values.get("oldPwd", found.password) != found.password:
            raise IllegalParameterError("usrName")
        self.accounts.remove(found)
        if visit.name != "delAccount":
            changed = replace(
                found, name=values.get("newUsrName", name), password=values.get("newPwd", found.password)
            )
            self.accounts.append(changed)
        return self.done(visit)

    def _users(self, visit: Visit) -> Response:
        names = [each.name for each in self.accounts]
        if visit.name == "getSessionList":
            names = [visit.account.name]
        listed = {f"usr{index}": name for index, name in enumerate(names)}
        return self._xml({"result": OK, "usrCnt": str(len(names)), **listed}, visit.command)

    def _log_in(self, visit: Visit) -> Response:
        account = known(self.accounts, visit.values.get("usrName", ""), visit.values.get("pwd", ""))
        if account is NOBODY:
            return self._xml({"result": OK, "logInResult": "-5"})
        return self._xml({"result": OK, "logInResult": OK, "privilege": str(account.access - Access.VISITOR)})

    # Network, files, restart

    def _scan(self, visit: Visit) -> Response:
        self._networks = NETWORKS
        return self.done(visit)

    def _scan_result(self, visit: Visit) -> Response:
        start = int(visit.values.get("startNo") or 0)
        seen = self._networks[start : start + 10]
        listed = {f"ap{index}": text for index, text in enumerate(seen)}
        total = str(len(self._networks))
        return self._xml({"result": OK, "totalCnt": total, "curCnt": str(len(seen)), **listed})

    def _test(self, visit: Visit) -> Response:
        record = self.store.records["ftp" if visit.name == "testFtpServer" else "mail"]
        right = visit.values.get("password") == record["password"]
        return self._xml({"result": OK, "testResult": OK if right else "-1"})

    def _get_log(self, visit: Visit) -> Response:
        start = int(visit.values.get("offset") or 0)
        lines = [f"{1400000000 + index}+admin+192.0.2.7+2" for index in range(25)]
        told = lines[start : start + min(10, int(visit.values.get("count") or 10))]
        listed = {f"log{index}": text for index, text in enumerate(told)}
        counts = {"totalCnt": str(len(lines)), "curCnt": str(len(told))}
        return self._xml({"result": OK, **counts, **listed}, visit.command)

    def _record_list(self, visit: Visit) -> Response:
        return self._xml({"result": OK, "totalCnt": "1", "curCnt": "1", "record0": "20140601/record_1.avi"})

    def _restore(self, visit: Visit) -> Response:
        self._factory_settings((Account("admin", ""),))
        return self.reboot(visit)

    def _refuse_code(self, visit: Visit) -> Response:
        return self._xml({"result": OK, "restoreResult": "-1"})

    def _export(self, visit: Visit) -> Response:
        return self._xml({"result": OK, "fileName": "configs.bin"})

    def _file(self, visit: Visit) -> Response:
        return self._answer(BACKUP, "application/octet-stream")

    def _upload(self, visit: Visit) -> Response:
        content = visit.request.upload
        if visit.request.method != "POST" or not content:
            raise IllegalParameterError("file")
        self.uploads.append((visit.name, content))
        return self.reboot(visit)


_PRODUCT_PARTS = (
    "Model", "ModelName", "Language", "SensorType", "WifiType", "AppVer", "AllInfo",
    *(name.removeprefix("getProduct") for name in FLAGS),
)  # fmt: skip
_EPOCH = (1970, 1, 1, 0, 0, 0)


_MEANINGS = {BAD_LOGIN: Outcome.STRANGER, DENIED: Outcome.DENIED}


def _decoded(text: str) -> str:
    return unquote(text, errors="surrogateescape")
