"""Hands an event to a target, once."""

from typing import cast

from scalehook.event_bus.settings import Settings
from scalehook.kit import Outside
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.push.attempt import push
from scalehook_contracts.base import Command, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.deliveries import PostEvent, RecordEventDelivery, SendEvent


async def send_event(intent: SendEvent, outside: Outside[Settings]) -> RecordEventDelivery:
    """To a service of the cloud. All attempts have one message id, so that it takes the event once."""
    command = cast(Command[Reply], contract_types()[intent.type].model_validate(intent.body))
    return RecordEventDelivery(
        delivery_id=intent.delivery_id, reason=await _refusal(command, intent.message_id, outside)
    )


async def post_event(intent: PostEvent, outside: Outside[Settings]) -> RecordEventDelivery:
    """To the web."""
    reason = await push(intent.endpoint, intent.headers, intent.body, outside.settings)
    return RecordEventDelivery(delivery_id=intent.delivery_id, reason=reason)


async def _refusal(command: Command[Reply], message_id: str, outside: Outside[Settings]) -> str:
    try:
        await outside.bus.call(command, message_id=message_id, correlation_id=outside.correlation_id)
    except TimeoutError:
        return "no answer in time"
    except ApiError as problem:
        return str(problem)
    return ""
