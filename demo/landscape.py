"""The garden before the cameras of the demo, painted once: wider than they see, by day and night."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from simulator.scenery import Light

type Colour = tuple[int, int, int]
type Point = tuple[float, float]

WIDTH, HEIGHT = 1600, 720
HORIZON = 330
PATH = 545
"""Where people walk."""
MILL = (722, 262)
"""The hub of the windmill."""

_FINE = 2
"""The picture is painted this much larger, so that slanted edges come out smooth."""


class _Canvas:
    """Colours, and beside them how brightly an infrared lamp lights each thing."""

    def __init__(self) -> None:
        size = (WIDTH * _FINE, HEIGHT * _FINE)
        self.colours = Image.new("RGB", size)
        self.lit = Image.new("L", size)
        self._colour = ImageDraw.Draw(self.colours)
        self._light = ImageDraw.Draw(self.lit)

    def polygon(self, points: Iterable[Point], colour: Colour, lit: int) -> None:
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._colour.polygon(scaled, fill=colour)
        self._light.polygon(scaled, fill=lit)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, lit: int) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour, lit)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour, lit: int) -> None:
        around = [(x - rx) * _FINE, (y - ry) * _FINE, (x + rx) * _FINE, (y + ry) * _FINE]
        self._colour.ellipse(around, fill=colour)
        self._light.ellipse(around, fill=lit)

    def line(self, points: Sequence[Point], colour: Colour, width: float, lit: int) -> None:
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._colour.line(scaled, fill=colour, width=round(width * _FINE), joint="curve")
        self._light.line(scaled, fill=lit, width=round(width * _FINE), joint="curve")


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Return a colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _bands(
    canvas: _Canvas, top: float, bottom: float, first: Colour, last: Colour, lit: tuple[int, int]
) -> None:
    for row in range(round(top), round(bottom)):
        share = (row - top) / (bottom - top)
        light = round(lit[0] + (lit[1] - lit[0]) * share)
        canvas.box(0, row, WIDTH, row + 1, mixed(first, last, share), light)


def _ridge(
    canvas: _Canvas, base: float, waves: Sequence[tuple[float, float, float]], colour: Colour, lit: int
) -> None:
    outline = [
        (x, base - sum(height * sin(x / length + shift) for height, length, shift in waves))
        for x in range(0, WIDTH + 8, 8)
    ]
    canvas.polygon([(0, HEIGHT), *outline, (WIDTH, HEIGHT)], colour, lit)


def _tree(canvas: _Canvas, x: float, foot: float, size: float, leaf: Colour, lit: int, seed: int) -> None:
    chance = Random(seed)
    canvas.ellipse(x + size * 0.15, foot, size * 0.52, size * 0.07, (88, 130, 60), lit - 30)
    canvas.polygon(
        [
            (x - size * 0.07, foot),
            (x - size * 0.035, foot - size),
            (x + size * 0.035, foot - size),
            (x + size * 0.07, foot),
        ],
        (98, 74, 52),
        lit,
    )
    dark, light = mixed(leaf, (20, 50, 30), 0.35), mixed(leaf, (225, 235, 140), 0.35)
    for layer, colour in enumerate((dark, leaf, light)):
        for _ in range(16 - 4 * layer):
            dx, dy = chance.uniform(-0.42, 0.42), chance.uniform(-0.34, 0.34)
            radius = size * chance.uniform(0.13, 0.22) * (1 - 0.22 * layer)
            spot = (x + size * (dx - 0.07 * layer), foot - size * (1.12 + dy + 0.08 * layer))
            canvas.ellipse(*spot, radius, radius * 0.9, colour, lit)


def _fir(canvas: _Canvas, x: float, foot: float, size: float, lit: int) -> None:
    for step in range(4):
        half, top = size * (0.12 + 0.07 * step), foot - size * (1 - 0.21 * step)
        shade = mixed((40, 88, 66), (62, 112, 76), step / 3)
        canvas.polygon([(x, top), (x - half, top + size * 0.34), (x + half, top + size * 0.34)], shade, lit)


def _house(canvas: _Canvas, x: float, foot: float) -> None:
    wall, shade, roof = (238, 226, 200), (212, 196, 168), (184, 92, 66)
    canvas.box(x, foot - 112, x + 170, foot, wall, 190)
    canvas.polygon(
        [(x + 170, foot - 112), (x + 235, foot - 104), (x + 235, foot - 6), (x + 170, foot)], shade, 150
    )
    canvas.polygon(
        [(x - 14, foot - 108), (x + 34, foot - 182), (x + 205, foot - 182), (x + 182, foot - 108)], roof, 130
    )
    canvas.polygon(
        [(x + 205, foot - 182), (x + 182, foot - 108), (x + 244, foot - 100)],
        mixed(roof, (60, 30, 30), 0.3),
        100,
    )
    for row in range(1, 6):
        y = foot - 182 + row * 12.5
        canvas.line(
            [(x + 34 - row * 8, y), (x + 205 - row * 3.9, y)], mixed(roof, (60, 30, 30), 0.18), 1, 120
        )
    canvas.box(x + 128, foot - 212, x + 150, foot - 170, (170, 104, 84), 140)
    canvas.box(x + 124, foot - 216, x + 154, foot - 209, (140, 84, 70), 130)
    for left in (x + 16, x + 122):
        _window(canvas, left, foot - 88, 34, 42)
    canvas.polygon(
        [(x + 190, foot - 84), (x + 216, foot - 81), (x + 216, foot - 44), (x + 190, foot - 45)],
        (118, 150, 172),
        80,
    )
    canvas.box(x + 66, foot - 84, x + 106, foot, (250, 246, 236), 205)
    canvas.box(x + 71, foot - 79, x + 101, foot, (66, 104, 118), 110)
    canvas.ellipse(x + 95, foot - 38, 2.5, 2.5, (230, 200, 110), 220)
    canvas.polygon(
        [(x + 60, foot), (x + 112, foot), (x + 120, foot + 9), (x + 54, foot + 9)], (188, 182, 172), 200
    )


WINDOWS = ((836, 372, 34, 42), (942, 372, 34, 42))
"""The windows behind which there is light at night."""


def _window(canvas: _Canvas, left: float, top: float, width: float, height: float) -> None:
    canvas.box(left - 4, top - 4, left + width + 4, top + height + 4, (250, 246, 236), 210)
    canvas.box(left, top, left + width, top + height, (128, 164, 188), 90)
    canvas.polygon(
        [(left, top + height), (left, top + height * 0.4), (left + width * 0.7, top)], (158, 190, 208), 100
    )
    canvas.line([(left + width / 2, top), (left + width / 2, top + height)], (250, 246, 236), 2.5, 210)
    canvas.line([(left, top + height / 2), (left + width, top + height / 2)], (250, 246, 236), 2.5, 210)
    canvas.box(left - 6, top + height + 4, left + width + 6, top + height + 14, (150, 104, 74), 170)
    for flower in range(7):
        colour = ((222, 84, 92), (244, 186, 80), (236, 120, 150))[flower % 3]
        canvas.ellipse(left - 3 + flower * (width + 6) / 6, top + height + 3, 4, 4, colour, 190)


def _barn(canvas: _Canvas, x: float, foot: float) -> None:
    red, dark = (164, 66, 56), (124, 48, 44)
    canvas.polygon(
        [
            (x, foot),
            (x, foot - 84),
            (x + 30, foot - 118),
            (x + 72, foot - 132),
            (x + 114, foot - 118),
            (x + 144, foot - 84),
            (x + 144, foot),
        ],
        red,
        150,
    )
    canvas.line(
        [
            (x - 6, foot - 80),
            (x + 30, foot - 121),
            (x + 72, foot - 136),
            (x + 114, foot - 121),
            (x + 150, foot - 80),
        ],
        (240, 234, 222),
        6,
        190,
    )
    canvas.box(x + 42, foot - 66, x + 102, foot, dark, 110)
    for line in ([(x + 42, foot - 66), (x + 102, foot)], [(x + 102, foot - 66), (x + 42, foot)]):
        canvas.line(line, (240, 234, 222), 3.5, 190)
    canvas.line(
        [(x + 42, foot), (x + 42, foot - 66), (x + 102, foot - 66), (x + 102, foot)],
        (240, 234, 222),
        3.5,
        190,
    )
    canvas.ellipse(x + 72, foot - 98, 11, 11, (240, 234, 222), 190)
    canvas.ellipse(x + 72, foot - 98, 8, 8, dark, 100)


def _mill(canvas: _Canvas) -> None:
    x, y = MILL
    canvas.polygon(
        [(x - 13, y + 4), (x + 13, y + 4), (x + 24, y + 118), (x - 24, y + 118)], (236, 230, 218), 60
    )
    canvas.polygon(
        [(x + 3, y + 4), (x + 13, y + 4), (x + 24, y + 118), (x + 7, y + 118)], (208, 200, 188), 50
    )
    canvas.polygon([(x - 16, y + 6), (x, y - 17), (x + 16, y + 6)], (120, 84, 72), 50)
    canvas.box(x - 4, y + 36, x + 4, y + 48, (110, 84, 70), 45)


def _fence(canvas: _Canvas, y: float, left: float, right: float) -> None:
    post = (226, 216, 196)
    for rail in (y - 27, y - 12):
        canvas.box(left, rail, right, rail + 5, mixed(post, (90, 80, 60), 0.22), 190)
    x = left
    while x < right:
        canvas.polygon([(x, y), (x, y - 36), (x + 4.5, y - 42), (x + 9, y - 36), (x + 9, y)], post, 215)
        x += 24


def _pond(canvas: _Canvas, x: float, y: float) -> None:
    canvas.ellipse(x, y, 132, 34, (116, 148, 92), 150)
    canvas.ellipse(x, y + 1, 122, 29, (92, 146, 178), 70)
    canvas.ellipse(x - 20, y - 7, 80, 13, (132, 180, 204), 80)
    for dx, dy in ((-72, 6), (48, 10), (70, -4)):
        canvas.ellipse(x + dx, y + dy, 15, 5, (86, 140, 78), 130)
        canvas.ellipse(x + dx + 4, y + dy - 3, 4, 3, (240, 178, 196), 190)


def _meadow(canvas: _Canvas) -> None:
    _bands(canvas, HORIZON + 62, HEIGHT, (126, 170, 84), (84, 134, 60), (85, 250))
    chance = Random(5)
    for _ in range(900):
        x, y = chance.uniform(0, WIDTH), HORIZON + 75 + 315 * chance.random() ** 1.4
        near = (y - HORIZON) / (HEIGHT - HORIZON)
        tall = 3 + 8 * near
        shade = chance.choice(((104, 156, 72), (146, 186, 96), (92, 142, 64)))
        lit = round(85 + 160 * near)
        canvas.line([(x, y), (x + chance.uniform(-2, 2), y - tall)], shade, 1 + near, lit)
    for _ in range(170):
        x, y = chance.uniform(0, WIDTH), chance.uniform(HORIZON + 110, HEIGHT - 10)
        radius = 1.2 + 2.4 * (y - HORIZON) / (HEIGHT - HORIZON)
        colour = chance.choice(((250, 244, 232), (246, 208, 92), (226, 110, 128), (170, 130, 214)))
        canvas.ellipse(x, y, radius, radius, colour, 230)


def _footpath(canvas: _Canvas) -> None:
    sand, edge = (214, 196, 158), (176, 160, 122)
    for colour, extra in ((edge, 5), (sand, 0)):
        left, right = [], []
        for step in range(41):
            share = step / 40
            y = 461 + share * (PATH - 461 + 20)
            x = 906 - 60 * sin(share * pi * 0.5)
            half = 17 + 20 * share + extra
            left.append((x - half, y))
            right.append((x + half, y))
        canvas.polygon([*left, *reversed(right)], colour, 200)
        outline = [(x, PATH - 13 - extra + 6 * sin(x / 170)) for x in range(0, WIDTH + 20, 20)]
        lower = [(x, PATH + 25 + extra + 6 * sin(x / 190 + 1)) for x in range(0, WIDTH + 20, 20)]
        canvas.polygon([*outline, *reversed(lower)], colour, 215)


def _paint() -> _Canvas:
    canvas = _Canvas()
    _bands(canvas, 0, HORIZON + 60, (86, 152, 216), (226, 236, 236), (4, 6))
    for radius in range(90, 30, -4):
        glow = mixed((255, 246, 206), mixed((86, 152, 216), (226, 236, 236), 0.27), (radius - 30) / 60)
        canvas.ellipse(296, 104, radius, radius, glow, 5)
    canvas.ellipse(296, 104, 34, 34, (255, 248, 214), 6)
    _ridge(canvas, HORIZON - 26, ((34, 95, 0.4), (15, 37, 2.0), (5, 11, 0)), (150, 178, 204), 10)
    _ridge(canvas, HORIZON + 12, ((24, 140, 4.2), (9, 52, 1.0)), (122, 166, 158), 22)
    _ridge(canvas, HORIZON + 34, ((22, 210, 1.2), (7, 66, 0.0)), (118, 166, 112), 40)
    _mill(canvas)
    _ridge(canvas, HORIZON + 58, ((14, 260, 2.6), (5, 90, 0.3)), (124, 172, 94), 62)
    for x, foot, size in (
        (60, 392, 92),
        (112, 398, 74),
        (408, 384, 70),
        (1105, 382, 80),
        (1150, 388, 104),
        (1192, 386, 72),
        (1560, 392, 110),
    ):
        _fir(canvas, x, foot, size, 75)
    _meadow(canvas)
    _barn(canvas, 1345, 470)
    _tree(canvas, 1285, 462, 120, (96, 146, 70), 150, 11)
    _house(canvas, 820, 460)
    _tree(canvas, 1090, 478, 132, (110, 158, 74), 165, 3)
    _tree(canvas, 690, 470, 66, (134, 172, 82), 150, 8)
    _pond(canvas, 420, 478)
    _footpath(canvas)
    _tree(canvas, 545, 520, 182, (98, 150, 66), 205, 21)
    _tree(canvas, 130, 500, 150, (120, 162, 70), 190, 17)
    _fence(canvas, 662, 0, 700)
    _fence(canvas, 662, 800, WIDTH)
    return canvas


@lru_cache(maxsize=1)
def _painted() -> tuple[Image.Image, Image.Image]:
    canvas = _paint()
    return canvas.colours.reduce(_FINE), canvas.lit.reduce(_FINE)


@lru_cache
def landscape(light: Light) -> Image.Image:
    """Return the whole garden in this light."""
    colours, lit = _painted()
    match light:
        case Light.DAY:
            return colours
        case Light.NIGHT:
            return _by_night(colours)
        case Light.INFRARED:
            return by_lamp(colours, lit)


@lru_cache(maxsize=1)
def sky() -> Image.Image:
    """Return where the sky is: the lamp lights it least of all."""
    return _painted()[1].point(lambda light: 255 if light < 8 else 0)


def by_moon(colours: Image.Image) -> Image.Image:
    """Return what is left of the colours at night."""
    grey = ImageOps.grayscale(colours).convert("RGB")
    faded = Image.blend(colours, grey, 0.6)
    return ImageChops.multiply(faded, Image.new("RGB", colours.size, (46, 58, 94)))


def by_lamp(colours: Image.Image, lit: Image.Image) -> Image.Image:
    """Return what an infrared lamp shows: no colours, the near bright and the far black."""
    grey = ImageChops.multiply(ImageOps.grayscale(colours), lit)
    return ImageOps.colorize(ImageOps.autocontrast(grey, (0, 1)), (6, 9, 8), (228, 240, 226))


def _by_night(colours: Image.Image) -> Image.Image:
    night = by_moon(colours)
    stars = ImageOps.colorize(Image.linear_gradient("L").resize((WIDTH, HEIGHT)), (7, 11, 28), (46, 62, 106))
    pen = ImageDraw.Draw(stars)
    chance = Random(2)
    for _ in range(170):
        x, y = chance.randrange(WIDTH), chance.randrange(HORIZON)
        shine = chance.randint(70, 230)
        pen.rectangle((x, y, x + shine // 190, y + shine // 190), fill=(shine, shine, min(255, shine + 20)))
    moon = Image.new("L", (200, 200))
    ImageDraw.Draw(moon).ellipse((4, 4, 196, 196), fill=255)
    ImageDraw.Draw(moon).ellipse((-46, -22, 146, 170), fill=0)
    stars.paste((238, 234, 214), (1030, 138), moon.resize((46, 46), Image.Resampling.LANCZOS))
    night.paste(stars, (0, 0), sky())
    return _with_windows(night)


def _with_windows(night: Image.Image) -> Image.Image:
    glow = Image.new("RGB", night.size)
    pen = ImageDraw.Draw(glow)
    for left, top, width, height in WINDOWS:
        pen.rectangle((left, top, left + width, top + height), fill=(255, 196, 96))
    shine = glow.filter(ImageFilter.GaussianBlur(26))
    night = ImageChops.add(night, shine)
    pen = ImageDraw.Draw(night)
    for left, top, width, height in WINDOWS:
        pen.rectangle((left, top, left + width, top + height), fill=(255, 214, 130))
        pen.line((left + width / 2, top, left + width / 2, top + height), fill=(150, 110, 60), width=2)
        pen.line((left, top + height / 2, left + width, top + height / 2), fill=(150, 110, 60), width=2)
    return night
