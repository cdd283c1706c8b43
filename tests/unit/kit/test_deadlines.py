"""In which order timers come."""

from datetime import timedelta

from scalehook.kit.machine.deadlines import Deadlines
from scalehook.kit.machine.entry import Timer
from scalehook.testing.rehearsal import START
from support.counter.messages import Read


def come(timers: dict[str, Timer]) -> list[str]:
    """The keys, as those timers that have come by now come."""
    deadlines = Deadlines(timers)
    for key, timer in timers.items():
        deadlines.watch(key, timer)
    return [key for key, _ in deadlines.due(START)]


def test_timers_of_one_moment_come_as_they_were_set() -> None:
    """By their entries, and within one in its order; their keys say nothing."""
    keys = ["c", "a", "d", "b"]
    assert come({key: Timer(START, Read(), 1, "") for key in keys}) == keys
    assert come({key: Timer(START, Read(), 4 - seq, "") for seq, key in enumerate(keys)}) == keys[::-1]


def test_earlier_ones_come_first() -> None:
    """Whenever they were set; later ones do not come."""
    second = timedelta(seconds=1)
    moments = {"a": START, "b": START - second, "c": START + second}
    assert come({key: Timer(at, Read(), 1, "") for key, at in moments.items()}) == ["b", "a"]
