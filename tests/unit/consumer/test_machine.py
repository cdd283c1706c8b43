"""Whatever comes, in whatever order: each action is worked on once, in turn, and no message is lost."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from scalehook.consumer import LifecycleAction, heartbeats
from support.consumers.clock import settled
from support.consumers.play import Play
from support.consumers.source import FakeDelivery, notification
from support.thoroughness import tries

T = TypeVar("T")
LONGEST = 6 * 3600


class KitMachine(RuleBasedStateMachine):
    """Two instances, whose actions come, come again, end elsewhere, and are worked on."""

    tokens: Bundle[str] = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.loop, self.stack, self.numbers = asyncio.new_event_loop(), AsyncExitStack(), count(1)
        self.play = Play(concurrency=3)
        self.play.consumer.on()(self.handle)
        self.going: dict[str, asyncio.Future[bool]] = {}  # what the handler of a token waits for
        self.begun: list[str] = []
        self.troubles = 0  # calls that tell nothing
        self.instances: dict[str, str] = {}
        self.deliveries: dict[str, list[FakeDelivery]] = {}  # by key, the latest last
        self.patch = pytest.MonkeyPatch()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(coroutine)

    async def handle(self, action: LifecycleAction) -> None:
        self.begun.append(action.token)
        self.going[action.token] = asyncio.get_running_loop().create_future()
        try:
            if not await self.going[action.token]:
                raise OSError("it does not drain")
        finally:
            del self.going[action.token]

    async def deliver(self, token: str, key: str) -> None:
        known = self.deliveries.setdefault(key, [])
        body = notification(token, instanceIds=[self.instances[token]])
        known.append(self.play.source.deliver(body, key, count=len(known) + 1, held=60.0))
        await settled()

    @initialize()
    def start(self) -> None:
        self.patch.setattr(heartbeats, "SETTLE_SECONDS", 0)
        self.run(self.stack.enter_async_context(self.play.started()))

    @rule(target=tokens, instance=st.sampled_from("ab"))
    def begin(self, instance: str) -> str:
        token = f"T{next(self.numbers)}"
        self.play.cloud.start(token)
        self.instances[token] = instance
        self.run(self.deliver(token, f"first of {token}"))
        return token

    @rule(token=tokens, other=st.booleans())
    def again(self, token: str, other: bool) -> None:
        kind = f"copy {next(self.numbers)}" if other else "first"
        self.run(self.deliver(token, f"{kind} of {token}"))

    @rule(token=tokens, well=st.booleans())
    def finish(self, token: str, well: bool) -> None:
        self.ends(token, well=well)

    def ends(self, token: str, *, well: bool) -> None:
        if token in self.going and not self.going[token].done():
            self.going[token].set_result(well)
            self.run(settled())

    @rule(token=tokens)
    def end_elsewhere(self, token: str) -> None:
        action = self.play.cloud.actions[token]
        action.result = action.result or "ABANDON"

    @rule(how=st.sampled_from(["InternalError", "Throttling"]))
    def trouble(self, how: str) -> None:
        self.troubles += 2
        self.play.cloud.refuse("CompleteLifecycleAction", how)
        self.play.cloud.refuse("RecordLifecycleActionHeartbeat", how)

    @rule(seconds=st.sampled_from([1, 90, 700, 7200]))
    def advance(self, seconds: int) -> None:
        self.run(self.play.clock.advance(seconds))

    @invariant()
    def one_after_the_other(self) -> None:
        """No two functions are at work on one instance, and none is called twice."""
        at_work = [self.instances[token] for token in self.going]
        assert len(at_work) == len(set(at_work))
        assert len(self.begun) == len(set(self.begun))

    @invariant()
    def calm(self) -> None:
        """Heartbeats keep to the limits, and nobody is asked for what has ended again and again."""
        for token, action in self.play.cloud.actions.items():
            assert action.heartbeats <= 20
            assert action.deadline <= action.started + LONGEST
            came = sum(len(each) for key, each in self.deliveries.items() if key.endswith(f" {token}"))
            assert action.calls_after_end <= 3 + came + self.troubles

    def teardown(self) -> None:
        """In the end every action is over, and of every message the latest delivery is done."""
        try:
            for _ in self.instances:  # each may be the first of its instance's line
                for token in [*self.going]:
                    self.ends(token, well=True)
                self.run(self.play.clock.advance(300))
            self.run(self.play.clock.advance(3600))
            ended = [self.play.cloud.actions[token] for token in self.instances]
            now = self.play.clock.now()
            assert not any(action.waits(now) for action in ended)
            assert {latest.outcome for *_, latest in self.deliveries.values()} <= {"done"}
            self.run(self.stack.aclose())
        finally:
            self.patch.undo()
            self.loop.close()


TestKit = KitMachine.TestCase
TestKit.settings = settings(max_examples=tries(8), stateful_step_count=15)
