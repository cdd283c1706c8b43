"""What happens to faults, and by them."""

from scalehook.notification_dispatcher.state.faults import Fault
from scalehook.notification_dispatcher.state.root import State
from scalehook_contracts.base import Fresh, Note
from scalehook_contracts.notification_dispatcher.faults import NotificationFault


class NotificationFaultAdded(Note):
    """From now on this goes wrong."""

    fault: NotificationFault


class NotificationFaultRemoved(Note):
    """And no more."""

    fault_id: str


class NotificationFaultMet(Note):
    """A wait has come that the fault fits: whether it is struck, and its notification held back."""

    fault_id: str
    lifecycle_action_token: str
    struck: bool
    held: bool = False


class NotificationsLetGo(Note):
    """What the fault holds back is sent."""

    fault_id: str


class DeliveryTroubled(Note):
    """What faults do to a delivery, beside holding it back for others: it is not sent (`over`), later
    (`held`), or after the end of its wait, so many seconds, as are copies of it.
    """

    lifecycle_action_token: str
    over: bool = False
    held: bool = False
    late: float | None = None
    copies: dict[str, float] = Fresh(dict)


def notification_fault_added(event: NotificationFaultAdded, state: State) -> None:
    """One more."""
    state.faults[event.fault.fault_id] = Fault(event.fault)


def notification_fault_removed(event: NotificationFaultRemoved, state: State) -> None:
    """One less."""
    del state.faults[event.fault_id]


def notification_fault_met(event: NotificationFaultMet, state: State) -> None:
    """Counted."""
    fault = state.faults[event.fault_id]
    fault.seen += 1
    fault.fired += event.struck
    if event.held:
        fault.held.append(event.lifecycle_action_token)


def notifications_let_go(event: NotificationsLetGo, state: State) -> None:
    """None is held back."""
    fault = state.faults[event.fault_id]
    for token in fault.held:
        state.deliveries[token].held = False
    fault.held.clear()


def delivery_troubled(event: DeliveryTroubled, state: State) -> None:
    """It has other ways to go."""
    delivery = state.deliveries[event.lifecycle_action_token]
    delivery.over, delivery.held, delivery.late = event.over, event.held, event.late
    delivery.copies = dict(event.copies)
