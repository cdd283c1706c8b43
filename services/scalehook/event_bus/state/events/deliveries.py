"""What happens to deliveries."""

from scalehook.event_bus.state.deliveries import Delivery
from scalehook.event_bus.state.kept_events import Trace
from scalehook.event_bus.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.event_bus.deliveries import (
    EventDelivered,
    EventDeliveryFailed,
    EventDropped,
    EventGoesToDeadLetters,
)


class DeliveryBegun(Note):
    """An event that is kept goes to a target; later, if others have their turn first."""

    delivery_id: str
    event_bus_name: str
    rule_name: str
    target_id: str
    event_key: str
    endpoint: str
    at: float
    held: bool = False


class DeliveryResumed(Note):
    """It is its turn."""

    delivery_id: str


def delivery_begun(event: DeliveryBegun, state: State) -> None:
    """One more."""
    kept = state.events[event.event_key]
    kept.traces[event.delivery_id] = Trace(event.rule_name, event.endpoint, event.at)
    delivery = state.deliveries[event.delivery_id] = Delivery(
        event.delivery_id,
        event.event_bus_name,
        event.rule_name,
        event.target_id,
        event.event_key,
        kept.event,
        hops=kept.hops,
        held=event.held,
    )
    state.lines.join(delivery)


def delivery_resumed(event: DeliveryResumed, state: State) -> None:
    """It is held no more."""
    delivery = state.deliveries[event.delivery_id]
    state.lines.leave(delivery)
    delivery.held = False
    state.lines.join(delivery)


def event_delivered(event: EventDelivered, state: State) -> None:
    """It has arrived; in the queue for dead letters it has not arrived at its target."""
    delivery = state.take_off(event.delivery_id)
    trace = _second(delivery, event, state) if event.dead else _note(delivery, "", event.at, state)
    if trace is not None:
        trace.receiver, trace.name = event.receiver, event.name
        trace.message_id = event.message_id


def event_delivery_failed(event: EventDeliveryFailed, state: State) -> None:
    """One more attempt was made."""
    delivery = state.deliveries[event.delivery_id]
    delivery.failures += 1
    if not delivery.dead:
        _note(delivery, event.reason, event.at, state)


def event_goes_to_dead_letters(event: EventGoesToDeadLetters, state: State) -> None:
    """It has another receiver now."""
    delivery = state.deliveries[event.delivery_id]
    _note(delivery, event.reason, event.at, state)
    delivery.failures, delivery.dead = 0, True


def event_dropped(event: EventDropped, state: State) -> None:
    """Nothing more is done."""
    delivery = state.take_off(event.delivery_id)
    if not delivery.dead:
        _note(delivery, event.reason, event.at, state)


def _second(delivery: Delivery, event: EventDelivered, state: State) -> Trace | None:
    """Beside what became of it at its target, that the queue for dead letters has it."""
    kept = state.events.get(delivery.event_key)
    if kept is None or delivery.delivery_id not in kept.traces or not event.endpoint:
        return None
    trace = Trace(delivery.rule_name, event.endpoint, event.at, ended_at=event.at, reason="")
    kept.traces[f"{delivery.delivery_id}/dead"] = trace
    return trace


def _note(delivery: Delivery, reason: str, at: float, state: State) -> Trace | None:
    """The event may be forgotten by now, or have come again."""
    kept = state.events.get(delivery.event_key)
    trace = kept.traces.get(delivery.delivery_id) if kept is not None else None
    if trace is not None:
        trace.reason, trace.ended_at = reason, at
    return trace
