"""A long day in a stack: a hook of six hours, twenty heartbeats, and a push with all its attempts."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from scalehook.embedded.stack import EmbeddedStack
from scalehook.kit.clock.moves import Move
from scalehook.testing.serving import new_gateway
from scalehook_contracts.base import Command
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.pushes import PushDiscarded, PushFailed
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from scalehook_contracts.scaling_controller.actions import (
    DescribeLifecycleActions,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule

DAY, SIX_HOURS, BEAT = 86_400, 21_600, 60
ATTEMPTS = 177  # the first one, and 176 more


@dataclass
class LongDay:
    """In a stack of its own; `attempts` have failed, of all pushes so far."""

    stack: EmbeddedStack
    rule: str = ""
    hook: str = ""
    attempts: int = 0

    async def begin(self) -> None:
        """A group with a hook, and a topic with a subscriber that is not there."""
        group = await self._ask(CreateScalingGroup(region_id="cn-hangzhou", min_size=0, max_size=9))
        group_id = group.scaling_group_id
        made = await self._ask(
            CreateScalingConfiguration(scaling_group_id=group_id, image_id="i", instance_type="t")
        )
        await self._ask(
            EnableScalingGroup(
                scaling_group_id=group_id,
                active_scaling_configuration_id=made.scaling_configuration_id,
            )
        )
        hook = CreateLifecycleHook(
            scaling_group_id=group_id,
            lifecycle_transition="SCALE_OUT",
            heartbeat_timeout=SIX_HOURS,
            default_result="ABANDON",
        )
        self.hook = (await self._ask(hook)).lifecycle_hook_id
        rule = CreateScalingRule(
            scaling_group_id=group_id,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=1,
        )
        self.rule = (await self._ask(rule)).scaling_rule_ari
        await self._ask(CreateTopic(topic_name="t"))
        await self._ask(
            Subscribe(
                topic_name="t",
                subscription_name="s",
                endpoint=f"http://127.0.0.1:{_shut_port()}/",
                notify_strategy="EXPONENTIAL_DECAY_RETRY",
            )
        )

    async def pass_by(self) -> None:
        """Once: a time-out after six hours, twenty heartbeats, and all attempts of a push."""
        await self._ask(PublishMessage(topic_name="t", message_body="hello"))
        activity, _ = await self._wait()
        await self._advance(SIX_HOURS)
        assert await self._status(activity) == "Timeout"
        activity, token = await self._wait()
        beat = RecordLifecycleActionHeartbeat(
            lifecycle_hook_id=self.hook, lifecycle_action_token=token, heartbeat_timeout=BEAT
        )
        for _ in range(20):
            await self._ask(beat)
            await self._advance(BEAT - 1)
        assert await self._status(activity) == "Pending"
        await self._advance(DAY)
        assert await self._status(activity) == "Timeout"

    async def _wait(self) -> tuple[str, str]:
        """An instance waits: the activity's id, and the token."""
        activity = (await self._ask(ExecuteScalingRule(scaling_rule_ari=self.rule))).scaling_activity_id
        await self._advance(2)
        return activity, (await self._action(activity)).lifecycle_action_token

    async def _status(self, activity: str) -> str:
        return str((await self._action(activity)).lifecycle_action_status)

    async def _action(self, activity: str) -> Any:
        found = await self._ask(DescribeLifecycleActions(scaling_activity_id=activity))
        [action] = found.lifecycle_actions
        return action

    async def _ask(self, command: Command[Any]) -> Any:
        return await self.stack.bus.call(command)

    async def _advance(self, seconds: float) -> None:
        assert not await self.stack.control.move(Move(seconds=seconds))


@asynccontextmanager
async def long_day(told: Callable[[str, Any], None] | None = None) -> AsyncIterator[LongDay]:
    """The stack runs inside the block; `told` is its witness, too."""
    day: LongDay

    def witness(service: str, entry: Any) -> None:
        if told is not None:
            told(service, entry)
        day.attempts += sum(isinstance(each, PushFailed | PushDiscarded) for each in entry.recorded)

    stack = EmbeddedStack(new_gateway(), witness=witness)
    day = LongDay(stack)
    async with stack.running():
        await day.begin()
        yield day


def _shut_port() -> int:
    """Of this machine; nobody listens there."""
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        return int(shut.getsockname()[1])
