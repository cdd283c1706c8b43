"""Any interleaving of rules, alarms, hooks, fleet failures and time: a group comes to its size."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstancesNotCreated, LaunchInstances
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
)
from scalehook_contracts.scaling_controller.activities import ScalingActivityStarted
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DisableScalingGroup,
    EnableScalingGroup,
    ModifyScalingGroup,
)
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ModifyScalingRule
from support.scaling.alarms import alarm
from support.scaling.cloud import REGION, Cloud
from support.scaling.endings import ended_once
from support.thoroughness import tries

LOW, HIGH = 2, 8
KINDS = st.sampled_from(["QuantityChangeInCapacity", "PercentChangeInCapacity", "TotalCapacity"])
RESULTS = st.sampled_from(["CONTINUE", "ABANDON", "ROLLBACK"])
REFUSALS = {
    "ScalingActivityInProgress",
    "ScalingActivityInCooldown",
    "IncorrectCapacity.NoChange",
    "IncorrectScalingGroupStatus",
}


class Sizes(RuleBasedStateMachine):
    """A group with hooks and rules, and everybody who changes its size."""

    def __init__(self) -> None:
        super().__init__()
        self.cloud = Cloud()
        self.checked = 0

    @initialize(desired=st.none() | st.integers(LOW, HIGH), hooks=st.integers(0, 2))
    def make(self, desired: int | None, hooks: int) -> None:
        """With an expected number of instances, or without."""
        command = CreateScalingGroup(
            region_id=REGION,
            min_size=LOW,
            max_size=HIGH,
            desired_capacity=desired,
            default_cooldown=60,
        )
        self.cloud.group = self.cloud.ask(command).scaling_group_id
        for transition in ("SCALE_OUT", "SCALE_IN")[:hooks]:
            self.cloud.hook(lifecycle_transition=transition, heartbeat_timeout=90)
        self.ari = self.cloud.rule(1)
        self.rule_id = self.ari.rpartition("/")[2]
        tracking = CreateScalingRule(
            scaling_group_id=self.cloud.group,
            scaling_rule_type="TargetTrackingScalingRule",
            metric_name="CpuUtilization",
            target_value=50,
            estimated_instance_warmup=30,
        )
        self.tracking = self.cloud.ask(tracking).scaling_rule_ari
        self.cloud.enabled()

    @property
    def group(self) -> Any:
        return self.cloud.rehearsal.state.groups[self.cloud.group]

    def waiting(self) -> list[Any]:
        """All actions that wait."""
        return [action for each in self.group.running.values() for action in each.waiting.values()]

    def attempt(self, call: Any) -> None:
        """It is done, or refused for a documented reason."""
        try:
            call()
        except ApiError as refusal:
            assert refusal.code in REFUSALS, refusal

    @rule(kind=KINDS, value=st.integers(0, 100), shrink=st.booleans())
    def change_rule(self, kind: Any, value: int, shrink: bool) -> None:
        """The rule asks for something else from now on."""
        signed = -value if shrink and kind != "TotalCapacity" else value
        self.cloud.ask(
            ModifyScalingRule(
                scaling_rule_id=self.rule_id, adjustment_type=kind, adjustment_value=signed
            )
        )

    @rule()
    def execute(self) -> None:
        """Somebody executes the rule."""
        self.attempt(lambda: self.cloud.execute(self.ari))

    @rule(value=st.integers(0, 200))
    def alarm(self, value: int) -> None:
        """A metric is not what it should be."""
        self.attempt(lambda: alarm(self.cloud, self.tracking, value))

    @rule()
    def alarm_of_a_simple_rule(self) -> None:
        """An alarm executes the other rule."""
        self.attempt(lambda: alarm(self.cloud, self.ari))

    @rule(by=st.integers(-4, 4), parallel=st.booleans())
    def adjust(self, by: int, parallel: bool) -> None:
        """Somebody scales without a rule."""
        expects = self.group.request.desired_capacity is not None
        command = ScaleWithAdjustment(
            scaling_group_id=self.cloud.group,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=by,
            sync_activity=parallel,
            parallel_task=parallel and expects,
        )
        self.attempt(lambda: self.cloud.ask(command))

    @precondition(lambda self: self.waiting())
    @rule(data=st.data(), result=RESULTS)
    def complete(self, data: st.DataObject, result: Any) -> None:
        """Somebody completes an action."""
        action = data.draw(st.sampled_from(self.waiting()))
        self.cloud.ask(
            CompleteLifecycleAction(
                lifecycle_hook_id=action.hook_id,
                lifecycle_action_token=action.token,
                lifecycle_action_result=result,
            )
        )

    @precondition(lambda self: self.cloud.answered < len(self.cloud.rehearsal.sent))
    @rule(share=st.floats(0, 1))
    def answer(self, share: float) -> None:
        """The fleet answers a command; of instances it may have too few."""
        asked = self.cloud.rehearsal.sent[self.cloud.answered]
        if isinstance(asked, LaunchInstances):
            self.run_short(asked, int(asked.amount * share))
        self.cloud.fleet(1)

    def run_short(self, asked: LaunchInstances, missing: int) -> None:
        """So many of the instances cannot be had."""
        if missing:
            left = asked.model_copy(update={"amount": asked.amount - missing})
            self.cloud.rehearsal.sent[self.cloud.answered] = left
            self.cloud.rehearsal.tell(
                InstancesNotCreated(
                    scaling_activity_id=asked.scaling_activity_id,
                    scaling_group_id=self.cloud.group,
                    amount=missing,
                    code="OperationDenied.NoStock",
                    message="Sold out.",
                )
            )

    @precondition(lambda self: self.group.instances)
    @rule(data=st.data())
    def vanish(self, data: st.DataObject) -> None:
        """Somebody deletes an instance."""
        self.cloud.released(data.draw(st.sampled_from(sorted(self.group.instances))))

    @rule(limits=st.lists(st.integers(LOW, HIGH), min_size=3, max_size=3).map(sorted))
    def change_limits(self, limits: list[int]) -> None:
        """The group gets other limits, and an expected number between them, if it has one."""
        low, desired, high = limits
        expects = self.group.request.desired_capacity is not None
        command = ModifyScalingGroup(
            scaling_group_id=self.cloud.group,
            min_size=low,
            max_size=high,
            desired_capacity=desired if expects else None,
        )
        self.cloud.ask(command)

    @rule(seconds=st.integers(0, 120))
    def pass_time(self, seconds: int) -> None:
        """Time passes."""
        self.cloud.rehearsal.advance(seconds)

    @rule()
    def turn_off_and_on(self) -> None:
        """The group is disabled, and enabled again; what runs goes on."""
        self.cloud.ask(DisableScalingGroup(scaling_group_id=self.cloud.group))
        self.attempt(lambda: self.cloud.execute(self.ari))
        self.cloud.ask(EnableScalingGroup(scaling_group_id=self.cloud.group))

    @rule()
    def restart(self) -> None:
        """The service starts again from its journal."""
        before = self.cloud.rehearsal.state
        self.cloud.rehearsal.restart()
        assert self.cloud.rehearsal.state == before
        before = before.groups[self.cloud.group].warmups.count(self.cloud.rehearsal.now.timestamp())
        assert self.group.warmups.count(self.cloud.rehearsal.now.timestamp()) == before

    @invariant()
    def no_activity_heads_out_of_the_limits(self) -> None:
        """What begins leads to a size between them, whatever has happened before."""
        new = self.cloud.rehearsal.recorded[self.checked :]
        self.checked += len(new)
        limits = self.group.request
        for event in new:
            if isinstance(event, ScalingActivityStarted):
                goal = int(event.cause.rpartition('to "')[2].rstrip('".'))
                unhealthy = event.cause.startswith("Instances are unhealthy")  # as documented
                lowest = 0 if unhealthy else limits.min_size
                assert lowest <= goal <= limits.max_size, event.cause

    @invariant()
    def the_expected_number_is_inside_the_limits(self) -> None:
        """Where there is one."""
        limits = self.group.request
        assert limits.desired_capacity in (None, *range(limits.min_size, limits.max_size + 1))

    @invariant()
    def one_activity_at_a_time(self) -> None:
        """But for groups that expect a number; and nothing runs beside what an alarm has begun."""
        kinds = [each.trigger_source_type for each in self.group.running.values()]
        if self.group.request.desired_capacity is None or "Cms" in kinds:
            assert len(kinds) <= 1

    def teardown(self) -> None:
        """In the end all that has begun has ended once, and the group has the size that it should."""
        for _ in range(12):
            self.cloud.fleet()
            self.cloud.rehearsal.advance(200)
        ended_once(self.cloud)
        size = len(self.cloud.states())
        assert set(self.cloud.states()) <= {"InService"}
        limits = self.group.request
        assert limits.min_size <= size <= limits.max_size
        assert limits.desired_capacity in (None, size)
        assert not self.group.running
        assert not self.cloud.rehearsal.machine.timers


TestSizes = Sizes.TestCase
TestSizes.settings = settings(max_examples=tries(15), stateful_step_count=40)
TestSizes.__doc__ = "A group comes to its size; all that begins ends, and ends once."
