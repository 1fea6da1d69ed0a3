"""The login in the query, the only one that these cameras know."""

import re
from typing import override

from ...errors import WrongPasswordError
from ...model.protocol import Credentials, Fetch, HttpRequest, Login, check_login
from .manual.common import PROXY_PATH
from .reply import read_reply

_PLAIN = re.compile(r"[A-Za-z0-9._~-]*")
_SENDABLE = re.compile(r"[!-~]*")
_SPLITTERS = "&#"
"""What would end the value when it is not encoded."""

CHECK = "getProductModelName"
"""The smallest command that wants a login and that every account may ask."""
REASON = "the camera refused the login"
REFUSED = "-2"
DENIED = "-3"


class QueryLogin(Login):
    """Finds out whether the camera decodes what is percent-encoded in `usr` and `pwd`.

    Some firmware does not, so a character such as `^` must go out as it is; some wants it encoded,
    as the manual says. For letters and digits both are the same and nothing is asked. Otherwise
    the literal form goes first: of most characters it is right for both kinds. Only if that is
    refused the encoded form is tried, once: a wrong password with such characters is thus refused
    twice, one without them once. What worked is kept.
    """

    def __init__(self, credentials: Credentials) -> None:
        """Begin without knowing, unless there is nothing to know."""
        super().__init__(credentials)
        texts = (credentials.username, credentials.password)
        self._learned = all(_PLAIN.fullmatch(text) for text in texts)
        self._literal = all(_SENDABLE.fullmatch(text) and not set(text) & set(_SPLITTERS) for text in texts)
        self._learned = self._learned or not self._literal

    @override
    async def prepare(self, fetch: Fetch) -> None:
        if not self._learned:
            await self._learn(fetch)
            self._learned = True

    async def _learn(self, fetch: Fetch) -> None:
        codes = []
        for literal in (True, False):
            self._literal = literal
            http_request = HttpRequest("GET", PROXY_PATH, [("cmd", CHECK)], is_login=True)
            self.sign(http_request)
            response = await fetch(http_request)
            check_login(response)
            code = read_reply(response.text).get("result", "")
            if code not in (REFUSED, DENIED):
                return
            codes.append(code)
        if set(codes) == {REFUSED}:
            raise WrongPasswordError(REASON)
        # Denied means known: old firmware does not have the command.
        self._literal = codes[0] == DENIED

    @override
    def sign(self, http_request: HttpRequest) -> None:
        own = any(name == "pwd" for name, _ in http_request.query)
        http_request.query += [("usr", self.credentials.username), ("pwd", self.credentials.password)]
        if self._literal and not own:
            http_request.literal |= {"usr", "pwd"}
