"""Access keys: made, and resolved."""

import hmac

from scalehook.access_control import issuing
from scalehook.access_control.lookups import arn, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.state.events.keys import KeyDeleted
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.keys import (
    AccessKeyList,
    AccessKeyReply,
    AccessKeyView,
    CreateAccessKey,
    DeleteAccessKey,
    ListAccessKeys,
    ListedAccessKey,
    ResolveAccessKey,
    ResolvedKey,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import (
    InvalidAccessKeyIdNotFound,
    InvalidSecurityTokenExpired,
    InvalidSecurityTokenMalformed,
    MissingSecurityToken,
)
from scalehook_contracts.errors.ram import EntityNotExistUserAccessKey


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


def list_access_keys(command: ListAccessKeys, work: Work[State, Settings]) -> AccessKeyList:
    """Those of the user, without their secrets."""
    keys = [work.state.keys[access_key_id] for access_key_id in _keys_of(command.user_name, work)]
    return AccessKeyList(
        access_keys=[
            ListedAccessKey(
                access_key_id=key.access_key_id, create_date=iso_seconds(moment(key.created_at))
            )
            for key in keys
        ]
    )


def delete_access_key(command: DeleteAccessKey, work: Work[State, Settings]) -> Done:
    """It signs nothing more."""
    if command.user_access_key_id not in _keys_of(command.user_name, work):
        raise EntityNotExistUserAccessKey()
    work.record(KeyDeleted(access_key_id=command.user_access_key_id))
    return Done()


def _keys_of(name: str, work: Work[State, Settings]) -> dict[str, None]:
    user = user_of(name, work.state)
    return work.state.lasting.get(arn(f"user/{user.user_name}", work), {})
