"""A stack that grows when it is told to: `out AMOUNT HOOKS`, `fill TIMES`, `pages`, `groups AMOUNT`."""

import os
import sys
import time
from typing import Any

from benchmarks.servers import resident_mib
from scalehook.kit.logs import configure_logging
from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.base import Command
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule

LARGEST = 2000  # of a group
CALLS = 20


class Growing:
    """Answers each line with numbers."""

    def __init__(self, stack: RunningStack) -> None:
        self._stack = stack
        self._instances = 0

    def out(self, amount: int, hooks: int) -> tuple[float, float]:
        """Seconds of a whole scale-out, and MiB that are resident then."""
        group, rule = self._group(amount)
        for _ in range(hooks):
            self._ask(CreateLifecycleHook(scaling_group_id=group, lifecycle_transition="SCALE_OUT"))
        started = time.perf_counter()
        activity = self._ask(ExecuteScalingRule(scaling_rule_ari=rule)).scaling_activity_id
        self._stack.advance(10)
        waiting = DescribeLifecycleActions(scaling_activity_id=activity)
        for action in self._ask(waiting).lifecycle_actions:
            self._ask(
                CompleteLifecycleAction(
                    lifecycle_hook_id=action.lifecycle_hook_id,
                    lifecycle_action_token=action.lifecycle_action_token,
                )
            )
        self._stack.advance(1)
        seconds = time.perf_counter() - started
        assert self._in_service(group) == amount
        self._instances += amount
        return seconds, resident_mib(os.getpid())

    def fill(self, times: int) -> tuple[float]:
        """More groups of a thousand: how many instances there are then."""
        for _ in range(times):
            self.out(1000, 0)
        return (self._instances,)

    def pages(self) -> tuple[float, float]:
        """Milliseconds of the first page and of the last one, of all instances."""
        last = self._instances // 50
        return self._page(1), self._page(last)

    def groups(self, amount: int) -> tuple[float, float]:
        """Milliseconds of a group with a hook: of the first hundred, and of the last hundred."""
        seen = [self._timed_group() for _ in range(amount)]
        return 10 * sum(seen[:100]), 10 * sum(seen[-100:])

    def _timed_group(self) -> float:
        started = time.perf_counter()
        group = self._ask(CreateScalingGroup(region_id=self._stack.region, min_size=0, max_size=1))
        hook = CreateLifecycleHook(
            scaling_group_id=group.scaling_group_id, lifecycle_transition="SCALE_OUT"
        )
        self._ask(hook)
        return time.perf_counter() - started

    def _page(self, number: int) -> float:
        page = DescribeScalingInstances(region_id=self._stack.region, page_number=number, page_size=50)
        started = time.perf_counter()
        for _ in range(CALLS):
            assert len(self._ask(page).scaling_instances) == 50
        return 1000 * (time.perf_counter() - started) / CALLS

    def _group(self, amount: int) -> tuple[str, str]:
        group = self._ask(
            CreateScalingGroup(region_id=self._stack.region, min_size=0, max_size=LARGEST)
        ).scaling_group_id
        made = self._ask(
            CreateScalingConfiguration(
                scaling_group_id=group, image_id="i", instance_type="ecs.g7.large"
            )
        ).scaling_configuration_id
        self._ask(EnableScalingGroup(scaling_group_id=group, active_scaling_configuration_id=made))
        rule = CreateScalingRule(
            scaling_group_id=group, adjustment_type="QuantityChangeInCapacity", adjustment_value=amount
        )
        return group, self._ask(rule).scaling_rule_ari

    def _in_service(self, group: str) -> int:
        asked = DescribeScalingInstances(
            region_id=self._stack.region, scaling_group_id=group, lifecycle_state="InService"
        )
        return int(self._ask(asked).total_count)

    def _ask(self, command: Command[Any]) -> Any:
        return self._stack.run(self._stack.stack.bus.call(command))


def main() -> None:
    configure_logging("error")
    with running_stack() as stack:
        growing = Growing(stack)
        print("ready", flush=True)
        for line in sys.stdin:
            verb, *numbers = line.split()
            print(*getattr(growing, verb)(*map(int, numbers)), flush=True)


if __name__ == "__main__":
    main()
