"""Access keys: made, and resolved."""

import hmac

from scalehook.access_control import issuing
from scalehook.access_control.lookups import arn, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.access_control.keys import (
    AccessKeyReply,
    AccessKeyView,
    CreateAccessKey,
    ResolveAccessKey,
    ResolvedKey,
)
from scalehook_contracts.errors.common import (
    InvalidAccessKeyIdNotFound,
    InvalidSecurityTokenExpired,
    InvalidSecurityTokenMalformed,
    MissingSecurityToken,
)


def resolve_access_key(command: ResolveAccessKey, work: Work[State, Settings]) -> ResolvedKey:
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


def create_access_key(command: CreateAccessKey, work: Work[State, Settings]) -> AccessKeyReply:
    """A key of the user."""
    user = user_of(command.user_name, work.state)
    issued = issuing.issue("LTAI5t", arn(f"user/{user.user_name}", work), work)
    view = AccessKeyView(
        access_key_id=issued.access_key_id,
        access_key_secret=issued.access_key_secret,
        create_date=iso_seconds(work.now),
    )
    return AccessKeyReply(access_key=view)
