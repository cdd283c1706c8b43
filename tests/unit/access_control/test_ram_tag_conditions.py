"""Conditions on tags: of what is asked for, and of what it is done to."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.tags import Tag
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT, ROLE, policy, role, trust

I1, I2 = "acs:ecs:r:1:instance/i-1", "acs:ecs:r:1:instance/i-2"


def answer(ram: Rehearsal, *resources: str, **more: Any) -> str:
    """`ok`, or the code."""
    given: Any = {"principal": ROLE, "action": "ecs:StopInstance", "resources": list(resources), **more}
    reply = ram.play(CheckAccess(**given)).reply
    return reply.code if isinstance(reply, ApiError) else "ok"


@pytest.mark.parametrize("key", ["acs:ResourceTag/team", "ecs:tag/team", "rds:ResourceTag/team"])
def test_tags_of_the_resource(ram: Rehearsal, key: str) -> None:
    """They are wanted when they count; each resource has its own."""
    role(ram, policy("ecs:*", Condition={"StringEquals": {key: "blue"}}))
    assert answer(ram, I1) == "TagsWanted"
    both = {I1: {"team": "blue"}, I2: {"team": "red"}}
    assert answer(ram, I1, tags=both) == "ok"
    assert answer(ram, I1, I2, tags=both) == "NoPermission"
    assert answer(ram, I1, tags={}) == "NoPermission"


def test_a_denial_by_tag(ram: Rehearsal) -> None:
    """Is not passed over because nobody has asked for the tags yet."""
    role(
        ram,
        policy("*"),
        policy("ecs:*", effect="Deny", Condition={"StringLike": {"acs:ResourceTag/team": "*"}}),
    )
    assert answer(ram, I1) == "TagsWanted"
    assert answer(ram, I1, tags={I1: {"team": "x"}}) == "NoPermission"
    assert answer(ram, I1, tags={}) == "ok"
    assert answer(ram, I1, action="ess:A") == "ok"


def test_tags_that_a_request_gives(ram: Rehearsal) -> None:
    """They are known at once."""
    role(ram, policy("ecs:*", Condition={"StringEquals": {"acs:RequestTag/team": "blue"}}))
    assert answer(ram, I1, facts={"acs:RequestTag/team": "blue"}) == "ok"
    assert answer(ram, I1) == "NoPermission"


def test_tags_of_roles_are_ram_s_own(ram: Rehearsal) -> None:
    """Nobody has to be asked for them."""
    role(ram, policy("ram:*", Condition={"StringEquals": {"acs:ResourceTag/team": "blue"}}))
    for name, tags in (("Mine", [Tag(key="team", value="blue")]), ("Other", [])):
        document = trust(Service="oos.aliyuncs.com")
        ram.ask(CreateRole(role_name=name, assume_role_policy_document=document, tags=tags))
    found = [
        answer(ram, f"acs:ram::{ACCOUNT}:role/{name}", action="ram:GetRole")
        for name in ("mine", "other")
    ]
    assert found == ["ok", "NoPermission"]
