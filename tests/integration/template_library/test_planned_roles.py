"""Roles with the policy that `scalehook access plan` prints, and no other."""

import json
from typing import Any

import pytest

from scalehook_contracts.access_control.policies import AttachPolicyToRole, CreatePolicy
from scalehook_contracts.access_control.policy_versions import CreatePolicyVersion
from scalehook_contracts.access_control.roles import CreateRole
from support.hook_stage import OVER, HookStage
from support.http import HTTP

HOOK = "ACS-ESS-LifeCycle"
NAME, CUSTOM = "planned", "Custom"
Document = dict[str, Any]


def planned(stage: HookStage, hook_id: str, kind: str) -> Document:
    """What the command prints of the hook's role: its `policy`, its `trust`."""
    url = f"{stage.cloud.endpoint}/_scalehook/access/plan"
    needs = HTTP.post(url, json={"name": hook_id}).raise_for_status().json()["needs"]
    [found] = [each for each in needs if (each["who"], each["kind"]) == (f"role/{NAME}", kind)]
    return dict(found["document"])


def status_of(stage: HookStage, template: str) -> str:
    """How the execution has ended that the hook started for one instance more."""
    stage.group.scale(1)
    stage.cloud.advance("10s")
    stage.until(lambda: stage.execution(template).status in OVER)
    stage.cloud.advance("1m")
    status = stage.execution(template).status
    for action in stage.group.waiting:
        action.expire()
    return status


def less(document: Document, action: str) -> Document:
    """The policy without it."""
    left = [
        {**each, "Action": [one for one in each["Action"] if one != action]}
        for each in document["Statement"]
    ]
    return {**document, "Statement": [each for each in left if each["Action"]]}


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        ("RunCommand", {"commandContent": "echo ready"}),
        ("ModifyRedisIPWhitelist", {"dbInstanceId": "r-1", "modifyMode": "Append"}),
    ],
)
def test_the_plan_is_enough_and_nothing_in_it_is_too_much(
    stage: HookStage, name: str, metadata: dict[str, str]
) -> None:
    """The template succeeds with it, and fails without any one of its actions, for lack of that."""
    cloud, template = stage.cloud, HOOK + name
    role = {**metadata, "OOSAssumeRole": NAME}
    hook = stage.group.hook("SCALE_OUT", to=cloud.template(template), metadata=role)
    policy = planned(stage, hook.id, "policy")
    trust = json.dumps(planned(stage, hook.id, "trust"))
    cloud.call(CreateRole(role_name=NAME, assume_role_policy_document=trust))
    cloud.call(CreatePolicy(policy_name=NAME, policy_document=json.dumps(policy)))
    cloud.call(AttachPolicyToRole(policy_type=CUSTOM, policy_name=NAME, role_name=NAME))
    assert status_of(stage, template) == "Success", stage.problems()
    actions = [action for each in policy["Statement"] for action in each["Action"]]
    assert len(actions) > 2
    for action in actions:
        cloud.call(
            CreatePolicyVersion(
                policy_name=NAME,
                policy_document=json.dumps(less(policy, action)),
                set_as_default=True,
                rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
            )
        )
        assert (action, status_of(stage, template)) == (action, "Failed")
        assert refused(stage) == action


def refused(stage: HookStage) -> str:
    """What was refused last."""
    found = HTTP.get(f"{stage.cloud.endpoint}/_scalehook/access/refusals").raise_for_status().json()
    return str(found["refusals"][0]["action"])
