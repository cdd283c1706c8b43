"""The dispatcher in rehearsal: notifications for it, and what it does with them."""

import json
from typing import Any

from scalehook.notification_dispatcher.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    NotificationFailed,
    RecordDelivery,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.template_engine.templates import TemplateParameter, TemplateRegistered

MNS = "acs:mns:cn-hangzhou:1234567890123456:"
OOS = "acs:oos:cn-hangzhou:1234567890123456:template/T"
TOKEN = "TOKEN-1"


def dispatcher_in_rehearsal() -> Rehearsal:
    return Rehearsal(SERVICE)


def ended(token: str = TOKEN) -> LifecycleActionEnded:
    return LifecycleActionEnded(
        scaling_activity_id="asa-1",
        lifecycle_hook_id="ash-1",
        lifecycle_action_token=token,
        lifecycle_action_status="Completed",
        lifecycle_action_result="CONTINUE",
    )


def failures(dispatcher: Rehearsal) -> list[NotificationFailed]:
    return [event for event in dispatcher.recorded if isinstance(event, NotificationFailed)]


def started(arn: str, metadata: str = "", **more: Any) -> LifecycleActionStarted:
    given: dict[str, Any] = {
        "lifecycle_hook_id": "ash-1",
        "lifecycle_hook_name": "hook",
        "lifecycle_action_token": TOKEN,
        "lifecycle_transition": "SCALE_OUT",
        "default_result": "CONTINUE",
        "heartbeat_timeout": 600,
        "notification_arn": arn,
        "notification_metadata": metadata,
        "scaling_group_id": "asg-1",
        "scaling_group_name": "group",
        "scaling_activity_id": "asa-1",
        "request_id": "R",
        "instance_ids": ["i-1", "i-2"],
        "started_at": 0,
        "deadline": 600,
    }
    return LifecycleActionStarted(**given | more)


def delivery(dispatcher: Rehearsal) -> DeliverNotification:
    intent = dispatcher.begun[-1][1]
    assert isinstance(intent, DeliverNotification)
    return intent


def outcome(dispatcher: Rehearsal, reason: str = "", *, refused: bool = False) -> None:
    key = dispatcher.begun[-1][0]
    command = RecordDelivery(lifecycle_action_token=TOKEN, reason=reason, refused=refused)
    dispatcher.settle(key, command)


def parameters(dispatcher: Rehearsal) -> dict[str, Any]:
    return dict(json.loads(delivery(dispatcher).body["Parameters"]))


def register(dispatcher: Rehearsal, types: dict[str, str] | None = None, **defaults: Any) -> None:
    """A template with these parameters; `...` for one that has no default."""
    kinds = types or {}
    declared = [
        TemplateParameter(name=name, type=kinds.get(name, "String"), required=True)
        if default is ...
        else TemplateParameter(name=name, default=default, type=kinds.get(name, "String"))
        for name, default in defaults.items()
    ]
    dispatcher.tell(
        TemplateRegistered(
            template_name="T",
            template_version="v1",
            public=True,
            parameters=declared,
            content="",
            registered_at=0,
        )
    )
