"""The dashboard of the demo, made of whatever entities the cameras have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TITLE = "IP cameras"
PATH = "ip-cameras"
ICON = "mdi:cctv"

type Card = dict[str, Any]

PAD = (
    ("ptz_up_left", "mdi:arrow-top-left"),
    ("ptz_up", "mdi:arrow-up"),
    ("ptz_up_right", "mdi:arrow-top-right"),
    ("ptz_left", "mdi:arrow-left"),
    ("ptz_center", "mdi:image-filter-center-focus"),
    ("ptz_right", "mdi:arrow-right"),
    ("ptz_down_left", "mdi:arrow-bottom-left"),
    ("ptz_down", "mdi:arrow-down"),
    ("ptz_down_right", "mdi:arrow-bottom-right"),
)
MOVE = ("preset", "patrol", "auto_pan_patrol", "preset_patrol")
LIGHT = (
    "infrared_light",
    "infrared_light_brightness",
    "white_light_brightness",
    "infrared_mode",
    "day_night_mode",
    "alarm_output",
)
ALARM = (
    "motion_detection",
    "motion_sensitivity",
    "motion_sensitivity_level",
    "sound_detection",
    "sound_sensitivity",
)
STATES = ("motion", "sound", "alarm_input", "tamper")
PICTURE = (
    "brightness",
    "contrast",
    "hue",
    "saturation",
    "sharpness",
    "resolution",
    "power_line_frequency",
    "white_balance",
    "mirror",
    "flip",
    "privacy_mode",
)
DEVICE = ("device_name", "status_led", "sync_clock", "refresh", "restart")
SHOWN = frozenset({*dict(PAD), *MOVE, *LIGHT, *ALARM, *STATES, *PICTURE, *DEVICE})
"""The keys of what is on the pages, some of which has to be enabled first."""


HISTORY_HOURS = 0.25


@dataclass(frozen=True, slots=True)
class CameraEntities:
    """The entities of one camera by key, which is the end of the unique id."""

    name: str
    ids: Mapping[str, str]

    @property
    def path(self) -> str:
        """The last part of the address of its page."""
        return self.name.lower().replace(" ", "-")

    @property
    def picture(self) -> str:
        """The main picture."""
        return next(each for each in self.ids.values() if each.startswith("camera."))

    def of(self, keys: Iterable[str]) -> list[str]:
        """Return the entities of these keys that the camera has, in this order."""
        return [self.ids[key] for key in keys if key in self.ids]


def cameras(
    entries: Sequence[Mapping[str, Any]], entities: Sequence[Mapping[str, Any]]
) -> list[CameraEntities]:
    """Sort entities of the registry by camera."""
    found = [
        CameraEntities(
            entry["title"],
            {
                each["unique_id"].partition("_")[2]: each["entity_id"]
                for each in sorted(entities, key=lambda each: str(each["unique_id"]))
                if each["config_entry_id"] == entry["entry_id"]
            },
        )
        for entry in entries
    ]
    return [camera for camera in found if camera.ids]


def build(found: Sequence[CameraEntities]) -> Card:
    """Return the dashboard: all cameras on the first page, and a page for each."""
    return {"title": TITLE, "views": [_overview(found), *map(_page, found)]}


def _overview(found: Sequence[CameraEntities]) -> Card:
    sections = [_section(_heading(camera), *_summary(camera)) for camera in found]
    if watched := [entity for camera in found for entity in camera.of(STATES[:1])]:
        sections.append(_section(_title("Motion", "mdi:motion-sensor"), _history(watched)))
    if events := [entity for camera in found for entity in camera.of(("alarm",))]:
        logbook = {"type": "logbook", "hours_to_show": 1, "target": {"entity_id": events}}
        sections.append(_section(_title("What happened", "mdi:history"), _wide(logbook, 5)))
    return _view("All cameras", "overview", sections)


def _heading(camera: CameraEntities) -> Card:
    badges = [{"type": "entity", "entity": entity, "show_state": True} for entity in camera.of(STATES[:1])]
    return {
        **_title(camera.name, "mdi:cctv"),
        "badges": badges,
        "tap_action": {"action": "navigate", "navigation_path": f"/{PATH}/{camera.path}"},
    }


def _summary(camera: CameraEntities) -> list[Card]:
    picture = {
        "type": "picture-entity",
        "entity": camera.picture,
        "camera_image": camera.picture,
        "camera_view": "live",
        "show_name": False,
        "show_state": False,
        "tap_action": {"action": "navigate", "navigation_path": f"/{PATH}/{camera.path}"},
    }
    return [_wide(picture), *map(_tile, _switches(camera.of((*ALARM[:1], *LIGHT)))[:2])]


def _switches(entities: Iterable[str]) -> list[str]:
    return [entity for entity in entities if entity.startswith(("switch.", "light."))]


def _page(camera: CameraEntities) -> Card:
    alarm = [_tile(entity) for entity in camera.of((*STATES, *ALARM))]
    if watched := camera.of(STATES[:1]):
        alarm.append(_history(watched))
    pad = _pad(camera)
    sections = [
        (
            "Move and light" if pad else "Light",
            "mdi:pan" if pad else "mdi:lightbulb-outline",
            [*pad, *map(_tile, camera.of((*MOVE, *LIGHT)))],
        ),
        ("Alarm", "mdi:shield-outline", alarm),
        ("Picture", "mdi:image-outline", [*map(_tile, camera.of(PICTURE))]),
        ("Camera", "mdi:cog-outline", [*map(_tile, camera.of(DEVICE))]),
    ]
    cards = [_section(_title(title, icon), *each) for title, icon, each in sections if each]
    live = _section(_title(camera.name, "mdi:cctv"), _wide(_live(camera)), span=2)
    return _view(camera.name, camera.path, [live, *cards])


def _live(camera: CameraEntities) -> Card:
    """The live picture with arrows on it."""
    places = {"ptz_up": (50, 9), "ptz_down": (50, 91), "ptz_left": (6, 50), "ptz_right": (94, 50)}
    icons = dict(PAD)
    arrows = [
        {
            "type": "icon",
            "icon": icons[key],
            "title": key.removeprefix("ptz_").capitalize(),
            "tap_action": _press(camera.ids[key]),
            "style": {
                "left": f"{left}%",
                "top": f"{top}%",
                "color": "white",
                "background": "rgba(0, 0, 0, 0.35)",
                "border-radius": "50%",
                "padding": "6px",
                "--mdc-icon-size": "28px",
            },
        }
        for key, (left, top) in places.items()
        if key in camera.ids
    ]
    return {
        "type": "picture-elements",
        "camera_image": camera.picture,
        "camera_view": "live",
        "elements": arrows,
    }


def _pad(camera: CameraEntities) -> list[Card]:
    """Nine buttons, none where a camera lacks the direction."""
    if "ptz_up" not in camera.ids:
        return []
    buttons = [
        {
            "type": "button",
            "icon": icon,
            "show_name": False,
            "entity": camera.ids[key],
            "tap_action": _press(camera.ids[key]),
        }
        if key in camera.ids
        else {"type": "markdown", "content": " ", "text_only": True}
        for key, icon in PAD
    ]
    return [_wide({"type": "grid", "columns": 3, "square": False, "cards": buttons})]


def _press(entity: str) -> Card:
    return {"action": "perform-action", "perform_action": "button.press", "target": {"entity_id": entity}}


def _history(entities: Sequence[str]) -> Card:
    """One line for each; the height of a row of the page fits two."""
    card = {"type": "history-graph", "hours_to_show": HISTORY_HOURS, "entities": list(entities)}
    return _wide(card, 2 + len(entities) // 2)


def _tile(entity: str) -> Card:
    # The device's name stands above the cards already.
    tile: Card = {"type": "tile", "entity": entity, "name": {"type": "entity"}}
    if entity.startswith(("switch.", "light.")):
        tile["tap_action"] = {"action": "toggle"}
    if entity.startswith("button."):
        tile |= {"hide_state": True, "tap_action": _press(entity) | {"confirmation": True}}
    feature = {
        "number": {"type": "numeric-input", "style": "slider"},
        "select": {"type": "select-options"},
    }.get(entity.partition(".")[0])
    if feature:
        tile |= _wide({"features": [feature], "features_position": "inline", "hide_state": True})
    return tile


def _wide(card: Card, rows: int | None = None) -> Card:
    return card | {"grid_options": {"columns": "full", **({"rows": rows} if rows else {})}}


def _title(text: str, icon: str) -> Card:
    return {"type": "heading", "heading": text, "icon": icon}


def _section(*cards: Card, span: int = 1) -> Card:
    return {"type": "grid", "cards": list(cards), "column_span": span}


def _view(title: str, path: str, sections: Sequence[Card]) -> Card:
    return {
        "title": title,
        "path": path,
        "type": "sections",
        "max_columns": 3,
        "dense_section_placement": True,
        "sections": list(sections),
    }
