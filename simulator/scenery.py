"""What stands before a simulated camera, wider than it sees: by itself a plain field with numbered posts."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache
from random import Random
from typing import NamedTuple, Protocol

from PIL import Image, ImageChops, ImageDraw, ImageOps


class Light(Enum):
    """What the camera sees by."""

    DAY = auto()
    NIGHT = auto()
    INFRARED = auto()


class Sprite(NamedTuple):
    """Something that moves: a picture with its outline, and where it is."""

    image: Image.Image
    outline: Image.Image
    left: int
    top: int


class Scenery(Protocol):
    """A world to look at. Both its parts are asked for by a thread of their own."""

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height."""
        ...

    def backdrop(self, light: Light) -> Image.Image:
        """Return all that stands still."""
        ...

    def moving(self, light: Light, walking: float | None, seconds: float) -> Iterable[Sprite]:
        """Return what moves, farthest first; `walking` is for how long somebody has been."""
        ...


WIDTH, HEIGHT, HORIZON = 1600, 720, 330
GROUND = 560
"""Where the posts stand, and where somebody walks."""
POSTS = 80
"""Pixels between two posts."""
FIRST, SPEED = 480.0, 95.0
"""Where a walk begins, and its pixels per second."""


class Field:
    """A field under the sky, with a post every few steps and a red block that walks."""

    size = (WIDTH, HEIGHT)

    def backdrop(self, light: Light) -> Image.Image:
        return _field(light)

    def moving(self, light: Light, walking: float | None, seconds: float) -> Iterator[Sprite]:
        cloud = round(720 + 8 * seconds) % WIDTH
        yield _block(light, (180, 44), (236, 240, 246), cloud, 150)
        if walking is not None:
            way = (FIRST + SPEED * walking) % WIDTH
            bob = 6 * (int(4 * walking) % 2)
            yield _block(light, (46, 110), (206, 66, 60), round(way), GROUND - 116 + bob)


FIELD = Field()


@lru_cache
def _field(light: Light) -> Image.Image:
    if light is not Light.DAY:
        return _seen_by(light, _field(Light.DAY))
    image = Image.new("RGB", (WIDTH, HEIGHT), (120, 160, 86))
    sky = ImageOps.colorize(Image.linear_gradient("L"), (86, 152, 216), (226, 236, 236))
    image.paste(sky.resize((WIDTH, HORIZON)), (0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((-200, HORIZON - 90, 900, HORIZON + 300), fill=(118, 158, 116))
    pen.rectangle((0, HORIZON + 60, WIDTH, HEIGHT), fill=(120, 160, 86))
    for number, x in enumerate(range(POSTS // 2, WIDTH, POSTS)):
        pen.rectangle((x - 5, GROUND - 90, x + 5, GROUND), fill=(226, 216, 196), outline=(110, 96, 74))
        pen.text((x, GROUND - 94), str(number), font_size=26, anchor="mb", fill=(40, 44, 40))
    return ImageChops.multiply(image, _grain())


def _grain() -> Image.Image:
    """Return the unevenness of a real picture, which JPEG has to work for."""
    size = (WIDTH // 2, HEIGHT // 2)
    noise = Image.frombytes("L", size, Random(1).randbytes(size[0] * size[1]))
    return noise.resize((WIDTH, HEIGHT)).point(lambda level: 238 + level // 16).convert("RGB")


@lru_cache
def _block(light: Light, size: tuple[int, int], colour: tuple[int, int, int], left: int, top: int) -> Sprite:
    image = _seen_by(light, Image.new("RGB", size, colour))
    return Sprite(image, Image.new("L", size, 255), left - size[0] // 2, top)


def _seen_by(light: Light, image: Image.Image) -> Image.Image:
    match light:
        case Light.DAY:
            return image
        case Light.NIGHT:
            return ImageChops.multiply(image, Image.new("RGB", image.size, (40, 50, 84)))
        case Light.INFRARED:
            return ImageOps.grayscale(image).convert("RGB")
