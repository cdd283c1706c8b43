"""Which of those that fit a fault strikes."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.faults import strikes


@dataclass(frozen=True)
class Turns:
    times: int | None = None
    skip: int = 0
    every: int = 1


def struck(turns: Turns, count: int) -> list[int]:
    """Which of so many."""
    fired: list[int] = []
    for seen in range(count):
        if strikes(turns, seen, len(fired)):
            fired.append(seen)
    return fired


def test_examples() -> None:
    """Each; two; all but the first; every second, beginning with the first."""
    assert struck(Turns(), 3) == [0, 1, 2]
    assert struck(Turns(times=2), 5) == [0, 1]
    assert struck(Turns(skip=1), 3) == [1, 2]
    assert struck(Turns(times=2, skip=1, every=2), 9) == [1, 3]


@given(
    st.builds(Turns, st.none() | st.integers(1, 5), st.integers(0, 5), st.integers(1, 5)),
    st.integers(0, 40),
)
def test_any_turns(turns: Turns, count: int) -> None:
    """Never more than `times`, none of the first `skip`, and `every` apart without a gap."""
    found = struck(turns, count)
    expected = list(range(turns.skip, count, turns.every))
    assert found == (expected if turns.times is None else expected[: turns.times])
