"""Every command of HTTP API 1.20, in the manual's order: 42 CGIs with 89 actions.

What every one of them takes besides is not listed: `id` and `passwd`, which are the login's matter.
"""

from ....model.catalogue import Catalogue
from . import alarm_out, annex, camera, event, event_request, image, ptz, stream, system

COMMANDS = Catalogue(
    [
        *system.ROWS,
        *event.ROWS,
        *camera.ROWS,
        *stream.ROWS,
        *event_request.ROWS,
        *alarm_out.ROWS,
        *image.ROWS,
        *ptz.ROWS,
        *annex.ROWS,
    ]
)
