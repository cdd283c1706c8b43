"""Faults on purpose: made, removed, counted; and what they send."""

from collections.abc import Iterable

from scalehook.kit import Work
from scalehook.notification_dispatcher import blank_message
from scalehook.notification_dispatcher.faults import notifications, orders
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Fault, State
from scalehook.notification_dispatcher.state.events.faults import (
    NotificationFaultAdded,
    NotificationFaultRemoved,
)
from scalehook_contracts.base import Done
from scalehook_contracts.notification_dispatcher.faults import (
    AddNotificationFault,
    DescribeNotificationFaults,
    NotificationFaultCount,
    NotificationFaultCounts,
    RemoveNotificationFaults,
    SendOnTheSide,
    SendTestNotification,
)


def add_notification_fault(command: AddNotificationFault, work: Work[State, Settings]) -> Done:
    """From now on this goes wrong; waits that have begun are not touched."""
    if command.fault.fault_id not in work.state.faults:
        work.record(NotificationFaultAdded(fault=command.fault))
    return Done()


def remove_notification_faults(
    command: RemoveNotificationFaults, work: Work[State, Settings]
) -> NotificationFaultCounts:
    """What is held back is sent in the order in which it came."""
    faults = work.state.faults
    chosen = [fault for fault_id, fault in faults.items() if command.fault_id in ("", fault_id)]
    counts = _counts(chosen)
    for fault in chosen:
        if fault.held:
            notifications.let_go(fault, work)
        work.record(NotificationFaultRemoved(fault_id=fault.spec.fault_id))
    return counts


def describe_notification_faults(
    command: DescribeNotificationFaults, work: Work[State, Settings]
) -> NotificationFaultCounts:
    """Oldest first."""
    return _counts(work.state.faults.values())


def send_test_notification(command: SendTestNotification, work: Work[State, Settings]) -> Done:
    """To a queue or a topic: a template is not executed for nothing."""
    message = blank_message.to_receiver(command, work.settings)
    orders.send_in(0, command.fault_id, command.fault_id, message, work)
    return Done()


def send_on_the_side(command: SendOnTheSide, work: Work[State, Settings]) -> Done:
    """Its time has come."""
    orders.send(command, work)
    return Done()


def _counts(faults: Iterable[Fault]) -> NotificationFaultCounts:
    return NotificationFaultCounts(
        counts=[
            NotificationFaultCount(fault=fault.spec, seen=fault.seen, fired=fault.fired)
            for fault in faults
        ]
    )
