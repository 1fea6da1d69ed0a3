"""Pictures become a video that browsers play, with the times at which they came."""

from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
import resource
import sys
from threading import Thread

import av
from PIL import Image
import pytest

from custom_components.ipcam_cgi import clip as module
from custom_components.ipcam_cgi.clip import ClipWriter, NoEncoderError
from custom_components.ipcam_cgi.ipcam.video.broadcast import Frame

VGA = (640, 480)


def jpeg(size: tuple[int, int] = VGA, shade: int = 128, mode: str = "RGB") -> bytes:
    drawn = BytesIO()
    Image.new("L", size, shade).convert(mode).save(drawn, "JPEG")
    return drawn.getvalue()


def frames(*pictures: tuple[float, bytes]) -> list[Frame]:
    return [Frame(data, number, 1000 + at) for number, (at, data) in enumerate(pictures, 1)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clips" / "garden.mp4"


def left(path: Path) -> list[str]:
    """Return what is in the folder of a clip."""
    return sorted(each.name for each in path.parent.iterdir())


def write(path: Path, pictures: Iterable[Frame]) -> module.Clip | None:
    writer = ClipWriter(path)
    writer.add(pictures)
    clip = writer.finish()
    writer.discard()
    return clip


def shades(path: Path) -> list[int]:
    """Return how light the middle of each picture is."""
    with av.open(path) as file:
        images = [image.to_image().convert("L") for image in file.decode(video=0)]  # type: ignore[no-untyped-call]
    return [image.tobytes()[len(image.tobytes()) // 2] for image in images]


def times(path: Path) -> list[float]:
    """Return when each picture is shown, and the end."""
    with av.open(path) as file:
        shown = [round(image.time, 3) for image in file.decode(video=0)]
        assert file.duration is not None
        return [*shown, file.duration / av.time_base]


def test_times_are_those_of_the_pictures(path: Path) -> None:
    came = [0, 0.066, 0.2, 0.25, 2.0, 9.5, 9.7]
    clip = write(path, frames(*((at, jpeg(shade=20 * n)) for n, at in enumerate(came))))
    assert clip == module.Clip(9.9, 7)
    assert times(path) == [*came, 9.9]
    assert shades(path) == pytest.approx([20 * n for n in range(7)], abs=3)
    assert left(path) == ["garden.mp4"]


def test_browsers_play_it_from_the_start(path: Path) -> None:
    write(path, frames((0, jpeg()), (0.1, jpeg())))
    data = path.read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")
    with av.open(path) as file:
        codec = file.streams.video[0].codec_context
        assert (codec.name, codec.pix_fmt, codec.width, codec.height) == ("h264", "yuv420p", *VGA)


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_brightness_stays(path: Path, mode: str, shade: int) -> None:
    """JPEG uses the whole range of numbers, video does not."""
    write(path, frames((0, jpeg(shade=shade, mode=mode))))
    assert shades(path) == pytest.approx([shade], abs=3)


@pytest.mark.parametrize(
    ("size", "even"), [((641, 481), VGA), ((321, 240), (320, 240)), ((1, 1), (2, 2)), ((3, 720), (2, 720))]
)
def test_odd_sizes(path: Path, size: tuple[int, int], even: tuple[int, int]) -> None:
    clip = write(path, frames((0, jpeg(size)), (1, jpeg(size))))
    assert clip is not None
    with av.open(path) as file:
        codec = file.streams.video[0].codec_context
        assert (codec.width, codec.height) == even
    assert times(path) == [0, 1, 2]


def test_size_that_changes(path: Path) -> None:
    """Somebody chose another resolution: all pictures have the size of the first."""
    sizes = [VGA, VGA, (320, 240), (1280, 720), VGA]
    write(path, frames(*((n / 10, jpeg(size, 40 * n)) for n, size in enumerate(sizes))))
    assert shades(path) == pytest.approx([40 * n for n in range(5)], abs=3)
    with av.open(path) as file:
        assert {(image.width, image.height) for image in file.decode(video=0)} == {VGA}


def test_damaged_pictures_are_left_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PIXELS", 1000 * 1000)
    broken = [b"", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0" + bytes(500), b"nonsense", jpeg((1100, 1100))]
    sound = [(1.0, jpeg(shade=50)), (2.0, jpeg(shade=150))]
    pictures = [sound[0], *((1 + n / 10, data) for n, data in enumerate(broken, 1)), sound[1]]
    clip = write(path, frames((0, broken[3]), *pictures))
    assert clip == module.Clip(2.0, 2)
    assert shades(path) == pytest.approx([50, 150], abs=3)
    assert times(path) == [0, 1, 2]


def test_pictures_of_the_same_moment(path: Path) -> None:
    write(path, frames((0, jpeg()), (0, jpeg()), (0.0004, jpeg()), (0.5, jpeg())))
    assert times(path) == [0, 0.001, 0.002, 0.5, 0.998]


def test_last_picture_is_not_shown_for_ever(path: Path) -> None:
    assert write(path, frames((0, jpeg()), (7, jpeg()))) == module.Clip(8.0, 2)
    assert write(path, frames((0, jpeg()))) == module.Clip(1.0, 1)
    assert times(path) == [0, 1]


def test_no_picture_no_clip(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"an earlier one")
    assert write(path, frames((0, b"nonsense"))) is None
    assert left(path) == ["garden.mp4"]
    assert path.read_bytes() == b"an earlier one"


def test_only_a_complete_clip_takes_its_place(path: Path) -> None:
    write(path, frames((0, jpeg())))
    earlier = path.read_bytes()
    writer = ClipWriter(path)
    writer.add(frames((0, jpeg()), (1, jpeg())))
    assert path.read_bytes() == earlier
    assert len(left(path)) == 2
    writer.discard()
    assert path.read_bytes() == earlier
    assert left(path) == ["garden.mp4"]
    writer.add(frames((2, jpeg())))
    assert writer.finish() is None
    assert left(path) == ["garden.mp4"]


def test_two_clips_of_the_same_name(path: Path) -> None:
    """The later one stays, and neither writes into the other."""
    writers = [ClipWriter(path), ClipWriter(path)]
    for shade, writer in zip((50, 200), writers, strict=True):
        writer.add(frames((0, jpeg(shade=shade))))
    for shade, writer in zip((50, 200), writers, strict=True):
        assert writer.finish()
        assert shades(path) == pytest.approx([shade], abs=3)
    assert left(path) == ["garden.mp4"]


def test_discarded_while_another_thread_works(path: Path) -> None:
    writer = ClipWriter(path)
    added = 0

    def pictures() -> Iterable[Frame]:
        nonlocal added
        for added in range(1, 10_000):
            yield Frame(jpeg(), added, added / 10)

    worker = Thread(target=writer.add, args=[pictures()])
    worker.start()
    while added < 5:
        pass
    writer.discard()
    worker.join(10)
    assert not worker.is_alive()
    assert added < 10_000 - 1
    assert left(path) == []


def test_place_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        ClipWriter(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        ClipWriter(tmp_path / "file" / "clip.mp4")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the encoder takes it for, it is an OSError, and nothing is left."""
    writer = ClipWriter(path)
    writer.add(frames((0, jpeg())))

    def full(*_: object) -> None:
        raise av.FFmpegError(28, "No space left on device")

    monkeypatch.setattr(writer, "_write", full)
    with pytest.raises(OSError, match="No space"):
        writer.add(frames((1, jpeg())))
    with pytest.raises(OSError, match="No space"):
        writer.finish()
    writer.discard()
    assert left(path) == []


def test_nothing_that_makes_videos(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av, "codecs_available", {"mpeg4"})
    with pytest.raises(NoEncoderError):
        ClipWriter(path)
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(NoEncoderError):
        ClipWriter(path)
    assert not path.parent.exists()


def test_memory_does_not_grow_with_the_clip(path: Path) -> None:
    """A minute of larger pictures, decoded all at once, would need gigabytes."""
    data = [jpeg((1280, 720), shade) for shade in (0, 100, 200)]
    writer = ClipWriter(path)
    writer.add(frames(*((n / 15, data[n % 3]) for n in range(30))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    writer.add([Frame(data[n % 3], n, 1000 + n / 15) for n in range(31, 400)])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 << 10
    clip = writer.finish()
    assert clip is not None
    assert clip.frames == 399
    assert all(later - earlier > 0.05 for earlier, later in pairwise(times(path)[:-1]))
