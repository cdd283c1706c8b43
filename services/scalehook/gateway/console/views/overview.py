"""What a person looks for first: who waits, what has gone wrong, and all that there is."""

import asyncio
from typing import Any

from pydantic import Field

from scalehook.gateway.console.clock_view import ClockView
from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views.listing import Listing, Nothing, read
from scalehook.gateway.control.status import Status, status_of
from scalehook.gateway.faults.desk import FaultDesk
from scalehook.kit.clock.moments import moment
from scalehook_contracts.access_control.refusals import ListRefusals
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions, WaitingAction

MOST_HEARTBEATS = 20
FIRST = 50  # of a list: all come again with every change, and have pages of their own
LISTS = ("groups", "queues", "topics", "executions")
ALLOWED = ["CONTINUE", "ABANDON", "ROLLBACK"]
FEATURES = ["overview", "groups", "timeline", "queues", "executions", "access", "faults", "clock"]


class Waits(Listing):
    """The query of `waits`: of one group, where it is named."""

    group: str = Field("", max_length=256)


async def bootstrap(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """What a page needs before it shows anything."""
    read(query, Nothing)
    settings = desk.settings
    return {
        "stack": {"region": settings.region, "account": settings.account_id},
        "clock": ClockView(desk.plane).now(),
        "services": desk.plane.ready(),
        "features": FEATURES,
    }


async def overview(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """At one look."""
    read(query, Nothing)
    plane = desk.plane
    status, waiting, letters, refusals, faults = await asyncio.gather(
        status_of(desk.bus, plane.now(), desk.settings.region),
        waits(desk, {"limit": str(FIRST)}),
        plane.dead_letters(),
        desk.ask(ListRefusals(most=1000)),
        FaultDesk(desk.bus, plane, desk.faults).all(),
    )
    troubles = {
        "failed": sum(each.status == "Failed" for each in status.executions),
        "dead": len(letters),
        "refusals": len(refusals.refusals),
        "faults": len(faults),
    }
    return {"waits": waiting, "troubles": troubles, **_lists(status)}


def _lists(status: Status) -> dict[str, Any]:
    """The first of each, and one that tells that there are more; without what counts on by itself."""
    first = slice(FIRST + 1)
    shown = {name: getattr(status, name)[first] for name in LISTS}
    return {name: [row.model_dump(mode="json") for row in rows] for name, rows in shown.items()}


async def waits(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Lifecycle actions that hold instances, the first deadline first."""
    asked = read(query, Waits)
    most = 2**31 if asked.group else asked.cursor + asked.limit
    found = await desk.ask(ListWaitingActions(max_results=most))
    all_of_them = [each for each in found.waiting_actions if asked.group in ("", each.scaling_group_id)]
    total = len(all_of_them) if asked.group else found.total_count
    end = asked.cursor + asked.limit
    return {
        "items": [_wait(each) for each in all_of_them[asked.cursor : end]],
        "next": str(end) if end < total else None,
        "total": total,
    }


def _wait(action: WaitingAction) -> dict[str, Any]:
    return {
        "token": action.lifecycle_action_token,
        "hook_id": action.lifecycle_hook_id,
        "hook_name": action.lifecycle_hook_name,
        "group_id": action.scaling_group_id,
        "group_name": action.scaling_group_name,
        "activity_id": action.scaling_activity_id,
        "transition": action.lifecycle_transition,
        "instance_ids": action.instance_ids,
        "started_at": moment(action.started_at).isoformat(),
        "deadline": moment(action.deadline).isoformat(),
        "heartbeats": action.extensions,
        "most_heartbeats": MOST_HEARTBEATS,
        "default_result": action.default_result,
        "allowed_results": ALLOWED,
    }


async def flow(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Who has sent whom how much, and the last messages."""
    read(query, Nothing)
    return await desk.traffic.view(desk.plane)


async def ticker(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """The last events, the newest first."""
    read(query, Nothing)
    return {"items": await desk.traffic.last(desk.plane)}
