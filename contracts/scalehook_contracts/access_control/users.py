"""RAM users and their access keys."""

from pydantic import Field

from scalehook_contracts.access_control.base import RamOperation, UserName
from scalehook_contracts.base import Part, Reply


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

    user_name: UserName
    display_name: str = ""
    comments: str = ""

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class AccessKeyView(Part):
    """A new access key, its secret included: it is shown this once."""

    access_key_id: str
    access_key_secret: str = Field(repr=False)
    status: str = "Active"
    create_date: str


class AccessKeyReply(Reply):
    """One access key."""

    access_key: AccessKeyView


class CreateAccessKey(RamOperation[AccessKeyReply]):
    """Creates an access key of a user."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]
