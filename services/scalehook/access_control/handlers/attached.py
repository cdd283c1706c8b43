"""What is attached to whom."""

from scalehook.access_control.lookups import arn, check_policy, group_of, role_of, user_of
from scalehook.access_control.policy_views import view_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.attachments import (
    AttachedPolicyList,
    AttachedPolicyView,
    EntityList,
    HoldingGroup,
    HoldingRole,
    HoldingUser,
    ListEntitiesForPolicy,
    ListPoliciesForGroup,
    ListPoliciesForRole,
    ListPoliciesForUser,
)


def list_policies_for_role(
    command: ListPoliciesForRole, work: Work[State, Settings]
) -> AttachedPolicyList:
    """A role's."""
    return _policies_of(f"role/{role_of(command.role_name, work).role_name}", work.state)


def list_policies_for_user(
    command: ListPoliciesForUser, work: Work[State, Settings]
) -> AttachedPolicyList:
    """A user's own."""
    return _policies_of(f"user/{user_of(command.user_name, work.state).user_name}", work.state)


def list_policies_for_group(
    command: ListPoliciesForGroup, work: Work[State, Settings]
) -> AttachedPolicyList:
    """A group's."""
    return _policies_of(f"group/{group_of(command.group_name, work.state).group_name}", work.state)


def list_entities_for_policy(command: ListEntitiesForPolicy, work: Work[State, Settings]) -> EntityList:
    """Who has the policy."""
    check_policy(command.policy_type, command.policy_name, work.state)
    policy = f"{command.policy_type}/{command.policy_name.lower()}"
    found: dict[str, dict[str, str]] = {"user": {}, "group": {}, "role": {}}
    for principal in work.state.holders.get(policy, ()):
        kind, _, name = principal.partition("/")
        found[kind][name] = _attach_date(principal, policy, work.state)
    return EntityList(
        users=[_user(name, date, work) for name, date in found["user"].items()],
        groups=[_group(name, date, work) for name, date in found["group"].items()],
        roles=[_role(name, date, work) for name, date in found["role"].items()],
    )


def _policies_of(holder: str, state: State) -> AttachedPolicyList:
    principal = holder.lower()
    views = []
    for policy in state.attached.get(principal, ()):
        kind, _, name = policy.partition("/")
        view = view_of(kind, name, state)
        shown = view.model_dump(include={"policy_name", "policy_type", "description", "default_version"})
        views.append(AttachedPolicyView(attach_date=_attach_date(principal, policy, state), **shown))
    return AttachedPolicyList(policies=views)


def _attach_date(principal: str, policy: str, state: State) -> str:
    return iso_seconds(moment(state.attached_at.get(principal, {}).get(policy, 0)))


def _user(name: str, date: str, work: Work[State, Settings]) -> HoldingUser:
    user = user_of(name, work.state)
    return HoldingUser(
        user_id=user.user_id,
        user_name=user.user_name,
        display_name=user.display_name,
        attach_date=date,
    )


def _group(name: str, date: str, work: Work[State, Settings]) -> HoldingGroup:
    group = group_of(name, work.state)
    return HoldingGroup(group_name=group.group_name, comments=group.comments, attach_date=date)


def _role(name: str, date: str, work: Work[State, Settings]) -> HoldingRole:
    role = role_of(name, work)
    return HoldingRole(
        role_id=role.role_id,
        role_name=role.role_name,
        arn=arn(f"role/{role.role_name}", work),
        description=role.description,
        attach_date=date,
    )
