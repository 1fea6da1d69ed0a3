"""A server that keeps its connections: `python -m benchmarks.keeper`, spoken to by `Worker`."""

import asyncio
from contextlib import suppress
from typing import Any

from .worker import serve

STATUS = b"".join(
    b"var %s=%s;\n" % each
    for each in (
        (b"id", b"'00626E51AC0D'"),
        (b"sys_ver", b"'11.37.2.49'"),
        (b"app_ver", b"'2.4.18.27'"),
        (b"alias", b"'Garden'"),
        (b"now", b"1767225600"),
        (b"tz", b"-3600"),
        (b"alarm_status", b"0"),
        (b"ddns_status", b"0"),
        (b"ddns_host", b"''"),
        (b"oray_type", b"0"),
        (b"upnp_status", b"0"),
        (b"p2p_status", b"0"),
        (b"msn_status", b"0"),
        (b"wifi_status", b"1"),
    )
)
HEAD = b"HTTP/1.1 200 OK\r\nServer: Netwave IP Camera\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n"
CLOSING = b"Connection: close\r\n"


class Keeper:
    """Answers everything with a camera's status, over connections that last if it `keeps` them."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._connections = 0
        self._keeps = False

    async def handle(self, order: dict[str, Any]) -> Any:
        """Start and return the port, or return how many connections there have been."""
        if order["action"] == "start":
            self._keeps = order["keeps"]
            self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
            return self._server.sockets[0].getsockname()[1]
        return self._connections

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        with suppress(OSError, EOFError):
            ends = False
            while not ends:
                request = await reader.readuntil(b"\r\n\r\n")
                ends = not self._keeps or b"connection: close" in request.lower()
                writer.write(HEAD % len(STATUS) + (CLOSING if ends else b"") + b"\r\n" + STATUS)
        writer.close()


if __name__ == "__main__":
    asyncio.run(serve(Keeper().handle))
