"""OOS templates: an execution for each lifecycle action."""

import json

from scalehook.notification_dispatcher.placeholders import fill
from scalehook.notification_dispatcher.targets.receiver import Order
from scalehook_contracts.template_engine.executions import StartExecution


def to_template(order: Order) -> StartExecution:
    """Start an execution; the token as ClientToken makes a second attempt find the first's."""
    notification = order.notification
    given = json.loads(notification.notification_metadata or "{}")
    parameters = fill(given, order.parameters, notification, order.settings.region)
    return StartExecution(
        template_name=order.name,
        parameters=json.dumps(parameters, ensure_ascii=False),
        safety_check="Skip",
        client_token=notification.lifecycle_action_token,
        description=f"Lifecycle hook {notification.lifecycle_hook_id}",
    )
