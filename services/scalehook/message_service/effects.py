"""Pushing a notification to an HTTP endpoint, once."""

from scalehook.kit import Outside
from scalehook.kit.pushing import push
from scalehook.message_service.settings import Settings
from scalehook_contracts.message_service.pushes import PushNotification, RecordPushOutcome


async def push_notification(intent: PushNotification, outside: Outside[Settings]) -> RecordPushOutcome:
    """POST it; the outcome says why it failed, or nothing."""
    reason = await push(intent.endpoint, intent.headers, intent.body, outside.settings)
    return RecordPushOutcome(push_id=intent.push_id, reason=reason)


def message_of(intent: PushNotification) -> str:
    """The id of the topic's message that is pushed."""
    return intent.push_id.rpartition("/")[0]
