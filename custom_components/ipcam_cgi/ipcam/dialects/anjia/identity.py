"""How an Anjia camera is told from others, and who it is."""

from dataclasses import replace
import re

from ...errors import PermissionDeniedError, Reason, RejectedError, ReplyError, UnsupportedError
from ...model.catalogue import Access, Record
from ...model.dialect import Identity, ProbeResult
from ...model.identifiers import MAX_NAME, mac_digits
from ...model.protocol import Ask, Fetch, HttpRequest, HttpResponse
from .reply import read_reply
from .wire import FAULT


async def probe(fetch: Fetch) -> ProbeResult | None:
    """Tell an Anjia camera by what it says of itself to everybody, or by how it asks for a login.

    Raise UnsupportedError for firmware that has given up this interface.
    """
    # The question mark must be there, and what follows it be no parameter.
    response = await fetch(HttpRequest("GET", "/cgi-bin/getinfo", [("info", "1")]))
    record = read_reply(response.text) if len(response.body) < _MAX_PROBE else {}
    if response.status == 200 and _INFO.search(response.text[:_MAX_PROBE]) and _TOLD & record.keys():
        return ProbeResult(
            "anjia", mac_digits(record.get("mac_address", "")), record.get("model", "")[:MAX_NAME]
        )
    if _is_fault(response, "/cgi-bin/getinfo"):
        return ProbeResult("anjia")
    refusal = await fetch(HttpRequest("GET", "/cgi-bin/getuid", []))
    if _is_fault(refusal, "/cgi-bin/getuid"):
        return ProbeResult("anjia")
    if refusal.status == 404 and "gsoap" in refusal.headers.get("Server", "").lower():
        raise UnsupportedError(Reason.ONVIF)
    return None


_MAX_PROBE = 10_000
_INFO = re.compile(r"<info[\s/>]")
_TOLD = {"model", "mac_address", "kernel", "sn"}


def _is_fault(response: HttpResponse, path: str) -> bool:
    """Whether this is a camera's fault about a path; web servers repeat the path of a bad request too."""
    text = response.text[:_MAX_PROBE]
    if response.status != 400 or not FAULT.search(text):
        return False
    record = read_reply(text)
    return path in record.get("value", "") and bool(record.get("reason"))


async def identify(ask: Ask, known: Identity) -> Identity:
    """Log in and gather what the camera tells of itself in several places."""
    info = await ask("getinfo")
    serial = re.sub(r"\W", "", info.get("sn", "")).lower()[:MAX_NAME]
    told = replace(
        known,
        id=mac_digits(info.get("mac_address", "")) or serial,
        mac=mac_digits(info.get("mac_address", "")),
        manufacturer="Anjia",
        firmware=info.get("filesystem", "")[:MAX_NAME],
        hardware=info.get("kernel", "")[:MAX_NAME],
    )
    if known.firmware and told == known:
        return known
    network = await _tolerant(ask, "network")
    abilities = await _tolerant(ask, "getcapabilities")
    named = await _tolerant(ask, "getmodel")
    mac = mac_digits(network.get("macaddr", "")) or mac_digits(info.get("mac_address", ""))
    return replace(
        told,
        id=mac or known.id or serial,
        mac=mac,
        model=(info.get("model") or named.get("model", ""))[:MAX_NAME],
        traits=frozenset({FIXED} if abilities.get("ptz") == "0" else ()),
    )


FIXED = "fixed"
"""The trait of a camera without motors."""


async def find_role(ask: Ask, username: str) -> Access:
    """Return what an account may do: the list of users says so, or who is let see it."""
    try:
        users = await ask("user_management.get_user")
    except RejectedError, PermissionDeniedError:
        return Access.OPERATOR
    except UnsupportedError, ReplyError:
        return Access.ADMINISTRATOR
    told = {_PRIVILEGES.get(text.strip().lower()) for name, text in users.items() if _is_privilege(name)}
    own = _PRIVILEGES.get(users.get(f"{username}/privilege", "").strip().lower())
    if own is None and len(told) == 1:
        # Some show an account nobody but itself.
        own = told.pop()
    return own or Access.ADMINISTRATOR


def _is_privilege(name: str) -> bool:
    return "privilege" in name.split("/")


_PRIVILEGES = {
    "user": Access.VISITOR,
    "1": Access.VISITOR,
    "administrator": Access.ADMINISTRATOR,
    "2": Access.ADMINISTRATOR,
    "operator": Access.OPERATOR,
    "3": Access.OPERATOR,
}
"""By the manual's word or its number."""


async def _tolerant(ask: Ask, command: str) -> Record:
    try:
        return await ask(command)
    except RejectedError, PermissionDeniedError, UnsupportedError, ReplyError:
        return {}
