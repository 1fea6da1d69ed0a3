"""Every command of IP Camera CGI 1.27, in the manual's order.

What every one of them takes besides is not listed: the login (`user` and `pwd`, or `cam_user` and
`cam_pwd` where those are settings) is the session's matter, and `next_url` only redirects a browser.
"""

from ....model.catalogue import Catalogue
from .commands import ROWS

COMMANDS = Catalogue(ROWS)
