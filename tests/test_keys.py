"""Keys are the ends of unique ids: a user's entity is lost when one changes, so none ever does."""

from pathlib import Path

from custom_components.ipcam_cgi.ipcam.model import features
from custom_components.ipcam_cgi.migration import RENAMED

from .test_translations import rows, variants

KEYS = Path(__file__).parent / "keys"


def listed(name: str) -> set[tuple[str, str]]:
    """Return platform and key of every line of a list."""
    lines = (KEYS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {(platform, key) for platform, key in (line.split() for line in lines)}


def present() -> set[tuple[str, str]]:
    """Return platform and key of every entity that there can be."""
    streams = {f"camera_{stream.key}" for dialect in variants() for stream in dialect.streams}
    of_platform = {**rows(), "camera": streams}
    return {(str(platform), key) for platform, keys in of_platform.items() for key in keys}


def test_no_key_changes_or_goes() -> None:
    gone = listed("frozen") - present()
    assert not gone, f"users have entities with these keys; migrate them in migration.py: {sorted(gone)}"


def test_every_key_is_frozen() -> None:
    new = present() - listed("frozen")
    assert not new, f"tests/keys/frozen.txt: add {sorted(new)}"


def test_every_earlier_key_lives_on() -> None:
    lost = {(platform, RENAMED.get(key, key)) for platform, key in listed("minor_version_1")} - present()
    assert not lost


def test_no_present_key_is_an_earlier_name() -> None:
    """Else an entity would be renamed that has its new name already."""
    assert RENAMED.keys().isdisjoint(key for _, key in present())


def test_features_are_named_like_their_keys() -> None:
    names = {value.key: name for name, value in vars(features).items() if isinstance(value, features.Feature)}
    assert {key: name for key, name in names.items() if name != key.upper()} == {}
