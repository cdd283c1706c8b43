"""What access control tells the others. Keys and their secrets are told to nobody."""

from scalehook_contracts.access_control.base import PolicyType
from scalehook_contracts.base import Event


class RoleCreated(Event):
    """A role exists."""

    role_id: str
    role_name: str
    assume_role_policy_document: str
    description: str
    max_session_duration: int
    created_at: float


class PolicyCreated(Event):
    """A custom policy exists."""

    policy_name: str
    policy_document: str
    description: str
    created_at: float


class UserCreated(Event):
    """A user exists."""

    user_id: str
    user_name: str
    display_name: str
    comments: str
    created_at: float


class PolicyAttached(Event):
    """A principal (`role/<name>`, `user/<name>`) may do what the policy says."""

    principal: str
    policy_type: PolicyType
    policy_name: str


class PolicyDetached(Event):
    """And no more."""

    principal: str
    policy_type: PolicyType
    policy_name: str
