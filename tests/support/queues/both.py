"""A message service and the reference: the same queues in both, which come, change and go."""

import itertools
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from scalehook.message_service.changes.queues import change_queue, make_queue, remove_queue
from scalehook.message_service.service import SERVICE
from scalehook.message_service.state import State
from scalehook.message_service.timestamps import milliseconds
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.messages import ReceivedMessage
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.queues import GetQueueAttributes
from support.queues.probe import do
from support.queues.reference import Kept, Reference

ADAPTER = TypeAdapter(State)
GONE = "QueueNotExist"


class Both:
    """Whatever they differ in fails."""

    def __init__(self, queues: list[Kept]) -> None:
        self.mns = Rehearsal(SERVICE)
        self.numbers = itertools.count(1)
        self.reference = Reference([], milliseconds(self.mns.now))
        for queue in queues:
            self.make(queue)

    def make(self, queue: Kept) -> None:
        """One more queue, empty. A policy whose target is not there could not be said."""
        new = replace(queue, messages=[], gone=set(), waiting={}, arrived=0)
        new.limit = new.limit if new.target in self.reference.queues else 0
        given = attributes_of(new) | {"queue_type": "fifo" if new.fifo else "normal"}
        do(self.mns, lambda work: make_queue(work, new.name, given))
        self.reference.queues[new.name] = new
        self.advance(0)

    def lose(self, name: str) -> None:
        """A queue and all in it are gone; who waits is told."""
        do(self.mns, lambda work: remove_queue(work, name))
        gone = self.reference.queues.pop(name)
        for who in gone.waiting:
            refusal = self.mns.late.pop(who)
            assert isinstance(refusal, ApiError)
            assert refusal.code == GONE
        self.advance(0)

    def change(self, name: str, period: int, limit: int) -> None:
        """Another retention, another policy or none: they count for what is there, too."""
        queue = self.reference.queues.get(name)
        if queue is None:
            return
        queue.retention = period * 1000
        queue.limit = limit if queue.target in self.reference.queues else 0
        do(self.mns, lambda work: change_queue(work, work.state.queues[name], attributes_of(queue)))
        self.advance(0)

    def ask(self, command: Command[Any]) -> tuple[Any, str]:
        """The reply, or the code of the refusal."""
        try:
            return self.mns.ask(command), ""
        except ApiError as refusal:
            return None, refusal.code

    def advance(self, seconds: float) -> None:
        """Time passes."""
        self.mns.advance(seconds)
        self.settle()

    def settle(self) -> None:
        """What came to those who wait, at whatever time until now."""
        late, self.mns.late = self.mns.late, {}
        served = {who: one for who, one in late.items() if isinstance(one, ReceivedMessage)}
        refused = {who: one.code for who, one in late.items() if isinstance(one, ApiError)}
        self.reference.pass_time(milliseconds(self.mns.now), served)
        for queue in self.reference.queues.values():
            for who in [who for who, until in queue.waiting.items() if until <= self.reference.now]:
                del queue.waiting[who]
                assert refused.pop(who) == "MessageNotExist"
        assert not refused

    def restart(self, snapshot: bool) -> None:
        """From a snapshot, or from the journal alone."""
        before = ADAPTER.dump_json(self.mns.state)
        if snapshot:
            self.mns.machine.state = ADAPTER.validate_json(before)
        else:
            self.mns.restart()
        assert ADAPTER.dump_json(self.mns.state) == before

    def compare(self) -> None:
        """Counters; and that no queue sleeps longer than until its next change."""
        for queue in self.reference.queues.values():
            shown = self.mns.ask(GetQueueAttributes(queue_name=queue.name))
            hidden = [one for one in queue.messages if one.visible_at > self.reference.now]
            inactive = sum(one.count > 0 for one in hidden)
            active = len(self.reference.active(queue))
            assert (shown.active_messages, shown.inactive_messages) == (active, inactive)
            assert shown.delay_messages == len(hidden) - inactive
            upcoming = self.mns.state.queues[queue.name].next_change(self.reference.now)
            timer = self.mns.machine.timers.get(f"queue/{queue.name}")
            by = None if upcoming is None else max(upcoming, self.reference.now)
            assert by is None or (timer and milliseconds(timer.at) <= by)


def attributes_of(queue: Kept) -> dict[str, object]:
    """Those that can be changed, as whoever changes it says them."""
    policy = DlqPolicy(
        enabled=bool(queue.limit), dead_letter_target_queue=queue.target, max_receive_count=queue.limit
    )
    return {
        "visibility_timeout": queue.visibility // 1000,
        "message_retention_period": queue.retention // 1000,
        "dlq_policy": policy,
    }
