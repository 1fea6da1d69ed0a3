"""How the rows of a manual's tables are written: one builder, which knows what follows from a command's name.

The words of the tables are those of the catalogue: a row per command, `required` and `optional` for its
parameters, `field` for what its reply tells, `pair` for the getter and the setter of one record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from .catalogue import Access, Command, Effect, Field, Param, Speed
from .codecs import Codec

VISITOR, OPERATOR, ADMINISTRATOR = Access.VISITOR, Access.OPERATOR, Access.ADMINISTRATOR
READ, WRITE, ACTION = Effect.READ, Effect.WRITE, Effect.ACTION
STREAM, DESTRUCTIVE = Effect.STREAM, Effect.DESTRUCTIVE

type Pairs = tuple[tuple[str, str], ...]
"""Names and values of a query."""


class Shared(TypedDict, total=False):
    """What a getter and its setter may have in common; see Command."""

    fixed: Pairs
    since: str
    note: str


class Details(Shared, total=False):
    """The optional parts of a row; see Command."""

    params: tuple[Param, ...]
    returns: tuple[Field, ...]
    group: str
    whole: bool
    prefix: str
    readonly: frozenset[str]
    told_again: tuple[str, str]
    speed: Speed
    upload: str
    response_timeout: float
    bulk_getter: str
    bulk_lacks: frozenset[str]
    capability_getters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBuilder:
    """Makes the rows of one manual.

    `path`, `fixed` and `section` tell what a row has that says nothing else: where the request goes, the
    fixed part of its query, and its heading in the manual. `reader` and `writer` are the accounts that
    the getter and the setter of a `pair` need.
    """

    path: Callable[[str], str]
    fixed: Callable[[str], Pairs] = lambda _name: ()
    section: Callable[[str], str] = lambda name: name
    reader: Access = ADMINISTRATOR
    writer: Access = ADMINISTRATOR

    def row(
        self,
        name: str,
        doc: str,
        access: Access,
        effect: Effect,
        section: str = "",
        *,
        path: str = "",
        **details: Unpack[Details],
    ) -> Command:
        """Return the row of one command."""
        if "fixed" not in details:
            details["fixed"] = self.fixed(name)
        return Command(
            name=name,
            path=path or self.path(name),
            doc=doc,
            access=access,
            effect=effect,
            section=section or self.section(name),
            **details,
        )

    def pair(
        self,
        getter: str,
        setter: str,
        what: str,
        params: tuple[Param, ...],
        section: str = "",
        *,
        path: str = "",
        group: str = "",
        effect: Effect = WRITE,
        returns: tuple[Field, ...] | None = None,
        extra_fields: tuple[Field, ...] = (),
        whole: bool = False,
        speed: Speed = Speed.SLOW,
        bulk_getter: str = "",
        bulk_lacks: frozenset[str] = frozenset(),
        capability_getters: tuple[str, ...] = (),
        **shared: Unpack[Shared],
    ) -> tuple[Command, Command]:
        """Return the getter and the setter of one record.

        The group is the getter's name up to the dot, unless another is given. `returns` are the fields of
        the reply where they are not just the parameters, `extra_fields` those besides.
        """
        group = group or getter.partition(".")[0]
        told = fields(params) if returns is None else returns
        read = self.row(
            getter,
            f"Tell {what}.",
            self.reader,
            READ,
            section,
            path=path,
            returns=(*told, *extra_fields),
            group=group,
            speed=speed,
            bulk_getter=bulk_getter,
            bulk_lacks=bulk_lacks,
            **shared,
        )
        write = self.row(
            setter,
            f"Set {what}.",
            self.writer,
            effect,
            section,
            path=path,
            params=params,
            group=group,
            whole=whole,
            capability_getters=capability_getters,
            **shared,
        )
        return read, write


def required(
    name: str, codec: Codec, doc: str, *, field: str = "", needs: tuple[str, ...] = (), unset: str = "0"
) -> Param:
    """Return a parameter that a request must have."""
    return Param(name=name, codec=codec, field=field, needs=needs, unset=unset, doc=doc)


def optional(
    name: str, codec: Codec, doc: str, *, field: str = "", needs: tuple[str, ...] = (), unset: str = "0"
) -> Param:
    """Return a parameter that may be left out: what is not sent stays as it is."""
    return Param(name=name, codec=codec, field=field, required=False, needs=needs, unset=unset, doc=doc)


def field(name: str, codec: Codec, doc: str) -> Field:
    """Return a field of a reply."""
    return Field(name=name, codec=codec, doc=doc)


def fields(params: Iterable[Param], prefix: str = "") -> tuple[Field, ...]:
    """Return the reply fields that mirror a setter's parameters."""
    return tuple(field(param.field or prefix + param.name, param.codec, param.doc) for param in params)
