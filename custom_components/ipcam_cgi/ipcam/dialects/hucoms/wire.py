"""How Hucoms cameras answer: text with status 200, whether it went well or not."""

import re
from typing import override

from ...catalogue import Access, Command, Effect, Record
from ...dialect import Identity, Sighting
from ...errors import (
    AuthFailed,
    BadReply,
    CameraError,
    Denied,
    Disabled,
    Rejected,
    Unsupported,
    WrongPassword,
)
from ...multipart import PartReader
from ...wire import Answer, Ask, Call, Credentials, Fetch, Login, Wire
from .reply import read_reply

QUIET = 0.3
"""Seconds without another line after which the state of all events is taken for complete."""

_ERROR = re.compile(r"\s*error\s*:\s*([^\r\n]*)", re.IGNORECASE)
_CODE = re.compile(r"\s*rc\s*=\s*(-?\d+)\s*\Z")
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}")
_MAX_NAME = 64
_PROBED = "/cgi-bin/control/servername.cgi"

_KINDS: tuple[tuple[re.Pattern[str], type[CameraError]], ...] = (
    (re.compile(r"apictrlstatus|api.*disable", re.IGNORECASE), Disabled),
    (re.compile(r"password|passwd|invalid id", re.IGNORECASE), WrongPassword),
    (re.compile(r"login", re.IGNORECASE), AuthFailed),
    (re.compile(r"unauthori[sz]ed|authority|permission|privilege", re.IGNORECASE), Denied),
    (re.compile(r"unsupport|not support|unknown command", re.IGNORECASE), Unsupported),
)


class HucomsLogin(Login):
    """The account goes along with every request, in front."""

    @override
    def sign(self, call: Call) -> None:
        call.query[:0] = [("id", self.credentials.username), ("passwd", self.credentials.password)]


def login(credentials: Credentials) -> Login:
    """Return the only login there is."""
    return HucomsLogin(credentials)


class HucomsWire(Wire):
    """Requests as the manual has them; what fails says so in the body only."""

    @override
    def call(self, command: Command, params: Record) -> Call:
        call = super().call(command, params)
        if command.group == "event":
            call.quiet = QUIET
        return call

    @override
    def check(self, command: Command, answer: Answer) -> None:
        super().check(command, answer)
        start = answer.body[:400].decode("latin-1")
        if found := _ERROR.match(start):
            reason = found[1].strip()[:200] or "error"
            kind = next((kind for pattern, kind in _KINDS if pattern.search(reason)), Rejected)
            raise kind(reason, command=command.name)
        if (found := _CODE.match(start)) and int(found[1]):
            raise Rejected(f"code {found[1]}", command=command.name)

    @override
    def parse(self, command: Command, answer: Answer) -> Record:
        text = answer.text
        if command.group == "event":
            text = _without_framing(answer)
        record = read_reply(text)
        if not record and command.effect is Effect.READ and command.returns:
            raise BadReply("the answer holds no values", command=command.name)
        return record


def _without_framing(answer: Answer) -> str:
    reader = PartReader()
    parts = [*reader.feed(answer.body), reader.take_pending()]
    return Answer(answer.status, answer.headers, b"\n".join(parts)).text


async def probe(fetch: Fetch) -> Sighting | None:
    """Tell a Hucoms camera by how it refuses somebody without an account."""
    answer = await fetch(Call("GET", _PROBED, [("action", "getservername")]))
    if answer.status != 200 or len(answer.body) > 1000:
        return None
    text = answer.text.strip()
    if text.startswith("Error:"):
        return Sighting("hucoms")
    name = read_reply(text).get("servername")
    return None if name is None else Sighting("hucoms", name=name[:_MAX_NAME])


async def identify(ask: Ask, known: Identity) -> Identity:
    """Log in and learn name, MAC address, and which motors are missing."""
    try:
        name = (await ask("servername.getservername")).get("servername", "")
    except Denied:
        # Only the administrator may ask anything; others see the pictures.
        return _identity(known.id, "", frozenset(), Access.VISITOR)
    mac = (await ask("servermac.getmac")).get("mac", "").strip()
    camera_id = re.sub("[:-]", "", mac).lower() if _MAC.fullmatch(mac) else known.id
    return _identity(camera_id, name[:_MAX_NAME], await _lacks(ask), Access.ADMINISTRATOR)


def _identity(camera_id: str, name: str, lacks: frozenset[str], role: Access) -> Identity:
    return Identity(
        id=camera_id,
        mac=camera_id,
        name=name,
        manufacturer="Hucoms",
        model="Network camera",
        role=role,
        traits=lacks,
    )


MOTORS = {"pan": "PanSupported", "tilt": "TiltSupported", "zoom": "ZoomSupported", "focus": "FocusSupported"}


async def _lacks(ask: Ask) -> frozenset[str]:
    """Return the motors that the camera denies to have; older ones cannot be asked."""
    for command in ("capabilityptz.getPTZ", "capabilityptz.getCapabilitiesPTZAll"):
        try:
            told = await ask(command)
        except BadReply, Rejected, Unsupported:
            continue
        return frozenset(
            f"no_{axis}" for axis, field in MOTORS.items() if told.get(field, "").lower() == "no"
        )
    return frozenset()
