"""How attempts are made again: the one place that knows waits, limits and what is logged of them."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    Retrying,
    retry_if_exception,
    retry_if_not_result,
    stop_after_attempt,
    stop_after_delay,
    stop_never,
    wait_exponential,
    wait_fixed,
)
from tenacity.wait import wait_base

T = TypeVar("T")
Again = AsyncRetrying  # how one call is made again
Passes = Callable[[BaseException], bool]  # whether another attempt may succeed after this failure
Tell = Callable[[BaseException], None]
QUIET_SECONDS = 10.0
LONGEST_QUIET_SECONDS = 300.0


def growing(first: float, most: float = 5) -> wait_base:
    """Each wait is twice the one before: for what may be away for long."""
    return wait_exponential(first, max=most)


def steady(seconds: float) -> wait_base:
    """All waits are the same: for what is soon back."""
    return wait_fixed(seconds)


def retrying(
    passes: Passes, wait: wait_base, *, attempts: int | None = None, tell: Tell | None = None
) -> Again:
    """For one call, or one `async for attempt in …: with attempt:`. Without end, or so many
    attempts; then the last failure is raised as it is. `tell` hears of failures, ever more seldom.
    """
    return AsyncRetrying(
        retry=retry_if_exception(passes),
        wait=wait,
        stop=stop_never if attempts is None else stop_after_attempt(attempts),
        before_sleep=_Seldom(tell) if tell else None,
        reraise=True,
    )


async def insist(call: Callable[[], Awaitable[T]], again: Callable[[], Again]) -> T:
    """The first attempt is made without any ado: as a rule it is the last, and no more is made of it."""
    try:
        return await call()
    except Exception as problem:
        failed = [problem]

    async def attempt() -> T:
        if failed:  # the one that was made counts
            raise failed.pop()
        return await call()

    return await again()(attempt)


def poll(
    look: Callable[[], T], seconds: float, pause: float, passes: Passes = lambda problem: False
) -> T:
    """For programs without a loop: look until what is found is true, for so many seconds at most.
    What the last look has found, whatever it is; its failure, where that is one that passes.
    """

    def last(state: RetryCallState) -> T:
        assert state.outcome is not None
        found: T = state.outcome.result()
        return found

    looking = Retrying(
        retry=retry_if_not_result(bool) | retry_if_exception(passes),
        wait=wait_fixed(pause),
        stop=stop_after_delay(seconds),
        retry_error_callback=last,
    )
    return looking(look)


class _Seldom:
    """Reports the first failure at once, and a later one when it has been quiet for longer and
    longer: an outage of a night is a page of log, not a book.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._quiet = QUIET_SECONDS
        self._next = 0.0

    def __call__(self, state: RetryCallState) -> None:
        problem = state.outcome.exception() if state.outcome else None
        if problem is not None and state.idle_for >= self._next:
            self._tell(problem)
            self._next = state.idle_for + self._quiet
            self._quiet = min(2 * self._quiet, LONGEST_QUIET_SECONDS)
