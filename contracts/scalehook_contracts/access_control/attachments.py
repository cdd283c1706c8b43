"""What is attached to whom: taken away again, and listed."""

from scalehook_contracts.access_control.base import (
    GroupName,
    PolicyName,
    PolicyType,
    RamOperation,
    RoleName,
    UserName,
    policy_named,
)
from scalehook_contracts.access_control.policies import AttachPolicyToUser, PolicyAttachment
from scalehook_contracts.base import Done, Listed, Part, Reply


class DetachPolicyFromUser(AttachPolicyToUser):
    """Takes a policy from a user; in effect for the next call."""


class AttachPolicyToGroup(PolicyAttachment[Done]):
    """Grants a policy to all users of a group."""

    group_name: GroupName

    def resources(self) -> list[str]:
        """The policy and the group."""
        return [policy_named(self.policy_type, self.policy_name), f"group/{self.group_name}"]


class DetachPolicyFromGroup(AttachPolicyToGroup):
    """Takes a policy from a group; in effect for the next call."""


class AttachedPolicyView(Part):
    """A policy of a user, group or role."""

    policy_name: str
    policy_type: PolicyType
    description: str
    default_version: str
    attach_date: str


class AttachedPolicyList(Reply):
    """All policies of a user, group or role."""

    policies: list[AttachedPolicyView] = Listed("Policy")


class ListPoliciesForRole(RamOperation[AttachedPolicyList]):
    """Lists the policies that are attached to a role."""

    role_name: RoleName

    def resources(self) -> list[str]:
        """The role."""
        return [f"role/{self.role_name}"]


class ListPoliciesForUser(RamOperation[AttachedPolicyList]):
    """Lists the policies that are attached to a user; those of its groups are not among them."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class ListPoliciesForGroup(RamOperation[AttachedPolicyList]):
    """Lists the policies that are attached to a group."""

    group_name: GroupName

    def resources(self) -> list[str]:
        """The group."""
        return [f"group/{self.group_name}"]


class HoldingUser(Part):
    """A user who has the policy."""

    user_id: str
    user_name: str
    display_name: str
    attach_date: str


class HoldingGroup(Part):
    """A group that has the policy."""

    group_name: str
    comments: str
    attach_date: str


class HoldingRole(Part):
    """A role that has the policy."""

    role_id: str
    role_name: str
    arn: str
    description: str
    attach_date: str


class EntityList(Reply):
    """All who have a policy."""

    users: list[HoldingUser] = Listed("User")
    groups: list[HoldingGroup] = Listed("Group")
    roles: list[HoldingRole] = Listed("Role")


class ListEntitiesForPolicy(RamOperation[EntityList]):
    """Lists who has a policy."""

    policy_name: PolicyName
    policy_type: PolicyType

    def resources(self) -> list[str]:
        """The policy."""
        return [policy_named(self.policy_type, self.policy_name)]
