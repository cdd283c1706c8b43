"""OOS templates: an execution for each lifecycle action."""

import json
from typing import Any

from scalehook.notification_dispatcher.placeholders import RESULT, TooLong, fill
from scalehook.notification_dispatcher.targets.order import Order, Undeliverable
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.template_engine.executions import StartExecution


def to_template(order: Order) -> StartExecution:
    """Start an execution; the token as ClientToken makes a second attempt find the first's."""
    notification = order.action
    if order.parameters is None:
        raise Undeliverable(f"the template {order.receiver.name} is not known")
    return StartExecution(
        template_name=order.receiver.name,
        parameters=json.dumps(_parameters(order), ensure_ascii=False),
        safety_check="Skip",
        session_policy=notification.hook_maker_policy,
        client_token=notification.lifecycle_action_token,
        description=f"Lifecycle hook {notification.lifecycle_hook_id}",
    )


def result(order: Order) -> str:
    """The `lifecycleActionResult` that the hook's metadata gives; empty when it gives none."""
    try:
        given = _given(order)
    except Undeliverable:
        return ""
    return next((str(given[name]) for name in given if name.lower() == RESULT.lower()), "")


def _parameters(order: Order) -> dict[str, Any]:
    try:
        return fill(_given(order), order.parameters or [], order.action, order.settings.region)
    except TooLong as problem:
        raise Undeliverable(f"NotificationMetadata: {problem}") from problem


def _given(order: Order) -> dict[str, Any]:
    try:
        given = parse_json(order.action.notification_metadata or "{}")
    except NotPlain as problem:
        raise Undeliverable(f"NotificationMetadata: {problem}") from problem
    if not isinstance(given, dict):
        raise Undeliverable("NotificationMetadata: no JSON object")
    return given
