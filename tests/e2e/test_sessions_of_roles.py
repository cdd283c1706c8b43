"""Who one is, and what a session of a role may do: by the official SDKs, in virtual time."""

import json
from typing import Any

import pytest
from alibabacloud_ess20220222 import models as ess

from scalehook.testing.cloud import Cloud
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
)
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.access_control.users import CreateUser
from support.account.sdk import Sdk
from support.cloud.clients import Clients
from support.cloud.refusals import refused

ROLE = "acs:ram::1234567890123456:role/Worker"
SECRET = {"StringEquals": {"sts:ExternalId": "between-us"}}


@pytest.fixture
def owner(scalehook_session: Cloud) -> Sdk:
    """The account, with a role that users of it may assume who know a secret."""
    cloud = scalehook_session
    sdk = Sdk(Clients(cloud.address, cloud.access_key_id, cloud.access_key_secret))
    trust = {"Action": "sts:AssumeRole", "Principal": {"RAM": ["acs:ram::1234567890123456:root"]}}
    text = document(**trust, Condition=SECRET)
    sdk(CreateRole(role_name="Worker", assume_role_policy_document=text))
    everything: Any = {"policy_type": "System", "policy_name": "AliyunESSFullAccess"}
    sdk(AttachPolicyToRole(role_name="Worker", **everything))
    return sdk


def document(*more: dict[str, Any], **statement: Any) -> str:
    return json.dumps({"Version": "1", "Statement": [{"Effect": "Allow", **statement}, *more]})


def user(owner: Sdk, name: str, text: str) -> Sdk:
    """Who may do what the document says."""
    named: Any = {"policy_type": "Custom", "policy_name": name}
    owner(CreateUser(user_name=name))
    owner(CreatePolicy(policy_name=name, policy_document=text))
    owner(AttachPolicyToUser(user_name=name, **named))
    key = owner(CreateAccessKey(user_name=name)).access_key
    return Sdk(Clients(owner.clients.address, key.access_key_id, key.access_key_secret))


def who(sdk: Sdk) -> list[str | None]:
    body = sdk.clients.sts.get_caller_identity().body
    return [body.identity_type, body.arn.rpartition(":")[2], body.user_id, body.role_id]


def test_a_session_from_its_beginning_to_its_end(owner: Sdk, scalehook_session: Cloud) -> None:
    """It needs the secret, may do what its own policy leaves of the role's, and ends in virtual time."""
    eve = user(owner, "eve", document(Action="sts:AssumeRole", Resource=ROLE.replace("::", ":*:")))
    asked = AssumeRole(role_arn=ROLE, role_session_name="night", duration_seconds=900)
    assert eve.refusal_of(asked) is not None
    narrow = document(Action="ess:Describe*", Resource="*")
    body = eve(asked.model_copy(update={"external_id": "between-us", "policy": narrow}))
    given = body.credentials
    keys = (given.access_key_id, given.access_key_secret)
    session = Sdk(Clients(owner.clients.address, *keys, given.security_token))
    role_id = body.assumed_role_user.assumed_role_id.partition(":")[0]
    account = owner.clients.account
    assert who(owner) == ["Account", "root", account, None]
    assert who(eve)[:2] == ["RAMUser", "user/eve"]
    assert who(session) == ["AssumedRoleUser", "assumed-role/Worker/night", None, role_id]
    look = ess.DescribeScalingGroupsRequest(region_id="cn-hangzhou")
    assert session.clients.ess.describe_scaling_groups(look).body.total_count == 0
    make = ess.CreateScalingGroupRequest(region_id="cn-hangzhou", min_size=0, max_size=1)
    with refused("Forbidden.Unauthorized", 403):
        session.clients.ess.create_scaling_group(make)
    for token, code in ((None, "MissingSecurityToken"), ("x", "InvalidSecurityToken.Malformed")):
        with refused(code):
            Clients(owner.clients.address, *keys, token).ess.describe_scaling_groups(look)
    scalehook_session.advance(901)
    with refused("InvalidSecurityToken.Expired"):
        session.clients.ess.describe_scaling_groups(look)


def test_a_denial_however_a_role_is_spelt(owner: Sdk) -> None:
    """All but what is named may be done, until a time; a role has one name in any letters."""
    until = {"DateLessThan": {"acs:CurrentTime": "2999-01-01T00:00:00Z"}}
    denied = {"Effect": "Deny", "Action": "*", "Resource": "acs:ram:*:*:role/worker"}
    text = document(denied, NotAction=["ess:*"], NotResource="acs:ecs:*", Condition=until)
    ann = user(owner, "ann", text)
    for spelt in (ROLE, ROLE.lower(), ROLE.replace("Worker", "WORKER")):
        asked = AssumeRole(role_arn=spelt, role_session_name="s1", external_id="between-us")
        found = ann.refusal_of(asked)
        assert found is not None and found.code == "NoPermission"
    with refused("Forbidden.Unauthorized", 403):
        ann.clients.ess.describe_scaling_groups(
            ess.DescribeScalingGroupsRequest(region_id="cn-hangzhou")
        )
    ann(CreateUser(user_name="made-by-ann"))
