"""Values of Anjia cameras that are more, or less, than one field."""

import re
from typing import override

from ...errors import InvalidValueError
from ...model.accessors import Accessor, Value, require_size
from ...model.catalogue import Record
from ...model.codecs import Flag
from ...model.regions import Grid
from . import codes


class Ntp(Accessor[bool]):
    """Whether the time comes from an NTP server; the camera knows a third source, too."""

    @override
    def present_in(self, record: Record) -> bool:
        return "update_method" in record

    @override
    def read(self, record: Record) -> bool | None:
        source = Value("update_method", codes.UPDATE_METHOD).read(record)
        return None if source is None else source == "ntp"

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        return {"update_method": codes.UPDATE_METHOD.encode("ntp" if value else "manual")}


class Watched(Accessor[Grid]):
    """The blocks that are watched: a bit each, row by row, eight to a byte, the first in bit 0."""

    merges = True

    @override
    def present_in(self, record: Record) -> bool:
        return "blockcount" in record and "areavalue" in record

    @override
    def read(self, record: Record) -> Grid | None:
        columns, rows = self._size(record)
        try:
            octets = bytes.fromhex(record.get("areavalue", ""))
        except ValueError:
            return None
        # Some cameras tell less than there is: then the rest is not watched.
        bits = int.from_bytes(octets, "little")
        return Grid.from_bits((bits >> row * columns for row in range(rows)), columns) if rows else None

    @override
    def patch(self, value: Grid, record: Record) -> dict[str, str]:
        columns, rows = self._size(record)
        if not rows:
            raise InvalidValueError("the camera did not report its blocks; nothing was changed")
        require_size(value, columns, rows)
        bits = sum(row << index * columns for index, row in enumerate(value.bits))
        octets = bits.to_bytes(-(-columns * rows // 8), "little")
        return {"blockcount": record["blockcount"], "areavalue": octets.hex()}

    @staticmethod
    def _size(record: Record) -> tuple[int, int]:
        size = _SIZE.fullmatch(record.get("blockcount", "").strip())
        return (int(size[1]), int(size[2])) if size else (0, 0)


_SIZE = re.compile(r"([1-9]\d?)x([1-9]\d?)")


class Recording(Accessor[bool]):
    """Recording by schedule: set by one switch, told of each place that is recorded to.

    Without any such place nothing is recorded, whatever the switch says.
    """

    merges = True

    @override
    def present_in(self, record: Record) -> bool:
        return "LocalStore" in record or "RemoteStore" in record

    @override
    def read(self, record: Record) -> bool | None:
        places = [Value(name, Flag()).read(record) for name in ("LocalStore", "RemoteStore")]
        return None if places == [None, None] else any(places)

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        places = [Value(name, Flag()).read(record) for name in ("LocalEnable", "RemoteEnable")]
        if value and places == [False, False]:
            raise InvalidValueError("there is no storage: switch on the local or the network storage first")
        return {"enable": Flag().encode(value)}


class OnvifAuth(Accessor[bool]):
    """Whether ONVIF asks for a login, under its own name or the one that the manual's reply has."""

    @override
    def present_in(self, record: Record) -> bool:
        return "onvif_auth" in record or "rtsp_auth" in record

    @override
    def read(self, record: Record) -> bool | None:
        name = "onvif_auth" if "onvif_auth" in record else "rtsp_auth"
        return Value(name, Flag()).read(record)

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        return {"onvif_auth": Flag().encode(value)}
