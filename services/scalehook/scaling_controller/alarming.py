"""What an alarm does while its condition holds: it has its rules executed."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, cron, executing, rule_directions
from scalehook.scaling_controller.lookups import rule_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Alarm, Group, Rule, State
from scalehook.scaling_controller.state.events.alarms import AlarmActed, AlarmRefused
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidScalingRuleAriNotFound
from scalehook_contracts.scaling_controller.base import Transition

PAUSE_SECONDS = 60  # in which an alarm that has acted does nothing
PROCESS = "AlarmNotification"


def act(alarm: Alarm, evaluated: AlarmEvaluated, work: Work[State, Settings]) -> None:
    """Execute its rules, one after the other, if it may act now."""
    group = work.state.groups.get(alarm.group_id)
    if group is None or PROCESS in group.suspended or not _may_act(alarm, work):
        return
    rules = [rule for ari in alarm.settings.alarm_actions if (rule := _rule(ari, work)) is not None]
    begun = [_execute(rule, alarm, group, evaluated, work) for rule in rules]
    if any(begun):
        paused_until = work.now.timestamp() + PAUSE_SECONDS
        work.record(AlarmActed(alarm_task_id=alarm.alarm_id, paused_until=paused_until))


def _may_act(alarm: Alarm, work: Work[State, Settings]) -> bool:
    if work.now.timestamp() < alarm.paused_until:
        return False
    window = alarm.settings.effective
    return not window or cron.is_effective(window, work.now)


def _rule(ari: str, work: Work[State, Settings]) -> Rule | None:
    """None: the rule was deleted since."""
    try:
        return rule_of(ari, work)[1]
    except InvalidScalingRuleAriNotFound:
        return None


def _execute(
    rule: Rule, alarm: Alarm, group: Group, evaluated: AlarmEvaluated, work: Work[State, Settings]
) -> bool:
    """Whether it began. What refuses it is noted once, though it is tried again every period."""
    reason = f'Event-triggered task "{alarm.alarm_id}" executes scaling rule "{rule.rule_id}"'
    trigger = Trigger.of_alarm(alarm.alarm_id, reason)
    try:
        executing.execute(
            rule,
            trigger,
            work,
            breach_threshold=evaluated.threshold,
            metric_value=evaluated.metric_value,
        )
    except ApiError as problem:
        refusal = f"{rule.rule_id} {problem.code}"
        if refusal not in alarm.refused:
            activities.reject(group, _direction(rule, alarm, group), trigger, problem.bare(), work)
            work.record(AlarmRefused(alarm_task_id=alarm.alarm_id, refusal=refusal))
        return False
    return True


def _direction(rule: Rule, alarm: Alarm, group: Group) -> Transition:
    """Where the rule would have led: as its adjustment says; where it has none, as the alarm does."""
    shrinks = rule_directions.shrinks(rule, group)
    if shrinks is None:
        shrinks = alarm.settings.conditions()[0].comparison_operator in ("<", "<=")
    return "SCALE_IN" if shrinks else "SCALE_OUT"
