"""The time that a consumer goes by: real, or that of a stack, which may be moved."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, Protocol

import httpx

from scalehook.consumer.logs import log

FRESH_SECONDS = 1.0  # real ones, for which a look at the stack's clock is good
AGAIN_SECONDS = 1.0
PASSING = (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS)  # no word about what this is
Problems = (httpx.HTTPError, KeyError, TypeError, ValueError)  # nobody answers, or nobody who knows
ROUNDING_SECONDS = 0.001  # no wait ends a moment too early


async def pause(seconds: float) -> None:
    """Real seconds, whatever the clock."""
    await asyncio.sleep(seconds)


class Clock(Protocol):
    """Seconds since 1970, and waiting in them. A `virtual` one may be moved by hours in no time."""

    @property
    def virtual(self) -> bool:
        """Whether it may."""

    def now(self) -> float:
        """As far as is known without asking."""

    async def look(self, told: float | None = None, *, anew: bool = False) -> float:
        """Now, as it is sure. `told` is what a message of this moment has said; `anew`: it may have been
        moved a moment ago.
        """

    async def sleep(self, seconds: float, action: str = "") -> None:
        """Let so much time pass. `action` is the token of the one for whose work somebody sleeps."""


class RealClock:
    """The machine's own, as it was at first: who sets it later moves no deadline by that."""

    virtual = False

    def __init__(self, real: Callable[[], float] = time.monotonic) -> None:
        self._real = real
        self._began = time.time() - real()

    def now(self) -> float:
        """Seconds since 1970."""
        return self._began + self._real()

    async def look(self, told: float | None = None, *, anew: bool = False) -> float:
        """The machine needs not be told."""
        return self.now()

    async def sleep(self, seconds: float, action: str = "") -> None:
        """Real seconds."""
        await asyncio.sleep(max(seconds, 0))


class StackClock:
    """A stack's virtual time. Waits end when it has come, however little real time has passed."""

    virtual = True

    def __init__(self, client: httpx.AsyncClient, real: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._real = real
        self._looked_at = -FRESH_SECONDS
        self._virtual = 0.0
        self._waits = True  # whether the stack lets one wait in its time

    def now(self) -> float:
        """What was last seen, and the real time since."""
        return self._virtual + self._real() - self._looked_at

    async def look(self, told: float | None = None, *, anew: bool = False) -> float:
        """Asks the stack, unless it has just been asked or a message tells something newer."""
        if told is not None and told >= self.now():
            self._saw(told)
        elif anew or self._real() - self._looked_at >= FRESH_SECONDS:
            await self._try(self._ask())
        return self.now()

    async def sleep(self, seconds: float, action: str = "") -> None:
        """Virtual seconds; real ones with a stack that cannot tell when they have passed. A stack waits
        for the consumer of an action, but not while that sleeps for it.
        """
        end = self.now() + seconds
        while (left := end - self.now()) > 0:
            if not await self._try(self._wait(end, action)):
                await asyncio.sleep(min(left, AGAIN_SECONDS))

    async def _try(self, asking: Coroutine[Any, Any, None]) -> bool:
        try:
            await asking
        except Problems as problem:
            log.debug("the stack's clock does not answer", problem=repr(problem))
            return False
        return True

    async def _wait(self, end: float, action: str) -> None:
        """Until an instant: the stack's clock may be moved while this is on its way."""
        if self._waits:
            to = datetime.fromtimestamp(end + ROUNDING_SECONDS, UTC).isoformat()
            given = {"to": to} | ({"action": action} if action else {})
            answer = await self._client.get("/_scalehook/clock/wait", params=given, timeout=None)
            self._waits = answer.status_code not in (404, 405)
            if answer.is_success:
                self._saw(_moment(answer))
                return
        await asyncio.sleep(min(end - self.now(), AGAIN_SECONDS))
        await self._ask()

    async def _ask(self) -> None:
        answer = await self._client.get("/_scalehook/clock")
        answer.raise_for_status()
        self._saw(_moment(answer))

    def _saw(self, virtual: float) -> None:
        self._virtual, self._looked_at = virtual, self._real()


async def clock_of(client: httpx.AsyncClient | None) -> Clock:
    """The stack's, where this is one; else the machine's. Waits until somebody answers there who can
    tell: a stack that is just starting cannot.
    """
    told = False
    while client is not None:
        try:
            answer = await client.get("/_scalehook/clock")
            if answer.is_client_error and answer.status_code not in PASSING:
                break
            moment = _moment(answer.raise_for_status())
        except Problems as problem:
            if not told:
                log.warning("waiting for the endpoint", url=str(client.base_url), problem=repr(problem))
            told = True
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        clock = StackClock(client)
        await clock.look(moment)
        return clock
    return RealClock()


def _moment(answer: httpx.Response) -> float:
    return datetime.fromisoformat(answer.json()["now"]).timestamp()
