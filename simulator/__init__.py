"""Simulated cameras on a loopback port: for tests, for the demo, and for `python -m simulator`."""

from .camera import Account, Logged, SimulatedCamera
from .server import Address

__all__ = ["Account", "Address", "Logged", "SimulatedCamera"]
