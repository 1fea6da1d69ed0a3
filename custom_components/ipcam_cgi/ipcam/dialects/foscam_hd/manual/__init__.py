"""Every command of the Foscam IPCamera CGI User Guide 1.0.10, in the manual's order, and a few newer ones.

What every one of them takes besides is not listed: `usr` and `pwd` are the session's matter.
"""

from ....model.catalogue import Catalogue
from . import (
    av_function_alarm,
    av_function_picture,
    beyond_manual,
    device_manage,
    misc,
    network,
    ptz_control,
    system,
    user_account,
)

COMMANDS = Catalogue(
    [
        *av_function_picture.ROWS,
        *av_function_alarm.ROWS,
        *user_account.ROWS,
        *ptz_control.ROWS,
        *network.ROWS,
        *device_manage.ROWS,
        *system.ROWS,
        *misc.ROWS,
        *beyond_manual.ROWS,
    ]
)
