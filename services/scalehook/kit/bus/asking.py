"""Asking without waiting, on a bus whose questions are tasks."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from scalehook.kit.machine.outside import Answered
from scalehook_contracts.base import Reply
from scalehook_contracts.errors.common import ServiceUnavailable


class AskedInTask:
    """A call under way; `then` hears how it ends."""

    def __init__(self, call: Coroutine[Any, Any, Reply], then: Answered) -> None:
        self._then: Answered | None = then
        self._task = asyncio.ensure_future(call)
        self._task.add_done_callback(self._ended)

    def forget(self) -> None:
        """The asker has gone."""
        self._then = None
        self._task.cancel()

    def _ended(self, task: "asyncio.Task[Reply]") -> None:
        then, self._then = self._then, None
        if then is not None:
            then(_answer(task))


def _answer(task: "asyncio.Task[Reply]") -> Reply | Exception:
    """What it has come to; a bus that is being closed calls its questions off."""
    if task.cancelled():
        return ServiceUnavailable()
    problem = task.exception()
    if problem is None:
        return task.result()
    if isinstance(problem, Exception):
        return problem
    raise problem  # the end of the process
