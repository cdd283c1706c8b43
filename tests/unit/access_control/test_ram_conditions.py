"""When a statement of a policy speaks at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from scalehook.access_control.facts import facts_of
from scalehook.access_control.policy_document import ruling
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.policies import CreatePolicy
from scalehook_contracts.access_control.refusals import AccessRefused
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT, ROLE, policy, role

FACTS = {
    "acs:SourceIp": "10.1.2.3",
    "acs:CurrentTime": "2026-01-01T12:00:00Z",
    "acs:SecureTransport": "false",
    "acs:MFAPresent": "false",
    "acs:PrincipalAccount": ACCOUNT,
    "acs:PrincipalARN": "acs:ram::1:role/Worker",
}
ACCOUNT_KEY, TIME, WHO, IP = (
    "acs:PrincipalAccount", "acs:CurrentTime", "acs:PrincipalARN", "acs:SourceIp",
)  # fmt: skip
NOON = "2026-01-01T12:00:00Z"


def holds(operator: str, key: str, wanted: Any, facts: dict[str, str] = FACTS) -> bool:
    document = policy("*", Condition={operator: {key: wanted}})
    return ruling(document, "ess:A", "x").verdict(facts) == "Allow"


@pytest.mark.parametrize(
    ("operator", "key", "fits", "fits_not"),
    [
        ("StringEquals", WHO, "acs:ram::1:role/Worker", "acs:ram::1:role/worker"),
        ("StringEqualsIgnoreCase", WHO, "ACS:ram::1:role/worker", "acs:ram::1:role/work"),
        ("StringLike", WHO, "acs:*:role/Worke?", "acs:*:role/worke?"),
        ("NumericEquals", ACCOUNT_KEY, f"{ACCOUNT}.0", f"{ACCOUNT}.5"),
        ("NumericLessThan", ACCOUNT_KEY, int(ACCOUNT) + 1, ACCOUNT),
        ("NumericLessThanEquals", ACCOUNT_KEY, int(ACCOUNT), int(ACCOUNT) - 1),
        ("NumericGreaterThan", ACCOUNT_KEY, "-1", ACCOUNT),
        ("NumericGreaterThanEquals", ACCOUNT_KEY, ACCOUNT, int(ACCOUNT) + 1),
        ("DateEquals", TIME, "2026-01-01T20:00:00+08:00", "2026-01-01T12:00:01Z"),
        ("DateLessThan", TIME, "2026-01-01T12:00:01Z", NOON),
        ("DateLessThanEquals", TIME, NOON, "2026-01-01T11:59:59Z"),
        ("DateGreaterThan", TIME, "2026-01-01", NOON),
        ("DateGreaterThanEquals", TIME, NOON, "2026-01-01T12:00:01"),
        ("Bool", "acs:MFAPresent", "False", True),
        ("IpAddress", IP, "10.0.0.0/8", "10.1.2.4"),
        ("IpAddress", IP, ["192.0.2.1", "10.1.2.3"], "::/0"),
        ("IpAddress", IP, "::ffff:10.1.2.3", "::ffff:10.1.2.4"),
    ],
)
def test_each_operator(operator: str, key: str, fits: Any, fits_not: Any) -> None:
    """One value that fits is enough; another does not do."""
    assert holds(operator, key, fits)
    assert not holds(operator, key, fits_not)
    assert holds(operator, key, [*(fits if isinstance(fits, list) else [fits]), fits_not])


@pytest.mark.parametrize(
    ("operator", "key", "fits", "other"),
    [
        ("StringNotEquals", WHO, "acs:ram::1:role/Worker", "x"),
        ("StringNotEqualsIgnoreCase", WHO, "acs:ram::1:ROLE/Worker", "x"),
        ("StringNotLike", WHO, "acs:*", "x"),
        ("NumericNotEquals", ACCOUNT_KEY, ACCOUNT, 1),
        ("DateNotEquals", TIME, NOON, "2026-01-02"),
        ("NotIpAddress", IP, "10.0.0.0/8", "192.0.2.0/24"),
    ],
)
def test_each_negative_operator(operator: str, key: str, fits: Any, other: Any) -> None:
    """None of the values may fit; a request without the key fits none."""
    assert holds(operator, key, other)
    assert not holds(operator, key, fits)
    assert not holds(operator, key, [other, fits])
    assert holds(operator, key, fits, {})


@pytest.mark.parametrize(
    ("operator", "key", "wanted"),
    [
        ("StringLike", "acs:Service", "*"),
        ("IpAddress", IP, "0.0.0.0/0"),
        ("Bool", "acs:MFAPresent", "false"),
    ],
)
def test_a_request_without_the_key_does_not_fit(operator: str, key: str, wanted: str) -> None:
    """However wide the condition is."""
    assert not holds(operator, key, wanted, {})


def test_a_fact_that_cannot_be_compared_fits_nothing() -> None:
    """A name is no number: like a request that has none."""
    assert not holds("NumericGreaterThan", WHO, 0)
    assert holds("NumericNotEquals", WHO, 0)


def test_all_keys_and_blocks_must_hold() -> None:
    """Values are alternatives, conditions are not."""
    both = {"Bool": {"acs:MFAPresent": "false"}, "IpAddress": {IP: "10.0.0.0/8"}}
    document = policy("*", Condition=both)
    assert ruling(document, "ess:A", "x").verdict(FACTS) == "Allow"
    assert ruling(document, "ess:A", "x").verdict(FACTS | {IP: "11.0.0.1"}) == ""


def test_a_denial_on_condition_wins_over_permissions() -> None:
    """And one without conditions needs no look at them."""
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    deny = allow | {"Effect": "Deny", "Condition": {"NotIpAddress": {IP: "10.0.0.0/8"}}}
    document = json.dumps({"Version": "1", "Statement": [allow, deny]})
    judged = ruling(document, "ess:A", "x")
    assert [judged.verdict(FACTS | {IP: ip}) for ip in ("10.0.0.1", "11.0.0.1")] == ["Allow", "Deny"]
    assert judged is ruling(document, "ess:A", "x")


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ({"StringEqualsIfExists": {WHO: "x"}}, "StringEqualsIfExists"),
        ({"ipaddress": {IP: "10.0.0.1"}}, "ipaddress"),
        ({"StringEquals": {"": "x"}}, "says nothing"),
        ({"IpAddress": {IP: "10.0.0.300"}}, "10.0.0.300"),
        ({"NumericEquals": {ACCOUNT_KEY: "many"}}, "many"),
        ({"NumericEquals": {ACCOUNT_KEY: "NaN"}}, "NaN"),
        ({"DateEquals": {TIME: "noon"}}, "noon"),
        ({"DateEquals": {TIME: "0001-01-01T00:00:00+10:00"}}, "0001-01-01"),
        ({"Bool": {"acs:MFAPresent": "maybe"}}, "maybe"),
        ({"Bool": {"acs:MFAPresent": {}}}, "acs:MFAPresent"),
        ({"StringLike": []}, "StringLike"),
    ],
)
def test_what_is_not_known_is_refused_by_name(ram: Rehearsal, condition: Any, named: str) -> None:
    """Nobody relies on a condition that is not looked at."""
    with pytest.raises(ApiError) as caught:
        ram.ask(CreatePolicy(policy_name="p", policy_document=policy("*", Condition=condition)))
    assert caught.value.code == "MalformedPolicyDocument"
    assert named in caught.value.message


@pytest.mark.parametrize("key", ["acs:SourceVpc", "sts:ExternalId", "vpc:TargetZone/x", "no key"])
def test_a_key_that_nobody_knows_is_in_no_request(ram: Rehearsal, key: str) -> None:
    """It is stored: a positive operator never holds, a negative one always, and a refusal says why."""
    role(ram, policy("*", Condition={"StringLike": {key: "*"}}))
    check = CheckAccess(principal=ROLE, action="ess:A", resources=["x"])
    with pytest.raises(ApiError) as caught:
        ram.ask(check)
    assert caught.value.code == "NoPermission"
    reasons = [each.reason for each in ram.recorded if isinstance(each, AccessRefused)]
    assert f"StringLike {key} * (no request has that here)" in reasons[-1]
    assert holds("StringNotLike", key, "*")


def test_a_role_trusts_by_the_address(ram: Rehearsal) -> None:
    """Of who assumes it; a key of policies alone is in no request for it."""
    alice = f"acs:ram::{ACCOUNT}:user/alice"
    condition = {"IpAddress": {IP: "10.0.0.0/8"}, "StringNotLike": {"acs:ResourceTag/a": "*"}}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"RAM": alice}}
    text = json.dumps({"Version": "1", "Statement": statement | {"Condition": condition}})
    ram.ask(CreateRole(role_name="r", assume_role_policy_document=text))

    def assumes(address: str) -> bool:
        asked = AssumeRole(
            role_arn=f"acs:ram::{ACCOUNT}:role/r",
            role_session_name="s1",
            client_address=address,
        )
        return not isinstance(ram.play(asked, caller=alice).reply, ApiError)

    assert [assumes("10.0.0.1"), assumes("11.0.0.1"), assumes("")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (policy([]), "Action"),
        (policy("*", []), "Resource"),
        ('{"Version": "1", "Statement": []}', "Statement"),
        (policy("*", NotAction="a"), "NotAction"),
        (policy("*", NotResource="a"), "NotResource"),
        (policy("*").replace('"Effect"', '"Sid": "a", "Sid": "b", "Effect"'), "Sid"),
    ],
)
def test_what_says_too_little_or_too_much(ram: Rehearsal, text: str, named: str) -> None:
    """Empty lists, both of a pair, a name that stands there twice."""
    with pytest.raises(ApiError) as caught:
        ram.ask(CreatePolicy(policy_name="p", policy_document=text))
    assert (caught.value.code, named in caught.value.message) == ("MalformedPolicyDocument", True)


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_all_but_what_is_named(effect: str) -> None:
    """NotAction and NotResource; a name that is too long to be looked at gets nothing by them."""
    statement = {"Effect": effect, "NotAction": ["ess:Delete*"], "NotResource": "acs:ess:*:prod-*"}
    text = json.dumps({"Version": "1", "Statement": statement})
    says = [
        ruling(text, action, resource).firm
        for action, resource in [
            ("ess:Describe", "acs:ess:test-1"),
            ("ess:DeleteX", "acs:ess:test-1"),
            ("ess:Describe", "acs:ess:x:prod-1"),
            ("ess:Describe", "acs:ess:x:prod-" + "a" * 600),
        ]
    ]
    assert says == [effect, "", "", "" if effect == "Allow" else "Deny"]


def test_conditions_of_a_request(ram: Rehearsal) -> None:
    """What came with it counts, and the virtual time; a session's own policy has conditions, too."""
    condition = {"IpAddress": {IP: "10.0.0.0/8"}, "DateLessThan": {TIME: "2026-01-01T01:00:00Z"}}
    role(ram, policy("*", Condition=condition))

    def may(ip: str, session_policy: str = "") -> bool:
        check = CheckAccess(
            principal=ROLE,
            action="ess:A",
            resources=["x"],
            session_policy=session_policy,
            facts={IP: ip},
        )
        try:
            ram.ask(check)
        except ApiError as refusal:
            assert refusal.code == "NoPermission"
            return False
        return True

    narrow = policy("*", Condition={"StringEquals": {IP: "10.0.0.2"}})
    assert [may("10.0.0.1"), may("11.0.0.1")] == [True, False]
    assert [may("10.0.0.1", narrow), may("10.0.0.2", narrow)] == [False, True]
    ram.advance(3600)
    assert not may("10.0.0.1")


def test_who_asks_is_known() -> None:
    """A session by its role; a cloud service has no name of that kind."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    facts = facts_of(ROLE, now)
    assert facts[WHO] == f"acs:ram::{ACCOUNT}:role/Worker"
    assert (facts[ACCOUNT_KEY], facts[TIME]) == (ACCOUNT, "2026-01-01T00:00:00Z")
    assert WHO not in facts_of("oos.aliyuncs.com", now)
