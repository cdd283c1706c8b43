"""Hands an event to a target, once."""

from typing import cast

from scalehook.event_bus.settings import Settings
from scalehook.kit import Outside
from scalehook.kit.api.calling import call_as
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.push.attempt import push
from scalehook_contracts.base import Command, Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.deliveries import PostEvent, RecordEventDelivery, SendEvent
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.publications import PublishMessage


async def send_event(intent: SendEvent, outside: Outside[Settings]) -> RecordEventDelivery:
    """To a service of the cloud. All attempts have one message id, so that it takes the event once."""
    command = cast(Command[Reply], contract_types()[intent.type].model_validate(intent.body))
    done = RecordEventDelivery(delivery_id=intent.delivery_id)
    try:
        taken = await _ask(command, intent, outside)
    except TimeoutError:
        return done.model_copy(update={"reason": "no answer in time"})
    except ApiError as problem:
        return done.model_copy(update={"reason": str(problem)})
    receiver, name = _receiver(command)
    message_id = getattr(taken, "message_id", "")
    return done.model_copy(update={"receiver": receiver, "name": name, "message_id": message_id})


async def post_event(intent: PostEvent, outside: Outside[Settings]) -> RecordEventDelivery:
    """To the web."""
    reason = await push(intent.endpoint, intent.headers, intent.body, outside.settings)
    return RecordEventDelivery(
        delivery_id=intent.delivery_id, reason=reason, receiver="web", name=intent.endpoint
    )


async def _ask(command: Command[Reply], intent: SendEvent, outside: Outside[Settings]) -> Reply:
    """For EventBridge itself, or in the name of somebody who needs leave for it."""
    message_id, correlation_id = intent.message_id, outside.correlation_id
    if not intent.caller:
        return await outside.bus.call(command, message_id=message_id, correlation_id=correlation_id)
    settings = outside.settings
    return await call_as(
        outside.bus,
        cast(Operation[Reply], command),
        intent.caller,
        region=settings.region,
        account=settings.account_id,
        session_policy=intent.session_policy,
        require_pass_role=False,  # it was asked for when the target was given
        message_id=message_id,
        correlation_id=correlation_id,
    )


def _receiver(command: Command[Reply]) -> tuple[str, str]:
    """What has the event now; nothing that it could be looked for in, for a command of another kind."""
    if isinstance(command, SendMessage):
        return "queue", command.queue_name
    if isinstance(command, PublishMessage):
        return "topic", command.topic_name
    return "", ""
