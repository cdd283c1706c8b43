"""Who one is, and what a session of a role may do: by the official SDKs, in virtual time."""

import json
from contextlib import nullcontext
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as ess
from alibabacloud_mns_open20220119 import models as mns
from alibabacloud_oos20190601 import models as oos
from mns.mns_exception import MNSServerException
from mns.queue import Message

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
PAUSE = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: a, Action: 'ACS::Pause'}]"
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


def test_only_what_bears_a_tag(owner: Sdk) -> None:
    """Scripts run on such instances, messages go to such queues, such templates are read; others not."""
    blue = {"StringEquals": {"acs:ResourceTag/team": "blue"}}
    commands = {"Effect": "Allow", "Action": "ecs:RunCommand", "Resource": "acs:ecs:*:*:command/*"}
    text = document(commands, Action=["ecs:*", "mns:*", "oos:*"], Resource="*", Condition=blue)
    tim = user(owner, "tim", text)
    region, tags = {"region_id": "cn-hangzhou"}, {"team": "blue"}
    machine: Any = {**region, "image_id": "m", "instance_type": "ecs.g7.large"}
    for tagged in (True, False):
        tag = [ecs.RunInstancesRequestTag(key=key, value=value) for key, value in tags.items()]
        run = ecs.RunInstancesRequest(**machine, tag=tag if tagged else None)
        made = owner.clients.ecs.run_instances(run).body.instance_id_sets.instance_id_set
        script = {"type": "RunShellScript", "command_content": "true"}
        asked = ecs.RunCommandRequest(**region, **script, instance_id=made)
        with nullcontext() if tagged else refused("Forbidden.RAM", 403):
            tim.clients.ecs.run_command(asked)
        name = "blue" if tagged else "grey"
        labels = [mns.CreateQueueRequestTag(key=key, value=value) for key, value in tags.items()]
        queue = mns.CreateQueueRequest(queue_name=name, tag=labels if tagged else None)
        owner.clients.mns_open.create_queue(queue)
        with nullcontext() if tagged else pytest.raises(MNSServerException, match="AccessDenied"):
            tim.clients.mns.get_queue(name).send_message(Message("x"))
        template = oos.CreateTemplateRequest(
            template_name=name, content=PAUSE, tags=tags if tagged else None
        )
        owner.clients.oos.create_template(template)
        with nullcontext() if tagged else refused("Forbidden.RAM", 403):
            tim.clients.oos.get_template(oos.GetTemplateRequest(template_name=name))
