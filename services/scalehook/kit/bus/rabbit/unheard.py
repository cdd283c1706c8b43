"""Events that nobody hears are not published one by one.

Who has bound a queue is known to the broker, and all that it tells of it is this: a message that is
published *mandatory* comes back when no queue takes it. What has come back is of a kind that nobody
hears. The next ones wait for a moment, and then the first of each kind asks for all. When it comes back,
too, nobody had bound a queue when the others happened: they are dropped. Otherwise they follow it.

So whoever binds a queue misses nothing that happens from then on; the first of it comes a moment later.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from scalehook.kit.clock.pausing import pause
from scalehook.kit.machine.envelope import Envelope

Publish = Callable[[Sequence[Envelope]], Awaitable[set[str]]]  # gives the kinds that came back
WAIT_SECONDS = 0.02  # real


class Held:
    """So many messages that wait for who asks."""

    def __init__(self, count: int, asking: "asyncio.Task[None]") -> None:
        self._count = count
        self._asking = asking
        self._done = asyncio.Event()

    def pending(self) -> bool:
        """Whether some still wait."""
        return not self._done.is_set()

    async def settled(self) -> None:
        """They are published, or nobody wanted them. Raises what the asking has ended with before."""
        done = asyncio.ensure_future(self._done.wait())
        try:
            await asyncio.wait({done, self._asking}, return_when=asyncio.FIRST_COMPLETED)
            if self.pending():
                self._asking.result()
        finally:
            done.cancel()

    def let_go(self) -> None:
        """One waits no longer."""
        self._count -= 1
        if not self._count:
            self._done.set()


Waiting = tuple[Envelope, Held]


class Unheard:
    """The kinds of events that nobody hears, and those of them that wait to ask again."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._kinds: set[str] = set()
        self._waiting: list[Waiting] = []
        self._asking: asyncio.Task[None] | None = None

    def knows(self, envelope: Envelope) -> bool:
        """Whether nobody seems to hear this kind."""
        return envelope.type in self._kinds

    def came_back(self, kinds: set[str]) -> None:
        """Nobody hears these."""
        self._kinds |= kinds

    def hold(self, envelopes: Sequence[Envelope]) -> Held:
        """Let them wait."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask_soon(), name="unheard")
        held = Held(len(envelopes), self._asking)
        self._waiting += ((envelope, held) for envelope in envelopes)
        return held

    async def close(self) -> None:
        """What waits is not published now: it is not settled, and comes again."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _ask_soon(self) -> None:
        while self._waiting:
            await pause(WAIT_SECONDS)
            await self._ask()

    async def _ask(self) -> None:
        """A kind counts as heard when all of it that waits is out: nothing overtakes that. What comes
        while the broker is asked waits for the next question.
        """
        batch, self._waiting = self._waiting, []
        first: dict[str, Waiting] = {}
        for each in batch:
            first.setdefault(each[0].type, each)
        heard = set(first) - await self._put_out(list(first.values()))
        behind = [each for each in batch if each is not first[each[0].type]]
        for _, held in (each for each in behind if each[0].type not in heard):
            held.let_go()
        while out := [each for each in behind if each[0].type in heard]:
            heard -= await self._put_out(out)
            behind = self._waiting
            self._waiting = [each for each in behind if each[0].type not in heard]
        self._kinds -= heard

    async def _put_out(self, some: Sequence[Waiting]) -> set[str]:
        back = await self._publish([envelope for envelope, _ in some])
        for _, held in some:
            held.let_go()
        return back
