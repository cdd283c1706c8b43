"""What has become of the last notification of each hook."""

from collections import OrderedDict
from typing import Any

from scalehook.gateway.control.plane import EventView

MOST_HOOKS = 1000  # those that have notified nobody for the longest time are forgotten
OUTCOMES = {
    "notification_dispatcher.notification_sent": "sent",
    "notification_dispatcher.notification_failed": "failed",
}


class Notified:
    """By the hook's id."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def add(self, event: EventView) -> None:
        """It may tell of one."""
        outcome = OUTCOMES.get(event.type)
        if outcome is None:
            return
        body = event.body
        hook_id = str(body["LifecycleHookId"])
        self._last[hook_id] = {
            "at": event.at.isoformat(),
            "outcome": outcome,
            "reason": str(body.get("Reason") or ""),
            "token": str(body["LifecycleActionToken"]),
        }
        self._last.move_to_end(hook_id)
        while len(self._last) > MOST_HOOKS:
            self._last.popitem(last=False)

    def of(self, hook_id: str) -> dict[str, Any] | None:
        """The last one; None where nobody knows of any."""
        return self._last.get(hook_id)
