"""STS."""

import re

from scalehook.access_control import issuing
from scalehook.access_control.explaining import caller_of, trust_of
from scalehook.access_control.facts import facts_of
from scalehook.access_control.judging import judge_trust
from scalehook.access_control.lookups import arn, role_of, user_of
from scalehook.access_control.policy_document import check_policy_text
from scalehook.access_control.refusing import refuse
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.trust_document import Caller, parse_trust
from scalehook.kit import ROOT, Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.access_control.roles import RoleCreated
from scalehook_contracts.access_control.sts import (
    AssumedRole,
    AssumedRoleUser,
    AssumeRole,
    AssumeRoleForService,
    CallerIdentity,
    Credentials,
    GetCallerIdentity,
)
from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.ram import (
    EntityNotExistRole,
    InvalidDurationSeconds,
    InvalidExternalId,
    InvalidPolicyGrammar,
    InvalidPolicySize,
    InvalidRoleArn,
    InvalidRoleSessionName,
    InvalidSerialNumber,
    InvalidSourceIdentity,
    InvalidTokenCode,
    MalformedPolicyDocument,
    NoPermission,
    NoPermissionOfSts,
    SpecifiedRoleNotExist,
)

SESSION_NAME = re.compile(r"[A-Za-z0-9.@_-]{2,64}")
EXTERNAL_ID = re.compile(r"[A-Za-z0-9_+=,.@:/-]{2,1224}")
SHORTEST_SECONDS = 900
LARGEST_POLICY = 2048  # bytes


def assume_role(command: AssumeRole, work: Work[State, Settings]) -> AssumedRole | NoPermission:
    """Credentials of the role. The caller's own policies were checked before the call."""
    _check_request(command)
    role = _role_to_assume(command.role_arn, work)
    if not SHORTEST_SECONDS <= command.duration_seconds <= role.max_session_duration:
        raise InvalidDurationSeconds()
    if work.caller == ROOT:
        raise NoPermission("Roles may not be assumed by root accounts.")
    if untrusted := _untrusted(role, caller_of(work.caller, work), _facts(command, work), work):
        return untrusted
    session = f"{role.role_name}/{command.role_session_name}"
    principal = arn(f"assumed-role/{session}", work)
    issued = issuing.issue_for(command.duration_seconds, principal, role.role_id, command.policy, work)
    return AssumedRole(
        assumed_role_user=AssumedRoleUser(
            assumed_role_id=f"{role.role_id}:{command.role_session_name}",
            arn=arn(f"role/{session}", work),
        ),
        credentials=Credentials(
            access_key_id=issued.access_key_id,
            access_key_secret=issued.access_key_secret,
            security_token=issued.security_token,
            expiration=iso_seconds(moment(issued.expires_at or 0)),
        ),
        source_identity=command.source_identity or None,
    )


def assume_role_for_service(
    command: AssumeRoleForService, work: Work[State, Settings]
) -> ResolvedKey | NoPermission:
    """The principal that a cloud service acts as."""
    role = role_of(command.role_name, work)
    facts, caller = facts_of(command.service, work.now), Caller(service=command.service)
    if untrusted := _untrusted(role, caller, facts, work):
        return untrusted
    principal = arn(f"assumed-role/{role.role_name}/{command.session_name}", work)
    return ResolvedKey(access_key_secret="", principal=principal)


def get_caller_identity(command: GetCallerIdentity, work: Work[State, Settings]) -> CallerIdentity:
    """Who calls."""
    caller = arn("root", work) if work.caller == ROOT else work.caller
    kinds = {"user": "RAMUser", "assumed-role": "AssumedRoleUser"}
    try:
        parsed = Arn.parse(caller)
    except ValueError as problem:
        raise NoPermission() from problem
    principal_id = _principal_id(parsed, work)
    is_role = parsed.kind == "assumed-role"
    return CallerIdentity(
        identity_type=kinds.get(parsed.kind, "Account"),
        account_id=work.settings.account_id,
        principal_id=principal_id,
        arn=caller,
        user_id=None if is_role else principal_id,
        role_id=principal_id.partition(":")[0] if is_role else None,
    )


def _untrusted(
    role: RoleCreated, caller: Caller, facts: dict[str, str], work: Work[State, Settings]
) -> NoPermission | None:
    """The refusal where the role does not trust the caller."""
    if parse_trust(role.assume_role_policy_document).lets(caller, facts):
        return None
    principal = caller.service or work.caller
    error = NoPermission() if caller.service else NoPermissionOfSts()
    error.details = refuse(
        judge_trust(role, caller, facts),
        principal,
        "sts:AssumeRole",
        [arn(f"role/{role.role_name}", work)],
        trust_of(principal),
        facts,
        work,
    )
    return error


def _facts(command: AssumeRole, work: Work[State, Settings]) -> dict[str, str]:
    facts = facts_of(work.caller, work.now)
    given = {
        "sts:ExternalId": command.external_id,
        "sts:SourceIdentity": command.source_identity,
        "acs:SourceIp": command.client_address,
    }
    return facts | {key: value for key, value in given.items() if value}


def _check_request(command: AssumeRole) -> None:
    if not SESSION_NAME.fullmatch(command.role_session_name):
        raise InvalidRoleSessionName()
    if command.external_id and not EXTERNAL_ID.fullmatch(command.external_id):
        raise InvalidExternalId()
    if command.source_identity and not SESSION_NAME.fullmatch(command.source_identity):
        raise InvalidSourceIdentity()
    if command.serial_number:
        raise InvalidSerialNumber()
    if command.token_code:
        raise InvalidTokenCode()
    if len(command.policy.encode()) > LARGEST_POLICY:
        raise InvalidPolicySize()
    if command.policy:
        try:
            check_policy_text(command.policy)
        except MalformedPolicyDocument as problem:
            raise InvalidPolicyGrammar() from problem


def _role_to_assume(role_arn: str, work: Work[State, Settings]) -> RoleCreated:
    try:
        return role_of(_role_name(role_arn, work), work)
    except EntityNotExistRole as problem:
        raise SpecifiedRoleNotExist() from problem


def _role_name(role_arn: str, work: Work[State, Settings]) -> str:
    try:
        parsed = Arn.parse(role_arn)
    except ValueError as problem:
        raise InvalidRoleArn() from problem
    is_ours = (parsed.service, parsed.region, parsed.account) == ("ram", "", work.settings.account_id)
    if not is_ours or parsed.kind != "role":
        raise InvalidRoleArn()
    return parsed.name


def _principal_id(parsed: Arn, work: Work[State, Settings]) -> str:
    if parsed.kind == "user":
        return user_of(parsed.name, work.state).user_id
    if parsed.kind == "assumed-role":
        role_name, _, session = parsed.name.partition("/")
        return f"{role_of(role_name, work).role_id}:{session}"
    return str(work.settings.account_id)
