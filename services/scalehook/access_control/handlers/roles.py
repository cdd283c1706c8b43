"""Roles."""

from collections.abc import Iterable

from scalehook.access_control.listing import has_all, page_of, tags_of
from scalehook.access_control.lookups import arn, role_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.trust_document import check_trust_text
from scalehook.kit import Work
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
    RoleUpdated,
    RoleView,
    UpdateRole,
)
from scalehook_contracts.access_control.tags import ResourcesTagged
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    DeleteConflictRolePolicy,
    EntityAlreadyExistsRole,
    LimitExceededRole,
)


def create_role(command: CreateRole, work: Work[State, Settings]) -> RoleReply:
    """A role, allowed nothing yet."""
    check_trust_text(command.assume_role_policy_document)
    if command.role_name.lower() in work.state.roles:
        raise EntityAlreadyExistsRole()
    if len(work.state.roles) >= work.settings.max_roles:
        raise LimitExceededRole()
    created = RoleCreated(
        role_id=str(work.random.randrange(3 * 10**17, 4 * 10**17)),
        role_name=command.role_name,
        assume_role_policy_document=command.assume_role_policy_document,
        description=command.description,
        max_session_duration=command.max_session_duration,
        allow_console_login=command.allow_console_login,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    if command.tags:
        tags = {tag.key: tag.value for tag in command.tags}
        work.record(ResourcesTagged(resources=[f"role/{command.role_name}"], tags=tags))
    return RoleReply(role=_view(created, work))


def get_role(command: GetRole, work: Work[State, Settings]) -> RoleReply:
    """One role."""
    return RoleReply(role=_view(role_of(command.role_name, work), work))


def update_role(command: UpdateRole, work: Work[State, Settings]) -> RoleReply:
    """What is not given stays."""
    role = role_of(command.role_name, work)
    given = {
        "assume_role_policy_document": command.new_assume_role_policy_document,
        "description": command.new_description,
        "max_session_duration": command.new_max_session_duration,
        "allow_console_login": command.new_allow_console_login,
    }
    if command.new_assume_role_policy_document is not None:
        check_trust_text(command.new_assume_role_policy_document)
    kept = role.model_dump(include=set(given))
    changed = kept | {name: value for name, value in given.items() if value is not None}
    work.record(RoleUpdated(role_name=role.role_name, updated_at=work.now.timestamp(), **changed))
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
    roles: Iterable[RoleCreated] = work.state.roles.values()
    if command.tags:
        roles = (r for r in roles if has_all(f"role/{r.role_name}", command.tags, work.state))
    page, rest = page_of(roles, command.marker, command.max_items)
    return RoleList(roles=[_listed(role, work) for role in page], **rest)


def _listed(role: RoleCreated, work: Work[State, Settings]) -> ListedRole:
    tags = tags_of(f"role/{role.role_name}", work.state)
    return ListedRole(**_view(role, work).model_dump(), tags=tags)


def _view(role: RoleCreated, work: Work[State, Settings]) -> RoleView:
    return RoleView(
        role_id=role.role_id,
        role_name=role.role_name,
        arn=arn(f"role/{role.role_name}", work),
        description=role.description,
        assume_role_policy_document=role.assume_role_policy_document,
        create_date=iso_seconds(moment(role.created_at)),
        update_date=iso_seconds(moment(role.updated_at or role.created_at)),
        max_session_duration=role.max_session_duration,
        allow_console_login=role.allow_console_login,
        role_principal_name=f"{role.role_name}@role.{work.settings.account_id}.onaliyunservice.com",
    )
