"""Hours that are over, and hours to come, of predictive rules."""

from scalehook.kit import Work
from scalehook.scaling_controller import predicting, prediction_timers
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.predictions import GroupLoadForgotten, GroupLoadNoted
from scalehook_contracts.base import Done
from scalehook_contracts.cloud_monitor.group_metrics import GroupMetricCleared, GroupMetricSet
from scalehook_contracts.scaling_controller.predictions import RunPredictiveTask, TakePredictiveSample


def on_group_metric_set(event: GroupMetricSet, work: Work[State, Settings]) -> None:
    """A group shows a metric, by hand."""
    if event.scaling_group_id in work.state.groups:
        work.record(
            GroupLoadNoted(
                scaling_group_id=event.scaling_group_id,
                metric_name=event.metric_name,
                value=event.value,
                total=event.total,
            )
        )


def on_group_metric_cleared(event: GroupMetricCleared, work: Work[State, Settings]) -> None:
    """It shows it no more."""
    if event.scaling_group_id in work.state.groups:
        work.record(
            GroupLoadForgotten(scaling_group_id=event.scaling_group_id, metric_name=event.metric_name)
        )


def take_predictive_sample(command: TakePredictiveSample, work: Work[State, Settings]) -> Done:
    """Look at the metric, and again in an hour; the rule may be gone by now."""
    rule = work.state.catalogue.rules.things.get(command.scaling_rule_id)
    if rule is not None:
        predicting.sample(rule, command.hour, work)
        prediction_timers.plan_sample(rule, work)
    return Done()


def run_predictive_task(command: RunPredictiveTask, work: Work[State, Settings]) -> Done:
    """Give the group the limits for the hour; the rule may be gone by now, or only predict."""
    rule = work.state.catalogue.rules.things.get(command.scaling_rule_id)
    if rule is not None and prediction_timers.runs_tasks(rule):
        predicting.run(rule, command.hour, work)
        prediction_timers.plan_task(rule, work)
    return Done()
