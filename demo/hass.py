"""Runs Home Assistant, and ends it when the process that started it is gone, however that ended."""

import os
import signal
import sys
from threading import Thread

from homeassistant.__main__ import main


def _watch() -> None:
    # Standard input is a pipe that nobody writes to. Read without Python's buffers, whose lock would still
    # be held when the interpreter ends.
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    Thread(target=_watch, daemon=True).start()
    sys.exit(main())
