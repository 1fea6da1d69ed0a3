"""How the rows of this manual are made: a CGI and one of its actions, such as `osd.getosd`."""

from ....model.rows import RowBuilder

INFO1, INFO2, INFO3 = (f"serverinfo{n}.getsysinfo{n}" for n in (1, 2, 3))
"""The bulk getters of annex A."""

# Since edition 1.03 all actions are the administrator's.
BUILDER = RowBuilder(
    path=lambda name: f"/cgi-bin/control/{name.partition('.')[0]}.cgi",
    fixed=lambda name: (("action", name.split(".")[1]),),
)
row, pair = BUILDER.row, BUILDER.pair
