"""How the rows of these manuals are made: a command is called like the file that it asks for."""

from ....model.rows import RowBuilder


def _file(name: str) -> str:
    return f"{name.partition('.')[0]}.cgi"


BUILDER = RowBuilder(path=lambda name: f"/{_file(name)}", section=lambda name: f"1.27 {_file(name)}")
row = BUILDER.row
