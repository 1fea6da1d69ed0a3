"""`python -m ipcam`: the command line, where it is not installed as `ipcam`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
