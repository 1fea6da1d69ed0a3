"""What the cameras of the demo look at."""

from collections.abc import Iterable

from PIL import Image

from simulator.scenery import Light, Sprite

from .landscape import HEIGHT, WIDTH, landscape
from .walker import sprites


class Garden:
    """A painted garden, where a person walks a dog when something moves."""

    size = (WIDTH, HEIGHT)

    def backdrop(self, light: Light) -> Image.Image:
        """Return the garden in this light."""
        return landscape(light)

    def moving(self, light: Light, walking: float | None, seconds: float) -> Iterable[Sprite]:
        """Return clouds, sails and walkers."""
        return sprites(light, walking, seconds)


GARDEN = Garden()
