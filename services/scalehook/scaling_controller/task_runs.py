"""One run of a scheduled task: a rule is executed, or a group gets other sizes."""

from scalehook.kit import Work
from scalehook.scaling_controller import (
    activities,
    capacity,
    executing,
    modifying,
    rule_directions,
    task_timers,
)
from scalehook.scaling_controller.lookups import group_of, rule_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, ScheduledTask, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import (
    IncorrectScalingGroupStatus,
    ScalingActivityInProgress,
)
from scalehook_contracts.scaling_controller.base import Transition
from scalehook_contracts.scaling_controller.group_settings import GroupChanges
from scalehook_contracts.scaling_controller.scheduled_tasks import ScheduledTaskSkipped

PROCESS = "ScheduledAction"
PASSING = (IncorrectScalingGroupStatus, ScalingActivityInProgress)  # may be otherwise in a moment


def attempt(task: ScheduledTask, due_at: float, work: Work[State, Settings]) -> None:
    """Do it now, or try again in a moment, or give it up."""
    try:
        _act(task, work)
    except PASSING as problem:
        if not task_timers.plan_retry(task, due_at, work):
            _give_up(task, due_at, problem.bare(), work)
    except ApiError as problem:
        _give_up(task, due_at, problem.bare(), work)


def _act(task: ScheduledTask, work: Work[State, Settings]) -> None:
    group = group_of(task.acts_on, work.state)
    if PROCESS in group.suspended:
        raise IncorrectScalingGroupStatus()
    if task.settings.scheduled_action:
        executing.execute(rule_of(task.settings.scheduled_action, work)[1], _trigger(task), work)
    else:
        _resize(task, group, work)


def _resize(task: ScheduledTask, group: Group, work: Work[State, Settings]) -> None:
    said, trigger = task.settings, _trigger(task)
    capacity.check(group, _direction(task, group), trigger, work)
    changes = GroupChanges(
        min_size=said.min_value, max_size=said.max_value, desired_capacity=said.desired_capacity
    )
    modifying.modify(group, changes, trigger, work)


def _give_up(task: ScheduledTask, due_at: float, problem: ApiError, work: Work[State, Settings]) -> None:
    """It is said, and noted as a rejected activity where there is a group to note it of."""
    group = work.state.groups.get(task.acts_on)
    if group is not None:
        activities.reject(group, _direction(task, group), _trigger(task), problem, work)
    work.record(
        ScheduledTaskSkipped(
            scheduled_task_id=task.task_id,
            scaling_group_id=task.acts_on,
            due_at=due_at,
            code=problem.code,
            message=problem.message,
        )
    )


def _trigger(task: ScheduledTask) -> Trigger:
    what = task.settings.scheduled_action.rpartition("/")[2]
    does = f'executes scaling rule "{what}"' if what else "changes the size of the scaling group"
    return Trigger.of_ess(f'Scheduled task "{task.task_id}" {does}')


def _direction(task: ScheduledTask, group: Group) -> Transition:
    """Where it leads, as far as it says so."""
    said = task.settings
    rule = group.rules.get(said.scheduled_action.rpartition("/")[2])
    if rule is not None:
        shrinks = bool(rule_directions.shrinks(rule, group))
    else:
        limits = [size for size in (said.max_value, said.desired_capacity) if size is not None]
        shrinks = any(size < group.heading for size in limits)
    return "SCALE_IN" if shrinks else "SCALE_OUT"
