"""Roles."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.access_control.base import RamOperation, RoleName
from scalehook_contracts.base import Event, Part, Reply
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


class RoleCreated(Event):
    """A role exists."""

    role_id: str
    role_name: str
    assume_role_policy_document: str
    description: str
    max_session_duration: Int64
    created_at: float
