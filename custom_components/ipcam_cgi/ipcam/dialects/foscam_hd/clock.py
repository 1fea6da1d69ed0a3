"""The cameras' clock: local time, but for firmware that tells UTC, and for firmware that takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ...errors import InvalidValueError
from ...model.catalogue import Record
from .manual.device_manage import CLOCK

NTP_OFF = "1"
SET_CLOCK = "setSystemTime"
MINUTES = ("minute", "min")
"""The names that firmware has for minutes."""
SLACK = timedelta(seconds=90)
"""What a slow camera takes to be told and asked."""
_PARTS = tuple(each.name for each in CLOCK if each.name not in MINUTES)


def clock_offset(record: Record) -> int | None:
    """Return how many seconds the camera's clock is ahead of ours."""
    now = datetime.now(UTC)
    try:
        ahead = _told(record) - _shown(record, now)
    except KeyError, ValueError, OverflowError:
        return None
    return round(ahead.total_seconds())


def clock_now(record: Record) -> dict[str, str]:
    """Return the fields of a clock that is right, local or UTC as the camera has it."""
    try:
        right = _shown(record, datetime.now(UTC))
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("the camera did not report its time zone; nothing was changed") from error
    return _fields(right, record)


def clock_kept(before: Record, after: Record) -> dict[str, str]:
    """Return the fields of a clock that goes on as it is, in the zone that `after` has."""
    fields = {name: before[name] for name in (*_PARTS, *MINUTES) if name in before}
    try:
        told = _told(before)
        if not _is_utc(before):
            fields = _fields(told + _zone(after) - _zone(before), before)
    except KeyError, ValueError, OverflowError:
        # It goes back as it came.
        pass
    return fields


@dataclass(slots=True)
class ClockHabit:
    """Whether the setter takes UTC although the getter tells local time; learned by reading back."""

    takes_utc: bool | None = None

    def outgoing(self, params: Record) -> Record:
        """Return what sets the clock to what `params` say in the camera's own time."""
        return self._shifted(params, -1) if self.takes_utc else params

    def in_doubt(self, params: Record) -> bool:
        """Whether a request that sets the clock must be looked after."""
        return self.takes_utc is None and _is_told(params)

    def amended(self, params: Record, told: Record) -> Record | None:
        """Return what is to be sent once more, None where the camera has understood or did not say."""
        try:
            zone = _zone(told)
            off = _told(told) - _told(params)
        except KeyError, ValueError, OverflowError:
            return None
        if not zone:
            return None
        if abs(off) <= SLACK:
            self.takes_utc = bool(self.takes_utc)
            return None
        # One that takes UTC has added its zone, one that does not lacks it.
        mistaken = zone if not self.takes_utc else -zone
        if abs(off - mistaken) > SLACK:
            return None
        self.takes_utc = not self.takes_utc
        return {**params, **_fields(_told(told) - mistaken, params)}

    @staticmethod
    def _shifted(params: Record, direction: int) -> Record:
        try:
            return {**params, **_fields(_told(params) + direction * _zone(params), params)}
        except KeyError, ValueError, OverflowError:
            return params


def _is_told(record: Mapping[str, str]) -> bool:
    return any(name in record for name in _PARTS)


def _fields(moment: datetime, like: Record) -> dict[str, str]:
    minutes = next((name for name in MINUTES if name in like), MINUTES[0])
    return {
        "year": str(moment.year),
        "mon": str(moment.month),
        "day": str(moment.day),
        "hour": str(moment.hour),
        minutes: str(moment.minute),
        "sec": str(moment.second),
    }


def _shown(record: Record, now: datetime) -> datetime:
    """Return what the camera's clock must show."""
    return now if _is_utc(record, now) else now + _zone(record)


def _is_utc(record: Record, now: datetime | None = None) -> bool:
    """Whether the camera tells UTC; one whose clock is far from that and from local time was never set."""
    now = now or datetime.now(UTC)
    zone = _zone(record)
    try:
        return abs(_told(record) - now) < abs(zone) / 2
    except KeyError, ValueError:
        return False


def _told(record: Record) -> datetime:
    minute = next((record[name] for name in MINUTES if name in record), "")
    year, month, day, hour, second = (int(record[name]) for name in _PARTS)
    return datetime(year, month, day, hour, int(minute), second, tzinfo=UTC)


def _zone(record: Record) -> timedelta:
    """Return how far local time is ahead of UTC: the camera counts west.

    Where there is hasStartDst, isDst only says that there are rules for summer time.
    """
    is_summer = record.get("hasStartDst", record.get("isDst", "")).strip() == "1"
    return timedelta(hours=is_summer) - timedelta(seconds=int(record.get("timeZone", "0")))
