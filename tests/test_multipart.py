"""The multipart readers: every framing seen on cameras, cut in every way."""

from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Protocol

from hypothesis import given, settings, strategies as st
from PIL import Image
import pytest

from custom_components.ipcam_cgi.ipcam.http.multipart import FrameReader, PartReader
from tests.conftest import MUCH, work


class Reader(Protocol):
    """What both readers have in common."""

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take the next bytes."""


@cache
def jpeg(seed: int, *, size: int = 24, thumbnail: bool = False, **options: object) -> bytes:
    """Return a small real JPEG that differs by seed."""
    image = Image.effect_noise((size, size), 40 + seed).convert("RGB")
    buffer = BytesIO()
    image.save(buffer, "JPEG", **options)
    data = buffer.getvalue()
    if thumbnail:
        inner = b"Exif\0\0" + jpeg(seed + 100, size=8)
        data = data[:2] + b"\xff\xe1" + (len(inner) + 2).to_bytes(2) + inner + data[2:]
    return data


PICTURES = [
    jpeg(1),
    jpeg(2, thumbnail=True),
    jpeg(3, progressive=True),
    jpeg(4, restart_marker_blocks=1),
    jpeg(5, size=48, optimize=True),
]

type Framing = Callable[[Iterable[bytes]], bytes]


def framing(head: str, tail: str = "\r\n", *, before: str = "", after: str = "") -> Framing:
    """Return a function that puts each picture between `head` (which may use {n}) and `tail`."""

    def frame(pictures: Iterable[bytes]) -> bytes:
        body = b"".join(head.format(n=len(p)).encode() + p + tail.encode() for p in pictures)
        return before.encode() + body + after.encode()

    return frame


TYPE = "Content-Type: image/jpeg\r\n"
LENGTH = "Content-Length: {n}\r\n\r\n"

FRAMINGS: dict[str, Framing] = {
    "plain": framing("--cam\r\n" + TYPE + LENGTH),
    "no length": framing("--cam\r\n" + TYPE + "\r\n"),
    "doubled boundary": framing("--cam\r\n" + TYPE + LENGTH, before="--cam\r\n", after="--cam--\r\n"),
    "dashed boundary": framing("----cam\r\n" + TYPE + LENGTH),
    "boundary of dashes": framing("-----\r\n" + TYPE + "\r\n"),
    "no dashes": framing("cam\r\n" + TYPE + LENGTH),
    "no boundary": framing(TYPE + LENGTH, tail=""),
    "nothing at all": framing("", tail=""),
    "no blanks": framing("--cam\r\nContent-type:image/jpeg\r\nContent-Length:{n}\r\n\r\n"),
    "small letters": framing("--cam\r\ncontent-type: image/jpeg\r\ncontent-length : {n}\r\n\r\n"),
    "capitals": framing("--cam\r\nCONTENT-LENGTH: {n}\r\nX-DATE: NOW\r\n\r\n"),
    "line feeds": framing("--cam\nContent-Type: image/jpeg\nContent-Length: {n}\n\n", tail="\n"),
    "no line end before the boundary": framing("--cam\r\n" + TYPE + LENGTH, tail=""),
    "padding": framing("--cam\r\n" + TYPE + LENGTH, tail="\0\0\0\r\n"),
    "garbage between": framing("--cam\r\n" + TYPE + LENGTH, tail="\0\x01\x7f garbage\r\n" * 40),
    "length of zero": framing("--cam\r\nContent-Length: 0\r\n\r\n"),
    "length too large to believe": framing("--cam\r\nContent-Length: 99999999999\r\n\r\n"),
    "length that is no number": framing("--cam\r\nContent-Length: many\r\n\r\n"),
    "text part first": framing(
        "--cam\r\n" + TYPE + LENGTH, before="--cam\r\nContent-Length: 2\r\n\r\nHi\r\n"
    ),
}


def shifted(shift: Callable[[int], int]) -> Framing:
    """Return a framing whose Content-Length is wrong by the given function."""

    def frame(pictures: Iterable[bytes]) -> bytes:
        return b"".join(
            b"\r\n--cam\r\nContent-Length: %d\r\n\r\n%b" % (max(0, shift(len(picture))), picture)
            for picture in pictures
        )

    return frame


def fed(reader: Reader, body: bytes, cuts: Iterable[int] = ()) -> list[bytes]:
    """Feed a body cut at the given places and return all that came out."""
    edges = [0, *sorted(cut % (len(body) + 1) for cut in cuts), len(body)]
    return [item for a, b in pairwise(edges) for item in reader.feed(body[a:b])]


cuts = st.lists(st.integers(0, 1 << 20), max_size=40)


@pytest.mark.parametrize("name", FRAMINGS)
def test_every_framing_gives_every_picture(name: str) -> None:
    """Whole, and byte by byte."""
    body = FRAMINGS[name](PICTURES * 2)
    assert fed(FrameReader(), body) == PICTURES * 2
    assert fed(FrameReader(), body, range(len(body))) == PICTURES * 2


@given(st.sampled_from(sorted(FRAMINGS)), st.lists(st.sampled_from(PICTURES), max_size=5), cuts)
def test_any_cut_gives_the_same_pictures(name: str, pictures: list[bytes], cuts: list[int]) -> None:
    """Where the network cuts the body must not matter."""
    reader = FrameReader()
    assert fed(reader, FRAMINGS[name](pictures), cuts) == pictures
    assert (reader.frames, reader.damaged) == (len(pictures), 0)


@given(st.integers(-400, 400), cuts)
def test_wrong_length(error: int, cuts: list[int]) -> None:
    """A Content-Length that is too short or too long costs no picture."""
    body = shifted(lambda length: length + error)(PICTURES) + bytes(4096)
    assert fed(FrameReader(), body, cuts) == PICTURES


def test_length_goes_wrong_and_right_again() -> None:
    """A camera whose lengths were right is believed until one is wrong."""
    right, wrong = FRAMINGS["plain"], shifted(lambda length: length + 70)
    body = right(PICTURES) + wrong(PICTURES) + right(PICTURES)
    assert fed(FrameReader(), body) == PICTURES * 3
    assert fed(FrameReader(), body, range(len(body))) == PICTURES * 3


def test_a_picture_is_there_with_its_last_byte() -> None:
    """Neither with nor without a Content-Length may a picture wait for the next one."""
    for name in ("plain", "no length", "length of zero"):
        reader = FrameReader()
        for picture in PICTURES:
            body = FRAMINGS[name]([picture]).removesuffix(b"\r\n")
            assert reader.feed(body[:-1]) == []
            assert reader.feed(body[-1:]) == [picture]


@pytest.mark.parametrize("name", ["plain", "no length", "no line end before the boundary"])
def test_broken_off_picture_is_dropped(name: str) -> None:
    """Wherever a picture breaks off, the next ones come."""
    frame = FRAMINGS[name]
    first, broken, *others = jpeg(1), jpeg(6), jpeg(7), jpeg(8), jpeg(9)
    for cut in range(len(b"\xff\xd8\xff"), len(broken)):
        head, _, tail = frame([broken]).partition(broken)
        body = frame([first]) + head + broken[:cut] + tail + frame(others)
        reader = FrameReader()
        # A segment cut at its length may claim up to 64 KiB of what follows before it shows.
        assert fed(reader, body + bytes(1 << 16)) == [first, *others], cut
        assert reader.damaged == 1


@given(cuts)
def test_too_large_picture_is_skipped(cuts: list[int]) -> None:
    large, small = jpeg(1, size=200), jpeg(2)
    body = FRAMINGS["plain"]([small, large, small, large, small])
    reader = FrameReader(max_frame=len(large) - 1)
    assert fed(reader, body, cuts) == [small] * 3
    assert reader.damaged == 2
    assert fed(FrameReader(max_frame=len(large)), body, cuts) == [small, large, small, large, small]


def test_picture_that_only_its_length_delimits() -> None:
    """An encoder that writes nonsense between the segments still has its Content-Length."""
    odd = [picture[:2] + b"\xff\xe0\0\x02junk" + picture[2:] for picture in PICTURES]
    body = FRAMINGS["plain"](odd)
    assert fed(FrameReader(), body) == odd
    assert fed(FrameReader(), body, range(len(body))) == odd
    reader = FrameReader()
    assert fed(reader, FRAMINGS["no length"]([odd[0], *PICTURES])) == PICTURES
    assert reader.damaged == 1


def test_stray_markers_in_the_compressed_data() -> None:
    """The FF of a careless encoder ends nothing; fill bytes before a marker are allowed."""
    picture = jpeg(1)
    careless = picture[:-2] + b"\xff\x20\xff\xff\xff\xd9"
    filled = picture[:2] + b"\xff\xff" + picture[2:]
    assert fed(FrameReader(), FRAMINGS["no length"]([careless, filled])) == [careless, filled]


def test_segments_without_compressed_data_are_no_picture() -> None:
    assert fed(FrameReader(), b"\xff\xd8\xff\xd9--cam\r\n\r\n" + jpeg(1)) == [jpeg(1)]


@pytest.mark.parametrize(
    "chunk",
    [
        bytes(1 << 16),
        b"\xff" * (1 << 16),
        b"\xff\xd8\xff" * (1 << 14),
        b"\xff\xd8\xff\xe1\xff\xff" * (1 << 13),
        b"\xff\xd8\xff\xda\x00\x02" + bytes(1 << 16),
        b"Content-Length: 9\r\n\r\n" * (1 << 12),
        b"--cam\r\n" * (1 << 13),
    ],
    ids=["zeros", "ones", "starts", "segments", "scans", "headers", "boundaries"],
)
def test_endless_nonsense_stays_bounded(chunk: bytes) -> None:
    """A camera gone mad costs no memory, and pictures are found when it recovers."""
    reader = FrameReader(max_frame=1 << 18)
    largest = 0
    for _ in range(100):
        assert reader.feed(chunk) == []
        largest = max(largest, len(reader._data))
    assert largest <= (1 << 18) + len(chunk)
    assert jpeg(1) in fed(reader, bytes(1 << 16) + FRAMINGS["plain"]([jpeg(1)] * 9))


def test_endless_scan_is_given_up() -> None:
    reader = FrameReader(max_frame=1 << 18)
    reader.feed(jpeg(1)[:-2])
    for _ in range(100):
        reader.feed(bytes(1 << 14))
        assert len(reader._data) <= (1 << 18) + (1 << 14)
    assert reader.damaged == 1
    assert reader.feed(jpeg(1)) == [jpeg(1)]


PIECES = [
    *(jpeg(seed, size=8) for seed in range(3)),
    b"\xff\xd8\xff",
    b"\xff\xd9",
    b"\xff",
    b"\xd9",
    b"\xff\xda\x00\x04ab",
    b"\xff\xe0\x00\x09",
    b"\xff\xc4\x00\x05",
    b"\r\n--cam\r\n",
    b"Content-Length: 12\r\n\r\n",
    b"Content-Length: 700\r\n\r\n",
    b"\0" * 20,
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=40), cuts, st.integers(20, 900))
def test_any_bytes_in_any_cut(pieces: list[bytes], cuts: list[int], max_frame: int) -> None:
    """Nothing raises, the cut does not matter, and what comes out are JPEGs within the bound."""
    body = b"".join(pieces)
    whole, cut = FrameReader(max_frame), FrameReader(max_frame)
    pictures = fed(whole, body)
    assert fed(cut, body, cuts) == pictures
    assert (whole.frames, whole.damaged, whole.text) == (cut.frames, cut.damaged, cut.text)
    for picture in pictures:
        assert picture.startswith(b"\xff\xd8\xff")
        assert picture.endswith(b"\xff\xd9")
        assert len(picture) <= max_frame
        assert picture in body


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", ""),
        (b"No stream today", "No stream today"),
        (b"Error: not for you\r\n", "Error: not for you"),
        (b"--cam\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nSorry\r\n--cam--\r\n", "Sorry"),
        (
            "--cam\ncontent-type:text/html\n\nZu viele\n\tZuschauer später".encode(),
            "Zu viele Zuschauer später",
        ),
        ("caf\xe9".encode("latin-1"), "caf\ufffd"),
        (bytes(100), ""),
        (b"\x00\x00\x00\x01\x67\x42", ""),
        (b"x" * 10000, "x" * 4096),
        (FRAMINGS["plain"]([jpeg(1)]) + b"--cam\r\n\r\nGood bye", "Good bye"),
        (FRAMINGS["plain"]([jpeg(1)]) + jpeg(1)[:-1], ""),
    ],
)
def test_text_in_place_of_pictures(body: bytes, text: str) -> None:
    reader = FrameReader()
    fed(reader, body, range(len(body)))
    assert reader.text == text


EVENTS = [b"door = on", b"door = off\r\nmotion1 = on", b"motion1 = off\nlong-name = a - b -- c"]
PLAIN = "Content-type: text/plain\r\n"

EVENT_FRAMINGS: dict[str, Framing] = {
    "plain": framing("--events\r\n" + PLAIN + LENGTH),
    "no length": framing("--events\r\n" + PLAIN + "\r\n", after="--events--\r\n"),
    "no headers": framing("--events\r\n", after="--events\r\n"),
    "doubled boundary": framing("--events\r\n--events\r\n" + PLAIN + LENGTH),
    "dashed boundary": framing("----events\r\n" + PLAIN + LENGTH, after="----events\r\n"),
    "no line end before the boundary": framing("--events\n\n", tail="", after="--events\n"),
    "no line end before a dashed boundary": framing("----events\n\n", tail="", after="----events\n"),
    "blank line before the length": framing("--events\nContent-type: text/plain\n\nContent-Length: {n} \n\n"),
    "no blank line behind the length": framing("--events\nContent-type: text/plain\n\nContent-Length: {n}\n"),
    "length first": framing("--events\r\nCONTENT-LENGTH:{n}\r\nContent-Type:text/plain\r\nDate: x\r\n\r\n"),
    "line feeds": framing("--events\nContent-Type: text/plain\nContent-Length: {n}\n\n", tail="\n"),
    "length that is no number": framing("--events\nContent-Length: some\n\n", after="--events\n"),
    "length too large to believe": framing("--events\nContent-Length: 99999999\n\n", after="--events\n"),
    "no boundary before the first": lambda e: EVENT_FRAMINGS["no length"](e).removeprefix(b"--events\r\n"),
    "preamble": framing("--events\n" + PLAIN + LENGTH, before="\r\n \r\n"),
}


def test_boundary_word_may_change() -> None:
    """The Hucoms manual prints two spellings of one boundary in one example."""
    body = b"--event _list\n\na = 1\n--event_list\n\nb = 2\n--event_list\n"
    assert fed(PartReader(), body) == [b"a = 1", b"b = 2"]


@pytest.mark.parametrize("name", EVENT_FRAMINGS)
def test_every_framing_gives_every_part(name: str) -> None:
    body = EVENT_FRAMINGS[name](EVENTS * 2)
    for places in ((), range(len(body))):
        reader = PartReader()
        assert fed(reader, body, places) == EVENTS * 2
        assert not reader.pending()


@given(st.sampled_from(sorted(EVENT_FRAMINGS)), st.lists(st.sampled_from(EVENTS), max_size=5), cuts)
def test_any_cut_gives_the_same_parts(name: str, events: list[bytes], cuts: list[int]) -> None:
    assert fed(PartReader(), EVENT_FRAMINGS[name](events), cuts) == events


def test_part_with_a_length_is_there_with_its_last_byte() -> None:
    reader = PartReader()
    for event in EVENTS:
        body = EVENT_FRAMINGS["plain"]([event]).removesuffix(b"\r\n")
        assert reader.feed(body[:-1]) == []
        assert reader.feed(body[-1:]) == [event]
        assert not reader.pending()


def test_part_without_a_length_can_be_taken_early() -> None:
    reader = PartReader()
    head = b"--events\r\nContent-type: text/plain\r\n\r\n"
    assert not reader.pending()
    assert reader.feed(head) == []
    assert not reader.pending()
    assert reader.feed(b"door = on\r\n") == []
    assert reader.pending()
    assert reader.take_pending() == b"door = on"
    assert reader.take_pending() == b""
    assert reader.feed(b"\r\n--eve") == []
    assert not reader.pending()
    assert reader.feed(b"nts\r\n\r\n") == []
    assert reader.feed(b"door = off\r\n") == []
    assert reader.take_pending() == b"door = off"
    assert reader.feed(b"lamp = on\r\n--events\r\n") == [b"lamp = on"]


def test_plain_text_without_parts() -> None:
    reader = PartReader()
    assert reader.feed(b"door = on\r\nmotion1 = off\r\n") == []
    assert reader.take_pending() == b"door = on\r\nmotion1 = off"
    assert reader.feed(b"Error: gone") == []
    assert reader.take_pending() == b"Error: gone"


@given(st.integers(-20, 20), cuts)
def test_wrong_length_loses_no_text(error: int, cuts: list[int]) -> None:
    """Too short a length tears a part in two, too long a one makes it wait; nothing else."""
    body = b"".join(
        b"--events\r\nContent-Length: %d\r\n\r\n%b\r\n" % (max(0, len(event) + error), event)
        for event in EVENTS
    )
    got = fed(PartReader(), body + b"--events\r\n", cuts)
    if error == 0:
        assert got == EVENTS
    assert b"".join(b"".join(got).split()) == b"".join(b"".join(EVENTS).split())


@given(cuts)
def test_too_large_part_is_skipped(cuts: list[int]) -> None:
    body = EVENT_FRAMINGS["no length"]([b"a = 1", b"long = " + b"x" * 4000, b"b = 2"])
    assert fed(PartReader(max_part=1000), body, cuts) == [b"a = 1", b"b = 2"]
    body = EVENT_FRAMINGS["plain"]([b"a = 1", b"long = " + b"x" * 4000, b"b = 2"])
    assert fed(PartReader(max_part=1000), body, cuts) == [b"a = 1", b"b = 2"]


@pytest.mark.parametrize(
    "chunk",
    [
        bytes(1 << 14),
        b"x = 1\n" * 3000,
        b"-" * (1 << 14),
        b"content-length: 5\r\n" * 1000,
        b"content-type: x\r\n\r\n" * 1000,
        b"\n" * (1 << 14),
    ],
    ids=["zeros", "lines", "dashes", "lengths", "headers", "blank"],
)
def test_endless_text_stays_bounded(chunk: bytes) -> None:
    reader = PartReader(max_part=1 << 16)
    for _ in range(50):
        reader.feed(chunk)
        assert len(reader._data) <= (1 << 16) + (1 << 10)
    assert fed(reader, b"\n--events\r\n" + EVENT_FRAMINGS["plain"](EVENTS))[-3:] == EVENTS


TEXT_PIECES = [
    b"--events\r\n",
    b"--events",
    b"--",
    b"-",
    b"--events--\n",
    b"Content-Length: 9\r\n",
    b"content-type: text/plain\n",
    b"\r\n",
    b"\n",
    b"\r",
    b" ",
    b"a = 1",
    b"b = 2\r\n",
    b"Error: c",
    b"\0\xff",
]


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(TEXT_PIECES) | st.binary(max_size=4), max_size=40), cuts, st.integers(20, 200)
)
def test_any_text_in_any_cut(pieces: list[bytes], cuts: list[int], max_part: int) -> None:
    body = b"".join(pieces)
    parts = fed(PartReader(max_part), body)
    assert fed(PartReader(max_part), body, cuts) == parts
    assert all(part == part.strip() != b"" and len(part) <= max_part for part in parts)


@pytest.mark.parametrize("piece", [b"\n", b"Content-type: x\r\n", b"Content-Length: 9\r\n", b" ", b"a", b"-"])
def test_what_drips_is_little_work(piece: bytes) -> None:
    reader = PartReader()

    def drip() -> None:
        for octet in (piece * 32_000)[:32_000]:
            reader.feed(bytes([octet]))
            reader.pending()

    assert work(drip) < MUCH


def test_more_headers_than_any_camera_has() -> None:
    """From a number of them on they are taken for text; what follows is read all the same."""
    reader = PartReader()
    head = b"--x\r\nContent-Length: 4\r\n" + b"X-More: 1\r\n" * 60
    parts = [*reader.feed(head + b"\r\na=1\r\nb=2\r\n"), *reader.feed(b"--x\r\n")]
    assert parts[-1].endswith(b"a=1\r\nb=2")
