"""What an alarm comes to: pure."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scalehook.cloud_monitor.evaluation import NO_DATA, combined, counted, holds, next_boundary
from scalehook_contracts.scaling_controller.alarm_settings import ComparisonOperator, LogicOperator

outcomes = some.lists(some.sampled_from([True, False, None]), min_size=1)


@given(outcomes, some.integers(1, 5))
def test_periods_in_a_row(seen: list[bool | None], needed: int) -> None:
    """It alarms just when the condition has held in the latest periods, so many as it needs."""
    count, state = 0, NO_DATA
    for number, outcome in enumerate(seen, 1):
        count, state = counted(outcome, count, needed)
        latest = seen[max(0, number - needed) : number]
        assert (state == "ALARM") is (latest == [True] * needed)
        assert (state == NO_DATA) is (outcome is None)
        assert 0 <= count <= needed


@given(outcomes)
def test_conditions_together(seen: list[bool | None]) -> None:
    """All or one of them; unknown ones matter only where the others do not decide."""
    known = [outcome for outcome in seen if outcome is not None]
    everything, anything = combined(seen, "&&"), combined(seen, "||")
    assert everything is (False if False in known else None if None in seen else True)
    assert anything is (True if True in known else None if None in seen else False)


@pytest.mark.parametrize("logic", ["&&", "||"])
@given(outcomes)
def test_order_does_not_matter(logic: LogicOperator, seen: list[bool | None]) -> None:
    """Conditions may be given in any order."""
    assert (
        len({combined(turned, logic) for turned in accumulate([seen, seen[::-1]], lambda _, x: x)}) == 1
    )


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [(">", [False, False, True]), (">=", [False, True, True]), ("<", [True, False, False]),
     ("<=", [True, True, False])],
)  # fmt: skip
def test_comparisons(comparison: ComparisonOperator, expected: list[bool]) -> None:
    """The value is on the left."""
    assert [holds(value, comparison, 5) for value in (4, 5, 6)] == expected
    assert holds(None, comparison, 5) is None


@given(some.floats(0, 2**33), some.sampled_from([15, 60, 300, 900]))
def test_boundaries(now: float, period: int) -> None:
    """The next one is later than now, by a period at most, and a multiple of it."""
    boundary = next_boundary(now, period)
    assert 0 < boundary - now <= period
    assert boundary % period == 0
