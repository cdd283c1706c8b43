"""Asks the services which actions wait, where their notifications are, and what became of them."""

import math
from collections.abc import Sequence
from datetime import datetime

from scalehook.gateway.holds.weighing import Scales
from scalehook.gateway.holds.whereabouts import whereabouts
from scalehook.kit import Requester
from scalehook.kit.clock.holds import Hold
from scalehook_contracts.message_service.tracing import FindNextVisible, MessageTrace, TraceMessages
from scalehook_contracts.notification_dispatcher.deliveries import ListDelivered
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions, WaitingAction

MOST_ACTIONS = 10_000  # those with the first deadlines


async def waiting_actions(bus: Requester, by: datetime | None) -> list[WaitingAction]:
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
    sent = await whereabouts(bus, delivered.deliveries, actions)
    traces: dict[str, list[MessageTrace]] = {}
    if sent.messages:
        messages = [message for _, message in sent.messages]
        for trace in (await bus.call(TraceMessages(messages=messages))).traces:
            traces.setdefault(trace.message_id, []).append(trace)
    known = [(token, traces.get(message.message_id, [])) for token, message in sent.messages]
    known += [(token, [trace]) for token, trace in sent.at_endpoints]
    return list(scales.holds((actions[token], found) for token, found in known))
