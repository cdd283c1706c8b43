"""Checks the settings of scaling groups, new ones and changed ones."""

from scalehook.kit import Work
from scalehook.scaling_controller import launch_templates, tag_checks
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.attachments import id_list
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling import InvalidParameterConflict, InvalidScalingGroupNameDuplicate
from scalehook_contracts.errors.scaling_groups import (
    QuotaExceededScalingGroup,
)
from scalehook_contracts.scaling_controller.group_settings import GroupChanges
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

MOST_V_SWITCHES = 8
HEALTH_CHECKS = {"ECS", "NONE", "LOAD_BALANCER"}
CUSTOM = "CustomPolicy"


def check_new(command: CreateScalingGroup, work: Work[State, Settings]) -> None:
    """A group that is to be made: there is room for it, and its settings fit."""
    if command.instance_id and command.launch_template_id:
        raise InvalidParameterConflict(one="InstanceId", other="LaunchTemplateId")
    check_quota(command, work)
    check(command)
    _check_ids(command)
    tag_checks.check(command.tags)
    check_name(command.scaling_group_name, work.state)
    if len(work.state.groups) >= work.settings.max_scaling_groups:
        raise QuotaExceededScalingGroup()


def check(
    asked: CreateScalingGroup, conflict: type[InvalidParameterConflict] = InvalidParameterConflict
) -> None:
    """Settings that a group is to have fit each other; `conflict` is how the operation tells if not."""
    _check_sizes(asked, conflict)
    _check_removal(asked)
    _check_health(asked)
    _check_v_switches(asked)
    launch_templates.check_version(asked.launch_template_version)
    types = [override.instance_type for override in asked.launch_template_overrides]
    if len(types) != len(set(types)):
        raise InvalidParameter(name="LaunchTemplateOverrides")


def check_quota(asked: CreateScalingGroup | GroupChanges, work: Work[State, Settings]) -> None:
    """So many instances may be in a group; what is not given is not looked at."""
    sizes = (
        ("MinSize", asked.min_size),
        ("MaxSize", asked.max_size),
        ("DesiredCapacity", asked.desired_capacity),
    )
    for name, size in sizes:
        if size is not None and size > work.settings.max_group_size:
            raise InvalidParameter(name=name)


def check_name(name: str | None, state: State) -> None:
    """No other group has it."""
    if name and state.catalogue.groups.find([("name", name)]):
        raise InvalidScalingGroupNameDuplicate()


def _check_sizes(asked: CreateScalingGroup, conflict: type[InvalidParameterConflict]) -> None:
    if asked.min_size > asked.max_size:
        raise conflict(one="MinSize", other="MaxSize")
    expected = asked.desired_capacity
    if expected is not None and expected < asked.min_size:
        raise conflict(one="DesiredCapacity", other="MinSize")
    if expected is not None and expected > asked.max_size:
        raise conflict(one="DesiredCapacity", other="MaxSize")


def _check_removal(asked: CreateScalingGroup) -> None:
    policies = asked.removal_policies
    if len(policies) != len(set(policies)) or CUSTOM in policies[1:]:
        raise InvalidParameter(name="RemovalPolicies")
    if CUSTOM in policies and not asked.custom_policy_arn:
        raise MissingParameter(name="CustomPolicyARN")


def _check_health(asked: CreateScalingGroup) -> None:
    """Each once; and who asks for none asks for no other."""
    types = asked.health_check_types
    known = HEALTH_CHECKS.issuperset(types) and len(types) == len(set(types))
    if not known or ("NONE" in types and len(types) > 1):
        raise InvalidParameter(name="HealthCheckTypes")


def _check_v_switches(asked: CreateScalingGroup) -> None:
    ids = asked.v_switch_ids
    if len(ids) > MOST_V_SWITCHES or len(ids) != len(set(ids)):
        raise InvalidParameter(name="VSwitchIds")


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
