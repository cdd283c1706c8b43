"""Real time that virtual time takes."""

import statistics
import time

from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from scalehook.kit.logs import configure_logging
from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.scaling_controller.actions import (
    DescribeLifecycleActions,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule
from support.long_day import long_day

DAYS = 1000  # in a row


async def rows(extent: Extent) -> list[Row]:
    """A six-hour hook, and twenty heartbeats; and both with 177 attempts of a push, again and again."""
    configure_logging("error")
    with running_stack() as stack:
        hours = [_six_hours(stack) for _ in range(extent.rounds)]
        beats = [_heartbeats(stack) for _ in range(extent.rounds)]
    days = await _days(extent.count(DAYS))
    about = f"the longest of {len(days)}: both, and 177 attempts of a push; other: of the first ten"
    return [
        Row("clock", 1000 * statistics.median(hours), "ms", "a hook of 21,600 s times out"),
        Row("clock", 1000 * statistics.median(beats), "ms", "20 heartbeats of 30 s"),
        Row("clock_day", max(days), "s of CPU", about, max(days[:10]), aim=Aim(1, alone=True)),
    ]


async def _days(count: int) -> list[float]:
    """Of this process's time, each."""
    seen = []
    async with long_day() as day:
        for _ in range(count):
            started = time.process_time()
            await day.pass_by()
            seen.append(time.process_time() - started)
    return seen


def _waiting(stack: RunningStack, seconds: int) -> tuple[str, str]:
    """A waiting instance: hook and token."""
    bus = stack.stack.bus

    def ask(command):
        return stack.run(bus.call(command))

    group = ask(CreateScalingGroup(region_id=stack.region, min_size=0, max_size=9)).scaling_group_id
    made = ask(
        CreateScalingConfiguration(scaling_group_id=group, image_id="i", instance_type="t")
    ).scaling_configuration_id
    ask(EnableScalingGroup(scaling_group_id=group, active_scaling_configuration_id=made))
    hook = ask(
        CreateLifecycleHook(
            scaling_group_id=group, lifecycle_transition="SCALE_OUT", heartbeat_timeout=seconds
        )
    ).lifecycle_hook_id
    rule = ask(
        CreateScalingRule(
            scaling_group_id=group, adjustment_type="QuantityChangeInCapacity", adjustment_value=1
        )
    ).scaling_rule_ari
    activity = ask(ExecuteScalingRule(scaling_rule_ari=rule)).scaling_activity_id
    stack.advance(2)
    [action] = ask(DescribeLifecycleActions(scaling_activity_id=activity)).lifecycle_actions
    return hook, action.lifecycle_action_token


def _six_hours(stack: RunningStack) -> float:
    _waiting(stack, 21_600)
    started = time.perf_counter()
    stack.advance(21_600)
    return time.perf_counter() - started


def _heartbeats(stack: RunningStack) -> float:
    hook, token = _waiting(stack, 30)
    beat = RecordLifecycleActionHeartbeat(
        lifecycle_hook_id=hook, lifecycle_action_token=token, heartbeat_timeout=30
    )
    started = time.perf_counter()
    for _ in range(20):
        stack.run(stack.stack.bus.call(beat))
        stack.advance(25)
    return time.perf_counter() - started
