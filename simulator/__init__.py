"""Simulated cameras on a loopback port: for tests, for the demo, and for `python -m simulator`.

    camera = SimulatedCamera("netwave", alias="Garden", manners=MANNERS["boa"], accent=ACCENTS["texts_gbk"])
    async with camera.running() as address:
        camera.set_motion(True)
        camera.faults.add(faults.Status(command="get_params", status=503, times=1))

How its server speaks HTTP is one of `MANNERS`, how it words things one of `ACCENTS`. The camera's memory is
`camera.records`, what it was asked is in `camera.requests`.
"""

from . import faults
from .accents import ACCENTS, Accent, accents_of
from .camera import Logged, SimulatedCamera
from .login import Account
from .manners import MANNERS, Manners
from .server import Address

__all__ = [
    "ACCENTS",
    "MANNERS",
    "Accent",
    "Account",
    "Address",
    "Logged",
    "Manners",
    "SimulatedCamera",
    "accents_of",
    "faults",
]
