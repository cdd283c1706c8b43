"""A client of the cloud: tasks that call it, and rest in virtual time."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from typing import Any

from scalehook.kit.machine.envelope import ROOT
from scalehook.simulate.agenda import OUTSIDE
from scalehook.simulate.cloud import Cloud
from scalehook.simulate.loop import VirtualLoop
from scalehook.simulate.performance import Bus, Question
from scalehook_contracts.base import Command

PATIENCE_SECONDS = 5.0


class Client(Bus):
    """By its name it has message ids of its own. What a task of it raises is kept in `problems`."""

    def __init__(self, name: str, cloud: Cloud, loop: VirtualLoop) -> None:
        self.name, self.cloud, self.loop = name, cloud, loop
        self.problems: list[Exception] = []
        self._numbers = itertools.count(1)
        self._running: set[asyncio.Task[Any]] = set()

    async def call(
        self,
        command: Command[Any],
        *,
        timeout: float = PATIENCE_SECONDS,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
        trace: str = "",
        waits: float = 0.0,
    ) -> Any:
        """The answer; TimeoutError when none comes, as of a request over HTTP."""
        name = message_id or f"{self.name}/{next(self._numbers)}"
        heard: asyncio.Future[Any] = self.loop.create_future()
        question = Question(command, name, caller, correlation_id or name, timeout + waits)
        self.cloud.ask(question, self.name, lambda answer: self.loop.run(_settle, heard, answer))
        return await heard

    def start(self, work: Coroutine[Any, Any, Any], done: Callable[[Any], None] | None = None) -> None:
        """Go on beside all others."""

        def over(task: "asyncio.Task[Any]") -> None:
            self._running.discard(task)
            if task.cancelled():
                return
            problem = task.exception()
            if isinstance(problem, Exception):
                self.problems.append(problem)
            elif done is not None:
                done(task.result())

        task = self.loop.create_task(work)
        self._running.add(task)
        task.add_done_callback(over)

    def start_at(self, when: int, name: str, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """At that microsecond."""
        self.cloud.agenda.at(
            when, OUTSIDE, f"{self.name}/{name}", lambda: self.loop.run(lambda: self.start(work()))
        )


def _settle(heard: "asyncio.Future[Any]", answer: object) -> None:
    if heard.done():
        return
    if isinstance(answer, Exception):
        heard.set_exception(answer)
    else:
        heard.set_result(answer)


async def rest(seconds: float) -> None:
    """Virtual seconds."""
    await asyncio.sleep(max(seconds, 0.0))
