"""How a row of the catalogue is made: one CGI and one of its actions."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from ...model.catalogue import Access, Command, Effect, Field, Param, Speed, returned
from ...model.codecs import Codec


class Details(TypedDict, total=False):
    """The optional parts of a row."""

    fixed: tuple[tuple[str, str], ...]
    params: tuple[Param, ...]
    returns: tuple[Field, ...]
    group: str
    speed: Speed
    since: str
    note: str


def row(
    cgi: str,
    action: str,
    doc: str,
    effect: Effect,
    section: str,
    *,
    suffix: str = "",
    **details: Unpack[Details],
) -> Command:
    """Return the row of one action; since edition 1.03 they are all the administrator's.

    `suffix` tells apart two rows of one action.
    """
    details["fixed"] = (("action", action), *details.get("fixed", ()))
    return Command(
        name=f"{cgi}.{action}{suffix}",
        path=f"/cgi-bin/control/{cgi}.cgi",
        doc=doc,
        access=Access.ADMINISTRATOR,
        effect=effect,
        section=section,
        **details,
    )


def pair(
    cgi: str,
    what: str,
    section: str,
    getter: str,
    setter: str,
    params: tuple[Param, ...],
    *,
    extra_fields: Iterable[Field] = (),
    group: str = "",
    effect: Effect = Effect.WRITE,
    speed: Speed = Speed.SLOW,
    since: str = "",
    note: str = "",
) -> tuple[Command, Command]:
    """Return a getter and the setter of the same settings; `extra_fields` is what only the getter has."""
    group = group or cgi
    read = row(
        cgi,
        getter,
        f"Tell {what}.",
        Effect.READ,
        section,
        returns=(*returned("", params), *extra_fields),
        group=group,
        speed=speed,
        since=since,
        note=note,
    )
    write = row(
        cgi, setter, f"Set {what}.", effect, section, params=params, group=group, since=since, note=note
    )
    return read, write


def optional(name: str, codec: Codec, doc: str, *, field: str = "", needs: tuple[str, ...] = ()) -> Param:
    """Return a parameter that may be left out: what is not sent stays as it is."""
    return Param(name=name, codec=codec, field=field, required=False, needs=needs, doc=doc)


def field(name: str, codec: Codec, doc: str) -> Field:
    """Return a field of a reply."""
    return Field(name=name, codec=codec, doc=doc)
