"""Rounds of questions, until no process has anything to do."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from scalehook.distributed.standing import Standing, has_moved, unmoved
from scalehook.kit.clock.moved import Busy

SLICE_SECONDS = 20.0  # less than a process waits for a coordinator's next word

Ask = Callable[[float], Awaitable[list[Standing]]]


@dataclass
class Rest:
    """How all stand at last; `unsettled` are those who still had something to do when patience ended."""

    standing: list[Standing]
    unsettled: list[Busy] = field(default_factory=list)


async def rest(
    ask: Ask, services: Sequence[str], seconds: float, real: Callable[[], float] = time.monotonic
) -> Rest:
    """All are quiet when two rounds in a row found everybody idle and nobody had done anything in
    between: a message under way would have been handled before the second was answered. `ask` is told
    how many real seconds a process may take to become idle; `seconds` is for all rounds.
    """
    end = real() + seconds
    before: list[Standing] = []
    while True:
        now = await ask(max(0.0, min(SLICE_SECONDS, end - real())))
        busy = [each for standing in now for each in standing.unsettled]
        if not busy and unmoved(before, now):
            return Rest(now)
        if before and real() >= end:
            return Rest(now, busy or _restless(services, before, now))
        before = now


def _restless(
    services: Sequence[str], before: Sequence[Standing], now: Sequence[Standing]
) -> list[Busy]:
    """Those that are idle each time they are asked, and have handled something in between."""
    return [
        Busy(kind="service", name=name, hint="it handles one message after the other")
        for name, earlier, later in zip(services, before, now, strict=True)
        if has_moved(earlier, later)
    ]
