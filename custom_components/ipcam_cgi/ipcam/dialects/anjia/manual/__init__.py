"""Every command of Network Camera CGI 1.0.10, in the manual's order.

What all but the login take besides is not listed: `uid` is the session's matter. The list of interfaces in
section 3.1 names the first sixteen paths only.
"""

from ....model.catalogue import Catalogue
from . import basic_information, camera_control, network, setup_change, time, video_transmission

COMMANDS = Catalogue(
    [
        *basic_information.ROWS,
        *network.ROWS,
        *time.ROWS,
        *video_transmission.ROWS,
        *setup_change.ROWS,
        *camera_control.ROWS,
    ]
)
