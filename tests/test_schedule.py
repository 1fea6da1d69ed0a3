"""Weekly plans: lossless in every camera's bits, and refused where they are finer."""

from collections.abc import Mapping

from hypothesis import given, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.model.accessors import PlanBits
from custom_components.ipcam_cgi.ipcam.model.schedule import DAY, DAYS, WeekPlan

QUARTERS = PlanBits(tuple(tuple(f"plan_{day}_{part}" for part in range(3)) for day in DAYS), 32)
HALVES = PlanBits(tuple((f"plan{number}",) for number in range(7)), 48)

NEVER = WeekPlan(((),) * 7)
ALWAYS = WeekPlan((((0, DAY),),) * 7)

lenses = pytest.mark.parametrize("lens", [QUARTERS, HALVES], ids=["96 x 15 min", "48 x 30 min"])


def on_monday(*spans: tuple[int, int]) -> WeekPlan:
    return WeekPlan((spans, *((),) * 6))


def weeks(step: int) -> st.SearchStrategy[WeekPlan]:
    """Any week whose times are multiples of `step` minutes."""
    slots = DAY // step
    spans = st.tuples(st.integers(0, slots - 1), st.integers(1, slots)).filter(lambda span: span[0] < span[1])
    days = st.lists(spans.map(lambda span: (span[0] * step, span[1] * step)), max_size=6).map(tuple)
    return st.tuples(*[days] * 7).map(WeekPlan)


def test_spans_are_put_in_order_and_joined() -> None:
    assert on_monday((600, 660), (0, 60), (60, 90), (630, 700)).days[0] == ((0, 90), (600, 700))


@pytest.mark.parametrize("span", [(600, 600), (660, 600), (-15, 60), (0, DAY + 1)])
def test_impossible_times(span: tuple[int, int]) -> None:
    with pytest.raises(InvalidValueError, match="monday"):
        on_monday(span)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(InvalidValueError, match="7 days"):
        WeekPlan(((),) * 6)


def test_words_of_quarters() -> None:
    """From half past seven to half past eight: the last two bits of the first word, two of the second."""
    sent = QUARTERS.patch(on_monday((450, 510)), {})
    assert sent["plan_monday_0"] == str(3 << 30)
    assert sent["plan_monday_1"] == "3"
    assert sent["plan_monday_2"] == "0"
    assert set(sent.values()) == {str(3 << 30), "3", "0"}
    assert len(sent) == 21


def test_numbers_of_halves() -> None:
    """The tenth bit is the half hour that begins at five."""
    sent = HALVES.patch(on_monday((300, 330), (1410, DAY)), {})
    assert sent == {"plan0": str(1 << 10 | 1 << 47), **{f"plan{day}": "0" for day in range(1, 7)}}


@lenses
def test_all_and_nothing(lens: PlanBits) -> None:
    full = (1 << lens.width) - 1
    assert set(lens.patch(ALWAYS, {}).values()) == {str(full)}
    assert set(lens.patch(NEVER, {}).values()) == {"0"}
    assert lens.read(lens.patch(ALWAYS, {})) == ALWAYS
    assert lens.read(lens.patch(NEVER, {})) == NEVER


@lenses
@pytest.mark.parametrize("start", [1, 10, 14])
def test_too_fine(lens: PlanBits, start: int) -> None:
    with pytest.raises(
        InvalidValueError, match=rf"monday 00:{start:02} to 02:00 is finer than the {lens.step} min"
    ):
        lens.patch(on_monday((start, 120)), {})


def test_quarters_are_too_fine_for_halves() -> None:
    assert QUARTERS.patch(on_monday((15, 45)), {})["plan_monday_0"] == "6"
    with pytest.raises(InvalidValueError, match="finer than the 30 minutes"):
        HALVES.patch(on_monday((15, 45)), {})


@given(week=weeks(15))
def test_quarters_lose_nothing(week: WeekPlan) -> None:
    assert QUARTERS.read(QUARTERS.patch(week, {})) == week


@given(week=weeks(30))
def test_halves_lose_nothing(week: WeekPlan) -> None:
    assert HALVES.read(HALVES.patch(week, {})) == week


@given(words=st.lists(st.integers(0, (1 << 48) - 1), min_size=7, max_size=7))
def test_bits_lose_nothing(words: list[int]) -> None:
    record = {f"plan{day}": str(word) for day, word in enumerate(words)}
    week = HALVES.read(record)
    assert week is not None
    assert HALVES.patch(week, {}) == record


@pytest.mark.parametrize("text", ["0x20", " 32 ", "32.0"])
def test_numbers_as_firmware_writes_them(text: str) -> None:
    record = {**HALVES.patch(NEVER, {}), "plan2": text}
    week = HALVES.read(record)
    assert week is not None
    assert week.days[2] == ((150, 180),)


def test_a_word_may_be_negative() -> None:
    week = QUARTERS.read({**QUARTERS.patch(NEVER, {}), "plan_friday_1": "-1"})
    assert week is not None
    assert week.days[4] == ((480, 960),)


@pytest.mark.parametrize("record", [{}, {"plan0": "1"}, {**HALVES.patch(NEVER, {}), "plan3": "often"}])
def test_unreadable(record: Mapping[str, str]) -> None:
    assert HALVES.read(record) is None
    assert HALVES.present_in(record) is ("plan0" in record)
