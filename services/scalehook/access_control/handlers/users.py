"""Users."""

from scalehook.access_control.listing import page_of
from scalehook.access_control.lookups import arn, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.users import (
    CreateUser,
    DeleteUser,
    GetUser,
    ListUsers,
    UpdateUser,
    UserCreated,
    UserDeleted,
    UserList,
    UserReply,
    UserUpdated,
    UserView,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    DeleteConflictUserAccessKey,
    DeleteConflictUserGroup,
    DeleteConflictUserPolicy,
    EntityAlreadyExistsUser,
    LimitExceededUser,
)


def create_user(command: CreateUser, work: Work[State, Settings]) -> UserReply:
    """A user, allowed nothing yet."""
    if command.user_name.lower() in work.state.users:
        raise EntityAlreadyExistsUser()
    if len(work.state.users) >= work.settings.max_users:
        raise LimitExceededUser()
    created = UserCreated(
        user_id=str(work.random.randrange(2 * 10**17, 3 * 10**17)),
        user_name=command.user_name,
        display_name=command.display_name or command.user_name,
        comments=command.comments,
        email=command.email,
        mobile_phone=command.mobile_phone,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    return UserReply(user=_view(created))


def get_user(command: GetUser, work: Work[State, Settings]) -> UserReply:
    """One user."""
    return UserReply(user=_view(user_of(command.user_name, work.state)))


def update_user(command: UpdateUser, work: Work[State, Settings]) -> UserReply:
    """What is not given stays."""
    user = user_of(command.user_name, work.state)
    name = command.new_user_name or user.user_name
    if name.lower() != user.user_name.lower() and name.lower() in work.state.users:
        raise EntityAlreadyExistsUser()
    given = {
        "display_name": command.new_display_name,
        "comments": command.new_comments,
        "email": command.new_email,
        "mobile_phone": command.new_mobile_phone,
    }
    texts = {key: getattr(user, key) if text is None else text for key, text in given.items()}
    event = UserUpdated(
        user_name=user.user_name,
        new_user_name=name,
        principal=arn(f"user/{name}", work),
        updated_at=work.now.timestamp(),
        **texts,
    )
    work.record(event)
    return UserReply(user=_view(work.state.users[name.lower()]))


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
    users, rest = page_of(work.state.users.values(), command.marker, command.max_items)
    return UserList(users=[_view(user) for user in users], **rest)


def _view(user: UserCreated) -> UserView:
    return UserView(
        **user.model_dump(),
        create_date=iso_seconds(moment(user.created_at)),
        update_date=iso_seconds(moment(user.updated_at or user.created_at)),
    )
