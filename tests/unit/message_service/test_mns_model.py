"""The queue against a model that looks at every message every time."""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule
from pydantic import TypeAdapter

from scalehook.message_service.service import SERVICE
from scalehook.message_service.state import State
from scalehook.message_service.timestamps import milliseconds
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.batches import BatchPeekMessage, BatchReceiveMessage
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    GetQueueAttributes,
    SetQueueAttributes,
)

ADAPTER = TypeAdapter(State)


@dataclass
class Known:
    """A message as the model knows it."""

    message_id: str
    order: tuple[int, int]
    sent_at: int
    visible_at: int
    handle: str | None
    count: int = 0


class QueueMachine(RuleBasedStateMachine):
    """Whatever happens in whatever order, queue and model agree."""

    handles = Bundle("handles")

    def __init__(self) -> None:
        super().__init__()
        self.mns = Rehearsal(SERVICE)
        self.mns.ask(CreateQueue(queue_name="q", visibility_timeout=3, message_retention_period=60))
        self.retention = 60_000
        self.known: list[Known] = []
        self.gone: set[str] = set()
        self.serial = 0

    @property
    def now(self) -> int:
        return milliseconds(self.mns.now)

    def alive(self) -> list[Known]:
        """What has not passed its retention; the rest is forgotten."""
        for one in self.known:
            if one.sent_at + self.retention <= self.now and one.handle:
                self.gone.add(one.handle)
        self.known = [one for one in self.known if one.sent_at + self.retention > self.now]
        return self.known

    def visible(self) -> list[Known]:
        ready = [one for one in self.alive() if one.visible_at <= self.now]
        return sorted(ready, key=lambda one: one.order)

    def error_of(self, handle: str) -> tuple[Known | None, str]:
        self.alive()
        if handle in self.gone:
            return None, "MessageNotExist"
        held = [one for one in self.known if one.handle == handle and one.visible_at > self.now]
        return (held[0], "") if held else (None, "ReceiptHandleError")

    def ask(self, command):
        try:
            return self.mns.ask(command), ""
        except ApiError as refusal:
            return None, refusal.code

    @rule(target=handles, delay=st.sampled_from([None, 0, 1, 5, 90]), priority=st.integers(1, 3))
    def send(self, delay, priority):
        sent, _ = self.ask(
            SendMessage(queue_name="q", message_body="x", delay_seconds=delay, priority=priority)
        )
        self.serial += 1
        visible_at = self.now + (delay or 0) * 1000
        one = Known(sent.message_id, (priority, self.serial), self.now, visible_at, sent.receipt_handle)
        self.known.append(one)
        assert bool(sent.receipt_handle) == bool(delay)
        return sent.receipt_handle or "none"

    @rule(target=handles, number=st.integers(1, 3))
    def receive(self, number):
        expected = self.visible()[:number]
        reply, error = self.ask(BatchReceiveMessage(queue_name="q", num_of_messages=number))
        assert error == ("" if expected else "MessageNotExist")
        got = reply.messages if reply else []
        assert [message.message_id for message in got] == [one.message_id for one in expected]
        for one, message in zip(expected, got, strict=True):
            one.count += 1
            one.handle, one.visible_at = message.receipt_handle, self.now + 3000
            assert (message.dequeue_count, message.next_visible_time) == (one.count, one.visible_at)
        return multiple(*(message.receipt_handle for message in got))

    @rule(number=st.integers(1, 3))
    def peek(self, number):
        expected = self.visible()[:number]
        reply, error = self.ask(BatchPeekMessage(queue_name="q", num_of_messages=number))
        assert error == ("" if expected else "MessageNotExist")
        got = reply.messages if reply else []
        assert [message.message_id for message in got] == [one.message_id for one in expected]

    @rule(handle=handles)
    def delete(self, handle):
        one, expected = self.error_of(handle)
        _, error = self.ask(DeleteMessage(queue_name="q", receipt_handle=handle))
        assert error == expected
        if one:
            self.known.remove(one)
            self.gone.add(handle)

    @rule(target=handles, handle=handles, timeout=st.sampled_from([0, 1, 10]))
    def hold(self, handle, timeout):
        one, expected = self.error_of(handle)
        reply, error = self.ask(
            ChangeMessageVisibility(queue_name="q", receipt_handle=handle, visibility_timeout=timeout)
        )
        assert error == expected
        if one is None:
            return "none"
        one.handle, one.visible_at = reply.receipt_handle, self.now + timeout * 1000
        assert reply.next_visible_time == one.visible_at
        return reply.receipt_handle

    @rule(seconds=st.sampled_from([0.001, 0.999, 1, 2, 3, 30]))
    def advance(self, seconds):
        self.mns.advance(seconds)

    @rule(period=st.sampled_from([60, 120]))
    def retain(self, period):
        self.alive()
        self.mns.ask(SetQueueAttributes(queue_name="q", message_retention_period=period))
        self.retention = period * 1000
        self.mns.advance(0)

    @rule()
    def restart(self):
        before = ADAPTER.dump_json(self.mns.state)
        self.mns.restart()
        assert ADAPTER.dump_json(self.mns.state) == before

    @rule()
    def load(self):
        self.mns.machine.state = ADAPTER.validate_json(ADAPTER.dump_json(self.mns.state))

    @invariant()
    def counters_agree(self):
        shown = self.mns.ask(GetQueueAttributes(queue_name="q"))
        alive = self.alive()
        active = len(self.visible())
        inactive = sum(one.visible_at > self.now and one.count > 0 for one in alive)
        assert (shown.active_messages, shown.inactive_messages) == (active, inactive)
        assert shown.delay_messages == len(alive) - active - inactive

    @invariant()
    def nothing_comes_before_the_timer(self):
        queue = self.mns.state.queues["q"]
        upcoming = queue.next_change(self.now)
        timer = self.mns.machine.timers.get("queue/q")
        assert upcoming is None or (timer and milliseconds(timer.at) <= upcoming)


QueueMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestQueueAgainstItsModel = QueueMachine.TestCase
