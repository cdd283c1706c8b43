"""A target that comes in the place of one that was taken away gets none of its events."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.event_bus.state import State
from scalehook.event_bus.state.events.received import EventsForgotten
from scalehook_contracts.errors.eventbridge import EventNotExist
from scalehook_contracts.event_bus import buses, events, rules, targets, traced
from scalehook_contracts.event_bus.deliveries import EventDelivered, EventDropped
from support.buses_of_events import MNS, RULE, Bridge, target

MINE = "mine"
NAMED: dict[str, Any] = {"event_bus_name": MINE, "rule_name": RULE}
OTHER = target(Endpoint=f"{MNS}queues/q2", ErrorsTolerance="NONE")


@pytest.fixture
def bridge() -> Bridge:
    """A bus whose rule has a target that takes one event after the other; two are on their way."""
    bridge = Bridge()
    make_bus(bridge)
    bridge.rule(target(ErrorsTolerance="NONE"), bus=MINE)
    for event_id in ("E-1", "E-2"):
        bridge.tell(event_bus_name=MINE, event_id=event_id)
    return bridge


def make_bus(bridge: Bridge) -> None:
    bridge.rehearsal.ask(buses.CreateEventBus(event_bus_name=MINE))


def without_target(bridge: Bridge) -> None:
    bridge.rehearsal.ask(targets.DeleteTargets(**NAMED, target_ids='["1"]'))
    bridge.rehearsal.ask(rules.DeleteRule(**NAMED))
    bridge.rule(OTHER, bus=MINE)


def without_rule(bridge: Bridge) -> None:
    bridge.rehearsal.ask(rules.DeleteRule(**NAMED))
    bridge.rule(OTHER, bus=MINE)


def without_bus(bridge: Bridge) -> None:
    bridge.rehearsal.ask(buses.DeleteEventBus(event_bus_name=MINE))
    make_bus(bridge)
    bridge.rule(OTHER, bus=MINE)


WAYS = pytest.mark.parametrize("replace", [without_target, without_rule, without_bus])


def told(bridge: Bridge, kind: type[Any]) -> list[str]:
    """The ids of the events of which something was recorded."""
    return [event.event_id for event in bridge.rehearsal.recorded if isinstance(event, kind)]


@WAYS
@pytest.mark.parametrize("waits", [True, False], ids=["waits for its retry", "is being delivered"])
def test_events_of_the_earlier_one(bridge: Bridge, replace: Any, waits: bool) -> None:
    """They are dropped, and hold up nothing that comes for the new one; after a snapshot, too."""
    first = bridge.rehearsal.begun[-1]
    if waits:
        bridge.end("no")
    replace(bridge)
    adapter = TypeAdapter(State)
    state = adapter.validate_json(adapter.dump_json(bridge.rehearsal.state, by_alias=True))
    bridge.rehearsal.machine.state = state
    assert told(bridge, EventDropped) == ["E-2"]
    bridge.tell(event_bus_name=MINE, event_id="E-3")
    assert bridge.last.body["QueueName"] == "q2"
    bridge.end()
    assert told(bridge, EventDelivered) == ["E-3"]
    if not waits:
        bridge.rehearsal.begun.append(first)
        bridge.end("no")
    bridge.rehearsal.advance(20)
    assert told(bridge, EventDropped) == ["E-2", "E-1"]
    assert [intent.body["QueueName"] for intent in bridge.begun if intent is not first[1]] == ["q2"]  # type: ignore[attr-defined]  # of SendEvent
    assert bridge.rehearsal.state.deliveries == {}


@WAYS
def test_an_attempt_that_is_being_made_may_succeed(bridge: Bridge, replace: Any) -> None:
    """The earlier target has the event then."""
    replace(bridge)
    bridge.end()
    assert told(bridge, EventDelivered) == ["E-1"]
    if replace is not without_bus:
        asked = events.QueryEventTraces(event_bus_name=MINE, event_id="E-1")
        assert [each.notify_status for each in bridge.rehearsal.ask(asked).data] == ["", "200"]


def test_events_of_an_earlier_bus(bridge: Bridge) -> None:
    """They went with it, and come again as new ones."""
    without_bus(bridge)
    with pytest.raises(EventNotExist):
        bridge.rehearsal.ask(events.QueryEvent(event_bus_name=MINE, event_id="E-1"))
    asked = traced.QueryTracedEvents(event_bus_name=MINE, start_time=0, end_time=2**42)
    assert bridge.rehearsal.ask(asked).data.total == 0
    bridge.tell(event_bus_name=MINE, event_id="E-1")
    assert bridge.rehearsal.ask(asked).data.total == 1


def test_a_journal_in_which_events_outlived_their_bus(bridge: Bridge) -> None:
    """What was forgotten in it later is forgotten already."""
    keys = list(bridge.rehearsal.state.events)
    bridge.rehearsal.ask(buses.DeleteEventBus(event_bus_name=MINE))
    bridge.rehearsal.machine.apply(EventsForgotten(keys=keys))
    assert not bridge.rehearsal.state.events
