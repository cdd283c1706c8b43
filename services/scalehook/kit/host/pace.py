"""When a service takes its next batch.

Where neither the bus nor the journal has to be waited for, that is one callback of the event loop, for
all that has come in one turn of it. A loop sees to the rest: journals in a database, snapshots, and
whatever has gone wrong.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from scalehook.kit.host.ledger import Ledger
from scalehook.kit.host.loops import Loops
from scalehook.kit.host.turns import Turns
from scalehook.kit.machine.inbox import Inbox


@dataclass
class Pace:
    """One service's turns, as they are due. `prompt`: nothing has to be waited for."""

    inbox: Inbox
    turns: Turns
    ledger: Ledger
    loops: Loops
    stir: Callable[[], None]
    prompt: bool
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _due: bool = False

    def __post_init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """No turn is under way."""
        self._in_loop, self._at_leisure = False, not self.prompt

    @property
    def in_turn(self) -> bool:
        """Whether the machine may be ahead of the journal."""
        return self._in_loop or self.turns.in_trouble()

    @property
    def at_rest(self) -> bool:
        """Whether nothing is under way, and the state is what the journal says. Never where turns have
        to wait.
        """
        return not (self._due or self._at_leisure or self.loops.ending())

    def take_up(self) -> None:
        """There is something to handle."""
        if self._at_leisure:
            self._arrived.set()
        elif not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        self._due = False
        if self.loops.ending():
            return
        if not self.turns.take_now() or self.ledger.snapshots.is_due():
            self._at_leisure = True
        if self.inbox.waiting or self._at_leisure:
            self.take_up()
        self.stir()

    async def run(self) -> None:
        """The loop, until cancelled."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self.inbox.waiting or self.in_turn or self.ledger.snapshots.is_due():
                await self._turn_at_leisure()
            self._at_leisure = not self.prompt

    async def _turn_at_leisure(self) -> None:
        self._in_loop = True
        await self.turns.take()
        if self.ledger.snapshots.is_due():
            await self.ledger.snapshots.take()
        self._in_loop = False
        self.stir()
        await asyncio.sleep(0)  # let the loop breathe between batches
