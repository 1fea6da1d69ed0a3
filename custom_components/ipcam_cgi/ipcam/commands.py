"""Runs any command of a camera's manual by its name, checked against the manual first."""

from collections.abc import Mapping

from .capabilities import Capabilities
from .errors import InvalidValueError, PermissionDeniedError, ReplyError
from .http.session import Session
from .model.catalogue import Command, Effect, Record, Request
from .model.protocol import HttpResponse
from .writing import FeatureWriter

UPLOAD_TIMEOUT = 300.0
"""Seconds that a camera may take for a file: it writes its flash before it answers."""


class CameraCommands:
    """The commands of one camera.

    All methods raise UnsupportedError for one that the manual does not have, PermissionDeniedError for one
    beyond the account's rights, InvalidValueError for a value out of range, and whatever the request fails
    with.
    """

    def __init__(self, session: Session, capabilities: Capabilities, writer: FeatureWriter) -> None:
        """Send over `session` what `capabilities` allow; `writer` keeps changes apart."""
        self._session = session
        self._capabilities = capabilities
        self._dialect = capabilities.dialect
        self._writer = writer
        self.catalogue = capabilities.dialect.commands
        """Every documented command by its name."""

    def command(self, name: str) -> Command:
        """Return a command by the manual's name."""
        return self._dialect.command(name)

    async def run(
        self, name: str, values: Mapping[str, object], *, confirm: bool = False, body: bytes | None = None
    ) -> Record:
        """Run a command and return the fields of its reply; see `Camera.run`."""
        command = self.check(name, values, confirm=confirm, upload=body is not None)
        response = await self._perform(command, values, body)
        try:
            return {} if response.is_binary else self._dialect.wire.parse(command, response)
        except ReplyError:
            if command.effect is Effect.READ and command.returns:
                raise
            return {}

    def check(
        self, name: str, values: Mapping[str, object], *, confirm: bool = False, upload: bool = False
    ) -> Command:
        """Return the command of a name, or raise what stands against running it so; nothing is sent.

        `upload`: whether a file goes along.
        """
        command = self._dialect.command(name)
        if command.effect is Effect.STREAM:
            raise InvalidValueError("this is a live stream: use the camera entity", command=command.name)
        if command.effect is Effect.DESTRUCTIVE and not confirm:
            raise InvalidValueError("confirmation is required", command=command.name)
        if bool(command.upload) is not upload:
            reason = "it takes a file" if command.upload else "it takes no file"
            raise InvalidValueError(reason, command=command.name)
        self.require(command)
        command.encode(values)
        return command

    async def ask(self, name: str, /, **values: object) -> Record:
        """Run a command and return the fields of its reply."""
        command = self._dialect.command(name)
        return self._dialect.wire.parse(command, await self._perform(command, values))

    async def fetch(self, name: str, /, **values: object) -> bytes:
        """Run a command and return what it answers as it is."""
        return (await self._perform(self._dialect.command(name), values)).body

    async def change(self, setter: str, /, **values: object) -> None:
        """Set these parameters of a record and leave the others as they are."""
        command = self._dialect.command(setter)
        self.require(command)
        await self._writer.change(command, values)

    def require(self, command: Command) -> None:
        """Raise PermissionDeniedError when the account may not run a command."""
        if not self._capabilities.allows(command):
            raise PermissionDeniedError("this account is not allowed to do that", command=command.name)

    async def _perform(
        self, command: Command, values: Mapping[str, object], body: bytes | None = None
    ) -> HttpResponse:
        self.require(command)
        request = Request(command, command.encode(values))
        total_timeout = None if body is None else UPLOAD_TIMEOUT
        response = await self._session.request(request, body=body, total_timeout=total_timeout)
        if command.effect is not Effect.READ:
            # What else changed by it, the next poll tells.
            self._writer.expire(command.group)
        return response
