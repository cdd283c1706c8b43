"""How many instances go where: level, whatever is there."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scalehook.scaling_controller.placing import level, shortfall

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=6)


def places(counts: list[int]) -> dict[str, int]:
    return {f"zone-{number}": count for number, count in enumerate(counts)}


@given(COUNTS, st.integers(0, 60))
def test_new_ones_go_where_fewest_are(counts: list[int], amount: int) -> None:
    """All of them go somewhere; where any go, none are more than one above the poorest."""
    there = places(counts)
    added = level(there, list(there), amount)
    assert sum(added.values()) == amount
    after = Counter(there) + Counter(added)
    poorest = min(after[place] for place in there)
    assert all(after[place] <= poorest + 1 for place in added)


@given(COUNTS)
def test_what_is_uneven_can_be_evened(counts: list[int]) -> None:
    """So many come where few are; when as many have gone where most are, no two differ by more than one.
    There is no smaller number that would do.
    """
    there = places(counts)
    amount = shortfall(there, list(there))
    for moved in range(amount + 1):
        after = Counter(there) + Counter(level(there, list(there), moved))
        left = {place: after[place] for place in there}
        for _ in range(moved):
            left[max(left, key=lambda place: left[place])] -= 1
        is_even = max(left.values()) - min(left.values()) <= 1
        assert is_even == (moved == amount)


def test_equal_places_are_taken_in_order() -> None:
    """The one that is preferred comes first."""
    assert level({}, ["b", "a", "c"], 2) == {"b": 1, "a": 1}
    assert level({}, [], 3) == {}
    assert shortfall({}, []) == 0
