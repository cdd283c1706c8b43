"""Messages as clients see them."""

from typing import Any

from scalehook.message_service.state import StoredMessage
from scalehook_contracts.exact import of_own
from scalehook_contracts.message_service.messages import PeekedMessage, ReceivedMessage


def received(message: StoredMessage) -> ReceivedMessage:
    """A message as its consumer sees it."""
    values = _common(message)
    values["receipt_handle"] = message.receipt_handle
    values["next_visible_time"] = message.next_visible_time
    return of_own(ReceivedMessage, values)


def peeked(message: StoredMessage) -> PeekedMessage:
    """A message as an onlooker sees it."""
    return of_own(PeekedMessage, _common(message))


def _common(message: StoredMessage) -> dict[str, Any]:
    """What was validated when the message was sent."""
    first = message.first_dequeue_time
    return {
        "message_id": message.message_id,
        "message_body": message.message_body,
        "message_body_md5": message.message_body_md5,
        "enqueue_time": message.enqueue_time,
        "first_dequeue_time": message.enqueue_time if first is None else first,
        "dequeue_count": message.dequeue_count,
        "priority": message.priority,
        "message_group_id": message.message_group_id,
        "user_properties": list(message.user_properties),
        "system_properties": list(message.system_properties),
    }
