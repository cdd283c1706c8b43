"""A queue with dead letters, and what tests of them do."""

from typing import Any

from scalehook.message_service.changes.queues import change_queue
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.messages import MessageDeadLettered, ReceiveMessage
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.queues import GetQueueAttributes
from support.queues.probe import do


def policy(target: str = "dead", receives: int | None = 2, enabled: bool = True) -> DlqPolicy:
    """After two receives, to `dead`."""
    return DlqPolicy(enabled=enabled, dead_letter_target_queue=target, max_receive_count=receives)


def give(mns: Rehearsal, name: str, **attributes: Any) -> None:
    """The queue has these attributes from now on."""
    do(mns, lambda work: change_queue(work, work.state.queues[name], attributes))
    mns.advance(0)


def fail(mns: Rehearsal, times: int = 2, name: str = "q") -> None:
    """A message is received, and not seen to."""
    for _ in range(times):
        mns.ask(ReceiveMessage(queue_name=name))
        mns.advance(30)


def counts(mns: Rehearsal, name: str) -> tuple[int, int, int]:
    """Active, inactive and delayed messages."""
    shown = mns.ask(GetQueueAttributes(queue_name=name))
    return shown.active_messages, shown.inactive_messages, shown.delay_messages


def letters(mns: Rehearsal) -> list[MessageDeadLettered]:
    """All that have moved."""
    return [event for event in mns.recorded if isinstance(event, MessageDeadLettered)]
