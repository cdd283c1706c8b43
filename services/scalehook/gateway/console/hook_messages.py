"""Messages as queues and topics get them of hooks, for whoever sends one by hand: of nobody's waits."""

import json
from typing import Any

from scalehook.gateway.settings import GatewaySettings
from scalehook_contracts.scaling_controller.base import Transition

TRANSITIONS: tuple[Transition, ...] = ("SCALE_OUT", "SCALE_IN")
GROUP, HOOK = "asg-of-nobody", "ash-of-nobody"
TOKEN = "0" * 32
TEST = "LifecycleHook:TestNotification"  # as the test notification has it


def samples(settings: GatewaySettings) -> list[dict[str, Any]]:
    """One of each kind, as JSON that can be read and changed; queues get it in Base64."""
    waits = {transition: {"content": _wait(transition)} for transition in TRANSITIONS}
    tests: dict[str, dict[str, Any]] = {
        "test": {"content": {}},
        "test event": {"content": {}, "event": TEST},
    }
    envelope = {
        "userId": settings.account_id,
        "regionId": settings.region,
        "resourceArn": f"acs:ess:{settings.region}:{settings.account_id}:scalinggroup/{GROUP}",
    }
    return [
        {"name": name, "body": json.dumps(envelope | body, indent=2)}
        for name, body in (waits | tests).items()
    ]


def _wait(transition: Transition) -> dict[str, Any]:
    return {
        "lifecycleHookId": HOOK,
        "lifecycleHookName": HOOK,
        "lifecycleActionToken": TOKEN,
        "lifecycleTransition": transition,
        "defaultResult": "CONTINUE",
        "scalingGroupId": GROUP,
        "scalingGroupName": GROUP,
        "scalingActivityId": "asa-of-nobody",
        "requestId": TOKEN,
        "instanceIds": ["i-of-nobody"],
        "notificationMetadata": "",
    }
