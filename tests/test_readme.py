"""The documentation speaks of everything there is, and its links and examples hold."""

from collections.abc import Iterable
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import parse_yaml
import pytest
import voluptuous as vol

from custom_components.ipcam_cgi.config_flow import USER_SCHEMA
from custom_components.ipcam_cgi.const import CONF_DIALECT
from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.services import ACTIONS

from .conftest import simulated
from .test_repository import ENGLISH, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
EXAMPLES = [
    (f"{path.name}-{number}", block)
    for path in PAGES
    for number, block in enumerate(
        re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    )
]


def anchors(path: Path) -> set[str]:
    """Return the places in a page that a link can lead to."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Links within the repository lead somewhere."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"https?:", target):
            continue
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("dialect", REGISTRY)
def test_dialects(dialect: str) -> None:
    """Every dialect is in the tables by which a camera is recognized, and its reference can be found."""
    assert f"| `{dialect}` |" in README, "README.md: no row in the table of dialects"
    assert f"[{dialect}](docs/commands/{dialect}.md)" in README, "README.md: no reference in send_command"
    recognized = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    assert f"| {dialect} |" in recognized, "docs/troubleshooting.md: no row in the table of dialects"


def families(dialects: Iterable[Dialect]) -> set[str]:
    """Return the names of dialects; a relative goes with the one it is named after."""
    return {simulated(dialect.name)[0] for dialect in dialects}


def option_names() -> dict[str, str]:
    """Return what the form calls each option."""
    sections = ENGLISH["options"]["step"]["init"]["sections"].values()
    return {name: label for section in sections for name, label in section["data"].items()}


def test_options() -> None:
    """Each row of the options tells whose cameras have it."""
    names = option_names()
    tuned = [dialect.with_options(dialect, CameraOptions()) for dialect in REGISTRY.values()]
    groups = {"all": families(tuned), "all that move": families(each for each in tuned if each.ptz)}
    rows = [row.split("|") for row in README.splitlines() if row.count("|") == 5]
    for option in {each for dialect in tuned for each in dialect.options}:
        told = next(row[3].strip() for row in rows if names[option].lower() in row[1].lower())
        having = families(each for each in tuned if option in each.options)
        assert groups.get(told, set(told.split(", "))) == having, f"README.md, options: {names[option]}"


@pytest.mark.parametrize("action", ACTIONS)
def test_actions(action: str) -> None:
    assert f"`ipcam_cgi.{action}`" in README


def test_fields() -> None:
    """Every field of the form and every option is explained by its name in the form."""
    form = ENGLISH["config"]["step"]["user"]["data"]
    assert {str(key) for key in USER_SCHEMA.schema} | {CONF_DIALECT} == form.keys()
    explained = README.lower()
    for name in (*form.values(), *option_names().values()):
        assert name.lower() in explained, name


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
async def test_examples(hass: HomeAssistant, name: str, text: str) -> None:
    """Examples are YAML, and their actions have the fields that they are given."""
    calls: list[dict[str, Any]] = []

    def walk(value: object) -> None:
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(item)
        if isinstance(value, dict):
            called = value.get("perform_action") or value.get("action")
            if str(called).startswith("ipcam_cgi."):
                calls.append({**value, "action": called})

    walk(parse_yaml(text))
    for call in calls:
        action = ACTIONS[call["action"].removeprefix("ipcam_cgi.")]
        vol.Schema(action.fields)(call.get("data", {}))
