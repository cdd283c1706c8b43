"""Access keys: made, and resolved."""

import hmac
from typing import Any

from scalehook.access_control import issuing
from scalehook.access_control.evaluation import holder_of
from scalehook.access_control.lookups import arn, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import Key, State
from scalehook.access_control.state.events.keys import KeyDeleted, KeyStatusSet, KeyUsed
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.keys import (
    AccessKeyList,
    AccessKeyReply,
    AccessKeyView,
    CreateAccessKey,
    DeleteAccessKey,
    GetAccessKeyLastUsed,
    LastUse,
    LastUseReply,
    ListAccessKeys,
    ListedAccessKey,
    OfAccessKey,
    OfKeys,
    ResolveAccessKey,
    ResolvedKey,
    UpdateAccessKey,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import (
    InvalidAccessKeyIdInactive,
    InvalidAccessKeyIdNotFound,
    InvalidSecurityTokenExpired,
    InvalidSecurityTokenMalformed,
    MissingNamedParameter,
    MissingSecurityToken,
)
from scalehook_contracts.errors.ram import EntityNotExistUserAccessKey, LimitExceededUserAccessKey

USED_AGAIN_SECONDS = 60  # a use is noted so seldom: most requests are journaled by nobody


def resolve_access_key(command: ResolveAccessKey, work: Work[State, Settings]) -> ResolvedKey:
    """Whose key it is."""
    key: Key | None = work.state.keys.get(command.access_key_id)
    if key is None:
        raise InvalidAccessKeyIdNotFound()
    if key.expires_at is not None:
        if not command.security_token:
            raise MissingSecurityToken()
        if not hmac.compare_digest(key.security_token.encode(), command.security_token.encode()):
            raise InvalidSecurityTokenMalformed()
        if key.expires_at <= work.now.timestamp() or _is_of_another_role(key, work.state):
            raise InvalidSecurityTokenExpired()
    elif command.security_token:  # it belongs to another key, or to none
        raise InvalidSecurityTokenMalformed()
    elif not key.is_active:
        raise InvalidAccessKeyIdInactive()
    elif work.now.timestamp() - key.used_at >= USED_AGAIN_SECONDS:
        work.record(KeyUsed(access_key_id=key.access_key_id, used_at=work.now.timestamp()))
    return ResolvedKey(
        access_key_secret=key.access_key_secret,
        principal=key.principal,
        session_policy=key.session_policy,
    )


def create_access_key(command: CreateAccessKey, work: Work[State, Settings]) -> AccessKeyReply:
    """A key of the user."""
    if len(_keys_of(command, work)) >= work.settings.max_access_keys:
        raise LimitExceededUserAccessKey()
    issued = issuing.issue("LTAI5t", arn(f"user/{_whose(command, work)}", work), work)
    view = AccessKeyView(
        access_key_id=issued.access_key_id,
        access_key_secret=issued.access_key_secret,
        create_date=iso_seconds(work.now),
    )
    return AccessKeyReply(access_key=view)


def list_access_keys(command: ListAccessKeys, work: Work[State, Settings]) -> AccessKeyList:
    """Those of the user, without their secrets."""
    keys = [work.state.keys[access_key_id] for access_key_id in _keys_of(command, work)]
    return AccessKeyList(
        access_keys=[
            ListedAccessKey(
                access_key_id=key.access_key_id,
                status="Active" if key.is_active else "Inactive",
                create_date=iso_seconds(moment(key.created_at)),
            )
            for key in keys
        ]
    )


def update_access_key(command: UpdateAccessKey, work: Work[State, Settings]) -> Done:
    """It signs, or not."""
    key = _key(command, work)
    is_active = command.status == "Active"
    work.record(KeyStatusSet(access_key_id=key.access_key_id, is_active=is_active))
    return Done()


def get_access_key_last_used(command: GetAccessKeyLastUsed, work: Work[State, Settings]) -> LastUseReply:
    """When it has signed a request."""
    used_at = _key(command, work).used_at
    date = iso_seconds(moment(used_at)) if used_at else None
    return LastUseReply(access_key_last_used=LastUse(last_used_date=date))


def delete_access_key(command: DeleteAccessKey, work: Work[State, Settings]) -> Done:
    """It signs nothing more."""
    _key(command, work)
    work.record(KeyDeleted(access_key_id=command.user_access_key_id))
    return Done()


def _is_of_another_role(key: Key, state: State) -> bool:
    """Whether its role was deleted, and there is one of the same name: that one gave nobody a key."""
    role = state.roles.get(holder_of(key.principal).removeprefix("role/"))
    return bool(key.role_id) and role is not None and role.role_id != key.role_id


def _key(command: OfAccessKey[Any], work: Work[State, Settings]) -> Key:
    if command.user_access_key_id not in _keys_of(command, work):
        raise EntityNotExistUserAccessKey()
    return work.state.keys[command.user_access_key_id]


def _keys_of(command: OfKeys[Any], work: Work[State, Settings]) -> dict[str, None]:
    return work.state.lasting.get(arn(f"user/{_whose(command, work)}", work), {})


def _whose(command: OfKeys[Any], work: Work[State, Settings]) -> str:
    """The user that is named, or that calls: neither the account nor a role has keys of its own here."""
    name = command.user_name or work.caller.partition(":user/")[2]
    if not name:
        raise MissingNamedParameter(name="UserName")
    return user_of(name, work.state).user_name
