"""Files of the user: only where Home Assistant may read and write, and never beyond a size."""

from collections.abc import Callable
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN

MAX_BYTES = 64 << 20
"""Bytes of a file that is sent to a camera; firmware has some ten million."""


async def read_file(hass: HomeAssistant, path: str) -> bytes:
    """Return the content of a file; raise ServiceValidationError when that may not be or cannot be."""

    def read() -> bytes:
        file = allowed(hass, path)
        if not file.is_file():
            raise _error("file_missing", path)
        # The size may change while it is read.
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        if not content:
            raise _error("file_empty", path)
        if len(content) > MAX_BYTES:
            raise _error("file_too_large", path)
        return content

    return await work_on(hass, path, read)


async def check_target(hass: HomeAssistant, path: str, *, overwrite: bool) -> None:
    """Raise ServiceValidationError unless a file may be written there."""

    def check() -> None:
        file = allowed(hass, path)
        if file.is_relative_to(Path(hass.config.path("www")).resolve()):
            raise _error("folder_public", path)
        if not file.parent.is_dir():
            raise _error("folder_missing", path)
        if file.is_dir() or (file.exists() and not overwrite):
            raise _error("file_exists", path)

    await work_on(hass, path, check)


async def write_file(hass: HomeAssistant, path: str, content: bytes) -> None:
    """Write a file as a whole or not at all; nobody but its owner may read it."""

    def write() -> None:
        file = allowed(hass, path)
        draft = file.with_name(f".{file.name}.part")
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(content)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)

    await work_on(hass, path, write)


async def work_on[T](hass: HomeAssistant, path: str, work: Callable[[], T]) -> T:
    """Return what work on a file returns; raise ServiceValidationError when the file prevents it."""
    return await hass.async_add_executor_job(_reported, path, work)


def allowed(hass: HomeAssistant, path: str) -> Path:
    """Return where a path leads; raise ServiceValidationError unless Home Assistant may go there. Blocks."""
    # A link that leads nowhere yet may lead out of the folder that it is in.
    file = Path(path).resolve()
    if not Path(path).is_absolute() or not hass.config.is_allowed_path(str(file)):
        raise _error("path_not_allowed", path)
    return file


def _reported[T](path: str, work: Callable[[], T]) -> T:
    try:
        return work()
    except (OSError, ValueError) as error:
        raise _error("file_failed", path, reason=type(error).__name__) from error


def _error(key: str, path: str, **placeholders: str) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"path": path, **placeholders},
    )
