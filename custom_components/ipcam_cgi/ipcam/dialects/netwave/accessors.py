"""Values of netwave cameras that are more than one field, or none."""

from time import time
from typing import override

from ...errors import InvalidValueError
from ...model.accessors import BITS, Accessor, Value
from ...model.catalogue import Record
from .manual.parameters import DAYS

WORDS = tuple(f"schedule_{day}_{part}" for day in DAYS for part in range(3))
ALWAYS = (1 << 32) - 1


class Forbidden(Accessor[bool]):
    """Viewing is forbidden all week. A plan of the user's own is never overwritten."""

    merges = True

    @override
    def present_in(self, record: Record) -> bool:
        return "schedule_enable" in record

    @override
    def read(self, record: Record) -> bool | None:
        if not self.present_in(record):
            return None
        return record["schedule_enable"].strip() == "1" and _plan(record) == {ALWAYS}

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        plan = _plan(record)
        if plan not in ({0}, {ALWAYS}):
            raise InvalidValueError("the camera has a privacy schedule of its own, which would be lost")
        # Only an empty plan is ever written over, so that one comes back.
        return {"schedule_enable": str(int(value)), **dict.fromkeys(WORDS, str(ALWAYS if value else 0))}


def _plan(record: Record) -> set[int | None]:
    words = (Value(name, BITS).read(record) for name in WORDS)
    return {None if word is None else word & ALWAYS for word in words}


class Clock(Accessor[None]):
    """The camera's clock, set to ours."""

    @override
    def present_in(self, record: Record) -> bool:
        return "now" in record

    @override
    def read(self, record: Record) -> None:
        return None

    @override
    def patch(self, value: None, record: Record) -> dict[str, str]:
        return {"now": str(round(time()))}
