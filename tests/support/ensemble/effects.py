"""Effects without an event loop: their calls become messages, scripts are played."""

import base64
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from typing import Any

from scalehook.kit.machine.envelope import ROOT
from scalehook_contracts.base import Command, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.script_runner.roots import RecordRootRemoved, RemoveRoot
from scalehook_contracts.script_runner.runs import (
    CollectOutput,
    RecordLastWords,
    RecordScriptResult,
    RunScript,
)


@dataclass
class Question:
    """A call that an effect waits for."""

    command: Command[Any]
    message_id: str
    caller: str
    correlation_id: str

    def __await__(self) -> Generator["Question", Any, Any]:
        return (yield self)


class Bus:
    """What an effect calls: it stands still at its question until somebody answers."""

    async def call(
        self,
        command: Command[Any],
        *,
        timeout: float = 30,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
    ) -> Any:
        """Ask."""
        return await Question(command, message_id, caller, correlation_id)


@dataclass
class Performance:
    """One effect: from question to question until it has its outcome."""

    coroutine: Coroutine[Question, Any, Command[Any]]
    ask: Callable[[Question, "Performance"], None]
    done: Callable[[Command[Any]], None]
    questions: int = 0
    over: bool = False

    def begin(self) -> None:
        """Up to the first question."""
        self._go(lambda: self.coroutine.send(None))

    def answer(self, number: int, reply: Reply | ApiError) -> None:
        """Go on with the answer to question `number`; a second one comes too late."""
        if self.over or number != self.questions:
            return
        if isinstance(reply, ApiError):
            self._go(lambda: self.coroutine.throw(reply))
        else:
            self._go(lambda: self.coroutine.send(reply))

    def call_off(self) -> None:
        """Its outcome is not wanted any more."""
        self.over = True
        self.coroutine.close()

    def _go(self, step: Callable[[], Question]) -> None:
        try:
            question = step()
        except StopIteration as end:
            self.over = True
            self.done(end.value)
        else:
            self.questions += 1
            self.ask(question, self)


def script(intent: RunScript) -> RecordScriptResult:
    """The script has run; its last word is its exit code: `exit 3`."""
    return RecordScriptResult(
        invoke_id=intent.invoke_id,
        instance_id=intent.instance_id,
        exit_code=int(intent.script.split()[-1]),
        output=base64.b64encode(b"done").decode(),
    )


def root(intent: RemoveRoot) -> RecordRootRemoved:
    """Nothing is left of the instance."""
    return RecordRootRemoved(instance_id=intent.instance_id)


def last_words(intent: CollectOutput) -> RecordLastWords:
    """It had said nothing."""
    ids = {"invoke_id": intent.invoke_id, "instance_id": intent.instance_id}
    return RecordLastWords(**ids, number=intent.number)


PLAYED: dict[type, Callable[[Any], Command[Any]]] = {
    RunScript: script,
    CollectOutput: last_words,
    RemoveRoot: root,
}
