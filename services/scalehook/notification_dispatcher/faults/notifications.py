"""Notifications that are dropped, delayed, doubled, sent in another order, or late."""

from collections.abc import Iterator, Sequence

from scalehook.kit import Work
from scalehook.notification_dispatcher import delivering
from scalehook.notification_dispatcher.faults import orders
from scalehook.notification_dispatcher.faults.striking import struck_by
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Delivery, Fault, State
from scalehook.notification_dispatcher.state.events.faults import (
    DeliveryTroubled,
    NotificationsLetGo,
)
from scalehook.notification_dispatcher.state.events.notifications import NotificationUnwanted
from scalehook_contracts.notification_dispatcher.notifications import RetryNotification
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted

KINDS = frozenset({"drop", "delay", "double", "reorder", "late"})


def begin(delivery: Delivery, work: Work[State, Settings]) -> None:
    """As the faults that strike it say: all of them hold, and one that is dropped has no copies."""
    assert isinstance(delivery.notification, LifecycleActionStarted)
    struck = struck_by(delivery.notification, KINDS, work)
    if not struck:
        delivering.begin(delivery, work)
        return
    kinds = {fault.spec.kind for fault in struck}
    dropped = "drop" in kinds
    copies = {} if dropped else dict(_copies(struck, "end", delivery))
    late = max((fault.spec.seconds for fault in struck if fault.spec.kind == "late"), default=None)
    held = not dropped and not kinds.isdisjoint({"late", "delay", "reorder"})
    work.record(
        DeliveryTroubled(
            lifecycle_action_token=delivery.key, over=dropped, held=held, late=late, copies=copies
        )
    )
    if dropped:
        return
    if not held:
        delivering.begin(delivery, work)
    for order_id, seconds in _copies(struck, "start", delivery):
        orders.copy_in(seconds, delivery, order_id, work)
    if late is None:
        _begin_later(delivery, struck, work)


def let_go(fault: Fault, work: Work[State, Settings], *, reverse: bool = False) -> None:
    """Send what it holds back; what is held back for another reason as well waits for that."""
    tokens = fault.held[::-1] if reverse else list(fault.held)
    work.record(NotificationsLetGo(fault_id=fault.spec.fault_id))
    for token in tokens:
        delivery = work.state.deliveries[token]
        if not delivery.over and delivery.late is None:
            delivering.begin(delivery, work)


def goes_on(delivery: Delivery, work: Work[State, Settings]) -> bool:
    """Its wait has ended, and copies are sent now; whether the notification itself is still to come."""
    for order_id, seconds in delivery.copies.items():
        orders.copy_in(seconds, delivery, order_id, work)
    if delivery.late is None:
        return False
    if not delivery.unwanted:
        work.record(NotificationUnwanted(lifecycle_action_token=delivery.key))
        retry = RetryNotification(lifecycle_action_token=delivery.key)
        work.schedule_in(delivering.timer(delivery.key), delivery.late, retry)
    return True


def _begin_later(delivery: Delivery, struck: Sequence[Fault], work: Work[State, Settings]) -> None:
    """Those that are complete are sent in reverse; a delay is its own."""
    for fault in struck:
        if fault.spec.kind == "reorder" and len(fault.held) >= fault.spec.window:
            let_go(fault, work, reverse=True)
    delays = [fault.spec.seconds for fault in struck if fault.spec.kind == "delay"]
    if delays:
        delivering.again_in(sum(delays), delivery, work)


def _copies(struck: Sequence[Fault], after: str, delivery: Delivery) -> Iterator[tuple[str, float]]:
    """The ids of their orders, and when they come."""
    for fault in struck:
        spec = fault.spec
        if spec.kind == "double" and spec.after == after:
            for number in range(1, spec.copies + 1):
                yield f"{spec.fault_id}/{delivery.key}/{number}", spec.seconds * number
