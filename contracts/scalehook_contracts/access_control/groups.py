"""Groups of users, who may do what their groups may."""

from pydantic import Field

from scalehook_contracts.access_control.base import Comments, GroupName, RamOperation, UserName
from scalehook_contracts.base import Blankable, Done, Event, Listed, Part, Reply, ReplyT_co


class GroupView(Part):
    """A group, as it is described."""

    group_id: str
    group_name: str
    comments: str
    create_date: str | None = None
    update_date: str | None = None
    join_date: str | None = None  # of one of its users


class GroupReply(Reply):
    """One group."""

    group: GroupView


class OfGroup(RamOperation[ReplyT_co]):
    """What is done with a group."""

    group_name: GroupName

    def resources(self) -> list[str]:
        """The group."""
        return [f"group/{self.group_name}"]


class CreateGroup(OfGroup[GroupReply]):
    """Creates a group without users."""

    comments: Comments = ""

    def resources(self) -> list[str]:
        """All groups: it is none of them yet."""
        return ["group/*"]


class UpdateGroup(OfGroup[GroupReply]):
    """Changes what is given; users and policies stay, under a new name, too."""

    new_group_name: GroupName | None = None
    new_comments: Comments | None = Blankable()


class GetGroup(OfGroup[GroupReply]):
    """Describes one group."""


class DeleteGroup(OfGroup[Done]):
    """Deletes a group that has neither users nor policies."""


class GroupList(Reply):
    """A page of groups."""

    groups: list[GroupView] = Listed("Group")
    is_truncated: bool | None = None
    marker: str | None = None


class ListGroups(RamOperation[GroupList]):
    """Lists all groups."""

    marker: str = ""
    max_items: int = Field(100, ge=1, le=100)

    def resources(self) -> list[str]:
        """All groups."""
        return ["group/*"]


class AddUserToGroup(OfGroup[Done]):
    """From the next call on, the user may do what the group may."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The group and the user."""
        return [f"group/{self.group_name}", f"user/{self.user_name}"]


class RemoveUserFromGroup(AddUserToGroup):
    """And no more."""


class ListGroupsForUser(RamOperation[GroupList]):
    """Lists the groups of a user."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class MemberView(Part):
    """A user of a group."""

    user_name: str
    display_name: str
    join_date: str


class MemberList(Reply):
    """A page of users of a group."""

    users: list[MemberView] = Listed("User")
    is_truncated: bool
    marker: str | None = None


class ListUsersForGroup(OfGroup[MemberList]):
    """Lists the users of a group."""

    marker: str = ""
    max_items: int = Field(100, ge=1, le=1000)


class GroupCreated(Event):
    """A group exists."""

    group_id: str
    group_name: str
    comments: str
    created_at: float
    updated_at: float = 0  # Unix seconds; 0: as it was created


class GroupUpdated(Event):
    """A group is described so from now on. `group_name` is what it was called, `new_group_name` what it
    is.
    """

    group_name: str
    new_group_name: str
    comments: str
    updated_at: float


class GroupDeleted(Event):
    """And no more."""

    group_name: str


class UserJoinedGroup(Event):
    """The user may do what the group may."""

    user_name: str
    group_name: str
    joined_at: float


class UserLeftGroup(Event):
    """And no more."""

    user_name: str
    group_name: str
