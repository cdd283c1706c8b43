"""Roles."""

from scalehook.access_control.lookups import arn, role_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.trust_document import parse_trust
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.roles import (
    CreateRole,
    DeleteRole,
    GetRole,
    ListedRole,
    ListRoles,
    RoleCreated,
    RoleDeleted,
    RoleList,
    RoleReply,
    RoleView,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import DeleteConflictRolePolicy, EntityAlreadyExistsRole


def create_role(command: CreateRole, work: Work[State, Settings]) -> RoleReply:
    """A role, allowed nothing yet."""
    parse_trust(command.assume_role_policy_document)
    if command.role_name.lower() in work.state.roles:
        raise EntityAlreadyExistsRole()
    created = RoleCreated(
        role_id=str(work.random.randrange(3 * 10**17, 4 * 10**17)),
        role_name=command.role_name,
        assume_role_policy_document=command.assume_role_policy_document,
        description=command.description,
        max_session_duration=command.max_session_duration,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    return RoleReply(role=_view(created, work))


def get_role(command: GetRole, work: Work[State, Settings]) -> RoleReply:
    """One role."""
    return RoleReply(role=_view(role_of(command.role_name, work), work))


def delete_role(command: DeleteRole, work: Work[State, Settings]) -> Done:
    """Not while it has policies."""
    name = role_of(command.role_name, work).role_name
    if work.state.attached.get(f"role/{name.lower()}"):
        raise DeleteConflictRolePolicy()
    work.record(RoleDeleted(role_name=name))
    return Done()


def list_roles(command: ListRoles, work: Work[State, Settings]) -> RoleList:
    """A page of all roles, in the order in which they were made."""
    page, marker = next_page(work.state.roles.values(), command.marker, command.max_items)
    return RoleList(
        roles=[ListedRole(**_view(role, work).model_dump()) for role in page],
        is_truncated=bool(marker),
        marker=marker or None,
    )


def _view(role: RoleCreated, work: Work[State, Settings]) -> RoleView:
    created = iso_seconds(moment(role.created_at))
    return RoleView(
        role_id=role.role_id,
        role_name=role.role_name,
        arn=arn(f"role/{role.role_name}", work),
        description=role.description,
        assume_role_policy_document=role.assume_role_policy_document,
        create_date=created,
        update_date=created,
        max_session_duration=role.max_session_duration,
    )
