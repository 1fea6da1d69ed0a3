"""The list of entities, docs/entities.md, is what the platforms and the dialects say."""

from pathlib import Path
import subprocess
import sys

SCRIPT = Path(__file__).parent.parent / "scripts" / "generate_entities"


def test_list_of_entities_is_up_to_date() -> None:
    result = subprocess.run([sys.executable, SCRIPT, "--check"], check=False, capture_output=True, text=True)
    assert result.returncode == 0, f"{result.stdout}{result.stderr}Run scripts/generate_entities."
