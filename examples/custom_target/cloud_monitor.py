"""A receiver of notifications that the stack lacks, in one file: CloudMonitor's system events.

What a group tells CloudMonitor (`acs:ess:REGION:ACCOUNT:cloudmonitor`) goes to the MNS queue
`system-events`, as a rule of CloudMonitor would send it on. Run as a program it is `scalehook` with this
receiver: `python cloud_monitor.py up`. To keep it, put the function into a file of
`services/scalehook/notification_dispatcher/targets/`, and the line into the table of its `__init__.py`.
"""

import json

from scalehook.cli import app
from scalehook.notification_dispatcher import event_message
from scalehook.notification_dispatcher.targets import TARGETS, Order, Undeliverable
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.receiver import Kind
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue

QUEUE = "system-events"


def to_cloud_monitor(order: Order) -> SendMessage:
    """A target gives the command that hands a notification over. It does nothing itself: attempts,
    retries and what becomes of failures are the dispatcher's.
    """
    told = order.notification
    if not isinstance(told, EventNotificationDue):
        raise Undeliverable("CloudMonitor hears of events of groups only")
    message = event_message.body(told, order.settings)
    event = {
        "product": "ESS",
        "name": told.notification_type,
        "userId": message["userId"],
        "regionId": message["regionId"],
        "resourceId": message["resourceArn"],
        "content": message["content"],
    }
    return SendMessage(queue_name=QUEUE, message_body=json.dumps(event, ensure_ascii=False))


TARGETS[Kind.CLOUD_MONITOR] = to_cloud_monitor  # the line of the table

if __name__ == "__main__":
    app()
