"""Values as they are typed and shown. What is shown can be typed."""

from collections.abc import Callable, Mapping
from datetime import time
from difflib import get_close_matches
from types import NoneType

from .. import (
    DAY,
    DAYS,
    NOWHERE,
    Choice,
    Codec,
    Feature,
    Grid,
    Int,
    InvalidValueError,
    Rectangle,
    Span,
    Text,
    UnsupportedError,
    WeekPlan,
    clock,
    features,
)

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

ON = frozenset({"on", "true", "yes", "1"})
OFF = frozenset({"off", "false", "no", "0"})
ALWAYS = ((0, DAY),)
NONE = "none"


def feature_of(key: str) -> Feature:
    """Return the feature of a key; raise UnsupportedError when there is none."""
    known = features.vocabulary()
    if key not in known:
        raise UnsupportedError(f"there is no feature {key!r}{suggestion(key, known)}")
    return known[key]


def suggestion(name: str, known: Mapping[str, object]) -> str:
    """Return what to say of a name that looks like a known one."""
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def parsed(feature: Feature, text: str | None) -> object:
    """Return the value that a text stands for; raise InvalidValueError when it stands for none."""
    if feature.kind is NoneType:
        if text is not None:
            raise InvalidValueError(f"{feature.key} takes no value: it can only be done")
        return None
    if text is None:
        raise InvalidValueError(f"{feature.key} needs a value")
    try:
        return _PARSERS[feature.kind](text)
    except ValueError:
        raise InvalidValueError(f"{text!r} is not {_NAMES[feature.kind]}") from None


def switch(text: str) -> bool:
    """Return what on or off stands for; raise ValueError for anything else."""
    word = text.lower()
    if word not in ON | OFF:
        raise ValueError(text)
    return word in ON


def _week(text: str) -> WeekPlan:
    if text == "always":
        return WeekPlan((ALWAYS,) * len(DAYS))
    days: dict[str, tuple[Span, ...]] = {}
    for part in text.split(",") if text != "never" else ():
        name, *spans = part.split()
        (day,) = (each for each in DAYS if each.startswith(name.lower()) and len(name) >= 2)
        days[day] = tuple(_span(each) for each in spans)
    return WeekPlan(tuple(days.get(day, ()) for day in DAYS))


def _span(text: str) -> Span:
    start, end = text.split("-")
    return _minutes(start), _minutes(end)


def _minutes(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    if not 0 <= minutes < 60:
        raise ValueError(text)
    return 60 * hours + minutes


def _rectangle(text: str) -> Rectangle:
    if text == NONE:
        return NOWHERE
    left, top, width, height = map(float, text.split(","))
    return Rectangle(left, top, width, height)


_PARSERS: Mapping[type, Callable[[str], object]] = {
    bool: switch,
    int: int,
    str: str,
    time: time.fromisoformat,
    WeekPlan: _week,
    Grid: lambda text: Grid.from_text(text.split("/")),
    Rectangle: _rectangle,
}
_NAMES = {
    bool: "on or off",
    int: "a whole number",
    time: "a time of day such as 20:30",
    WeekPlan: "a week such as 'mon 08:00-12:00 13:00-18:00, sat 00:00-24:00', always or never",
    Rectangle: "left,top,width,height in percent, or none",
}


def json_of(value: object) -> Json:
    """Return a value as JSON has it."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case time():
            return value.isoformat("minutes")
        case WeekPlan():
            return {
                name: [_hours(span) for span in spans]
                for name, spans in zip(DAYS, value.days, strict=True)
                if spans
            }
        case Grid():
            return list(value.text)
        case Rectangle():
            return [value.left, value.top, value.width, value.height] if value else None
    raise TypeError(f"no JSON for {type(value)}")


def _hours(span: Span) -> str:
    return f"{clock(span[0])}-{clock(span[1])}"


def text_of(value: object) -> str:
    """Return a value as it can be typed."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "on" if value else "off"
        case WeekPlan() if all(day == ALWAYS for day in value.days):
            return "always"
        case WeekPlan():
            days = zip(DAYS, value.days, strict=True)
            return (
                ", ".join(" ".join([name, *map(_hours, spans)]) for name, spans in days if spans) or "never"
            )
        case Grid():
            return "/".join(value.text)
        case Rectangle():
            corners = (value.left, value.top, value.width, value.height)
            return ",".join(f"{each:g}" for each in corners) if value else NONE
    return str(json_of(value))


def limits_text(feature: Feature, codec: Codec | None) -> str:
    """Return what a feature can be set to, for people."""
    if feature.kind is bool:
        return "on, off"
    if feature.kind is NoneType:
        return "can only be done"
    if isinstance(codec, Choice):
        return ", ".join(codec.names)
    return codec.limits if codec is not None else _NAMES.get(feature.kind, "")


def limits_json(codec: Codec | None) -> Json:
    """Return what a feature can be set to, for programs."""
    match codec:
        case Choice():
            return {"choices": [*codec.names]}
        case Int():
            return {"minimum": codec.minimum, "maximum": codec.maximum, "unit": codec.unit}
        case Text():
            return {"bytes": codec.maximum}
    return None
