"""Hands a notification to its receiver."""

from typing import cast

from scalehook.kit import ROOT, Outside
from scalehook.kit.api.catalogue import contract_types
from scalehook.notification_dispatcher.settings import Settings
from scalehook_contracts.base import Command, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.notification_dispatcher.notifications import DeliverNotification, RecordDelivery


async def deliver_notification(
    intent: DeliverNotification, outside: Outside[Settings]
) -> RecordDelivery:
    """One attempt. All attempts have one message id, so that the receiver takes it once; what a fault
    sends has another.
    """
    token, order = intent.lifecycle_action_token, intent.order_id
    command = cast(Command[Reply], contract_types()[intent.type].model_validate(intent.body))
    try:
        taken = await outside.bus.call(
            command,
            caller=intent.caller or ROOT,
            message_id=f"notification/{token}/{order}" if order else f"notification/{token}",
            correlation_id=outside.correlation_id,
        )
    except TimeoutError:
        return RecordDelivery(lifecycle_action_token=token, order_id=order, reason="no answer in time")
    except ApiError as problem:
        refused = problem.status < 500
        return RecordDelivery(
            lifecycle_action_token=token, order_id=order, reason=str(problem), refused=refused
        )
    message_id = getattr(taken, "message_id", "")  # queues and topics have one
    return RecordDelivery(lifecycle_action_token=token, order_id=order, message_id=message_id)
