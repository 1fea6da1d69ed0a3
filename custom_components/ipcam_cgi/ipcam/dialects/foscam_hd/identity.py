"""How an HD camera is told from others, and who it is."""

from dataclasses import replace

from ...errors import PermissionDeniedError, RejectedError, ReplyError, UnsupportedError
from ...model.catalogue import Access, Record
from ...model.dialect import Identity, ProbeResult
from ...model.identifiers import MAX_NAME, mac_digits
from ...model.protocol import Ask, Fetch, HttpRequest
from .manual.common import PROXY_PATH
from .reply import read_reply
from .wire import START


async def probe(fetch: Fetch) -> ProbeResult | None:
    """Tell an HD camera by the form of its answer, to a request that needs no login."""
    response = await fetch(HttpRequest("GET", PROXY_PATH, [("cmd", "getPortInfo")]))
    if response.status != 200 or START not in response.body[:1024]:
        return None
    return ProbeResult("foscam_hd") if "result" in read_reply(response.text) else None


PRODUCT = "getProductAllInfo"
INFO = "getDevInfo"
MINE = {
    Access.ADMINISTRATOR: ("getUserList", "getWifiConfig", "getSystemTime"),
    Access.OPERATOR: ("getPTZSpeed", "getCruiseTime"),
}
"""Readings that show what an account may do. The manual's own way would open a session."""

NEWER = {"getMotionDetectConfig1": "motion_areas", "getAudioAlarmConfig": "audio"}
"""Getters of newer firmware, and the trait of a camera that has them."""


async def identify(ask: Ask, known: Identity) -> Identity:
    """Log in and gather what the camera tells this account of itself."""
    if known.firmware:
        told = _described(await _asked(ask, INFO), {}, known)
        if known == replace(told, name=known.name):
            return told
    product = await _asked(ask, PRODUCT)
    info = await _asked(ask, INFO)
    role = await _role(ask)
    traits = {f"no {name}" for name, text in product.items() if name.endswith("Flag") and text == "0"}
    if product.get("zoomFlag") == "1":
        traits.add("zoom")
    if role is Access.ADMINISTRATOR:
        traits |= {trait for name, trait in NEWER.items() if await _asked(ask, name)}
    return replace(_described(info, product, known), role=role, traits=frozenset(traits))


def _described(info: Record, product: Record, known: Identity) -> Identity:
    """Return `known` with what these two replies say of the camera."""
    mac = mac_digits(info.get("mac", ""))
    return replace(
        known,
        id=mac or known.id,
        mac=mac,
        name=info.get("devName", "")[:MAX_NAME],
        manufacturer="Foscam",
        model=(info.get("productName") or product.get("modelName", ""))[:MAX_NAME],
        firmware=(info.get("firmwareVer") or product.get("appVer", ""))[:MAX_NAME],
        hardware=info.get("hardwareVer", "")[:MAX_NAME],
    )


async def _role(ask: Ask) -> Access:
    for role, names in MINE.items():
        for name in names:
            if await _asked(ask, name):
                return role
    return Access.VISITOR


async def _asked(ask: Ask, name: str) -> Record:
    """Return a reply, nothing where the camera will not give one."""
    try:
        return await ask(name)
    except PermissionDeniedError, RejectedError, UnsupportedError, ReplyError:
        return {}
