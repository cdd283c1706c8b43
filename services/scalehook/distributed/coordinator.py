"""Moves the clock of all processes, and knows when all are quiet."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from scalehook.distributed.resting import Rest, rest
from scalehook.distributed.standing import Question, Standing, unmoved
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Anchor, Clock
from scalehook.kit.clock.holds import Patience
from scalehook.kit.clock.journey import Holds, Journey, nobody
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import Busy, Moved
from scalehook.kit.clock.moves import Move, Outlook
from scalehook.kit.clock.pausing import pause
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.journal.journal import JournalUnavailable
from scalehook.kit.logs import Log
from scalehook_contracts.errors.common import ServiceUnavailable

log = Log(__name__)
T = TypeVar("T")
ANSWER_SECONDS = 60  # with KEEP_SECONDS less than a clock hand waits for a word
KEEP_SECONDS = 10
RELEASE_SECONDS = 10
AGAIN_SECONDS = 0.1


class KeptTime(Protocol):
    """Where virtual time stands, kept for all processes: in the database."""

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Nobody else moves the time meanwhile."""

    async def anchor(self, first: Anchor) -> Anchor:
        """At `first`, when nobody has asked before."""

    async def keep_anchor(self, anchor: Anchor) -> None:
        """It stands there now."""


@dataclass
class Coordinator:
    """Asks the active process of every service through its own queue. The instant that has been
    reached is kept in the database, where processes that start meanwhile find it.
    """

    bus: RabbitBus
    clock: Clock
    kept: KeptTime
    services: Sequence[str]
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.timekeeper = Timekeeper(self.clock)  # of those who sleep in this process

    async def advance(self, seconds: float) -> Moved:
        """Move virtual time by so much."""
        return await self.move(Move(seconds=seconds))

    async def move(self, move: Move, holds: Holds = nobody, patience: Patience | None = None) -> Moved:
        """Move virtual time; timers fire in order of their deadlines over all services. Fails at the
        instant that it has reached: nothing that is due later has been passed over. Calls at the same
        time are served one after the other, whichever processes they are made in; ValueError when
        the clock cannot be moved so far, or is to go back.
        """
        async with self._moving, self._alone():
            await self._learn()
            self.clock.hold()
            try:
                if move.until:
                    await self._ask_all(Question(watch="", quiet=False), ANSWER_SECONDS)
                patience = patience or Patience()
                stage = _Everywhere(self, move.until or None, patience.rest)
                return await Journey(stage, move, holds, patience).run()
            finally:
                self.clock.release()
                self.timekeeper.reschedule()
                await self._keep()
                await self._release()

    async def kill(self, service: str) -> None:
        """Have the active process of one service fail, without a snapshot. Returns when the service is
        there again.
        """
        asking = Question(quiet=False)
        epoch = (await self._ask_one(service, asking, ANSWER_SECONDS)).epoch
        killing = Question(kill=epoch, quiet=False)  # may come to the next one as well
        while (await self._ask_one(service, killing, ANSWER_SECONDS)).epoch == epoch:
            await pause(AGAIN_SECONDS)

    async def let_go(self) -> None:
        """Release the clocks that a coordinator which has died has left standing still."""
        async with self._moving:
            with contextlib.suppress(ServiceUnavailable):  # then the clocks go on by themselves
                await self._learn()
                await self._release()

    async def follow(self) -> None:
        """Learn that another gateway has moved the time."""
        if not self._moving.locked():
            async with self._moving:
                await self._learn()

    @contextlib.asynccontextmanager
    async def standing_still(self) -> AsyncIterator[None]:
        """Nobody moves the time from here inside the block, in which `pass_through` may be called."""
        async with self._moving:
            yield

    async def pass_through(self) -> list[Standing]:
        """Returns when all that was sent to a service before has reached it, and it is quiet."""
        return await self._ask_all(Question(), ANSWER_SECONDS)

    async def still(self) -> None:
        """Returns when all are quiet; the clock goes on meanwhile, or stands, as it does anyway."""
        before: list[Standing] = []
        while not unmoved(before, now := await self.pass_through()):
            before = now

    async def status(self, timeout: float) -> dict[str, bool]:
        """Which services have an active process that is well."""

        async def ask(service: str) -> bool:
            try:
                return (await self._ask_one(service, Question(quiet=False), timeout)).healthy
            except Exception:  # no queue, no answer, no broker: not ready, whatever it is
                return False

        answers = await asyncio.gather(*map(ask, self.services))
        return dict(zip(self.services, answers, strict=True))

    async def prospect(self) -> Prospect:
        """What tells whether time may jump: nothing moves it now, and all services are quiet."""
        async with self._moving:
            standing = await self._ask_all(Question(asleep=self._asleep()), ANSWER_SECONDS)
        sleeping = self.timekeeper.sleepers.prospect()
        return Prospect.of_all(
            [sleeping, *(Prospect(_first([each.awaited]), each.owed, each.changes) for each in standing)]
        )

    async def rest(self, watch: str | None, seconds: float) -> Rest:
        """Returns when nobody has anything to do, or after so many real seconds."""
        return await rest(lambda within: self._ask(watch=watch, within=within), self.services, seconds)

    async def stand(self, at: datetime) -> None:
        """All clocks are held at `at`: those of the services with the next question."""
        self.clock.hold(at)
        await self._keep()

    async def overdue(self) -> list[Busy]:
        """Those whose timers have come due."""
        return [busy for standing in await self._ask() for busy in standing.overdue]

    async def fire(self) -> None:
        """What is due is taken up."""
        self.timekeeper.fire()
        await self._ask(fire=True)

    async def _ask(
        self, *, fire: bool = False, watch: str | None = None, within: float | None = None
    ) -> list[Standing]:
        """Every question says where the clocks stand: a process that has just taken over learns it.
        `within` asks for quiet.
        """
        question = Question(
            hold=self.clock.seconds(), fire=fire, quiet=within is not None, within=within, watch=watch,
            asleep=self._asleep(),
        )  # fmt: skip
        return await self._ask_all(question, ANSWER_SECONDS)

    @contextlib.asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """A database that is away is waited for no longer than for anything else."""
        async with contextlib.AsyncExitStack() as inside:
            await _soon(inside.enter_async_context(self.kept.alone()))
            yield

    def _asleep(self) -> list[str]:
        return sorted(self.timekeeper.sleepers.messages())

    async def _release(self) -> None:
        question = Question(release=self.clock.anchor, quiet=False)
        try:
            await self._ask_all(question, RELEASE_SECONDS)
        except ServiceUnavailable:  # who takes over reads the database
            log.warning("not every service was told that the clock goes on")

    async def _ask_all(self, question: Question, limit: float) -> list[Standing]:
        asking = (self._ask_one(service, question, limit) for service in self.services)
        try:
            async with asyncio.timeout(limit):
                return list(await asyncio.gather(*asking))
        except TimeoutError as problem:
            raise ServiceUnavailable() from problem

    async def _ask_one(self, service: str, question: Question, limit: float) -> Standing:
        answer = await self.bus.ask_process(service, question.as_json(), limit)
        return Standing.model_validate_json(answer)

    async def _learn(self) -> None:
        self.clock.move_to(await _soon(self.kept.anchor(self.clock.anchor)))
        self.timekeeper.reschedule()

    async def _keep(self) -> None:
        await _soon(self.kept.keep_anchor(self.clock.standing()))


class _Everywhere:
    """The stack of many processes as a move of the clock sees it."""

    def __init__(self, coordinator: Coordinator, watch: str | None, rest: float) -> None:
        self.clock = coordinator.clock
        self.stand = coordinator.stand
        self.fire, self.overdue = coordinator.fire, coordinator.overdue
        self._coordinator, self._watch, self._rest = coordinator, watch, rest

    async def quiet(self) -> Outlook:
        """Returns when nobody has anything to do at this instant, or there is no patience left."""
        found = await self._coordinator.rest(self._watch, self._rest)
        standing = found.standing
        waking = self._coordinator.timekeeper.next_deadline()
        sleeper = None if waking is None else waking.timestamp()
        return Outlook(
            next=_first([*(each.next for each in standing), sleeper]),
            timer=_first([each.timer for each in standing]),
            happened=any(each.happened for each in standing),
            scripts=tuple(name for each in standing for name in each.busy),
            unsettled=tuple(found.unsettled),
        )


def _first(deadlines: Iterable[float | None]) -> datetime | None:
    first = min((at for at in deadlines if at is not None), default=None)
    return None if first is None else moment(first)


async def _soon(work: Coroutine[Any, Any, T]) -> T:
    """The database waits for no end by itself: somebody has asked over HTTP."""
    try:
        async with asyncio.timeout(KEEP_SECONDS):
            return await work
    except (TimeoutError, JournalUnavailable) as problem:
        raise ServiceUnavailable() from problem
