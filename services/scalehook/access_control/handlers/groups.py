"""Groups of users."""

from scalehook.access_control.listing import page_of
from scalehook.access_control.lookups import group_of, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.groups import (
    CreateGroup,
    DeleteGroup,
    GetGroup,
    GroupCreated,
    GroupDeleted,
    GroupList,
    GroupReply,
    GroupUpdated,
    GroupView,
    ListGroups,
    ListGroupsForUser,
    UpdateGroup,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    DeleteConflictGroupPolicy,
    DeleteConflictGroupUser,
    EntityAlreadyExistsGroup,
    LimitExceededGroup,
)


def create_group(command: CreateGroup, work: Work[State, Settings]) -> GroupReply:
    """A group without users, allowed nothing."""
    if command.group_name.lower() in work.state.groups:
        raise EntityAlreadyExistsGroup()
    if len(work.state.groups) >= work.settings.max_groups:
        raise LimitExceededGroup()
    created = GroupCreated(
        group_id="g-" + str(work.random.randrange(10**15, 10**16)),
        group_name=command.group_name,
        comments=command.comments,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    return GroupReply(group=_view(created))


def get_group(command: GetGroup, work: Work[State, Settings]) -> GroupReply:
    """One group."""
    return GroupReply(group=_view(group_of(command.group_name, work.state)))


def update_group(command: UpdateGroup, work: Work[State, Settings]) -> GroupReply:
    """What is not given stays."""
    group = group_of(command.group_name, work.state)
    name = command.new_group_name or group.group_name
    if name.lower() != group.group_name.lower() and name.lower() in work.state.groups:
        raise EntityAlreadyExistsGroup()
    event = GroupUpdated(
        group_name=group.group_name,
        new_group_name=name,
        comments=group.comments if command.new_comments is None else command.new_comments,
        updated_at=work.now.timestamp(),
    )
    work.record(event)
    return GroupReply(group=_view(work.state.groups[name.lower()]))


def delete_group(command: DeleteGroup, work: Work[State, Settings]) -> Done:
    """Not while it has users or policies."""
    name = group_of(command.group_name, work.state).group_name
    if work.state.members.get(name.lower()):
        raise DeleteConflictGroupUser()
    if work.state.attached.get(f"group/{name.lower()}"):
        raise DeleteConflictGroupPolicy()
    work.record(GroupDeleted(group_name=name))
    return Done()


def list_groups(command: ListGroups, work: Work[State, Settings]) -> GroupList:
    """A page of all groups, in the order in which they were made."""
    groups, rest = page_of(work.state.groups.values(), command.marker, command.max_items)
    return GroupList(groups=[_view(group) for group in groups], **rest)


def list_groups_for_user(command: ListGroupsForUser, work: Work[State, Settings]) -> GroupList:
    """Those that the user has joined."""
    user = user_of(command.user_name, work.state).user_name.lower()
    return GroupList(
        groups=[
            GroupView(
                group_id=work.state.groups[name].group_id,
                group_name=work.state.groups[name].group_name,
                comments=work.state.groups[name].comments,
                join_date=iso_seconds(moment(work.state.members[name][user])),
            )
            for name in work.state.joined.get(user, ())
        ]
    )


def _view(group: GroupCreated) -> GroupView:
    return GroupView(
        group_id=group.group_id,
        group_name=group.group_name,
        comments=group.comments,
        create_date=iso_seconds(moment(group.created_at)),
        update_date=iso_seconds(moment(group.updated_at or group.created_at)),
    )
