"""Parts of the picture: cells and rectangles, one made of the other without loss."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.model.accessors import GridBits
from custom_components.ipcam_cgi.ipcam.model.regions import NOWHERE, Grid, Rectangle

TEN = GridBits(tuple(f"area{row}" for row in range(10)), 10)

DOOR = ["....", ".##.", ".##.", ".##."]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    columns, rows = draw(st.sampled_from([(1, 1), (2, 1), (10, 10), (8, 6), (24, 18), (22, 18), (7, 3)]))
    cells = st.lists(st.booleans(), min_size=columns, max_size=columns).map(tuple)
    return Grid(tuple(draw(st.lists(cells, min_size=rows, max_size=rows))))


@given(grid=grids())
def test_text_loses_nothing(grid: Grid) -> None:
    assert Grid.from_text(grid.text) == grid


@given(grid=grids())
def test_bits_lose_nothing(grid: Grid) -> None:
    assert Grid.from_bits(grid.bits, grid.columns) == grid


@given(grid=grids())
def test_rectangles_lose_nothing(grid: Grid) -> None:
    tiles = grid.rectangles
    assert Grid.covering(grid.columns, len(grid.rows), tiles) == grid
    covered = sum(each.width * each.height for each in tiles) / 10_000 * grid.columns * len(grid.rows)
    assert covered == pytest.approx(sum(map(sum, grid.rows)), rel=0.01)


def test_rectangles() -> None:
    assert Grid.from_text(DOOR).rectangles == [Rectangle(25, 25, 50, 75)]
    assert Grid.from_text(["####", "#..."]).rectangles == [Rectangle(0, 0, 100, 50), Rectangle(0, 50, 25, 50)]
    assert Grid.from_text(["...."]).rectangles == []


@pytest.mark.parametrize(
    ("rectangle", "cells"),
    [
        (Rectangle(25, 25, 50, 75), DOOR),
        (Rectangle(30, 20, 44, 80), DOOR),
        (Rectangle(0, 0, 100, 100), ["####"] * 4),
        (Rectangle(60, 60, 1, 1), ["....", "....", "..#.", "...."]),
        (Rectangle(99, 99, 1, 1), ["....", "....", "....", "...#"]),
    ],
)
def test_edges_go_to_the_nearest_line(rectangle: Rectangle, cells: list[str]) -> None:
    assert Grid.covering(4, 4, [rectangle]).text == cells


def test_several_rectangles() -> None:
    corners = [Rectangle(0, 0, 25, 25), Rectangle(75, 75, 25, 25)]
    assert Grid.covering(4, 4, corners).text == ["#...", "....", "....", "...#"]
    assert Grid.covering(2, 1, []).text == [".."]


@pytest.mark.parametrize(
    "sides",
    [
        (-1, 0, 10, 10),
        (float("nan"), 0, 10, 10),
        (0, 0, 10, float("nan")),
        (0, -0.1, 10, 10),
        (0, 0, 10, -5),
        (95, 0, 10, 10),
        (0, 60, 10, 41),
    ],
)
def test_beside_the_picture(sides: tuple[float, float, float, float]) -> None:
    with pytest.raises(InvalidValueError, match="outside the picture"):
        Rectangle(*sides)


def test_a_rectangle_without_size() -> None:
    assert not NOWHERE
    with pytest.raises(InvalidValueError, match="width and a height"):
        Grid.covering(4, 4, [NOWHERE])


@pytest.mark.parametrize("lines", [[], [""], ["##", "#"]])
def test_rows_are_equally_long(lines: list[str]) -> None:
    with pytest.raises(InvalidValueError, match="equally long"):
        Grid.from_text(lines)


def test_strange_cells() -> None:
    with pytest.raises(InvalidValueError, match="'x'"):
        Grid.from_text(["#x"])


def test_rows_of_bits() -> None:
    """The lowest bit is at the left, the first number at the top."""
    cells = ["#" + "." * 9, "." * 9 + "#", *["." * 10] * 7, "#" * 10]
    record = TEN.patch(Grid.from_text(cells), {})
    assert record == {
        "area0": "1",
        "area1": "512",
        **{f"area{row}": "0" for row in range(2, 9)},
        "area9": "1023",
    }
    grid = TEN.read(record)
    assert grid is not None
    assert grid.text == cells


def test_another_size() -> None:
    with pytest.raises(InvalidValueError, match="the camera has 10 x 10 cells, not 4 x 4"):
        TEN.patch(Grid.from_text(DOOR), {})


def test_unreadable_rows() -> None:
    record = {f"area{row}": "0" for row in range(10)}
    assert TEN.read({**record, "area3": "few"}) is None
    # Some have a row less.
    nine = TEN.read({f"area{row}": "1" for row in range(9)})
    assert nine
    assert len(nine.rows) == 9
    assert not TEN.present_in({})
