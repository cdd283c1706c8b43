"""A day of virtual time takes no more work, however many have passed."""

import asyncio
import sys

from support.effort import steps
from support.growth import no_other_thread
from support.long_day import ATTEMPTS, LongDay, long_day

BUDGET = 6_400_000  # of Python's own steps: a third of a second
ROOM = 1.05


def test_a_long_day_again_and_again() -> None:
    """A time-out after six hours, twenty heartbeats and 177 attempts of a push: the same work each day,
    and not much of it.
    """
    with asyncio.Runner() as runner:
        staying = long_day()
        day = runner.run(staying.__aenter__())
        begun = _handled(day)
        runner.run(day.pass_by())
        first = _handled(day)
        with no_other_thread():
            taken = steps(lambda: runner.run(day.pass_by()))
        second = _handled(day)
        assert abs((second - first) - (first - begun)) <= 2
        assert day.attempts == 2 * ATTEMPTS
        runner.run(staying.__aexit__(None, None, None))
    if sys.version_info[:2] == (3, 11):
        assert taken <= ROOM * BUDGET, f"{taken:,} steps"


def _handled(day: LongDay) -> int:
    """Messages, by all services."""
    return sum(host.turns.count for host in day.stack.hosts.values())
