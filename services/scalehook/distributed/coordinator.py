"""Moves the clock of all processes, and knows when all are quiet."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.clock import Clock
from scalehook.kit.postgres_journal import PostgresJournals
from scalehook.kit.rabbit.bus import RabbitBus
from scalehook_contracts.errors.common import ServiceUnavailable

ANSWER_SECONDS = 60


@dataclass
class Coordinator:
    """Asks the active process of every service through its own queue."""

    bus: RabbitBus
    clock: Clock
    journals: PostgresJournals
    services: Sequence[str]
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def advance(self, seconds: float) -> list[str]:
        """Move virtual time; timers fire in order of their deadlines over all services. Returns
        the scripts that still run when everybody is quiet.
        """
        async with self._moving:
            now = self.clock.seconds()
            target = now + seconds
            self.clock.hold()
            try:
                await self._tell(hold=now)
                standing = await self._quiet()
                while (at := _next(standing)) is not None and at <= target:
                    now = max(at, now)
                    await self._tell(hold=now, fire=True)
                    standing = await self._quiet()
                await self._tell(hold=target)
            finally:
                await self._release(target)
        return [name for answer in standing for name in answer["busy"]]

    async def status(self, timeout: float) -> dict[str, bool]:
        """Which services have an active process that is well."""

        async def ask(service: str) -> bool:
            try:
                answer = await self.bus.ask_process(service, {"quiet": False}, timeout)
            except Exception:  # no queue, no answer, no broker: not ready, whatever it is
                return False
            return bool(answer["healthy"])

        answers = await asyncio.gather(*map(ask, self.services))
        return dict(zip(self.services, answers, strict=True))

    async def _quiet(self) -> list[dict[str, Any]]:
        """All are, when two rounds in a row found everybody idle and nobody had done anything in
        between: a message under way would have been handled before the second was answered.
        """
        before = await self._ask({})
        while True:
            after = await self._ask({})
            if [a["turns"] for a in before] == [a["turns"] for a in after]:
                return after
            before = after

    async def _tell(self, **words: Any) -> None:
        await self._ask({"quiet": False, **words})

    async def _release(self, target: float) -> None:
        self.clock.release_at(target)
        anchor = self.clock.anchor
        await self.journals.keep_anchor(anchor)
        await self._tell(release={"real": anchor.real, "virtual": anchor.virtual})

    async def _ask(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            return list(
                await asyncio.gather(
                    *(self.bus.ask_process(name, question, ANSWER_SECONDS) for name in self.services)
                )
            )
        except TimeoutError as problem:
            raise ServiceUnavailable() from problem


def _next(standing: list[dict[str, Any]]) -> float | None:
    return min((answer["next"] for answer in standing if answer["next"] is not None), default=None)
