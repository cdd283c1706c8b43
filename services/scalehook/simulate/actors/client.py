"""A client of the cloud: coroutines that call it, and rest in virtual time."""

import itertools
from collections.abc import Callable, Coroutine
from typing import Any

from scalehook.kit.machine.envelope import ROOT
from scalehook.simulate.agenda import OUTSIDE, of_seconds
from scalehook.simulate.cloud import Cloud
from scalehook.simulate.performance import Bus, Pause, Performance, Question, Turn
from scalehook_contracts.base import Command

PATIENCE_SECONDS = 5.0


class Client:
    """By its name it has message ids of its own. What a coroutine raises is kept in `problems`."""

    def __init__(self, name: str, cloud: Cloud, caller: str = ROOT) -> None:
        self.name, self.cloud, self.caller = name, cloud, caller
        self.bus = Bus()
        self.problems: list[Exception] = []
        self._numbers = itertools.count(1)
        self._running: dict[Performance, None] = {}

    async def call(self, command: Command[Any], *, waits: float = 0.0) -> Any:
        """The answer; TimeoutError when none comes, as of a request over HTTP."""
        return await self.bus.call(command, caller=self.caller, timeout=PATIENCE_SECONDS + waits)

    def start(self, work: Coroutine[Any, Any, Any], done: Callable[[Any], None] | None = None) -> None:
        """Go on beside all others."""
        performance: Performance

        def over(result: object) -> None:
            self._running.pop(performance, None)
            if done is not None and not isinstance(result, Exception):
                done(result)

        def failed(problem: Exception) -> None:
            self.problems.append(problem)
            over(problem)

        performance = Performance(work, self._grant, over, failed)
        self._running[performance] = None
        performance.begin()

    def start_at(self, when: int, name: str, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """At that microsecond."""
        self.cloud.agenda.at(when, OUTSIDE, f"{self.name}/{name}", lambda: self.start(work()))

    def stop(self) -> None:
        """Whatever it does ends here."""
        for performance in self._running:
            performance.call_off()
        self._running.clear()

    def _grant(self, wish: Any, performance: Performance) -> None:
        number = performance.questions
        name = f"{self.name}/{next(self._numbers)}"

        def go_on(answer: object = None) -> None:
            performance.answer(number, answer)

        match wish:
            case Question():
                wish.message_id = wish.message_id or name
                wish.correlation_id = wish.correlation_id or name
                self.cloud.ask(wish, self.name, go_on)
            case Pause():
                self.cloud.agenda.after(of_seconds(wish.seconds), OUTSIDE, f"pause/{name}", go_on)
            case Turn():
                wish.waits(go_on)


async def rest(seconds: float) -> None:
    """Virtual seconds."""
    await Pause(max(seconds, 0.0))
