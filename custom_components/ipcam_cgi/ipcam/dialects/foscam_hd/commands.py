"""Every command of the Foscam IPCamera CGI User Guide 1.0.10, in the manual's order, and a few newer ones.

What every one of them takes besides is not listed: `usr` and `pwd` are the session's matter.
"""

from ...model.catalogue import Catalogue, catalogue
from . import accounts, alarm, device, network, newer, ptz, video

COMMANDS: Catalogue = catalogue(
    [*video.ROWS, *alarm.ROWS, *accounts.ROWS, *ptz.ROWS, *network.ROWS, *device.ROWS, *newer.ROWS]
)
