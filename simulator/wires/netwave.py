"""Netwave cameras: JavaScript variables, `ok.`, errors under status 200, Basic or Digest or query login."""

import asyncio
from base64 import b64decode
from bisect import bisect_right
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from hashlib import md5
from http import HTTPStatus
from itertools import cycle
import json
import re
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING, override
from urllib.parse import urlsplit
import zlib

from custom_components.ipcam_cgi.ipcam.catalogue import Access, Catalogue, Command
from custom_components.ipcam_cgi.ipcam.dialects.netwave.commands import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.sdk21 import COMMANDS_21
from custom_components.ipcam_cgi.ipcam.values import Codec, Text

from ..http import Headers, Multipart, Part, Response
from ..motors import Axis, Position
from ..scene import Size, Tone
from ..store import REDACTED, IllegalParameter
from .base import SimulatedWire, Visit

if TYPE_CHECKING:
    from ..camera import Account, SimulatedCamera

SIZES: Mapping[str, Size] = {"2": (160, 120), "8": (320, 240), "32": (640, 480)}
RATES: Mapping[int, float] = {
    0: 0, 1: 1 / 20, 3: 1 / 15, 6: 1 / 10, 11: 1 / 5, 12: 1 / 4, 13: 1 / 3, 14: 1 / 2,
    15: 1, 17: 2, 19: 3, 21: 4, 23: 5,
}  # fmt: skip
"""Seconds between two pictures; a code in between counts as the one below it."""
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
SCAN_SECONDS = 0.5
LOG_LINES = 100
STEP = 5.0
"""How far a single step goes, in units of the motors, where no degree is given."""
SLOW_ZOOM = 30.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a firmware writes one statement of a reply."""

    var: str = "var "
    equals: str = "="
    quote: str = "'"
    quoted_empty: bool = True
    end: str = ";\n"


PLAIN = (Style(),)
MIXED = (
    Style(),
    Style(var=""),
    Style(quote='"'),
    Style(end=";\r\n"),
    Style(equals=" =", end="; "),
    Style(quoted_empty=False),
    Style(var="var\n", end=";"),
)
"""Every form that has been seen on some camera, one after the other in a single reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One firmware. `lacks` and `extras` are the fields that differ from the manual, per record."""

    commands: Catalogue = field(default_factory=lambda: COMMANDS, repr=False)
    sys_ver: str = "11.37.2.49"
    app_ver: str = "2.4.18.27"
    digest: bool = False
    open_status: bool = True
    styles: tuple[Style, ...] = PLAIN
    done: str = "ok.\n"
    backwards: bool = False
    """Fields come in another order than in the manual."""
    lacks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    extras: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


SEEN_EXTRAS = {
    "get_status": {"p2p_status": "0", "p2p_local_port": "23456"},
}
NEW_EXTRAS = {
    "get_status": {
        **SEEN_EXTRAS["get_status"],
        "temperature": "0.0",
        "humidity": "0",
        "tridro_error": "",
    },
    "params": {
        "alarm_motion_area": "4294967264",
        "wifi_signal_boost": "1",
        "mail_subject": "Alarm at the gate",
        "ftp_keepalive": "30",
        **{f"dev{n}_alias": f"Shed {n}" for n in range(5, 10)},
    },
    "camera": {"fps": "0", "hue": "3"},
    "misc": {"ptz_preset_rate": "1"},
    "forbidden": {"schedule_override": "2"},
}
"""Fields of newer firmware, some seen on real cameras and some that nobody has seen yet."""

PROFILES: Mapping[str, Profile] = {
    "standard": Profile(extras=SEEN_EXTRAS),
    "sdk21": Profile(commands=COMMANDS_21, sys_ver="3.5.1.18", app_ver="1.9.4.2"),
    "old": Profile(
        sys_ver="Ver 1.8",
        app_ver="Ver 1.7.22",
        done="ok.\r\n",
        backwards=True,
        lacks={
            "get_status": frozenset({"wifi_status", "msn_status", "oray_type"}),
            "params": frozenset(
                {
                    "daylight_saving_time",
                    "dhcp_vendor",
                    "wifi_country",
                    "mail_tls",
                    "ftp_retain",
                    "alarm_motion_compensation",
                    "alarm_sounddetect_armed",
                    "alarm_sounddetect_sensitivity",
                }
            ),
            "misc": frozenset({"ptz_preset_onstart"}),
        },
    ),
    "new": Profile(sys_ver="11.37.2.56", digest=True, open_status=False, extras=NEW_EXTRAS),
    "quirky": Profile(styles=MIXED, done="ok.\r\n", extras=NEW_EXTRAS),
}

DEFAULTS = {
    "get_status": {"ddns_status": "0", "wifi_status": "1"},
    "params": {
        "ntp_svr": "pool.ntp.org",
        "ip": "0.0.0.0",
        "mask": "0.0.0.0",
        "gateway": "0.0.0.0",
        "dns": "0.0.0.0",
        "port": "80",
        "wifi_enable": "1",
        "wifi_ssid": "Orchard",
        "wifi_encrypt": "4",
        "wifi_channel": "5",
        "wifi_wpa_psk": "apple tree 27",
        "ftp_port": "21",
        "mail_port": "25",
        "alarm_motion_sensitivity": "2",
        "alarm_sounddetect_sensitivity": "5",
        "alarm_ioin_level": "0",
        "alarm_ioout_level": "1",
    },
    "camera": {"resolution": "32", "brightness": "128", "contrast": "3"},
    "misc": {"ptz_patrol_rate": "20"} | {f"ptz_patrol_{way}_rate": "15" for way in ("up", "down", "left", "right")},
}

NETWORKS = (
    ("02c0ffee0a01", "Orchard", "0", "4"),
    ("02c0ffee0a02", "Mill & Co", "0", "3"),
    ("02c0ffee0a03", "Bob's café", "0", "2"),
    ("02c0ffee0a04", "", "1", "0"),
)
"""Wi-Fi networks in reach: BSSID, name, mode, security."""

BACKUP_MAGIC = b"SIMCAM01"


class SimulatedNetwave(SimulatedWire):
    """IP Camera CGI 1.27, and IPCAM CGI SDK 2.1 as profile `sdk21`."""

    live = {
        "get_status": ("id", "sys_ver", "app_ver", "alias", "now", "tz", "alarm_status"),
        "params": ("now",),
        "check_user": ("user", "pwd", "pri"),
        "get_log": ("log_text",),
        "test_mail": ("result",),
        "test_ftp": ("result",),
        "get_wifi_scan_result": ("ap_number", "ap_bssid[0]", "ap_ssid[0]", "ap_mode[0]", "ap_security[0]"),
    }

    def __init__(self, camera: "SimulatedCamera", profile: str) -> None:
        self.profile = PROFILES[profile]
        super().__init__(camera, self.profile.commands)
        self.presets: dict[int, Position] = {}
        self.extra_io = 0
        self.serial_output = b""
        """What went out over the serial port."""
        self.uploads: list[tuple[str, bytes]] = []
        """Files that were sent, by command."""
        self.pushes: list[str] = []
        """Addresses that were called because of an alarm."""
        self._log: list[str] = []
        self._callers: set[tuple[str, str]] = set()
        self._alarm = 0
        self._scanned = float("inf")
        self._nonce = token_hex(16)
        self._presets_disabled = False
        self.behaviours = {
            "check_user": self._check_user,
            "snapshot": self._snapshot,
            "videostream": self._videostream,
            "videostream.asf": self.unknown,
            "decoder_control": self._decoder_control,
            "set_extra_io": self._set_extra_io,
            "comm_write": self._comm_write,
            "set_datetime": self._set_datetime,
            "set_mac": self._set_mac,
            "reboot": self._reboot,
            "restore_factory": self._restore_factory,
            "upgrade_firmware": self._upload,
            "upgrade_htmls": self._upload,
            "restore_params": self._upload,
            "set_factory_params": self._upload,
            "backup_params": self._backup_params,
            "wifi_scan": self._wifi_scan,
            "get_wifi_scan_result": self._wifi_scan_result,
            "get_log": self._get_log,
            "test_mail": self._test_mail,
            "test_ftp": self._test_ftp,
            "set_factory_ddns": self._set_factory_ddns,
            "restore_factory_ddns": self._restore_factory_ddns,
        }
        self._factory_settings(camera.first_accounts)

    def _factory_settings(self, accounts: "tuple[Account, ...]") -> None:
        self.store.reset(live=self.live, defaults=DEFAULTS)
        for name, fields in self.profile.lacks.items():
            self.store.forget(name, fields)
        for name, extras in self.profile.extras.items():
            self.store.records[name].update(extras)
        params = self.store.records["params"]
        params.update(
            id=self.camera.serial,
            sys_ver=self.profile.sys_ver,
            app_ver=self.profile.app_ver,
            alias=self.camera.alias,
        )
        for index, account in enumerate(accounts, start=1):
            params[f"user{index}_name"] = account.name
            params[f"user{index}_pwd"] = account.password
            params[f"user{index}_pri"] = str(account.access - Access.VISITOR)

    # Who asks

    @override
    def access(self, command: Command) -> Access:
        if command.access is Access.NONE and not self.profile.open_status:
            return Access.VISITOR
        return command.access

    @override
    def login(self, visit: Visit) -> dict[str, str]:
        """Take the login out of the query, or out of the header.

        Where `user` and `pwd` are settings of the command, the login is in `cam_user` and `cam_pwd`.
        """
        command, request = visit.command, visit.request
        own = {param.name for param in command.params} if command else set()
        prefix = "cam_" if "user" in own else ""
        values: dict[str, str] = {}
        for name, text in request.query:
            values.setdefault(name, text)
        name, password = values.pop(f"{prefix}user", None), values.pop(f"{prefix}pwd", None)
        values.pop("next_url", None)
        given = name is not None
        for account in self._accounts():
            if given and (account.name, account.password) == (name, password or ""):
                visit.account = account
        header = request.headers.get("authorization", "")
        if visit.account is None and header:
            visit.account, current = self._by_header(visit, header)
            given = given or current
        if visit.account is None and given:
            self.camera.refused_logins += 1
            self._note(name or "", request.client, "login refused")
        elif visit.account is not None and (visit.account.name, request.client) not in self._callers:
            self._callers.add((visit.account.name, request.client))
            self._note(visit.account.name, request.client, "access")
        return values

    def _accounts(self) -> "Iterator[Account]":
        from ..camera import Account  # noqa: PLC0415

        params = self.store.records["params"]
        for index in range(1, 9):
            if name := params[f"user{index}_name"]:
                access = Access(int(params[f"user{index}_pri"]) + Access.VISITOR)
                yield Account(name, params[f"user{index}_pwd"], access)

    def _by_header(self, visit: Visit, header: str) -> "tuple[Account | None, bool]":
        """Return the account of an Authorization header, and whether it was a true attempt."""
        scheme, _, rest = header.partition(" ")
        if scheme.lower() == "basic" and not self.profile.digest:
            with suppress(ValueError):
                name, _, password = b64decode(rest).decode("utf-8", "surrogateescape").partition(":")
                for account in self._accounts():
                    if (account.name, account.password) == (name, password):
                        return account, True
            return None, True
        if scheme.lower() == "digest" and self.profile.digest:
            parts = {key: value.strip('"') for key, value in re.findall(r'(\w+)=("[^"]*"|[^\s,]+)', rest)}
            if parts.get("nonce") != self._nonce:
                # Of an earlier start: the answer is a new challenge, and nobody was refused.
                return None, False
            for account in self._accounts():
                if parts.get("username") == account.name and self._proves(visit, parts, account):
                    return account, True
            return None, True
        return None, False

    def _proves(self, visit: Visit, parts: Mapping[str, str], account: "Account") -> bool:
        if parts.get("uri") != visit.request.target:
            return False
        secret = _hash(f"{account.name}:{self.realm}:{account.password}")
        wanted = _hash(f"{visit.request.method}:{visit.request.target}")
        middle = [self._nonce]
        if parts.get("qop"):
            middle += [parts.get("nc", ""), parts.get("cnonce", ""), parts["qop"]]
        return parts.get("response") == _hash(":".join([secret, *middle, wanted]))

    @property
    def realm(self) -> str:
        """The realm of the challenge, which tells the camera's id to everybody."""
        return f"ipcamera_{self.store.records['params']['id']}"

    # How answers look

    def _answer(self, body: bytes, content_type: str = "text/plain", extra: Headers = []) -> Response:  # noqa: B006
        headers = [
            ("Server", "Netwave IP Camera"),
            ("Date", formatdate(self.camera.clock.now, usegmt=True)),
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            *extra,
            ("Connection", "close"),
        ]
        return Response(headers=headers, body=body)

    def _text(self, text: str) -> Response:
        body = text.encode("utf-8", "surrogateescape")
        return self._answer(body, extra=[("Cache-Control", "no-cache")])

    def _page(self, status: int, sentence: str, extra: Headers = []) -> Response:  # noqa: B006
        title = f"{status} {HTTPStatus(status).phrase}"
        html = (
            f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD>\n"
            f"<BODY><H4>{title}</H4>\n{sentence}\n</BODY></HTML>\n"
        )
        response = self._answer(html.encode(), "text/html")
        response.headers[2:2] = extra
        response.status = status
        return response

    @override
    def nothing(self) -> Response:
        return self._text("")

    @override
    def unknown(self, visit: Visit) -> Response:
        if visit.request.path in ("/", "/index.htm"):
            return self._answer(_FRONT_PAGE, "text/html")
        return self._page(404, "There is no such file.")

    @override
    def refused(self, visit: Visit) -> Response:
        challenge = f'Basic realm="{self.realm}"'
        if self.profile.digest:
            challenge = f'Digest realm="{self.realm}", nonce="{self._nonce}", qop="auth"'
        return self._page(401, "Log in first.", [("WWW-Authenticate", challenge)])

    @override
    def denied(self, visit: Visit) -> Response:
        return self.refused(visit)

    @override
    def illegal(self, visit: Visit) -> Response:
        return self._text("error: illegal params.")

    @override
    def done(self, visit: Visit) -> Response:
        return self._text(self.profile.done)

    @override
    def show(self, command: Command, visit: Visit) -> Response:
        record = self.store.records.get(command.group or command.name, {})
        fresh = self._fresh(command.name)
        known = [(each.name, each.codec) for each in command.returns]
        rows: list[tuple[str, str, Codec | None]] = [
            (name, fresh.get(name, record.get(name, "")), codec)
            for name, codec in known
            if name in fresh or name in record
        ]
        names = {name for name, _ in known}
        rows += [(name, text, None) for name, text in record.items() if name not in names]
        if self.profile.backwards:
            rows.reverse()
        return self._script(rows)

    def _script(self, rows: "list[tuple[str, str, Codec | None]]") -> Response:
        styles = cycle(self.profile.styles)
        return self._text(
            "".join(_statement(style, *row) for style, row in zip(styles, rows, strict=False))
        )

    def _fresh(self, name: str) -> dict[str, str]:
        params = self.store.records["params"]
        now = str(self.camera.clock.now)
        if name == "get_params":
            return {"now": now}
        if name == "get_status":
            fresh = {each: params[each] for each in ("id", "sys_ver", "app_ver", "alias", "tz")}
            return fresh | {"now": now, "alarm_status": str(self.alarm)}
        return {}

    # Sensors, schedules, what follows from an alarm

    @property
    def local_time(self) -> datetime:
        """The camera's local time: its zone counts seconds west of UTC."""
        params = self.store.records["params"]
        seconds = int(params.get("daylight_saving_time", "0")) - int(params["tz"])
        return datetime.fromtimestamp(self.camera.clock.now, UTC) + timedelta(seconds=seconds)

    def _scheduled(self, record: Mapping[str, str], prefix: str) -> bool:
        """Whether the bit of the current quarter of an hour is set in a weekly plan."""
        now = self.local_time
        quarter = now.hour * 4 + now.minute // 15
        word, bit = divmod(quarter, 32)
        text = record.get(f"{prefix}schedule_{DAYS[now.isoweekday() % 7]}_{word}", "0")
        return bool(int(text) >> bit & 1)

    @property
    def alarm(self) -> int:
        """The code of the current alarm: of what is armed, motion counts before input before sound."""
        params, sensors = self.store.records["params"], self.camera.sensors
        if params.get("alarm_schedule_enable") == "1" and not self._scheduled(params, "alarm_"):
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
    def forbidden(self) -> bool:
        """Whether nobody may watch now."""
        record = self.store.records["forbidden"]
        return record["schedule_enable"] == "1" and self._scheduled(record, "")

    @override
    def react(self) -> None:
        before, self._alarm = self._alarm, self.alarm
        if self._alarm == before:
            return
        params, output = self.store.records["params"], self.camera.output
        if not self._alarm:
            if params.get("alarm_iolinkage") == "1":
                output.high = params.get("alarm_ioout_level") != "1"
            return
        self._note("", self.camera.address.host, f"{('', 'motion', 'input', 'sound')[self._alarm]} detect")
        if params.get("alarm_iolinkage") == "1":
            output.high = params.get("alarm_ioout_level") == "1"
        if (preset := int(params.get("alarm_preset", "0"))) in self.presets:
            self.camera.head.go(self.presets[preset])
        if params.get("alarm_http") == "1" and self.camera.online:
            self.camera.later(self._push(params["alarm_http_url"]))

    async def _push(self, address: str) -> None:
        """Call an address as the camera does: HTTP/1.0, and nobody reads the answer."""
        with suppress(ValueError, OSError, TimeoutError):
            parts = urlsplit(address)
            if parts.hostname not in ("127.0.0.1", "localhost"):
                return
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            self.pushes.append(address)
            async with asyncio.timeout(5):
                reader, writer = await asyncio.open_connection("127.0.0.1", parts.port or 80)
                try:
                    head = f"GET {target} HTTP/1.0\r\nHOST: {parts.netloc.rpartition('@')[2]}\r\n"
                    writer.write(f"{head}User-Agent: Netwave IP Camera\r\n\r\n".encode())
                    await reader.read(4096)
                finally:
                    writer.close()

    @override
    def booted(self) -> None:
        misc = self.store.records["misc"]
        self._nonce = token_hex(16)
        self._callers.clear()
        self._presets_disabled = misc.get("ptz_disable_preset") == "1"
        if misc["ptz_center_onstart"] == "1":
            self.camera.head.go(Position(0, 0, 0))
        if (preset := int(misc.get("ptz_preset_onstart", "0"))) in self.presets:
            self.camera.head.go(self.presets[preset])

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
    def title(self) -> str:
        return self.store.records["params"]["alias"]

    @override
    def wall_clock(self) -> datetime:
        return self.local_time

    def _size(self, code: str) -> Size:
        try:
            return SIZES[code or self.store.records["camera"]["resolution"]]
        except KeyError:
            raise IllegalParameter(f"resolution {code}") from None

    async def _snapshot(self, visit: Visit) -> Response:
        if self.forbidden:
            return self._text("error: forbidden.")
        jpeg = await self.camera.picture(self._size(""))
        stamp = self.local_time.strftime("%Y%m%d%H%M%S")
        name = visit.request.get("next_url") or f"snapshot_{self.store.records['params']['id']}_{stamp}"
        # This camera names the file without saying that it is an attachment.
        return self._answer(jpeg, "image/jpeg", [("Content-Disposition", f'filename="{name}.jpg"')])

    def _videostream(self, visit: Visit) -> Response:
        if self.forbidden:
            return self._text("error: forbidden.")
        size = self._size(visit.values.get("resolution", ""))
        rate = visit.values.get("rate") or "0"
        if not (rate.isdecimal() and int(rate) <= 23):
            raise IllegalParameter(f"rate {rate}")
        code = list(RATES)[bisect_right(list(RATES), int(rate)) - 1]
        headers = [
            ("Server", "Netwave IP Camera"),
            ("Date", formatdate(self.camera.clock.now, usegmt=True)),
            ("Accept-Ranges", "bytes"),
            ("Connection", "close"),
            ("Content-Type", "multipart/x-mixed-replace;boundary=ipcamera"),
        ]
        stream = Multipart(parts=self._parts(size, RATES[code]), opening=b"--ipcamera\r\n")
        return Response(headers=headers, multipart=stream)

    async def _parts(self, size: Size, interval: float) -> AsyncGenerator[Part]:
        pictures = self.camera.pictures(size, interval, lambda: not self.forbidden)
        try:
            async for jpeg in pictures:
                headers = [("Content-Type", "image/jpeg"), ("Content-Length", str(len(jpeg)))]
                yield Part(headers=headers, content=jpeg)
        finally:
            await pictures.aclose()

    # Motors and output

    def _decoder_control(self, visit: Visit) -> Response:
        code = visit.values.get("command", "")
        degree = visit.values.get("degree") or "0"
        if not (code.isdecimal() and degree.isdecimal()):
            raise IllegalParameter(f"command {code}")
        command = int(code)
        head, output = self.camera.head, self.camera.output
        if command in _DIRECTIONS:
            pan, tilt = _DIRECTIONS[command]
            once = visit.values.get("onestep") == "1" and command < 8
            step = float(degree) or STEP
            for axis, way in ((head.pan, pan), (head.tilt, tilt)):
                if way:
                    self._drive(axis, way, step if once else None)
        elif command in (1, 3, 5, 7):
            # The internal motor takes any of these as the stop of everything.
            head.stop()
        elif command in (16, 18):
            head.zoom.run(SLOW_ZOOM if command == 16 else -SLOW_ZOOM)
        elif command in (17, 19):
            head.zoom.stop()
        elif command == 25:
            head.go(Position(0, 0, head.zoom.position))
        elif command in (26, 28):
            (head.tilt if command == 26 else head.pan).swing(self._speed())
        elif command in (27, 29):
            (head.tilt if command == 27 else head.pan).stop()
        elif 30 <= command < 90 and not self._presets_disabled:
            number = (command - 28) // 2
            if command % 2 == 0:
                self.presets[number] = head.position
            elif number in self.presets:
                head.go(self.presets[number])
        elif command in (94, 95):
            output.high = command == 94
        elif command > 255:
            raise IllegalParameter(f"command {code}")
        return self.done(visit)

    def _drive(self, axis: Axis, way: int, step: float | None) -> None:
        if step is None:
            axis.run(way * self._speed())
        else:
            axis.go(axis.position + way * step)

    def _speed(self) -> float:
        """Return the units per second for the rate of the settings, 0 the fastest and 100 the slowest."""
        return 60 / (1 + int(self.store.records["misc"]["ptz_patrol_rate"]) / 15)

    def _set_extra_io(self, visit: Visit) -> Response:
        value = visit.values.get("value", "")
        if not (value.isdecimal() and int(value) < 256):
            raise IllegalParameter("value")
        self.extra_io = int(value)
        return self.done(visit)

    def _comm_write(self, visit: Visit) -> Response:
        data = visit.values.get("data", "").encode("utf-8", "surrogateescape")
        if visit.values.get("port") not in ("0", "1", "2", "3") or visit.values.get("bytes") != str(len(data)):
            raise IllegalParameter("bytes")
        self.serial_output = (self.serial_output + data)[-4096:]
        return self.done(visit)

    # Settings with a life of their own

    def _set_datetime(self, visit: Visit) -> Response:
        assert visit.command is not None
        self.store.apply(visit.command, visit.values)
        if now := visit.values.get("now"):
            self.camera.clock.set(int(now))
        self.camera.changed()
        return self.done(visit)

    def _set_mac(self, visit: Visit) -> Response:
        mac = visit.values.get("mac", "")
        if not re.fullmatch(r"[0-9A-Fa-f]{12}", mac):
            raise IllegalParameter("mac")
        self.store.records["params"]["id"] = mac.upper()
        return self.done(visit)

    def _reboot(self, visit: Visit) -> Response:
        return replace(self.done(visit), after=self.camera.reboot)

    def _restore_factory(self, visit: Visit) -> Response:
        self._factory_settings(())
        params = self.store.records["params"]
        params.update(alias="", user1_name="admin", user1_pwd="", user1_pri="2")
        return self._reboot(visit)

    def _set_factory_ddns(self, visit: Visit) -> Response:
        assert visit.command is not None
        self.store.apply(visit.command, visit.values)
        return self._restore_factory_ddns(visit)

    def _restore_factory_ddns(self, visit: Visit) -> Response:
        factory = self.store.records["factory_ddns"]
        params = self.store.records["params"]
        params.update((name.removeprefix("factory_"), text) for name, text in factory.items())
        return self.done(visit)

    # Files

    def _upload(self, visit: Visit) -> Response:
        assert visit.command is not None
        content = visit.request.upload
        if visit.request.method != "POST" or not content:
            return self._text("error: illegal http frame.")
        if visit.command.name == "restore_params":
            try:
                saved = json.loads(zlib.decompress(content.removeprefix(BACKUP_MAGIC)))
            except ValueError, zlib.error:
                return self._text("error: illegal file.")
            self.store.records.clear()
            self.store.records.update(saved)
        self.uploads.append((visit.command.name, content))
        return self._reboot(visit)

    def _backup_params(self, visit: Visit) -> Response:
        content = BACKUP_MAGIC + zlib.compress(json.dumps(self.store.records).encode())
        disposition = [("Content-Disposition", 'filename="params.bin"')]
        return self._answer(content, "application/octet-stream", disposition)

    # Questions

    def _check_user(self, visit: Visit) -> Response:
        account = visit.account
        assert account is not None and visit.command is not None
        values = {"user": account.name, "pwd": account.password, "pri": str(int(account.access))}
        return self._script([(each.name, values[each.name], each.codec) for each in visit.command.returns])

    def _wifi_scan(self, visit: Visit) -> Response:
        self._scanned = monotonic() + SCAN_SECONDS
        return self.done(visit)

    def _wifi_scan_result(self, visit: Visit) -> Response:
        if monotonic() < self._scanned:
            # Nothing at all until a scan is done.
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
        return self._text("\n".join(script) + "\n")

    def _get_log(self, visit: Visit) -> Response:
        entries = "".join(f"{line}\\n" for line in self._log)
        return self._text(f"var log_text='{entries}\n';\n")

    def _note(self, name: str, client: str, text: str) -> None:
        stamp = self.local_time.strftime("%a, %Y-%m-%d %H:%M:%S")
        self._log.append(f"{stamp}   {name:<14} {client:<16} {text}")
        del self._log[:-LOG_LINES]

    def _test_mail(self, visit: Visit) -> Response:
        return self._result("mail_svr")

    def _test_ftp(self, visit: Visit) -> Response:
        return self._result("ftp_svr")

    def _result(self, server: str) -> Response:
        reached = self.store.records["params"][server]
        return self._text(f"var result={'0' if reached else '-1'};\n")


_DIRECTIONS = {
    0: (0, 1), 2: (0, -1), 4: (-1, 0), 6: (1, 0),
    90: (-1, 1), 91: (1, 1), 92: (-1, -1), 93: (1, -1),
}  # fmt: skip

_FRONT_PAGE = b"""<html><head><title>IP camera</title></head>
<body style="margin:0;background:#222"><img src="/videostream.cgi" alt="live picture"></body></html>
"""


def _statement(style: Style, name: str, text: str, codec: Codec | None) -> str:
    """Write one variable: texts in quotes, numbers bare."""
    words = isinstance(codec, Text) if codec else not re.fullmatch(r"-?\d+(\.\d+)?", text)
    quote = style.quote if words or not re.fullmatch(r"-?\d+(\.\d+)?", text) else ""
    if not text and not style.quoted_empty:
        quote = ""
    return f"{style.var}{name}{style.equals}{quote}{text}{quote}{style.end}"


def _hash(text: str) -> str:
    return md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
