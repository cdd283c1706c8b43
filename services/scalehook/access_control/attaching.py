"""What the three kinds that policies are attached to have in common: roles, users and groups."""

from dataclasses import dataclass

from scalehook.access_control.lookups import check_policy
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook_contracts.access_control.base import PolicyType
from scalehook_contracts.access_control.policies import PolicyAttached, PolicyDetached
from scalehook_contracts.base import Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import (
    EntityAlreadyExistsGroupPolicy,
    EntityAlreadyExistsRolePolicy,
    EntityAlreadyExistsUserPolicy,
    EntityNotExistGroupPolicy,
    EntityNotExistRolePolicy,
    EntityNotExistUserPolicy,
    LimitExceededGroupPolicy,
    LimitExceededRolePolicy,
    LimitExceededUserPolicy,
)

MOST_OF_SYSTEM = 20


@dataclass(frozen=True)
class Kind:
    """One kind: how many custom policies each of it may have, and how it refuses."""

    name: str
    most_custom: int
    there_already: type[ApiError]
    not_there: type[ApiError]
    too_many: type[ApiError]

    def attach(
        self, name: str, policy_type: PolicyType, policy_name: str, work: Work[State, Settings]
    ) -> Done:
        """It may do what the policy says, from the next call on."""
        check_policy(policy_type, policy_name, work.state)
        principal = f"{self.name}/{name.lower()}"
        attached = work.state.attached.get(principal, [])
        if f"{policy_type}/{policy_name.lower()}" in attached:
            raise self.there_already()
        most = MOST_OF_SYSTEM if policy_type == "System" else self.most_custom
        if sum(policy.startswith(f"{policy_type}/") for policy in attached) >= most:
            raise self.too_many()
        event = PolicyAttached(
            principal=principal,
            policy_type=policy_type,
            policy_name=policy_name,
            attached_at=work.now.timestamp(),
        )
        work.record(event)
        return Done()

    def detach(
        self, name: str, policy_type: PolicyType, policy_name: str, work: Work[State, Settings]
    ) -> Done:
        """It may do it no more."""
        principal = f"{self.name}/{name.lower()}"
        if f"{policy_type}/{policy_name.lower()}" not in work.state.attached.get(principal, []):
            raise self.not_there()
        event = PolicyDetached(principal=principal, policy_type=policy_type, policy_name=policy_name)
        work.record(event)
        return Done()


ROLE = Kind("role", 5, EntityAlreadyExistsRolePolicy, EntityNotExistRolePolicy, LimitExceededRolePolicy)
USER = Kind("user", 10, EntityAlreadyExistsUserPolicy, EntityNotExistUserPolicy, LimitExceededUserPolicy)
GROUP = Kind(
    "group", 5, EntityAlreadyExistsGroupPolicy, EntityNotExistGroupPolicy, LimitExceededGroupPolicy
)
