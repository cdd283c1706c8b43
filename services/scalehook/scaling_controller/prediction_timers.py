"""The timers of predictive rules: a look at the metric every hour, and a task before it."""

from datetime import timedelta

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.scaling_controller.rule_kinds import setting
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Rule, State
from scalehook.scaling_controller.state.predictions import HOUR
from scalehook_contracts.scaling_controller.predictions import RunPredictiveTask, TakePredictiveSample
from scalehook_contracts.scaling_controller.rule_parts import RuleType

KIND: RuleType = "PredictiveScalingRule"


def plan(rule: Rule, work: Work[State, Settings]) -> None:
    """Run the next task in its time, and look at the metric at the end of the hour: after a task of
    that moment. Of other rules nothing.
    """
    if rule.request.scaling_rule_type != KIND:
        return
    work.cancel(_task(rule))
    if runs_tasks(rule):
        plan_task(rule, work)
    plan_sample(rule, work)


def plan_sample(rule: Rule, work: Work[State, Settings]) -> None:
    """The next look at its metric."""
    hour = _next_hour(work.now.timestamp())
    command = TakePredictiveSample(scaling_rule_id=rule.rule_id, hour=hour)
    work.schedule(_sampling(rule), moment(hour), command)


def plan_task(rule: Rule, work: Work[State, Settings]) -> None:
    """The next task, so long before its hour as the rule says."""
    minutes = setting(rule.request, KIND, "predictive_task_buffer_time")
    hour = _next_hour(work.now.timestamp() + minutes * 60)
    task = RunPredictiveTask(scaling_rule_id=rule.rule_id, hour=hour)
    work.schedule(_task(rule), moment(hour) - timedelta(minutes=minutes), task)


def stop(rule: Rule, work: Work[State, Settings]) -> None:
    """The rule is about to go."""
    if rule.request.scaling_rule_type == KIND:
        work.cancel(_sampling(rule))
        work.cancel(_task(rule))


def runs_tasks(rule: Rule) -> bool:
    """Whether it does more than predict."""
    return bool(setting(rule.request, KIND, "predictive_scaling_mode") == "PredictAndScale")


def _next_hour(now: float) -> float:
    return (now // HOUR + 1) * HOUR


def _sampling(rule: Rule) -> str:
    return f"sample/{rule.rule_id}"


def _task(rule: Rule) -> str:
    return f"prediction/{rule.rule_id}"
