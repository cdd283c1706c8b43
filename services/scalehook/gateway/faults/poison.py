"""Bodies that no consumer of notifications can use, and one that is none of its business."""

import base64
import json
import secrets
from collections.abc import Callable
from typing import Any

LARGE_BYTES = 63 * 1024  # of the 64 KB that a queue takes at most
SOMEBODY = "asg-of-nobody"


def body(form: str, *, hook: str = "") -> str:
    """A body of this form, new each time."""
    return FORMS[form](hook or "ash-of-nobody")


def _notification(hook: str) -> dict[str, Any]:
    """As a good one is, of a hook and an action that nobody knows."""
    return {
        "userId": "1234567890123456",
        "regionId": "cn-hangzhou",
        "resourceArn": f"acs:ess:cn-hangzhou:1234567890123456:scalinggroup/{SOMEBODY}",
        "content": {
            "lifecycleHookId": hook,
            "lifecycleHookName": hook,
            "lifecycleActionToken": secrets.token_hex(16).upper(),
            "lifecycleTransition": "SCALE_OUT",
            "defaultResult": "ABANDON",
            "scalingGroupId": SOMEBODY,
            "scalingGroupName": SOMEBODY,
            "scalingActivityId": "asa-of-nobody",
            "requestId": secrets.token_hex(16).upper(),
            "instanceIds": ["i-of-nobody"],
            "notificationMetadata": "",
        },
    }


def _encoded(what: Any) -> str:
    return base64.b64encode(json.dumps(what).encode()).decode()


def _wrong_token(hook: str) -> str:
    message = _notification(hook)
    message["content"]["lifecycleActionToken"] = 42
    return _encoded(message)


def _unknown_fields(hook: str) -> str:
    """And none of those that are known."""
    return _encoded({"version": 2, "detail": {"hook": hook, "instances": [1, None]}})


FORMS: dict[str, Callable[[str], str]] = {
    "not_base64": lambda hook: f"no Base64: {hook} \N{SNOWMAN}",
    "not_json": lambda hook: base64.b64encode(b'{"content": ' + hook.encode()).decode(),
    "list": lambda hook: _encoded([_notification(hook)]),
    "large": lambda hook: _encoded({"content": hook, "padding": "x" * (LARGE_BYTES * 3 // 4 - 200)}),
    "unknown_fields": _unknown_fields,
    "wrong_token": _wrong_token,
    "empty": lambda hook: _encoded({}),
    "foreign": lambda hook: _encoded(_notification(hook)),
}
