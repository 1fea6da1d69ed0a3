"""How the shared features are read and written on HD cameras."""

from collections.abc import Collection

from ....model import features as f
from ....model.binding import Binder, Bindings, table
from ....model.catalogue import Catalogue
from . import alarm, device, movement, network, picture


def bindings(commands: Catalogue, traits: Collection[str] = ()) -> Bindings:
    """Bind the features to the catalogue, as far as a camera with these traits has them."""
    bind = Binder(commands)
    return table(
        *alarm.states(bind, traits),
        *alarm.motion(bind, traits),
        *alarm.sound(bind, traits),
        *(() if "no ioAlarmFlag" in traits else alarm.alarm_input(bind)),
        *alarm.records(bind),
        *picture.image(bind),
        *picture.overlay(bind),
        *picture.video(bind),
        *(() if "no ptFlag" in traits else movement.motors(bind)),
        *(() if "no zoomFlag" in traits else (bind.setting(f.ZOOM_SPEED, "setZoomSpeed", "speed"),)),
        *network.network(bind, traits),
        *device.device(bind),
    )
