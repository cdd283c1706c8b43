"""Faults of calls come and go while calls come."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar, cast

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.faults.desk import FaultDesk
from scalehook.gateway.faults.kinds import KINDS
from scalehook.gateway.faults.own import OwnFaults
from scalehook.kit import Requester
from scalehook_contracts.base import Command, Operation
from scalehook_contracts.errors.gateway import NoSuchFault
from scalehook_contracts.message_service.messages import ReceiveMessage
from scalehook_contracts.message_service.queues import GetQueueAttributes
from support.thoroughness import tries
from support.turns import ExpectedFaults

T = TypeVar("T")
CALLS: dict[str, type[Operation[Any]]] = {
    "ReceiveMessage": ReceiveMessage,
    "GetQueueAttributes": GetQueueAttributes,
}
KEYS, QUEUES = ("key-1", "key-2"), ("q1", "q2")
MORE: dict[str, dict[str, Any]] = {
    "refuse": {"code": "Throttling"},
    "slow": {"seconds": 1},
    "lose_answer": {},
    "unreachable": {},
}


class NobodyElse:
    """The bus: no other service has any faults."""

    async def call(self, command: Command[Any], **_: object) -> Any:
        return command.reply_type()()


def done(work: Coroutine[Any, Any, T]) -> T:
    """What comes of it."""
    return asyncio.run(work)


class Machine(RuleBasedStateMachine):
    """The model is a list of turns for each fault."""

    def __init__(self) -> None:
        super().__init__()
        self.own, self.expected = OwnFaults(), ExpectedFaults()
        plane = cast(ControlPlane, None)  # only deeds need one
        self.desk = FaultDesk(cast(Requester, NobodyElse()), plane, self.own)

    @rule(
        kind=st.sampled_from(sorted(MORE)),
        action=st.sampled_from(["", *CALLS]),
        queue=st.sampled_from(["", *QUEUES]),
        key=st.sampled_from(["", *KEYS]),
        times=st.none() | st.integers(1, 3),
        skip=st.integers(0, 2),
        every=st.integers(1, 3),
    )
    def add(self, kind: str, action: str, queue: str, key: str, **counted: Any) -> None:
        """One more, of those that strike any call."""
        match = {"action": action, "queue": queue, "access_key": key}

        def fits(called: str, named: str, by: str) -> bool:
            return action in ("", called) and queue in ("", named) and key in ("", by)

        self._add({"kind": kind, **match, **MORE[kind], **counted}, fits, counted)

    @rule(queue=st.sampled_from(["", *QUEUES]), times=st.none() | st.integers(1, 3))
    def add_deaf(self, queue: str, times: int | None) -> None:
        """One more, that strikes nothing but receives."""

        def fits(called: str, named: str, by: str) -> bool:
            return called == "ReceiveMessage" and queue in ("", named)

        counted = {"times": times, "skip": 0, "every": 1}
        self._add({"kind": "deaf", "queue": queue, **counted}, fits, counted)

    @rule(
        action=st.sampled_from(sorted(CALLS)), queue=st.sampled_from(QUEUES), key=st.sampled_from(KEYS)
    )
    def call(self, action: str, queue: str, key: str) -> None:
        """It is struck by the oldest fault whose turn it is."""
        struck = self.own.meet(CALLS[action](queue_name=queue), key)
        found = next((name for name, each in self.own.standing.items() if each is struck), "")
        assert found == self.expected.meets(action, queue, key)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """One less: the calls that it holds up go on. One that is not there is refused."""
        named = data.draw(st.sampled_from(["fault-none", *self.expected.standing]))
        before = dict(self.own.standing)
        if gone := self.expected.remove(named):
            assert done(self.desk.remove(named))["id"] == named
            assert [name for name, each in before.items() if each.removed.is_set()] == gone
        else:
            with pytest.raises(NoSuchFault):
                done(self.desk.remove(named))

    @rule()
    def clear(self) -> None:
        """None at all."""
        assert [view["id"] for view in done(self.desk.clear())] == self.expected.remove("")

    @invariant()
    def is_as_expected(self) -> None:
        """All that are there, and their counts."""
        told = [(view["id"], view["seen"], view["fired"]) for view in done(self.desk.all())]
        assert told == self.expected.counts()

    def _add(self, asked: dict[str, Any], fits: Any, counted: dict[str, Any]) -> None:
        view = done(self.desk.add(KINDS.validate_python(asked)))
        self.expected.add(view["id"], fits, **counted)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=tries(15), stateful_step_count=25)
