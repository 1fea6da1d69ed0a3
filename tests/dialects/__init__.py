"""What the tests must know of each dialect: a file of its registered name, typed by hand from the manual."""

from importlib import import_module

import pytest

from .facts import Facts


def known(dialect: str) -> Facts:
    """Return what is known of a registered dialect."""
    name = f"{__name__}.{dialect}"
    try:
        facts: Facts = import_module(name).FACTS
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        pytest.fail(f"tests/dialects/{dialect}.py is missing, see docs/adding-a-dialect.md", pytrace=False)
    return facts
