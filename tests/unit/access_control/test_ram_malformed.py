"""Documents of every wrong shape, wherever one is given."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.access_control.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.policies import AttachPolicyToRole, CreatePolicy
from scalehook_contracts.access_control.policy_versions import CreatePolicyVersion
from scalehook_contracts.access_control.roles import CreateRole, UpdateRole
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.errors import ApiError
from support.json_shapes import spoilt
from support.ram_documents import ACCOUNT, policy, trust

ALICE = f"acs:ram::{ACCOUNT}:user/alice"
RULE: dict[str, Any] = {"Effect": "Allow", "Action": "ess:*", "Resource": "*"}
TRUST: dict[str, Any] = {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Principal": {"Service": ["oos.aliyuncs.com"]},
}

ASSUME: dict[str, Any] = {"role_arn": f"acs:ram::{ACCOUNT}:role/r", "role_session_name": "s1"}


def without(statement: dict[str, Any], *names: str, **more: Any) -> str:
    kept = {name: value for name, value in statement.items() if name not in names}
    return json.dumps({"Version": "1", "Statement": [{**kept, **more}]})


POLICIES = {
    "no JSON": "{",
    "no text": "",
    "a list": "[]",
    "a number": "1",
    "no version": json.dumps({"Statement": [RULE]}),
    "another version": json.dumps({"Version": "2012-10-17", "Statement": [RULE]}),
    "a version that is a number": json.dumps({"Version": 1, "Statement": [RULE]}),
    "no statements": json.dumps({"Version": "1"}),
    "an unknown member": json.dumps({"Version": "1", "Statement": [RULE], "Id": "x"}),
    "a statement that is none": json.dumps({"Version": "1", "Statement": ["Allow"]}),
    "no effect": without(RULE, "Effect"),
    "another effect": without(RULE, Effect="allow"),
    "no action": without(RULE, "Action"),
    "no resource": without(RULE, "Resource"),
    "an action that is no text": without(RULE, Action=[1]),
    "an empty action": without(RULE, Action=""),
    "an action without a product": without(RULE, Action="DescribeInstances"),
    "an action with a blank": without(RULE, Action="ecs :Stop"),
    "an empty resource": without(RULE, Resource=""),
    "a resource that is no ARN": without(RULE, Resource="instance/i-1"),
    "half an ARN": without(RULE, Resource=["*", "acs:ecs:cn-hangzhou"]),
    "a principal": without(RULE, Principal={"RAM": [ALICE]}),
    "a condition that is a list": without(RULE, Condition=[]),
    "a block that is empty": without(RULE, Condition={"StringEquals": {}}),
    "a key without values": without(RULE, Condition={"StringEquals": {"acs:SourceIp": []}}),
    "a tag without a key": without(RULE, Condition={"StringEquals": {"acs:ResourceTag/": "x"}}),
    "depth": "[" * 3000,
    "a lone surrogate": without(RULE, Action="\ud800"),
}
TRUSTS = {
    "no JSON": "{",
    "no principal": without(TRUST, "Principal"),
    "an empty principal": without(TRUST, Principal={}),
    "a principal of nobody": without(TRUST, Principal={"RAM": []}),
    "an unknown kind": without(TRUST, Principal={"AWS": ["*"]}),
    "a principal that is a text": without(TRUST, Principal="*"),
    "a user that is no ARN": without(TRUST, Principal={"RAM": ["alice"]}),
    "a group": without(TRUST, Principal={"RAM": [f"acs:ram::{ACCOUNT}:group/g"]}),
    "a resource": without(TRUST, Resource="*"),
    "a service without a name": without(TRUST, Principal={"Service": ""}),
    "all services": without(TRUST, Principal={"Service": ["oos.aliyuncs.com", "*"]}),
    "a provider that is no ARN": without(TRUST, Principal={"Federated": "saml"}),
    "another action": without(TRUST, Action="sts:GetCallerIdentity"),
    "no action": without(TRUST, Action=[]),
    "no statement": json.dumps({"Version": "1", "Statement": []}),
    "a name twice": trust(Service="x.aliyuncs.com").replace(
        '"Effect"', '"Sid": "", "Sid": "", "Effect"'
    ),
    "a tag without a key": without(TRUST, Condition={"StringEquals": {"acs:ResourceTag/": "b"}}),
}


@pytest.fixture(scope="module")
def full() -> Rehearsal:
    """A policy and a role, which Alice may assume."""
    ram = Rehearsal(SERVICE)
    ram.ask(CreatePolicy(policy_name="p", policy_document=policy("*")))
    ram.ask(CreateRole(role_name="r", assume_role_policy_document=trust(RAM=ALICE)))
    everything: Any = {"policy_type": "System", "policy_name": "AdministratorAccess"}
    ram.ask(AttachPolicyToRole(role_name="r", **everything))
    return ram


def given_as_policy(text: str) -> list[tuple[Any, str]]:
    return [
        (CreatePolicy(policy_name="new", policy_document=text), "MalformedPolicyDocument"),
        (CreatePolicyVersion(policy_name="p", policy_document=text), "MalformedPolicyDocument"),
        (AssumeRole(policy=text, **ASSUME), "InvalidParameter.PolicyGrammar"),
    ]


def given_as_trust(text: str) -> list[tuple[Any, str]]:
    return [
        (CreateRole(role_name="new", assume_role_policy_document=text), "MalformedPolicyDocument"),
        (UpdateRole(role_name="r", new_assume_role_policy_document=text), "MalformedPolicyDocument"),
    ]


def refused(ram: Rehearsal, command: Any) -> str:
    """The code, or nothing where it was taken."""
    reply = ram.play(command, caller=ALICE).reply
    return reply.code if isinstance(reply, ApiError) else ""


@pytest.mark.parametrize("wrong", POLICIES)
def test_a_policy_that_is_none(full: Rehearsal, wrong: str) -> None:
    """Is refused by its documented code, and nothing changes."""
    before = len(full.recorded)
    text = POLICIES[wrong]
    for command, code in given_as_policy(text):
        if not text and isinstance(command, AssumeRole):
            continue  # an empty one is none
        if len(text) > 2048 and isinstance(command, AssumeRole):
            code = "InvalidParameter.PolicySize"
        assert refused(full, command) == code
    assert len(full.recorded) == before


@pytest.mark.parametrize("wrong", TRUSTS)
def test_a_trust_that_is_none(full: Rehearsal, wrong: str) -> None:
    """Likewise."""
    before = len(full.recorded)
    for command, code in given_as_trust(TRUSTS[wrong]):
        assert refused(full, command) == code
    assert len(full.recorded) == before


def test_what_is_well_formed_in_another_way(full: Rehearsal) -> None:
    """One statement needs no list; an empty condition is none, in both kinds of documents."""
    one = json.dumps({"Version": "1", "Statement": {**RULE, "Condition": {}}})
    full.ask(CreatePolicyVersion(policy_name="p", policy_document=one))
    federated = {"Federated": [f"acs:ram::{ACCOUNT}:saml-provider/p"]}
    for principal in ({"Service": "x.aliyuncs.com"}, federated):
        text = without(TRUST, Condition={}, Principal=principal)
        full.ask(UpdateRole(role_name="r", new_assume_role_policy_document=text))
    full.ask(UpdateRole(role_name="r", new_assume_role_policy_document=trust(RAM=ALICE)))


WORDS = [
    "Version", "Statement", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal",
    "Service", "RAM", "Condition", "StringLike", "acs:SourceIp", "Sid", "x",
]  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["1", "Allow", "Deny", "*", "sts:AssumeRole"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)


RICH = RULE | {
    "Sid": "x",
    "Condition": {
        "StringLike": {"acs:ResourceTag/a": ["b*", "c"]},
        "NumericLessThan": {"acs:PrincipalAccount": 5},
        "NotIpAddress": {"acs:SourceIp": "10.0.0.0/8"},
    },
}
NEARLY = spoilt({"Version": "1", "Statement": [RULE, RICH]}) | spoilt(
    {"Version": "1", "Statement": [TRUST | {"Condition": {"Bool": {"acs:MFAPresent": "true"}}}]}
)


@given((VALUES | NEARLY).map(json.dumps) | st.text(max_size=30))
def test_any_text_is_taken_or_refused(full: Rehearsal, text: str) -> None:
    """Wherever it is given: never with another error. What is taken can be looked at for any call."""
    for command, code in given_as_policy(text) + given_as_trust(text):
        if isinstance(command, CreatePolicyVersion | UpdateRole):
            continue  # the same functions read them
        taken = ("", "EntityAlreadyExists.Policy", "EntityAlreadyExists.Role")
        assert refused(full, command) in (code, *taken)
    session = f"acs:ram::{ACCOUNT}:assumed-role/r/s"
    asked: Any = {"principal": session, "action": "ess:A", "resources": ["x"], "tags": {}}
    if refused(full, AssumeRole(policy=text, **ASSUME)) == "":
        assert refused(full, CheckAccess(session_policy=text, **asked)) in ("", "NoPermission")
