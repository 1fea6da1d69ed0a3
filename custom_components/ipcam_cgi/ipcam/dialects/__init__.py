"""The manuals that are spoken here. Each is loaded when it is needed: most owners have cameras of one."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import override

from ..model.dialect import Dialect

_PLACES = {
    "netwave": ("netwave", "NETWAVE"),
    "netwave_sdk21": ("netwave", "SDK_21"),
    "foscam_hd": ("foscam_hd", "FOSCAM_HD"),
    "anjia": ("anjia", "ANJIA"),
    "hucoms": ("hucoms", "HUCOMS"),
}
"""By the name of the dialect: its package, and what it is called there."""


class _Dialects(Mapping[str, Dialect]):
    """Dialects by name. The first look at each reads its files, which takes too long for an event loop."""

    def __init__(self) -> None:
        self._loaded: dict[str, Dialect] = {}

    def missing(self, names: Iterable[str]) -> list[str]:
        """Return those of some dialects that nobody has looked at yet."""
        return [name for name in names if name not in self._loaded]

    @override
    def __getitem__(self, name: str) -> Dialect:
        if name not in self._loaded:
            package, dialect = _PLACES[name]
            self._loaded[name] = getattr(import_module(f".{package}", __name__), dialect)
        return self._loaded[name]

    @override
    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in _PLACES

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    @override
    def __len__(self) -> int:
        return len(_PLACES)


REGISTRY = _Dialects()
