"""Effects without an event loop: from question to question until they return."""

from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from typing import Any

from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.outside import Answered, Asked
from scalehook_contracts.base import Command

PATIENCE_SECONDS = 30.0


@dataclass(eq=False)
class Question:
    """A call whose answer is waited for."""

    command: Command[Any]
    message_id: str
    caller: str
    correlation_id: str
    timeout: float = PATIENCE_SECONDS

    def __await__(self) -> "Generator[Question, Any, Any]":
        return (yield self)


class Bus:
    """What an async function calls: it stands still at its question until somebody answers."""

    async def call(
        self,
        command: Command[Any],
        *,
        timeout: float = PATIENCE_SECONDS,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
        trace: str = "",
    ) -> Any:
        """Ask; nothing is traced."""
        return await Question(command, message_id, caller, correlation_id, timeout)

    def ask(self, command: Command[Any], then: Answered, **_: Any) -> Asked:
        """Nobody goes on while it asks: effects wait for their answers."""
        raise TypeError(f"{type(command).__name__} is asked without waiting")


@dataclass(eq=False)
class Performance:
    """One coroutine. `ask` gets its questions, `done` what it returns, `failed` what it raises."""

    coroutine: Coroutine[Any, Any, Any]
    ask: Callable[[Any, "Performance"], None]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None] | None = None
    questions: int = 0
    over: bool = False

    def begin(self) -> None:
        """Up to the first question."""
        self._go(lambda: self.coroutine.send(None))

    def answer(self, number: int, reply: object) -> None:
        """Go on with the answer to question `number`; a second one comes too late."""
        if self.over or number != self.questions:
            return
        if isinstance(reply, Exception):
            self._go(lambda: self.coroutine.throw(reply))
        else:
            self._go(lambda: self.coroutine.send(reply))

    def call_off(self) -> None:
        """Its outcome is not wanted any more."""
        self.over = True
        self.coroutine.close()

    def _go(self, step: Callable[[], Any]) -> None:
        try:
            question = step()
        except StopIteration as end:
            self.over = True
            self.done(end.value)
        except Exception as problem:
            self.over = True
            if self.failed is None:
                raise
            self.failed(problem)
        else:
            self.questions += 1
            self.ask(question, self)
