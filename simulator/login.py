"""Who asks: accounts, and the Basic and Digest logins of HTTP as a camera checks them."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import md5
import re
from secrets import token_hex

from custom_components.ipcam_cgi.ipcam.model.catalogue import Access

from .http import Request

_PART = re.compile(r'(\w+)=("[^"]*"|[^\s,]+)')


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the camera."""

    name: str
    password: str
    access: Access = Access.ADMINISTRATOR


NOBODY = Account("", "", Access.NONE)
"""Whoever does not say who it is, or says it wrongly."""


def known(accounts: Iterable[Account], name: str, password: str) -> Account:
    """Return the account with this name and password, NOBODY when there is none."""
    return next((each for each in accounts if (each.name, each.password) == (name, password)), NOBODY)


class HeaderLogin:
    """The login of an Authorization header: Digest, or else Basic."""

    def __init__(self, *, digest: bool) -> None:
        self._digest = digest
        self._nonce = ""
        self.renew()

    def renew(self) -> None:
        """Forget the challenges given so far, as after a reboot."""
        self._nonce = token_hex(16)

    def challenge(self, realm: str) -> str:
        """Return what a 401 asks for."""
        if self._digest:
            return f'Digest realm="{realm}", nonce="{self._nonce}", qop="auth"'
        return f'Basic realm="{realm}"'

    def check(self, request: Request, realm: str, accounts: Iterable[Account]) -> tuple[Account, bool]:
        """Return who asks, and whether this was an attempt to log in at all."""
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        match scheme.lower(), self._digest:
            case "basic", False:
                with suppress(ValueError):
                    name, _, password = b64decode(rest).decode("utf-8", "surrogateescape").partition(":")
                    return known(accounts, name, password), True
                return NOBODY, True
            case "digest", True:
                parts = {name: text.strip('"') for name, text in _PART.findall(rest)}
                if parts.get("nonce") != self._nonce:
                    # The answer to a challenge of before the reboot says nothing about the password.
                    return NOBODY, False
                proven = (each for each in accounts if self._proves(request, realm, parts, each))
                return next(proven, NOBODY), True
        return NOBODY, False

    def _proves(self, request: Request, realm: str, parts: Mapping[str, str], account: Account) -> bool:
        if parts.get("username") != account.name or parts.get("uri") != request.target:
            return False
        middle = [self._nonce]
        if parts.get("qop"):
            middle += [parts.get("nc", ""), parts.get("cnonce", ""), parts["qop"]]
        secret = _hash(f"{account.name}:{realm}:{account.password}")
        wanted = _hash(f"{request.method}:{request.target}")
        return parts.get("response") == _hash(":".join([secret, *middle, wanted]))


def _hash(text: str) -> str:
    return md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
