"""What happens to groups."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.groups import (
    GroupCreated,
    GroupDeleted,
    GroupUpdated,
    UserJoinedGroup,
    UserLeftGroup,
)


def group_created(event: GroupCreated, state: State) -> None:
    """A group is there."""
    state.groups[event.group_name.lower()] = event


def group_updated(event: GroupUpdated, state: State) -> None:
    """Its users and policies are so under another name, too."""
    old, new = event.group_name.lower(), event.new_group_name.lower()
    changed = {"group_name": event.new_group_name, "comments": event.comments}
    state.groups[new] = state.groups.pop(old).model_copy(
        update=changed | {"updated_at": event.updated_at}
    )
    if old == new:
        return
    state.hand_over(f"group/{old}", f"group/{new}")
    if old in state.members:
        state.members[new] = state.members.pop(old)
    for user in state.members.get(new, ()):
        joined = state.joined[user]
        del joined[old]
        joined[new] = None


def group_deleted(event: GroupDeleted, state: State) -> None:
    """And no more."""
    del state.groups[event.group_name.lower()]


def user_joined_group(event: UserJoinedGroup, state: State) -> None:
    """The user may do what the group may."""
    user, group = event.user_name.lower(), event.group_name.lower()
    state.members.setdefault(group, {})[user] = event.joined_at
    state.joined.setdefault(user, {})[group] = None


def user_left_group(event: UserLeftGroup, state: State) -> None:
    """And no more."""
    user, group = event.user_name.lower(), event.group_name.lower()
    del state.members[group][user]
    del state.joined[user][group]
    if not state.members[group]:
        del state.members[group]
    if not state.joined[user]:
        del state.joined[user]
