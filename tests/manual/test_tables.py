"""What every catalogue must keep to, whatever its manual."""

import re

import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.model.catalogue import Command, Effect, Field, Param
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from custom_components.ipcam_cgi.ipcam.model.dialect import Dialect

pytestmark = pytest.mark.parametrize("dialect", REGISTRY.values(), ids=list(REGISTRY))

OPTION = re.compile(r"[a-z0-9_]+")


def items(row: Command) -> list[Param | Field]:
    """Return everything that a command sends or is told."""
    return [*row.params, *row.returns]


def test_rows_are_complete(dialect: Dialect) -> None:
    for name, row in dialect.commands.items():
        assert row.name == name
        assert row.path.startswith("/"), name
        assert row.doc.endswith("."), name
        assert not row.note or row.note.endswith("."), name
        assert row.section, name


def test_names_are_unique(dialect: Dialect) -> None:
    for row in dialect.commands.values():
        for items in (row.params, row.returns):
            names = [item.name for item in items]
            assert len(names) == len(set(names)), row.name


def test_everything_is_explained(dialect: Dialect) -> None:
    for row in dialect.commands.values():
        for item in items(row):
            assert item.doc, f"{row.name} {item.name}"


def test_options_can_be_translated(dialect: Dialect) -> None:
    for row in dialect.commands.values():
        for item in items(row):
            if isinstance(item.codec, Choice):
                assert all(OPTION.fullmatch(option) for option in item.codec.names), f"{row.name} {item.name}"
                # Codes are taken for names, so none may be the code of one option and the name of another.
                assert all(item.codec.options.get(name, name) == name for name in item.codec.names)


def test_samples_are_valid(dialect: Dialect) -> None:
    for row in dialect.commands.values():
        for item in items(row):
            codec = item.codec
            assert codec.decode(codec.encode(codec.sample())) == codec.sample(), f"{row.name} {item.name}"


def test_every_group_has_its_getter(dialect: Dialect) -> None:
    for row in dialect.commands.values():
        if row.group:
            assert dialect.commands.getter(row.group), row.name
        assert not row.whole or row.group, row.name


def test_a_group_has_one_getter(dialect: Dialect) -> None:
    getters = [row.group for row in dialect.commands.values() if row.group and row.effect is Effect.READ]
    assert len(getters) == len(set(getters))


def test_getters_tell_what_setters_set(dialect: Dialect) -> None:
    for row in dialect.commands.values():
        getter = dialect.commands.getter(row.group)
        if getter is None:
            continue
        told = {field.name: field.codec for field in getter.returns}
        keeps = row.whole or any(param.needs for param in row.params)
        for param in row.params:
            # What the camera does not tell must not be needed to keep the rest of the record.
            assert param.field in told or not param.required or not keeps, f"{row.name} {param.name}"
            if param.field in told:
                assert told[param.field] == param.codec, f"{row.name} {param.name}"
