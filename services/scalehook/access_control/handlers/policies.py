"""Policies, and attaching them."""

from scalehook.access_control.lookups import check_policy, role_of, user_of
from scalehook.access_control.policy_document import check_policy_text
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.access_control.base import PolicyType
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
    DetachPolicyFromRole,
    PolicyAttached,
    PolicyCreated,
    PolicyDetached,
    PolicyReply,
    PolicyView,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    EntityAlreadyExistsPolicy,
    EntityAlreadyExistsRolePolicy,
    EntityAlreadyExistsUserPolicy,
    EntityNotExistRolePolicy,
    LimitExceededRolePolicy,
    LimitExceededUserPolicy,
)

MOST_OF_ROLE = {"System": 20, "Custom": 5}
MOST_OF_USER = {"System": 20, "Custom": 10}


def create_policy(command: CreatePolicy, work: Work[State, Settings]) -> PolicyReply:
    """A custom policy."""
    check_policy_text(command.policy_document)
    if command.policy_name.lower() in work.state.policies:
        raise EntityAlreadyExistsPolicy()
    work.record(
        PolicyCreated(
            policy_name=command.policy_name,
            policy_document=command.policy_document,
            description=command.description,
            created_at=work.now.timestamp(),
        )
    )
    view = PolicyView(
        policy_name=command.policy_name,
        description=command.description,
        create_date=iso_seconds(work.now),
    )
    return PolicyReply(policy=view)


def attach_policy_to_role(command: AttachPolicyToRole, work: Work[State, Settings]) -> Done:
    """The role may do what the policy says, from the next call on."""
    role_of(command.role_name, work)
    check_policy(command.policy_type, command.policy_name, work.state)
    principal = f"role/{command.role_name.lower()}"
    if _is_attached(principal, command, work.state):
        raise EntityAlreadyExistsRolePolicy()
    if _count(principal, command.policy_type, work.state) >= MOST_OF_ROLE[command.policy_type]:
        raise LimitExceededRolePolicy()
    work.record(_attached(principal, command))
    return Done()


def detach_policy_from_role(command: DetachPolicyFromRole, work: Work[State, Settings]) -> Done:
    """The role may do it no more."""
    role_of(command.role_name, work)
    principal = f"role/{command.role_name.lower()}"
    if not _is_attached(principal, command, work.state):
        raise EntityNotExistRolePolicy()
    detached = PolicyDetached(
        principal=principal, policy_type=command.policy_type, policy_name=command.policy_name
    )
    work.record(detached)
    return Done()


def attach_policy_to_user(command: AttachPolicyToUser, work: Work[State, Settings]) -> Done:
    """The user may do what the policy says, from the next call on."""
    user_of(command.user_name, work.state)
    check_policy(command.policy_type, command.policy_name, work.state)
    principal = f"user/{command.user_name.lower()}"
    if _is_attached(principal, command, work.state):
        raise EntityAlreadyExistsUserPolicy()
    if _count(principal, command.policy_type, work.state) >= MOST_OF_USER[command.policy_type]:
        raise LimitExceededUserPolicy()
    work.record(_attached(principal, command))
    return Done()


Attaching = AttachPolicyToRole | AttachPolicyToUser


def _is_attached(principal: str, command: Attaching, state: State) -> bool:
    policy = f"{command.policy_type}/{command.policy_name.lower()}"
    return policy in state.attached.get(principal, [])


def _count(principal: str, kind: PolicyType, state: State) -> int:
    return sum(attached.startswith(f"{kind}/") for attached in state.attached.get(principal, []))


def _attached(principal: str, command: Attaching) -> PolicyAttached:
    return PolicyAttached(
        principal=principal, policy_type=command.policy_type, policy_name=command.policy_name
    )
