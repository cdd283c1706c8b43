"""Instances of groups, described."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Instance, State
from scalehook.scaling_controller.state.catalogue import SPOT, state_marks
from scalehook.scaling_controller.views.instances import instance_view
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    ScalingInstancePage,
)


def describe_scaling_instances(
    command: DescribeScalingInstances, work: Work[State, Settings]
) -> ScalingInstancePage:
    """The instances that are asked for, or all."""
    check_region(command.region_id, work)
    if command.lifecycle_state and command.lifecycle_states:
        raise InvalidParameterConflict(one="LifecycleState", other="LifecycleStates")
    found, now, groups = _found(command, work.state), work.now.timestamp(), work.state.groups
    chosen = found.page(command.page_number, command.page_size)
    return ScalingInstancePage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        total_spot_count=_spot_count(command, work.state),
        scaling_instances=[instance_view(each, groups[each.group_id], now) for each in chosen],
    )


def _spot_count(command: DescribeScalingInstances, state: State) -> int:
    """Most accounts have none at all: nothing is looked for then."""
    mark: Mark = ("spot", SPOT)
    return len(_found(command, state, mark)) if state.catalogue.instances.has(mark) else 0


def _found(command: DescribeScalingInstances, state: State, *more: Mark) -> Found[Instance]:
    states = command.lifecycle_states
    if command.lifecycle_state:
        states = [*states, command.lifecycle_state]
    choices = state_marks(command.scaling_group_id, states)
    choices += [[mark] for mark in more]
    if command.scaling_activity_id:
        choices.append([("activity", command.scaling_activity_id)])
    if command.scaling_configuration_id:
        choices.append([("configuration", command.scaling_configuration_id)])
    if command.health_status:
        choices.append([("health", command.health_status)])
    if command.creation_types or command.creation_type:
        kinds = {*command.creation_types, *filter(None, [command.creation_type])}
        choices.append([("creation", kind) for kind in sorted(kinds)])
    return state.catalogue.instances.find(*choices, keys=command.instance_ids or None)
