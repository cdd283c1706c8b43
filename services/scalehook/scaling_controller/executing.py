"""Executes scaling rules, whoever asks for it."""

from collections.abc import Callable

from scalehook.kit import Work
from scalehook.kit.clock.moments import unix_seconds
from scalehook.scaling_controller import adjusting, capacity, rule_sizes
from scalehook.scaling_controller.adjusting import Manner
from scalehook.scaling_controller.rule_kinds import setting
from scalehook.scaling_controller.rule_sizes import Measure, Standing
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Rule, State
from scalehook.scaling_controller.state.events.executions import ScalingRuleExecuted
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling_rules import InvalidScalingRuleType, ScalingGroupInCooldown
from scalehook_contracts.exact import maker

rule_executed = maker(ScalingRuleExecuted)

ALARM = "Cms"


def execute(
    rule: Rule,
    trigger: Trigger,
    work: Work[State, Settings],
    *,
    breach_threshold: float | None = None,
    metric_value: float | None = None,
) -> str:
    """Begin the activity that the rule asks for; its id. It is empty where only the number of instances
    that the group expects is changed: an alarm, which scales at once, always gets one.
    """
    group = work.state.groups[rule.group_id]
    start = capacity.base(group)
    wanted = _wanted(
        rule, trigger, _standing(group, start, work), Measure(metric_value, breach_threshold)
    )
    if trigger.kind == ALARM and unix_seconds(work.now) < group.cooldown_until:
        raise ScalingGroupInCooldown()
    manner = Manner(at_once=trigger.kind == ALARM, beginning=_note_of(rule, work))
    return adjusting.adjust(group, wanted, start, trigger, manner, work)


def _standing(group: Group, start: int, work: Work[State, Settings]) -> Standing:
    return Standing(start, max(start - group.warmups.count(unix_seconds(work.now)), 0))


def _wanted(rule: Rule, trigger: Trigger, standing: Standing, measure: Measure) -> int:
    """The number of instances that the rule asks for. Only alarms execute target tracking rules."""
    measure.check()
    request = rule.request
    match request.scaling_rule_type:
        case "SimpleScalingRule":
            return rule_sizes.simple(request, standing)
        case "StepScalingRule":
            return rule_sizes.by_step(request, standing, measure)
        case "TargetTrackingScalingRule" if trigger.kind == ALARM:
            return rule_sizes.by_target(request, standing, measure.value)
        case kind:
            raise InvalidScalingRuleType(kind=kind)


def _note_of(rule: Rule, work: Work[State, Settings]) -> Callable[[str], None] | None:
    """The activity takes the rule's cooldown, and its instances the warm-up; nothing is to be noted of a
    rule that has neither.
    """
    request = rule.request
    warmup = setting(request, request.scaling_rule_type, "estimated_instance_warmup") or 0
    if request.cooldown is None and not warmup:
        return None

    def note(activity_id: str) -> None:
        executed = rule_executed(
            scaling_activity_id=activity_id,
            scaling_rule_id=rule.rule_id,
            cooldown=request.cooldown,
            warmup=warmup,
        )
        work.record(executed)

    return note
