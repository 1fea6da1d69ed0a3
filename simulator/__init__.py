"""Simulated cameras on a loopback port: for tests, for the demo, and for `python -m simulator`.

    camera = SimulatedCamera("netwave", alias="Garden")
    async with camera.running() as address:
        camera.set_motion(True)
        camera.faults.add(faults.Status(command="get_params", status=503, times=1))

The camera's memory is `camera.records`, what it was asked is in `camera.requests`.
"""

from . import faults
from .camera import Logged, SimulatedCamera
from .login import Account
from .server import Address

__all__ = ["Account", "Address", "Logged", "SimulatedCamera", "faults"]
