"""Every translation says what the English texts say, and keeps to the rules of hassfest."""

from collections.abc import Iterator, Mapping, Set as AbstractSet
from functools import cache
import json
from pathlib import Path
import re
from string import Formatter

import pytest

TRANSLATIONS = Path(__file__).parent.parent / "custom_components" / "ipcam_cgi" / "translations"

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "pt-BR", "ru", "sv", "zh-Hans")

HTML = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
# Some languages write on without a space: an address ends where ASCII does, less the end of a sentence.
URL = re.compile(r"(?:https?|ftp|rtsp)://[!-~]*[a-z0-9/}]", re.IGNORECASE)
QUOTED_PLACEHOLDER = re.compile(r"'{\w*}'")

# A shorter text may well be the same in another language: a unit, a protocol, a name.
LONG = 12
# Shutter times and date formats are longer, and much the same everywhere.
DIFFERENT = 0.6

every_language = pytest.mark.parametrize("language", LANGUAGES)


def flat(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a tree with its dotted key."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{key}.")
        else:
            assert isinstance(value, str), f"{above}{key} is no text"
            yield f"{above}{key}", value


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return the texts of a language by their dotted keys."""
    return dict(flat(json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))))


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, English text and translation of what both have."""
    translated = texts(language)
    for key, english in texts("en").items():
        if key in translated:
            yield key, english, translated[key]


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def difference(wanted: AbstractSet[str], found: AbstractSet[str]) -> str:
    """Return what is missing and what is surplus; empty when nothing is."""
    sides = {"missing": sorted(wanted - found), "surplus": sorted(found - wanted)}
    return "; ".join(f"{side}: {', '.join(names)}" for side, names in sides.items() if names)


def test_the_languages_are_complete() -> None:
    wrong = difference({"en", *LANGUAGES}, {path.stem for path in TRANSLATIONS.glob("*.json")})
    assert not wrong, wrong


@every_language
def test_the_keys_are_those_of_english(language: str) -> None:
    wrong = difference(texts("en").keys(), texts(language).keys())
    assert not wrong, wrong


@every_language
def test_the_placeholders_are_those_of_english(language: str) -> None:
    found = {
        key: difference(placeholders(english), placeholders(text)) for key, english, text in pairs(language)
    }
    assert not {key: wrong for key, wrong in found.items() if wrong}


@every_language
def test_no_text_is_empty_or_has_space_around(language: str) -> None:
    assert not [key for key, text in texts(language).items() if not text or text != text.strip()]


@every_language
def test_no_text_has_html_or_a_quoted_placeholder(language: str) -> None:
    forbidden = (HTML, QUOTED_PLACEHOLDER)
    assert not [key for key, text in texts(language).items() if any(each.search(text) for each in forbidden)]


@every_language
def test_no_text_has_an_address_that_english_has_not(language: str) -> None:
    for key, english, text in pairs(language):
        assert set(URL.findall(text)) <= set(URL.findall(english)), key


@every_language
def test_the_texts_are_translated(language: str) -> None:
    """A copied file is no translation."""
    long = [(english, text) for _, english, text in pairs(language) if len(english) > LONG]
    different = sum(english != text for english, text in long) / len(long)
    assert different >= DIFFERENT, f"{different:.0%} of the longer texts differ from English"
