"""What the benchmarks measure with; what they measure is for no test to judge."""

import asyncio
from collections.abc import Iterator
from io import BytesIO
from time import time_ns

from PIL import Image
import pytest

from benchmarks.cameras import BenchCamera, Cameras
from benchmarks.hd import HdResults, HdSample
from benchmarks.house import Start
from benchmarks.live import LiveSample, Plan, StillSample, percentile
from benchmarks.report import Results, ratio, spread, write
from benchmarks.stamp import Dechunker, StampReader, stamped
from benchmarks.viewers import Viewers
from custom_components.ipcam_cgi.ipcam.http.multipart import FrameReader

JPEG = b"\xff\xd8\xff\xda\x00\x04ab" + b"x" * 300 + b"\xff\xd9"


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    """Cut something up."""
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_stamps_are_found_however_the_pictures_are_cut(size: int) -> None:
    stamps = [time_ns() + number for number in range(5)]
    body = b"".join(b"--cut\r\n\r\n" + stamped(JPEG, stamp) + b"\r\n" for stamp in stamps)
    reader = StampReader()
    assert [stamp for piece in pieces(body, size) for stamp in reader.feed(piece)] == stamps


@pytest.mark.parametrize("size", [1, 3, 10_000])
def test_chunks_are_put_together_however_they_are_cut(size: int) -> None:
    body = bytes(range(256)) * 4
    wire = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in pieces(body, 300))
    chunks = Dechunker()
    assert b"".join(part for piece in pieces(wire, size) for part in chunks.feed(piece)) == body


@pytest.mark.usefixtures("socket_enabled")
async def test_camera_stamps_its_pictures() -> None:
    camera = BenchCamera(dialect="netwave")
    picture = await camera.picture((160, 120))
    assert Image.open(BytesIO(picture)).size == (160, 120)
    assert FrameReader().feed(picture + b"\r\n") == [picture]
    [stamp] = StampReader().feed(picture)
    assert stamp <= time_ns()


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("line", [0, 50e6])
async def test_viewers_see_what_the_camera_sends(line: float) -> None:
    cameras, viewers = Cameras(), Viewers()
    options = {"dialect": "netwave", "fps": 50, "line": line}
    [port] = await cameras.handle({"action": "start", "count": 1, "options": options})
    # The viewers only know bodies in chunks.
    proxy = await asyncio.start_server(lambda *ends: _in_chunks(port, *ends), "127.0.0.1")
    try:
        url = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}/videostream.cgi?user=admin&pwd=secret"
        await viewers.handle({"action": "look", "url": url, "count": 2, "slow": 1})
        async with asyncio.timeout(20):
            while (seen := await viewers.handle({"action": "report"}))["least"] < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert min(seen["ages"]) > 0
        stats = await cameras.handle({"action": "stats"})
        assert stats["open_streams"] == 3
        assert stats["bytes"] > 6 * 10_000
    finally:
        await viewers.handle({"action": "leave"})
        await cameras.handle({"action": "stop"})
        proxy.close()
        await proxy.wait_closed()


async def _in_chunks(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    upstream, request = await asyncio.open_connection("127.0.0.1", port)
    request.write(await reader.readuntil(b"\r\n\r\n"))
    writer.write(await upstream.readuntil(b"\r\n\r\n"))
    try:
        while data := await upstream.read(1000):
            writer.write(b"%x\r\n%b\r\n" % (len(data), data))
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        request.close()
        writer.close()


def test_numbers_are_put_in_order() -> None:
    assert percentile(range(1, 101), 99) == pytest.approx(99.01)
    assert percentile([3.0], 99) == 3.0
    assert spread([3, 1, 2], 0) == "2 (1-3)"
    assert spread([2.04, 2.01], 1) == "2.0"
    assert ratio([1, 4], [2, 4], float) == "0.75 (0.50-1.00)"


def test_every_table_is_written() -> None:
    results = Results(Plan(rounds=1, seconds=1))
    live = LiveSample(upstream=1, camera_rate=4e5, frames=60, least=15, cpu=100, age=1, age_p99=2, memory=0)
    still = StillSample(requests=1, rate=9, cpu=300, taken=3, taken_p99=5, age_p99=9)
    home = HdSample(
        entities=9,
        starts=[Start(available=5.25, known=6.5), Start(available=3.5, known=4.5)],
        start_requests=5,
        per_minute=30,
        cpu=0.5,
        memory=1e5,
    )
    for name in ("ipcam_cgi", "mjpeg"):
        results.live["1", name].append(live)
        results.stills["1", name].append(still)
    houses = {(1, "ipcam_cgi"): home, (1, "foscam"): home}
    results.hd = HdResults(houses, {"all": home}, {"all": 5e4}, 2.0, 1.0)
    text = write(results)
    assert text.count("\n## ") == 3
    assert text.count("| `ipcam_cgi` |") == 3
    widths = {len(block.split("\n")) for block in text.split("\n\n") if block.startswith("|")}
    assert widths == {4}
    assert "| 4.4 (3.5-5.2) | 5.5 (4.5-6.5) |" in text
    assert "| 100 | 50 |" in text
