"""Whom a role trusts, and on which conditions."""

import json
from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.sts import AssumeRole, AssumeRoleForService
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT

USER = f"acs:ram::{ACCOUNT}:user/alice"
ROOT_ARN = f"acs:ram::{ACCOUNT}:root"


def trusts(ram: Rehearsal, *statements: dict[str, Any]) -> None:
    """The role trusts so; statements are of everybody unless they say otherwise."""
    usual = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"RAM": [ROOT_ARN]}}
    document = {"Version": "1", "Statement": [usual | statement for statement in statements]}
    ram.ask(CreateRole(role_name="Worker", assume_role_policy_document=json.dumps(document)))


def assumes(ram: Rehearsal, caller: str = USER, **more: Any) -> bool:
    given: Any = {"role_arn": f"acs:ram::{ACCOUNT}:role/Worker", "role_session_name": "test", **more}
    try:
        ram.ask(AssumeRole(**given), caller=caller)
    except ApiError as refusal:
        assert refusal.code == "NoPermission"
        assert refusal.message.endswith("You should be authorized by RAM.")
        return False
    return True


def test_a_secret_between_two_parties(ram: Rehearsal) -> None:
    """Without it, or with another, the role is not assumed."""
    trusts(ram, {"Condition": {"StringEquals": {"sts:ExternalId": "blue"}}})
    assert [assumes(ram), assumes(ram, external_id="red"), assumes(ram, external_id="blue")] == [
        False, False, True,
    ]  # fmt: skip


def test_a_trust_that_ends(ram: Rehearsal) -> None:
    """By the virtual time, for users and for services."""
    until = {"DateLessThan": {"acs:CurrentTime": "2026-01-01T01:00:00Z"}}
    oos = {"Principal": {"Service": ["oos.aliyuncs.com"]}, "Condition": until}
    trusts(ram, {"Condition": until}, oos)
    service = AssumeRoleForService(role_name="Worker", service="oos.aliyuncs.com", session_name="s")
    assert assumes(ram)
    ram.ask(service)
    ram.advance(3600)
    assert not assumes(ram)
    with pytest.raises(ApiError, match="NoPermission"):
        ram.ask(service)


def test_a_trust_that_excepts_somebody(ram: Rehearsal) -> None:
    """A denial wins over the account's permission."""
    trusts(ram, {}, {"Effect": "Deny", "Principal": {"RAM": USER}})
    assert not assumes(ram)
    assert assumes(ram, caller=USER.replace("alice", "bob"))
