"""One instance up and down, with a hook on its way: pure machines, without bus and journal."""

import gc
import statistics
import time

from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from scalehook.wiring.process import look_for_garbage_in_small_parts
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule
from support.ensemble.account import REGION, Account
from support.ensemble.ensemble import Ensemble

CYCLES, WARM_UP = 500, 50
PAUSE = 10  # seconds of virtual time: the instance starts
AIM = Aim(250, stretch=120)


async def rows(extent: Extent) -> list[Row]:
    """Processor time, that of the driver that carries the messages included. Garbage is looked for as
    often as in a process of the stack.
    """
    usual = gc.get_threshold()
    look_for_garbage_in_small_parts()
    try:
        spent = statistics.median(_spent(extent))
    finally:
        gc.set_threshold(*usual)
    note = "an instance added, completed, in service, removed"
    return [Row("cycle", spent, "µs of CPU", note, aim=AIM)]


def _spent(extent: Extent) -> list[float]:
    """Microseconds of a cycle, in each round."""
    cycling = Cycling()
    cycling.play(WARM_UP)
    count, seen = extent.count(CYCLES), []
    for _ in range(extent.rounds):
        started = time.process_time()
        cycling.play(count)
        seen.append(1e6 * (time.process_time() - started) / count)
    return seen


class Cycling:
    """A group with a hook and two rules: one that adds an instance, one that removes it."""

    def __init__(self) -> None:
        self._ensemble = Ensemble()
        self._account = Account(self._ensemble)
        self._make_group()
        self._hook = self._account.hook("", heartbeat_timeout=600)
        self._up, self._down = (self._rule(by) for by in (1, -1))

    def play(self, count: int) -> None:
        """So many cycles."""
        for _ in range(count):
            self._execute(self._up)
            self._ensemble.advance(PAUSE)
            self._account.complete(self._hook, self._token(), "CONTINUE")
            self._ensemble.settle()
            self._execute(self._down)
            self._ensemble.advance(PAUSE)
            self._ensemble.told.clear()

    def _make_group(self) -> None:
        call = self._account.call
        group = CreateScalingGroup(region_id=REGION, min_size=0, max_size=10, default_cooldown=0)
        self._account.group = call(group).scaling_group_id
        configuration = CreateScalingConfiguration(
            scaling_group_id=self._account.group, image_id="img", instance_type="ecs.g7.large"
        )
        made = call(configuration).scaling_configuration_id
        call(
            EnableScalingGroup(
                scaling_group_id=self._account.group, active_scaling_configuration_id=made
            )
        )

    def _rule(self, by: int) -> str:
        rule = CreateScalingRule(
            scaling_group_id=self._account.group,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=by,
        )
        return str(self._account.call(rule).scaling_rule_ari)

    def _execute(self, rule: str) -> None:
        self._account.call(ExecuteScalingRule(scaling_rule_ari=rule))

    def _token(self) -> str:
        state = self._ensemble.state("scaling_controller")
        [activity] = state.groups[self._account.group].running.values()
        [token] = activity.waiting
        return str(token)
