"""Who walks through the picture when something moves: a person with a dog, and clouds behind."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from simulator.scenery import Light, Sprite

from .landscape import MILL, PATH, WIDTH, Colour, by_lamp, by_moon, sky

SPEED = 95.0
"""Pixels per second."""
FIRST = 480.0
"""Where the walk begins: at the left edge of what the camera sees when it looks straight ahead."""
PHASES = 12
"""Pictures of one double step."""
STRIDE = 62.0
"""Pixels of a double step."""

_FINE = 3
_CLOUD_SPEED = 5.0


def sprites(light: Light, walking: float | None, seconds: float) -> Iterator[Sprite]:
    """Return what is in motion, farthest first; `walking` is for how long somebody has been."""
    if light is Light.DAY:
        yield from _clouds(seconds)
    yield _sails(light, round(seconds * 40) % 90)
    if walking is not None:
        way = (FIRST + SPEED * walking) % (WIDTH + 260) - 130
        phase = int(walking * SPEED / STRIDE * PHASES) % PHASES
        image, outline = _walkers(light, phase)
        yield Sprite(image, outline, round(way) - image.width // 2, PATH + 12 - image.height)


@lru_cache(maxsize=8)
def _cloud(kind: int) -> tuple[Image.Image, Image.Image]:
    shape = Image.new("L", (230, 84))
    pen = ImageDraw.Draw(shape)
    puffs = (
        ((48, 54, 36), (92, 38, 34), (138, 44, 38), (178, 56, 30)),
        ((56, 56, 26), (96, 46, 32), (142, 52, 26)),
    )[kind]
    for x, y, radius in puffs:
        pen.ellipse((x - radius, y - radius * 0.72, x + radius, y + radius * 0.72), fill=225)
    pen.rectangle((0, 66, 230, 84), fill=0)
    return Image.new("RGB", shape.size, (250, 252, 254)), shape.filter(ImageFilter.GaussianBlur(5))


def _clouds(seconds: float) -> Iterator[Sprite]:
    for start, top, kind in ((540, 148, 0), (900, 62, 1), (1010, 176, 1), (120, 200, 0), (1430, 120, 0)):
        left = round(start + _CLOUD_SPEED * seconds) % (WIDTH + 240) - 240
        image, outline = _cloud(kind)
        behind = sky().crop((left, top, left + image.width, top + image.height))
        yield Sprite(image, ImageChops.multiply(outline, behind), left, top)


@lru_cache(maxsize=64)
def _sails(light: Light, degrees: int) -> Sprite:
    size, long = 116, 54
    image = Image.new("RGB", (2 * size, 2 * size))
    outline = Image.new("L", image.size)
    for pen, wood, cloth in (
        (ImageDraw.Draw(image), (96, 72, 58), (246, 242, 232)),
        (ImageDraw.Draw(outline), 255, 235),
    ):
        for sail in range(4):
            angle = (degrees + 90 * sail) * pi / 180
            along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))

            def at(out: float, side: float) -> tuple[float, float]:
                x = size + 2 * (out * along[0] + side * across[0])  # noqa: B023
                return x, size + 2 * (out * along[1] + side * across[1])  # noqa: B023

            pen.polygon([at(12, 1), at(long, 1), at(long, 10), at(12, 8)], fill=cloth)
            pen.line([at(0, 0), at(long, 0)], fill=wood, width=4)
        pen.ellipse((size - 7, size - 7, size + 7, size + 7), fill=wood)
    half = (size, size)
    return Sprite(
        _lighted(image.resize(half, Image.Resampling.BOX), light, 55),
        outline.resize(half, Image.Resampling.BOX),
        MILL[0] - size // 2,
        MILL[1] - size // 2,
    )


@lru_cache(maxsize=3 * PHASES)
def _walkers(light: Light, phase: int) -> tuple[Image.Image, Image.Image]:
    size = (168 * _FINE, 118 * _FINE)
    image, outline = Image.new("RGB", size), Image.new("L", size)
    swing = 2 * pi * phase / PHASES
    for figure in (_Figure(image, None), _Figure(outline, 255)):
        figure.person(112, swing)
        figure.dog(46, swing)
    fine = (size[0] // _FINE, size[1] // _FINE)
    small = image.resize(fine, Image.Resampling.BOX)
    edge = outline.resize(fine, Image.Resampling.BOX)
    return _lighted(small, light, 235), edge


def _lighted(image: Image.Image, light: Light, lit: int) -> Image.Image:
    match light:
        case Light.DAY:
            return image
        case Light.NIGHT:
            return by_moon(image)
        case Light.INFRARED:
            return by_lamp(image, Image.new("L", image.size, lit))


class _Figure:
    """Draws limbs; with `ink` the outline of everything."""

    def __init__(self, image: Image.Image, ink: int | None) -> None:
        self._pen = ImageDraw.Draw(image)
        self._ink = ink

    def _fill(self, colour: Colour) -> Colour | int:
        return colour if self._ink is None else self._ink

    def limb(self, points: Sequence[tuple[float, float]], width: float, colour: Colour) -> None:
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._pen.line(scaled, fill=self._fill(colour), width=round(width * _FINE), joint="curve")
        for x, y in scaled:
            half = width * _FINE / 2
            self._pen.ellipse((x - half, y - half, x + half, y + half), fill=self._fill(colour))

    def spot(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        around = ((x - rx) * _FINE, (y - ry) * _FINE, (x + rx) * _FINE, (y + ry) * _FINE)
        self._pen.ellipse(around, fill=self._fill(colour))

    def person(self, x: float, swing: float) -> None:
        bob = 1.5 * abs(sin(swing))
        hip, neck = 66 - bob, 34 - bob
        skin, coat, dark, jeans = (232, 182, 150), (206, 66, 60), (160, 46, 46), (52, 72, 116)
        self._leg(x, hip, swing + pi, mixed_down(jeans), 44)
        self.limb([(x - 1, neck + 5), *self._arm(x, neck, swing)], 6.5, dark)
        self._leg(x, hip, swing, jeans, 44)
        self.limb([(x, neck + 6), (x, hip - 2)], 17, coat)
        self.limb([(x + 1, neck + 5), *self._arm(x, neck, swing + pi)], 6.5, coat)
        self.spot(x + 1.5, neck - 10, 8.5, 10, skin)
        self.spot(x + 0.5, neck - 15, 9.5, 7, (72, 50, 40))
        self.spot(x - 5, neck - 10, 4, 7, (72, 50, 40))
        self.spot(x + 9.5, neck - 8.5, 1.8, 1.8, skin)
        self.spot(x + 6, neck - 11, 1.1, 1.4, (50, 36, 32))

    def _leg(self, x: float, hip: float, swing: float, colour: Colour, length: float) -> None:
        forward = sin(swing) * 0.5
        bend = 0.75 * max(0.0, cos(swing)) * (1 if forward < 0.35 else 0.3)
        half = length / 2
        knee = (x + half * sin(forward), hip + half * cos(forward))
        foot = (knee[0] + half * sin(forward - bend), knee[1] + half * cos(forward - bend))
        self.limb([(x, hip), knee, foot], 8, colour)
        self.limb([foot, (foot[0] + 6, foot[1] + 1)], 5, (60, 44, 36))

    @staticmethod
    def _arm(x: float, neck: float, swing: float) -> list[tuple[float, float]]:
        forward = sin(swing) * 0.55
        elbow = (x + 14 * sin(forward), neck + 5 + 14 * cos(forward))
        return [elbow, (elbow[0] + 13 * sin(forward + 0.45), elbow[1] + 13 * cos(forward + 0.45))]

    def dog(self, x: float, swing: float) -> None:
        fur, shade, ground = (190, 138, 84), (150, 104, 62), 110
        back = ground - 29 - abs(sin(2 * swing))
        for foot, turn in ((-15, 0.6), (13, 3.4)):
            self._paw(x + foot, back + 8, 2 * swing + turn, shade, ground)
        self.limb([(x - 17, back + 3), (x + 16, back + 1)], 15, fur)
        for foot, turn in ((-17, 3.1), (15, 0.2)):
            self._paw(x + foot, back + 8, 2 * swing + turn, fur, ground)
        wag = 6 * sin(3 * swing)
        self.limb([(x - 22, back - 2), (x - 30, back - 9), (x - 33 + wag / 3, back - 17 + wag / 2)], 4, fur)
        self.limb([(x + 18, back - 2), (x + 25, back - 11)], 10, fur)
        self.spot(x + 28, back - 13, 9, 7.5, fur)
        self.limb([(x + 32, back - 11), (x + 38, back - 10)], 6.5, fur)
        self.spot(x + 40.5, back - 11.5, 2.2, 2, (40, 30, 28))
        self.limb([(x + 23, back - 17), (x + 20, back - 8)], 6, shade)
        self.spot(x + 31, back - 16, 1.5, 1.6, (30, 24, 22))

    def _paw(self, x: float, top: float, swing: float, colour: Colour, ground: float) -> None:
        lift = 4 * max(0.0, cos(swing))
        self.limb([(x, top), (x + 8 * sin(swing), ground - 2 - lift)], 5, colour)


def mixed_down(colour: Colour) -> Colour:
    """Return the colour in shadow."""
    red, green, blue = colour
    return red * 3 // 4, green * 3 // 4, blue * 3 // 4
