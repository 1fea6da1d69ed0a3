"""What people fill in as an address, and where a camera may be found at it."""

from dataclasses import dataclass, field, replace
from itertools import takewhile

from homeassistant.util.network import is_ip_address
from yarl import URL

PORTS: tuple[tuple[int, bool], ...] = ((80, False), (88, False), (443, True), (8080, False), (81, False))
"""Where these cameras have their web pages, the likeliest first; whether with TLS."""

_WEB = ("http", "https")
_OWN = ("cgi-bin", "web")
"""Folders that cameras have themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The parts of an address; what was not given is None or empty."""

    host: str
    port: int | None = None
    ssl: bool | None = None
    path: str = ""
    """What goes in front of each request's path, as behind a reverse proxy; begins with a slash."""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def parse_address(text: str) -> Address:
    """Take apart a host name, an IP address, either with a port, or whatever URL was pasted.

    Of the URL of another service, as rtsp, the host is taken and the account. Raise ValueError for what is
    no address.
    """
    text = text.strip()
    if is_ip_address(text):
        return Address(host=text)
    is_url = "://" in text
    url = URL(text if is_url or text.startswith("//") else f"//{text}")
    if not url.host or " " in url.host:
        raise ValueError("no host")
    address = Address(host=url.host, username=url.user or "", password=url.password or "")
    if is_url and url.scheme not in _WEB:
        return address
    ssl = url.scheme == "https" if is_url else None
    port = url.explicit_port or (443 if ssl else None)
    return replace(address, port=port, ssl=ssl, path=_prefix(url))


def _prefix(url: URL) -> str:
    """Return the folder that a page is in, without the camera's own."""
    *folders, page = url.path.split("/")[1:] or [""]
    if page and "." not in page:
        folders.append(page)
    return "".join(f"/{folder}" for folder in takewhile(lambda folder: folder not in _OWN, folders))


def places(port: int | None, *, ssl: bool) -> tuple[tuple[int, bool], ...]:
    """Return where to look for a camera: the port and whether with TLS, in this order.

    A port that was chosen is the only one, with the other scheme in case of a slip.
    """
    if port is not None:
        return ((port, ssl), (port, not ssl))
    return tuple(sorted(PORTS, key=lambda place: place[1] is not ssl)) if ssl else PORTS
