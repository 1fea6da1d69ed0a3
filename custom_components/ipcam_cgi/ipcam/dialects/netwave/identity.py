"""How a netwave camera is told from others, and who it is."""

import re

from ...errors import PermissionDeniedError, RejectedError, ReplyError, UnsupportedError
from ...model.catalogue import Access, Record
from ...model.dialect import Identity, ProbeResult
from ...model.identifiers import MAX_NAME, mac_digits
from ...model.protocol import Ask, Fetch, HttpRequest, HttpResponse
from .login import PROTECTED
from .reply import read_reply
from .wire import CHECK

_REALM = re.compile(r"""realm\s*=\s*["']?\s*ipcamera(?:_([0-9A-Fa-f]{12}))?\s*(?:["',]|\Z)""", re.IGNORECASE)


async def probe(fetch: Fetch) -> ProbeResult | None:
    """Tell a netwave camera by its open status or by the realm of its challenge."""
    response = await fetch(HttpRequest("GET", "/get_status.cgi", []))
    if response.status == 401:
        found = _REALM.search(response.headers.get("WWW-Authenticate", ""))
        return ProbeResult("netwave", mac_digits(found[1] or "")) if found else None
    if response.status != 200:
        return None
    record = read_reply(response.text) if len(response.body) < 10_000 else {}
    if "alarm_status" not in record or "now" not in record or "deviceid" in record:
        return None
    name = record.get("alias", "")[:MAX_NAME]
    if camera_id := mac_digits(record.get("id", "")):
        return ProbeResult("netwave", camera_id, name)
    # The older manual's status has no id, and some relatives' one is none; the realm of a refusal has one.
    refusal = await fetch(HttpRequest("GET", PROTECTED, []))
    return ProbeResult("netwave" if "id" in record else "netwave_sdk21", _realm_id(refusal), name)


def _realm_id(response: HttpResponse) -> str:
    realm = _REALM.search(response.headers.get("WWW-Authenticate", ""))
    return mac_digits(realm[1] or "") if realm else ""


async def identify(ask: Ask, known: Identity) -> Identity:
    """Log in by the smallest command and gather what the camera tells of itself."""
    try:
        told = (await ask(CHECK)).get("pri", "")
    except UnsupportedError, RejectedError, ReplyError:
        # Firmware before x.x.2.2 does not have it.
        told = ""
    role = _ROLES.get(told.strip()) or await _role(ask)
    status = await ask("get_status")
    return _identity(status, known.id, role)


async def _role(ask: Ask) -> Access:
    """Return what the account may do where the camera has no word for it: what it lets us read."""
    await ask("get_camera_params")
    try:
        await ask("get_params")
    except PermissionDeniedError, RejectedError:
        return Access.OPERATOR
    return Access.ADMINISTRATOR


async def identify_21(ask: Ask, known: Identity) -> Identity:
    """Log in to a camera that cannot tell the account's rights: see what it lets us read."""
    await ask("get_camera_params")
    try:
        params = await ask("get_params")
    except PermissionDeniedError, RejectedError:
        return _identity({}, known.id, Access.OPERATOR)
    return _identity(params, known.id, Access.ADMINISTRATOR)


def _identity(record: Record, known_id: str, role: Access) -> Identity:
    camera_id = mac_digits(record.get("id", "")) or known_id
    return Identity(
        id=camera_id,
        mac=camera_id,
        name=record.get("alias", "")[:MAX_NAME],
        manufacturer="Netwave",
        model="MJPEG IP camera",
        firmware=record.get("sys_ver", "")[:MAX_NAME],
        role=role,
    )


_ROLES = {"1": Access.VISITOR, "2": Access.OPERATOR, "3": Access.ADMINISTRATOR}
