"""Executes scaling rules, whoever asks for it."""

from scalehook.kit import Work
from scalehook.scaling_controller import capacity, sizing
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Rule, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling import IncorrectCapacityNoChange
from scalehook_contracts.scaling_controller.base import Transition


def execute(
    rule: Rule,
    trigger: Trigger,
    work: Work[State, Settings],
    *,
    breach_threshold: float | None = None,
    metric_value: float | None = None,
) -> str:
    """Begin the activity that the rule asks for; its id."""
    asked = rule.request
    group = work.state.groups[asked.scaling_group_id]
    magnitude = asked.min_adjustment_magnitude or 0
    before = group.heading
    wanted = sizing.new_total(asked.adjustment_type, asked.adjustment_value, magnitude, before)
    total = sizing.cut(wanted, group.request.min_size, group.request.max_size)
    transition: Transition = "SCALE_OUT" if wanted > before else "SCALE_IN"
    capacity.check(group, transition, trigger, work)
    if total == before:
        raise IncorrectCapacityNoChange()
    return capacity.scale(group, total, trigger, work)
