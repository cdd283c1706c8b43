"""A process's part in moving the clock: it answers the coordinator's questions."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from scalehook.distributed.standing import Question, Standing
from scalehook.kit.clock.clock import Anchor
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import MOST_NAMED, Busy
from scalehook.kit.clock.pausing import pause
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.failures import Killed
from scalehook.kit.host.host import Host
from scalehook.kit.logs import Log

log = Log(__name__)
SILENCE_SECONDS = 90  # a coordinator that is there says something more often


@dataclass
class ClockHand:
    """Answers the coordinator's questions about one service. `anchor` reads where virtual time
    stands: the clock goes on from there when the coordinator does not let it go itself.
    """

    host: Host
    timekeeper: Timekeeper
    anchor: Callable[[Anchor], Awaitable[Anchor]]
    epoch: int = 0
    silence: float = SILENCE_SECONDS
    _left_alone: "asyncio.Task[None] | None" = field(default=None, init=False)

    async def __call__(self, question: Question) -> Standing:
        """Twice does what once does."""
        if question.hold is not None:
            self.close()
            self.timekeeper.clock.hold(moment(question.hold))
            self._left_alone = asyncio.ensure_future(self._go_on_alone())
        if question.watch is not None:
            self.host.happened(question.watch)
        if question.fire:
            self.timekeeper.fire()
        if question.release is not None:
            self.close()
            self.host.happened("")
            self._release(question.release)
        if question.kill == self.epoch and self.host.failed is None:
            self.host.loops.fail(Killed("on purpose, by somebody who asked for it"))
        unsettled = await self._quiet(question) if question.quiet else []
        return self._standing(question.watch, unsettled)

    def close(self) -> None:
        """Wait for no further word."""
        if self._left_alone is not None:
            self._left_alone.cancel()

    def _standing(self, watch: str | None, unsettled: list[Busy]) -> Standing:
        prospect = self.host.prospect()
        deadline, timer = self.timekeeper.next_deadline(), self.host.next_timer()
        return Standing(
            now=self.timekeeper.clock.seconds(),
            next=deadline.timestamp() if deadline else None,
            timer=timer.timestamp() if timer else None,
            overdue=self.host.overdue(self.timekeeper.clock.now()),
            happened=bool(watch) and self.host.happened(watch or ""),
            awaited=prospect.awaited.timestamp() if prospect.awaited else None,
            owed=prospect.owed,
            busy=self.host.busy_outside(),
            unsettled=unsettled[:MOST_NAMED],
            turns=self.host.turns.count,
            changes=prospect.changes,
            healthy=self.host.failed is None,
            epoch=self.epoch,
        )

    async def _go_on_alone(self) -> None:
        await pause(self.silence)
        log.warning("nobody moves the clock any more: it goes on", service=self.host.service.name)
        self._release(await self.anchor(self.timekeeper.clock.standing()))

    def _release(self, anchor: Anchor) -> None:
        self.timekeeper.clock.move_to(anchor)
        self.timekeeper.reschedule()

    async def _quiet(self, question: Question) -> list[Busy]:
        await asyncio.to_thread(lambda: None)  # what arrived with the question is taken up first
        return await self.timekeeper.quiet(asleep=question.asleep or (), within=question.within)
