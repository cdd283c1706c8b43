"""What a refusal says: the smallest statement that would have allowed it, and who denies."""

import json
from typing import Any

import pytest

from scalehook.access_control.state.events.refusals import MOST
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.attachments import AttachPolicyToGroup
from scalehook_contracts.access_control.diagnosis import DecodeDiagnosticMessage
from scalehook_contracts.access_control.groups import AddUserToGroup, CreateGroup
from scalehook_contracts.access_control.policies import AttachPolicyToUser, CreatePolicy
from scalehook_contracts.access_control.refusals import AccessRefused, ListRefusals
from scalehook_contracts.access_control.roles import CreateRole, UpdateRole
from scalehook_contracts.access_control.sts import AssumeRole, AssumeRoleForService
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT, ROLE, policy, role, trust
from support.refusals import refusal

ARN = f"acs:ram::{ACCOUNT}:"
ALICE = f"{ARN}user/alice"
GROUP = f"acs:ess:cn-hangzhou:{ACCOUNT}:scalinggroup/asg-1"
CHECK = CheckAccess(principal=ALICE, action="ess:CreateAlarm", resources=[GROUP])


@pytest.fixture
def alice(ram: Rehearsal) -> Rehearsal:
    """She may nothing."""
    ram.ask(CreateUser(user_name="alice"))
    return ram


def give(ram: Rehearsal, name: str, *statements: dict[str, Any]) -> None:
    document = json.dumps({"Version": "1", "Statement": statements})
    ram.ask(CreatePolicy(policy_name=name, policy_document=document))
    ram.ask(AttachPolicyToUser(policy_type="Custom", policy_name=name, user_name="alice"))


def refused(ram: Rehearsal, command: Any, caller: str = "root") -> tuple[AccessRefused, dict[str, Any]]:
    """What was recorded of the refusal, and what the caller is told."""
    with pytest.raises(ApiError) as caught:
        ram.ask(command, caller=caller)
    assert caught.value.code == "NoPermission"
    recorded = ram.recorded[-1]
    assert isinstance(recorded, AccessRefused)
    return recorded, caught.value.details["AccessDeniedDetail"]


def test_the_statement_that_would_have_allowed_it(alice: Rehearsal) -> None:
    """Put into a policy as it is, it does."""
    recorded, detail = refused(alice, CHECK)
    assert json.loads(recorded.statement) == {
        "Effect": "Allow", "Action": "ess:CreateAlarm", "Resource": GROUP,
    }  # fmt: skip
    assert recorded.reason == "no policy of user/alice allows it"
    user_id = alice.state.users["alice"].user_id
    assert detail.pop("EncodedDiagnosticMessage").startswith("AQEAAAAA")
    assert detail == {
        "AuthAction": "ess:CreateAlarm",
        "AuthPrincipalType": "SubUser",
        "AuthPrincipalOwnerId": ACCOUNT,
        "AuthPrincipalDisplayName": user_id,
        "NoPermissionType": "ImplicitDeny",
        "PolicyType": "AccountLevelIdentityBasedPolicy",
    }
    give(alice, "pasted", json.loads(recorded.statement))
    alice.ask(CHECK)


@pytest.mark.parametrize(
    ("resources", "stated"),
    [
        (["acs:ecs:r:1:instance/i-1", "acs:ecs:r:1:command/*"], None),
        ([f"acs:ecs:r:1:instance/i-{number}" for number in range(30)], "acs:ecs:r:1:instance/*"),
        (["acs:oss:r:1:" + "x" * 600], "*"),
        ([f"{ARN}user/bob"], f"acs:ram:*:{ACCOUNT}:user/bob"),
    ],
)
def test_statements_stay_small(alice: Rehearsal, resources: list[str], stated: Any) -> None:
    """A list of a few; of many, what they have in common. Each allows what was refused."""
    check = CheckAccess(principal=ALICE, action="x:Y", resources=resources)
    statement = json.loads(refused(alice, check)[0].statement)
    assert statement["Resource"] == (stated or resources)
    give(alice, "pasted", statement)
    alice.ask(check)


def test_what_is_allowed_already_is_not_asked_for_again(alice: Rehearsal) -> None:
    """Only the resources that were refused."""
    give(alice, "one", {"Effect": "Allow", "Action": "ecs:*", "Resource": "acs:ecs:*:*:instance/*"})
    both = ["acs:ecs:r:1:instance/i-1", "acs:ecs:r:1:command/*"]
    recorded, _ = refused(alice, CheckAccess(principal=ALICE, action="ecs:RunCommand", resources=both))
    assert json.loads(recorded.statement)["Resource"] == both[1]


def test_a_role_is_handed_to_one_service(alice: Rehearsal) -> None:
    """The statement has that as its condition."""
    facts = {"acs:Service": "oos.aliyuncs.com"}
    passing = CheckAccess(
        principal=ALICE, action="ram:PassRole", resources=[f"{ARN}role/R"], facts=facts
    )
    recorded, _ = refused(alice, passing)
    statement = json.loads(recorded.statement)
    assert statement["Condition"] == {"StringEquals": facts}
    give(alice, "pasted", statement)
    alice.ask(passing)
    other = passing.model_copy(update={"facts": {"acs:Service": "ecs.aliyuncs.com"}})
    refused(alice, other)


def test_a_denial_is_named(alice: Rehearsal) -> None:
    """With its policy, version, and whom it is attached to: no other statement would help."""
    give(alice, "all", {"Effect": "Allow", "Action": "*", "Resource": "*"})
    alice.ask(CreateGroup(group_name="Interns"))
    alice.ask(AddUserToGroup(group_name="interns", user_name="alice"))
    statements = [
        {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "ess:Create*", "Resource": "*", "Sid": "NoMore"},
    ]
    document = json.dumps({"Version": "1", "Statement": statements})
    alice.ask(CreatePolicy(policy_name="Narrow", policy_document=document))
    alice.ask(AttachPolicyToGroup(policy_type="Custom", policy_name="narrow", group_name="interns"))
    recorded, detail = refused(alice, CHECK)
    assert recorded.reason == (
        "denied by statement 2 (NoMore) of policy Narrow (v1), attached to group/Interns"
    )
    assert (detail["NoPermissionType"], recorded.explicit) == ("ExplicitDeny", True)
    assert recorded.statement == ""
    message = DecodeDiagnosticMessage(encoded_diagnostic_message=detail["EncodedDiagnosticMessage"])
    decoded = alice.ask(message).decoded_diagnostic_message
    (matched,) = decoded.matched_policies
    assert (matched.effect, matched.policy_identifier, matched.policy_version) == (
        "Deny",
        "Narrow",
        "v1",
    )
    assert (matched.attached_entity_type, matched.policy_type) == ("RamGroup", "Custom")


def test_a_condition_that_was_all_that_lacked(alice: Rehearsal) -> None:
    """It is named, with what the request had instead."""
    condition = {"IpAddress": {"acs:SourceIp": ["10.0.0.0/8", "192.0.2.1"]}}
    give(alice, "near", {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition})
    far = CHECK.model_copy(update={"facts": {"acs:SourceIp": "11.0.0.1"}})
    recorded, _ = refused(alice, far)
    assert recorded.reason.endswith(
        "statement 1 of policy near (v1), attached to user/alice, would, but for "
        "IpAddress acs:SourceIp 10.0.0.0/8 or 192.0.2.1 (the request has 11.0.0.1)"
    )


def test_a_session_that_is_narrower_than_its_role(ram: Rehearsal) -> None:
    """Its own policy is what lacks the statement."""
    role(ram, policy("*"))
    check = CheckAccess(
        principal=ROLE, action="ess:A", resources=[GROUP], session_policy=policy("ecs:*")
    )
    recorded, detail = refused(ram, check)
    assert recorded.reason == "the session's own policy does not allow it"
    assert (detail["PolicyType"], detail["AuthPrincipalType"]) == ("SessionPolicy", "AssumedRoleUser")
    assert detail["AuthPrincipalDisplayName"] == "Worker:session"


def test_a_role_that_does_not_trust(alice: Rehearsal) -> None:
    """Neither a user nor a service; each is told the statement that its trust lacks."""
    nobody = trust(Service="ecs.aliyuncs.com")
    alice.ask(CreateRole(role_name="Worker", assume_role_policy_document=nobody))
    assume = AssumeRole(role_arn=f"{ARN}role/Worker", role_session_name="s1")
    serve = AssumeRoleForService(role_name="Worker", service="oos.aliyuncs.com", session_name="exec-1")
    mine, detail = refused(alice, assume, caller=ALICE)
    service, _ = refused(alice, serve)
    assert detail["PolicyType"] == "AssumeRolePolicy"
    assert mine.reason == "the trust of role/Worker does not name the caller"
    statements = [json.loads(each.statement) for each in (mine, service)]
    assert [each["Principal"] for each in statements] == [
        {"RAM": [ALICE]}, {"Service": ["oos.aliyuncs.com"]},
    ]  # fmt: skip
    document = json.dumps({"Version": "1", "Statement": statements})
    alice.ask(UpdateRole(role_name="Worker", new_assume_role_policy_document=document))
    alice.ask(assume, caller=ALICE)
    alice.ask(serve)


def test_a_message_is_decoded_for_a_day(alice: Rehearsal) -> None:
    """By whoever belongs to the account; not one that nobody was sent."""
    checked = CHECK.model_copy(update={"facts": {"acs:SourceIp": "10.0.0.1"}})
    _, detail = refused(alice, checked)
    message = DecodeDiagnosticMessage(encoded_diagnostic_message=detail["EncodedDiagnosticMessage"])
    found = alice.ask(message, caller=ALICE).decoded_diagnostic_message
    assert (found.explicit_deny, found.auth_action, found.auth_resource) == (False, CHECK.action, GROUP)
    assert found.no_permission_policy_type == "AccountLevelIdentityBasedPolicy"
    conditions = {each.condition_key: each.condition_values for each in found.auth_conditions}
    assert conditions["acs:SourceIp"] == ["10.0.0.1"]
    assert found.matched_policies == []
    assert refusal(lambda: alice.ask(message, caller="oos.aliyuncs.com")) == "NotSupport"
    for text in ("", "AQEAAAAA", "AQEAAAAA?", "AQEAAAAA/w==", "x" * 9999, "é"):
        other = DecodeDiagnosticMessage(encoded_diagnostic_message=text)
        assert refusal(lambda other=other: alice.ask(other)) == "EntityNotExist"
    alice.advance(86_401)
    assert refusal(lambda: alice.ask(message)) == "EncodedMessageExpire"


def test_refusals_are_listed(alice: Rehearsal) -> None:
    """The latest first; of a request, of somebody by any name; and they survive."""
    role(alice)
    refused(alice, CHECK)
    refused(alice, CheckAccess(principal=ROLE, action="ess:B", resources=["x"]))

    def actions(**chosen: Any) -> list[str]:
        return [each.action for each in alice.ask(ListRefusals(**chosen)).refusals]

    assert actions() == ["ess:B", "ess:CreateAlarm"]
    assert actions(most=1) == ["ess:B"]
    assert actions(request_id="request") == actions()
    assert actions(request_id="none") == []
    assert {tuple(actions(principal=name)) for name in (ALICE, "user/ALICE")} == {("ess:CreateAlarm",)}
    for name in (ROLE, "role/worker", f"{ARN}role/Worker"):
        assert actions(principal=name) == ["ess:B"]
    before = alice.state
    alice.restart()
    assert alice.state == before


def test_only_so_many_are_remembered(alice: Rehearsal) -> None:
    """And of each so much: whatever a client sends."""
    huge = CHECK.model_copy(
        update={
            "action": "a" * 9999,
            "resources": ["r" * 9999] * 99,
            "facts": {f"acs:RequestTag/{number}": "v" * 9999 for number in range(99)},
        }
    )
    recorded, _ = refused(alice, huge)
    assert len(recorded.model_dump_json()) < 60_000
    apply = alice.machine.apply
    for number in range(MOST + 5):
        apply(recorded.model_copy(update={"refusal_id": str(number)}))
    assert len(alice.state.refusals) == MOST
    assert next(iter(alice.state.refusals)) == "5"


def test_a_question_that_comes_twice_is_refused_twice(alice: Rehearsal) -> None:
    """From the journal, too: what was recorded is recorded once."""
    for _ in range(2):
        assert refusal(lambda: alice.ask(CHECK, message_id="same")) == "NoPermission"
        alice.restart()
    assert len([each for each in alice.recorded if isinstance(each, AccessRefused)]) == 1
