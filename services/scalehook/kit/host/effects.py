"""Runs a service's effects: started after the commit, called off on demand, tried again on a crash."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.clock.moved import Busy
from scalehook.kit.logs import Log
from scalehook.kit.machine.entry import Begun
from scalehook.kit.machine.outside import Outside, Requester
from scalehook.kit.machine.service import Service
from scalehook.kit.retrying import Again, growing, insist, retrying
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Intent

log = Log(__name__)
ATTEMPTS = 4

Outcome = Callable[[str, Begun, Command[Any]], None]
Failure = Callable[[str, Begun, str], None]


@dataclass
class Effects:
    """The running effects of one service, by the key of their intent."""

    service: Service[Settings]
    bus: Requester
    settings: Settings
    outcome: Outcome  # key, what began it, command: goes to the service itself
    failed: Failure  # key, what began it, reason: to the dead letters
    stir: Callable[[], None]
    _running: "dict[str, tuple[asyncio.Task[None], Begun]]" = field(default_factory=dict)
    _inside: set[str] = field(default_factory=set)  # of them, those in the stack's own time

    def start(self, key: str, begun: Begun) -> None:
        """Begin one, in place of any that runs under this key."""
        self.stop(key)
        task = asyncio.get_running_loop().create_task(self._run(key, begun), name=key)
        self._running[key] = (task, begun)
        if not self._is_real_time(begun):
            self._inside.add(key)
        task.add_done_callback(lambda done: self._forget(key, done))

    def resume(self, intents: Mapping[str, Begun]) -> None:
        """Exactly these are to run: those that run already go on."""
        running = {key: begun.seq for key, (_, begun) in self._running.items()}
        for key in running.keys() - intents.keys():
            self.stop(key)
        for key, begun in intents.items():
            if running.get(key) != begun.seq:
                self.start(key, begun)

    def take_up(self, intent: Intent, intents: Mapping[str, Begun]) -> None:
        """Run one again that was given up, if its intent is still open."""
        for key, begun in intents.items():
            if begun.intent == intent:
                self.start(key, begun)

    def stop(self, key: str) -> None:
        """Call one off; nothing happens when it has ended."""
        running = self._running.pop(key, None)
        if running is not None:
            self._inside.discard(key)
            running[0].cancel()

    async def close(self) -> None:
        """Call all off and wait until they are gone."""
        tasks = [task for task, _ in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def inside(self, unanswered: Collection[str] = ()) -> bool:
        """Whether one runs that belongs to the stack's own time, but for those that wait for the answers
        to these messages.
        """
        if not unanswered:
            return bool(self._inside)
        return any(self._holds_up(key, unanswered) for key in self._inside)

    def unsettled(self, unanswered: Collection[str] = ()) -> list[Busy]:
        """Those, by their keys."""
        return [self._busy(key) for key in sorted(self._inside) if self._holds_up(key, unanswered)]

    def _holds_up(self, key: str, unanswered: Collection[str]) -> bool:
        return self._message_of(self._running[key][1]) not in unanswered

    def _busy(self, key: str) -> Busy:
        pushes = self.service.effects[type(self._running[key][1].intent)].pushes
        name = f"{self.service.name}:{key}"
        if pushes:
            return Busy(kind="push", name=name, hint="the endpoint has not answered")
        return Busy(kind="effect", name=name, hint="it has not ended")

    def _message_of(self, begun: Begun) -> str:
        told = self.service.effects[type(begun.intent)].message
        return told(begun.intent) if told is not None else ""

    def outside(self) -> list[str]:
        """Those that run in the outside world's time."""
        return [
            f"{self.service.name}:{key}"
            for key, (_, begun) in self._running.items()
            if self._is_real_time(begun)
        ]

    def _is_real_time(self, begun: Begun) -> bool:
        return self.service.effects[type(begun.intent)].real_time

    async def _run(self, key: str, begun: Begun) -> None:
        effect = self.service.effects[type(begun.intent)]
        unique = f"{self.service.name}/{key}/{begun.seq}"
        outside = Outside(self.bus, self.settings, unique, begun.flow)
        try:
            command = await insist(lambda: effect.run(begun.intent, outside), _again)
        except Exception as problem:
            log.exception("effect failed", service=self.service.name, key=key)
            self.failed(key, begun, repr(problem))
        else:
            self.outcome(key, begun, command)

    def _forget(self, key: str, task: "asyncio.Task[None]") -> None:
        if self._running.get(key, (None,))[0] is task:
            del self._running[key]
            self._inside.discard(key)
        self.stir()


def _again() -> Again:
    return retrying(_is_failure, growing(0.05, most=2), attempts=ATTEMPTS)


def _is_failure(problem: BaseException) -> bool:
    return isinstance(problem, Exception)
