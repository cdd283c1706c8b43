"""The faults of a gateway's own: those of calls that stand, and deeds that were done."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from scalehook.kit.clock.clock import real_now
from scalehook.kit.faults import strikes
from scalehook.kit.logs import Log
from scalehook_contracts.base import Operation

if TYPE_CHECKING:
    from scalehook.gateway.faults.kinds import Kind
    from scalehook.gateway.faults.kinds.calls import AnyOfCalls


log = Log(__name__)


class Doors(Protocol):
    """Where connections come in."""

    async def shut_for(self, seconds: float) -> None:
        """Nobody listens from now on, for so many real seconds; returns when that has begun."""

    async def crash(self, seconds: float) -> None:
        """The same; and what is connected breaks, once whoever asks for it can have been answered."""

    async def open(self) -> None:
        """They come in again, now."""


@dataclass(eq=False, repr=False)
class Standing:
    """A fault of calls: so many have come that it fits, and so many of them were struck."""

    spec: "AnyOfCalls"
    seen: int = 0
    fired: int = 0
    removed: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(eq=False, repr=False)
class OwnFaults:
    """By their ids, oldest first. `standing` is empty, but in tests: then a call looks no further."""

    now: Callable[[], datetime] = real_now  # virtual
    standing: dict[str, Standing] = field(default_factory=dict)
    done: "dict[str, Kind]" = field(default_factory=dict)
    doors: Doors | None = None  # None: there is no port

    def meet(self, operation: Operation[Any], key_id: str) -> Standing | None:
        """The oldest that strikes this call; those behind do not see it."""
        from scalehook.gateway.faults.matching import fits  # knows all kinds

        for fault in self.standing.values():
            if fits(fault.spec, operation, key_id):
                struck = strikes(fault.spec, fault.seen, fault.fired)
                fault.seen += 1
                fault.fired += struck
                if struck:
                    log.warning("fault struck", kind=fault.spec.kind, action=type(operation).__name__)
                    return fault
        return None

    def forget(self) -> None:
        """There are none any more; the calls that they hold up go on."""
        for fault in self.standing.values():
            fault.removed.set()
        self.standing.clear()
        self.done.clear()
