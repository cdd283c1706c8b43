"""What happens to users."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.users import UserCreated, UserDeleted, UserUpdated


def user_created(event: UserCreated, state: State) -> None:
    """A user is there."""
    state.users[event.user_name.lower()] = event


def user_updated(event: UserUpdated, state: State) -> None:
    """All that was the user's is so under another name, too."""
    user = state.users[event.user_name.lower()]
    changed = user.model_copy(
        update={
            "user_name": event.new_user_name,
            **event.model_dump(exclude={"user_name", "new_user_name", "principal"}),
        }
    )
    _rename_keys(event.principal.removesuffix(event.new_user_name) + user.user_name, event, state)
    if event.new_user_name.lower() != event.user_name.lower():
        _rename(event.user_name.lower(), event.new_user_name.lower(), state)
    state.users[event.new_user_name.lower()] = changed


def _rename(old: str, new: str, state: State) -> None:
    del state.users[old]
    state.hand_over(f"user/{old}", f"user/{new}")
    if old in state.logins:
        state.logins[new] = state.logins.pop(old)
    if old in state.joined:
        state.joined[new] = state.joined.pop(old)
    for group in state.joined.get(new, ()):
        members = state.members[group]
        members[new] = members.pop(old)


def _rename_keys(old: str, event: UserUpdated, state: State) -> None:
    """Keys name the user with its letters as they were given."""
    if event.principal != old and old in state.lasting:
        keys = state.lasting[event.principal] = state.lasting.pop(old)
        for key in keys:
            state.keys[key].principal = event.principal


def user_deleted(event: UserDeleted, state: State) -> None:
    """And no more."""
    del state.users[event.user_name.lower()]
    state.logins.pop(event.user_name.lower(), None)
