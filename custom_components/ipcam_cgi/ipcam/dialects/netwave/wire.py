"""How netwave cameras answer: JavaScript variables, `ok.`, or an error with status 200."""

from contextlib import suppress
import re
from typing import override

from ...errors import (
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    SessionExpiredError,
    UnsupportedError,
    WrongPasswordError,
)
from ...model.catalogue import Access, Command, Effect, Record
from ...model.dialect import Identity, ProbeResult
from ...model.outcome import CHANGING, check_done, check_login_words
from ...model.protocol import REFUSED, Ask, Fetch, HttpRequest, HttpResponse, Wire
from .login import PROTECTED
from .script import read_script

_REALM = re.compile(r'realm="?ipcamera_([0-9A-Fa-f]{12})', re.IGNORECASE)
_STALE = re.compile(r'stale\s*=\s*"?true', re.IGNORECASE)
_ID = re.compile(r"[0-9A-Fa-f]{12}")
_MAX_NAME = 64


# Relatives answer with a variable, or repeat in brackets that they have done it.
_DONE = re.compile(
    r"(?:\[succe\w*\]\s*)?(?:set\s+)?(?:ok|success(?:ful)?)[.;!]?"
    r"|(?:var\s+)?(?:result|ret)\s*=\s*[\"']?(?:0|ok)[\"']?\s*;?",
    re.IGNORECASE,
)


class NetwaveWire(Wire):
    """Requests as the manuals have them; what fails says so in the body only."""

    @override
    def check(self, command: Command, response: HttpResponse) -> None:
        if response.status == 401 and _STALE.search(response.headers.get("WWW-Authenticate", "")):
            raise SessionExpiredError("the challenge is too old", command=command.name)
        super().check(command, response)
        start = response.body[:200].decode("latin-1").strip()
        if start.lower().startswith("error"):
            reason = start.partition(":")[2].strip(" .") or "error"
            raise RejectedError(reason, command=command.name)
        if command.effect in CHANGING and not command.returns:
            check_done(command, response, _DONE, empty_is_done=command.effect is not Effect.WRITE)
            return
        if command.name == CHECK and read_script(response.text).get("pri", "").strip() == "0":
            raise WrongPasswordError(REFUSED, command=command.name)
        if command.effect is Effect.ACTION:
            self._check_result(command, response)
        if "=" not in start:
            check_login_words(command, response)

    def _check_result(self, command: Command, response: HttpResponse) -> None:
        """A test of mail or FTP succeeds as a request even where it fails as a test."""
        for name, text in read_script(response.text).items():
            with suppress(InvalidValueError, ReplyError):
                outcome = command.field(name).codec.decode(text)
                if name == "result" and outcome != "ok":
                    raise RejectedError(str(outcome).replace("_", " "), command=command.name)

    @override
    def parse(self, command: Command, response: HttpResponse) -> Record:
        record = read_script(response.text)
        if not record and command.effect is Effect.READ and command.returns:
            raise ReplyError("the answer holds no values", command=command.name)
        return record


async def probe(fetch: Fetch) -> ProbeResult | None:
    """Tell a netwave camera by its open status or by the realm of its challenge."""
    response = await fetch(HttpRequest("GET", "/get_status.cgi", []))
    if response.status == 401:
        found = _realm_id(response)
        return ProbeResult("netwave", found) if found else None
    if response.status != 200:
        return None
    record = read_script(response.text) if len(response.body) < 10_000 else {}
    if "alarm_status" not in record or "now" not in record or "deviceid" in record:
        return None
    if _ID.fullmatch(record.get("id", "")):
        return ProbeResult("netwave", record["id"].lower(), record.get("alias", "")[:_MAX_NAME])
    # The older manual's status has no id; the realm of a refusal has.
    refusal = await fetch(HttpRequest("GET", PROTECTED, []))
    return ProbeResult("netwave_sdk21", _realm_id(refusal))


def _realm_id(response: HttpResponse) -> str:
    realm = _REALM.search(response.headers.get("WWW-Authenticate", ""))
    return realm[1].lower() if realm else ""


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
    found = record.get("id", "").strip()
    camera_id = found.lower() if _ID.fullmatch(found) else known_id
    return Identity(
        id=camera_id,
        mac=camera_id,
        name=record.get("alias", "")[:_MAX_NAME],
        manufacturer="Netwave",
        model="MJPEG IP camera",
        firmware=record.get("sys_ver", "")[:_MAX_NAME],
        role=role,
    )


CHECK = "check_user"
_ROLES = {"1": Access.VISITOR, "2": Access.OPERATOR, "3": Access.ADMINISTRATOR}
