"""All that a camera tells, without secrets: for a bug report, and for the simulator."""

from argparse import Namespace

from .. import AuthError, Camera, CameraConnectionError, CameraError, Command, Effect, redacted
from .output import Progress, write_json
from .values import Json


async def dump(camera: Camera, _arguments: Namespace, progress: Progress) -> None:
    """Ask every getter of the manual that needs to be told nothing, and write down what it said."""
    getters = [command for command in camera.commands.catalogue.values() if _tells(command)]
    records: dict[str, Json] = {}
    failed: dict[str, Json] = {}
    for number, command in enumerate(getters, 1):
        progress.show(f"{number} of {len(getters)}: {command.name}")
        try:
            record = await camera.run(command.name)
        except AuthError, CameraConnectionError:
            # A wrong login or a camera that is gone: no more of it.
            progress.clear()
            raise
        except CameraError as error:
            failed[command.name] = error.reason
        else:
            records[command.group or command.name] = dict[str, Json](redacted(command, record))
    progress.clear()
    write_json(
        {
            "dialect": camera.dialect_name,
            "model": camera.identity.model,
            "firmware": camera.identity.firmware,
            "role": camera.identity.role.name.lower(),
            "lenient": camera.is_lenient,
            "failed": failed,
            "records": records,
        }
    )


def _tells(command: Command) -> bool:
    """Whether a command only reads and needs to be told nothing."""
    needed = any(param.required for param in command.params)
    return command.effect is Effect.READ and bool(command.returns) and not needed
