"""Pieces of work for workers."""

from hypothesis import given
from hypothesis import strategies as st

from scalehook.simulate.distributed.pace import MOST_OUT, MOST_TOGETHER, Pace


@given(
    seeds=st.integers(0, 3000),
    known=st.sets(st.integers(0, 3000), max_size=50),
    takes=st.lists(st.floats(0.0001, 100), min_size=1),
)
def test_every_seed_once(seeds: int, known: set[int], takes: list[float]) -> None:
    """However long seeds take, each that is wanted is sent once, and never too much is under way."""
    pace, out, sent = Pace(range(seeds)), list[list[int]](), list[int]()
    wanted, turn = set(range(seeds)) - known, 0
    while True:
        for piece in pace.next_pieces(wanted):
            assert 1 <= len(piece) <= MOST_TOGETHER
            out.append(piece)
            sent += piece
        assert len(out) <= MOST_OUT
        if not out:
            break
        done = out.pop(0)
        pace.over(done, takes[turn % len(takes)] * len(done))
        turn += 1
    assert sorted(sent) == sorted(wanted)


def test_ten_seconds() -> None:
    """When it is known how long a seed takes, a piece has as many as make ten seconds."""
    pace = Pace(range(1000))
    first = list(pace.next_pieces(range(1000)))
    assert {len(piece) for piece in first} == {1}
    pace.over(first[0], 0.5)
    assert len(next(pace.next_pieces(range(1000)))) == 20
    pace.over([5000], 70.0)  # of a study before this one
    assert len(next(pace.next_pieces(range(1000)))) == 20
