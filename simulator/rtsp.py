"""RTSP as cameras serve it: H.264, over the very connection on which it was asked for.

For what others do with the address of a stream: Home Assistant's `camera.record`, a player, an NVR.
"""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager
from fractions import Fraction
import re
import struct
from time import monotonic

import av

from .camera import SimulatedCamera

HOST = "127.0.0.1"
CLOCK = 90_000
"""Ticks of a time stamp per second."""
PAYLOAD = 96
MAX_PAYLOAD = 1400
"""Bytes of one packet."""
FPS = 15
SIZE = (640, 480)
METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN"
DESCRIPTION = f"""\
v=0
o=- 0 0 IN IP4 {HOST}
s=Camera
t=0 0
m=video 0 RTP/AVP {PAYLOAD}
a=rtpmap:{PAYLOAD} H264/{CLOCK}
a=fmtp:{PAYLOAD} packetization-mode=1
a=control:track1
""".replace("\n", "\r\n")


class RtspServer:
    """Serves the picture of a camera to those of its accounts that ask."""

    def __init__(self, camera: SimulatedCamera) -> None:
        self._camera = camera
        self._serving: set[asyncio.Task[None]] = set()
        self.paths: list[str] = []
        """What was played."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Listen for the length of a block, on the port that is returned."""
        server = await asyncio.start_server(self._accept, HOST, 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for task in self._serving:
                task.cancel()
            await asyncio.gather(*self._serving, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        playing: asyncio.Task[None] | None = None
        try:
            async for method, url, headers in _requests(reader):
                answer, content = self._answer(method, url, headers)
                lines = [f"RTSP/1.0 {answer}", f"CSeq: {headers.get('cseq', '0')}", "Session: 1"]
                length = [f"Content-Length: {len(content)}"] if content else []
                writer.write(("\r\n".join([*lines, *length, "", ""]) + content).encode())
                if method == "PLAY" and playing is None:
                    self.paths.append(url)
                    playing = asyncio.create_task(self._play(writer))
                if method == "TEARDOWN":
                    break
        except ConnectionError:
            pass
        finally:
            if playing is not None:
                playing.cancel()
                await asyncio.gather(playing, return_exceptions=True)
            writer.close()

    def _answer(self, method: str, url: str, headers: Mapping[str, str]) -> tuple[str, str]:
        """Return the status with what headers there are, and a content."""
        known = {
            b64encode(f"{account.name}:{account.password}".encode()).decode()
            for account in self._camera.first_accounts
        }
        match method:
            case "OPTIONS":
                return f"200 OK\r\nPublic: {METHODS}", ""
            case _ if headers.get("authorization", "").removeprefix("Basic ") not in known:
                return '401 Unauthorized\r\nWWW-Authenticate: Basic realm="camera"', ""
            case "DESCRIBE":
                return f"200 OK\r\nContent-Type: application/sdp\r\nContent-Base: {url}/", DESCRIPTION
            case "SETUP" if "TCP" not in headers.get("transport", ""):
                return "461 Unsupported Transport", ""
            case "SETUP":
                return "200 OK\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1", ""
        return "200 OK", ""

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        encoder = _Encoder()
        number, started = 0, monotonic()
        async with aclosing(self._camera.pictures(SIZE, 1 / FPS, lambda: True)) as pictures:
            async for jpeg in pictures:
                at = round((monotonic() - started) * CLOCK)
                for payload, is_last in _payloads(await asyncio.to_thread(encoder.encode, jpeg, at)):
                    number += 1
                    kind = PAYLOAD | is_last << 7
                    packet = struct.pack("!BBHII", 0x80, kind, number & 0xFFFF, at & 0xFFFFFFFF, 1) + payload
                    writer.write(struct.pack("!cBH", b"$", 0, len(packet)) + packet)
                await writer.drain()


async def _requests(reader: asyncio.StreamReader) -> AsyncIterator[tuple[str, str, dict[str, str]]]:
    """Yield method, address and headers of each request; the player's reports are skipped."""
    while start := await reader.read(1):
        if start == b"$":
            _, length = struct.unpack("!BH", await reader.readexactly(3))
            await reader.readexactly(length)
            continue
        try:
            head = (start + await reader.readuntil(b"\r\n\r\n")).decode()
        except asyncio.IncompleteReadError:
            return
        first, *lines = head.strip().split("\r\n")
        method, url, _ = first.split(" ")
        fields = (line.partition(":") for line in lines)
        yield method, url, {name.lower(): text.strip() for name, _, text in fields}


def _payloads(units: list[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield what goes into one packet each (RFC 6184), and whether it is the last of a picture."""
    for unit in units:
        is_last = unit is units[-1]
        if len(unit) <= MAX_PAYLOAD:
            yield unit, is_last
            continue
        body = unit[1:]
        for start in range(0, len(body), MAX_PAYLOAD):
            ends = start + MAX_PAYLOAD >= len(body)
            place = (start == 0) << 7 | ends << 6
            head = bytes([unit[0] & 0xE0 | 28, place | unit[0] & 0x1F])
            yield head + body[start : start + MAX_PAYLOAD], is_last and ends


class _Encoder:
    """Makes H.264 of JPEG."""

    def __init__(self) -> None:
        self._decoder = av.CodecContext.create("mjpeg", "r")
        self._codec = av.VideoCodecContext.create("libx264", "w")
        self._codec.width, self._codec.height = SIZE
        self._codec.pix_fmt = "yuv420p"
        self._codec.time_base = Fraction(1, CLOCK)
        self._codec.framerate = Fraction(FPS)
        self._codec.gop_size = FPS
        # Each key picture tells what a player must know, for those that come late.
        tells = {"x264-params": "repeat-headers=1"}
        self._codec.options = {"preset": "ultrafast", "tune": "zerolatency", **tells}

    def encode(self, jpeg: bytes, at: int) -> list[bytes]:
        """Return the units of one picture."""
        frame = self._decoder.decode(av.Packet(jpeg))[0].reformat(format="yuv420p")
        frame.pts, frame.time_base = at, self._codec.time_base
        return [
            unit
            for packet in self._codec.encode(frame)
            for unit in re.split(rb"\x00{2,3}\x01", bytes(packet))
            if unit
        ]
