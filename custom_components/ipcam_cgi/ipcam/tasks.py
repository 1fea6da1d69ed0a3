"""What a camera does when asked and no feature stands for: logs, accounts, recordings, backups."""

from collections.abc import Awaitable, Callable, Sequence

from .commands import CameraCommands
from .errors import UnsupportedError
from .model.dialect import Account, Row, Tasks


class CameraTasks:
    """The tasks of one camera.

    Each raises UnsupportedError where the manual has no such thing, and whatever its requests fail with.
    """

    def __init__(self, tasks: Tasks, commands: CameraCommands) -> None:
        """Do `tasks` of a dialect by running `commands`."""
        self._tasks = tasks
        self._commands = commands

    def supports(self, name: str) -> bool:
        """Whether the manual knows a task, by the name of its method here."""
        return bool(getattr(self._tasks, name))

    async def log(self) -> Sequence[Row]:
        """Return what happened; keys of a row: time, event, user, address."""
        return await _known(self._tasks.log)(self._commands)

    async def networks(self) -> Sequence[Row]:
        """Return the Wi-Fi networks in reach; keys of a row: ssid, bssid, security, quality."""
        return await _known(self._tasks.networks)(self._commands)

    async def recordings(self, start: int, end: int) -> Sequence[Row]:
        """Return the recordings between two times, in seconds since 1970."""
        return await _known(self._tasks.recordings)(self._commands, start, end)

    async def accounts(self) -> Sequence[Row]:
        """Return the users; keys of a row: name, role. Never a password."""
        return await _known(self._tasks.accounts)(self._commands)

    async def add_account(self, account: Account) -> None:
        """Add a user; name, password and role must be given."""
        await _known(self._tasks.add_account)(self._commands, account)

    async def edit_account(self, account: Account) -> None:
        """Change the password or the role of a user, whichever is given."""
        await _known(self._tasks.edit_account)(self._commands, account)

    async def delete_account(self, name: str) -> None:
        """Remove a user."""
        await _known(self._tasks.delete_account)(self._commands, name)

    async def serial(self, data: bytes, port: int, baud: int) -> None:
        """Send bytes over the serial port of a number, at so many bits per second."""
        await _known(self._tasks.serial)(self._commands, data, port, baud)

    async def save_route(self, name: str, presets: Sequence[str], seconds: Sequence[int]) -> None:
        """Make a patrol of presets, with the seconds to stay at each (none: as they are)."""
        await _known(self._tasks.save_route)(self._commands, name, presets, seconds)

    async def delete_route(self, name: str) -> None:
        """Remove a patrol."""
        await _known(self._tasks.delete_route)(self._commands, name)

    async def backup(self) -> bytes:
        """Return all settings as the camera hands them out, passwords included."""
        return await _known(self._tasks.backup)(self._commands)

    async def restore(self, content: bytes) -> None:
        """Bring a backup back. The camera restarts and all that was set since is lost."""
        await self._upload(self._tasks.restore, content)

    async def firmware(self, content: bytes) -> None:
        """Install firmware. What is not made for this very model may end the camera for good."""
        await self._upload(self._tasks.firmware, content)

    async def _upload(self, command: str, content: bytes) -> None:
        if not command:
            raise UnsupportedError("this camera's manual has no such thing")
        await self._commands.run(command, {}, confirm=True, body=content)


def _known[F: Callable[..., Awaitable[object]]](task: F | None) -> F:
    if task is None:
        raise UnsupportedError("this camera's manual has no such thing")
    return task
