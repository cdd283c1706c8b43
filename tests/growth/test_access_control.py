"""What a call of RAM costs does not depend on how many users, keys, roles and policies there are."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.access_control.service import SERVICE
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.state.events.keys import KeyIssued
from scalehook.kit import ROOT
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.attachments import (
    AttachPolicyToGroup,
    DetachPolicyFromGroup,
    DetachPolicyFromUser,
    ListEntitiesForPolicy,
    ListPoliciesForGroup,
    ListPoliciesForRole,
    ListPoliciesForUser,
)
from scalehook_contracts.access_control.diagnosis import DecodeDiagnosticMessage
from scalehook_contracts.access_control.groups import (
    AddUserToGroup,
    CreateGroup,
    DeleteGroup,
    GetGroup,
    GroupCreated,
    ListGroups,
    ListGroupsForUser,
    ListUsersForGroup,
    RemoveUserFromGroup,
    UpdateGroup,
    UserJoinedGroup,
)
from scalehook_contracts.access_control.keys import (
    CreateAccessKey,
    DeleteAccessKey,
    GetAccessKeyLastUsed,
    ListAccessKeys,
    ResolveAccessKey,
    UpdateAccessKey,
)
from scalehook_contracts.access_control.logins import (
    ChangePassword,
    CreateLoginProfile,
    DeleteLoginProfile,
    GetLoginProfile,
    UpdateLoginProfile,
)
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
    DetachPolicyFromRole,
    PolicyAttached,
    PolicyCreated,
    UpdatePolicyDescription,
)
from scalehook_contracts.access_control.policy_versions import (
    CreatePolicyVersion,
    DeletePolicy,
    DeletePolicyVersion,
    GetPolicy,
    GetPolicyVersion,
    ListPolicies,
    ListPolicyVersions,
    PolicyVersionCreated,
    SetDefaultPolicyVersion,
)
from scalehook_contracts.access_control.refusals import (
    AccessRefused,
    ExplainAccess,
    ListRefusals,
)
from scalehook_contracts.access_control.roles import (
    CreateRole,
    DeleteRole,
    GetRole,
    ListRoles,
    RoleCreated,
    UpdateRole,
)
from scalehook_contracts.access_control.sts import AssumeRole, AssumeRoleForService, GetCallerIdentity
from scalehook_contracts.access_control.tags import (
    ListTagResources,
    ResourcesTagged,
    Tag,
    TagResources,
    UntagResources,
)
from scalehook_contracts.access_control.users import (
    CreateUser,
    DeleteUser,
    GetUser,
    ListUsers,
    UpdateUser,
    UserCreated,
)
from scalehook_contracts.base import Message
from scalehook_contracts.errors import ApiError
from support.effort import lines
from support.growth import FEW, MANY, TIMES
from support.ram_documents import ACCOUNT, policy, trust
from support.weight import objects, written

GROUPS = 40  # fewer than there may be
OWN: Any = {"policy_type": "Custom", "policy_name": "u7"}
READ: Any = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
AT = 1_767_225_600.0  # when a rehearsal begins
ARN = f"acs:ram::{ACCOUNT}:"
TRUST = trust(RAM=[f"{ARN}root", f"{ARN}user/u1"], Service=["oos.aliyuncs.com"])


UNLIMITED: Any = {f"max_{kind}": 10**9 for kind in ("users", "roles", "policies", "access_keys")}


def of(kind: str, name: str) -> PolicyAttached:
    return PolicyAttached(principal=f"{kind}/{name}", policy_type="Custom", policy_name=name)


@cache
def crowd(size: int) -> Rehearsal:
    """So many users, roles and policies, each with what belongs to it; half of the sessions are over."""
    rehearsal = Rehearsal(SERVICE, Settings(**UNLIMITED))
    apply = rehearsal.machine.apply
    for number in range(size):
        name, session = f"u{number}", f"STS.{number}"
        document = policy(["ecs:RunCommand", f"ess:*{number}"])
        texts: dict[str, Any] = {"display_name": "", "comments": "", "created_at": AT}
        apply(UserCreated(user_id=str(number), user_name=name, **texts))
        apply(PolicyCreated(policy_name=name, policy_document=document, description="", created_at=AT))
        apply(
            RoleCreated(
                role_id=str(number),
                role_name=name,
                assume_role_policy_document=TRUST,
                description="",
                max_session_duration=3600,
                created_at=AT,
            )
        )
        apply(of("user", name))
        apply(of("role", name))
        apply(
            KeyIssued(access_key_id=f"key-{number}", access_key_secret="", principal=f"{ARN}user/{name}")
        )
        apply(
            KeyIssued(
                access_key_id=session,
                access_key_secret="",
                principal=f"{ARN}assumed-role/{name}/s",
                security_token="t",
                expires_at=AT + (900 if number % 2 else -900),
            )
        )
    for number in range(min(size, GROUPS)):
        group = f"g{number}"
        apply(GroupCreated(group_id=group, group_name=group, comments="", created_at=AT))
    for number in range(size):
        apply(UserJoinedGroup(user_name=f"u{number}", group_name=f"g{number % 10}", joined_at=AT))
    for number in range(10):
        held: Any = {"policy_type": "Custom", "policy_name": f"u{number}"}
        apply(PolicyAttached(principal=f"group/g{number}", **held))
        document = {"policy_document": policy("oos:*"), "created_at": AT}
        apply(PolicyCreated(policy_name=f"spare-{number}", description="", **document))
        apply(UserCreated(user_id="0", user_name=f"spare-{number}", **texts))
        trusted: Any = {"assume_role_policy_document": TRUST, "max_session_duration": 3600}
        apply(
            RoleCreated(
                role_id="0", role_name=f"spare-{number}", description="", created_at=AT, **trusted
            )
        )
        for kind in ("role", "policy"):
            apply(ResourcesTagged(resources=[f"{kind}/u{number}"], tags={"n": str(number)}))
        apply(refusal_of(f"r{number}"))
        more: Any = {"version_id": "v2", "is_default": False, **document}
        apply(PolicyVersionCreated(policy_name=f"u{number}", **more))
    for name in ("u7", "spare-0", "spare-1"):
        rehearsal.ask(CreateLoginProfile(user_name=name, password=password(0)))
    return rehearsal


def password(number: int) -> str:
    return f"Passw0rd-{number}!"


def refusal_of(refusal_id: str) -> AccessRefused:
    return AccessRefused(
        refusal_id=refusal_id,
        request_id=refusal_id,
        refused_at=AT,
        principal=f"{ARN}user/u7",
        principal_name="7",
        action="ess:A",
        resources=["x"],
        reason="",
        statement="{}",
        scope="AccountLevelIdentityBasedPolicy",
        explicit=False,
    )


def check(principal: str) -> Callable[[int], Message]:
    return lambda n: CheckAccess(
        principal=ARN + principal, action="ecs:RunCommand", resources=["acs:ecs:r:1:instance/i-1"]
    )


# by whom, and what; what is measured is the second of two equal calls: caches are warm
CALLS: dict[str, tuple[str, Callable[[int], Message]]] = {
    "a user is checked": (ROOT, check("user/u7")),
    "a role is checked": (ROOT, check("assumed-role/u7/s")),
    "nobody is checked": (ROOT, check("user/nobody")),
    "a key is resolved": (ROOT, lambda n: ResolveAccessKey(access_key_id="key-7")),
    "a session is resolved": (
        ROOT, lambda n: ResolveAccessKey(access_key_id="STS.7", security_token="t"),
    ),
    "no key is resolved": (ROOT, lambda n: ResolveAccessKey(access_key_id="none")),
    "a key is made": (ROOT, lambda n: CreateAccessKey(user_name="u7")),
    "a login is made": (ROOT, lambda n: CreateLoginProfile(user_name=f"u{n}", password=password(0))),
    "a login is read": (ROOT, lambda n: GetLoginProfile(user_name="u7")),
    "a login is changed": (
        ROOT, lambda n: UpdateLoginProfile(user_name="u7", mfa_bind_required=bool(n)),
    ),
    "a login is deleted": (ROOT, lambda n: DeleteLoginProfile(user_name=f"spare-{n}")),
    "a password is changed": (
        f"{ARN}user/u7",
        lambda n: ChangePassword(old_password=password(n), new_password=password(n + 1)),
    ),
    "a user is made": (ROOT, lambda n: CreateUser(user_name=f"new-{n}")),
    "a role is made": (
        ROOT, lambda n: CreateRole(role_name=f"new-{n}", assume_role_policy_document=TRUST),
    ),
    "a role is described": (ROOT, lambda n: GetRole(role_name="u7")),
    "a policy is made": (
        ROOT, lambda n: CreatePolicy(policy_name=f"new-{n}", policy_document=policy("oos:*")),
    ),
    "a role gets a policy": (
        ROOT,
        lambda n: AttachPolicyToRole(
            policy_type="System", policy_name="ReadOnlyAccess", role_name=f"u{20 + n}"
        ),
    ),
    "a role loses a policy": (
        ROOT,
        lambda n: DetachPolicyFromRole(
            policy_type="Custom", policy_name=f"u{30 + n}", role_name=f"u{30 + n}"
        ),
    ),
    "a user gets a policy": (
        ROOT,
        lambda n: AttachPolicyToUser(
            policy_type="System", policy_name="ReadOnlyAccess", user_name=f"u{20 + n}"
        ),
    ),
    "a user loses a policy": (
        ROOT,
        lambda n: DetachPolicyFromUser(
            policy_type="Custom", policy_name=f"u{30 + n}", user_name=f"u{30 + n}"
        ),
    ),
    "a group gets a policy": (ROOT, lambda n: AttachPolicyToGroup(group_name=f"g{10 + n}", **READ)),
    "a group loses a policy": (
        ROOT,
        lambda n: DetachPolicyFromGroup(policy_type="Custom", policy_name=f"u{n}", group_name=f"g{n}"),
    ),
    "a role's policies": (ROOT, lambda n: ListPoliciesForRole(role_name="u7")),
    "a user's policies": (ROOT, lambda n: ListPoliciesForUser(user_name="u7")),
    "a group's policies": (ROOT, lambda n: ListPoliciesForGroup(group_name="g7")),
    "who has a policy": (ROOT, lambda n: ListEntitiesForPolicy(**OWN)),
    "a policy is described": (ROOT, lambda n: GetPolicy(**OWN)),
    "policies are listed": (ROOT, lambda n: ListPolicies(max_items=5)),
    "a policy is deleted": (ROOT, lambda n: DeletePolicy(policy_name=f"spare-{n}")),
    "a version is made": (
        ROOT, lambda n: CreatePolicyVersion(policy_name=f"u{n}", policy_document=policy("oos:*")),
    ),
    "a version is described": (ROOT, lambda n: GetPolicyVersion(version_id="v1", **OWN)),
    "versions are listed": (ROOT, lambda n: ListPolicyVersions(**OWN)),
    "a version is deleted": (
        ROOT, lambda n: DeletePolicyVersion(policy_name=f"u{2 + n}", version_id="v2"),
    ),
    "a version becomes the default": (
        ROOT, lambda n: SetDefaultPolicyVersion(policy_name=f"u{4 + n}", version_id="v2"),
    ),
    "a group is made": (ROOT, lambda n: CreateGroup(group_name=f"new-{n}")),
    "a group is described": (ROOT, lambda n: GetGroup(group_name="g7")),
    "a group is deleted": (ROOT, lambda n: DeleteGroup(group_name=f"g{20 + n}")),
    "groups are listed": (ROOT, lambda n: ListGroups(max_items=5)),
    "a user joins a group": (
        ROOT, lambda n: AddUserToGroup(user_name="u1", group_name=f"g{12 + n}"),
    ),
    "a user leaves a group": (
        ROOT, lambda n: RemoveUserFromGroup(user_name=f"u{n}", group_name=f"g{n}"),
    ),
    "a user's groups": (ROOT, lambda n: ListGroupsForUser(user_name="u7")),
    "a group's users": (ROOT, lambda n: ListUsersForGroup(group_name="g7", max_items=2)),
    "a user is described": (ROOT, lambda n: GetUser(user_name="u7")),
    "a user is deleted": (ROOT, lambda n: DeleteUser(user_name=f"spare-{n}")),
    "users are listed": (ROOT, lambda n: ListUsers(max_items=5)),
    "a role is deleted": (ROOT, lambda n: DeleteRole(role_name=f"spare-{n}")),
    "roles are listed": (ROOT, lambda n: ListRoles(max_items=5)),
    "a user's keys": (ROOT, lambda n: ListAccessKeys(user_name="u7")),
    "a key is deleted": (
        ROOT,
        lambda n: DeleteAccessKey(user_name=f"u{20 + n}", user_access_key_id=f"key-{20 + n}"),
    ),
    "a role is assumed": (
        f"{ARN}user/u1",
        lambda n: AssumeRole(role_arn=f"{ARN}role/u7", role_session_name="session"),
    ),
    "a service assumes a role": (
        ROOT,
        lambda n: AssumeRoleForService(role_name="u7", service="oos.aliyuncs.com", session_name="s"),
    ),
    "a user is changed": (
        ROOT, lambda n: UpdateUser(user_name=f"u{40 + n}", new_user_name=f"changed-{n}"),
    ),
    "a group is changed": (
        ROOT, lambda n: UpdateGroup(group_name=f"g{30 + n}", new_group_name=f"changed-{n}"),
    ),
    "a role is changed": (ROOT, lambda n: UpdateRole(role_name="u7", new_description=f"{n}")),
    "a policy is described anew": (
        ROOT, lambda n: UpdatePolicyDescription(policy_name="u7", new_description=f"{n}"),
    ),
    "a key is switched": (
        ROOT,
        lambda n: UpdateAccessKey(user_name="u7", user_access_key_id="key-7", status="Active"),
    ),
    "the last use of a key": (
        ROOT, lambda n: GetAccessKeyLastUsed(user_name="u7", user_access_key_id="key-7"),
    ),
    "a role is tagged": (
        ROOT,
        lambda n: TagResources(resource_type="role", resource_names=["u7"], tags=[Tag(key=f"k{n}")]),
    ),
    "a role loses a tag": (
        ROOT, lambda n: UntagResources(resource_type="role", resource_names=["u7"], tag_keys=["x"]),
    ),
    "tags are listed": (ROOT, lambda n: ListTagResources(resource_type="role", resource_names=["u7"])),
    "refusals are listed": (ROOT, lambda n: ListRefusals(most=5)),
    "a permission is explained": (
        ROOT, lambda n: ExplainAccess(principal="user/u7", action="ecs:RunCommand", resource="x"),
    ),
    "no message is decoded": (
        ROOT, lambda n: DecodeDiagnosticMessage(encoded_diagnostic_message="x"),
    ),
    "a user asks who it is": (f"{ARN}user/u7", lambda n: GetCallerIdentity()),
}  # fmt: skip


def cost(name: str, size: int) -> int:
    rehearsal, (caller, call) = crowd(size), CALLS[name]
    refused = isinstance(rehearsal.play(call(0), caller=caller).reply, ApiError)
    assert refused == name.startswith("no")
    message = call(1)
    return lines(lambda: rehearsal.play(message, caller=caller))


@pytest.mark.parametrize("name", CALLS)
def test_a_call_costs_the_same_in_a_crowd(name: str) -> None:
    """A hundred times as much of everything, at most half as much again."""
    assert cost(name, MANY) <= TIMES * cost(name, FEW)


def test_every_handler_is_measured() -> None:
    """None is left out."""
    assert {type(call(0)) for _, call in CALLS.values()} == set(crowd(FEW).machine.handlers)


def test_a_state_that_is_loaded_forgets_the_same_sessions() -> None:
    """In which order they end follows from the keys."""
    state, adapter = crowd(FEW).state, TypeAdapter(State)
    loaded = adapter.validate_json(adapter.dump_json(state))
    assert loaded == state
    assert loaded.sessions == state.sessions


def sessions(times: int, every: float, **settings: int) -> Rehearsal:
    """One after the other; the shortest that there are."""
    rehearsal = Rehearsal(SERVICE, Settings(**settings))
    rehearsal.ask(CreateRole(role_name="R", assume_role_policy_document=TRUST))
    assume = AssumeRole(role_arn=f"{ARN}role/R", role_session_name="session", duration_seconds=900)
    for _ in range(times):
        rehearsal.ask(assume, caller=f"{ARN}user/u1")
        rehearsal.advance(every)
    return rehearsal


@pytest.mark.parametrize(
    ("every", "settings", "left"), [(600, {}, 8), (1, {"history_most": 10}, 900)], ids=["time", "count"]
)
def test_sessions_that_are_over_take_no_room(every: float, settings: dict[str, int], left: int) -> None:
    """Ten times as many leave as many objects, and as large a snapshot: those that are open, and for a
    while a few that are not.
    """
    short, long = sessions(950, every, **settings), sessions(2850, every, **settings)
    assert len(short.state.keys) == len(long.state.keys) == left
    assert objects(long.state) == pytest.approx(objects(short.state), rel=0.01)
    assert written(long.state) == pytest.approx(written(short.state), rel=0.01)


def test_an_open_session_is_kept_however_many_there_are() -> None:
    """Only what is over is history."""
    rehearsal = sessions(30, 0, history_most=1)
    assert len(rehearsal.state.keys) == 30
    for key in rehearsal.state.keys.values():
        token = {"access_key_id": key.access_key_id, "security_token": key.security_token}
        assert rehearsal.ask(ResolveAccessKey(**token)).principal == key.principal
