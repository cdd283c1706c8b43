"""Finds what a request names, or refuses as documented."""

from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.system_policies import SYSTEM_POLICIES
from scalehook.kit import Work
from scalehook_contracts.access_control.base import PolicyType
from scalehook_contracts.access_control.groups import GroupCreated
from scalehook_contracts.access_control.roles import RoleCreated
from scalehook_contracts.access_control.users import UserCreated
from scalehook_contracts.errors.ram import (
    EntityNotExistGroup,
    EntityNotExistPolicy,
    EntityNotExistRole,
    EntityNotExistUser,
)


def role_of(name: str, work: Work[State, Settings]) -> RoleCreated:
    """The role with this name."""
    role = work.state.roles.get(name.lower())
    if role is None:
        raise EntityNotExistRole(account=work.settings.account_id, name=name)
    return role


def user_of(name: str, state: State) -> UserCreated:
    """The user with this name."""
    user = state.users.get(name.lower())
    if user is None:
        raise EntityNotExistUser()
    return user


def group_of(name: str, state: State) -> GroupCreated:
    """The group with this name."""
    group = state.groups.get(name.lower())
    if group is None:
        raise EntityNotExistGroup()
    return group


def check_policy(kind: PolicyType, name: str, state: State) -> None:
    """The policy is there."""
    known = SYSTEM_POLICIES if kind == "System" else state.policies
    if name.lower() not in known:
        raise EntityNotExistPolicy()


def arn(relative_id: str, work: Work[State, Settings]) -> str:
    """`acs:ram::1234567890123456:role/OOSServiceRole`."""
    return f"acs:ram::{work.settings.account_id}:{relative_id}"
