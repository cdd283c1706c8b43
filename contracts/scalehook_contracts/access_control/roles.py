"""Roles."""

from pydantic import Field

from scalehook_contracts.access_control.base import (
    Description,
    Document,
    RamOperation,
    RoleName,
    SessionSeconds,
)
from scalehook_contracts.access_control.tags import GivenTags, TagView
from scalehook_contracts.base import Blankable, Done, Event, Listed, Part, Reply
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
    allow_console_login: bool = False
    is_service_linked_role: bool = False
    role_principal_name: str = ""  # what the console logs on as


class RoleReply(Reply):
    """One role."""

    role: RoleView


class CreateRole(RamOperation[RoleReply]):
    """Creates a role; the trust document says who may assume it."""

    role_name: RoleName
    assume_role_policy_document: Document
    description: Description = ""
    max_session_duration: SessionSeconds = 3600
    allow_console_login: bool = False
    tags: GivenTags = Listed("Tag", max_length=20)

    def resources(self) -> list[str]:
        """All roles: it is none of them yet."""
        return ["role/*"]


class GetRole(RamOperation[RoleReply]):
    """Describes one role."""

    role_name: RoleName

    def resources(self) -> list[str]:
        """The role."""
        return [f"role/{self.role_name}"]


class UpdateRole(RamOperation[RoleReply]):
    """Changes what is given. Sessions that are open stay open."""

    role_name: RoleName
    new_assume_role_policy_document: Document | None = None
    new_description: Description | None = Blankable()
    new_max_session_duration: SessionSeconds | None = None
    new_allow_console_login: bool | None = None

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
    allow_console_login: bool = False
    tags: list[TagView] = Listed("Tag")


class RoleList(Reply):
    """A page of roles."""

    roles: list[ListedRole] = Listed("Role")
    is_truncated: bool
    marker: str | None = None


class ListRoles(RamOperation[RoleList]):
    """Lists all roles; with tags, those that have them all."""

    tags: GivenTags = Listed("Tag", max_length=20)
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
    allow_console_login: bool = False
    updated_at: float = 0  # Unix seconds; 0: as it was created


class RoleUpdated(Event):
    """A role is described so from now on."""

    role_name: str
    assume_role_policy_document: str
    description: str
    max_session_duration: Int64
    allow_console_login: bool
    updated_at: float
