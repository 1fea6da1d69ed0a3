"""Runs the command, and lets nothing end it but an exit code and a line."""

from argparse import Namespace
import asyncio
from collections.abc import Sequence
from contextlib import suppress
from getpass import GetPassWarning, getpass
import io
import logging
import os
from pathlib import Path
import signal
import sys
import warnings

from .. import CameraError
from .arguments import PASSWORD, make_parser
from .commands import ON_A_CAMERA, find
from .connection import open_camera
from .exits import Exit, UsageError, exit_of
from .output import Progress, complain
from .values import feature_of, parsed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name in Chinese is no reason to fail on a terminal that has only ASCII.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on, as in `ipcam get HOST | head`. What is still in the buffer must go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.BROKEN_PIPE
    return code


def _run(argv: Sequence[str] | None) -> Exit:
    progress = Progress()
    try:
        arguments = make_parser().parse_args(argv)
        if arguments.debug:
            logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, format="%(message)s")
        _prepare(arguments)
        asyncio.run(_perform(arguments, progress))
    except UsageError as error:
        code, reason = Exit.USAGE, str(error)
    except CameraError as error:
        code, reason = exit_of(error), str(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        code, reason = Exit.FILE, f"{error.filename}: {error.strerror}"
    except KeyboardInterrupt:
        code, reason = Exit.INTERRUPTED, ""
    except asyncio.CancelledError:
        code, reason = Exit.TERMINATED, ""
    except SystemExit:
        # --help has been answered.
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - a fault of this program, which its user shall not have to read
        code, reason = Exit.CAMERA, f"unexpected {type(error).__name__}: {error}; please report this"
    else:
        return Exit.DONE
    progress.clear()
    if reason:
        complain(" ".join(reason.split()))
    return code


def _prepare(arguments: Namespace) -> None:
    """Check and ask what can be before anything is sent."""
    match arguments.subcommand:
        case "probe":
            return
        case "get":
            arguments.features = [feature_of(key) for key in arguments.features]
        case "set":
            arguments.feature = feature_of(arguments.feature)
            arguments.value = parsed(arguments.feature, arguments.value)
        case "ptz" if (arguments.action == "preset") is not (arguments.name is not None):
            raise UsageError("a NAME goes with preset, and with nothing else; see ipcam ptz --help")
        case "run":
            arguments.content = Path(arguments.file).read_bytes() if arguments.file else None
            arguments.values = {
                name: _ask(name) if value is None else value for name, value in arguments.values
            }
    password = os.environ.get(PASSWORD)
    arguments.password = _ask(f"Password of {arguments.user}") if password is None else password


def _ask(what: str) -> str:
    """Ask for what nobody else shall see."""
    with warnings.catch_warnings():
        # Without a terminal, getpass would show it.
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(f"{what}: ")
        except GetPassWarning, EOFError:
            raise UsageError(f"{what}: nothing entered; without a terminal, set {PASSWORD}") from None


async def _perform(arguments: Namespace, progress: Progress) -> None:
    task = asyncio.current_task()
    if task is not None:
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            # A motor that runs must be stopped first.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    if arguments.subcommand == "probe":
        await find(arguments, progress)
        return
    async with open_camera(arguments, progress) as camera:
        await ON_A_CAMERA[arguments.subcommand](camera, arguments, progress)
