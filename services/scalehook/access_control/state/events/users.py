"""What happens to users."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.users import UserCreated


def user_created(event: UserCreated, state: State) -> None:
    """A user is there."""
    state.users[event.user_name.lower()] = event
