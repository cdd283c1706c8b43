"""Predictive rules: what they see every hour, and the limits that they give their group."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, forecasting, modifying
from scalehook.scaling_controller.forecasting import Forecast
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Rule, State
from scalehook.scaling_controller.state.events.predictions import PredictiveSampleTaken
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.base import Transition
from scalehook_contracts.scaling_controller.group_settings import GroupChanges


def sample(rule: Rule, hour: float, work: Work[State, Settings]) -> None:
    """What the group's instances show at this moment, if they show anything."""
    group, name = work.state.groups[rule.group_id], rule.request.metric_name or ""
    counts, load = group.counts(), group.loads.get(name)
    serving = counts["InService"] + counts["Protected"]
    if load is not None and serving:
        work.record(
            PredictiveSampleTaken(
                scaling_group_id=group.group_id,
                metric_name=name,
                hour=hour,
                value=load.shown(serving),
                instances=serving,
            )
        )


def run(rule: Rule, hour: float, work: Work[State, Settings]) -> None:
    """Give the group the limits for the hour, if anything is known of it."""
    predicted = forecast(work.state.groups[rule.group_id], rule.request.metric_name or "", hour)
    if predicted is not None and rule.request.target_value is not None:
        low, high = forecasting.limits(rule.request, predicted.needed(rule.request.target_value))
        _resize(rule, low, high, work)


def forecast(group: Group, metric_name: str, hour: float) -> Forecast | None:
    """What is to be expected of the group's metric."""
    return forecasting.forecast(group.samples.get(metric_name, []), hour)


def _resize(rule: Rule, low: int, high: int, work: Work[State, Settings]) -> None:
    """A group that may not have them, since it expects another number, shows a rejected activity."""
    group = work.state.groups[rule.group_id]
    if (group.request.min_size, group.request.max_size) == (low, high):
        return
    trigger = Trigger.of_ess(f'Predictive scaling rule "{rule.rule_id}" changes the limits')
    try:
        modifying.modify(group, GroupChanges(min_size=low, max_size=high), trigger, work)
    except ApiError as problem:
        direction: Transition = "SCALE_OUT" if low > group.heading else "SCALE_IN"
        activities.reject(group, direction, trigger, problem.bare(), work)
