"""How the rows of this manual are made.

A path without parameters tells its settings, with parameters it changes them; so most paths have a
row for each, the second named `.set`.

The camera looks for the name of a parameter anywhere in the query. One that is part of another name is
found there unless it stands in the query itself, further to the front: so the longer one `needs` the
shorter.
"""

from ....model.rows import OPERATOR, VISITOR, RowBuilder

BUILDER = RowBuilder(path=lambda name: f"/cgi-bin/{name.partition('.')[0]}", reader=VISITOR, writer=OPERATOR)
row, pair = BUILDER.row, BUILDER.pair
