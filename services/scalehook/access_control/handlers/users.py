"""Users."""

from scalehook.access_control.lookups import arn, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.users import (
    CreateUser,
    DeleteUser,
    GetUser,
    ListUsers,
    UserCreated,
    UserDeleted,
    UserList,
    UserReply,
    UserView,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    DeleteConflictUserAccessKey,
    DeleteConflictUserGroup,
    DeleteConflictUserPolicy,
    EntityAlreadyExistsUser,
)


def create_user(command: CreateUser, work: Work[State, Settings]) -> UserReply:
    """A user, allowed nothing yet."""
    if command.user_name.lower() in work.state.users:
        raise EntityAlreadyExistsUser()
    created = UserCreated(
        user_id=str(work.random.randrange(2 * 10**17, 3 * 10**17)),
        user_name=command.user_name,
        display_name=command.display_name or command.user_name,
        comments=command.comments,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    return UserReply(user=_view(created))


def get_user(command: GetUser, work: Work[State, Settings]) -> UserReply:
    """One user."""
    return UserReply(user=_view(user_of(command.user_name, work.state)))


def delete_user(command: DeleteUser, work: Work[State, Settings]) -> Done:
    """Not while there is a key, a policy or a group of the user's."""
    name = user_of(command.user_name, work.state).user_name
    if work.state.lasting.get(arn(f"user/{name}", work)):
        raise DeleteConflictUserAccessKey()
    if work.state.attached.get(f"user/{name.lower()}"):
        raise DeleteConflictUserPolicy()
    if work.state.joined.get(name.lower()):
        raise DeleteConflictUserGroup()
    work.record(UserDeleted(user_name=name))
    return Done()


def list_users(command: ListUsers, work: Work[State, Settings]) -> UserList:
    """A page of all users, in the order in which they were made."""
    page, marker = next_page(work.state.users.values(), command.marker, command.max_items)
    return UserList(
        users=[_view(user) for user in page], is_truncated=bool(marker), marker=marker or None
    )


def _view(user: UserCreated) -> UserView:
    return UserView(**user.model_dump(), create_date=iso_seconds(moment(user.created_at)))
