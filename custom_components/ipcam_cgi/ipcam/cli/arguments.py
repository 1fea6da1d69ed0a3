"""The command line: what can be typed, and what --help says of it."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
import textwrap
from typing import NoReturn, override

from .. import MAX_DURATION, REGISTRY
from .commands import DIRECTIONS
from .exits import MEANINGS, UsageError

DESCRIPTION = "Speaks to IP cameras of five CGI manuals: Foscam, Hucoms, Anjia and their many relatives."
PASSWORD = "IPCAM_PASSWORD"  # noqa: S105 - the name of a variable
LOGIN = f"""\
The password is asked for, or taken from the environment variable {PASSWORD}; it is never part of the
command line, where others on the machine could read it. It is tried once: many cameras lock an account after
a few wrong ones."""
EXAMPLES = """\
ipcam probe 192.0.2.10
ipcam get 192.0.2.10 --limits
ipcam set 192.0.2.10 brightness 6
ipcam COMMAND --help"""


class Parser(ArgumentParser):
    """Says in one line what is wrong with a command line."""

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def make_parser() -> ArgumentParser:
    """Return the parser of the whole command."""
    codes = "\n".join(f"  {code:3}  {meaning}" for code, meaning in MEANINGS.items())
    parser = Parser(
        prog="ipcam",
        description=DESCRIPTION,
        epilog=f"{LOGIN}\n\nexamples:\n{textwrap.indent(EXAMPLES, '  ')}\n\nexit codes:\n{codes}",
        formatter_class=RawDescriptionHelpFormatter,
        suggest_on_error=True,
    )
    commands = parser.add_subparsers(dest="subcommand", required=True, metavar="COMMAND")

    def command(name: str, about: str, more: str = "", *examples: str, login: bool = True) -> ArgumentParser:
        shown = "\n".join(f"  ipcam {name} {example}" for example in examples)
        added = commands.add_parser(
            name,
            help=about,
            description="\n\n".join(filter(None, (f"{about[0].upper()}{about[1:]}.", more))),
            epilog=f"examples:\n{shown}",
            formatter_class=RawDescriptionHelpFormatter,
            suggest_on_error=True,
        )
        _add_common(added, login=login)
        return added

    for add in (_add_probe, _add_get, _add_set, _add_watch, _add_snapshot, _add_ptz, _add_run, _add_dump):
        add(command)
    return parser


type Command = Callable[..., ArgumentParser]


def _add_common(parser: ArgumentParser, *, login: bool) -> None:
    parser.add_argument("host", metavar="HOST", help="host name or IP address of the camera")
    group = parser.add_argument_group("the camera")
    group.add_argument("--port", type=_port, metavar="N", help="port of its web page (80, or 443 with --ssl)")
    group.add_argument("--ssl", action="store_true", help="its web page begins with https")
    group.add_argument("--verify", action="store_true", help="with --ssl: its certificate must be trusted")
    if login:
        group.add_argument("--user", default="admin", metavar="NAME", help="an account of it (admin)")
        group.add_argument("--dialect", choices=sorted(REGISTRY), help="the manual it follows (found out)")
    parser.add_argument("--json", action="store_true", help="write JSON")
    parser.add_argument("--debug", action="store_true", help="show each request, without passwords")


def _add_probe(command: Command) -> None:
    command(
        "probe",
        "find out which manual a camera follows",
        "Spends no login and needs no password.",
        "192.0.2.10",
        "camera.lan --port 88 --json",
        login=False,
    )


def _add_get(command: Command) -> None:
    parser = command(
        "get",
        "show what a camera is set to",
        "Without a FEATURE: all that the camera has. The first time this asks for everything, which takes a\n"
        "slow camera a minute.",
        "192.0.2.10",
        "192.0.2.10 brightness contrast --json",
        "192.0.2.10 --limits",
    )
    parser.add_argument("features", nargs="*", metavar="FEATURE", help="such as motion_detection")
    parser.add_argument("--limits", action="store_true", help="also show what can be set, and to what")


def _add_set(command: Command) -> None:
    parser = command(
        "set",
        "set one feature",
        "All other settings stay as they are. `ipcam get HOST --limits` shows what can be set, and to what.\n"
        "What can only be done, such as restart, takes no VALUE.",
        "192.0.2.10 motion_detection on",
        "192.0.2.10 device_name 'Front door'",
        "192.0.2.10 alarm_plan 'mon 08:00-12:00 13:00-18:00, sat 00:00-24:00'",
        "192.0.2.10 restart",
    )
    parser.add_argument("feature", metavar="FEATURE", help="such as motion_detection")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="on, off, a number, a choice, a text")
    parser.add_argument("--confirm", action="store_true", help="for what can cut you off from the camera")


def _add_watch(command: Command) -> None:
    parser = command(
        "watch",
        "show alarms as they come, until Ctrl-C",
        "A camera that pushes its events tells them at once; others are asked again and again. An alarm is\n"
        "unknown while its detection is off.",
        "192.0.2.10",
        "192.0.2.10 --interval 5 --json >> alarms.jsonl",
    )
    parser.add_argument(
        "--interval", type=_seconds(0.2, 3600), default=1.0, metavar="SECONDS", help="between two polls (1)"
    )


def _add_snapshot(command: Command) -> None:
    parser = command("snapshot", "take a picture", "", "192.0.2.10 garden.jpg", "192.0.2.10 - > garden.jpg")
    parser.add_argument("file", metavar="FILE", help="where the JPEG goes; - for standard output")
    parser.add_argument("--stream", metavar="NAME", help="main (the default), or sub where there is one")


def _add_ptz(command: Command) -> None:
    parser = command(
        "ptz",
        "move a camera",
        f"DIRECTION is one of {', '.join(DIRECTIONS)}, or\n"
        "home (the middle), preset with its NAME or number, or stop, which ends every movement.",
        "192.0.2.10 left",
        "192.0.2.10 up-right --duration 2 --speed 80",
        "192.0.2.10 preset 'Front door'",
        "192.0.2.10 stop",
    )
    actions = [*DIRECTIONS, "stop", "preset", "home"]
    parser.add_argument("action", choices=actions, metavar="DIRECTION", help="see above")
    parser.add_argument("name", nargs="?", metavar="NAME", help="of the preset")
    parser.add_argument(
        "--duration",
        type=_seconds(0.1, MAX_DURATION),
        metavar="SECONDS",
        help=f"0.1 to {MAX_DURATION:g}; without it, one small step",
    )
    parser.add_argument("--speed", type=_percent, metavar="PERCENT", help="where the camera has a choice")


def _add_run(command: Command) -> None:
    parser = command(
        "run",
        "run any command of a camera's manual",
        "The names and values of each are in docs/commands, by manual. They are checked before anything is\n"
        "sent. A NAME without = is asked for and not shown, as befits a password. Unlike `ipcam set`, this\n"
        "does not look after other settings of the same record.",
        "192.0.2.10 get_misc",
        "192.0.2.10 set_misc led_mode=2",
        "192.0.2.10 restore_factory --confirm",
        "192.0.2.10 restore_params --file settings.bin --confirm",
    )
    parser.add_argument("command", metavar="COMMAND", help="by the manual's name")
    parser.add_argument("values", nargs="*", type=_pair, metavar="NAME=VALUE", help="what it is told")
    parser.add_argument("--confirm", action="store_true", help="for what can cut you off from the camera")
    parser.add_argument("--file", metavar="FILE", help="for a command that takes one")


def _add_dump(command: Command) -> None:
    command(
        "dump",
        "write down all that a camera tells, for a bug report",
        "Changes nothing in the camera. Passwords, names and addresses are taken out; read the file before\n"
        "you send it, for a camera may have fields that nobody knows. The output is always JSON.",
        "192.0.2.10 > camera.json",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text!r} is not from 1 to 65535")
    return int(text)


def _percent(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise ArgumentTypeError(f"{text!r} is not from 1 to 100")
    return int(text)


def _seconds(least: float, most: float) -> Callable[[str], float]:
    def seconds(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise ArgumentTypeError(f"{text!r} is not from {least:g} to {most:g}")
        return number

    return seconds


def _pair(text: str) -> tuple[str, str | None]:
    name, equals, value = text.partition("=")
    return name, value if equals else None
