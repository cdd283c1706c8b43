"""Roles."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.access_control.base import RamOperation, RoleName
from scalehook_contracts.base import Done, Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64


class RoleView(Part):
    """A role, as it is described."""

    role_id: str
    role_name: str
    arn: str
    description: str
    assume_role_policy_document: str
    create_date: str
    update_date: str
    max_session_duration: Int64


class RoleReply(Reply):
    """One role."""

    role: RoleView


class CreateRole(RamOperation[RoleReply]):
    """Creates a role; the trust document says who may assume it."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"AllowConsoleLogin", "Tag"})

    role_name: RoleName
    assume_role_policy_document: str = Field(max_length=6144)
    description: str = Field("", max_length=1024)
    max_session_duration: int = Field(3600, ge=3600, le=43200)

    def resources(self) -> list[str]:
        """The role."""
        return [f"role/{self.role_name}"]


class GetRole(RamOperation[RoleReply]):
    """Describes one role."""

    role_name: RoleName

    def resources(self) -> list[str]:
        """The role."""
        return [f"role/{self.role_name}"]


class DeleteRole(RamOperation[Done]):
    """Deletes a role that has no policies; what acts as it may do nothing more."""

    role_name: RoleName

    def resources(self) -> list[str]:
        """The role."""
        return [f"role/{self.role_name}"]


class ListedRole(Part):
    """A role in a list: without its trust."""

    role_id: str
    role_name: str
    arn: str
    description: str
    create_date: str
    update_date: str
    max_session_duration: Int64


class RoleList(Reply):
    """A page of roles."""

    roles: list[ListedRole] = Listed("Role")
    is_truncated: bool
    marker: str | None = None


class ListRoles(RamOperation[RoleList]):
    """Lists all roles."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Tag"})

    marker: str = ""
    max_items: int = Field(100, ge=1, le=1000)

    def resources(self) -> list[str]:
        """All roles."""
        return ["role/*"]


class RoleDeleted(Event):
    """A role is no more."""

    role_name: str


class RoleCreated(Event):
    """A role exists."""

    role_id: str
    role_name: str
    assume_role_policy_document: str
    description: str
    max_session_duration: Int64
    created_at: float
