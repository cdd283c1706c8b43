"""The alarms of target tracking rules: they are made, changed and deleted with their rule."""

from decimal import Decimal

from scalehook.kit import Work
from scalehook.scaling_controller import alarm_making
from scalehook.scaling_controller.lookups import rule_ari
from scalehook.scaling_controller.rule_kinds import setting
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Alarm, Rule, State
from scalehook_contracts.cloud_monitor.system_metrics import SYSTEM_METRICS
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings
from scalehook_contracts.scaling_controller.alarms import AlarmDeleted

TRACKING = "TargetTrackingScalingRule"
PERIOD = 60  # seconds
MARGIN = Decimal("0.9")  # so far below its target a metric has to be before instances are removed
NO_GROUP = 0  # an application group: custom metrics of rules belong to none


def make(rule: Rule, work: Work[State, Settings]) -> None:
    """One that lets the group grow, and one that lets it shrink unless that is switched off."""
    for scales_in, said in _wanted(rule, work).items():
        alarm_making.make(said, rule.group_id, work, rule_id=rule.rule_id, scales_in=scales_in)


def change(rule: Rule, work: Work[State, Settings]) -> None:
    """As the rule says now."""
    wanted = _wanted(rule, work)
    there = {alarm.scales_in: alarm for alarm in alarms_of(rule, work.state)}
    for scales_in, alarm in there.items():
        if scales_in not in wanted:
            work.record(AlarmDeleted(alarm_task_id=alarm.alarm_id))
        elif wanted[scales_in] != alarm.settings:
            alarm_making.change(alarm, wanted[scales_in], True, work)
    for scales_in in wanted.keys() - there.keys():
        said = wanted[scales_in]
        alarm_making.make(said, rule.group_id, work, rule_id=rule.rule_id, scales_in=scales_in)


def drop(rule: Rule, work: Work[State, Settings]) -> None:
    """They go with it."""
    for alarm in alarms_of(rule, work.state):
        work.record(AlarmDeleted(alarm_task_id=alarm.alarm_id))


def alarms_of(rule: Rule, state: State) -> list[Alarm]:
    """The two, or one; of other rules none."""
    return list(state.catalogue.alarms.find([("rule", rule.rule_id)]))


def _wanted(rule: Rule, work: Work[State, Settings]) -> dict[bool, AlarmSettings]:
    """By whether they let the group shrink."""
    kind, request = rule.request.scaling_rule_type, rule.request
    if kind != TRACKING:
        return {}
    target, out = request.target_value, setting(request, kind, "scale_out_evaluation_count")
    assert target is not None
    high = _shared(rule, work).model_copy(
        update={
            "name": f"TargetTracking-{rule.rule_id}-High",
            "comparison_operator": ">",
            "threshold": target,
            "evaluation_count": out,
        }
    )
    if setting(request, kind, "disable_scale_in"):
        return {False: high}
    low = high.model_copy(
        update={
            "name": f"TargetTracking-{rule.rule_id}-Low",
            "comparison_operator": "<",
            "threshold": float(Decimal(repr(target)) * MARGIN),
            "evaluation_count": setting(request, kind, "scale_in_evaluation_count"),
        }
    )
    return {False: high, True: low}


def _shared(rule: Rule, work: Work[State, Settings]) -> AlarmSettings:
    """What both look at, and what they do."""
    request = rule.request
    name, custom = request.metric_name or "", request.metric_type == "custom"
    wished = (request.alarm_options.period if request.alarm_options else None) or PERIOD
    shortest = PERIOD if custom else SYSTEM_METRICS[name].shortest
    return AlarmSettings(
        metric_type="custom" if custom else "system",
        metric_name=name,
        period=max(wished, shortest),
        group_id=NO_GROUP if custom else None,
        alarm_actions=[rule_ari(rule.rule_id, work)],
        dimensions=request.alarm_dimensions,
    )
