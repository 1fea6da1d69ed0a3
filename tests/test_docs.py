"""The command reference under docs/commands is what the catalogues say."""

from pathlib import Path
import runpy

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "generate_docs"


def test_command_reference_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    main = runpy.run_path(str(SCRIPT))["main"]
    status = main(["--check"])
    assert status == 0, f"{capsys.readouterr().out}Run scripts/generate_docs."
