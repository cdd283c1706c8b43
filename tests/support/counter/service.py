"""The counter, with an effect that the test plays."""

import asyncio
from dataclasses import dataclass, field

from scalehook.kit.machine.outside import Outside
from scalehook.kit.machine.service import Effect, Service
from scalehook.kit.settings import Settings
from support.counter import handlers, state
from support.counter.messages import FetchNumber, RecordFetched


@dataclass
class Numbers:
    """The outside world: gives a number when the test says so."""

    answers: "dict[str, asyncio.Future[int]]" = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def answer(self, name: str) -> "asyncio.Future[int]":
        return self.answers.setdefault(name, asyncio.get_running_loop().create_future())

    async def fetch(self, intent: FetchNumber, outside: Outside[Settings]) -> RecordFetched:
        self.asked.append(intent.name)
        try:
            return RecordFetched(name=intent.name, amount=await asyncio.shield(self.answer(intent.name)))
        except asyncio.CancelledError:
            self.cancelled.append(intent.name)
            raise


def counter(numbers: Numbers | None = None, real_time: bool = False) -> Service[Settings]:
    """The service; its effect asks `numbers`."""
    numbers = numbers or Numbers()
    effect = Effect(numbers.fetch, real_time=real_time)
    return Service("counter", state.State, state, handlers, Settings, {FetchNumber: effect})
