"""Users, keys and temporary credentials."""

from typing import Any

import pytest

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.api.operations import build
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.keys import CreateAccessKey, ResolveAccessKey
from scalehook_contracts.access_control.policies import DetachPolicyFromRole
from scalehook_contracts.access_control.roles import CreateRole, DeleteRole, GetRole
from scalehook_contracts.access_control.sts import (
    AssumedRole,
    AssumeRole,
    AssumeRoleForService,
    GetCallerIdentity,
)
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT, policy, role, trust

USER = f"acs:ram::{ACCOUNT}:user/alice"
ANYBODY = {"RAM": [f"acs:ram::{ACCOUNT}:root"]}
ARN = f"acs:ram::{ACCOUNT}:role/Worker"


def assume(ram: Rehearsal, caller: str = USER, **more: Any) -> AssumedRole:
    given: Any = {"role_arn": ARN, "role_session_name": "test", **more}
    return ram.ask(AssumeRole(**given), caller=caller)


def code_of(ram: Rehearsal, command: Any, caller: str = USER) -> str:
    with pytest.raises(ApiError) as caught:
        ram.ask(command, caller=caller)
    return caught.value.code


def test_a_users_key_resolves_to_the_user(ram: Rehearsal) -> None:
    """Its secret is known to nobody else: no published event has it."""
    ram.ask(CreateUser(user_name="alice"))
    key = ram.ask(CreateAccessKey(user_name="alice")).access_key
    resolved = ram.ask(ResolveAccessKey(access_key_id=key.access_key_id))
    assert (resolved.principal, resolved.access_key_secret) == (USER, key.access_key_secret)
    published = [m for entry in ram.entries() for m in entry.outgoing]
    assert published
    assert not any(key.access_key_secret in m.model_dump_json() for m in published)


def test_a_users_key_has_no_token(ram: Rehearsal) -> None:
    """One that comes with it belongs to another key, or to none."""
    role(ram, **ANYBODY)
    token = assume(ram).credentials.security_token
    ram.ask(CreateUser(user_name="bob"))
    key_id = ram.ask(CreateAccessKey(user_name="bob")).access_key.access_key_id
    for wrong in ("x", token):
        asked = ResolveAccessKey(access_key_id=key_id, security_token=wrong)
        assert code_of(ram, asked) == "InvalidSecurityToken.Malformed"


def test_users_and_roles_exist_once(ram: Rehearsal) -> None:
    """Names are compared without regard to letter case."""
    ram.ask(CreateUser(user_name="alice"))
    role(ram)
    again = CreateRole(role_name="WORKER", assume_role_policy_document=trust(**ANYBODY))
    assert code_of(ram, CreateUser(user_name="Alice")) == "EntityAlreadyExists.User"
    assert code_of(ram, again) == "EntityAlreadyExists.Role"
    assert code_of(ram, GetRole(role_name="none")) == "EntityNotExist.Role"
    assert code_of(ram, CreateAccessKey(user_name="bob")) == "EntityNotExist.User"
    assert ram.ask(GetRole(role_name="worker")).role.arn == ARN


def test_assumed_credentials(ram: Rehearsal) -> None:
    """They act as the role's session, and carry the session's policy."""
    role(ram, **ANYBODY)
    narrow = policy("ess:A")
    given = assume(ram, policy=narrow)
    assert given.assumed_role_user.arn == f"{ARN}/test"
    credentials = given.credentials
    assert credentials.access_key_id.startswith("STS.")
    resolved = ram.ask(
        ResolveAccessKey(
            access_key_id=credentials.access_key_id, security_token=credentials.security_token
        )
    )
    assert resolved.principal == f"acs:ram::{ACCOUNT}:assumed-role/Worker/test"
    assert resolved.session_policy == narrow


def test_the_token_belongs_to_the_key(ram: Rehearsal) -> None:
    """Missing, wrong and expired have codes of their own; long after, the key is forgotten."""
    role(ram, **ANYBODY)
    credentials = assume(ram, duration_seconds=900).credentials
    key_id, token = credentials.access_key_id, credentials.security_token
    bare = ResolveAccessKey(access_key_id=key_id)
    wrong = ResolveAccessKey(access_key_id=key_id, security_token="x")
    right = ResolveAccessKey(access_key_id=key_id, security_token=token)
    assert code_of(ram, bare) == "MissingSecurityToken"
    assert code_of(ram, wrong) == "InvalidSecurityToken.Malformed"
    ram.advance(899)
    ram.ask(right)
    ram.advance(1)
    assert code_of(ram, right) == "InvalidSecurityToken.Expired"
    ram.advance(7200)
    assume(ram)
    assert code_of(ram, right) == "InvalidAccessKeyId.NotFound"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role_arn": "Worker"}, "InvalidParameter.RoleArn"),
        ({"role_arn": "acs:ram::1:role/Worker"}, "InvalidParameter.RoleArn"),
        ({"role_arn": ARN.replace("ram::", "ram:cn-hangzhou:")}, "InvalidParameter.RoleArn"),
        ({"role_arn": f"acs:ram::{ACCOUNT}:role/none"}, "EntityNotExist.Role"),
        ({"role_session_name": "x"}, "InvalidParameter.RoleSessionName"),
        ({"external_id": "x"}, "InvalidParameter.ExternalId"),
        ({"external_id": "a b"}, "InvalidParameter.ExternalId"),
        ({"duration_seconds": 899}, "InvalidParameter.DurationSeconds"),
        ({"duration_seconds": 3601}, "InvalidParameter.DurationSeconds"),
        ({"policy": "{}"}, "InvalidParameter.PolicyGrammar"),
        ({"policy": "[" * 2000}, "InvalidParameter.PolicyGrammar"),
        ({"policy": policy("ess:" + "ü" * 1000)}, "InvalidParameter.PolicySize"),
    ],
)
def test_requests_that_are_wrongly_formed(ram: Rehearsal, change: dict[str, Any], code: str) -> None:
    """Each has its documented code."""
    role(ram, **ANYBODY)
    given: Any = {"role_arn": ARN, "role_session_name": "test", **change}
    assert code_of(ram, AssumeRole(**given)) == code


def test_a_role_of_the_same_name(ram: Rehearsal) -> None:
    """Is another one: credentials of the one that was deleted are over, as soon as there is another."""
    role(ram, **ANYBODY)
    issued = assume(ram).credentials
    old = ResolveAccessKey(access_key_id=issued.access_key_id, security_token=issued.security_token)
    for policy_name in [each.partition("/")[2] for each in ram.state.attached.get("role/worker", ())]:
        detached = DetachPolicyFromRole(
            role_name="Worker", policy_type="Custom", policy_name=policy_name
        )
        ram.ask(detached)
    ram.ask(DeleteRole(role_name="Worker"))
    ram.ask(old)  # who may do nothing any more
    again = CreateRole(role_name="worker", assume_role_policy_document=trust(**ANYBODY))
    ram.ask(again)
    assert code_of(ram, old) == "InvalidSecurityToken.Expired"


def test_a_duration_that_is_no_number() -> None:
    """Is refused by the code of its parameter."""
    given = {"RoleArn": ARN, "RoleSessionName": "s1", "DurationSeconds": "x"}
    with pytest.raises(ApiError) as caught:
        build(AssumeRole, given)
    assert caught.value.code == "InvalidParameter.DurationSeconds"


def test_who_may_assume(ram: Rehearsal) -> None:
    """Not the account itself, and not whom the trust does not name."""
    role(ram, RAM=[f"acs:ram::{ACCOUNT}:user/bob"])
    command = AssumeRole(role_arn=ARN, role_session_name="test")
    assert code_of(ram, command, caller="root") == "NoPermission"
    assert code_of(ram, command) == "NoPermission"
    assume(ram, caller=f"acs:ram::{ACCOUNT}:user/bob")


def test_a_service_assumes_a_role(ram: Rehearsal) -> None:
    """Only the service that the trust names."""
    role(ram)
    named = AssumeRoleForService(role_name="worker", service="oos.aliyuncs.com", session_name="exec-1")
    assert ram.ask(named).principal.endswith(":assumed-role/Worker/exec-1")
    other = named.model_copy(update={"service": "ecs.aliyuncs.com"})
    assert code_of(ram, other) == "NoPermission"


@pytest.mark.parametrize(
    ("caller", "kind"), [("root", "Account"), (USER, "RAMUser"), (f"{ARN}/x", "AssumedRoleUser")]
)
def test_callers_are_told_who_they_are(ram: Rehearsal, caller: str, kind: str) -> None:
    """The account, a user, an assumed role."""
    ram.ask(CreateUser(user_name="alice"))
    role(ram)
    identity = ram.ask(GetCallerIdentity(), caller=caller.replace(":role/", ":assumed-role/"))
    assert (identity.identity_type, identity.account_id) == (kind, ACCOUNT)
    own = identity.principal_id.removesuffix(":x")
    expected = (None, own) if kind == "AssumedRoleUser" else (own, None)
    assert (identity.user_id, identity.role_id) == expected


@pytest.mark.parametrize("caller", ["nobody", USER, f"acs:ram::{ACCOUNT}:assumed-role/none/x"])
def test_callers_who_are_not_there(ram: Rehearsal, caller: str) -> None:
    """Nobody, and a user or a role that this account does not have, get an error of RAM."""
    assert code_of(ram, GetCallerIdentity(), caller) in (
        "NoPermission", "EntityNotExist.User", "EntityNotExist.Role",
    )  # fmt: skip


def test_no_representation_shows_a_secret(ram: Rehearsal) -> None:
    """Whatever a log or a traceback prints: of the state, of what was recorded, of replies."""
    role(ram, **ANYBODY)
    ram.ask(CreateUser(user_name="alice"))
    key = ram.ask(CreateAccessKey(user_name="alice"))
    assumed = assume(ram)
    token = assumed.credentials.security_token
    secrets = {key.access_key.access_key_secret, assumed.credentials.access_key_secret, token}
    resolved = ram.ask(ResolveAccessKey(access_key_id=key.access_key.access_key_id))
    asking = ResolveAccessKey(access_key_id="x", security_token=token)
    printed = repr([ram.state, ram.recorded, ram.entries(), key, assumed, resolved, asking])
    assert not [secret for secret in secrets if secret in printed]


def test_the_state_survives(ram: Rehearsal) -> None:
    """A snapshot and a replay give the same state, keys included."""
    role(ram, policy("*"), **ANYBODY)
    ram.ask(CreateUser(user_name="alice"))
    ram.ask(CreateAccessKey(user_name="alice"))
    assume(ram)
    before = ram.state
    other = Machine(ram.service, ram.machine.settings)
    snapshot.restore(other, snapshot.dump(ram.machine), message_types(ram.service))
    assert other.state == before
    ram.restart()
    assert ram.state == before
