"""Consumers that read the stack's events by AMQP, from queues of their own: whom the clock waits for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from scalehook.kit.clock.holds import Hold
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import Busy, Kind
from scalehook_contracts.scaling_controller.waiting_actions import WaitingAction


class Queue(Protocol):
    """What the broker says of one."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def ready(self) -> int:
        """Messages that nobody has."""

    @property
    def readers(self) -> int:
        """Those who read it now."""

    @property
    def unacknowledged(self) -> int | None:
        """Messages in readers' hands; None where nobody can tell."""


def foreign_holds(queues: Iterable[Queue], actions: Sequence[WaitingAction]) -> Iterator[Hold]:
    """One for each queue with readers. Nobody knows which message is of which action: it guards the ends
    of all.
    """
    if not actions:
        return
    sign = [(action.lifecycle_action_token, action.extensions) for action in actions]
    guards = tuple(moment(action.deadline) for action in actions)
    for queue in queues:
        if queue.readers:
            kind, hint = _standing(queue)
            name = f"queue {queue.name} of the broker"
            busy = Busy(kind=kind, name=name, source=f"amqp/{queue.name}", guards=min(guards), hint=hint)
            yield Hold(
                f"{kind}/amqp/{queue.name}", busy, guards, (*sign, queue.ready, queue.unacknowledged)
            )


def _standing(queue: Queue) -> tuple[Kind, str]:
    if queue.ready:
        return "reader", f"{queue.ready} messages are about to be read"
    if queue.unacknowledged:
        return "held", f"{queue.unacknowledged} messages are not acknowledged"
    if queue.unacknowledged is None:
        return "taken", f"cannot see acknowledgements of queue {queue.name}"
    return "taken", "all is acknowledged, and an action waits"
