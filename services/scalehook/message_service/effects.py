"""What Message Service does in the outside world."""

import asyncio

from scalehook.kit import Outside
from scalehook.kit.push.attempt import out_of_reach, push
from scalehook.message_service.settings import Settings
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.pushes import (
    LookAtEndpoint,
    PushNotification,
    PutNotification,
    RecordEndpointLook,
    RecordPushOutcome,
)
from scalehook_contracts.message_service.signing import KeepSigningKey, MakeSigningKey


async def push_notification(intent: PushNotification, outside: Outside[Settings]) -> RecordPushOutcome:
    """POST it; the outcome says why it failed, or nothing."""
    reason = await push(intent.endpoint, intent.headers, intent.body, outside.settings, intent.seconds)
    return RecordPushOutcome(push_id=intent.push_id, reason=reason)


def message_of(intent: PushNotification) -> str:
    """The id of the topic's message that is pushed."""
    return intent.push_id.rpartition("/")[0]


async def put_notification(intent: PutNotification, outside: Outside[Settings]) -> RecordPushOutcome:
    """Ask the bus to take it; likewise."""
    reason = ""
    try:
        await outside.call(intent.event)
    except TimeoutError:
        reason = "no answer in time"
    except ApiError as refusal:
        reason = str(refusal)
    return RecordPushOutcome(push_id=intent.push_id, reason=reason)


async def look_at_endpoint(intent: LookAtEndpoint, outside: Outside[Settings]) -> RecordEndpointLook:
    """Nothing is sent to it: its name is looked up, and the address compared."""
    reason = await out_of_reach(intent.endpoint, outside.settings)
    return RecordEndpointLook(
        topic_name=intent.topic_name,
        subscription_name=intent.subscription_name,
        endpoint=intent.endpoint,
        reason=reason,
    )


async def make_signing_key(intent: MakeSigningKey, outside: Outside[Settings]) -> KeepSigningKey:
    """In a thread: it takes tens of milliseconds."""
    from scalehook.message_service.pushes.signing_keys import new_key  # most stacks never push

    private_key, certificate = await asyncio.to_thread(new_key)
    return KeepSigningKey(private_key=private_key, certificate=certificate)
