"""Attaching policies to roles, users and groups, and taking them away."""

from scalehook.access_control.attaching import GROUP, ROLE, USER
from scalehook.access_control.lookups import group_of, role_of, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook_contracts.access_control.attachments import (
    AttachPolicyToGroup,
    DetachPolicyFromGroup,
    DetachPolicyFromUser,
)
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    DetachPolicyFromRole,
)
from scalehook_contracts.base import Done


def attach_policy_to_role(command: AttachPolicyToRole, work: Work[State, Settings]) -> Done:
    """To a role."""
    role_of(command.role_name, work)
    return ROLE.attach(command.role_name, command.policy_type, command.policy_name, work)


def detach_policy_from_role(command: DetachPolicyFromRole, work: Work[State, Settings]) -> Done:
    """From a role."""
    role_of(command.role_name, work)
    return ROLE.detach(command.role_name, command.policy_type, command.policy_name, work)


def attach_policy_to_user(command: AttachPolicyToUser, work: Work[State, Settings]) -> Done:
    """To a user."""
    user_of(command.user_name, work.state)
    return USER.attach(command.user_name, command.policy_type, command.policy_name, work)


def detach_policy_from_user(command: DetachPolicyFromUser, work: Work[State, Settings]) -> Done:
    """From a user."""
    user_of(command.user_name, work.state)
    return USER.detach(command.user_name, command.policy_type, command.policy_name, work)


def attach_policy_to_group(command: AttachPolicyToGroup, work: Work[State, Settings]) -> Done:
    """To a group."""
    group_of(command.group_name, work.state)
    return GROUP.attach(command.group_name, command.policy_type, command.policy_name, work)


def detach_policy_from_group(command: DetachPolicyFromGroup, work: Work[State, Settings]) -> Done:
    """From a group."""
    group_of(command.group_name, work.state)
    return GROUP.detach(command.group_name, command.policy_type, command.policy_name, work)
