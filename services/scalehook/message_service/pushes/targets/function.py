"""Functions of Function Compute: called as their custom runtimes are, with the event that triggers of
topics have.

As https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/configure-an-mns-topic-trigger
and the pages on custom runtimes say.
"""

import json
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint
from scalehook.message_service.functions import Function
from scalehook.message_service.pushes.attributes import object_of
from scalehook.message_service.pushes.notifications import AGENT, Notification
from scalehook.message_service.settings import INVOKE, Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook_contracts.message_service.pushes import PushNotification


def call_function(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """Begin an attempt, which lasts as long as the function does."""
    function = Function(endpoint.name)
    url = work.settings.function_url(function.names)
    if not url:
        ending = function.names[1]
        return f"nobody has said where this function is: SCALEHOOK_MNS_FUNCTIONS has no {ending}"
    notification = Notification(push, work.settings.account_id)
    intent = PushNotification(
        push_id=push.push_id,
        endpoint=url,
        body=_event(notification, subscription),
        headers=_headers(function, work) | notification.belongings(),
        seconds=work.settings.mns_function_timeout,
    )
    work.begin(push.attempt_key, intent)
    return None


def _headers(function: Function, work: Work[State, Settings]) -> dict[str, str]:
    return {
        "Content-Type": "application/octet-stream",
        "User-Agent": AGENT,
        "x-fc-request-id": f"{work.random.getrandbits(128):032x}",
        "x-fc-control-path": INVOKE,
        "x-fc-function-name": function.name,
        "x-fc-region": work.settings.region,
        "x-fc-account-id": work.settings.account_id,
    }


def _event(notification: Notification, subscription: Subscription) -> str:
    """The message alone, with its attributes where it has any; in JSON a number is a number, and what an
    attribute `Extend` holds stands beside the others. Any other format is what others get.
    """
    push, form = notification.push, subscription.notify_content_format
    if form == "STREAM" and push.message_attributes:
        return _json({"body": push.message_body, "attrs": push.message_attributes})
    if form == "STREAM":
        return push.message_body
    if form == "JSON":
        extended = object_of(push.message_attributes.get("Extend"))
        return _json({**extended, **notification.fields(), "PublishTime": push.publish_time})
    return notification.text(form)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
