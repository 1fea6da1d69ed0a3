"""`python -m simulator`: a simulated camera until Ctrl-C."""

import argparse
import asyncio
from contextlib import suppress
import json
from pathlib import Path

from .accents import ACCENTS, accents_of
from .camera import SimulatedCamera
from .dump import Dump
from .manners import MANNERS
from .wires import PROFILES, WIRES, variant


def _arguments() -> argparse.Namespace:
    profiles = "; ".join(f"{dialect}: {', '.join(names)}" for dialect, names in PROFILES.items())
    parser = argparse.ArgumentParser(
        prog="python -m simulator", description="A simulated IP camera on this machine's loopback address."
    )
    parser.add_argument(
        "--dialect",
        choices=sorted(WIRES),
        help="the manual it follows (default: that of the file, else netwave)",
    )
    parser.add_argument("--profile", default="", help=f"the firmware it has ({profiles})")
    parser.add_argument(
        "--manners",
        choices=sorted(MANNERS),
        default="plain",
        help="how its server speaks HTTP (default: plain)",
    )
    parser.add_argument(
        "--accent", choices=sorted(ACCENTS), default="plain", help="how it words things (default: plain)"
    )
    parser.add_argument("--port", type=int, default=8088, help="port to listen on, 0 for any (default: 8088)")
    parser.add_argument("--username", default="admin", help="administrator's name (default: admin)")
    parser.add_argument("--password", default="secret", help="administrator's password (default: secret)")
    parser.add_argument("--alias", default="Garden", help="the camera's name (default: Garden)")
    parser.add_argument("--serial", default="00626E51AC0D", help="MAC address, 12 hexadecimal digits")
    parser.add_argument("--night", action="store_true", help="it is dark")
    parser.add_argument("--fps", type=float, default=15.0, help="pictures per second at most (default: 15)")
    parser.add_argument(
        "--motion-every", type=float, nargs=2, metavar=("ON", "OFF"), help="seconds with and without motion"
    )
    parser.add_argument(
        "--load",
        type=_dump,
        default=None,
        metavar="FILE",
        help="what `ipcam dump` wrote, or a download of the diagnostics",
    )
    arguments = parser.parse_args()
    if arguments.dialect is None:
        arguments.dialect, profile = variant((arguments.load or {}).get("dialect", "netwave"))
        arguments.profile = arguments.profile or profile
    if arguments.accent not in accents_of(arguments.dialect):
        parser.error(f"accents of {arguments.dialect}: {', '.join(accents_of(arguments.dialect))}")
    if arguments.profile not in ("", *PROFILES[arguments.dialect]):
        parser.error(f"profiles of {arguments.dialect}: {', '.join(PROFILES[arguments.dialect])}")
    return arguments


def _dump(path: str) -> Dump:
    try:
        dump = json.loads(Path(path).read_text(encoding="utf-8"))
        # A download of the diagnostics has the integration's part under "data".
        content: Dump = dump.get("data", dump)
        content["records"].items()
    except (OSError, ValueError, LookupError, AttributeError) as error:
        raise argparse.ArgumentTypeError(f"{path} is no dump of a camera: {error}") from None
    return content


async def _run(arguments: argparse.Namespace) -> None:
    camera = SimulatedCamera(
        arguments.dialect,
        profile=arguments.profile,
        manners=MANNERS[arguments.manners],
        accent=ACCENTS[arguments.accent],
        username=arguments.username,
        password=arguments.password,
        alias=arguments.alias,
        serial=arguments.serial,
        night=arguments.night,
        fps=arguments.fps,
    )
    if arguments.load:
        camera.load_dump(arguments.load)
    if arguments.motion_every:
        camera.motion_every(*arguments.motion_every)
    async with camera.running(arguments.port):
        print(f"{camera.url}  (user name {arguments.username}, Ctrl-C ends)", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Run until somebody presses Ctrl-C."""
    arguments = _arguments()
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(arguments))


if __name__ == "__main__":
    main()
