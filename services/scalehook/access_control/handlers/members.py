"""Users in groups."""

from scalehook.access_control.listing import page_of
from scalehook.access_control.lookups import group_of, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.groups import (
    AddUserToGroup,
    ListUsersForGroup,
    MemberList,
    MemberView,
    RemoveUserFromGroup,
    UserJoinedGroup,
    UserLeftGroup,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    EntityAlreadyExistsUserGroup,
    EntityNotExistUserGroup,
    LimitExceededUserGroup,
)

MOST_OF_USER = 5


def add_user_to_group(command: AddUserToGroup, work: Work[State, Settings]) -> Done:
    """The user may do what the group may, from the next call on."""
    group = group_of(command.group_name, work.state)
    user = user_of(command.user_name, work.state)
    joined = work.state.joined.get(user.user_name.lower(), {})
    if group.group_name.lower() in joined:
        raise EntityAlreadyExistsUserGroup()
    if len(joined) >= MOST_OF_USER:
        raise LimitExceededUserGroup()
    event = UserJoinedGroup(
        user_name=user.user_name, group_name=group.group_name, joined_at=work.now.timestamp()
    )
    work.record(event)
    return Done()


def remove_user_from_group(command: RemoveUserFromGroup, work: Work[State, Settings]) -> Done:
    """And no more."""
    group = group_of(command.group_name, work.state)
    user = user_of(command.user_name, work.state)
    if user.user_name.lower() not in work.state.members.get(group.group_name.lower(), {}):
        raise EntityNotExistUserGroup()
    work.record(UserLeftGroup(user_name=user.user_name, group_name=group.group_name))
    return Done()


def list_users_for_group(command: ListUsersForGroup, work: Work[State, Settings]) -> MemberList:
    """A page of them, in the order in which they joined."""
    group = group_of(command.group_name, work.state).group_name.lower()
    members = work.state.members.get(group, {}).items()
    page, rest = page_of(members, command.marker, command.max_items)
    users = [_member(name, joined_at, work.state) for name, joined_at in page]
    return MemberList(users=users, **rest)


def _member(name: str, joined_at: float, state: State) -> MemberView:
    user = user_of(name, state)
    return MemberView(
        user_name=user.user_name,
        display_name=user.display_name,
        join_date=iso_seconds(moment(joined_at)),
    )
