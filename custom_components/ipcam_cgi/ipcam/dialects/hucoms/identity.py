"""How a Hucoms camera is told from others, and who it is."""

from ...errors import (
    ApiDisabledError,
    AuthError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
    WrongPasswordError,
)
from ...model.catalogue import Access
from ...model.dialect import Identity, ProbeResult
from ...model.identifiers import MAX_NAME, mac_digits
from ...model.protocol import Ask, Fetch, HttpRequest
from .reply import read_reply
from .wire import ERROR, KINDS

_WHO = {WrongPasswordError, AuthError, PermissionDeniedError}
"""What somebody without a login hears."""
_PROBED = "/cgi-bin/control/servername.cgi"


async def probe(fetch: Fetch) -> ProbeResult | None:
    """Tell a Hucoms camera by how it refuses somebody without an account."""
    response = await fetch(HttpRequest("GET", _PROBED, [("action", "getservername")]))
    if response.status != 200 or len(response.body) > 1000:
        return None
    text = response.text.strip()
    if found := ERROR.match(text):
        kinds = [kind for pattern, kind in KINDS if pattern.search(found[1])]
        if ApiDisabledError in kinds:
            return ProbeResult("hucoms")
        # Others may say that of every page; the camera has pages, and words of its own for who may not ask.
        is_ours = (
            not _WHO.isdisjoint(kinds) and (await fetch(HttpRequest("GET", "/", []))).text.strip() != text
        )
        return ProbeResult("hucoms") if is_ours else None
    name = read_reply(text).get("servername")
    return None if name is None else ProbeResult("hucoms", name=name[:MAX_NAME])


async def identify(ask: Ask, known: Identity) -> Identity:
    """Log in and learn name, MAC address, and which motors are missing."""
    try:
        name = (await ask("servername.getservername")).get("servername", "")
    except PermissionDeniedError, RejectedError, UnsupportedError:
        # Only the administrator may ask anything; others see the pictures, in whatever words they hear it.
        return _identity(known.id, "", frozenset(), Access.VISITOR)
    camera_id = mac_digits((await ask("servermac.getmac")).get("mac", "")) or known.id
    return _identity(camera_id, name[:MAX_NAME], await _lacks(ask), Access.ADMINISTRATOR)


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
        except ReplyError, RejectedError, UnsupportedError:
            continue
        return frozenset(
            f"no_{axis}" for axis, field in MOTORS.items() if told.get(field, "").lower() == "no"
        )
    return frozenset()
