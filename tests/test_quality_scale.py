"""The claims of quality_scale.yaml: complete, and true as far as files can tell."""

import ast
from pathlib import Path
import re
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.ipcam_cgi.const import PLATFORMS

ROOT = Path(__file__).parent.parent
INTEGRATION = ROOT / "custom_components" / "ipcam_cgi"
RULES: dict[str, Any] = load_yaml_dict(INTEGRATION / "quality_scale.yaml")["rules"]

BRONZE = """
action-setup appropriate-polling brands common-modules config-flow config-flow-test-coverage
dependency-transparency docs-actions docs-conditions docs-high-level-description
docs-installation-instructions docs-removal-instructions docs-triggers entity-event-setup
entity-unique-id has-entity-name runtime-data test-before-configure test-before-setup
unique-config-entry
"""
SILVER = """
action-exceptions config-entry-unloading docs-configuration-parameters docs-installation-parameters
entity-unavailable integration-owner log-when-unavailable parallel-updates reauthentication-flow
test-coverage
"""
GOLD = """
devices diagnostics discovery discovery-update-info docs-data-update docs-examples
docs-known-limitations docs-supported-devices docs-supported-functions docs-troubleshooting
docs-use-cases dynamic-devices entity-category entity-device-class entity-disabled-by-default
entity-translations exception-translations icon-translations reconfiguration-flow repair-issues
stale-devices
"""
PLATINUM = "async-dependency inject-websession strict-typing"
ALL = [rule for tier in (BRONZE, SILVER, GOLD, PLATINUM) for rule in tier.split()]

# Where the README has what a rule of its kind asks for; the first lines are the description.
SECTIONS = {
    "docs-actions": "Actions",
    "docs-configuration-parameters": "Options",
    "docs-data-update": "How data is updated",
    "docs-examples": "Examples",
    "docs-high-level-description": "",
    "docs-installation-instructions": "Install",
    "docs-installation-parameters": "Add a camera",
    "docs-known-limitations": "Known limits",
    "docs-removal-instructions": "Removal",
    "docs-supported-devices": "Supported cameras",
    "docs-supported-functions": "Entities",
    "docs-troubleshooting": "Troubleshooting",
    "docs-use-cases": "Examples",
}


def status(rule: str) -> str:
    """Return what is claimed of a rule."""
    claim = RULES[rule]
    found: str = claim if isinstance(claim, str) else claim["status"]
    return found


def tree(name: str) -> ast.Module:
    """Return the source of a module."""
    return ast.parse((INTEGRATION / f"{name}.py").read_text(encoding="utf-8"))


def functions(module: ast.Module) -> dict[str, ast.AsyncFunctionDef | ast.FunctionDef]:
    """Return all functions of a module by name."""
    kinds = (ast.AsyncFunctionDef, ast.FunctionDef)
    return {node.name: node for node in ast.walk(module) if isinstance(node, kinds)}


def test_every_rule_is_there() -> None:
    assert len(ALL) == 54
    assert list(RULES) == ALL


@pytest.mark.parametrize("rule", ALL)
def test_form(rule: str) -> None:
    assert status(rule) in ("done", "exempt", "todo")
    claim = RULES[rule]
    if isinstance(claim, dict):
        assert claim.keys() <= {"status", "comment"}
        assert claim["comment"].strip().endswith(".")
    assert status(rule) == "done" or isinstance(claim, dict), "why?"


@pytest.mark.parametrize("rule", [rule for rule in ALL if rule.startswith("docs-")])
def test_readme(rule: str) -> None:
    if status(rule) == "done":
        headings = re.findall(r"^## (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
        assert SECTIONS[rule] in ["", *headings]


def test_actions_are_registered_once() -> None:
    assert "async_setup_services" in ast.unparse(functions(tree("__init__"))["async_setup"])


def test_runtime_data() -> None:
    assert "entry.runtime_data = " in ast.unparse(functions(tree("__init__"))["async_setup_entry"])


@pytest.mark.parametrize("platform", list(PLATFORMS))
def test_parallel_updates(platform: str) -> None:
    names = [
        target.id
        for node in tree(platform).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert "PARALLEL_UPDATES" in names


def test_steps_of_the_flow() -> None:
    steps = functions(tree("config_flow")) | functions(tree("options_flow"))
    assert {
        "async_step_user",
        "async_step_dhcp",
        "async_step_reauth",
        "async_step_reauth_confirm",
        "async_step_reconfigure",
        "async_step_init",
    } <= steps.keys()


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("__init__", "async_unload_entry"),
        ("diagnostics", "async_get_config_entry_diagnostics"),
        ("repairs", "async_create_fix_flow"),
    ],
)
def test_what_home_assistant_calls(module: str, function: str) -> None:
    assert function in functions(tree(module))
