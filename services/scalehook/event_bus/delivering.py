"""Attempts to hand an event to a target: begun, repeated after a while, given up."""

from collections.abc import Iterable

from scalehook.event_bus import targets
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Delivery, KeptEvent, Rule, State
from scalehook.event_bus.state.deliveries import Line
from scalehook.event_bus.state.events.deliveries import DeliveryBegun, DeliveryResumed
from scalehook.event_bus.targets import Order
from scalehook.event_bus.transforms import Unfit
from scalehook.kit import Work
from scalehook.kit.push.retries import RETRIES, wait_before
from scalehook_contracts.event_bus.deliveries import (
    EventDelivered,
    EventDeliveryFailed,
    EventDropped,
    EventGoesToDeadLetters,
    RetryEventDelivery,
)
from scalehook_contracts.event_bus.targets import EventTarget

GONE = "the target is gone"


def begin(kept: KeptEvent, rule: Rule, target: EventTarget, work: Work[State, Settings]) -> None:
    """The first attempt is made at once, unless the target has enough to do."""
    delivery_id = work.new_id("evd-")
    line = (rule.bus_name, rule.name, target.id)
    held = not _has_room(line, work.state)
    work.record(
        DeliveryBegun(
            delivery_id=delivery_id,
            event_bus_name=rule.bus_name,
            rule_name=rule.name,
            target_id=target.id,
            event_key=kept.key,
            endpoint=target.endpoint,
            at=work.now.timestamp(),
            held=held,
        )
    )
    if not held:
        attempt(work.state.deliveries[delivery_id], work)


def go_on(line: Line, work: Work[State, Settings]) -> None:
    """Those that wait for a target have their turn, as far as there is room."""
    state = work.state
    while (held := state.lines.next_held(line)) is not None and _has_room(line, state):
        work.record(DeliveryResumed(delivery_id=held))
        attempt(state.deliveries[held], work)


def drop_held(lines: Iterable[Line], work: Work[State, Settings]) -> None:
    """Their targets are gone. An attempt that is being made may still succeed."""
    for line in lines:
        for delivery_id in work.state.lines.held(line):
            _drop(work.state.deliveries[delivery_id], GONE, work)


def attempt(delivery: Delivery, work: Work[State, Settings]) -> None:
    """One attempt, at the target as it is now. What cannot be made for it is given up at once."""
    target = _target(delivery, work.state)
    if target is None:
        _drop(delivery, GONE, work)
        return
    try:
        intent = targets.intent(Order(delivery, target, *work.state.giver(delivery.line)))
    except Unfit as problem:
        _give_up(delivery, target, str(problem), work)
        return
    if intent is None:
        succeed(delivery, work)
    else:
        work.begin(delivery.attempt_key, intent)


def succeed(delivery: Delivery, work: Work[State, Settings], **taken: str) -> None:
    """The receiver has it: `receiver`, `name` and `message_id` say what it is there."""
    target = _target(delivery, work.state)
    place = target.dead_letter_queue if target is not None and delivery.dead else None
    work.record(
        EventDelivered(
            delivery_id=delivery.delivery_id,
            attempts=delivery.failures + 1,
            at=work.now.timestamp(),
            dead=delivery.dead,
            endpoint=place.arn if place is not None else "",
            event_id=delivery.event["id"],
            **taken,
        )
    )


def fail(delivery: Delivery, reason: str, work: Work[State, Settings]) -> None:
    """An attempt has failed: again later, or given up."""
    target = _target(delivery, work.state)
    if target is None:
        _drop(delivery, GONE, work)
        return
    wait = _wait(target, delivery.failures + 1, work)
    if wait is None:
        _give_up(delivery, target, reason, work)
        return
    failed = EventDeliveryFailed(
        delivery_id=delivery.delivery_id, reason=reason, at=work.now.timestamp()
    )
    work.record(failed)
    work.schedule_in(delivery.retry_key, wait, RetryEventDelivery(delivery_id=delivery.delivery_id))


def _give_up(delivery: Delivery, target: EventTarget, reason: str, work: Work[State, Settings]) -> None:
    """There may be a queue for what a target does not take."""
    if delivery.dead or not targets.has_dead_letters(target):
        _drop(delivery, reason, work)
        return
    work.record(
        EventGoesToDeadLetters(delivery_id=delivery.delivery_id, reason=reason, at=work.now.timestamp())
    )
    attempt(delivery, work)


def _drop(delivery: Delivery, reason: str, work: Work[State, Settings]) -> None:
    work.record(
        EventDropped(
            delivery_id=delivery.delivery_id,
            event_bus_name=delivery.bus_name,
            rule_name=delivery.rule_name,
            target_id=delivery.target_id,
            event_id=delivery.event["id"],
            reason=reason,
            at=work.now.timestamp(),
        )
    )


def _target(delivery: Delivery, state: State) -> EventTarget | None:
    """As it is now; not another that has its name."""
    return None if delivery.gone else state.target(delivery.line)


def _wait(target: EventTarget, retry: int, work: Work[State, Settings]) -> float | None:
    """What tolerates no errors is tried until it succeeds."""
    strategy = target.push_retry_strategy
    if target.errors_tolerance == "NONE":
        retry = min(retry, RETRIES[strategy])
    return wait_before(strategy, retry, work.random)


def _has_room(line: Line, state: State) -> bool:
    """Whether one more may be on its way there. Where nothing is any more, everything ends at once."""
    target = state.target(line)
    if target is None:
        return True
    limit = target.concurrent_config.concurrency if target.concurrent_config is not None else None
    if target.errors_tolerance == "NONE":
        limit = 1
    return limit is None or state.lines.under_way(line) < limit
