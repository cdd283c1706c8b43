"""What the other services ask."""

import hmac

from scalehook.access_control.evaluation import allowed
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.machine.envelope import ROOT
from scalehook_contracts.access_control import CheckAccess, ResolveAccessKey, ResolvedKey
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import (
    InvalidAccessKeyIdNotFound,
    InvalidSecurityTokenExpired,
    InvalidSecurityTokenMalformed,
    MissingSecurityToken,
)
from scalehook_contracts.errors.ram import NoPermission


def check_access(command: CheckAccess, work: Work[State]) -> Done:
    """Policies are read now: what was detached a moment ago helps no more."""
    if command.principal == ROOT:
        return Done()
    for resource in command.resources:
        if not allowed(command.principal, command.session_policy, command.action, resource, work.state):
            raise NoPermission()
    return Done()


def resolve_access_key(command: ResolveAccessKey, work: Work[State]) -> ResolvedKey:
    """Whose key it is."""
    key = work.state.keys.get(command.access_key_id)
    if key is None:
        raise InvalidAccessKeyIdNotFound()
    if key.expires_at is not None:
        if not command.security_token:
            raise MissingSecurityToken()
        if not hmac.compare_digest(key.security_token.encode(), command.security_token.encode()):
            raise InvalidSecurityTokenMalformed()
        if key.expires_at <= work.now.timestamp():
            raise InvalidSecurityTokenExpired()
    return ResolvedKey(
        access_key_secret=key.access_key_secret,
        principal=key.principal,
        session_policy=key.session_policy,
    )
