"""The timers of several services, as one list."""

import heapq
from collections.abc import Iterable

from scalehook.gateway.control.deadlines import MOST_DEADLINES, Deadline
from scalehook.kit.machine.machine import Machine


def deadlines_of(machines: Iterable[Machine]) -> list[Deadline]:
    """The first ones, what comes due first before all others."""
    timers = ((timer.at, key, timer) for each in machines for key, timer in each.timers.items())
    first = heapq.nsmallest(MOST_DEADLINES, timers, key=lambda item: item[:2])
    return [
        Deadline(
            at=at,
            what=timer.command.wire_name(),
            body=timer.command.model_dump(mode="json", by_alias=True),
        )
        for at, _, timer in first
    ]
