"""The demo: simulated cameras, and a Home Assistant that has them on a dashboard."""

import argparse
import asyncio
import fcntl
import shutil
import signal
import sys

from .cameras import CAMERAS, PASSWORD, USERNAME
from .home import HOST, ROOT, HomeError, is_free
from .stage import stage

FOLDER = ROOT / ".cache" / "demo"


async def demo(arguments: argparse.Namespace) -> None:
    """Run until stopped."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    chosen = [CAMERAS[name] for name in arguments.cameras or CAMERAS]
    try:
        print("Starting Home Assistant ...", flush=True)
        async with stage(FOLDER, arguments.port, chosen, keep=arguments.keep) as (home, ports):
            print(f"\n  {home.url}/\n")
            print("On this machine no login is asked for. (The account is demo with the password demo.)")
            print(f"The cameras, each with the account {USERNAME} and the password {PASSWORD}:")
            for row, port in zip(chosen, ports, strict=True):
                print(f"  {row.alias:12} http://{HOST}:{port}/  {row.dialect} {row.profile}")
            print(f"Log: {home.log}\nCtrl-C ends everything.", flush=True)
            await home.run()
            sys.exit(f"Home Assistant has ended. Its last words:\n{home.last_words()}")
    except asyncio.CancelledError:
        print("Stopped.")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="scripts/demo", add_help=False)
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--cameras", nargs="+", choices=CAMERAS, metavar="NAME")
    parser.add_argument("--reset", action="store_true")
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()

    if not is_free(arguments.port):
        sys.exit(f"Port {arguments.port} is taken. Choose another one with --port.")
    FOLDER.parent.mkdir(exist_ok=True)
    with (FOLDER.parent / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("A demo of this checkout is running already.")
        if arguments.reset:
            shutil.rmtree(FOLDER, ignore_errors=True)
        try:
            asyncio.run(demo(arguments))
        except HomeError as error:
            sys.exit(f"error: {error}")
        except TimeoutError:
            sys.exit(
                f"error: Home Assistant did not answer in time. Its log: {FOLDER / 'home-assistant.log'}"
            )


if __name__ == "__main__":
    main()
