"""Users."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.access_control.base import RamOperation, UserName
from scalehook_contracts.base import Done, Event, Listed, Part, Reply


class UserView(Part):
    """A user, as it is described."""

    user_id: str
    user_name: str
    display_name: str
    comments: str
    create_date: str


class UserReply(Reply):
    """One user."""

    user: UserView


class CreateUser(RamOperation[UserReply]):
    """Creates a user, who may do nothing yet."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Email", "MobilePhone"})

    user_name: UserName
    display_name: str = ""
    comments: str = ""

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class GetUser(RamOperation[UserReply]):
    """Describes one user."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class DeleteUser(RamOperation[Done]):
    """Deletes a user who has no keys and no policies, and is in no group."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class UserList(Reply):
    """A page of users."""

    users: list[UserView] = Listed("User")
    is_truncated: bool
    marker: str | None = None


class ListUsers(RamOperation[UserList]):
    """Lists all users."""

    marker: str = ""
    max_items: int = Field(100, ge=1, le=1000)

    def resources(self) -> list[str]:
        """All users."""
        return ["user/*"]


class UserDeleted(Event):
    """A user is no more."""

    user_name: str


class UserCreated(Event):
    """A user exists."""

    user_id: str
    user_name: str
    display_name: str
    comments: str
    created_at: float
