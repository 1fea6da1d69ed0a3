"""Every command of HTTP API 1.20, in the manual's order: 42 CGIs with 89 actions.

What every one of them takes besides is not listed: `id` and `passwd`, which are the login's matter.
"""

from ...model.catalogue import Catalogue, catalogue
from . import alarms, annex, image, ptz, stream, system

COMMANDS: Catalogue = catalogue(
    [
        *system.ROWS,
        *alarms.ROWS,
        *image.ROWS,
        *stream.ROWS,
        *alarms.EVENT_ROWS,
        *stream.IMAGE_ROWS,
        *ptz.ROWS,
        *annex.ROWS,
    ]
)
