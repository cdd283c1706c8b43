"""Notifications that go wrong on purpose: what is recorded, counted, and had again by a replay."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.fleet.instance_deletion import DeleteInstance
from scalehook_contracts.notification_dispatcher.faults import (
    AddNotificationFault,
    DescribeNotificationFaults,
    FaultNotCarriedOut,
    NotificationFault,
    RemoveNotificationFaults,
    SendTestNotification,
)
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    RecordDelivery,
)
from support.notifications import MNS, OOS, dispatcher_in_rehearsal, ended, register, started
from support.thoroughness import tries

QUEUE = f"{MNS}queue/q"


def with_fault(kind: str, **more: Any) -> Rehearsal:
    dispatcher = dispatcher_in_rehearsal()
    add(dispatcher, kind, **more)
    return dispatcher


def add(dispatcher: Rehearsal, kind: str, fault_id: str = "f1", **more: Any) -> None:
    fault = NotificationFault.model_validate({"fault_id": fault_id, "kind": kind, **more})
    dispatcher.ask(AddNotificationFault(fault=fault))


def begin(dispatcher: Rehearsal, token: str = "TOKEN-1", arn: str = QUEUE, **more: Any) -> None:
    dispatcher.tell(started(arn, lifecycle_action_token=token, **more))


def sent(dispatcher: Rehearsal) -> list[tuple[str, str]]:
    """Tokens, and the orders of what was sent on the side."""
    intents = [intent for _, intent in dispatcher.begun if isinstance(intent, DeliverNotification)]
    return [(intent.lifecycle_action_token, intent.order_id) for intent in intents]


def counts(dispatcher: Rehearsal) -> dict[str, tuple[int, int]]:
    """Seen and fired, by id."""
    found = dispatcher.ask(DescribeNotificationFaults()).counts
    return {count.fault.fault_id: (count.seen, count.fired) for count in found}


@pytest.mark.parametrize(
    "match",
    [
        {"group": "asg-1"}, {"group": "group"}, {"hook": "ash-1"}, {"hook": "hook"}, {},
        {"transition": "SCALE_OUT"}, {"instance": "i-2"}, {"group": "group", "hook": "hook"},
    ],
)  # fmt: skip
def test_what_fits(match: dict[str, str]) -> None:
    """By ids or names; the first waits are struck, as often as was asked for."""
    dispatcher = with_fault("drop", times=1, **match)
    begin(dispatcher)
    begin(dispatcher, "TOKEN-2")
    assert sent(dispatcher) == [("TOKEN-2", "")]
    assert counts(dispatcher) == {"f1": (2, 1)}


@pytest.mark.parametrize("match", [{"group": "g"}, {"hook": "h"}, {"instance": "i"}])
def test_what_does_not_fit(match: dict[str, str]) -> None:
    """It is not even counted."""
    dispatcher = with_fault("drop", **match)
    begin(dispatcher)
    assert (sent(dispatcher), counts(dispatcher)) == ([("TOKEN-1", "")], {"f1": (0, 0)})


def test_all_that_strike_hold() -> None:
    """Delayed and doubled; what is dropped has no copies."""
    dispatcher = with_fault("delay", seconds=10)
    add(dispatcher, "double", "f2", copies=2, seconds=1)
    begin(dispatcher)
    dispatcher.advance(5)
    assert sent(dispatcher) == [("TOKEN-1", "f2/TOKEN-1/1"), ("TOKEN-1", "f2/TOKEN-1/2")]
    dispatcher.advance(5)
    assert sent(dispatcher)[-1] == ("TOKEN-1", "")
    add(dispatcher, "drop", "f3")
    begin(dispatcher, "TOKEN-2")
    dispatcher.advance(60)
    assert len(sent(dispatcher)) == 3


def test_late_notifications_are_sent_once() -> None:
    """After the end, whether or not the receiver takes them; then nothing is left."""
    dispatcher = with_fault("late", seconds=5)
    begin(dispatcher)
    dispatcher.advance(60)
    dispatcher.tell(ended())
    assert sent(dispatcher) == []
    dispatcher.advance(5)
    assert sent(dispatcher) == [("TOKEN-1", "")]
    refusal = RecordDelivery(lifecycle_action_token="TOKEN-1", reason="no")
    dispatcher.settle("deliver/TOKEN-1", refusal)
    assert (dispatcher.state.deliveries, dispatcher.machine.timers) == ({}, {})


def test_a_wait_that_ends_is_held_back_no_more() -> None:
    """It does not count among those that are to be complete; a removed fault sends what it held."""
    dispatcher = with_fault("reorder", window=2)
    begin(dispatcher)
    dispatcher.tell(ended())
    begin(dispatcher, "TOKEN-2")
    assert sent(dispatcher) == []
    begin(dispatcher, "TOKEN-3")
    assert [token for token, _ in sent(dispatcher)] == ["TOKEN-3", "TOKEN-2"]
    begin(dispatcher, "TOKEN-4")
    dispatcher.ask(RemoveNotificationFaults(fault_id="f1"))
    assert sent(dispatcher)[-1] == ("TOKEN-4", "")


def test_a_template_that_is_registered_sends_nothing_that_is_held() -> None:
    """A delay is a delay."""
    dispatcher = with_fault("delay", seconds=10)
    begin(dispatcher, arn=OOS)
    register(dispatcher)
    assert sent(dispatcher) == []
    dispatcher.advance(10)
    assert sent(dispatcher) == [("TOKEN-1", "")]


def test_waits_that_notify_nobody_are_struck_as_well() -> None:
    """Each instance dies, or the one that was named; a refusal is told."""
    dispatcher = with_fault("kill_instance")
    begin(dispatcher, arn="")
    intents = [intent for _, intent in dispatcher.begun]
    assert [intent.body["InstanceId"] for intent in intents if isinstance(intent, DeliverNotification)]
    assert {intent.type for intent in intents if isinstance(intent, DeliverNotification)} == {
        DeleteInstance.wire_name()
    }
    [(_, order), _] = sent(dispatcher)
    outcome = RecordDelivery(lifecycle_action_token="TOKEN-1", reason="no", order_id=order)
    dispatcher.settle(f"side/{order}", outcome)
    assert dispatcher.recorded[-1] == FaultNotCarriedOut(order_id=order, reason="no")
    add(dispatcher, "kill_instance", "f2", instance="i-2")
    dispatcher.ask(RemoveNotificationFaults(fault_id="f1"))
    begin(dispatcher, "TOKEN-2", arn="")
    assert sent(dispatcher)[2:] == [("TOKEN-2", "f2/TOKEN-2/1")]


def test_a_test_notification_needs_a_queue_or_a_topic() -> None:
    """A template is not executed for nothing."""
    command = SendTestNotification(fault_id="f", notification_arn=OOS, scaling_group_id="asg-1")
    with pytest.raises(InvalidParameter, match="neither a queue nor a topic"):
        dispatcher_in_rehearsal().ask(command)


class Machine(RuleBasedStateMachine):
    """Faults come and go, waits begin and end, the service is restarted."""

    def __init__(self) -> None:
        super().__init__()
        self.dispatcher = dispatcher_in_rehearsal()
        self.faults: dict[str, int | None] = {}
        self.tokens = 0

    @rule(
        kind=st.sampled_from(["drop", "delay", "double", "reorder", "late", "kill_instance"]),
        times=st.none() | st.integers(1, 2),
        after=st.sampled_from(["start", "end"]),
        seconds=st.integers(0, 5),
    )
    def add(self, kind: str, times: int | None, after: str, seconds: int) -> None:
        """One more fault."""
        fault_id = f"f{len(self.faults)}-{self.tokens}"
        if fault_id not in self.faults:
            add(self.dispatcher, kind, fault_id, times=times, after=after, seconds=seconds)
            self.faults[fault_id] = times

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """One less, or none at all."""
        named = data.draw(st.sampled_from(["", *self.faults]))
        removed = self.dispatcher.ask(RemoveNotificationFaults(fault_id=named)).counts
        assert [each.fault.fault_id for each in removed] == ([named] if named else list(self.faults))
        for each in removed:
            del self.faults[each.fault.fault_id]

    @rule()
    def begin(self) -> None:
        """A wait."""
        self.tokens += 1
        begin(self.dispatcher, f"T{self.tokens}")

    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        """One of those that are known."""
        if self.dispatcher.state.deliveries:
            known = [
                token for token, each in self.dispatcher.state.deliveries.items() if not each.unwanted
            ]
            if known:
                self.dispatcher.tell(ended(data.draw(st.sampled_from(known))))

    @rule()
    def receive(self) -> None:
        """The receivers take what is under way."""
        for key, begun in list(self.dispatcher.machine.intents.items()):
            intent = begun.intent
            assert isinstance(intent, DeliverNotification)
            outcome = RecordDelivery(
                lifecycle_action_token=intent.lifecycle_action_token, order_id=intent.order_id
            )
            self.dispatcher.settle(key, outcome)

    @rule(seconds=st.integers(1, 10))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.dispatcher.advance(seconds)

    @rule()
    def restart(self) -> None:
        """What stands in the journal is what there was."""
        before = self.dispatcher.state
        self.dispatcher.restart()
        assert self.dispatcher.state == before

    @invariant()
    def counted(self) -> None:
        """Nothing fires more often than it may, or is counted after it has gone."""
        found = counts(self.dispatcher)
        assert list(found) == list(self.faults)
        for fault_id, (seen, fired) in found.items():
            times = self.faults[fault_id]
            assert fired == (seen if times is None else min(seen, times))


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=tries(12), stateful_step_count=25)
