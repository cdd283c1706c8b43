"""The kinds of receivers. A new one is a file and a line in the table.

Each gives the command that hands a notification to its receiver.
"""

from scalehook.notification_dispatcher.targets.event_bus import to_event_bus
from scalehook.notification_dispatcher.targets.order import Order, Target, Undeliverable
from scalehook.notification_dispatcher.targets.queue import to_queue
from scalehook.notification_dispatcher.targets.template import to_template
from scalehook.notification_dispatcher.targets.topic import to_topic
from scalehook_contracts.receiver import Kind

TARGETS: dict[Kind, Target] = {
    Kind.QUEUE: to_queue,
    Kind.TOPIC: to_topic,
    Kind.TEMPLATE: to_template,
    Kind.EVENT_BUS: to_event_bus,
}

__all__ = ["TARGETS", "Order", "Target", "Undeliverable"]
