"""The course of one action, or of all: what came, what was asked, how it was answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scalehook.certify.bodies import token_of
from scalehook.certify.chronicle import Mark, Noted
from scalehook.certify.facts import COMPLETE, HEARTBEAT, Call
from scalehook_contracts.fleet.instances import InstanceReleased
from scalehook_contracts.message_service.messages import (
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessageVisibilityChanged,
)
from scalehook_contracts.message_service.pushes import PushBegun, PushFailed, PushSucceeded
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.scaling_controller.hooks import LifecycleHookDeleted, LifecycleHookModified

MOST_ROWS = 500
FEW_ROWS = 60
SPOKEN = {COMPLETE: "completed", HEARTBEAT: "heartbeat"}
IN_VAIN = {COMPLETE: "asks to complete", HEARTBEAT: "asks for a heartbeat"}
OURS = "certify"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened. `real_ms` counts from the scenario's start."""

    at: datetime  # virtual
    real_ms: int
    who: str  # `stack`, `consumer` or `certify`
    what: str
    code: str = ""
    action: str = ""  # a token
    message: str = ""  # an id


def timeline(
    noted: Iterable[Noted], calls: Iterable[Call], queue: str, marks: Iterable[Mark] = ()
) -> list[Row]:
    """All of it, in the order of real time. Polls that found nothing are left out."""
    rows = [*map(_of_mark, marks), *_of_events(noted, queue), *map(_of_call, filter(_tells, calls))]
    return sorted(rows, key=lambda row: row.real_ms)


def cut(rows: list[Row], tokens: Iterable[str] = ()) -> tuple[list[Row], int]:
    """All of them, or, where those are many, the rows about these actions, if any is named, and what
    was done to the consumer; at most as many as a reader can bear, and how many are left out.
    """
    wanted = set(tokens) if len(rows) > FEW_ROWS else set()
    found = [row for row in rows if not wanted or row.action in wanted or row.who == OURS]
    return found[:MOST_ROWS], max(0, len(found) - MOST_ROWS)


def _tells(call: Call) -> bool:
    """Of a queue's calls, and of looks, those that were refused: events tell of the others."""
    told_by_events = call.queue or call.action.startswith("Describe")
    return not told_by_events or call.code not in ("", "MessageNotExist")


def _of_mark(mark: Mark) -> Row:
    return Row(mark.at, round(mark.real * 1000), OURS, mark.what)


def _of_call(call: Call) -> Row:
    what = (IN_VAIN if call.code else SPOKEN).get(call.action, call.action)
    if call.detail:
        what = f"{what} {call.detail}"
    return Row(call.at, round(call.real * 1000), "consumer", what, call.code, call.token)


def _of_events(noted: Iterable[Noted], queue: str) -> Iterator[Row]:
    tokens: dict[str, str] = {}  # of messages
    for each in noted:
        event = each.event
        if isinstance(event, MessageEnqueued | PushBegun):
            message = event.message_id if isinstance(event, MessageEnqueued) else event.push_id
            tokens[message] = token_of(event.message_body)
        told = _told(event, queue)
        if told is not None:
            who, what, token, message = told
            yield Row(
                each.at,
                round(each.real * 1000),
                who,
                what,
                "",
                token or tokens.get(message, ""),
                message,
            )


def _told(event: object, queue: str) -> tuple[str, str, str, str] | None:
    """Who, what, the action and the message."""
    if isinstance(event, LifecycleActionStarted):
        said = f"the wait begins, {event.heartbeat_timeout} s, {len(event.instance_ids)} instances"
        return "stack", said, event.lifecycle_action_token, ""
    if isinstance(event, LifecycleActionEnded):
        said = f"the wait ends: {event.lifecycle_action_status}, {event.lifecycle_action_result}"
        return "stack", said, event.lifecycle_action_token, ""
    if isinstance(event, InstanceReleased):
        return "stack", f"the instance {event.instance_id} is released", "", ""
    if isinstance(event, LifecycleHookDeleted):
        return "stack", "the hook is deleted", "", ""
    if isinstance(event, LifecycleHookModified):
        return "stack", f"the hook is changed: waits of {event.heartbeat_timeout} s", "", ""
    if isinstance(event, PushBegun):
        return "stack", "pushed", "", event.push_id
    if isinstance(event, PushFailed):
        return "consumer", f"has not taken the push: {event.reason}", "", event.push_id
    if isinstance(event, PushSucceeded):
        return "consumer", "has taken the push", "", event.push_id
    return _of_queue(event, queue)


def _of_queue(event: object, queue: str) -> tuple[str, str, str, str] | None:
    for kind, who, what in _OF_QUEUE:
        if isinstance(event, kind) and event.queue_name == queue:
            return who, what, "", event.message_id
    return None


_OF_QUEUE = (
    (MessageEnqueued, "stack", "message sent"),
    (MessageReceived, "consumer", "received"),
    (MessageVisibilityChanged, "consumer", "holds the message on"),
    (MessageDeleted, "consumer", "deleted"),
)
