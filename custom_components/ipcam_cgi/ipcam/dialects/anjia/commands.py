"""Every command of Network Camera CGI 1.0.10, in the manual's order.

What all but the login take besides is not listed: `uid` is the session's matter. The list of interfaces in
section 3.1 names the first sixteen paths only.
"""

from ...model.catalogue import Catalogue, catalogue
from . import basics, control, media, setup

COMMANDS: Catalogue = catalogue([*basics.COMMANDS, *media.COMMANDS, *setup.COMMANDS, *control.COMMANDS])
