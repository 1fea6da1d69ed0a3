"""The session's id: asked for once, used by all requests, renewed before its time is over."""

from collections.abc import Iterable
import re
from time import monotonic
from typing import override

from ...errors import CameraConnectionError, LoginLockedError, ReplyError, WrongPasswordError
from ...model.protocol import Credentials, Fetch, HttpRequest, Login, check_login
from .reply import read_reply
from .wire import fault_of

LIFE = 60.0
"""Seconds that an id lives after its last use."""
MARGIN = 10.0
"""Seconds before its end from which an id is not used any more: the longest that a request may take."""
OPEN = ("/cgi-bin/getuid", "/WEBlogin")
"""What has the login among its own parameters."""

_UID = re.compile(r"[0-9A-Za-z]{1,32}")


class AnjiaLogin(Login):
    """Sends the password for an id and nothing else; requests beside each other share one id."""

    def __init__(self, credentials: Credentials) -> None:
        """Begin without an id."""
        super().__init__(credentials)
        self._uid = ""
        self._used = float("-inf")
        self._good = False
        self._wasted = 0
        self._not_before = float("-inf")

    @override
    async def prepare(self, fetch: Fetch) -> None:
        now = monotonic()
        if self._uid and now - self._used < LIFE - MARGIN:
            return
        if now < self._not_before:
            raise CameraConnectionError("the camera's sessions end at once")
        self._uid = await self._ask(fetch)
        self._used = monotonic()
        self._good = False

    async def _ask(self, fetch: Fetch) -> str:
        query = [("username", self.credentials.username), ("password", self.credentials.password)]
        response = await fetch(HttpRequest("GET", "/cgi-bin/getuid", query, is_login=True))
        reason = fault_of(response)
        if "locked" in reason:
            raise LoginLockedError(reason)
        if "password" in reason or "username" in reason:
            raise WrongPasswordError(reason)
        check_login(response)
        if reason or response.status != 200:
            raise CameraConnectionError(reason or f"HTTP status {response.status}")
        uid = read_reply(response.text).get("uid", "")
        if not _UID.fullmatch(uid):
            raise ReplyError("the reply contains no session ID")
        return uid

    @property
    @override
    def secrets(self) -> Iterable[str]:
        return (*super().secrets, self._uid)

    @override
    def accepted(self) -> None:
        self._good = True

    @override
    def invalidate(self) -> None:
        self._uid = ""
        # An id that was good has come to its end. One that never was is asked for again at once, but
        # not again and again.
        self._wasted = 0 if self._good else self._wasted + 1
        if self._wasted > 1:
            self._not_before = monotonic() + min(2.0**self._wasted, LIFE)

    @override
    def sign(self, http_request: HttpRequest) -> None:
        if http_request.path in OPEN:
            return
        if http_request.method == "POST":
            http_request.headers["Authorization"] = self.credentials.basic
            return
        # The camera takes the first thing that looks like a parameter for it: so the id comes first.
        http_request.query.insert(0, ("uid", self._uid))
        self._used = monotonic()
