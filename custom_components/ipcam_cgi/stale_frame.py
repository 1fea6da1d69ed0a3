"""Marks a picture as old: grey, with a crossed-out camera and the time that it shows."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .const import MAX_PIXELS

MAX_SIZE: Final = (1920, 1080)
"""Of a larger picture, about as much is decoded as this has."""

DARK, LIGHT = 0, 255


def marked(jpeg: bytes, time: str) -> bytes:
    """Return the picture as it is shown while the camera is away, with the `time` it was taken.

    Blocks. Raise OSError or ValueError for what is no picture, or too large a one.
    """
    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("the picture is too large")
        image.draft("L", MAX_SIZE)
        grey = image.convert("L").point([value * 2 // 3 for value in range(256)])
    _draw(ImageDraw.Draw(grey), grey.size, time)
    drawn = BytesIO()
    grey.save(drawn, "JPEG", quality=75)
    return drawn.getvalue()


def _draw(draw: ImageDraw.ImageDraw, size: tuple[int, int], time: str) -> None:
    """Draw in the middle, in units of which the picture's smaller side has 16."""
    unit = max(1, min(size) // 16)
    x, y = size[0] // 2, size[1] // 2

    def at(*points: float) -> list[float]:
        return [(y if index % 2 else x) + unit * point for index, point in enumerate(points)]

    for colour, grown in ((DARK, 0.15), (LIGHT, 0.0)):
        body = at(-3 - grown, -3.5 - grown, 1.2 + grown, -0.5 + grown)
        draw.rounded_rectangle(body, radius=unit * 0.5, fill=colour)
        draw.polygon(at(1.5 - grown, -2, 3 + grown, -3.3 - grown, 3 + grown, -0.7 + grown), fill=colour)
    for colour, width in ((DARK, 0.9), (LIGHT, 0.4)):
        draw.line(at(-3.2, 0.4, 3.2, -4.4), fill=colour, width=max(1, round(unit * width)))
    draw.text(
        (x, y + 2 * unit),
        time,
        fill=LIGHT,
        font=ImageFont.load_default(max(8, unit * 1.2)),
        anchor="mm",
        stroke_width=max(1, unit // 8),
        stroke_fill=DARK,
    )
