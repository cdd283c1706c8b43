"""Every official SDK, unmodified, through its own signature and shapes."""

import json
from urllib.parse import urlencode

import httpx
import pytest
from alibabacloud_ess20140828 import models as m14
from alibabacloud_ess20220222 import models as m
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram
from alibabacloud_sts20150401 import models as sts
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkess.request.v20140828 import (
    CreateLifecycleHookRequest,
    CreateScalingGroupRequest,
    DescribeLifecycleHooksRequest,
    DescribeScalingGroupsRequest,
)
from mns.mns_exception import MNSServerException
from mns.queue import Message, QueueMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.cloud.refusals import refused
from support.http import HTTP


def test_ess_2014_by_its_own_sdk(clients: Clients) -> None:
    """V1 signature, form body, lists wrapped in their item's name."""
    made = clients.ess2014.create_scaling_group(
        m14.CreateScalingGroupRequest(region_id=clients.region, min_size=0, max_size=1)
    )
    hook = clients.ess2014.create_lifecycle_hook(
        m14.CreateLifecycleHookRequest(
            scaling_group_id=made.body.scaling_group_id, lifecycle_transition="SCALE_OUT"
        )
    )
    answer = clients.ess2014.describe_lifecycle_hooks(
        m14.DescribeLifecycleHooksRequest(lifecycle_hook_id=[hook.body.lifecycle_hook_id])
    )
    [seen] = answer.body.lifecycle_hooks.lifecycle_hook
    assert seen.lifecycle_hook_id == hook.body.lifecycle_hook_id


def test_ess_2014_by_the_core_sdk(clients: Clients) -> None:
    """Parameters in the query, POST without a body, `SignatureType=` signed although empty."""
    create = CreateScalingGroupRequest.CreateScalingGroupRequest()
    create.set_MinSize(0)
    create.set_MaxSize(2)
    create.set_ScalingGroupName("core sdk"[:4] + "-group")
    group = clients.core_call(create)["ScalingGroupId"]
    hook = CreateLifecycleHookRequest.CreateLifecycleHookRequest()
    hook.set_ScalingGroupId(group)
    hook.set_LifecycleTransition("SCALE_IN")
    clients.core_call(hook)
    describe = DescribeLifecycleHooksRequest.DescribeLifecycleHooksRequest()
    describe.set_ScalingGroupId(group)
    [seen] = clients.core_call(describe)["LifecycleHooks"]["LifecycleHook"]
    assert seen["LifecycleTransition"] == "SCALE_IN"
    groups = DescribeScalingGroupsRequest.DescribeScalingGroupsRequest()
    groups.set_ScalingGroupIds([group])
    [described] = clients.core_call(groups)["ScalingGroups"]["ScalingGroup"]
    assert described["RemovalPolicies"] == {
        "RemovalPolicy": ["OldestScalingConfiguration", "OldestInstance"]
    }
    assert described["LoadBalancerIds"] == {"LoadBalancerId": []}


def test_the_core_sdk_reads_a_signature_error(process: StackProcess) -> None:
    """Its parser splits the message at the colon; a wrong secret is told as such."""
    wrong = Clients(process.address, KEY_ID, "wrong")
    request = DescribeScalingGroupsRequest.DescribeScalingGroupsRequest()
    with pytest.raises(ServerException) as caught:
        wrong.core_call(request)
    assert caught.value.get_error_code() == "InvalidAccessKeySecret"


@pytest.mark.parametrize("algorithm", [None, "v2"])
def test_both_signatures_of_the_2022_sdk(process: StackProcess, algorithm: str | None) -> None:
    """ACS3-HMAC-SHA256 and HMAC-SHA1; a wrong secret is refused with either."""
    request = m.DescribeScalingGroupsRequest(region_id="cn-hangzhou", scaling_group_names=["a b*~中"])
    right = Clients(process.address, KEY_ID, SECRET, algorithm=algorithm)
    assert right.ess.describe_scaling_groups(request).body.scaling_groups == []
    with refused("SignatureDoesNotMatch"):
        Clients(process.address, KEY_ID, "wrong", algorithm=algorithm).ess.describe_scaling_groups(
            request
        )
    with refused("InvalidAccessKeyId.NotFound", 404):
        Clients(process.address, "nobody", SECRET, algorithm=algorithm).ess.describe_scaling_groups(
            request
        )


def test_a_group_is_found_by_its_name(clients: Clients) -> None:
    """`ScalingGroupName` is a parameter of its own, beside the list `ScalingGroupNames`."""
    group = m.CreateScalingGroupRequest(
        region_id=clients.region, min_size=0, max_size=1, scaling_group_name="found-by-name"
    )
    clients.ess.create_scaling_group(group)
    for name, count in (("found-by-name", 1), ("nosuch", 0)):
        asked = m.DescribeScalingGroupsRequest(region_id=clients.region, scaling_group_name=name)
        assert clients.ess.describe_scaling_groups(asked).body.total_count == count
    tag = m.DescribeScalingGroupsRequestTags(key="nosuch", value="x")
    tagged = m.DescribeScalingGroupsRequest(region_id=clients.region, tags=[tag])
    assert clients.ess.describe_scaling_groups(tagged).body.scaling_groups == []


async def test_the_async_methods(clients: Clients) -> None:
    """The tea clients' coroutines work as their methods do."""
    request = m.DescribeScalingGroupsRequest(region_id="cn-hangzhou")
    answer = await clients.ess.describe_scaling_groups_async(request)
    assert answer.body.page_number == 1


def test_a_user_with_a_policy_and_an_assumed_role(process: StackProcess, clients: Clients) -> None:
    """A RAM user may do what its policy says; STS credentials act as the role."""
    group = Group(clients)
    clients.ram.create_user(ram.CreateUserRequest(user_name="reader"))
    key = clients.ram.create_access_key(ram.CreateAccessKeyRequest(user_name="reader")).body.access_key
    user = Clients(process.address, key.access_key_id, key.access_key_secret)
    hooks = m.DescribeLifecycleHooksRequest(region_id="cn-hangzhou", scaling_group_id=group.id)
    with refused("Forbidden.Unauthorized", 403):
        user.ess.describe_lifecycle_hooks(hooks)
    statement = {"Effect": "Allow", "Action": ["ess:Describe*", "sts:AssumeRole"], "Resource": "*"}
    clients.ram.create_policy(
        ram.CreatePolicyRequest(
            policy_name="read", policy_document=json.dumps({"Version": "1", "Statement": [statement]})
        )
    )
    clients.ram.attach_policy_to_user(
        ram.AttachPolicyToUserRequest(policy_type="Custom", policy_name="read", user_name="reader")
    )
    assert user.ess.describe_lifecycle_hooks(hooks).body.lifecycle_hooks == []
    trust = {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"RAM": [f"acs:ram::{clients.account}:root"]},
            }
        ],
    }
    role = clients.ram.create_role(
        ram.CreateRoleRequest(role_name="Watcher", assume_role_policy_document=json.dumps(trust))
    ).body.role
    assumed = user.sts.assume_role(
        sts.AssumeRoleRequest(role_arn=role.arn, role_session_name="test")
    ).body.credentials
    watcher = Clients(
        process.address, assumed.access_key_id, assumed.access_key_secret, assumed.security_token
    )
    with refused("Forbidden.Unauthorized", 403):
        watcher.ess.describe_lifecycle_hooks(hooks)
    clients.ram.attach_policy_to_role(
        ram.AttachPolicyToRoleRequest(policy_type="Custom", policy_name="read", role_name="Watcher")
    )
    assert watcher.ess.describe_lifecycle_hooks(hooks).body.lifecycle_hooks == []


def test_oos_gives_its_public_template(clients: Clients) -> None:
    """The template of the story, with its text."""
    name = "ACS-ESS-LifeCycleRunCommand"
    answer = clients.oos.get_template(oos.GetTemplateRequest(template_name=name)).body
    assert answer.template.share_type == "Public"
    assert "CompleteLifecycleActionForAbandon" in answer.content


def test_oos_templates_of_ones_own(clients: Clients) -> None:
    """Made, changed, listed, checked, executed as text, told to go on, cancelled, deleted."""
    text = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: pause, Action: 'ACS::Pause'}]"
    create = oos.CreateTemplateRequest(template_name="own", content=text, tags={"k": "v"})
    made = clients.oos.create_template(create).body
    assert (made.template.template_version, made.template.tags) == ("v1", {"k": "v"})
    with refused("EntityAlreadyExists.Template", 400):
        clients.oos.create_template(create)
    with refused("InvalidTemplate"):
        clients.oos.validate_template_content(
            oos.ValidateTemplateContentRequest(content=text.replace("'ACS::Pause'", "a, OnError: b"))
        )
    update = oos.UpdateTemplateRequest(template_name="own", content=text, version_name="next")
    assert clients.oos.update_template(update).body.template.template_version == "v2"
    mine = oos.ListTemplatesRequest(template_name="own", share_type="Private")
    [listed] = clients.oos.list_templates(mine).body.templates
    assert (listed.category, listed.total_execution_count) == ("Other", 0)
    versions = clients.oos.list_template_versions(
        oos.ListTemplateVersionsRequest(template_name="own")
    ).body.template_versions
    assert [version.version_name for version in versions] == ["next", ""]
    checked = clients.oos.validate_template_content(oos.ValidateTemplateContentRequest(content=text))
    assert [(task.name, task.type) for task in checked.body.tasks] == [("pause", "ACS::Pause")]
    by_name = clients.oos.start_execution(oos.StartExecutionRequest(template_name="own")).body.execution
    by_text = clients.oos.start_execution(
        oos.StartExecutionRequest(template_content=text)
    ).body.execution
    assert (by_name.status, by_text.status) == ("Waiting", "Waiting")
    clients.oos.notify_execution(
        oos.NotifyExecutionRequest(execution_id=by_name.execution_id, notify_type="Approve")
    )
    clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=by_text.execution_id))
    for execution, status in ((by_name, "Success"), (by_text, "Cancelled")):
        request = oos.ListExecutionsRequest(execution_id=execution.execution_id)
        assert [each.status for each in clients.oos.list_executions(request).body.executions] == [status]
    clients.oos.delete_template(oos.DeleteTemplateRequest(template_name="own"))
    with refused("EntityNotExists.Template", 404):
        clients.oos.get_template(oos.GetTemplateRequest(template_name="own"))


def test_oos_executions_step_by_step(clients: Clients) -> None:
    """Debugged, found, with log and template; what actions there are, and what they need."""
    text = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: find, Action: 'ACS::SelectTargets'}]"
    start = oos.StartExecutionRequest(template_content=text, mode="Debug", description="step by step")
    execution = clients.oos.start_execution(start).body.execution.execution_id
    for kind in ("SkipTask", "CompleteExecution"):
        clients.oos.notify_execution(
            oos.NotifyExecutionRequest(execution_id=execution, notify_type=kind)
        )
    wanted = oos.ListExecutionsRequest(description="by step", depth="RootDepth", mode="Debug")
    [found] = clients.oos.list_executions(wanted).body.executions
    assert (found.execution_id, found.status, found.counters["Skipped"]) == (execution, "Success", 1)
    logs = clients.oos.list_execution_logs(oos.ListExecutionLogsRequest(execution_id=execution)).body
    assert logs.execution_logs[-1].message == "The task find was skipped."
    template = oos.GetExecutionTemplateRequest(execution_id=execution)
    assert clients.oos.get_execution_template(template).body.content == text
    actions = oos.ListActionsRequest(oosaction_name="SelectTargets")
    assert clients.oos.list_actions(actions).body.actions[0].oosaction_name == "ACS::SelectTargets"
    needed = oos.GenerateExecutionPolicyRequest(template_content=text)
    assert "ecs:DescribeInstances" in clients.oos.generate_execution_policy(needed).body.policy


def test_mns_queue_and_topic(clients: Clients) -> None:
    """Send, receive, change, delete; and the errors that the SDK parses."""
    queue = clients.mns.get_queue("sdk")
    queue.create(QueueMeta())
    queue.send_message(Message("a < b & c"))
    received = queue.receive_message(1)
    body = received.message_body
    assert (body.decode() if isinstance(body, bytes) else body) == "a < b & c"
    changed = queue.change_message_visibility(received.receipt_handle, 60)
    queue.delete_message(changed.receipt_handle)
    with pytest.raises(MNSServerException) as caught:
        queue.receive_message(0)
    assert caught.value.type == "MessageNotExist"
    with pytest.raises(MNSServerException) as caught:
        clients.mns.get_queue("none").get_attributes()
    assert caught.value.type == "QueueNotExist"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Host": "evil.example"}],
)
def test_a_web_page_cannot_drive_the_stack(process: StackProcess, headers: dict[str, str]) -> None:
    """A foreign Origin or Host is refused on every path."""
    for path in ("/", "/_scalehook/clock", "/queues"):
        answer = HTTP.get(process.endpoint + path, headers=headers)
        assert answer.status_code == 403, path


def test_bad_requests_get_codes_and_no_traceback(process: StackProcess) -> None:
    """Unknown actions and versions, a huge body, broken XML: a documented error each."""

    def get(**parameters: str) -> httpx.Response:
        return HTTP.get(f"{process.endpoint}/?{urlencode(parameters)}")

    assert get(Action="Nonsense", Version="2014-08-28").json()["Code"] == "InvalidAction.NotFound"
    assert get(Action="DescribeScalingGroups", Version="1999-01-01").json()["Code"] == "NoSuchVersion"
    huge = HTTP.post(process.endpoint, content=b"x" * 5_000_000)
    assert huge.status_code in (400, 413)
    broken = httpx.put(f"{process.endpoint}/queues/q", content=b"<Queue", trust_env=False)
    assert broken.status_code == 400
    assert "Traceback" not in huge.text + broken.text
