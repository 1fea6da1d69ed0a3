"""What Home Assistant and HACS ask of the files of a custom integration."""

import ast
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
import json
from pathlib import Path
import re
from string import Formatter
import subprocess
import sys
import tomllib
from typing import Any
from zipfile import ZipFile

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from homeassistant.const import Platform
from homeassistant.helpers.selector import TargetSelector, validate_selector
from homeassistant.util.yaml import load_yaml_dict
from PIL import Image
import pytest
import voluptuous as vol

ROOT = Path(__file__).parent.parent
INTEGRATION = ROOT / "custom_components" / "ipcam_cgi"
TRANSLATIONS = sorted((INTEGRATION / "translations").glob("*.json"))

# Components that may be imported without being a dependency: they are loaded in any case.
ALWAYS_THERE = {"frontend", "stream", "websocket_api"}

type Json = dict[str, Any]


def read(path: Path) -> Json:
    """Read a JSON or YAML file; one that is optional and not there is empty."""
    if not path.exists():
        return {}
    if path.suffix in {".yaml", ".yml"}:
        return load_yaml_dict(path)
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


MANIFEST = read(INTEGRATION / "manifest.json")
ENGLISH = read(INTEGRATION / "translations" / "en.json")
ICONS = read(INTEGRATION / "icons.json")
SERVICES = read(INTEGRATION / "services.yaml")
WORKFLOWS = {path.name: read(path) for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield all that is not an object, with the keys that lead there."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    else:
        yield path, value


def https(value: str) -> str:
    """Accept an address of a page of our own."""
    if not value.startswith("https://") or value.startswith("https://www.home-assistant.io/integrations"):
        raise vol.Invalid("not a page of our own")
    return value


def version(value: str) -> str:
    """Accept what Home Assistant can compare."""
    if AwesomeVersion(value).strategy not in {AwesomeVersionStrategy.SEMVER, AwesomeVersionStrategy.CALVER}:
        raise vol.Invalid("not a version")
    return value


MANIFEST_SCHEMA = vol.Schema(
    {
        vol.Required("domain"): INTEGRATION.name,
        vol.Required("name"): str,
        vol.Required("codeowners"): vol.All([vol.Match(r"@[\w-]+$")], vol.Length(min=1)),
        vol.Required("config_flow"): True,
        vol.Required("documentation"): https,
        vol.Required("integration_type"): "device",
        vol.Required("iot_class"): vol.In(("local_polling", "local_push")),
        vol.Required("issue_tracker"): https,
        # With none, the integration installs without access to the internet.
        vol.Required("requirements"): vol.Length(max=0),
        vol.Required("version"): version,
        vol.Optional("after_dependencies"): [str],
        vol.Optional("dependencies"): [str],
        vol.Optional("dhcp"): [
            vol.Any({"registered_devices": True}, {"macaddress": vol.Match(r"[0-9A-F]{6}\*$")})
        ],
        vol.Optional("loggers"): [str],
        vol.Optional("quality_scale"): vol.In(("custom", "bronze", "silver", "gold", "platinum")),
    }
)

HACS_SCHEMA = vol.Schema(
    {
        vol.Required("name"): MANIFEST["name"],
        vol.Required("filename"): f"{MANIFEST['domain']}.zip",
        vol.Required("homeassistant"): version,
        vol.Required("zip_release"): True,
    }
)

TEXT = str
FORM = {
    vol.Optional("description"): TEXT,
    vol.Optional("data"): {str: TEXT},
    vol.Optional("data_description"): {str: TEXT},
}
STEP = {
    **FORM,
    vol.Optional("title"): TEXT,
    vol.Optional("menu_options"): {str: TEXT},
    vol.Optional("menu_option_descriptions"): {str: TEXT},
    vol.Optional("sections"): {str: {**FORM, vol.Optional("name"): TEXT}},
    vol.Optional("submit"): TEXT,
}
FLOW = {
    vol.Optional("flow_title"): TEXT,
    vol.Optional("step"): {str: STEP},
    vol.Optional("error"): {str: TEXT},
    vol.Optional("abort"): {str: TEXT},
    vol.Optional("progress"): {str: TEXT},
    vol.Optional("create_entry"): {str: TEXT},
}
ENTITY = {
    vol.Optional("name"): TEXT,
    vol.Optional("state"): {str: TEXT},
    vol.Optional("state_attributes"): {
        str: {vol.Optional("name"): TEXT, vol.Optional("state"): {str: TEXT}},
    },
    vol.Optional("unit_of_measurement"): TEXT,
}
LABELLED = {vol.Required("name"): TEXT, vol.Required("description"): TEXT}
TRANSLATION_SCHEMA = vol.Schema(
    {
        vol.Optional("title"): TEXT,
        vol.Optional("common"): {str: TEXT},
        vol.Optional("config"): FLOW,
        vol.Optional("options"): FLOW,
        vol.Optional("device"): {str: {vol.Required("name"): TEXT}},
        vol.Optional("entity"): {vol.In(list(Platform)): {str: ENTITY}},
        vol.Optional("exceptions"): {str: {vol.Required("message"): TEXT}},
        vol.Optional("issues"): {
            str: vol.All(
                {
                    vol.Required("title"): TEXT,
                    vol.Optional("description"): TEXT,
                    vol.Optional("fix_flow"): FLOW,
                },
                vol.Length(min=2, max=2),
            )
        },
        vol.Optional("selector"): {str: {vol.Required("options"): {str: TEXT}}},
        vol.Optional("services"): {
            str: {
                **LABELLED,
                vol.Optional("fields"): {str: {**LABELLED, vol.Optional("example"): TEXT}},
                vol.Optional("sections"): {
                    str: {vol.Required("name"): TEXT, vol.Optional("description"): TEXT},
                },
            }
        },
    }
)

ICON = vol.Match(r"mdi:[a-z0-9-]+$")
STATES = {
    vol.Optional("default"): ICON,
    vol.Optional("state"): {str: ICON},
    vol.Optional("range"): {vol.Match(r"-?\d+(\.\d+)?$"): ICON},
}
ICONS_SCHEMA = vol.Schema(
    {
        vol.Optional("entity"): {
            vol.In(list(Platform)): {str: {**STATES, vol.Optional("state_attributes"): {str: STATES}}}
        },
        vol.Optional("services"): {
            str: {vol.Required("service"): ICON, vol.Optional("sections"): {str: ICON}},
        },
    }
)


def test_layout() -> None:
    """HACS installs the only folder under custom_components."""
    folders = [path for path in INTEGRATION.parent.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert folders == [INTEGRATION]
    assert (ROOT / "README.md").exists()
    assert (INTEGRATION / "config_flow.py").exists()
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n\nCopyright (c) ")


@pytest.mark.parametrize("path", sorted(INTEGRATION.rglob("*.json")), ids=lambda path: path.name)
def test_json(path: Path) -> None:
    """Every JSON file has each key once."""

    def unique(pairs: list[tuple[str, object]]) -> Json:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


def test_manifest() -> None:
    """The keys are known, valid, and in the order that Home Assistant asks for."""
    MANIFEST_SCHEMA(MANIFEST)
    keys = list(MANIFEST)
    assert keys[:2] == ["domain", "name"]
    assert keys[2:] == sorted(keys[2:])


def test_hacs() -> None:
    """HACS knows the archive, and the oldest Home Assistant that it runs on."""
    HACS_SCHEMA(read(ROOT / "hacs.json"))


def test_oldest_home_assistant() -> None:
    """The oldest Home Assistant that may install this is one that is tested, and the one in the README."""
    oldest = AwesomeVersion(read(ROOT / "hacs.json")["homeassistant"])
    tested = [AwesomeVersion(path.stem) for path in (ROOT / "tests" / "versions").glob("*.txt")]
    assert min(tested) == oldest
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Home Assistant {oldest.year}.{oldest.minor} or newer" in readme
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert all(f"`scripts/test --ha {each}`" in contributing for each in tested)


def test_workflow_of_versions() -> None:
    """Every pinned Home Assistant is in the matrix of the workflow."""
    matrix = WORKFLOWS["tests.yml"]["jobs"]["versions"]["strategy"]["matrix"]
    assert set(matrix["ha"]) == {path.stem for path in (ROOT / "tests" / "versions").glob("*.txt")}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows(name: str) -> None:
    """Nobody else's change runs with our rights, and a job has no more of them than it needs."""
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        writes = {right for right, access in job["permissions"].items() if access != "read"}
        assert writes == ({"contents"} if name == "release.yml" else set())
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            # Text from outside gets into a shell by the environment, where it is not read as commands.
            assert "${{" not in step.get("run", "")


def test_hooks() -> None:
    """What checks a change is pinned, or ours: nothing is fetched for it."""
    pins = (ROOT / "requirements_test.txt").read_text(encoding="utf-8")
    for repository in read(ROOT / ".pre-commit-config.yaml")["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert hook["language"] == "system"
            program = hook["entry"].split()[0]
            assert (ROOT / program).parent in {ROOT / ".venv" / "bin", ROOT / "scripts"}
            assert program.startswith("scripts/") or f"\n{Path(program).name}==" in pins


def test_scripts_are_linted() -> None:
    """Scripts in Python have no suffix, so that ruff and mypy have to be told of each."""
    python = {
        path for path in (ROOT / "scripts").iterdir() if path.is_file() and "python" in first_line(path)
    }
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    ruff = tomllib.loads((ROOT / "ruff.toml").read_text(encoding="utf-8"))["extend-include"]
    mypy = re.findall(r"scripts/[^\s,]+", config["mypy"]["files"])
    for patterns in (ruff, mypy):
        assert {path for pattern in patterns for path in ROOT.glob(pattern)} == python


def first_line(path: Path) -> str:
    """Return the first line of a text."""
    return path.read_text(encoding="utf-8").partition("\n")[0]


def test_bug_report() -> None:
    """A report brings what is needed to find the fault."""
    fields = {each["id"]: each for each in read(ROOT / ".github/ISSUE_TEMPLATE/bug.yml")["body"]}
    assert fields.keys() >= {"model", "firmware", "versions", "diagnostics", "dump", "log"}
    assert "`ipcam dump" in fields["dump"]["attributes"]["description"]
    for each in ("model", "firmware", "diagnostics"):
        assert fields[each]["validations"]["required"]


def test_dependencies() -> None:
    """Components of Home Assistant that are imported are there when the integration is loaded."""
    permitted = ALWAYS_THERE | set(Platform) | {path.stem for path in INTEGRATION.glob("*.py")}
    permitted |= {*MANIFEST.get("dependencies", ()), *MANIFEST.get("after_dependencies", ())}
    permitted |= MANIFEST.keys() & {"dhcp", "ssdp", "zeroconf"}
    for path in INTEGRATION.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "homeassistant.components"
            ):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                assert {name.split(".")[2] for name in names} <= permitted, path


def test_english_is_there() -> None:
    """Other languages may be missing, but not this one."""
    assert ENGLISH


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.name)
def test_translations(path: Path) -> None:
    """A translation has the form Home Assistant reads, and no text for what English does not have."""
    content = read(path)
    TRANSLATION_SCHEMA(content)
    assert {keys for keys, _ in leaves(content)} <= {keys for keys, _ in leaves(ENGLISH)}
    for keys, text in leaves(content):
        for key in keys:
            assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", key), keys
        assert isinstance(text, str), keys
        assert text, keys
        assert text == text.strip(), keys
        assert not re.search(r"<[a-z/]|https?://|\[%key:|'\{\w*\}'", text, re.IGNORECASE), keys
        placeholders = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        assert all(name.isidentifier() for name in placeholders), keys
        if keys[0] == "entity" and "state" in keys[3:]:
            assert not placeholders, keys


def forms(value: object, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Yield the steps of flows, and their sections."""
    if isinstance(value, Mapping):
        if keys[-2:-1] in {("step",), ("sections",)} and keys[0] != "services":
            yield keys, dict(value)
        for key, item in value.items():
            yield from forms(item, (*keys, key))


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.name)
def test_form_descriptions(path: Path) -> None:
    """Every field of a form is explained, and nothing else."""
    for keys, form in forms(read(path)):
        assert form.get("data_description", {}).keys() == form.get("data", {}).keys(), keys


def fields_of(service: Json) -> tuple[dict[str, Json], set[str]]:
    """Return the fields of an action, with those in sections, and the names of the sections."""
    fields: dict[str, Json] = {}
    sections = set()
    for name, field in service.get("fields", {}).items():
        inner = {name: field}
        if "fields" in field:
            sections.add(name)
            inner = field["fields"]
        assert not inner.keys() & fields.keys(), "a name is used twice"
        fields |= inner
    return fields, sections


def test_services() -> None:
    """Actions are described, documented and have icons, without any left over."""
    assert SERVICES.keys() == ENGLISH.get("services", {}).keys()
    assert SERVICES.keys() == ICONS.get("services", {}).keys()
    for name, service in SERVICES.items():
        fields, sections = fields_of(service or {})
        texts = ENGLISH["services"][name]
        assert fields.keys() == texts.get("fields", {}).keys(), name
        assert sections == texts.get("sections", {}).keys(), name
        if "target" in (service or {}):
            TargetSelector.CONFIG_SCHEMA(service["target"])
        assert ICONS["services"][name].get("sections", {}).keys() <= sections, name
        for field in fields.values():
            validate_selector(field["selector"])
            key = (field.get("selector", {}).get("select") or {}).get("translation_key")
            assert key is None or key in ENGLISH["selector"], name


def test_services_are_registered_where_described() -> None:
    """Home Assistant wants services.yaml for an integration that registers actions."""
    source = "".join(path.read_text(encoding="utf-8") for path in INTEGRATION.glob("*.py"))
    registers = re.search(r"services\.async_register\b|async_register_\w*service\b", source)
    assert bool(registers) == bool(SERVICES)


def test_icons() -> None:
    """Icons belong to entities that have a name, and change with the state or not at all."""
    ICONS_SCHEMA(ICONS)
    for platform, entities in ICONS.get("entity", {}).items():
        for key, icons in entities.items():
            assert key in ENGLISH["entity"][platform], f"{platform}.{key}"
            for item in (icons, *icons.get("state_attributes", {}).values()):
                assert item.get("default") not in item.get("state", {}).values(), f"{platform}.{key}"
                limits = [float(limit) for limit in item.get("range", ())]
                assert limits == sorted(limits), f"{platform}.{key}"


@pytest.mark.parametrize("name", ["icon", "logo", "dark_logo"])
def test_brand(name: str) -> None:
    """Home Assistant shows these images: square icons, both kinds in two resolutions, transparent."""
    for suffix, height in (("", 256), ("@2x", 512)):
        with Image.open(INTEGRATION / "brand" / f"{name}{suffix}.png") as image:
            assert image.format == "PNG"
            assert image.height == height
            assert image.width == height if name == "icon" else image.width > height
            assert image.convert("RGBA").getchannel("A").getextrema() == (0, 255)


def release(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the script that builds the archive."""
    command = [sys.executable, ROOT / "scripts" / "release", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_release(tmp_path: Path) -> None:
    """The archive holds the integration at its root, and is the same whenever it is built."""
    archives = [tmp_path / "first.zip", tmp_path / "second.zip"]
    for archive in archives:
        assert release("--output", archive, "--tag", f"v{MANIFEST['version']}").returncode == 0
    assert archives[0].read_bytes() == archives[1].read_bytes()
    with ZipFile(archives[0]) as content:
        names = set(content.namelist())
        assert json.loads(content.read("manifest.json")) == MANIFEST
    assert {"__init__.py", "translations/en.json", "brand/icon.png", "ipcam/errors.py"} <= names
    assert {Path(name).suffix for name in names} == {".json", ".png", ".py", ".typed", ".yaml"}
    assert not [name for name in names if re.search(r"(^|/)(\.|__pycache__|test)|^/|\.\.", name)]
    # What Home Assistant itself reads there, and packages: nothing that only development needs.
    assert {name.split("/")[0] for name in names if "/" in name} == {
        "actions",
        "brand",
        "ipcam",
        "translations",
    }


def test_release_refuses_another_version(tmp_path: Path) -> None:
    """A tag that is not the manifest's version releases nothing."""
    archive = tmp_path / "ipcam_cgi.zip"
    assert release("--output", archive, "--tag", "v0.0.0").returncode != 0
    assert not archive.exists()
