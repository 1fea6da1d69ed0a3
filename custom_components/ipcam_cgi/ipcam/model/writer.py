"""How a feature is written: what is read right before, and the requests that follow from it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import InvalidValueError
from .accessors import Accessor
from .catalogue import Command, Record, Request
from .state import CameraState


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is known of a camera right before a write."""

    record: Record
    """What the writer's `reads` have just answered; of a field that two of them tell, the first's."""
    expected: Collection[str]
    """Fields that the `reads` have told so far."""
    state: CameraState


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer[T = Any]:
    """How a value is written.

    `reads` are asked right before, and `requests` works out what is to be sent; it raises InvalidValueError
    for a value that will not do, ReplyError when the camera did not tell what it takes to write it. No
    other commands than `commands` are sent. `whole`: an answer that lacks a field is not good enough.
    """

    requests: Callable[[T, Before], Sequence[Request]]
    commands: tuple[Command, ...]
    reads: tuple[Command, ...] = ()
    whole: bool = True


def by_setter[T](setter: Command, accessor: Accessor[T], getter: Command | None) -> Writer[T]:
    """Write by a record's setter, which leaves the rest of the record as it is.

    The record is read before where the setter forgets what it is not told, where other parameters must
    go along, or where the accessor puts the value among others.
    """

    def requests(value: T, before: Before) -> Sequence[Request]:
        record = before.record
        if getter and accessor.recalls:
            for name in filter(None, (getter.name, getter.bulk_getter)):
                record = {**before.state.reading(name).last_told, **record}
        changes = accessor.patch(value, record)
        return (Request(setter, setter.complete(changes, before.record, before.expected)),)

    merges = setter.whole or accessor.merges or any(param.needs for param in setter.params)
    reads = (getter,) if getter and merges else ()
    return Writer(requests=requests, commands=(setter,), reads=reads, whole=setter.whole)


def by_value[T](requests: Mapping[T, Sequence[Request]]) -> Writer[T]:
    """Write by the requests that stand for each value."""

    def chosen(value: T, _before: Before) -> Sequence[Request]:
        if value not in requests:
            raise InvalidValueError(f"{value!r} is not one of {', '.join(map(str, requests))}")
        return requests[value]

    return Writer(
        requests=chosen, commands=tuple(request.command for each in requests.values() for request in each)
    )


def by_state[T](
    function: Callable[[T, CameraState], Sequence[Request]], commands: Sequence[Command]
) -> Writer[T]:
    """Write by requests of `commands` that a dialect works out by a plain function."""
    return Writer(requests=lambda value, before: function(value, before.state), commands=tuple(commands))


def by_record[T](
    function: Callable[[T, Record], Sequence[Request]],
    commands: Sequence[Command],
    reads: Sequence[Command],
) -> Writer[T]:
    """Write by requests of `commands` worked out of what the `reads` answer right before."""
    return Writer(
        requests=lambda value, before: function(value, before.record),
        commands=tuple(commands),
        reads=tuple(reads),
    )
