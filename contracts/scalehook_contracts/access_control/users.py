"""Users."""

from typing import Annotated

from pydantic import Field

from scalehook_contracts.access_control.base import Comments, RamOperation, UserName
from scalehook_contracts.base import Blankable, Done, Event, Listed, Part, Reply

DisplayName = Annotated[str, Field(max_length=128)]
Email = Annotated[str, Field(max_length=128)]
MobilePhone = Annotated[str, Field(max_length=64)]


class UserView(Part):
    """A user, as it is described."""

    user_id: str
    user_name: str
    display_name: str
    comments: str
    create_date: str
    update_date: str = ""
    email: str = ""
    mobile_phone: str = ""


class UserReply(Reply):
    """One user."""

    user: UserView


class CreateUser(RamOperation[UserReply]):
    """Creates a user, who may do nothing yet."""

    user_name: UserName
    display_name: DisplayName = ""
    comments: Comments = ""
    email: Email = ""
    mobile_phone: MobilePhone = ""

    def resources(self) -> list[str]:
        """All users: it is none of them yet."""
        return ["user/*"]


class GetUser(RamOperation[UserReply]):
    """Describes one user."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class UpdateUser(RamOperation[UserReply]):
    """Changes what is given; keys, policies and groups stay, under a new name, too."""

    user_name: UserName
    new_user_name: UserName | None = None
    new_display_name: DisplayName | None = None
    new_comments: Comments | None = Blankable()
    new_email: Email | None = Blankable()
    new_mobile_phone: MobilePhone | None = Blankable()

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
    email: str = ""
    mobile_phone: str = ""
    updated_at: float = 0  # Unix seconds; 0: as it was created


class UserUpdated(Event):
    """A user is described so from now on. `user_name` is what it was called, `new_user_name` what it
    is.
    """

    user_name: str
    new_user_name: str
    principal: str  # its ARN by the new name
    display_name: str
    comments: str
    email: str
    mobile_phone: str
    updated_at: float
