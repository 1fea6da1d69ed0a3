"""Everything that a person reads has a text, every text is used, and every entity has an icon."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
import json
from pathlib import Path
import re
from string import Formatter
from types import ModuleType
from typing import Any

from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription
import pytest

from custom_components.ipcam_cgi import button, config_flow, const, options_flow
from custom_components.ipcam_cgi.entity import FeatureDescription
from custom_components.ipcam_cgi.event import ALARMS
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.errors import Reason
from custom_components.ipcam_cgi.ipcam.model.binding import Binding
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect, Identity
from custom_components.ipcam_cgi.ipcam.model.features import Feature
from custom_components.ipcam_cgi.ipcam.model.options import (
    OPTION_SECTION,
    CameraOptions,
    OptionSection,
    Output,
)
from custom_components.ipcam_cgi.services import ACTIONS

from .conftest import simulated

INTEGRATION = Path(__file__).parent.parent / "custom_components" / "ipcam_cgi"
ENGLISH: dict[str, Any] = json.loads((INTEGRATION / "translations" / "en.json").read_text(encoding="utf-8"))
ICONS: dict[str, Any] = json.loads((INTEGRATION / "icons.json").read_text(encoding="utf-8"))

# Their device classes name them.
NAMED_BY_CLASS = {Platform.BINARY_SENSOR, Platform.BUTTON, Platform.NUMBER, Platform.SENSOR}

# What a camera or its owner names is shown as it is.
FREE_NAMES = {"preset", "patrol"}


def module(platform: str) -> ModuleType:
    """Return the file of a platform."""
    return import_module(f"custom_components.ipcam_cgi.{platform}")


@cache
def rows() -> Mapping[str, Mapping[str, EntityDescription | None]]:
    """Return all entities there can be: by platform and key, with the description where there is one."""
    found: dict[str, dict[str, EntityDescription | None]] = {}
    for platform in const.PLATFORMS:
        described = [
            row
            for value in vars(module(platform)).values()
            if isinstance(value, tuple)
            for row in value
            if isinstance(row, EntityDescription)
        ]
        found[platform] = {row.translation_key or row.key: row for row in described}
    moving = (*button.STEPS, button.STOP, button.CENTER, button.REFRESH)
    found["button"] |= dict.fromkeys(moving)
    found["event"]["alarm"] = None
    found["binary_sensor"]["event_push"] = None
    for dialect in variants():
        # The first stream bears the name of the device.
        found["camera"] |= {f"camera_{stream.key}": None for stream in dialect.streams[1:]}
    return found


every_platform = pytest.mark.parametrize("platform", list(const.PLATFORMS))


def device_class(platform: str, key: str) -> str | None:
    """Return the device class of an entity."""
    row = rows()[platform][key]
    return getattr(row, "device_class", None) if row else None


@every_platform
def test_every_entity_has_a_name(platform: str) -> None:
    for key in rows()[platform]:
        if not (device_class(platform, key) and platform in NAMED_BY_CLASS):
            texts = ENGLISH["entity"].get(platform, {}).get(key, {})
            assert texts.get("name"), f"translations/en.json: no name in entity.{platform}.{key}"


@every_platform
def test_every_entity_has_an_icon(platform: str) -> None:
    for key in rows()[platform]:
        if not device_class(platform, key) and platform != Platform.CAMERA:
            icons = ICONS["entity"].get(platform, {}).get(key, {})
            icon = icons.get("default", "")
            assert icon.startswith("mdi:"), f"icons.json: no default in entity.{platform}.{key}"


@pytest.mark.parametrize("texts", [ENGLISH, ICONS], ids=["texts", "icons"])
def test_every_text_and_icon_is_used(texts: Mapping[str, Any]) -> None:
    for platform, of_platform in texts["entity"].items():
        assert of_platform.keys() <= rows()[platform].keys()


def choices() -> Iterator[tuple[str, str, set[str]]]:
    """Yield platform, key and options of whatever shows one of several words."""
    for platform in (Platform.SELECT, Platform.SENSOR):
        for key, row in rows()[platform].items():
            if not isinstance(row, FeatureDescription):
                continue
            codecs = [binding.codec for binding in bindings_of(row.feature)]
            options = {name for codec in codecs if isinstance(codec, Choice) for name in codec.names}
            # A number is its own text.
            options = {name for name in options if not name.isdecimal()}
            if options and key not in FREE_NAMES:
                yield platform, key, options


TRAIT = re.compile(r'"([^"]+)" (?:not )?in (?:\w+\.)?traits')


@cache
def variants() -> list[Dialect]:
    """Return each dialect as it is, and as it suits a camera with everything that may be asked of one."""
    found = []
    for dialect in REGISTRY.values():
        tuned = dialect.with_options(dialect, CameraOptions(rtsp=True))
        package = INTEGRATION / "ipcam" / "dialects" / simulated(dialect.name)[0]
        sources = [path.read_text(encoding="utf-8") for path in package.rglob("*.py")]
        traits = frozenset(trait for source in sources for trait in TRAIT.findall(source))
        found += [tuned, tuned.for_camera(tuned, Identity(id="0", traits=traits))]
    return found


def bindings_of(feature: Feature) -> list[Binding]:
    """Return how each of the manuals has a feature."""
    return [dialect.bindings[feature] for dialect in variants() if feature in dialect.bindings]


def is_told_by_the_camera(platform: str, key: str) -> bool:
    """Whether each camera has its own options."""
    row = rows()[platform].get(key)
    return isinstance(row, FeatureDescription) and any(
        each.narrow_limits for each in bindings_of(row.feature)
    )


def test_every_option_has_a_text() -> None:
    for platform, key, options in choices():
        texts = ENGLISH["entity"].get(platform, {}).get(key, {}).get("state", {})
        missing = ", ".join(sorted(options - texts.keys()))
        assert not missing, f"translations/en.json: no text in entity.{platform}.{key}.state for {missing}"


def test_every_text_of_an_option_is_used() -> None:
    known = {(platform, key): options for platform, key, options in choices()}
    for platform in (Platform.SELECT, Platform.SENSOR):
        for key, texts in ENGLISH["entity"].get(platform, {}).items():
            texts_of_words = {name for name in texts.get("state", {}) if not name.isdecimal()}
            unused = texts_of_words - known.get((platform, key), set())
            free = key in FREE_NAMES or is_told_by_the_camera(platform, key)
            assert not unused or free, f"{key} {unused}"


def test_icons_of_states_are_of_states_there_are() -> None:
    known = {(platform, key): options for platform, key, options in choices()}
    for platform, of_platform in ICONS["entity"].items():
        for key, icon in of_platform.items():
            states = known.get((platform, key), {"on", "off"})
            free = key in FREE_NAMES or is_told_by_the_camera(platform, key)
            assert free or icon.get("state", {}).keys() <= states, key
            assert icon["default"] not in icon.get("state", {}).values(), key


def test_every_alarm_has_a_text() -> None:
    texts = ENGLISH["entity"]["event"]["alarm"]["state_attributes"]["event_type"]["state"]
    assert texts.keys() == ALARMS.keys()


# Errors, notes and forms


@cache
def trees() -> Mapping[str, ast.Module]:
    """Return the source of the Home Assistant side."""
    files = [*INTEGRATION.glob("*.py"), *(INTEGRATION / "actions").glob("*.py")]
    return {str(path.relative_to(INTEGRATION)): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def calls() -> Iterator[ast.Call]:
    """Yield every call in the source."""
    for tree in trees().values():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def literal(node: ast.AST | None) -> Any:
    """Return the value of a literal, None for anything else."""
    return node.value if isinstance(node, ast.Constant) else None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return a keyword argument of a call."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def strings() -> set[str]:
    """Return every text in the source."""
    found = {literal(node) for tree in trees().values() for node in ast.walk(tree)}
    return {each for each in found if isinstance(each, str)}


REASONS = {reason.value[1] for reason in Reason}
"""Keys of the reasons for which a camera cannot be reached."""


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_key_has_a_text() -> None:
    known = ENGLISH["exceptions"].keys() | ENGLISH["issues"].keys()
    for call in calls():
        key = literal(keyword(call, "translation_key"))
        if key is not None and keyword(call, "options") is None:
            assert key in known, key


def test_every_message_is_used() -> None:
    assert ENGLISH["exceptions"].keys() | ENGLISH["issues"].keys() <= strings() | REASONS


def test_placeholders_are_given() -> None:
    for call in calls():
        key = literal(keyword(call, "translation_key"))
        given = keyword(call, "translation_placeholders")
        if key is None:
            continue
        names = {literal(name) for name in given.keys if name} if isinstance(given, ast.Dict) else None
        if key in ENGLISH["exceptions"]:
            wanted = placeholders(ENGLISH["exceptions"][key]["message"])
        else:
            wanted = {name for text in texts_of(ENGLISH["issues"][key]) for name in placeholders(text)}
        if names is None:
            # Worked out before: all of this integration name the camera and the reason.
            names = {"camera", "reason"} if given else set()
        assert wanted <= names, key


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a tree."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from texts_of(item)
    else:
        yield str(value)


def test_placeholders_of_refusals_are_given() -> None:
    for call in calls():
        if isinstance(call.func, ast.Name) and call.func.id == "refusal" and call.args:
            key = literal(call.args[0])
            if key is not None:
                given = {"camera", *(each.arg for each in call.keywords if each.arg)}
                assert placeholders(ENGLISH["exceptions"][key]["message"]) <= given, key


def flow_tree() -> ast.Module:
    """Return the source of the config flow."""
    return trees()["config_flow.py"]


def test_every_form_error_has_a_text() -> None:
    used = {
        literal(node.value)
        for node in ast.walk(flow_tree())
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
        if isinstance(node.targets[0].value, ast.Name) and node.targets[0].value.id == "errors"
    }
    assert used - {None} | REASONS == ENGLISH["config"]["error"].keys()


ONLY_IN_THE_FORM = {Reason.ONVIF.value[1], Reason.NOT_A_CAMERA.value[1]}
"""What only the search for a camera finds out."""


def test_every_reason_has_a_text() -> None:
    """Why a camera cannot be reached is said in the form, and by whatever fails later."""
    assert ENGLISH["config"]["error"].keys() >= REASONS
    assert ENGLISH["exceptions"].keys() >= REASONS - ONLY_IN_THE_FORM


def test_every_end_of_a_flow_has_a_text() -> None:
    ends = {"already_configured", "already_in_progress", "reauth_successful", "reconfigure_successful"}
    reasons = {
        literal(keyword(node, "reason"))
        for node in ast.walk(flow_tree())
        if isinstance(node, ast.Call) and keyword(node, "reason") is not None
    }
    assert reasons | ends == ENGLISH["config"]["abort"].keys()


def test_every_step_has_a_text() -> None:
    for tree, texts in ((flow_tree(), "config"), (trees()["options_flow.py"], "options")):
        steps = {
            node.name.removeprefix("async_step_")
            for node in ast.walk(tree)
            if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("async_step_")
        }
        # These two go on to another form at once.
        assert steps - {"dhcp", "reauth"} == ENGLISH[texts]["step"].keys()


def test_every_field_has_a_label_and_a_description() -> None:
    account = {str(name) for name in config_flow.ACCOUNT_SCHEMA.schema}
    user = {str(name) for name in config_flow.USER_SCHEMA.schema}
    forms = {
        "user": user | {const.CONF_DIALECT},
        "reauth_confirm": account,
        "reconfigure": user | {config_flow.CONF_SAVE_ANYWAY, const.CONF_DIALECT},
        **{step: {const.CONF_SEEN} for step in ("pan", "tilt", "light")},
    }
    steps = ENGLISH["config"]["step"] | ENGLISH["options"]["step"]
    for step, names in forms.items():
        assert steps[step]["data"].keys() == names, step
        assert steps[step]["data_description"].keys() == names, step


def test_every_option_has_a_label_and_a_description_in_its_section() -> None:
    asked: dict[str, set[str]] = {each.value: set() for each in OptionSection}
    for option in fields(CameraOptions):
        if option.metadata:
            asked[option.metadata[OPTION_SECTION]].add(option.name)
    asked[OptionSection.ALARMS].add(const.CONF_ALARM_WEBHOOK)
    asked[OptionSection.MOVEMENT].add(const.CONF_TRY_OUT)
    sections = ENGLISH["options"]["step"]["init"]["sections"]
    assert {name: each["data"].keys() for name, each in sections.items()} == asked
    assert {name: each["data_description"].keys() for name, each in sections.items()} == asked


def test_every_option_of_a_dialect_can_be_chosen() -> None:
    known = {option.name for option in fields(CameraOptions) if option.metadata}
    assert {name for dialect in REGISTRY.values() for name in dialect.options} <= known


def test_every_choice_of_the_options_has_a_text() -> None:
    selector = ENGLISH["selector"]
    resolutions = {name for dialect in REGISTRY.values() for name in dialect.streams[0].resolutions}
    assert selector["resolution"]["options"].keys() >= resolutions | {options_flow.AS_SET}
    assert selector["output"]["options"].keys() == {output.value for output in Output}


def test_every_action_has_texts_and_an_icon() -> None:
    assert ENGLISH["services"].keys() == ACTIONS.keys() == ICONS["services"].keys()
    for name, action in ACTIONS.items():
        names = {str(field) for field in action.fields}
        assert ENGLISH["services"][name].get("fields", {}).keys() == names, name


@every_platform
def test_keys_are_the_features(platform: str) -> None:
    """The key of an entity is its feature's, so that no two dialects call the same thing differently."""
    for key, row in rows()[platform].items():
        if isinstance(row, FeatureDescription):
            assert row.key == row.feature.key == key
