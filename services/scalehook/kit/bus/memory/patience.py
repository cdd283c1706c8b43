"""Ends waits for answers that do not come: one timer for all of them, not one for each."""

import asyncio

from scalehook.kit.bus.memory.delivery import Question

SWEEP_SECONDS = 0.5


class Patience:
    """The open questions, each with the time, by the loop's clock, at which its asker gives up.

    A wait may last up to `SWEEP_SECONDS` longer than it was given: nobody counts on less.
    """

    def __init__(self) -> None:
        self._open: set[Question] = set()
        self._loop: asyncio.AbstractEventLoop  # of the sweep
        self._sweep: asyncio.TimerHandle | None = None

    def watch(self, question: Question, seconds: float) -> None:
        """From now on."""
        if self._sweep is None:
            self._loop = asyncio.get_running_loop()
            self._sweep = self._loop.call_later(SWEEP_SECONDS, self._end_overdue, self._loop)
        question.end = self._loop.time() + seconds
        self._open.add(question)

    def forget(self, question: Question) -> None:
        """It is over."""
        self._open.discard(question)

    def _end_overdue(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for question in [question for question in self._open if question.end <= now]:
            question.time_out()
        again = bool(self._open)
        self._sweep = loop.call_later(SWEEP_SECONDS, self._end_overdue, loop) if again else None
