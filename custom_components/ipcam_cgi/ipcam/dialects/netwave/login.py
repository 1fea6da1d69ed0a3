"""Basic, Digest or query: which login a camera takes depends on its firmware."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import md5
import re
from secrets import token_hex
from typing import override

from ...errors import CameraConnectionError
from ...model.protocol import Credentials, Fetch, HttpRequest, HttpResponse, Login
from .reply import read_reply

_DIGEST_PART = re.compile(r"""(?<!\w)(\w++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s,]++))""")

PROTECTED = "/get_camera_params.cgi"
"""Known to both manuals and open to every account, but to nobody without one."""
STATUS = "/get_status.cgi"
"""Open to everybody on most firmware."""


HEADER, QUERY = frozenset({"header"}), frozenset({"query"})
"""Where the login goes. Both manuals know the header; what is in an address lands in logs."""
BOTH = HEADER | QUERY


class NetwaveLogin(Login):
    """Learns the scheme from a request without credentials, so that no attempt is wasted."""

    def __init__(self, credentials: Credentials) -> None:
        """Begin without knowing the scheme."""
        super().__init__(credentials)
        self._learned = False
        self._digest: Mapping[str, str] = {}
        self._open = False
        self._count = 0
        self._worked = False
        self._places = BOTH
        self._placed = False

    @override
    async def prepare(self, fetch: Fetch) -> None:
        if self._learned:
            if self._worked and not self._digest and not self._placed:
                await self._find_place(fetch)
            return
        response = await fetch(HttpRequest("GET", PROTECTED, []))
        self._digest = challenge(response.headers.get("WWW-Authenticate", ""))
        self._count = 0
        # Asked for every other second, and a password that has become wrong must not go along.
        self._open = not self._digest and (await fetch(HttpRequest("GET", STATUS, []))).status == 200
        self._learned = True
        self._worked = False

    async def _find_place(self, fetch: Fetch) -> None:
        """Find out where this camera looks for a login that it has just taken in both places.

        Where it does not look, it sees nobody, and counts no wrong login.
        """
        self._placed = True
        for place in (HEADER, QUERY):
            http_request = HttpRequest("GET", PROTECTED, [])
            self._put(http_request, place)
            with suppress(CameraConnectionError):
                response = await fetch(http_request)
                if response.status == 200 and "resolution" in read_reply(response.text):
                    self._places = place
                    return

    @override
    def accepted(self) -> None:
        self._worked = True

    @override
    def is_outdated(self, refusal: HttpResponse) -> bool:
        # After a restart the camera has forgotten its challenges, and seldom says so.
        now = challenge(refusal.headers.get("WWW-Authenticate", ""))
        return self._worked and bool(now) and now["nonce"] != self._digest.get("nonce")

    @override
    def invalidate(self) -> None:
        self._learned = self._placed = False
        self._places = BOTH

    @override
    def sign(self, http_request: HttpRequest) -> None:
        if self._open and http_request.path == STATUS:
            return
        if self._digest:
            http_request.headers["Authorization"] = self._answer(http_request)
            return
        self._put(http_request, self._places)

    def _put(self, http_request: HttpRequest, places: frozenset[str]) -> None:
        # Some of the firmware with Basic looks at the query only, some at the header only.
        if "header" in places:
            http_request.headers["Authorization"] = self.credentials.basic
        if "query" not in places:
            return
        username, password = self.credentials.username, self.credentials.password
        own = {name for name, _ in http_request.query}
        prefix = "cam_" if own & {"user", "pwd"} else ""
        http_request.query += [(f"{prefix}user", username), (f"{prefix}pwd", password)]

    def _answer(self, http_request: HttpRequest) -> str:
        """Return the Authorization header of RFC 7616, with the MD5 that these cameras know."""
        digest = self._digest
        uri = http_request.target
        self._count += 1
        count, nonce_once = f"{self._count:08x}", token_hex(8)
        username = self.credentials.username
        secret = _hash(f"{username}:{digest['realm']}:{self.credentials.password}")
        wanted = _hash(f"{http_request.method}:{uri}")
        parts = [f'username="{username}"', f'realm="{digest["realm"]}"']
        parts += [f'nonce="{digest["nonce"]}"', f'uri="{uri}"']
        if "auth" in digest.get("qop", ""):
            response = _hash(f"{secret}:{digest['nonce']}:{count}:{nonce_once}:auth:{wanted}")
            parts += ["qop=auth", f"nc={count}", f'cnonce="{nonce_once}"']
        else:
            response = _hash(f"{secret}:{digest['nonce']}:{wanted}")
        parts.append(f'response="{response}"')
        if "opaque" in digest:
            parts.append(f'opaque="{digest["opaque"]}"')
        return "Digest " + ", ".join(parts)


def challenge(header: str) -> Mapping[str, str]:
    """Return the parts of a Digest challenge, nothing for any other."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() != "digest":
        return {}
    parts = {name.lower(): "".join(forms) for name, *forms in _DIGEST_PART.findall(rest)}
    return parts if {"realm", "nonce"} <= parts.keys() else {}


def _hash(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
