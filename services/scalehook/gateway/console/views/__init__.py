"""What a page can look at: each is a function of the desk, of what its path names and of its query."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from pydantic import ValidationError

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views import (
    back_ends,
    clock,
    executions,
    groups,
    history,
    operations,
    overview,
    queues,
    rules,
    search,
    series,
    timelines,
    troubles,
)
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.gateway import NotFound

View = Callable[..., Awaitable[dict[str, Any]]]
VIEWS: dict[str, View] = {
    "console/bootstrap": overview.bootstrap,
    "overview": overview.overview,
    "waits": overview.waits,
    "groups": groups.groups,
    "groups/*": groups.group,
    "groups/*/instances": groups.instances,
    "groups/*/activities": groups.activities,
    "groups/*/hooks": groups.hooks,
    "groups/*/rules": rules.rules,
    "queues": queues.queues,
    "queues/*": queues.queue,
    "queues/*/messages": queues.messages,
    "queues/*/messages/*": queues.message,
    "topics": queues.topics,
    "topics/*": queues.topic,
    "executions": executions.executions,
    "executions/*": executions.execution,
    "timelines": timelines.timelines,
    "timeline/*": timelines.timeline,
    "timeline/*/export": timelines.export,
    "timeline/*/events": timelines.events,
    "search": search.search,
    "console/history": history.history,
    "flow": overview.flow,
    "ticker": overview.ticker,
    "operations": operations.every,
    "operations/*/*": operations.one,
    "console/clock": clock.clock,
    "console/deadlines": clock.deadlines,
    "console/holds": clock.holds,
    "series/queues": series.all_queues,
    "series/queues/*": series.queue,
    "series/groups/*": series.group,
    "series/executions": series.executions,
    "console/dead": troubles.dead,
    "back-ends/*": back_ends.back_ends,
    "console/hook-messages": queues.hook_messages,
    "console/faults": troubles.faults,
    "refusals": troubles.refusals,
    "warnings": troubles.warnings,
}


async def show(desk: Desk, target: str) -> dict[str, Any]:
    """The view of this path, with its query; NotFound where there is none. With `at=` it is shown as it
    was then.
    """
    path, _, text = target.partition("?")
    view, named = _find(path.split("/"))
    query = dict(parse_qsl(text))
    if at := query.pop("at", ""):
        desk = await desk.pasts.desk(desk, _moment(at))
    try:
        return await view(desk, *named, query=query)
    except ValidationError as problem:  # no operation takes such an id
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        raise InvalidParameter(f"{'.'.join(map(str, first['loc']))} {first['msg']}") from problem


def check_path(path: str) -> None:
    """NotFound where there is no view of this path."""
    _find(path.split("/"))


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as problem:
        raise InvalidParameter("at: a time such as 2026-01-31T08:00:00Z") from problem


def _find(parts: list[str]) -> tuple[View, list[str]]:
    for pattern, view in VIEWS.items():
        wanted = pattern.split("/")
        if len(wanted) == len(parts):
            pairs = list(zip(wanted, parts, strict=True))
            if all(want in ("*", part) and part for want, part in pairs):
                return view, [unquote(part) for want, part in pairs if want == "*"]
    raise NotFound()
