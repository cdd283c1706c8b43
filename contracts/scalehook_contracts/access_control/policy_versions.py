"""Policies in versions, of which one counts; and reading and deleting them."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.access_control.base import (
    Document,
    PolicyName,
    PolicyType,
    RamOperation,
    VersionId,
    policy_named,
)
from scalehook_contracts.access_control.policies import ListedPolicy, PolicyView
from scalehook_contracts.access_control.tags import GivenTags
from scalehook_contracts.base import Done, Event, Listed, Part, Reply, ReplyT_co


class PolicyVersionView(Part):
    """One version."""

    version_id: str
    is_default_version: bool
    policy_document: str
    create_date: str


class OfPolicy(RamOperation[ReplyT_co]):
    """What is done with a custom policy."""

    policy_name: PolicyName

    def resources(self) -> list[str]:
        """The policy."""
        return [f"policy/{self.policy_name}"]


class OfAnyPolicy(OfPolicy[ReplyT_co]):
    """What is done with a policy, custom or of the system's."""

    policy_type: PolicyType

    def resources(self) -> list[str]:
        """The policy."""
        return [policy_named(self.policy_type, self.policy_name)]


class DescribedPolicy(Reply):
    """A policy with the version that counts."""

    policy: PolicyView
    default_policy_version: PolicyVersionView


class GetPolicy(OfAnyPolicy[DescribedPolicy]):
    """Describes one policy."""


class PolicyList(Reply):
    """A page of policies."""

    policies: list[ListedPolicy] = Listed("Policy")
    is_truncated: bool
    marker: str | None = None


class ListPolicies(RamOperation[PolicyList]):
    """Lists policies, custom ones first; with tags, those that have them all."""

    tags: GivenTags = Listed("Tag", max_length=20)
    policy_type: PolicyType | None = None
    marker: str = ""
    max_items: int = Field(100, ge=1, le=1000)

    def resources(self) -> list[str]:
        """All policies."""
        return ["policy/*"]


class DeletePolicy(OfPolicy[Done]):
    """Deletes a custom policy that is attached to nobody; with its other versions, if that is said."""

    cascading_delete: bool = False


class PolicyVersionReply(Reply):
    """One version."""

    policy_version: PolicyVersionView


class CreatePolicyVersion(OfPolicy[PolicyVersionReply]):
    """Adds a version, at most five in all; it counts at once only if that is said."""

    policy_document: Document
    set_as_default: bool = False
    rotate_strategy: Literal["None", "DeleteOldestNonDefaultVersionWhenLimitExceeded"] = "None"


class GetPolicyVersion(OfAnyPolicy[PolicyVersionReply]):
    """Describes one version."""

    version_id: VersionId


class PolicyVersionList(Reply):
    """All versions of a policy."""

    policy_versions: list[PolicyVersionView] = Listed("PolicyVersion")


class ListPolicyVersions(OfAnyPolicy[PolicyVersionList]):
    """Lists the versions of a policy."""


class DeletePolicyVersion(OfPolicy[Done]):
    """Deletes a version that does not count."""

    version_id: VersionId


class SetDefaultPolicyVersion(OfPolicy[Done]):
    """From the next call on, this version counts."""

    version_id: VersionId


class PolicyDeleted(Event):
    """A policy is no more, and none of its versions."""

    policy_name: str


class PolicyVersionCreated(Event):
    """A policy has one more version."""

    policy_name: str
    version_id: str
    policy_document: str
    is_default: bool
    created_at: float


class PolicyVersionDeleted(Event):
    """And one less."""

    policy_name: str
    version_id: str


class DefaultPolicyVersionSet(Event):
    """Another version counts."""

    policy_name: str
    version_id: str
    updated_at: float
