"""Checks scaling groups before they are made."""

from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.groups import id_list
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import (
    InvalidParameterConflict,
    InvalidScalingGroupNameDuplicate,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup


def check(command: CreateScalingGroup, state: State) -> None:
    """Sizes, lists of ids, and a name of its own."""
    _check_sizes(command)
    _check_ids(command)
    if state.catalogue.groups.find([("name", command.scaling_group_name)]):
        raise InvalidScalingGroupNameDuplicate()


def _check_sizes(command: CreateScalingGroup) -> None:
    if command.min_size > command.max_size:
        raise InvalidParameterConflict(one="MinSize", other="MaxSize")
    expected = command.desired_capacity
    if expected is not None and not command.min_size <= expected <= command.max_size:
        raise InvalidParameterConflict(one="DesiredCapacity", other="MinSize")


def _check_ids(command: CreateScalingGroup) -> None:
    given = (
        ("LoadBalancerIds", command.load_balancer_ids),
        ("DBInstanceIds", command.db_instance_ids),
    )
    for name, text in given:
        try:
            id_list(text)
        except ValueError as problem:
            raise InvalidParameter(name=name) from problem
