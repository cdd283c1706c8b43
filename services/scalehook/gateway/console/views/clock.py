"""What time has in store, and who holds it up."""

from typing import Any

from scalehook.gateway.console.clock_view import ClockView
from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views import overview
from scalehook.gateway.console.views.listing import Nothing, read
from scalehook.gateway.control.deadlines import MOST_DEADLINES, Deadline

MOST_WAITS = 1000  # of which pages look for the holders
EXPIRY = "scaling_controller.expire_lifecycle_action"
REFS = {
    "LifecycleActionToken": "timeline",
    "ExecutionId": "executions",
    "TaskExecutionId": "timeline",
    "InvokeId": "timeline",
    "PushId": "timeline",
    "ScalingActivityId": "timeline",
    "ScalingGroupId": "groups",
    "QueueName": "queues",
    "TopicName": "topics",
}  # the page of what has such an id; the first one that a command has


async def clock(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """All that is known of time at one look. It is another at each instant: pages watch the parts."""
    told = ClockView(desk.plane).now()
    ahead = (await deadlines(desk, query))["items"]
    return {
        **{name: told[name] for name in ("virtual", "real", "speed", "auto")},
        "next": ahead[0] if ahead else None,
        "deadlines": ahead,
        "busy": (await holds(desk, query))["items"],
        "moves": told["line"],
    }


async def deadlines(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """The timers that come due first: when, what happens then, and to what. Where the services keep
    their timers to themselves (`whole` is false), the ends of lifecycle actions alone.
    """
    read(query, Nothing)
    timers = desk.plane.deadlines()
    if timers is not None:
        return {"items": [_shown(timer) for timer in timers], "whole": True}
    waits = (await overview.waits(desk, {"limit": str(MOST_DEADLINES)}))["items"]
    return {"items": [_of_wait(wait) for wait in waits], "whole": False}


async def holds(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Who has a notification in hand, and is waited for when the clock is moved. Each message of each
    action is looked for: where too many wait, nobody is asked (`whole` is false).
    """
    read(query, Nothing)
    if (await overview.waits(desk, {"limit": "1"}))["total"] > MOST_WAITS:
        return {"items": [], "whole": False}
    found = [hold.busy for hold in await desk.plane.holds()]
    items = [busy.model_dump(mode="json", exclude={"since_real"}) for busy in found]
    return {"items": items, "whole": True}


def _shown(timer: Deadline) -> dict[str, Any]:
    return {"at": timer.at.isoformat(), "what": timer.what, "ref": _ref(timer.body)}


def _ref(body: dict[str, Any]) -> dict[str, str] | None:
    for name, page in REFS.items():
        if isinstance(body.get(name), str) and body[name]:
            return {"page": page, "id": body[name]}
    return None


def _of_wait(wait: dict[str, Any]) -> dict[str, Any]:
    ref = {"page": "timeline", "id": wait["token"]}
    return {"at": wait["deadline"], "what": EXPIRY, "ref": ref}
