"""What a simulated camera makes of the scene before it: the picture that goes over the wire."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from .motors import Position
from .scenery import FIELD, Light, Scenery

type Size = tuple[int, int]

FULL: Size = (640, 480)
"""What the lens takes in of the scenery at its widest."""
MAX_ZOOM = 4.0
"""How much larger everything is at the end of the zoom."""
QUALITY = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How the picture is set: brightness and contrast from 0 to 1, one half is neutral."""

    brightness: float = 0.5
    contrast: float = 0.5
    flip: bool = False
    mirror: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One moment before the camera. `walking` is for how many seconds somebody has been."""

    position: Position
    moving: bool
    night: bool
    infrared: bool
    walking: float | None
    tone: Tone
    title: str
    time: datetime
    seconds: float
    frame: int


def render(size: Size, view: View, scenery: Scenery = FIELD) -> bytes:
    """Return the picture of this moment as JPEG."""
    light = Light.DAY
    if view.night:
        light = Light.INFRARED if view.infrared else Light.NIGHT
    image = _seen(size, view, light, scenery)
    if light is Light.INFRARED:
        image = ImageChops.multiply(image, _lamp(size))
    image = image.point(_curve(view.tone.brightness, view.tone.contrast) * 3)
    if view.tone.flip:
        image = ImageOps.flip(image)
    if view.tone.mirror:
        image = ImageOps.mirror(image)
    _label(image, view)
    jpeg = BytesIO()
    image.save(jpeg, "JPEG", quality=QUALITY)
    return jpeg.getvalue()


def _seen(size: Size, view: View, light: Light, scenery: Scenery) -> Image.Image:
    """Return the part of the scenery that the camera looks at, with what moves in it."""
    zoom = 1 + (MAX_ZOOM - 1) * view.position.zoom / 100
    width, height = FULL[0] / zoom, FULL[1] / zoom
    whole = scenery.size
    # The axis of the lens turns; at its widest the picture just reaches the scenery's edges.
    middle = (
        whole[0] / 2 + view.position.pan / 100 * (whole[0] - FULL[0]) / 2,
        whole[1] / 2 - view.position.tilt / 100 * (whole[1] - FULL[1]) / 2,
    )
    left, top = round(middle[0] - width / 2), round(middle[1] - height / 2)
    image = scenery.backdrop(light).crop((left, top, left + round(width), top + round(height)))
    for sprite in scenery.moving(light, view.walking, view.seconds):
        at = (sprite.left - left, sprite.top - top)
        if -sprite.image.width < at[0] < image.width and -sprite.image.height < at[1] < image.height:
            image.paste(sprite.image, at, sprite.outline)
    return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)


@lru_cache(maxsize=8)
def _lamp(size: Size) -> Image.Image:
    """Return the cone of the infrared lamp: bright in the middle, dim in the corners."""
    cone = ImageOps.invert(Image.radial_gradient("L")).resize(size)
    return ImageOps.colorize(cone, (30, 33, 30), (255, 255, 255), mid=(214, 220, 212), midpoint=150)


@lru_cache(maxsize=64)
def _curve(brightness: float, contrast: float) -> list[int]:
    """Return what becomes of each of the 256 levels."""
    gain = 4 ** (contrast - 0.5)
    lift = (brightness - 0.5) * 240
    return [max(0, min(255, round((level - 128) * gain + 128 + lift))) for level in range(256)]


@lru_cache(maxsize=8)
def _font(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(height)


def _label(image: Image.Image, view: View) -> None:
    """Write name, time, frame number and position, and mark the middle."""
    width, height = image.size
    font = _font(max(8, height // 30))
    margin = height // 60
    pen = ImageDraw.Draw(image)
    pan, tilt, zoom = view.position
    where = f"{pan:+.0f} / {tilt:+.0f} / {1 + (MAX_ZOOM - 1) * zoom / 100:.1f}x"
    for text, x, y, anchor in (
        # A name in another charset than UTF-8 cannot be written here.
        (view.title.encode("utf-8", "replace").decode(), margin, margin, "la"),
        (f"{view.time:%Y-%m-%d %H:%M:%S}", width - margin, margin, "ra"),
        (f"#{view.frame}", margin, height - margin, "ld"),
        (where, width - margin, height - margin, "rd"),
    ):
        pen.text((x + 1, y + 1), text, font=font, anchor=anchor, fill=(0, 0, 0))
        pen.text((x, y), text, font=font, anchor=anchor, fill=(255, 255, 255))
    _crosshair(pen, width // 2, height // 2, height // 24, (255, 220, 90) if view.moving else (230, 230, 230))


def _crosshair(pen: ImageDraw.ImageDraw, x: int, y: int, arm: int, colour: tuple[int, int, int]) -> None:
    gap = arm // 3
    for start, end in (
        ((-arm, 0), (-gap, 0)),
        ((gap, 0), (arm, 0)),
        ((0, -arm), (0, -gap)),
        ((0, gap), (0, arm)),
    ):
        pen.line((x + start[0], y + start[1], x + end[0], y + end[1]), fill=colour)
