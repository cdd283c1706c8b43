"""Tells Auto Scaling the result: again and again, but only while it still counts."""

import httpx

from scalehook.consumer.clock import Clock
from scalehook.consumer.completing import AutoScaling, Refusal, passes
from scalehook.consumer.heartbeats import Ended
from scalehook.consumer.notification import Notification
from scalehook.consumer.retrying import until
from scalehook.consumer.wait import Wait

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout)  # nobody has heard the call
MOST_UNKNOWN = 3  # calls for an action that is not known: it may be too new to be seen


class GivenUp(Exception):
    """Auto Scaling will not take the result, however often it is told. The text says why."""


class Telling:
    """One result of one action."""

    def __init__(self, found: Notification, wait: Wait, scaling: AutoScaling, clock: Clock) -> None:
        self._found = found
        self._wait = wait
        self._scaling = scaling
        self._clock = clock
        self._unknown = 0
        self._lost = False  # a call may have been done whose answer has not come

    async def tell(self, result: str) -> None:
        """Ended when the wait is over without it, GivenUp when it is refused for good."""
        try:
            await self._scaling.complete(self._found, result)
        except (Refusal, httpx.HTTPError) as problem:
            if not self._may_pass(problem):
                raise self._meaning(problem) from problem
            await self._tell_again(result)

    async def _tell_again(self, result: str) -> None:
        await self._clock.sleep(0.5, self._found.token)
        again = until(self._clock, lambda: self._wait.deadline, self._may_pass, action=self._found.token)
        try:
            await again(self._scaling.complete, self._found, result)
        except (Refusal, httpx.HTTPError) as problem:
            if self._lost and isinstance(problem, Refusal) and problem.ended:
                return  # it was done, and the answer was lost
            raise self._meaning(problem) from problem

    def _may_pass(self, problem: BaseException) -> bool:
        if isinstance(problem, Refusal) and problem.ended:
            self._unknown += 1
            return not self._lost and not self._wait.heartbeats and self._unknown < MOST_UNKNOWN
        if isinstance(problem, httpx.TransportError) and not isinstance(problem, UNSENT):
            self._lost = True
        return passes(problem)

    def _meaning(self, problem: Exception) -> Exception:
        if isinstance(problem, Refusal) and problem.ended:
            return Ended("it was completed elsewhere, or its time is over")
        if passes(problem):
            return Ended(f"its time is over, and its result could not be told: {problem!r}")
        return GivenUp(f"completing was refused: {problem}")
