"""Presets that a camera knows by number and their owner by name."""

from ..errors import InvalidValueError
from .options import CameraOptions


def preset_names(options: CameraOptions, most: int) -> list[str]:
    """Return a name for each preset on offer, numbers where the owner gave none; a camera has `most`."""
    count = min(options.preset_count, most)
    given = options.presets[:count]
    names = [name or str(number) for number, name in enumerate(given, start=1)]
    return names + [str(number) for number in range(len(names) + 1, count + 1)]


def preset_number(name: str, options: CameraOptions, most: int) -> int:
    """Return the number of a preset, given by its name or as a number; raise InvalidValueError."""
    names = preset_names(options, most)
    number = (
        names.index(name) + 1 if name in names else int(name) if name.isdecimal() and len(name) < 6 else 0
    )
    if not 1 <= number <= most:
        raise InvalidValueError(f"{name!r} is neither a preset's name nor a number to {most}")
    return number
