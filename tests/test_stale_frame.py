"""The picture of a camera that is away: recognizable, and recognizably old."""

from io import BytesIO

from PIL import Image
import pytest

from custom_components.ipcam_cgi import stale_frame
from custom_components.ipcam_cgi.stale_frame import marked

GREEN = (60, 160, 60)


def jpeg(size: tuple[int, int], mode: str = "RGB") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, GREEN).convert(mode).save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (321, 239), (160, 120), (16, 9), (1, 1)])
def test_marked_is_grey_and_has_a_symbol(size: tuple[int, int], mode: str) -> None:
    with Image.open(BytesIO(marked(jpeg(size, mode), "2026-11-20 14:03:22"))) as image:
        assert image.format == "JPEG"
        assert image.size == size
        assert image.mode == "L"
        if min(size) >= 120:
            shades = image.tobytes()
            assert max(shades) > 240
            assert min(shades) < 15
            # What was seen can still be seen.
            assert 60 < shades[0] < 100


def test_time_is_told() -> None:
    first, second = (marked(jpeg((640, 480)), f"2026-11-20 14:03:2{digit}") for digit in (2, 7))
    assert first != second


def test_large_picture_becomes_smaller() -> None:
    with Image.open(BytesIO(marked(jpeg((4000, 3000)), "2026-11-20 14:03:22"))) as image:
        assert image.size == (2000, 1500)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0" + bytes(100),
        jpeg((640, 480))[:500],
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02",
    ],
)
def test_what_is_no_picture(data: bytes) -> None:
    with pytest.raises((OSError, ValueError)):
        marked(data, "2026-11-20 14:03:22")


def test_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stale_frame, "MAX_PIXELS", 640 * 480 - 1)
    with pytest.raises(ValueError, match="large"):
        marked(jpeg((640, 480)), "2026-11-20 14:03:22")
