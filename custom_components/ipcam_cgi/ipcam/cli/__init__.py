"""The command `ipcam`: what the library can, for a shell. It comes in by the library's front door."""

from .program import main

__all__ = ["main"]
