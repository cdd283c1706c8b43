"""Keeps one action waiting, and its message in hand, while the work goes on."""

import asyncio
import math

import httpx

from scalehook.consumer.clock import Clock, pause
from scalehook.consumer.completing import AutoScaling, Refusal, passes
from scalehook.consumer.logs import log
from scalehook.consumer.metrics import Metrics
from scalehook.consumer.notification import Notification
from scalehook.consumer.sources.delivery import Delivery
from scalehook.consumer.wait import NEVER, Wait

SETTLE_SECONDS = 0.05  # real ones: most work is over sooner, and needs no keeping
EARLY_SECONDS = 30.0  # after its start, an action may be unknown since it is too new


class Ended(Exception):
    """The wait is over. The text says why."""


class Keeper:
    """One for each action. `delivery` is the message's latest delivery."""

    def __init__(
        self,
        found: Notification,
        wait: Wait,
        delivery: Delivery,
        scaling: AutoScaling,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._found = found
        self._wait = wait
        self._scaling = scaling
        self._clock = clock
        self._metrics = metrics
        self._doubted = False
        self._asleep_until = 0.0
        self._stepping = asyncio.Lock()
        self.hold(delivery)

    def hold(self, delivery: Delivery) -> None:
        """Keep this message from now on."""
        self._delivery = delivery
        self._hold_due = NEVER if delivery.held is None else self._clock.now() + delivery.held / 3

    async def keep(self) -> str:
        """Runs until the wait is over; says why."""
        await pause(SETTLE_SECONDS)
        await self._clock.look(anew=True)
        try:
            while True:
                await self._clock.sleep(await self.step())
        except Ended as end:
            return str(end)

    async def probe(self) -> None:
        """A message that has come before may be of an action that has ended: ask. Ended, if so."""
        now = await self._clock.look()
        await self._beat(now, self._wait.probe(now))

    async def ask(self, seconds: int | None) -> None:
        """The user's own heartbeat. Ended, where it has."""
        now = await self._clock.look()
        await self._beat(
            now, self._wait.extension(now) if seconds is None else self._wait.asked(now, seconds)
        )

    async def step(self, asleep_until: float = 0.0) -> float:
        """Do what is due; the seconds until something is. Ended, when the wait is over. Until then the
        handler sleeps: in a stack's time that may be hours in which nothing else happens.
        """
        self._asleep_until = max(asleep_until, self._asleep_until)
        async with self._stepping:
            await self._step()
            return max(0.0, min(self._wait.next(), self._hold_due) - self._clock.now())

    def awake(self) -> None:
        """The handler sleeps no longer."""
        self._asleep_until = 0.0

    async def _step(self) -> None:
        """Of a long sleep the message is held again with each heartbeat, and no more often."""
        now = self._clock.now()
        long = self._clock.virtual and now < self._asleep_until
        if self._wait.over(now):
            raise Ended("its time is over")
        beats = self._wait.due <= now
        if beats:
            await self._beat(now, self._wait.extension(now))
        if self._hold_due <= now or (long and beats and self._hold_due < NEVER):
            await self._extend(now, self._until_next_but_one(now) if long else 0)

    async def _beat(self, now: float, seconds: int) -> None:
        if not seconds:
            self._wait.due = NEVER
            return
        try:
            await self._scaling.heartbeat(self._found, seconds)
        except Refusal as refusal:
            self._refused(now, refusal)
        except httpx.HTTPError as problem:
            log.warning("no answer to a heartbeat", problem=repr(problem))
            self._wait.failed(now)
        else:
            self._wait.granted(now, seconds)
            self._metrics.heartbeats.inc()
            log.debug("heartbeat", seconds=seconds, heartbeats=self._wait.heartbeats)

    def _refused(self, now: float, refusal: Refusal) -> None:
        if refusal.no_more:
            log.info("no more heartbeats are granted", code=refusal.code)
            self._wait.refuse_more(now)
        elif refusal.ended:
            if self._doubted or self._wait.heartbeats or now - self._wait.started > EARLY_SECONDS:
                raise Ended("it was completed elsewhere, or its hook is gone")
            self._doubted = True
            self._wait.failed(now)
        else:
            tell = log.debug if passes(refusal) else log.warning
            tell("a heartbeat was refused", problem=str(refusal))
            self._wait.failed(now)

    def _until_next_but_one(self, now: float) -> int:
        """As long as one heartbeat may fail; somebody else can still have the message before the end."""
        return math.ceil((self._wait.deadline - now) * 2 / 3) + 1

    async def _extend(self, now: float, least: int) -> None:
        held = await self._delivery.extend(least)
        if held is None:
            self._hold_due = NEVER
        else:
            self._hold_due = now + (least / 2 if 0 < least <= held else held / 3)
