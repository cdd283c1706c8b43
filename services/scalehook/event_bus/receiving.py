"""An event comes to a bus: kept, and passed on to whom it concerns."""

from typing import Any

from scalehook.event_bus import delivering
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, State
from scalehook.event_bus.state.events.received import EventsForgotten
from scalehook.event_bus.state.kept_events import key_of
from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook_contracts.event_bus.events import EventReceived


def receive(bus: Bus, event: dict[str, Any], work: Work[State, Settings], *, hops: int = 0) -> None:
    """To every target of every rule that lets it pass; old events make room. So many buses had it."""
    work.record(
        EventReceived(
            event_bus_name=bus.name,
            event_id=event["id"],
            event_source=event["source"],
            event_type=event["type"],
            at=work.now.timestamp(),
            event=event,
            hops=hops,
        )
    )
    kept = work.state.events[key_of(bus.name, event["id"], event["source"])]
    for rule in bus.rules_for(event):
        for target in rule.targets.values():
            delivering.begin(kept, rule, target, work)
    forgotten = overdue(work.state.history(), work.now, work.settings)
    if forgotten:
        work.record(EventsForgotten(keys=forgotten))


def receive_if_wanted(
    bus: Bus, event: dict[str, Any], work: Work[State, Settings], *, hops: int = 0
) -> None:
    """Only where a rule lets it pass or a trigger may wait for it: nothing is kept of what nobody waits
    for.
    """
    if any(bus.rules_for(event)) or work.state.is_waited_for(event):
        receive(bus, event, work, hops=hops)
