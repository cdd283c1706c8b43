"""Who was refused what, why, and which policies somebody needs: with the SDKs, and the command line."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as m
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram
from alibabacloud_sts20150401 import models as sts
from mns.queue import QueueMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.programs.program import run

TEMPLATE = "ACS-ESS-LifeCycleRunCommand"
Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def cli(process: StackProcess) -> Cli:
    """`scalehook access …` of this stack."""
    return lambda *words: run("access", *words, environment={"SCALEHOOK_ENDPOINT": process.endpoint})


def user(clients: Clients, process: StackProcess, name: str, *statements: dict[str, Any]) -> Clients:
    """A RAM user who may do what the statements say."""
    clients.ram.create_user(ram.CreateUserRequest(user_name=name, email="x@example.com"))
    give(clients, name, f"{name}-first", *statements)
    key = clients.ram.create_access_key(ram.CreateAccessKeyRequest(user_name=name)).body.access_key
    return Clients(process.address, key.access_key_id, key.access_key_secret)


def give(clients: Clients, name: str, policy: str, *statements: dict[str, Any]) -> None:
    if statements:
        document = json.dumps({"Version": "1", "Statement": statements})
        clients.ram.create_policy(ram.CreatePolicyRequest(policy_name=policy, policy_document=document))
        attached = {"policy_type": "Custom", "policy_name": policy, "user_name": name}
        clients.ram.attach_policy_to_user(ram.AttachPolicyToUserRequest(**attached))


def allow(action: str, resource: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def data_of(call: Callable[[], object]) -> dict[str, Any]:
    """The body of the refusal."""
    with pytest.raises(Exception) as caught:
        call()
    return caught.value.data  # type: ignore[attr-defined]  # of each SDK's own exception


def test_from_a_refusal_to_a_permission(process: StackProcess, clients: Clients, cli: Cli) -> None:
    """The body names what lacks, its message is decoded, and the printed statement does it."""
    eve = user(clients, process, "eve")
    look = ecs.DescribeInstancesRequest(region_id=clients.region)
    body = data_of(lambda: eve.ecs.describe_instances(look))
    detail = body["AccessDeniedDetail"]
    assert (body["Code"], detail["AuthAction"]) == ("Forbidden.RAM", "ecs:DescribeInstances")
    assert (detail["NoPermissionType"], detail["AuthPrincipalType"]) == ("ImplicitDeny", "SubUser")
    decoded = clients.ram.decode_diagnostic_message(
        ram.DecodeDiagnosticMessageRequest(encoded_diagnostic_message=detail["EncodedDiagnosticMessage"])
    ).body.decoded_diagnostic_message
    assert decoded.auth_principal.auth_principal_display_name == detail["AuthPrincipalDisplayName"]
    assert {each.condition_key: each.condition_values for each in decoded.auth_conditions}[
        "acs:SourceIp"
    ] == ["127.0.0.1"]
    explained = json.loads(cli("explain", body["RequestId"], "--json").stdout)
    (then,), (now,) = explained["then"], explained["now"]
    assert (then["operation"], now["allowed"]) == ("ecs:DescribeInstances", False)
    assert "access_control.access_refused" in process.log()
    assert then["statement"] in process.log()
    give(clients, "eve", "pasted", json.loads(then["statement"]))
    eve.ecs.describe_instances(look)
    assert cli("explain", body["RequestId"]).stdout.splitlines()[-2].startswith("  Allow statement 1 ")
    listed = cli("refusals", "--user", "eve").stdout
    assert "would allow it, in a policy of acs:ram::" in listed
    assert cli("refusals", "--user", "nobody").stdout == "Nobody was refused anything.\n"


def test_what_would_be(process: StackProcess, clients: Clients, cli: Cli) -> None:
    """Without a call; by whom, with what the request has; and what is no question."""
    condition = {"IpAddress": {"acs:SourceIp": "10.0.0.0/8"}}
    user(clients, process, "ann", allow("ess:*", "*", Condition=condition))
    asked = ("explain", "--user", "ann", "--action", "ess:CreateAlarm")
    assert cli(*asked, "--context", "acs:SourceIp=10.1.1.1").stdout.startswith("allowed: acs:ram::")
    far = cli(*asked, "--context", "acs:SourceIp=11.1.1.1").stdout
    assert far.startswith("refused: ")
    assert "does not speak: IpAddress acs:SourceIp 10.0.0.0/8 (the request has 11.1.1.1)" in far
    for words, code in [
        (("explain", "none"), 5),
        (("explain", "--user", "none", "--action", "a:B"), 5),
        (("explain",), 2),
        (("explain", "--user", "a", "--role", "b", "--action", "x"), 2),
        ((*asked, "--context", "x"), 2),
        (("plan", "none"), 5),
    ]:
        assert cli(*words).returncode == code, words


def test_the_plan_of_a_hook(process: StackProcess, clients: Clients, cli: Cli) -> None:
    """What its role must be allowed and trust, and its maker: given that, nothing lacks any more. Who
    has exactly the maker's makes one, and without any part of it none.
    """
    group = Group(clients)
    arn = clients.arn("oos", f"template/{TEMPLATE}")
    metadata = json.dumps({"OOSAssumeRole": "planned"})
    hook = group.hook(
        notification_arn=arn, notification_metadata=metadata, lifecycle_hook_name="planned"
    )
    before = json.loads(cli("plan", hook, "--json").stdout)
    assert [(each["who"], each["kind"]) for each in before] == [
        ("role/planned", "policy"), ("role/planned", "trust"), ("caller", "policy"),
    ]  # fmt: skip
    assert before[0]["lacking"] == ["there is no role planned"]
    trust, document = (cli("plan", hook, "--for", who).stdout for who in ("trust", "role"))
    (completing,) = [
        each
        for each in json.loads(document)["Statement"]
        if each["Action"] == ["ess:CompleteLifecycleAction"]
    ]
    assert completing["Resource"] == clients.arn("ess", f"scalinggroup/{group.id}")
    clients.ram.create_role(
        ram.CreateRoleRequest(role_name="planned", assume_role_policy_document=trust)
    )
    assert "ecs:RunCommand" in json.loads(cli("plan", hook, "--json").stdout)[0]["lacking"]
    clients.ram.create_policy(ram.CreatePolicyRequest(policy_name="planned", policy_document=document))
    attached = {"policy_type": "Custom", "policy_name": "planned", "role_name": "planned"}
    clients.ram.attach_policy_to_role(ram.AttachPolicyToRoleRequest(**attached))
    assert [each["lacking"] for each in json.loads(cli("plan", hook, "--json").stdout)] == [[]] * 3
    by_name = cli("plan", f"{group.id}/planned")
    assert by_name.stdout == cli("plan", hook).stdout
    needed = json.loads(cli("plan", hook, "--for", "caller").stdout)["Statement"]
    maker = user(clients, process, "maker", *needed)
    actions = [action for each in needed for action in each["Action"]]
    assert "ram:PassRole" in actions

    def make(name: str) -> str:
        given = {"notification_arn": arn, "notification_metadata": metadata}
        return group.of(maker).hook(**given, lifecycle_hook_name=name)

    for action in actions:
        change(clients, "maker-first", [without(each, action) for each in needed])
        with pytest.raises(Exception, match="Forbidden"):
            make("refused")
    change(clients, "maker-first", needed)
    make("allowed")


def test_the_plan_of_a_template(clients: Clients, cli: Cli, tmp_path: Path) -> None:
    """By its name, or of a file; as OOS generates it."""
    named = cli("plan", TEMPLATE, "--for", "role", "--role", "mine")
    generated = clients.oos.generate_execution_policy(
        oos.GenerateExecutionPolicyRequest(template_name=TEMPLATE)
    )
    assert json.loads(named.stdout) == json.loads(generated.body.policy)
    assert named.stderr.startswith("# role/mine, policy: ")
    with refused("AssumeRoleNotExist"):
        clients.oos.generate_execution_policy(
            oos.GenerateExecutionPolicyRequest(template_name=TEMPLATE, ram_role="mine")
        )
    file = tmp_path / "own.yml"
    task = "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: MNS, API: BatchSendMessage}}"
    file.write_text(f"FormatVersion: OOS-2019-06-01\nTasks: [{task}]\n")
    (statement,) = json.loads(cli("plan", str(file), "--for", "role").stdout)["Statement"]
    assert statement["Action"] == ["mns:SendMessage"]


def test_the_plan_of_a_queues_hook(process: StackProcess, clients: Clients, cli: Cli) -> None:
    """What its consumer must be allowed: with that and no more it does all its work, and none of it
    without the action for it.
    """
    group = Group(clients)
    clients.mns.get_queue("planned").create(QueueMeta())
    hook = group.hook(notification_arn=clients.arn("mns", "queue/planned"))
    needed = json.loads(cli("plan", hook, "--for", "consumer").stdout)["Statement"]
    assert [each["Resource"] for each in needed] == [
        f"acs:mns:{clients.region}:{clients.account}:/queues/planned/messages",
        clients.arn("ess", f"scalinggroup/{group.id}"),
    ]
    consumer = user(clients, process, "planned", *needed)
    activity = group.execute(group.rule(1))
    process.advance(60)
    queue, mine = consumer.mns.get_queue("planned"), group.of(consumer)
    [action] = group.actions(activity)
    told: dict[str, str] = {}

    def receive() -> None:
        told["handle"] = queue.receive_message(0).receipt_handle

    def hide() -> None:
        told["handle"] = queue.change_message_visibility(told["handle"], 60).receipt_handle

    of_action = hook, action.lifecycle_action_token
    work: dict[str, Callable[[], object]] = {
        "mns:ReceiveMessage": receive,
        "mns:ChangeMessageVisibility": hide,
        "ess:RecordLifecycleActionHeartbeat": lambda: mine.heartbeat(*of_action, 300),
        "ess:CompleteLifecycleAction": lambda: mine.complete(*of_action),
        "mns:DeleteMessage": lambda: queue.delete_message(told["handle"]),
    }
    assert work.keys() == {action for each in needed for action in each["Action"]}
    for name, do in work.items():
        change(clients, "planned-first", [without(each, name) for each in needed])
        with pytest.raises(Exception, match=r"AccessDenied|Forbidden\.Unauthorized"):
            do()
        change(clients, "planned-first", needed)
        do()
    assert group.states() == ["InService"]


def without(statement: dict[str, Any], action: str) -> dict[str, Any]:
    """The statement that does not allow it; `ess:None` is no operation."""
    left = [each for each in statement["Action"] if each != action]
    return {**statement, "Action": left or ["ess:None"]}


def change(clients: Clients, policy: str, statements: list[dict[str, Any]]) -> None:
    """The policy says this from now on."""
    clients.ram.create_policy_version(
        ram.CreatePolicyVersionRequest(
            policy_name=policy,
            policy_document=json.dumps({"Version": "1", "Statement": statements}),
            set_as_default=True,
            rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
        )
    )


def test_what_belongs_to_a_group(process: StackProcess, clients: Clients) -> None:
    """Rules and hooks are the group's, by whichever id they are named; so are its tags."""
    own, other = Group(clients), Group(clients)
    bob = user(
        clients, process, "bob",
        allow("ess:*", clients.arn("ess", f"scalinggroup/{own.id}")),
        allow("ess:*", "*", Condition={"StringEquals": {"acs:ResourceTag/team": "bob"}}),
    )  # fmt: skip
    mine, theirs = (group.rule(1).rpartition("/")[2] for group in (own, other))

    def rename(rule_id: str) -> None:
        request = m.ModifyScalingRuleRequest(scaling_rule_id=rule_id, adjustment_value=2)
        bob.ess.modify_scaling_rule(request)

    rename(mine)
    for call in (
        lambda: rename(theirs),
        lambda: bob.ess.modify_lifecycle_hook(
            m.ModifyLifecycleHookRequest(lifecycle_hook_id=other.hook(), scaling_group_id=own.id)
        ),
    ):
        with refused("Forbidden.Unauthorized", 403):
            call()
    tagging = m.TagResourcesRequest(
        region_id=clients.region,
        resource_type="scalinggroup",
        resource_ids=[other.id],
        tags=[m.TagResourcesRequestTags(key="team", value="bob")],
    )
    with refused("Forbidden.Unauthorized", 403):
        bob.ess.tag_resources(tagging)
    clients.ess.tag_resources(tagging)
    rename(theirs)


def test_a_role_that_does_not_trust_its_caller(process: StackProcess, clients: Clients) -> None:
    """The refusal says that it is the trust which lacks something."""
    joe = user(clients, process, "joe", allow("sts:AssumeRole", "*"))
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "x.aliyuncs.com"}}
    document = json.dumps({"Version": "1", "Statement": [trust]})
    clients.ram.create_role(
        ram.CreateRoleRequest(role_name="closed", assume_role_policy_document=document)
    )
    assume = sts.AssumeRoleRequest(
        role_arn=f"acs:ram::{clients.account}:role/closed", role_session_name="s1"
    )
    body = data_of(lambda: joe.sts.assume_role(assume))
    assert (body["Code"], body["AccessDeniedDetail"]["PolicyType"]) == (
        "NoPermission",
        "AssumeRolePolicy",
    )


def test_a_user_changes_the_own_password(process: StackProcess, clients: Clients) -> None:
    """Who is given one and the permission for it."""
    old, new = "correct horse", "battery staple"
    anna = user(clients, process, "anna", allow("ram:ChangePassword", "*"))
    clients.ram.create_login_profile(
        ram.CreateLoginProfileRequest(user_name="anna", password=old, password_reset_required=True)
    )
    change = ram.ChangePasswordRequest(old_password=old, new_password=new)
    anna.ram.change_password(change)
    with refused("InvalidParameter.OldPassword.Incorrect", status=400):
        anna.ram.change_password(change)
    with refused("NotSupport.Account", status=400):
        clients.ram.change_password(change)
    told = clients.ram.get_login_profile(ram.GetLoginProfileRequest(user_name="anna")).body.login_profile
    assert (told.password_reset_required, told.mfabind_required) == (False, False)
    clients.ram.update_login_profile(
        ram.UpdateLoginProfileRequest(user_name="anna", mfabind_required=True)
    )
    clients.ram.delete_login_profile(ram.DeleteLoginProfileRequest(user_name="anna"))
    with refused("EntityNotExist.User.LoginProfile", status=404):
        anna.ram.change_password(change)
    assert old not in process.log() and new not in process.log()
