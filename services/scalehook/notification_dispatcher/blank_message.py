"""The test notification: a message to a hook's receiver that tells of no wait."""

import base64
from typing import Any

import orjson

from scalehook.notification_dispatcher.settings import Settings
from scalehook_contracts.base import Command
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.notification_dispatcher.faults import SendTestNotification
from scalehook_contracts.receiver import Kind, Receiver

EVENT = "LifecycleHook:TestNotification"  # made up: no document shows one


def to_receiver(command: SendTestNotification, settings: Settings) -> Command[Any]:
    """The command that hands it to a queue or a topic; InvalidParameter for other receivers."""
    receiver = Receiver.parse(command.notification_arn)
    text = _encoded(_body(command, settings), settings)
    if receiver.kind is Kind.QUEUE:
        return SendMessage(queue_name=receiver.name, message_body=text)
    if receiver.kind is Kind.TOPIC:
        return PublishMessage(topic_name=receiver.name, message_body=text)
    raise InvalidParameter("hook: its receiver is neither a queue nor a topic")


def _body(command: SendTestNotification, settings: Settings) -> dict[str, Any]:
    group = f"scalinggroup/{command.scaling_group_id}"
    body = {
        "userId": settings.account_id,
        "regionId": settings.region,
        "resourceArn": f"acs:ess:{settings.region}:{settings.account_id}:{group}",
        "content": {},
    }
    return body | ({"event": EVENT} if command.form == "event" else {})


def _encoded(message: dict[str, Any], settings: Settings) -> str:
    raw = orjson.dumps(message)
    return (base64.b64encode(raw) if settings.message_encoding == "Base64" else raw).decode()
