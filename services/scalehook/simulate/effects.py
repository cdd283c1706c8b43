"""The effects of one service: run without an event loop, tried again as a host does it, or played."""

from collections.abc import Callable, Iterable
from typing import Any

from scalehook.kit.host.effects import ATTEMPTS
from scalehook.kit.machine.entry import Begun
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.outside import Outside
from scalehook.script_runner.delivering import put_output
from scalehook.simulate.agenda import CONTINUES
from scalehook.simulate.performance import Bus, Performance, Question
from scalehook.simulate.surroundings import Surroundings
from scalehook_contracts.base import Command
from scalehook_contracts.script_runner.runs import DeliverOutput

AGAIN = 50_000  # microseconds before a failed effect is tried again; then twice as long
# effects that look at this machine's disk beside what they call: in a run there is none
IN_MEMORY: dict[type, Callable[[Any, Any], Any]] = {DeliverOutput: put_output}
Settle = Callable[[str, Begun, Command[Any]], None]


class Effects:
    """Of the life that the service has now: what an earlier one has begun is not heard any more."""

    def __init__(self, machine: Machine, world: Surroundings, settle: Settle) -> None:
        self._machine, self._world, self._settle = machine, world, settle
        self._running: dict[str, Performance] = {}
        self._life = 0

    def begin(self, keys: Iterable[str]) -> None:
        """Those of these intents that are open."""
        for key in keys:
            begun = self._machine.intents.get(key)
            if begun is not None:
                self._begin(key, begun)

    def stop(self, keys: Iterable[str]) -> None:
        """Their outcomes are not wanted any more."""
        for key in keys:
            if key in self._running:
                self._running.pop(key).call_off()

    def stop_all(self) -> None:
        """The service is gone."""
        self._life += 1
        self.stop(list(self._running))

    def _begin(self, key: str, begun: Begun) -> None:
        name = f"{self._machine.service.name}/{key}/{begun.seq}"
        told = f"outcome/{name}"
        if self._world.posted(begun.intent, name, lambda said: self._later(key, begun, 0, said, told)):
            return
        played = self._world.played(begun.intent, name)
        if played is not None:
            self._later(key, begun, *played, told)
        else:
            self._perform(key, begun, name, 1)

    def _later(self, key: str, begun: Begun, delay: int, outcome: Command[Any], name: str) -> None:
        life = self._life

        def settle() -> None:
            if self._is_open(key, begun, life):
                self._running.pop(key, None)
                self._settle(key, begun, outcome)

        self._world.agenda.after(delay, CONTINUES, name, settle)

    def _perform(self, key: str, begun: Begun, name: str, attempt: int) -> None:
        outside = Outside(Bus(), self._machine.settings, name, begun.flow)
        kind = type(begun.intent)
        effect = IN_MEMORY.get(kind) or self._machine.service.effects[kind].run
        run: Any = effect(begun.intent, outside)

        def done(outcome: Command[Any]) -> None:
            self._later(key, begun, 0, outcome, f"outcome/{name}")

        self._running[key] = performance = Performance(
            run, self._asker(name), done, lambda problem: self._fail(key, begun, name, attempt, problem)
        )
        performance.begin()

    def _fail(self, key: str, begun: Begun, name: str, attempt: int, problem: Exception) -> None:
        """It is tried again, or a dead letter."""
        if attempt == ATTEMPTS:
            self._world.gave_up(name, problem)
            return
        life = self._life

        def again() -> None:
            if self._is_open(key, begun, life):
                self._perform(key, begun, name, attempt + 1)

        self._world.agenda.after(AGAIN << attempt, CONTINUES, f"again/{name}/{attempt}", again)

    def _is_open(self, key: str, begun: Begun, life: int) -> bool:
        return life == self._life and self._machine.intents.get(key) is begun

    def _asker(self, name: str) -> Callable[[Any, Performance], None]:
        def ask(question: Any, performance: Performance) -> None:
            number = performance.questions
            assert isinstance(question, Question), question
            if not question.message_id:
                question.message_id = f"{name}/{number}"
            sender = self._machine.service.name
            self._world.ask(question, sender, lambda reply: performance.answer(number, reply))

        return ask
