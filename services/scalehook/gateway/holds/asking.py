"""Asks the services which actions wait, where their notifications are, and what became of them."""

import math
from collections.abc import Sequence
from datetime import datetime

from scalehook.gateway.holds.weighing import Scales
from scalehook.kit import Requester
from scalehook.kit.clock.holds import Hold
from scalehook_contracts.message_service.tracing import (
    FindNextVisible,
    MessageTrace,
    SentMessage,
    TraceMessages,
)
from scalehook_contracts.notification_dispatcher.deliveries import Delivered, ListDelivered
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions, WaitingAction

MOST_ACTIONS = 10_000  # those with the first deadlines


async def waiting(bus: Requester, by: datetime | None) -> list[WaitingAction]:
    """All waiting actions; or those of which something may be guarded that comes at the instant `by`, so
    that a move over many deadlines does not ask for all of them at each.
    """
    until = by.timestamp() if by is not None and not await _messages_change(bus, by) else None
    return (await bus.call(ListWaitingActions(max_results=MOST_ACTIONS, until=until))).waiting_actions


async def _messages_change(bus: Requester, by: datetime) -> bool:
    """Whether a message, of whatever action, becomes visible or too old by then."""
    at = (await bus.call(FindNextVisible())).changes_at
    return 0 < at <= math.ceil(by.timestamp() * 1000)


async def holds(bus: Requester, scales: Scales, waiting: list[WaitingAction]) -> Sequence[Hold]:
    """Of these waiting actions; where there is none, nothing is asked."""
    actions = {action.lifecycle_action_token: action for action in waiting}
    if not actions:
        return ()
    delivered = await bus.call(ListDelivered(lifecycle_action_tokens=list(actions)))
    sent = {each.lifecycle_action_token: _sent(each, actions) for each in delivered.deliveries}
    messages = [message for message in sent.values() if message is not None]
    if not messages:
        return ()
    traced = await bus.call(TraceMessages(messages=messages))
    traces: dict[str, list[MessageTrace]] = {}
    for trace in traced.traces:
        traces.setdefault(trace.message_id, []).append(trace)
    return list(
        scales.holds(
            (actions[token], traces.get(message.message_id, []))
            for token, message in sent.items()
            if message is not None
        )
    )


def _sent(delivered: Delivered, actions: dict[str, WaitingAction]) -> SentMessage | None:
    """As the queue or topic knows it; other receivers have none that could be in somebody's hands."""
    receiver = Receiver.parse(delivered.notification_arn)
    if receiver.kind not in (Kind.QUEUE, Kind.TOPIC):
        return None
    started_at = actions[delivered.lifecycle_action_token].started_at
    return SentMessage(
        receiver="queue" if receiver.kind is Kind.QUEUE else "topic",
        name=receiver.name,
        message_id=delivered.message_id,
        sent_at=int(started_at * 1000),
    )
