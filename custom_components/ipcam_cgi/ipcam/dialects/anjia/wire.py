"""How Anjia cameras answer: one element with attributes, or a fault with a reason."""

from dataclasses import replace
import re
from typing import override
from urllib.parse import quote

from ...catalogue import Access, Command, Effect, Record
from ...dialect import Identity, Sighting
from ...errors import BadReply, ConnectionFailed, Denied, Rejected, SessionExpired, Unsupported
from ...values import Choice
from ...wire import Answer, Ask, Call, Fetch, Wire
from .markup import read_markup

_MAX_NAME = 64
_MAX_REASON = 200
_MAC = re.compile(r"[0-9a-f]{12}")
_PICTURE = b"\xff\xd8"


class AnjiaWire(Wire):
    """Requests as the manual spells them; a fault may come with any status."""

    @override
    def call(self, command: Command, params: Record) -> Call:
        call = super().call(command, params)
        spelled = {param.name for param in command.params if isinstance(param.codec, Choice)}
        names = [name for name, _ in call.query]
        hidden = re.compile("|".join(map(re.escape, ("uid", *(param.name for param in command.params)))))
        # A code of the manual goes out as it stands there, a plus sign and slashes included. In a text
        # the camera would find the names of other parameters.
        call.query = [
            (name, value if name in spelled else _shielded(value, hidden)) for name, value in call.query
        ]
        call.literal = frozenset(names)
        return call

    @override
    def check(self, command: Command, answer: Answer) -> None:
        if answer.status == 401:
            # The password is in no request but the login: here the id has run out.
            raise SessionExpired("login required", command=command.name)
        if answer.status == 407:
            raise ConnectionFailed("the picture is not ready", command=command.name)
        reason = fault_of(answer)
        if "uid error" in reason:
            raise SessionExpired(reason, command=command.name)
        if answer.status == 404 or "no such cgi" in reason:
            raise Unsupported("the camera does not know this command", command=command.name)
        if "Non-administrators" in reason:
            raise Denied(reason, command=command.name)
        if reason:
            raise Rejected(reason, command=command.name)
        super().check(command, answer)

    @override
    def parse(self, command: Command, answer: Answer) -> Record:
        if answer.body.startswith(_PICTURE):
            return {}
        record = read_markup(answer.text)
        if not record and command.effect is Effect.READ and command.returns:
            raise BadReply("the answer holds no values", command=command.name)
        return record


_FAULT = re.compile(r"<fault[\s>]", re.IGNORECASE)


def fault_of(answer: Answer) -> str:
    """Return the camera's reason for refusing a request, nothing when it did not."""
    if answer.body.startswith(_PICTURE):
        return ""
    text = answer.text
    if answer.status != 400 and not _FAULT.search(text):
        return ""
    record = read_markup(text)
    reason = record.get("reason") or next(iter(record.values()), "")
    return " ".join(reason.split())[:_MAX_REASON] or f"HTTP status {answer.status}"


def _shielded(value: str, hidden: re.Pattern[str]) -> str:
    """Percent-encode a value, and in it a letter of whatever the camera would take for a parameter."""
    return hidden.sub(lambda name: f"%{ord(name[0][0]):02X}{name[0][1:]}", quote(value, safe=":"))


async def probe(fetch: Fetch) -> Sighting | None:
    """Tell an Anjia camera by what it says of itself to everybody, or by how it asks for a login.

    Raise Unsupported for firmware that has given up this interface.
    """
    # The question mark must be there, and what follows it be no parameter.
    answer = await fetch(Call("GET", "/cgi-bin/getinfo", [("info", "1")]))
    record = read_markup(answer.text) if len(answer.body) < _MAX_PROBE else {}
    if answer.status == 200 and _INFO.search(answer.text[:_MAX_PROBE]) and _TOLD & record.keys():
        return Sighting("anjia", _mac(record.get("mac_address", "")), record.get("model", "")[:_MAX_NAME])
    if answer.status == 400 and "/cgi-bin/getinfo" in record.get("value", ""):
        return Sighting("anjia")
    refusal = await fetch(Call("GET", "/cgi-bin/getuid", []))
    if refusal.status == 400 and "/cgi-bin/getuid" in refusal.text[:_MAX_PROBE] and fault_of(refusal):
        return Sighting("anjia")
    if refusal.status == 404 and "gsoap" in refusal.headers.get("Server", "").lower():
        raise Unsupported("the device speaks ONVIF only: add it by the ONVIF integration")
    return None


_MAX_PROBE = 10_000
_INFO = re.compile(r"<info[\s/>]")
_TOLD = {"model", "mac_address", "kernel", "sn"}


async def identify(ask: Ask, known: Identity) -> Identity:
    """Log in and gather what the camera tells of itself in several places."""
    info = await ask("getinfo")
    serial = re.sub(r"\W", "", info.get("sn", "")).lower()[:_MAX_NAME]
    told = replace(
        known,
        id=_mac(info.get("mac_address", "")) or serial,
        mac=_mac(info.get("mac_address", "")),
        manufacturer="Anjia",
        firmware=info.get("filesystem", "")[:_MAX_NAME],
        hardware=info.get("kernel", "")[:_MAX_NAME],
    )
    if known.firmware and told == known:
        return known
    network = await _tolerant(ask, "network")
    abilities = await _tolerant(ask, "getcapabilities")
    named = await _tolerant(ask, "getmodel")
    mac = _mac(network.get("macaddr", "")) or _mac(info.get("mac_address", ""))
    return replace(
        told,
        id=mac or known.id or serial,
        mac=mac,
        model=(info.get("model") or named.get("model", ""))[:_MAX_NAME],
        role=await _role(ask),
        traits=frozenset({FIXED} if abilities.get("ptz") == "0" else ()),
    )


FIXED = "fixed"
"""The trait of a camera without motors."""


async def _role(ask: Ask) -> Access:
    """Return what the account may do: administrators may see the users, and no camera tells more."""
    try:
        await ask("user_management.get_user")
    except Rejected, Denied:
        return Access.OPERATOR
    except Unsupported, BadReply:
        pass
    return Access.ADMINISTRATOR


async def _tolerant(ask: Ask, command: str) -> Record:
    try:
        return await ask(command)
    except Rejected, Denied, Unsupported, BadReply:
        return {}


def _mac(text: str) -> str:
    digits = re.sub(r"[^0-9a-f]", "", text.lower())
    return digits if _MAC.fullmatch(digits) else ""
