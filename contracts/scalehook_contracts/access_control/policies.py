"""Policies, and whom they are attached to."""

from typing import ClassVar, Generic

from scalehook_contracts.access_control.base import (
    Description,
    Document,
    PolicyName,
    PolicyType,
    RamOperation,
    RoleName,
    UserName,
    policy_named,
)
from scalehook_contracts.access_control.tags import GivenTags, TagView
from scalehook_contracts.base import Blankable, Done, Event, Listed, Part, Reply, ReplyT_co
from scalehook_contracts.numbers import Int64


class PolicyView(Part):
    """A policy, as it is described."""

    policy_name: str
    policy_type: PolicyType = "Custom"
    description: str
    default_version: str = "v1"
    create_date: str
    update_date: str | None = None
    attachment_count: Int64 | None = None
    policy_document: str | None = None  # of GetPolicy, where it says nothing


class ListedPolicy(PolicyView):
    """A policy in a list."""

    tags: list[TagView] = Listed("Tag")


class PolicyReply(Reply):
    """One policy."""

    policy: PolicyView


class CreatePolicy(RamOperation[PolicyReply]):
    """Creates a custom policy."""

    policy_name: PolicyName
    policy_document: Document
    description: Description = ""
    tags: GivenTags = Listed("Tag", max_length=20)

    def resources(self) -> list[str]:
        """All policies: it is none of them yet."""
        return ["policy/*"]


class UpdatePolicyDescription(RamOperation[PolicyReply]):
    """Describes a custom policy in other words."""

    policy_name: PolicyName
    new_description: Description = Blankable("")

    def resources(self) -> list[str]:
        """The policy."""
        return [f"policy/{self.policy_name}"]


class PolicyAttachment(RamOperation[ReplyT_co], Generic[ReplyT_co]):
    """Gives a policy to somebody, or takes it away."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"ResourceGroupId"})

    policy_type: PolicyType
    policy_name: PolicyName


class AttachPolicyToRole(PolicyAttachment[Done]):
    """Grants a policy to a role."""

    role_name: RoleName

    def resources(self) -> list[str]:
        """The policy and the role."""
        return [policy_named(self.policy_type, self.policy_name), f"role/{self.role_name}"]


class DetachPolicyFromRole(AttachPolicyToRole):
    """Takes a policy from a role; in effect for the next call."""


class AttachPolicyToUser(PolicyAttachment[Done]):
    """Grants a policy to a user."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The policy and the user."""
        return [policy_named(self.policy_type, self.policy_name), f"user/{self.user_name}"]


class PolicyCreated(Event):
    """A custom policy exists."""

    policy_name: str
    policy_document: str
    description: str
    created_at: float


class PolicyDescribed(Event):
    """A policy is described so from now on."""

    policy_name: str
    description: str
    updated_at: float


class PolicyAttached(Event):
    """A principal (`role/<name>`, `user/<name>`, `group/<name>`) may do what the policy says."""

    principal: str
    policy_type: PolicyType
    policy_name: str
    attached_at: float = 0  # Unix seconds; 0: before it was noted


class PolicyDetached(Event):
    """And no more."""

    principal: str
    policy_type: PolicyType
    policy_name: str
