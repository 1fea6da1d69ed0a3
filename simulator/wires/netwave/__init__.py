"""Netwave cameras: IP Camera CGI 1.27, and IPCAM CGI SDK 2.1 as the firmware `sdk21`."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
import json
import re
from time import monotonic
from typing import override
import zlib

from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Command

from ...http import Outcome, Response
from ...login import NOBODY, Account, HeaderLogin, known
from ...scene import Size, Tone
from ...store import IllegalParameterError
from ..base import SimulatedWire, Visit
from ..camera import Camera
from .alarm import Alarm, Diary
from .answers import Answers, Row
from .decoder import Decoder
from .firmware import DEFAULTS, PROFILES
from .jpeg import as_encoded

SIZES: Mapping[str, Size] = {"2": (160, 120), "8": (320, 240), "32": (640, 480)}
RATES: Mapping[int, float] = {
    0: 0,
    1: 1 / 20,
    3: 1 / 15,
    6: 1 / 10,
    11: 1 / 5,
    12: 1 / 4,
    13: 1 / 3,
    14: 1 / 2,
    15: 1,
    17: 2,
    19: 3,
    21: 4,
    23: 5,
}
"""Seconds between two pictures; a code in between counts as the one before it."""
SCAN_SECONDS = 0.5
"""How long a search for Wi-Fi networks takes."""
NETWORKS = (
    ("02c0ffee0a01", "Orchard", "0", "4"),
    ("02c0ffee0a02", "Mill & Co", "0", "3"),
    ("02c0ffee0a03", "Bob's café", "0", "2"),
    ("02c0ffee0a04", "", "1", "0"),
)
"""Wi-Fi networks in reach: BSSID, name, mode, security."""
BACKUP_MAGIC = b"SIMCAM01"
FRONT_PAGE = b"""<html><head><title>IP camera</title></head>
<body style="margin:0;background:#222"><img src="/videostream.cgi" alt="live picture"></body></html>
"""


class SimulatedNetwave(SimulatedWire):
    """A netwave camera of one firmware."""

    live = {
        "get_status": ("id", "sys_ver", "app_ver", "alias", "now", "tz", "alarm_status"),
        "params": ("now",),
        "check_user": ("user", "pwd", "pri"),
        "get_log": ("log_text",),
        "get_wifi_scan_result": ("ap_number", "ap_bssid[0]", "ap_ssid[0]", "ap_mode[0]", "ap_security[0]"),
    }

    def __init__(self, camera: Camera, profile: str) -> None:
        self.profile = PROFILES[profile]
        super().__init__(camera, self.profile.commands)
        records = self.store.records
        self.decoder = Decoder(camera, records)
        self.diary = Diary()
        self.alarm = Alarm(camera, records, self.decoder, self.diary)
        self.extra_io = 0
        """The lines of the extra I/O chip."""
        self.serial_output = b""
        """What went out over the serial port."""
        self.uploads: list[tuple[str, bytes]] = []
        """Files that were sent, by command."""
        self._answers = Answers(self.profile, camera.accent, lambda: camera.clock.now)
        self._login = HeaderLogin(digest=self.profile.digest)
        self._scanned = float("inf")
        self.behaviours = {
            "check_user": self._check_user,
            "snapshot": self._snapshot,
            "videostream": self._videostream,
            # This camera has no sound, and so no ASF.
            "videostream.asf": self.unknown,
            "decoder_control": self._decoder_control,
            "set_extra_io": self._set_extra_io,
            "comm_write": self._comm_write,
            "set_datetime": self._set_datetime,
            "set_mac": self._set_mac,
            "reboot": self.reboot,
            "restore_factory": self._restore_factory,
            "upgrade_firmware": self._upload,
            "upgrade_htmls": self._upload,
            "restore_params": self._upload,
            "set_factory_params": self._upload,
            "backup_params": self._backup_params,
            "wifi_scan": self._wifi_scan,
            "get_wifi_scan_result": self._wifi_scan_result,
            "get_log": self._get_log,
            "test_mail": lambda _visit: self._tested("mail_svr"),
            "test_ftp": lambda _visit: self._tested("ftp_svr"),
            "set_factory_ddns": self._set_factory_ddns,
            "restore_factory_ddns": self._restore_factory_ddns,
        }
        self._factory_settings(camera.first_accounts)

    def _factory_settings(self, accounts: Sequence[Account]) -> None:
        profile = self.profile
        self.store.reset(live=self.live, defaults=DEFAULTS, without=profile.lacks, extras=profile.extras)
        self._params.update(
            id=self.camera.serial,
            sys_ver=self.profile.sys_ver,
            app_ver=self.profile.app_ver,
            alias=self.camera.alias,
        )
        for index, account in enumerate(accounts, start=1):
            self._params[f"user{index}_name"] = account.name
            self._params[f"user{index}_pwd"] = account.password
            self._params[f"user{index}_pri"] = str(account.access - Access.VISITOR)
        self.accent.settle(self.store.records)

    @property
    def _params(self) -> dict[str, str]:
        return self.store.records["params"]

    @override
    async def answer(self, visit: Visit) -> Response:
        if self.profile.picky and not visit.request.headers.get("user-agent", "").startswith("Mozilla"):
            return self.nothing()
        return await super().answer(visit)

    # Who asks

    @override
    def access(self, command: Command) -> Access:
        if command.access is Access.NONE and not self.profile.open_status:
            return Access.VISITOR
        return command.access

    @override
    def login(self, visit: Visit) -> dict[str, str]:
        """Look for the login in the query and in the header.

        Where `user` and `pwd` are settings of the command, the login is in `cam_user` and `cam_pwd`.
        """
        command, request = visit.command, visit.request
        prefix = "cam_" if command and any(param.name == "user" for param in command.params) else ""
        values: dict[str, str] = {}
        for name, text in self.query(request):
            values.setdefault(name, text)
        name, password = values.pop(f"{prefix}user", ""), values.pop(f"{prefix}pwd", "")
        values.pop("next_url", None)
        accounts = list(self._accounts())
        by_header, tried = NOBODY, False
        if self.profile.by_header:
            by_header, tried = self._login.check(request, self.realm, accounts)
        by_query = known(accounts, name, password) if self.profile.by_query else NOBODY
        visit.account = by_header if by_query is NOBODY else by_query
        now = self.alarm.local_time
        if visit.account is not NOBODY:
            self.diary.greet(now, visit.account.name, request.client)
        elif tried or (name and self.profile.by_query):
            self.camera.refused_logins += 1
            self.diary.note(now, name, request.client, "login refused")
        return values

    def _accounts(self) -> Iterator[Account]:
        for index in range(1, 9):
            if name := self._params[f"user{index}_name"]:
                access = Access(int(self._params[f"user{index}_pri"]) + Access.VISITOR)
                yield Account(name, self._params[f"user{index}_pwd"], access)

    @property
    def realm(self) -> str:
        """The realm of the challenge, which tells the camera's id to everybody."""
        return f"ipcamera_{self._params['id']}"

    # How answers look

    @override
    def unknown(self, visit: Visit) -> Response:
        if visit.request.path in ("/", "/index.htm"):
            return self._answers.file(FRONT_PAGE, "text/html")
        return self._answers.page(404, "There is no such file.")

    @override
    def refused(self, visit: Visit) -> Response:
        challenge = ("WWW-Authenticate", self._login.challenge(self.realm))
        return self._answers.page(401, "Log in first.", challenge)

    @override
    def denied(self, visit: Visit) -> Response:
        return self.refused(visit)

    @override
    def illegal(self, visit: Visit) -> Response:
        return self._answers.error("illegal params")

    @override
    def done(self, visit: Visit) -> Response:
        return self._answers.done().meaning(Outcome.DONE)

    @override
    def show(self, command: Command, visit: Visit) -> Response:
        record = self.store.records.get(command.group or command.name, {})
        codecs = {each.name: each.codec for each in command.returns}
        fresh = {name: text for name, text in self._fresh(command.name).items() if name in codecs}
        told = self.told(command, record | fresh)
        rows: list[Row] = [(name, told[name], codec) for name, codec in codecs.items() if name in told]
        rows += [(name, text, None) for name, text in told.items() if name not in codecs]
        if self.profile.backwards:
            rows.reverse()
        return self._answers.script(rows)

    def _fresh(self, name: str) -> dict[str, str]:
        """Return what a getter works out anew."""
        now = str(self.camera.clock.now)
        if name == "get_params":
            return {"now": now}
        if name == "get_status":
            known_from = ("id", "sys_ver", "app_ver", "alias", "tz")
            fresh = {each: self._params[each] for each in known_from}
            return fresh | {"now": now, "alarm_status": str(self.alarm.code)}
        return {}

    # What happens of itself

    @override
    def react(self) -> None:
        self.alarm.react()

    @override
    def set_password(self, password: str) -> None:
        self.store.records["params"]["user1_pwd"] = password

    @override
    def booted(self) -> None:
        self._login.renew()
        self.diary.forget_callers()
        self.decoder.start()

    # Pictures

    @override
    def tone(self) -> Tone:
        record = self.store.records["camera"]
        flip = int(record["flip"])
        return Tone(
            brightness=int(record["brightness"]) / 255,
            contrast=int(record["contrast"]) / 6,
            flip=bool(flip & 1),
            mirror=bool(flip & 2),
        )

    @override
    def encoded(self, jpeg: bytes) -> bytes:
        return as_encoded(jpeg)

    @override
    def title(self) -> str:
        return self._params["alias"]

    @override
    def wall_clock(self) -> datetime:
        return self.alarm.local_time

    def _may_watch(self) -> bool:
        return not self.alarm.viewing_forbidden

    def _size(self, code: str) -> Size:
        try:
            return SIZES[code or self.store.records["camera"]["resolution"]]
        except KeyError:
            raise IllegalParameterError(f"resolution {code}") from None

    async def _snapshot(self, visit: Visit) -> Response:
        if not self._may_watch():
            return self._answers.error("forbidden")
        jpeg = await self.camera.picture(self._size(""))
        own = f"snapshot_{self._params['id']}_{self.alarm.local_time:%Y%m%d%H%M%S}"
        name = visit.request.get("next_url") or own
        # These cameras name the file without saying that it is an attachment.
        return self._answers.file(jpeg, "image/jpeg", ("Content-Disposition", f'filename="{name}.jpg"'))

    def _videostream(self, visit: Visit) -> Response:
        if not self._may_watch():
            return self._answers.error("forbidden")
        size = self._size(visit.values.get("resolution", ""))
        rate = visit.values.get("rate") or "0"
        if not rate.isdecimal() or int(rate) > max(RATES):
            raise IllegalParameterError(f"rate {rate}")
        codes = list(RATES)
        interval = RATES[codes[bisect_right(codes, int(rate)) - 1]]
        return self._answers.stream(self.camera.pictures(size, interval, self._may_watch))

    # Motors, output, lines

    def _decoder_control(self, visit: Visit) -> Response:
        self.decoder.act(
            visit.values.get("command", ""),
            once=visit.values.get("onestep") == "1",
            degree=visit.values.get("degree", ""),
        )
        return self.done(visit)

    def _set_extra_io(self, visit: Visit) -> Response:
        value = visit.values.get("value", "")
        if not value.isdecimal() or int(value) > 255:
            raise IllegalParameterError(f"value {value}")
        self.extra_io = int(value)
        return self.done(visit)

    def _comm_write(self, visit: Visit) -> Response:
        data = visit.values.get("data", "").encode("utf-8", "surrogateescape")
        port, length = visit.values.get("port"), visit.values.get("bytes")
        if port not in ("0", "1", "2", "3") or length != str(len(data)):
            raise IllegalParameterError(f"port {port}, bytes {length}")
        self.serial_output = (self.serial_output + data)[-4096:]
        return self.done(visit)

    # Settings with a life of their own

    def _set_datetime(self, visit: Visit) -> Response:
        self.store.apply(self.commands["set_datetime"], visit.values)
        if now := visit.values.get("now"):
            self.camera.clock.set(int(now))
        self.camera.changed()
        return self.done(visit)

    def _set_mac(self, visit: Visit) -> Response:
        mac = visit.values.get("mac", "")
        if not re.fullmatch(r"[0-9A-Fa-f]{12}", mac):
            raise IllegalParameterError(f"mac {mac}")
        self._params["id"] = mac.upper()
        return self.done(visit)

    def _restore_factory(self, visit: Visit) -> Response:
        self._factory_settings([Account("admin", "")])
        self._params["alias"] = ""
        return self.reboot(visit)

    def _set_factory_ddns(self, visit: Visit) -> Response:
        self.store.apply(self.commands["set_factory_ddns"], visit.values)
        return self._restore_factory_ddns(visit)

    def _restore_factory_ddns(self, visit: Visit) -> Response:
        factory = self.store.records["factory_ddns"]
        self._params.update((name.removeprefix("factory_"), text) for name, text in factory.items())
        return self.done(visit)

    # Files

    def _upload(self, visit: Visit) -> Response:
        content = visit.request.upload
        if visit.request.method != "POST" or not content:
            return self._answers.error("illegal http frame")
        if visit.name == "restore_params":
            try:
                saved = json.loads(zlib.decompress(content.removeprefix(BACKUP_MAGIC)))
            except ValueError, zlib.error:
                return self._answers.error("illegal file")
            self.store.records.clear()
            self.store.records.update(saved)
        self.uploads.append((visit.name, content))
        return self.reboot(visit)

    def _backup_params(self, _visit: Visit) -> Response:
        content = BACKUP_MAGIC + zlib.compress(json.dumps(self.store.records).encode())
        disposition = ("Content-Disposition", 'filename="params.bin"')
        return self._answers.file(content, "application/octet-stream", disposition)

    # Questions

    def _check_user(self, visit: Visit) -> Response:
        account = visit.account
        command = self.commands["check_user"]
        known = {"user": account.name, "pwd": account.password, "pri": str(int(account.access))}
        told = self.told(command, known)
        fields = (each for each in command.returns if each.name in told)
        return self._answers.script([(each.name, told[each.name], each.codec) for each in fields])

    def _wifi_scan(self, visit: Visit) -> Response:
        self._scanned = monotonic() + SCAN_SECONDS
        return self.done(visit)

    def _wifi_scan_result(self, _visit: Visit) -> Response:
        if monotonic() < self._scanned:
            # Nothing at all until a search has ended.
            return self.nothing()
        script = [f"var ap_{name}=new Array();" for name in ("bssid", "ssid", "mode", "security")]
        for index, (bssid, ssid, mode, security) in enumerate(NETWORKS):
            script += [
                f"ap_bssid[{index}]='{bssid}';",
                f"ap_ssid[{index}]='{ssid}';",
                f"ap_mode[{index}]={mode};",
                f"ap_security[{index}]={security};",
            ]
        script.append(f"var ap_number={len(NETWORKS)};")
        return self._answers.text("\n".join(script) + "\n")

    def _get_log(self, _visit: Visit) -> Response:
        return self._answers.text(f"var log_text='{self.diary.text}\n';\n")

    def _tested(self, server: str) -> Response:
        """Return the result of a test: without a server, no connection."""
        return self._answers.script([("result", "0" if self._params[server] else "-1", None)])
