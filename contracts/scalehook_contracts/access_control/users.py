"""Users."""

from typing import ClassVar

from scalehook_contracts.access_control.base import RamOperation, UserName
from scalehook_contracts.base import Event, Part, Reply


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


class UserCreated(Event):
    """A user exists."""

    user_id: str
    user_name: str
    display_name: str
    comments: str
    created_at: float
