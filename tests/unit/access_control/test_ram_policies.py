"""Who may do what."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.access_control.policy_document import parse_policy, ruling
from scalehook.access_control.trust_document import Caller, parse_trust
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
    DetachPolicyFromRole,
)
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT, ROLE, policy, role

GROUP = "acs:ess:cn-hangzhou:1234567890123456:scalinggroup/asg-1"
TEXT = st.text("ab*?:/", max_size=8)


def may(ram: Rehearsal, action: str, *resources: str, session_policy: str = "") -> bool:
    check = CheckAccess(
        principal=ROLE,
        action=action,
        resources=list(resources) or [GROUP],
        session_policy=session_policy,
    )
    try:
        ram.ask(check)
    except ApiError as refusal:
        assert refusal.code == "NoPermission"
        return False
    return True


def test_the_policy_of_the_story(ram: Rehearsal) -> None:
    """The four actions that the template needs, and nothing else."""
    actions = ["ecs:DescribeInvocationResults", "ecs:DescribeInvocations", "ecs:RunCommand"]
    role(ram, policy(actions), policy(["ess:CompleteLifecycleAction"]))
    assert all(may(ram, action) for action in [*actions, "ess:CompleteLifecycleAction"])
    assert not may(ram, "ess:DeleteLifecycleHook")


@pytest.mark.parametrize(
    ("pattern", "action", "allowed"),
    [
        ("*", "ess:Anything", True),
        ("ess:*", "ess:Anything", True),
        ("ess:Describe*", "ess:DescribeLifecycleHooks", True),
        ("ESS:describelifecyclehooks", "ess:DescribeLifecycleHooks", True),
        ("ess:Create?ifecycleHook", "ess:CreateLifecycleHook", True),
        ("ess:Describe*", "ess:DeleteLifecycleHook", False),
        ("ess?", "ess:DeleteLifecycleHook", False),
    ],
)
def test_wildcards_of_actions(ram: Rehearsal, pattern: str, action: str, allowed: bool) -> None:
    """`*` and `?`, in any letter case."""
    role(ram, policy(pattern))
    assert may(ram, action) == allowed


def test_every_resource_must_be_allowed(ram: Rehearsal) -> None:
    """One that is not refuses the whole call."""
    role(ram, policy("ess:*", "acs:ess:*:*:scalinggroup/asg-1"))
    assert may(ram, "ess:X", GROUP)
    assert not may(ram, "ess:X", GROUP, GROUP + "2")


@pytest.mark.parametrize("named", ["role/admin", "role/ADMIN", "user/Alice"])
def test_names_of_ram_have_no_case(named: str) -> None:
    """Nobody gets round a denial by spelling a name in another way; other products' names have one."""
    resource = f"acs:ram::{ACCOUNT}:{named}"
    text = policy("*", ["acs:ram:*:*:role/Admin", f"acs:ram::{ACCOUNT}:user/alice"], "Deny")
    assert ruling(text, "ram:Delete", resource).firm == "Deny"
    assert ruling(policy("*", resource.upper()), "ram:Delete", resource).firm == "Allow"
    queue = policy("*", "acs:mns:*:*:/queues/Q")
    assert ruling(queue, "mns:SendMessage", "acs:mns:r:1:/queues/q").firm == ""


def test_a_denial_wins(ram: Rehearsal) -> None:
    """Over any number of permissions."""
    role(ram, policy("*"), policy("ess:Delete*", effect="Deny"))
    assert may(ram, "ess:CreateLifecycleHook")
    assert not may(ram, "ess:DeleteLifecycleHook")


def test_a_session_policy_only_narrows(ram: Rehearsal) -> None:
    """Both must allow."""
    role(ram, policy("ess:*"))
    assert may(ram, "ess:A", session_policy=policy("ess:A"))
    assert not may(ram, "ess:B", session_policy=policy("ess:A"))
    assert not may(ram, "ecs:A", session_policy=policy("*"))


def test_detaching_counts_at_once(ram: Rehearsal) -> None:
    """And doing it twice is an error."""
    role(ram, policy("*"))
    names: Any = {"policy_type": "Custom", "policy_name": "policy-0", "role_name": "Worker"}
    with pytest.raises(ApiError) as caught:
        ram.ask(AttachPolicyToRole(**names))
    assert caught.value.code == "EntityAlreadyExists.Role.Policy"
    ram.ask(DetachPolicyFromRole(**names))
    assert not may(ram, "ess:A")
    with pytest.raises(ApiError) as caught:
        ram.ask(DetachPolicyFromRole(**names))
    assert caught.value.code == "EntityNotExist.Role.Policy"


def test_system_policies_are_there(ram: Rehearsal) -> None:
    """Others of that type are not."""
    role(ram)
    names: Any = {"policy_type": "System", "role_name": "worker"}
    ram.ask(AttachPolicyToRole(policy_name="AliyunESSFullAccess", **names))
    assert may(ram, "ess:DeleteLifecycleHook")
    assert not may(ram, "ecs:RunCommand")
    with pytest.raises(ApiError) as caught:
        ram.ask(AttachPolicyToRole(policy_name="NoSuchPolicy", **names))
    assert caught.value.code == "EntityNotExist.Policy"


def test_message_service_may_be_read_alone(ram: Rehearsal) -> None:
    """A system policy lets look at queues, topics and messages, and nothing else."""
    role(ram)
    names: Any = {"policy_type": "System", "role_name": "worker"}
    ram.ask(AttachPolicyToRole(policy_name="AliyunMNSReadOnlyAccess", **names))
    assert all(may(ram, f"mns:{name}") for name in ("ListQueue", "GetTopicAttributes", "PeekMessage"))
    assert not any(may(ram, f"mns:{name}") for name in ("ReceiveMessage", "DeleteQueue", "Subscribe"))
    assert not may(ram, "ecs:ListTagResources")


@pytest.mark.parametrize(
    ("wanted", "speaks"),
    [("false", True), ("False", True), (False, True), (["true", "false"], True), ("true", False)],
)
def test_plain_http_may_be_forbidden(ram: Rehearsal, wanted: Any, speaks: bool) -> None:
    """A condition on the transport: there is no other than plain HTTP here."""
    condition = {"Bool": {"acs:SecureTransport": wanted}}
    role(ram, policy("*"), policy("mns:*", Effect="Deny", Condition=condition))
    assert may(ram, "mns:SendMessage") != speaks
    assert may(ram, "ess:DeleteLifecycleHook")


@pytest.mark.parametrize(
    "document",
    [
        "no JSON",
        "[]",
        json.dumps({"Version": "2", "Statement": []}),
        json.dumps({"Version": "1", "Statement": [{"Effect": "Maybe", "Action": "*", "Resource": "*"}]}),
        json.dumps({"Version": "1", "Statement": [{"Effect": "Allow", "Resource": "*"}]}),
        json.dumps({"Version": "1", "Statement": [{"Effect": "Allow", "Action": "*"}]}),
        policy("*", Principal={"Service": ["x"]}),
        policy("*", Condition={"Bool": {"acs:SecureTransport": "maybe"}}),
        policy("*", Condition={"Bool": {"acs:SecureTransport": []}}),
        policy("*", Condition={"Bool": {}}),
        policy("*", Condition="plain HTTP"),
        "[" * 6000,
        policy("*", Sid="\ud800"),
        policy("*").replace('"1"', "NaN"),
        policy("*").replace('"1"', "9" * 5000),
    ],
)
def test_documents_that_break_the_grammar(ram: Rehearsal, document: str) -> None:
    """Conditions too that are not simulated: they must not be taken for granted."""
    with pytest.raises(ApiError) as caught:
        ram.ask(CreatePolicy(policy_name="p", policy_document=document))
    assert caught.value.code == "MalformedPolicyDocument"


def test_one_statement_needs_no_list() -> None:
    """Nor does one action."""
    one = {"Effect": "Allow", "Action": "ess:A", "Resource": "*"}
    parsed = parse_policy(json.dumps({"Version": "1", "Statement": one}))
    assert parsed.ruling("ess:A", "x").firm == "Allow"


def test_trust_names_who_may_assume() -> None:
    """A denial is no permission, another action neither."""
    text = {"Version": "1", "Statement": [{"Effect": "Deny", "Action": "sts:AssumeRole"}]}
    text["Statement"][0]["Principal"] = {"Service": ["oos.aliyuncs.com"]}  # type: ignore[index]
    assert not parse_trust(json.dumps(text)).lets(Caller(service="oos.aliyuncs.com"), {})


@given(pattern=TEXT, text=TEXT)
def test_wildcards_mean_what_they_say(pattern: str, text: str) -> None:
    """As a regular expression made by hand."""
    by_hand = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    expected = re.fullmatch(by_hand, text) is not None
    document = parse_policy(policy("*", pattern))
    assert (document.ruling("ess:A", text).firm == "Allow") == expected


@pytest.mark.parametrize(
    "pattern",
    ["*?" * 20 + "Z", "*a" * 500 + "Z", "?*" * 1000 + "Z", "*" * 2000 + "Z", "*" + "a?" * 900 + "Z"],
)
def test_a_policy_full_of_stars_is_answered(ram: Rehearsal, pattern: str) -> None:
    """However many stars: attached, or as a session's own policy, for any action and resource."""
    role(ram, policy("*", pattern), policy(pattern))
    long = "acs:ess:" + "a" * 480
    assert not may(ram, "ess:" + "a" * 60, long)
    assert not may(ram, "ess:A", *[long] * 20, session_policy=policy("*", pattern))


def test_a_resource_longer_than_any_is_matched_by_the_star_alone(ram: Rehearsal) -> None:
    """So that a name of a megabyte costs nothing."""
    endless = "acs:ess:cn-hangzhou:1:scalinggroup/" + "a" * 1_000_000
    role(ram, policy("ess:*", ["acs:ess:*", "*a*a*a*a"]), policy("ecs:*"))
    assert not may(ram, "ess:A", endless)
    assert may(ram, "ecs:A", endless)


def test_documents_are_parsed_once() -> None:
    """Not at every check."""
    text = policy("ess:OnlyHere")
    assert parse_policy(text) is parse_policy(text)


@pytest.mark.parametrize(("kind", "most"), [("role", 5), ("user", 10)])
def test_a_principal_has_so_many_custom_policies(ram: Rehearsal, kind: str, most: int) -> None:
    """One more is refused, with the documented code."""
    role(ram)
    ram.ask(CreateUser(user_name="alice"))
    attach: Any = {
        "role": lambda name: AttachPolicyToRole(
            policy_type="Custom", policy_name=name, role_name="Worker"
        ),
        "user": lambda name: AttachPolicyToUser(
            policy_type="Custom", policy_name=name, user_name="alice"
        ),
    }[kind]
    for number in range(most + 1):
        ram.ask(CreatePolicy(policy_name=f"p-{number}", policy_document=policy("*")))
    for number in range(most):
        ram.ask(attach(f"p-{number}"))
    with pytest.raises(ApiError) as caught:
        ram.ask(attach(f"p-{most}"))
    assert caught.value.code == f"LimitExceeded.{kind.title()}.Policy"


DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["1", "Allow", "*", "a:*?"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["Version", "Statement", "Effect", "Action", "Resource", "Principal", "Service", "x"]
            ),
            inner,
        )
    ),
)


@given(DOCUMENTS)
def test_any_document_is_read_or_refused(document: Any) -> None:
    """As a policy and as a trust: with the documented error and no other."""
    for parse in (parse_policy, parse_trust):
        try:
            parse(json.dumps(document))
        except ApiError as refusal:
            assert refusal.code == "MalformedPolicyDocument"


@pytest.mark.parametrize("principal", ["", "nobody", "acs:ram::1:user/", "::::"])
def test_nobody_may_do_anything(ram: Rehearsal, principal: str) -> None:
    """A principal that is no ARN, or names nobody, is refused like any other."""
    role(ram, policy("*"))
    with pytest.raises(ApiError) as caught:
        ram.ask(CheckAccess(principal=principal, action="ess:A", resources=[GROUP]))
    assert caught.value.code == "NoPermission"
