"""What happens to users."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.users import UserCreated, UserDeleted


def user_created(event: UserCreated, state: State) -> None:
    """A user is there."""
    state.users[event.user_name.lower()] = event


def user_deleted(event: UserDeleted, state: State) -> None:
    """And no more."""
    del state.users[event.user_name.lower()]
