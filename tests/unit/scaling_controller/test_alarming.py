"""What alarms do while their condition holds, and the alarms of target tracking rules."""

from typing import Any

import pytest

from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated, AlarmState
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.activities import ScalingActivityRejected
from scalehook_contracts.scaling_controller.alarms import (
    AlarmDeleted,
    CreateAlarm,
    DeleteAlarm,
    DescribeAlarms,
    DisableAlarm,
    ModifyAlarm,
)
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup
from scalehook_contracts.scaling_controller.processes import ResumeProcesses, SuspendProcesses
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DeleteScalingRule,
    DescribeScalingRules,
    ModifyScalingRule,
)
from support.scaling.cloud import REGION, Cloud

HERE = {"region_id": REGION}


def alarmed(*actions: str, play: Cloud, **said: Any) -> str:
    command = CreateAlarm(
        **HERE,
        scaling_group_id=play.group,
        metric_name="CpuUtilization",
        threshold=80,
        alarm_actions=list(actions),
        **said,
    )
    return str(play.ask(command).alarm_task_id)


def tell(play: Cloud, alarm_id: str, state: AlarmState = "ALARM", value: float = 90) -> None:
    """CloudMonitor says so, and the fleet answers."""
    play.rehearsal.tell(
        AlarmEvaluated(
            alarm_task_id=alarm_id,
            scaling_group_id=play.group,
            state=state,
            metric_value=value,
            threshold=80,
            evaluated_at=play.rehearsal.now.timestamp(),
        )
    )
    play.fleet()


def rejected(play: Cloud) -> list[str]:
    found = [e for e in play.rehearsal.recorded if isinstance(e, ScalingActivityRejected)]
    return [each.error_code for each in found]


def ready(**said: Any) -> tuple[Cloud, str]:
    """An enabled group, and an alarm that executes a rule of +1 without cooldown."""
    play = Cloud().enabled()
    return play, alarmed(play.rule(1, cooldown=0), play=play, **said)


def test_it_scales() -> None:
    """Its rule is executed; the activity names the alarm."""
    play, alarm_id = ready()
    tell(play, alarm_id)
    assert play.states() == ["InService"]
    (activity,) = play.rehearsal.state.activities.values()
    assert (activity.trigger_source_type, activity.trigger_source_id) == ("Cms", alarm_id)
    assert activity.cause.startswith(f'Event-triggered task "{alarm_id}" executes scaling rule')


def test_states_are_described() -> None:
    """As CloudMonitor says; other states than ALARM do nothing."""
    play, alarm_id = ready()
    for state in ("OK", "INSUFFICIENT_DATA", "ALARM"):
        tell(play, alarm_id, state)  # type: ignore[arg-type]  # one of the literals
        (view,) = play.ask(DescribeAlarms(**HERE)).alarm_list
        assert view.state == state
    assert len(play.states()) == 1


def test_a_pause() -> None:
    """After it has acted it does nothing for a minute, and then again while the condition holds."""
    play, alarm_id = ready()
    for seconds in (0, 30, 29, 1):
        play.advance(seconds)
        tell(play, alarm_id)
    assert len(play.states()) == 2


def test_a_busy_group() -> None:
    """It is tried again when the activity has ended; the refusal is noted once."""
    play, alarm_id = ready()
    play.hook(heartbeat_timeout=300)
    play.execute(play.rule(1, cooldown=0))
    play.fleet()
    for _ in range(3):
        play.advance(60)
        tell(play, alarm_id)
    assert rejected(play) == ["ScalingActivityInProgress"]
    play.advance(180)
    tell(play, alarm_id)
    assert len(play.states()) == 2


def test_what_is_refused_is_said_again() -> None:
    """After the alarm was in another state."""
    play, alarm_id = ready()
    play.ask(DisableScalingGroup(scaling_group_id=play.group))
    for state in ("ALARM", "ALARM", "OK", "ALARM"):
        tell(play, alarm_id, state)  # type: ignore[arg-type]  # one of the literals
    assert rejected(play) == ["IncorrectScalingGroupStatus"] * 2


def test_cooldown() -> None:
    """It blocks alarms until it is over."""
    play = Cloud().enabled()
    alarm_id = alarmed(play.rule(1, cooldown=300), play=play)
    tell(play, alarm_id)
    play.advance(120)
    tell(play, alarm_id)
    assert len(play.states()) == 1
    assert len(rejected(play)) == 1
    play.advance(200)
    tell(play, alarm_id)
    assert len(play.states()) == 2


def test_two_rules() -> None:
    """One after the other: the second meets a busy group."""
    play = Cloud().enabled()
    play.hook()
    alarm_id = alarmed(play.rule(1), play.rule(2), play=play)
    tell(play, alarm_id)
    assert len(play.states()) == 1
    assert rejected(play) == ["ScalingActivityInProgress"]


def test_directions_of_what_is_refused() -> None:
    """Where the rule would have led."""
    play = Cloud()
    rules = [play.rule(1), play.rule(-1), play.rule(0, "TotalCapacity"), play.rule(5, "TotalCapacity")]
    tell(play, alarmed(*rules, play=play))
    found = [e for e in play.rehearsal.recorded if isinstance(e, ScalingActivityRejected)]
    assert [each.lifecycle_transition for each in found] == [
        "SCALE_OUT", "SCALE_IN", "SCALE_OUT", "SCALE_OUT",
    ]  # fmt: skip


def test_outside_of_its_time() -> None:
    """It is evaluated, and does nothing; the clock stands at midnight, in China at eight."""
    play, alarm_id = ready(effective="* * 9 * * ?")
    tell(play, alarm_id)
    assert play.states() == []
    play.advance(3600)
    tell(play, alarm_id)
    assert len(play.states()) == 1


def test_a_suspended_process() -> None:
    """While AlarmNotification stands still no rule runs, and nothing is rejected."""
    play, alarm_id = ready()
    processes = {"scaling_group_id": play.group, "processes": ["AlarmNotification"]}
    play.ask(SuspendProcesses(**processes))
    tell(play, alarm_id)
    assert (play.states(), rejected(play)) == ([], [])
    play.ask(ResumeProcesses(**processes))
    tell(play, alarm_id)
    assert len(play.states()) == 1


def test_what_comes_too_late() -> None:
    """Of an alarm that is switched off, or whose rule is gone."""
    play = Cloud().enabled()
    rule = play.rule(1)
    alarm_id, other = alarmed(rule, play=play), alarmed(rule, play=play)
    play.ask(DisableAlarm(**HERE, alarm_task_id=alarm_id))
    tell(play, alarm_id)
    play.ask(DeleteScalingRule(scaling_rule_id=rule.rpartition("/")[2]))
    tell(play, other)
    assert (play.states(), rejected(play)) == ([], [])


def test_step_rules_are_told_the_value() -> None:
    """The value, and the threshold that it has passed."""
    play = Cloud().enabled()
    steps = [
        {"metric_interval_lower_bound": 0, "metric_interval_upper_bound": 10, "scaling_adjustment": 1},
        {"metric_interval_lower_bound": 10, "scaling_adjustment": 3},
    ]
    command = CreateScalingRule(
        scaling_group_id=play.group,
        scaling_rule_type="StepScalingRule",
        adjustment_type="QuantityChangeInCapacity",
        step_adjustments=steps,
    )
    tell(play, alarmed(play.ask(command).scaling_rule_ari, play=play), value=95)
    assert len(play.states()) == 3


def tracking(play: Cloud, **said: Any) -> str:
    command = CreateScalingRule(
        scaling_group_id=play.group,
        scaling_rule_type="TargetTrackingScalingRule",
        metric_name="CpuUtilization",
        target_value=50.5,
        **said,
    )
    return str(play.ask(command).scaling_rule_id)


def alarms_of(play: Cloud, rule_id: str) -> list[Any]:
    command = DescribeScalingRules(**HERE, scaling_rule_ids=[rule_id], show_alarm_rules=True)
    return list(play.ask(command).scaling_rules[0].alarms)


def test_alarms_of_a_rule() -> None:
    """Two: above the target, and below nine tenths of it."""
    play = Cloud()
    rule = tracking(play)
    assert [
        (each.comparison_operator, each.threshold, each.evaluation_count, each.period)
        for each in alarms_of(play, rule)
    ] == [(">", 50.5, 3, 60), ("<", 45.45, 15, 60)]
    assert len(play.ask(DescribeAlarms(**HERE)).alarm_list) == 2
    hidden = play.ask(DescribeScalingRules(**HERE, scaling_rule_ids=[rule])).scaling_rules[0]
    assert hidden.alarms == []


def test_they_change_with_it() -> None:
    """Thresholds and counts; the second goes and comes."""
    play = Cloud()
    rule = tracking(play, disable_scale_in=True, scale_out_evaluation_count=1)
    (only,) = alarms_of(play, rule)
    assert only.evaluation_count == 1
    play.ask(ModifyScalingRule(scaling_rule_id=rule, target_value=10, disable_scale_in=False))
    assert [each.threshold for each in alarms_of(play, rule)] == [10, 9]
    assert alarms_of(play, rule)[0].alarm_task_id == only.alarm_task_id
    play.ask(ModifyScalingRule(scaling_rule_id=rule, disable_scale_in=True))
    assert len(alarms_of(play, rule)) == 1


@pytest.mark.parametrize("of_group", [False, True])
def test_they_die_with_it(of_group: bool) -> None:
    """When the rule is deleted, or its whole group."""
    play = Cloud()
    rule = tracking(play)
    if of_group:
        play.ask(DeleteScalingGroup(scaling_group_id=play.group))
    else:
        play.ask(DeleteScalingRule(scaling_rule_id=rule))
    assert play.rehearsal.state.alarms == {}
    assert sum(isinstance(event, AlarmDeleted) for event in play.rehearsal.recorded) == 2


@pytest.mark.parametrize("operation", [DeleteAlarm, ModifyAlarm])
def test_they_cannot_be_touched_alone(operation: Any) -> None:
    """A rule's own alarms are not deleted or changed."""
    play = Cloud()
    first = alarms_of(play, tracking(play))[0].alarm_task_id
    with pytest.raises(ApiError, match="AlarmTaskId"):
        play.ask(operation(**HERE, alarm_task_id=first))


def test_a_target_is_tracked() -> None:
    """So many instances as bring the metric to its target."""
    play = Cloud().enabled()
    rule = tracking(play, estimated_instance_warmup=0)
    play.scale(2)
    play.advance(600)
    high, low = (each.alarm_task_id for each in alarms_of(play, rule))
    tell(play, high, value=101)
    assert len(play.states()) == 4
    play.advance(600)
    tell(play, low, value=25)
    assert len(play.states()) == 2
