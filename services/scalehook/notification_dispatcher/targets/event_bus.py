"""Event buses of EventBridge."""

from scalehook.notification_dispatcher import event_message, mns_message, tracing
from scalehook.notification_dispatcher.targets.order import Order
from scalehook_contracts.event_bus.events import PutCloudEvent
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.base import Transition
from scalehook_contracts.scaling_controller.notification_configurations import NotificationType

SOURCE = "acs.ess"
OF_HOOKS: dict[Transition, str] = {
    "SCALE_OUT": "ess:LifecycleHook:ScaleOut",
    "SCALE_IN": "ess:LifecycleHook:ScaleIn",
}
OF_ACTIVITIES: dict[NotificationType, str] = {
    "AUTOSCALING:SCALE_OUT_START": "ess:ScalingActivity:ScaleOutStart",
    "AUTOSCALING:SCALE_OUT_SUCCESS": "ess:ScalingActivity:ScaleOutSuccess",
    "AUTOSCALING:SCALE_OUT_WARN": "ess:ScalingActivity:ScaleOutPartialSuccess",
    "AUTOSCALING:SCALE_OUT_ERROR": "ess:ScalingActivity:ScaleOutError",
    "AUTOSCALING:SCALE_IN_START": "ess:ScalingActivity:ScaleInStart",
    "AUTOSCALING:SCALE_IN_SUCCESS": "ess:ScalingActivity:ScaleInSuccess",
    "AUTOSCALING:SCALE_IN_WARN": "ess:ScalingActivity:ScaleInPartialSuccess",
    "AUTOSCALING:SCALE_IN_ERROR": "ess:ScalingActivity:ScaleInError",
}


def to_event_bus(order: Order) -> PutCloudEvent:
    """Put an event into the bus; its data are the `content` of the message that a queue would get."""
    told = order.notification
    if isinstance(told, LifecycleActionStarted):
        message, at = mns_message.body(told, order.settings), told.started_at
        event_id, kind = told.lifecycle_action_token, OF_HOOKS[told.lifecycle_transition]
    else:
        message, at = event_message.body(told, order.settings), told.at
        event_id, kind = told.notification_id, _kind(told.notification_type)
    return PutCloudEvent(
        event_bus_name=order.receiver.name,
        event_id=event_id,
        source=SOURCE,
        type=kind,
        subject=message["resourceArn"],
        at=at,
        data=message["content"],
        traceparent=tracing.traceparent(told, order.settings),
    )


def _kind(told: NotificationType) -> str:
    """What is no step of an activity has the type of CloudMonitor's events."""
    name = told.rpartition(":")[2].replace("_", "")
    return OF_ACTIVITIES.get(told, f"ess:CloudMonitor:AUTOSCALING[{name}]")
