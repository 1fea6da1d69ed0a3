"""How the tables of commands are written: one line for what all rows have in common.

A path without parameters tells its settings, with parameters it changes them; so most paths have a
row for each, the second named `.set`.
"""

from typing import TypedDict, Unpack

from ...model.catalogue import Access, Command, Effect, Field, Param, Speed, returned
from ...model.codecs import Codec, Text

VISITOR, OPERATOR, ADMINISTRATOR = Access.VISITOR, Access.OPERATOR, Access.ADMINISTRATOR


class Details(TypedDict, total=False):
    """The optional parts of a row."""

    fixed: tuple[tuple[str, str], ...]
    params: tuple[Param, ...]
    returns: tuple[Field, ...]
    group: str
    whole: bool
    speed: Speed
    upload: str
    note: str


def row(
    name: str,
    section: str,
    doc: str,
    access: Access,
    effect: Effect,
    *,
    path: str = "",
    **details: Unpack[Details],
) -> Command:
    """Return a command; its path is its name up to the dot unless another is given."""
    path = path or f"/cgi-bin/{name.partition('.')[0]}"
    return Command(name=name, path=path, doc=doc, access=access, effect=effect, section=section, **details)


def optional(name: str, codec: Codec, doc: str, *, field: str = "", needs: tuple[str, ...] = ()) -> Param:
    """Return a parameter that may be left out, so that its setting stays as it is.

    The camera looks for a name anywhere in the query. One that is part of another name is found there
    unless it stands in the query itself, further to the front: so the longer one `needs` the shorter.
    """
    return Param(name=name, codec=codec, required=False, doc=doc, field=field, needs=needs)


def required(name: str, codec: Codec, doc: str, *, field: str = "") -> Param:
    """Return a parameter that the camera misses when it is left out."""
    return Param(name=name, codec=codec, doc=doc, field=field)


def pair(
    name: str,
    section: str,
    what: str,
    params: tuple[Param, ...],
    *,
    path: str = "",
    effect: Effect = Effect.WRITE,
    returns: tuple[Field, ...] | None = None,
    extra_fields: tuple[Field, ...] = (),
    fixed: tuple[tuple[str, str], ...] = (),
    whole: bool = False,
    note: str = "",
) -> tuple[Command, Command]:
    """Return the two rows of a record: what reads it, and what changes it.

    `returns` are the fields of the reply where they are not just the parameters, `extra_fields` those
    besides.
    """
    fields = returned("", params) if returns is None else returns
    reader = row(
        name,
        section,
        f"Tell {what}.",
        VISITOR,
        Effect.READ,
        path=path,
        fixed=fixed,
        returns=(*fields, *extra_fields),
        group=name,
        note=note,
    )
    writer = row(
        f"{name}.set",
        section,
        f"Change {what}.",
        OPERATOR,
        effect,
        path=reader.path,
        fixed=fixed,
        params=params,
        group=name,
        whole=whole,
        note=note,
    )
    return reader, writer


def field(name: str, doc: str, codec: Codec | None = None) -> Field:
    """Return a field of a reply."""
    return Field(name=name, codec=codec or Text(), doc=doc)
