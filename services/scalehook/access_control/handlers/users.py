"""Users and their keys."""

from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.access_control.users import CreateUser, UserCreated, UserReply, UserView
from scalehook_contracts.errors.ram import EntityAlreadyExistsUser


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
    view = UserView(**created.model_dump(), create_date=iso_seconds(work.now))
    return UserReply(user=view)
