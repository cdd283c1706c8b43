"""What would be allowed, and by which statement."""

import json
from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.policies import AttachPolicyToUser, CreatePolicy
from scalehook_contracts.access_control.refusals import ExplainAccess, Explanation
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.users import CreateUser
from support.ram_documents import ACCOUNT, policy, role, trust
from support.refusals import refusal

ARN = f"acs:ram::{ACCOUNT}:"
USER = f"{ARN}user/alice"


@pytest.fixture
def alice(ram: Rehearsal) -> Rehearsal:
    """She may look at groups, and assume roles; one role trusts her."""
    ram.ask(CreateUser(user_name="alice"))
    statements = [
        {"Effect": "Allow", "Action": "ess:Describe*", "Resource": "acs:ess:*:*:scalinggroup/asg-1"},
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"},
        {
            "Effect": "Allow", "Action": "ecs:*", "Resource": "*",
            "Condition": {"StringEquals": {"ecs:tag/team": "blue"}},
        },
    ]  # fmt: skip
    document = json.dumps({"Version": "1", "Statement": statements})
    ram.ask(CreatePolicy(policy_name="mine", policy_document=document))
    ram.ask(AttachPolicyToUser(policy_type="Custom", policy_name="mine", user_name="alice"))
    ram.ask(CreateRole(role_name="Hers", assume_role_policy_document=trust(RAM=USER)))
    ram.ask(CreateRole(role_name="Other", assume_role_policy_document=trust(Service="x.aliyuncs.com")))
    return ram


def explain(
    ram: Rehearsal, principal: str, action: str, resource: str = "x", **more: Any
) -> Explanation:
    return ram.ask(ExplainAccess(principal=principal, action=action, resource=resource, **more))


def test_each_statement_is_looked_at(alice: Rehearsal) -> None:
    """And what is the first that differs; nothing is recorded."""
    before = len(alice.recorded)
    group = f"acs:ess:cn-hangzhou:{ACCOUNT}:scalinggroup/"
    found = explain(alice, "user/Alice", "ess:DescribeScalingRules", group + "asg-1")
    assert (found.allowed, found.principal, found.statement) == (True, USER, "")
    assert found.reason == "allowed by statement 1 of policy mine (v1), attached to user/alice"
    other = explain(alice, USER, "ess:DescribeScalingRules", group + "asg-2")
    outcomes = [(look.number, look.outcome) for look in other.looks]
    assert outcomes == [(1, "OtherResource"), (2, "OtherAction"), (3, "OtherAction")]
    assert json.loads(other.statement)["Resource"] == group + "asg-2"
    assert len(alice.recorded) == before


def test_facts_may_be_given(alice: Rehearsal) -> None:
    """Such as the tags of the resource."""
    assert not explain(alice, USER, "ecs:RunCommand").allowed
    assert explain(alice, USER, "ecs:RunCommand", facts={"ecs:tag/team": "blue"}).allowed
    red = explain(alice, USER, "ecs:RunCommand", facts={"ecs:tag/team": "red"})
    assert red.looks[-1].unmet == ["StringEquals ecs:tag/team blue (the request has red)"]


def test_who_assumes_a_role_needs_its_trust(alice: Rehearsal) -> None:
    """Both the policy and the trust are looked at, and what lacks is said."""
    hers = explain(alice, USER, "sts:AssumeRole", f"{ARN}role/hers")
    assert (hers.allowed, hers.scope) == (True, "AssumeRolePolicy")
    assert [look.policy_type for look in hers.looks] == ["Custom"] * 3 + ["Trust"]
    other = explain(alice, USER, "sts:AssumeRole", f"{ARN}role/other")
    assert (other.allowed, other.scope) == (False, "AssumeRolePolicy")
    assert json.loads(other.statement)["Principal"] == {"RAM": [USER]}


def test_a_service_may_assume_what_trusts_it(alice: Rehearsal) -> None:
    """And nothing else."""
    assert explain(alice, "x.aliyuncs.com", "sts:AssumeRole", f"{ARN}role/Other").allowed
    hers = explain(alice, "x.aliyuncs.com", "sts:AssumeRole", f"{ARN}role/Hers")
    assert json.loads(hers.statement)["Principal"] == {"Service": ["x.aliyuncs.com"]}
    assert not explain(alice, "x.aliyuncs.com", "ess:A").allowed


def test_roles_and_the_account(ram: Rehearsal) -> None:
    """A role by its name, or one of its sessions; a session's policy narrows it."""
    role(ram, policy("ess:*"))
    assert explain(ram, "role/worker", "ess:A").principal.endswith(":assumed-role/Worker/session")
    session = f"{ARN}assumed-role/Worker/s"
    narrow = explain(ram, session, "ess:A", session_policy=policy("ecs:*"))
    assert (narrow.principal, narrow.allowed, narrow.scope) == (session, False, "SessionPolicy")
    assert explain(ram, "root", "anything:At").allowed


@pytest.mark.parametrize(
    "name", ["user/none", "role/none", "alice", "", "group/staff", "acs:ram::1:user/"]
)
def test_nobody_of_that_name(alice: Rehearsal, name: str) -> None:
    """Is an error, not a no."""
    assert refusal(lambda: explain(alice, name, "ess:A")) == "EntityNotExist.Principal"
