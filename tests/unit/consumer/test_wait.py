"""When a heartbeat is due, and how much it asks for."""

from hypothesis import given
from hypothesis import strategies as st

from scalehook.consumer.wait import (
    LONGEST_SECONDS,
    MARGIN_SECONDS,
    MOST_HEARTBEATS,
    NEVER,
    SHORTEST_SECONDS,
    Wait,
)

TIMEOUTS = st.integers(30, 21_600)
AGES = st.floats(0, 25)  # seconds until a message arrives


def test_a_third_of_the_remaining_wait() -> None:
    """Of the whole wait at first, and of each new one."""
    wait = Wait(600, started=0, now=60)
    assert (wait.deadline, wait.due, wait.next()) == (600, 240, 240)
    wait.granted(240, 600)
    assert (wait.deadline, wait.due) == (840, 440)


def test_what_moves_no_end_still_tells() -> None:
    """An action that waits for as long as any is asked about at each third, and so is one whose end was
    moved by hand: no end comes nearer by that, and in time it is moved again.
    """
    longest = Wait(21_600, started=0, now=0)
    assert (longest.due, longest.extension(7200)) == (7200, 14_390)
    by_hand = Wait(600, started=0, now=0)
    by_hand.granted(0, 3600)
    while (now := by_hand.due) != NEVER:
        end = by_hand.deadline
        by_hand.granted(now, by_hand.extension(now))
        assert by_hand.deadline > end - MARGIN_SECONDS
    assert by_hand.deadline >= LONGEST_SECONDS - MARGIN_SECONDS - SHORTEST_SECONDS


def test_a_time_that_is_guessed() -> None:
    """The hook may wait as short as any: the first heartbeat is due before that ends."""
    assert Wait(600, started=0, now=5, sure=False).due == 15


def test_to_learn_whether_it_waits() -> None:
    """Puts off no end that is known; one that is over was moved by somebody else."""
    wait = Wait(600, started=0, now=100)
    assert [wait.probe(now) for now in (100, 590, 700, 21_580)] == [500, 30, 600, 0]


@given(timeout=TIMEOUTS, age=AGES)
def test_twenty_heartbeats_last_for_six_hours(timeout: int, age: float) -> None:
    """However short the hook's time is: it is never over before, no limit is passed on the way, and
    none asks for less than may be asked.
    """
    wait = Wait(timeout, started=-age, now=0)
    deadline = timeout - age
    while wait.due != NEVER:
        now = wait.due
        assert now < deadline
        seconds = wait.extension(now)
        assert seconds >= SHORTEST_SECONDS
        assert now + seconds <= LONGEST_SECONDS - age
        deadline = now + seconds
        wait.granted(now, seconds)
    assert wait.heartbeats <= MOST_HEARTBEATS
    assert deadline >= LONGEST_SECONDS - age - MARGIN_SECONDS - SHORTEST_SECONDS - 1
    assert not wait.over(deadline - 0.001)
    assert wait.over(wait.deadline)


@given(timeout=TIMEOUTS, failures=st.integers(1, 40))
def test_a_failed_heartbeat_is_sent_again(timeout: int, failures: int) -> None:
    """Sooner than after a third, never at once, and ever more slowly; and it ends with the wait."""
    wait = Wait(timeout, started=0, now=0)
    now = wait.due
    for _ in range(failures):
        wait.failed(now)
        assert now + 1 <= wait.due <= now + max((wait.deadline - now) / 3, 1)
        now = wait.due
    assert wait.over(wait.deadline) == (wait.due > wait.deadline)


def test_no_more_heartbeats() -> None:
    """What the cloud refuses is not asked again; an end that is not known is as late as it may be."""
    wait = Wait(600, started=0, now=0)
    wait.refuse_more(200)
    assert (wait.deadline, wait.due, wait.extension(200), wait.probe(200)) == (600, NEVER, 0, 0)
    moved = Wait(600, started=0, now=21_400)
    moved.refuse_more(21_400)
    assert moved.deadline == LONGEST_SECONDS


def test_what_is_asked_by_hand() -> None:
    """Stays within what may be asked."""
    wait = Wait(600, started=0, now=0)
    assert [wait.asked(0, seconds) for seconds in (1, 100, 10**6)] == [30, 100, 21_590]
    assert wait.asked(21_580, 100) == 0
