"""The kinds of receivers. A new one is a file and a line in the table.

Each gives the command that hands a notification to its receiver.
"""

from scalehook.notification_dispatcher.targets.queue import to_queue
from scalehook.notification_dispatcher.targets.receiver import Order, Target, Undeliverable, receiver
from scalehook.notification_dispatcher.targets.template import to_template
from scalehook.notification_dispatcher.targets.topic import to_topic

TARGETS: dict[tuple[str, str], Target] = {
    ("mns", "queue"): to_queue,
    ("mns", "topic"): to_topic,
    ("oos", "template"): to_template,
    # forms of earlier years that hooks still have
    ("ess", "queue"): to_queue,
    ("ess", "topic"): to_topic,
    ("ess", "oos"): to_template,
}

__all__ = ["TARGETS", "Order", "Target", "Undeliverable", "receiver"]
