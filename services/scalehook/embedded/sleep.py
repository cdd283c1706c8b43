"""A stack sleeps until its first message: what nobody has asked for is not even imported."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scalehook.kit.clock.moved import Busy
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.machine.delivery import Delivery
from scalehook_contracts.errors.common import ServiceUnavailable


@dataclass(eq=False, repr=False)
class Sleep:
    """Holds the messages for services that are not there yet; the first one has them fetched by `wake`.

    A participant of the timekeeper: nothing is quiet while a message waits here.
    """

    wake: Callable[[], Awaitable[None]]  # afterwards `deliver` reaches the services themselves
    deliver: Callable[[Any], None]
    failed: Callable[[str, Exception], None]  # told why the services cannot be there
    _waiting: list[Delivery] = field(default_factory=list)
    _waking: "asyncio.Task[None] | None" = None

    def accept(self, delivery: Delivery) -> None:
        """A message has come."""
        self._waiting.append(delivery)
        self._begin_to_wake()

    async def end(self) -> None:
        """Wake without a message."""
        await asyncio.shield(self._begin_to_wake())

    async def stop(self) -> None:
        """The stack ends, or begins anew: who waits is told that nobody comes."""
        if self._waking is not None:
            self._waking.cancel()
            await asyncio.gather(self._waking, return_exceptions=True)
        self._turn_away()

    def _begin_to_wake(self) -> "asyncio.Task[None]":
        if self._waking is None:
            self._waking = asyncio.get_running_loop().create_task(self._wake(), name="waking")
        return self._waking

    async def _wake(self) -> None:
        try:
            await self.wake()
        except Exception as problem:  # whatever it is: the stack ends of it
            self._turn_away()
            self.failed(f"its services cannot be loaded: {problem}", problem)
            return
        while self._waiting:
            self.deliver(self._waiting.pop(0))

    def _turn_away(self) -> None:
        for delivery in self._waiting:
            delivery.answer(ServiceUnavailable())
        self._waiting.clear()

    # -- what the timekeeper asks ----------------------------------------------------------------

    def idle(self, unanswered: Collection[str] = ()) -> bool:
        """Whether no message waits."""
        return not self._waiting

    def unsettled(self, unanswered: Collection[str] = ()) -> list[Busy]:
        """The services that are woken by what waits."""
        woken = {each.envelope.message.owner() for each in self._waiting}
        return [Busy(kind="service", name=name, hint="it wakes up") for name in sorted(woken)]

    def trouble(self) -> BaseException | None:
        """None: where waking fails, the stack ends."""
        return None

    def next_deadline(self) -> datetime | None:
        """None: what sleeps has no timers."""
        return None

    def next_timer(self) -> datetime | None:
        """None, likewise."""
        return None

    def prospect(self) -> Prospect:
        """None."""
        return Prospect(owed=bool(self._waiting))

    def happened(self, event: str) -> bool:
        """Nothing happens in its sleep."""
        return False

    def overdue(self, now: datetime) -> list[Busy]:
        """Nobody."""
        return []

    def fire(self, now: datetime) -> None:
        """Nothing is ever due."""

    def busy_outside(self) -> list[str]:
        """Nothing runs."""
        return []
