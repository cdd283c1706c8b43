"""Notifications of what happens to a group: each is delivered once, and then forgotten."""

from scalehook.kit import Work
from scalehook.notification_dispatcher import delivering
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State
from scalehook.notification_dispatcher.state.events.event_notifications import EventNotificationTaken
from scalehook.notification_dispatcher.targets import TARGETS
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue


def on_event_notification_due(event: EventNotificationDue, work: Work[State, Settings]) -> None:
    """Its receiver is to be told. CloudMonitor needs no message, unless a target was added for it: like
    everybody else it hears this very event on the bus.
    """
    kind = Receiver.parse(event.notification_arn).kind
    if kind is Kind.CLOUD_MONITOR and kind not in TARGETS:
        return
    work.record(EventNotificationTaken(notification=event))
    delivering.begin(work.state.deliveries[event.notification_id], work)
