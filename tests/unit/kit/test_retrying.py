"""Attempts are made again as it is said: how often, after which waits, and who hears of it."""

from itertools import pairwise

import pytest
import tenacity
from tenacity.wait import wait_base

from scalehook.kit.retrying import Tell, growing, insist, poll, retrying, steady


class Calls:
    """Fails so many times, then succeeds; the waits in between are noted, not waited."""

    def __init__(self, failures: int, problem: Exception | None = None) -> None:
        self.failures = failures
        self.problem = problem or ConnectionError("away")
        self.made = 0
        self.waits: list[float] = []

    async def __call__(self) -> str:
        self.made += 1
        if self.made <= self.failures:
            raise self.problem
        return "there again"

    def again(
        self, wait: wait_base, attempts: int | None = None, tell: Tell | None = None
    ) -> tenacity.AsyncRetrying:
        made = retrying(is_away, wait, attempts=attempts, tell=tell)
        made.sleep = self._sleep
        return made

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def is_away(problem: BaseException) -> bool:
    return isinstance(problem, ConnectionError)


async def test_waits_that_grow() -> None:
    """Each twice the one before, up to the longest."""
    calls = Calls(failures=8)
    assert await insist(calls, lambda: calls.again(growing(0.1, most=5))) == "there again"
    assert calls.waits == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5]


async def test_steady_waits() -> None:
    """All the same."""
    calls = Calls(failures=3)
    await insist(calls, lambda: calls.again(steady(0.2)))
    assert calls.waits == [0.2, 0.2, 0.2]


async def test_as_many_attempts_as_are_allowed() -> None:
    """The first counts; the last failure is raised as it is."""
    calls = Calls(failures=9)
    with pytest.raises(ConnectionError, match="away"):
        await insist(calls, lambda: calls.again(steady(1), attempts=4))
    assert calls.made == 4


async def test_a_failure_of_another_kind() -> None:
    """Is raised at once: nobody waits for what does not pass."""
    calls = Calls(failures=1, problem=RuntimeError("a mistake"))
    with pytest.raises(RuntimeError, match="a mistake"):
        await insist(calls, lambda: calls.again(steady(1)))
    assert (calls.made, calls.waits) == (1, [])


async def test_an_outage_is_told_of_ever_more_seldom() -> None:
    """At once, then after longer and longer silences, and never more seldom than every five minutes."""
    calls, told = Calls(failures=2000), list[float]()
    again = calls.again(growing(0.1), tell=lambda problem: told.append(sum(calls.waits)))
    await insist(calls, lambda: again)
    silences = [round(later - earlier) for earlier, later in pairwise(told)]
    assert told[0] == 0
    assert len([at for at in told if at < 60]) <= 4
    assert silences == sorted(silences)
    assert max(silences) <= 305
    assert len(told) > 2000 * 5 / 310


def look(*found: object) -> object:
    """Finds these, one after the other; an exception is raised."""
    left = list(found)

    def take() -> object:
        if isinstance(left[0], Exception):
            raise left.pop(0)
        return left.pop(0)

    return poll(take, seconds=60, pause=0, passes=is_away)


def test_polled_until_it_is_there() -> None:
    """Nothing, and failures that pass, are looked past."""
    assert look(None, ConnectionError(), 0, "there", "and more") == "there"


def test_polled_in_vain() -> None:
    """When the time is over, what the last look found is the answer."""
    assert poll(lambda: "", seconds=0, pause=0) == ""


def test_polled_with_a_failure_that_does_not_pass() -> None:
    """Is raised at once, and so is one that would pass when the time is over."""
    with pytest.raises(RuntimeError, match="a mistake"):
        look(None, RuntimeError("a mistake"), "there")

    def fail() -> None:
        raise ConnectionError("away")

    with pytest.raises(ConnectionError, match="away"):
        poll(fail, seconds=0, pause=0, passes=is_away)
